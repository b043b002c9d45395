"""Between HTML and plain text, both ways, and how many words there are."""

import html as entities
import re
from collections.abc import Iterable

from articles.richtext.allowed import CELLS, INLINE
from articles.richtext.rewriting import TAG, readable, rewritten
from articles.richtext.spaces import settled

# Only for text that rewritten has written. One within another ends at the inner one's end.
_NOT_COUNTED = re.compile(
    r'<aside [^>]*?data-kind="(?:pull-quote|transcript)"[^>]*+>.*?</aside>', re.DOTALL
)
# One that holds no other: a gallery goes with the second look.
_FIGURE = re.compile(r"<figure(?: [^>]*+)?>(?:(?!<figure[ >]).)*?</figure>", re.DOTALL)


def plain_text(html: str | None) -> str:
    """The words alone: entities decoded, paragraphs separated by blank lines, rows by one line."""
    text = re.sub(r"[ \t\n]+", " ", rewritten(readable(html or "")))
    text = readable(entities.unescape(TAG.sub(_spacing, text)))
    text = "\n".join(line.strip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def beginning(html: str | None, words: int) -> str:
    """The first words of the text on one line, with … where more follow; no caption's, nor those
    of anything else that stands in a figure.
    """
    html = _FIGURE.sub(" ", _FIGURE.sub(" ", html)) if html and "</figure>" in html else html
    # The last piece is all that follows; it is thrown away.
    found = plain_text(html).split(maxsplit=words)
    return " ".join(found[:words]) + (" …" if len(found) > words else "")


def word_count(html: str | None) -> int:
    """How many words: runs between white space and dashes that hold a letter or a digit.

    A pull quote says again what the text says already, and a transcript what a film or a recording
    says, so they count for nothing.
    """
    html = _NOT_COUNTED.sub(" ", html or "") if "</aside>" in (html or "") else html
    words = re.split(r"[\s/–—]+", plain_text(html))
    return sum(any(map(str.isalnum, word)) for word in words)


# The same texts in each language, read aloud by adults: S. Trauzettel-Klosinski and K. Dietz, "The
# New International Reading Speed Texts IReST" (Investigative Ophthalmology & Visual Science 53,
# 2012). Azerbaijani was not measured; it builds its words as Turkish does.
_WORDS_PER_MINUTE = {"ar": 138, "az": 166, "en": 228, "ru": 184, "tr": 166}
# The mean of the 17 languages that were measured there.
_IN_ANY_LANGUAGE = 184


def words_per_minute(language: str) -> int:
    """How many words of this language somebody reads in a minute."""
    return _WORDS_PER_MINUTE.get(language.partition("-")[0].lower(), _IN_ANY_LANGUAGE)


def reading_minutes(words: int, language: str) -> int:
    """Whole minutes that so many words take to read: at least one, 0 for no words."""
    return max(1, round(words / words_per_minute(language))) if words else 0


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """HTML of plain paragraphs: escaped, line breaks turned into spaces, empty ones left out."""
    lines = (" ".join(readable(paragraph).split("\n")) for paragraph in paragraphs)
    texts = (re.sub(r"[ \t]+", " ", line).strip(" ") for line in lines)
    html = settled("".join(f"<p>{_escaped(text)}</p>" for text in texts))
    return html.replace("<p></p>", "")


def _spacing(tag: re.Match) -> str:
    """What stands in plain text where this tag stood."""
    if tag[2] in INLINE:
        return ""
    if tag[2] in CELLS:
        return " "
    return "\n" if tag[2] in ("br", "li", "tr", "dt", "dd") else "\n\n"


def _escaped(text: str) -> str:
    """Text as nh3 would write it, so that cleaning leaves it alone."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;")
