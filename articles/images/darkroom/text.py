"""Text out of metadata, made readable and harmless: of any encoding, without signs of control."""

import re
import unicodedata

# What looks like markup becomes a space, so that nothing can grow together to a tag behind it.
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*(?:>|$)")
# Letters of one text at most before it is looked at; more than the longest field holds.
_MOST = 20_000
# Joiners of scripts and emoji; all other signs of format turn text around or hide it.
_KEPT = "\u200c\u200d"
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def readable(data: bytes | str) -> str:
    """Bytes as text: UTF-8, also where it breaks off inside a character, or else Latin-1."""
    if isinstance(data, str):
        return data[:_MOST]
    data = data[: _MOST * 4]
    try:
        return data.decode("utf-8")[:_MOST]
    except UnicodeDecodeError as fault:
        # A letter of two bytes or more before the fault is hardly ever chance.
        is_cut = fault.reason == "unexpected end of data" and not data[: fault.start].isascii()
        return data.decode(*(("utf-8", "ignore") if is_cut else ("cp1252", "ignore")))[:_MOST]


def clean(data: bytes | str, most: int, *, lines: bool = False) -> str:
    """The text with at most so many letters, in one line unless `lines` are kept."""
    text = unicodedata.normalize("NFC", readable(data).partition("\x00")[0])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(_sign(letter) for letter in text)
    text = _TAG.sub(" ", text)
    rows = [" ".join(row.split()) for row in text.split("\n")]
    joined = "\n".join(rows) if lines else " ".join(filter(None, rows))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()[:most].rstrip()


def _sign(letter: str) -> str:
    if letter in "\n\t" or letter in _KEPT:
        return letter
    return "" if unicodedata.category(letter) in _DROPPED else letter
