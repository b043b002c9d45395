"""A text as what an editor sees change: words, numbers, signs and spaces, in any script.

No token ends within what is seen as one character: a letter with its marks, an emoji of several.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from articles.richtext.tree import Element


class Token(NamedTuple):
    """`key` is what it is compared by: an e with its accent is one however it is written, a space
    a space. `marks` are the inline elements around it, outermost first, and `look` says what these
    are, to be compared.
    """

    text: str
    key: str
    marks: tuple[Element, ...] = ()
    look: tuple = ()

    @property
    def is_space(self) -> bool:
        return self.key == " "


LINE_BREAK = "\n"
# Where one paragraph ends and the next begins, in a text that holds several.
PARAGRAPH_BREAK = "\n\n"


def tokens(text: str, marks: tuple[Element, ...] = (), *, keeps_lines=False) -> Iterator[Token]:
    """The tokens of plain text; line feeds are tokens only where they are breaks of lines."""
    look = tuple((mark.name, *mark.attributes.items()) for mark in marks)
    if not keeps_lines:
        yield from _of_line(text, marks, look)
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Token(LINE_BREAK, LINE_BREAK, marks, look)
        yield from _of_line(line, marks, look)


def _of_line(text: str, marks: tuple[Element, ...], look: tuple) -> Iterator[Token]:
    for piece in _TOKEN.findall(text):
        if piece.isspace():
            yield Token(piece, " ", marks, look)
        elif piece.isascii():
            yield Token(piece, piece, marks, look)
        else:
            yield Token(piece, unicodedata.normalize("NFC", piece), marks, look)


def _ranges(codes: list[int]) -> str:
    """The characters as they stand in a set of a pattern."""
    found = []
    for _, group in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0]):
        run = [code for _, code in group]
        found.append(f"{chr(run[0])}-{chr(run[-1])}")
    return "".join(found)


# What belongs to the character before it: all marks of Unicode's first two planes, two vowels of
# Thai and Lao, the joiners, the soft hyphen, and what varies characters and spells flags.
_EXTENDS = (
    _ranges([code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"])
    + "\u0e33\u0eb3\u200c\u200d\u00ad\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
_TONES = "\U0001f3fb-\U0001f3ff"
# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, hiragana, Chinese characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003fffd"
)
_LETTER = rf"[^\W{_UNSPACED}]"
# Possessive throughout, so that no text makes it backtrack.
_TOKEN = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"«»“”]*[\w/=\#&%~+-][{_EXTENDS}]*+
    | (?:[^\W\d_]\.){{2,}}+
    | (?:{_LETTER}++[{_EXTENDS}]*+)++
      (?:(?:(?<=\d)[.,:/٫٬\xa0\u202f](?=\d)|['’ʼ·@‐‑-](?={_LETTER}))
         (?:{_LETTER}++[{_EXTENDS}]*+)++)*+
    | \s++(?![{_EXTENDS}])
    | \s+(?=\s[{_EXTENDS}])
    | [\U0001f1e6-\U0001f1ff]{{2}}
    | [^\w\s][{_EXTENDS}{_TONES}]*+(?:(?<=\u200d)[^\w\s][{_EXTENDS}{_TONES}]*+)*+
    | .[{_EXTENDS}]*+
    """,
    re.VERBOSE | re.DOTALL,
)
