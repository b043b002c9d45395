"""Feeds: lists of stories as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 print them.

Which stories, the views ask; here are the values that the three forms share, and their printing.
The identity of a story in a feed is its uid, whatever becomes of its address.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from articles import newsroom_time, richtext
from articles.composing import RIGHT_TO_LEFT, Card, Page
from articles.models import Change
from articles.models.address import absolute_url

# The ending of a feed's address → its type.
TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
}
# A summary is as long as what search engines show; the standfirst stands for it where there is one.
_SUMMARY_WORDS = 50


@dataclass(frozen=True)
class Author:
    name: str
    url: str = ""


@dataclass(frozen=True)
class Item:
    """One story, or one correction, as feed readers show it."""

    uid: UUID
    url: str
    language: str
    title: str
    summary: str
    # HTML that needs no page around it, its addresses absolute; "" where feeds carry summaries.
    text: str
    authors: tuple[Author, ...]
    published_at: datetime
    updated_at: datetime
    tags: tuple[str, ...] = ()
    picture: object = None

    @property
    def id(self) -> str:
        return self.uid.urn


@dataclass(frozen=True)
class Channel:
    """A list that can be followed. `path` is the list's own page, "" where it has none."""

    name: str
    description: str
    path: str
    feed_path: str
    language: str
    items: tuple[Item, ...]

    @property
    def url(self) -> str:
        return absolute_url(self.path or "/")

    @property
    def feed_url(self) -> str:
        return absolute_url(self.feed_path)

    @property
    def id(self) -> str:
        """Of the list and not of its form, for one paper: the same for as long as it stands."""
        return uuid5(NAMESPACE_URL, self.feed_url.rpartition(".")[0]).urn

    @cached_property
    def updated_at(self) -> datetime | None:
        """The newest change that it shows."""
        return max((item.updated_at for item in self.items), default=None)


def story(page: Page) -> Item:
    """A story's item. Its links to other stories are those that composing.linked has found."""
    with translation.override(page.language):
        text = _text(page) if settings.FEED_TEXT == "full" else ""
        label = (page.label,) if page.label else ()
    section = (page.section.name,) if page.section else ()
    return Item(
        uid=UUID(page.uid),
        url=page.url,
        language=page.language,
        title=legal(page.headline),
        summary=legal(page.standfirst or richtext.beginning(page.body, _SUMMARY_WORDS)),
        text=text,
        authors=_authors(page),
        published_at=page.dated_at,
        updated_at=max(page.updated_at or page.dated_at, page.dated_at),
        tags=tuple(legal(tag) for tag in (*label, *section, *(one.name for one in page.topics))),
        picture=page.picture,
    )


def correction(kind: str, text: str, at: datetime, told_of: Card) -> Item:
    """The item of what readers are told of a change, at the address of the story that tells it."""
    with translation.override(told_of.language):
        label = capfirst(str(Change(kind).label))
    return Item(
        # A story has one change at one moment, and that never moves.
        uid=uuid5(UUID(told_of.uid), f"{kind} {at.astimezone(UTC).isoformat()}"),
        url=absolute_url(told_of.path),
        language=told_of.language,
        title=legal(f"{label}: {told_of.headline}"),
        summary=legal(text),
        text=legal(linebreaks(text, autoescape=True)) if settings.FEED_TEXT == "full" else "",
        authors=(Author(legal(settings.NEWSROOM_NAME)),),
        published_at=at,
        updated_at=at,
        tags=(label,),
    )


# What readers fold open on our pages; no other folds are made.
_TRANSCRIPT = re.compile(r'<details class="transcript">.*?</details>', re.DOTALL)


def _text(page: Page) -> str:
    """Without transcripts, which many readers of feeds would print in full."""
    body = mark_safe(_TRANSCRIPT.sub("", page.body))
    body = richtext.absolute(body, settings.SITE_URL, page.url)
    return legal(render_to_string("feeds/_text.html", {"page": page, "body": body}))


def _authors(page: Page) -> tuple[Author, ...]:
    """Who signed it; else the source, else the paper: Atom wants somebody."""
    signed = tuple(Author(legal(one.name), absolute_url(one.path)) for one in page.bylines)
    return signed or (Author(legal(page.source or settings.NEWSROOM_NAME)),)


# XML 1.0 has no way to write these, and lone surrogates are in no encoding.
_ILLEGAL = dict.fromkeys(
    [*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}"
) | {ord(space): space for space in "\t\n\r"}


def legal(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return text.translate(_ILLEGAL)


def cdata(html: str) -> SafeString:
    """HTML as an element of XML holds it unescaped."""
    return mark_safe(f"<![CDATA[{html.replace(']]>', ']]]]><![CDATA[>')}]]>")


def printed(channel: Channel, form: str) -> str:
    """The feed in one of TYPES."""
    if form == "json":
        return _json(channel)
    return render_to_string(
        f"feeds/{form}.xml",
        {
            "channel": channel,
            "paper": settings.NEWSROOM_NAME,
            "direction": "rtl" if channel.language in RIGHT_TO_LEFT else "ltr",
            "hub": settings.WEBSUB_HUB,
        },
    )


def _json(channel: Channel) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.name,
        "home_page_url": channel.url,
        "feed_url": channel.feed_url,
        "description": channel.description,
        "language": channel.language,
        "authors": [{"name": settings.NEWSROOM_NAME, "url": absolute_url("/")}],
        "hubs": [{"type": "WebSub", "url": settings.WEBSUB_HUB}] if settings.WEBSUB_HUB else [],
    }
    items = [_json_item(item) for item in channel.items]
    return json.dumps(_filled(feed) | {"items": items}, ensure_ascii=False)


def _json_item(item: Item) -> dict:
    authors = [_filled({"name": author.name, "url": author.url}) for author in item.authors]
    return _filled(
        {
            "id": item.id,
            "url": item.url,
            "title": item.title,
            "summary": item.summary,
            "content_html": item.text,
            # An item needs a text of one kind or the other.
            "content_text": "" if item.text else item.summary or item.title,
            "image": absolute_url(item.picture.src) if item.picture else "",
            "date_published": newsroom_time.iso(item.published_at),
            "date_modified": newsroom_time.iso(item.updated_at),
            "authors": authors,
            "tags": list(item.tags),
            "language": item.language,
        }
    )


def _filled(values: dict) -> dict:
    return {name: value for name, value in values.items() if value}


def channel_of(items: Iterable[Item], **fields: str) -> Channel:
    """A channel of these items, its words without what XML cannot hold."""
    names = {name: legal(fields[name]) for name in ("name", "description")}
    return Channel(items=tuple(items), **{**fields, **names})
