"""Bytes of an unknown encoding to text, or a refusal that names the line.

Known: UTF-8, UTF-16, Windows-1251 (Russian) and Windows-1254 (Turkish and Western letters; its
quotes and dashes are those of Windows-1252). Letters that look wrong on the page are worse than a
refusal, so Arabic, Greek, KOI8 and other single-byte texts are refused: they have to be sent as
UTF-8. What no rule here can see: Hungarian, Romanian or Baltic letters in the code pages of their
own come out as Turkish and Western ones, which is why the encoding is told to the editor.
"""

import codecs
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.errors import WireRefused

MAX_BYTES = 2_000_000

_SIGNATURES = (
    (b"%PDF", gettext_lazy("a PDF file")),
    (b"\x89PNG", gettext_lazy("a PNG picture")),
    (b"\xff\xd8\xff", gettext_lazy("a JPEG picture")),
    (b"GIF8", gettext_lazy("a GIF picture")),
    (b"RIFF", gettext_lazy("a sound, film or picture file")),
    (b"II*\x00", gettext_lazy("a TIFF picture")),
    (b"MM\x00*", gettext_lazy("a TIFF picture")),
    (b"PK\x03\x04", gettext_lazy("a ZIP archive or an office document")),
    (b"\x1f\x8b", gettext_lazy("a gzip archive")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an office document")),
    (b"{\\rtf", gettext_lazy("an RTF document")),
    (b"\x7fELF", gettext_lazy("a program")),
    (b"\xff\xfe\x00\x00", gettext_lazy("text in UTF-32")),
    (b"\x00\x00\xfe\xff", gettext_lazy("text in UTF-32")),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Control characters besides tab, newline, vertical tab and form feed; U+FFFD; noncharacters.
_NEVER_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff]")


def check_size(size: int, file: str = "") -> None:
    """Refuses more bytes than any dispatch has; for a door that knows the size before reading."""
    if size > MAX_BYTES:
        reason = _("the file is larger than %d MB") % (MAX_BYTES // 1_000_000)
        raise WireRefused(reason, file=file)


def decode(data: bytes, *, file: str = "") -> tuple[str, str]:
    """The text, its newlines all "\\n" and without a byte order mark, and the encoding's name.

    Raises WireRefused for what is too large, empty, binary, damaged or in an encoding that cannot
    be told safely.
    """
    check_size(len(data), file)
    if not data.strip(b" \t\r\n\x1a") or data in dict(_BYTE_ORDER_MARKS):
        raise WireRefused(_("the file is empty"), file=file)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            reason = _("this is %s; send plain text in UTF-8") % name
            raise WireRefused(reason, file=file, line=1)
    text, encoding = _decoded(data, file)
    # DOS programs end a text with Ctrl-Z.
    text = _NEWLINES.sub("\n", text.rstrip("\x1a"))
    _refuse_never_in_text(text, file)
    return text, encoding


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, file), encoding
    if b"\x00" in data:
        return _utf_16_without_mark(data, file)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_damaged_utf_8(data):
            raise _refusal(_("this is not UTF-8 throughout"), data[: error.start], file) from None
    encoding = "windows-1251" if _is_in_cyrillic_bytes(data) else "windows-1254"
    text = _strictly(data, encoding, file)
    plausible = _is_plausible_russian if encoding == "windows-1251" else _is_plausible_latin
    if not plausible(text):
        before = data[: re.search(rb"[\x80-\xff]", data).start()]
        raise _refusal(_("the encoding cannot be told; send the text in UTF-8"), before, file)
    return text, encoding


def _strictly(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore").encode()
        reason = _("this is damaged, or not %s; send the text in UTF-8") % encoding
        raise _refusal(reason, before, file) from None


def _refuse_never_in_text(text: str, file: str) -> None:
    found = _NEVER_IN_TEXT.search(text)
    if not found:
        return
    code = ord(found[0])
    reason = _("the character U+%04X is never in a text; the file is binary or damaged") % code
    if code == 0xFFFD:
        reason = _("characters were lost (U+FFFD) before the file came here; ask for it again")
    raise WireRefused(reason, file=file, line=text.count("\n", 0, found.start()) + 1)


def _refusal(reason: str, before: bytes, file: str) -> WireRefused:
    lines = before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
    return WireRefused(reason, file=file, line=lines + 1)


def _utf_16_without_mark(data: bytes, file: str) -> tuple[str, str]:
    """Spaces and digits have a zero byte on one side only: which side is the byte order.

    The text must then be in alphabets that newsrooms here use: a binary file read as UTF-16
    looks like Chinese, and Chinese comes with a mark or in UTF-8.
    """
    at_even, at_odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if at_odd > at_even else "utf-16-be"
    one_sided = max(at_even, at_odd) >= 20 * min(at_even, at_odd)
    text = data.decode(encoding, "replace") if one_sided and len(data) % 2 == 0 else ""
    foreign = len(re.findall("[\u0700-\u1dff\u2100-\ud7ff\ue000-\uffff]", text))
    if not text or "\x00" in text or foreign * 20 > len(text):
        before = data[: data.index(0)]
        raise _refusal(_("a NUL byte is never in a text; the file is binary"), before, file)
    return text, encoding


def _is_damaged_utf_8(data: bytes) -> bool:
    """Whether much of what is not ASCII is well-formed UTF-8, which other encodings hardly form.

    A quarter: in Russian or Turkish single-byte text it is a few sequences in a thousand letters.
    """
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    well_formed = data.decode("utf-8", "ignore")
    sequences = len(well_formed) - len(well_formed.encode("ascii", "ignore"))
    in_sequences = len(well_formed.encode()) - (len(well_formed) - sequences)
    return sequences > 0 and in_sequences * 4 >= high


_CYRILLIC_BYTES = bytes((0xA8, 0xB8, *range(0xC0, 0x100)))
_CYRILLIC_BYTES_WORD = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")


def _is_in_cyrillic_bytes(data: bytes) -> bool:
    """Russian words are high bytes from end to end; Turkish letters stand among ASCII ones."""
    all_high = _cyrillic_letters(data)
    in_words = sum(map(len, _CYRILLIC_BYTES_WORD.findall(data)))
    return all_high > 0 and in_words * 2 >= all_high


def _cyrillic_letters(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CYRILLIC_BYTES))


# Capitals stand first or everywhere. Arabic and Greek bytes read as Windows-1251 break this rule.
_CAPITAL_AFTER_SMALL = re.compile("[\u0430-\u045f][\u0400-\u042f]")
# These ten are two thirds of the letters of a Russian text, and vowels are two fifths.
_COMMON_RUSSIAN = "оеаинтсрвлОЕАИНТСРВЛ"
_CYRILLIC_VOWELS = "оеаиыуэюяёіїєОЕАИЫУЭЮЯЁІЇЄ"
_SHORT_LETTERS = 100


def _is_plausible_russian(text: str) -> bool:
    letters = _cyrillic_letters(text.encode("windows-1251"))
    ill_cased = len(_CAPITAL_AFTER_SMALL.findall(text))
    common = sum(map(text.count, _COMMON_RUSSIAN))
    vowels = sum(map(text.count, _CYRILLIC_VOWELS))
    # A few words may be far from the average. Hebrew bytes have vowels in one letter of four.
    least_common, least_vowels = (0.4, 0.2) if letters < _SHORT_LETTERS else (0.55, 0.33)
    return (
        ill_cased <= 0.02 * letters
        and common >= least_common * letters
        and vowels >= least_vowels * letters
    )


_HIGH_LATIN = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0178]")
_ANY_LATIN = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0178]")
# Central European letters read as Windows-1254: signs that never stand between two letters.
_SIGN_IN_A_WORD = re.compile("(?<=[a-zß-ÿ])[¡¢£¤¥¦¨¬¯±²³´¶¸¹¼½¾¿](?=[a-zß-ÿ])")


def _is_plausible_latin(text: str) -> bool:
    """At most four letters in ten beyond ASCII (running Turkish has about one in eight)."""
    high, letters = len(_HIGH_LATIN.findall(text)), len(_ANY_LATIN.findall(text))
    return high * 5 <= letters * 2 and not _SIGN_IN_A_WORD.search(text)
