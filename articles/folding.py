"""One folding of text, for slugs, for search and for recognising duplicates.

Databases disagree about İ, ı and ə, so both sides of every comparison are folded here, in Python.
What lives elsewhere: the search index itself, and addresses (which reserve and de-duplicate slugs).
"""

import re
import unicodedata
from itertools import dropwhile

# Latin letters that Unicode does not decompose. Lower case only: case is folded before.
_LATIN_LETTERS = str.maketrans(
    {
        **dict(
            zip("əǝɛɔøɵłđðɖɗħıɨɩĸƙŋɲŧƀɓɣǥƒʊʉƴʋʒɟƶ", "eeeooolddddhiiikknntbbggfuuyvzjz", strict=True)
        ),
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ĳ": "ij",
    }
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻʹ´`＇", "'"))
# Invisible to readers: soft hyphen, grapheme joiner, bidi and joining marks, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)
_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_LATIN_ACCENTS = re.compile(
    f"([a-z\u00df-\u02af\u1d00-\u1d7f\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff])[{_ACCENTS}]+"
)
# Stress marks stand on vowels; on г and к the same mark makes another letter (Macedonian ѓ, ќ).
_CYRILLIC_ACCENTS = re.compile("(?<=[аеиоуыэюя])[\u0300\u0301]+|(?<=е)\u0308")
# Vowel marks, Quranic signs, hamza and madda on a carrier, and the tatweel that stretches a line.
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed]+")
_ARABIC_LETTERS = str.maketrans("ىیٱکہ", "يياكه")
_TATWEEL = "\u0640"

MAX_COMPARED_WORDS = 20_000


def fold(text: str) -> str:
    """Text as search and duplicate checks compare it; folding twice changes nothing.

    Latin letters become ASCII where they can, case is folded, ё becomes е (й stays й), Arabic
    loses its vowel marks and unites the forms of alef, every script's digits become ASCII,
    apostrophes become straight, invisible characters go, white space becomes single spaces.
    Punctuation stays.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    text = _latin_to_ascii(unicodedata.normalize("NFKD", text).casefold())
    text = _CYRILLIC_ACCENTS.sub("", text)
    text = _ARABIC_MARKS.sub("", text).translate(_ARABIC_LETTERS)
    text = unicodedata.normalize("NFC", text).translate(_ASCII_DIGITS)
    return " ".join(text.split())


def slugify(text: str, *, max_length: int = 80) -> str:
    """The last part of an address: letters, their marks, digits and single hyphens; never empty.

    Latin letters fold to ASCII, other scripts stay in lower case and NFC. Cut at a word's end
    unless that would lose more than half. ``max_length`` counts characters, not encoded bytes.
    """
    text = _latin_to_ascii(unicodedata.normalize("NFKD", text).lower())
    text = text.replace("'", "").replace(_TATWEEL, "")
    text = unicodedata.normalize("NFC", text).translate(_WORD_CHARACTERS)
    slug = "-".join(filter(None, map(_without_leading_marks, text.split())))
    return _cut(slug, max_length) or "story"


def words(text: str) -> list[str]:
    """The folded words; an apostrophe is no boundary. Scripts without spaces give long words."""
    return fold(text).replace("'", "").translate(_WORD_CHARACTERS).split()


def containment(a: str, b: str) -> float:
    """How much of the shorter text stands in the other, 0 to 1, by runs of three words.

    High for a newer, longer text of the same dispatch. Only the first 20,000 words of each
    are compared, so the cost is linear and bounded.
    """
    shorter, longer = sorted((_first_words(a), _first_words(b)), key=len)
    if not shorter:
        return 0.0
    size = min(3, len(shorter))
    runs = sorted((_runs(shorter, size), _runs(longer, size)), key=len)
    return len(runs[0] & runs[1]) / len(runs[0])


def _latin_to_ascii(decomposed: str) -> str:
    """Takes NFKD text in lower case. Decomposes again, because lowering can compose (İ)."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKD", decomposed))
    text = text.translate(_LATIN_LETTERS).translate(_APOSTROPHES)
    return _LATIN_ACCENTS.sub(r"\1", text)


def _without_leading_marks(word: str) -> str:
    """A mark needs a letter to stand on; one that opens a word would join the hyphen before it."""
    return "".join(dropwhile(_is_mark, word))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _cut(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    boundary = slug.rfind("-", 0, max_length + 1)
    return slug[: boundary if boundary > max_length // 2 else max_length].rstrip("-")


def _first_words(text: str) -> list[str]:
    return words(text)[:MAX_COMPARED_WORDS]


def _runs(of_words: list[str], size: int) -> set[tuple[str, ...]]:
    return set(zip(*(of_words[start:] for start in range(size)), strict=False))


class _WordCharacters(dict[int, str]):
    """For str.translate: letters, spacing and combining marks and digits stay, others separate.

    Filled as characters are met: asking the Unicode database each time is ten times slower.
    """

    _KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"})

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if unicodedata.category(character) in self._KEPT else " "
        return self[code]


class _AsciiDigits(dict[int, str]):
    """For str.translate: the decimal digits of every script become 0 to 9."""

    def __missing__(self, code: int) -> str:
        value = unicodedata.decimal(chr(code), None)
        self[code] = chr(code) if value is None else str(value)
        return self[code]


_WORD_CHARACTERS = _WordCharacters()
_ASCII_DIGITS = _AsciiDigits()
