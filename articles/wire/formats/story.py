"""WireStory: what every format is read into, and what can be suggested from its text.

Suggestions (agency, language) are for an editor to confirm; nothing prints them by itself.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from articles.folding import fold

_READ_CHARACTERS = 20_000


@dataclass(frozen=True)
class WireStory:
    """One story as an agency sent it; ``headline`` is empty where the format has none."""

    format: str
    file_name: str
    headline: str
    paragraphs: tuple[str, ...]
    dated_at: datetime | None
    date_line: str  # as it stood, without outer space; empty if there was none
    zone: str  # of that line, like UTC+04:00
    agency: str  # a suggestion, empty if unsure
    language: str  # a suggestion: en, az, tr, ru, ar, or empty
    encoding: str

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits, the same for the same moment and words in another encoding,
        with other line ends or another notation of the date; kept in the database."""
        dated_at = self.dated_at.astimezone(UTC).isoformat() if self.dated_at else ""
        parts = (dated_at, self.headline, *self.paragraphs)
        return hashlib.sha256("\n".join(map(_as_compared, parts)).encode()).hexdigest()


def _as_compared(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

# Frequent words, folded. Turkish and Azerbaijani share some; the letter ə decides between them.
_FREQUENT = {
    "en": "the of and to in that is was for on with by at from as it be are has have said will",
    "tr": "ve bir bu ile icin olarak da de daha olan gibi sonra kadar cok ancak dedi oldu en",
    "az": "ve bir bu ile ucun olaraq da de daha olan kimi sonra qeder cox ki olub edib ilde",
}
_NEITHER_RUSSIAN = re.compile("[іїєґўђћјљњџѓќѕ]")
_NOT_ARABIC = re.compile("[پچژگٹڈڑےکی]")


def suggested_language(text: str) -> str:
    """en, az, tr, ru, ar, or empty when the text is short, mixed or in another language.

    By script first; then by frequent words, at least one word in twenty.
    """
    text = text[:_READ_CHARACTERS].casefold()
    letters = sum(map(str.isalpha, text))
    cyrillic, arabic = (len(re.findall(span, text)) for span in ("[а-яё]", "[\u0621-\u064a]"))
    if letters < 20:
        return ""
    if cyrillic * 2 > letters:
        return "" if len(_NEITHER_RUSSIAN.findall(text)) * 100 > letters else "ru"
    if arabic * 2 > letters:
        return "" if len(_NOT_ARABIC.findall(text)) * 100 > letters else "ar"
    return _latin_language(text, letters)


def _latin_language(text: str, letters: int) -> str:
    turkic = len(re.findall("[ğışçə]", text)) * 100 > letters
    candidates = (("az" if "ə" in text else "tr"),) if turkic else ("en",)
    folded = re.findall(r"\w+", fold(text))
    for language in candidates:
        frequent = frozenset(_FREQUENT[language].split())
        if sum(word in frequent for word in folded) * 20 >= len(folded):
            return language
    return ""


_CAPITAL = "[" + "".join(filter(str.isupper, map(chr, range(0x41, 0x530)))) + "]"
_WORD = rf"{_CAPITAL}[\w'’&-]{{0,40}}"
# One word more than is taken, so that a longer run of capitals is seen and dropped.
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,5}}|[«“][^«»“”]{{2,60}}[»”])"
# How a sentence names its source. Every repetition is bounded, and so is the text.
_SOURCES = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\w){_NAME},? (?:news )?(?:agency )?(?:reports|reported)(?= that\b|[:,.]|$)",
        rf"(?<!\w){_NAME} (?:xəbər|məlumat) verir",
        rf"(?<!\w){_NAME} (?:bildirir|bildiriyor|bildirdi|haber verdi)",
        rf"(?<!\w){_NAME} (?:сообщает|передает|передаёт)(?=, что|[:.]|$)",
        rf", (?:as )?(?:reports|reported by) (?:the )?{_NAME}",
        rf"[Aa]ccording to (?:the )?{_NAME} (?:news )?agency",
        rf"(?:сообщает|сообщило|передает|передаёт|пишет)(?: агентство)? {_NAME}",
        rf"[Пп]о (?:данным|сообщению) агентства {_NAME}",
    )
)
_NO_NAMES = (
    "he she it they we on in at as this that these those media police officials local some several "
    "earlier previous recent он она они это"
)
_NEVER_FIRST_IN_A_NAME = frozenset(_NO_NAMES.split())


def suggested_agency(paragraphs: Iterable[str]) -> str:
    """The one source that the first three paragraphs name, like "X reports that" or ", reports X".

    Empty when there is none, when two differ, when the name is longer than five words. Arabic
    gives none: without capitals nobody can tell where a name ends.
    """
    found: dict[str, str] = {}
    for paragraph in list(paragraphs)[:3]:
        for source in _SOURCES:
            for match in source.finditer(paragraph[:2_000]):
                name = match["name"].strip("«»“”")
                found.setdefault(fold(name), name)
    names = [name for folded, name in found.items() if _is_name(folded.split())]
    return names[0] if len(names) == 1 else ""


def _is_name(words: list[str]) -> bool:
    return 0 < len(words) <= 5 and words != ["the"] and words[0] not in _NEVER_FIRST_IN_A_NAME
