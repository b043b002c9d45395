"""Writes sitemaps and their index (sitemaps.org 0.9), with Google's words for pictures and news."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings

from articles import newsroom_time
from articles.models.address import absolute_url

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# What XML 1.0 has no place for, escaped or not.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTES = {"'": "&apos;", '"': "&quot;"}


@dataclass(frozen=True)
class Entry:
    """One address of a sitemap, or one sitemap of the index. `changed_at` is the moment of the last
    change that readers could see; `picture` an address; a news entry has headline and the rest.
    """

    path: str
    changed_at: datetime | None = None
    picture: str = ""
    headline: str = ""
    language: str = ""
    dated_at: datetime | None = None


def index_xml(files: Iterable[Entry]) -> str:
    """The index of all sitemaps."""
    lines = (f"<sitemap>{_where_and_when(entry)}</sitemap>\n" for entry in files)
    return f'{_HEAD}<sitemapindex xmlns="{_SITEMAP}">\n{"".join(lines)}</sitemapindex>\n'


def urlset_xml(entries: Iterable[Entry]) -> str:
    """One sitemap."""
    lines = (
        f"<url>{_where_and_when(entry)}{_news(entry)}{_image(entry)}</url>\n" for entry in entries
    )
    names = f'xmlns="{_SITEMAP}" xmlns:image="{_IMAGE}" xmlns:news="{_NEWS}"'
    return f"{_HEAD}<urlset {names}>\n{''.join(lines)}</urlset>\n"


def _where_and_when(entry: Entry) -> str:
    where = f"<loc>{_text(absolute_url(entry.path))}</loc>"
    if entry.changed_at is None:
        return where
    return f"{where}<lastmod>{newsroom_time.iso(entry.changed_at)}</lastmod>"


def _news(entry: Entry) -> str:
    """Google's element of a news sitemap, each part required."""
    if entry.dated_at is None:
        return ""
    return (
        "<news:news><news:publication>"
        f"<news:name>{_text(settings.NEWSROOM_NAME)}</news:name>"
        f"<news:language>{_code(entry.language)}</news:language>"
        "</news:publication>"
        f"<news:publication_date>{newsroom_time.iso(entry.dated_at)}</news:publication_date>"
        f"<news:title>{_text(entry.headline)}</news:title></news:news>"
    )


def _code(language: str) -> str:
    """Two or three letters, as Google wants them; Chinese alone says which."""
    return language if language in ("zh-cn", "zh-tw") else language.split("-")[0]


def _image(entry: Entry) -> str:
    if not entry.picture:
        return ""
    where = _text(absolute_url(entry.picture))
    return f"<image:image><image:loc>{where}</image:loc></image:image>"


def _text(words: str) -> str:
    """Words in one line that no reader of XML stumbles over."""
    return escape(" ".join(_UNWRITABLE.sub(" ", words).split()), _QUOTES)
