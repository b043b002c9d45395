"""Where the links of a text lead: our own are looked up, others are judged by their address alone.

Nothing is fetched: a server that opens what somebody typed can be led anywhere, and would let a
press of Publish wait for a stranger's machine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from ipaddress import ip_address
from unicodedata import normalize
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import addressing
from articles.models import PublishedVersion
from articles.readiness.finding import Finding, Level, key_of

# More links than any story has; the look-ups stay a handful of short ranges.
MOST_LINKS = 300
# So many faults of one kind are told apart; what is mended shows the next.
_MOST_SAID = 10
# Only for a body that richtext.clean has returned: < and > are escaped in values.
_LINK = re.compile(r"<(?:a|figure) ([^>]*+)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*+)"')


@dataclass(frozen=True)
class Inner:
    """A link to our own: its path, its query, and the story that it was made to, where one was."""

    path: str
    query: str = ""
    story: UUID | None = None

    @property
    def addresses(self) -> set[str]:
        return {self.path} | ({f"{self.path}?{self.query}"} if self.query else set())


def look_at(content: dict, *, start: datetime, now: datetime, among=None) -> Iterator[Finding]:
    """At most seven queries."""
    inner, outer, is_more = _told_apart(content["body"])
    broken = list(_broken(inner, start=start, now=now, among=among))
    for link in broken[:_MOST_SAID]:
        said = _("The link to %s leads to nothing that readers see.")
        if not link.path:
            said = _("The card of a related story shows nothing: readers do not see that story.")
        yield Finding(
            Level.WARNING,
            key_of("link", f"{link.story or ''}{link.path}?{link.query}"),
            said % Truncator(link.path).chars(100) if link.path else said,
            "body",
        )
    if is_more:
        said = _("The text has more than %d links; the rest were not looked at.") % MOST_LINKS
        yield Finding(Level.WARNING, "links-many", said, "body")
    yield from _notes(outer)


def _told_apart(body: str) -> tuple[list[Inner], list[str], bool]:
    """(links to our own, addresses elsewhere, whether there are more than are looked at)."""
    inner: dict[Inner, None] = {}
    outer: dict[str, None] = {}
    for tag in _LINK.finditer(body):
        if len(inner) + len(outer) >= MOST_LINKS:
            return list(inner), list(outer), True
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[1])}
        href, story = attributes.get("href", ""), _uid(attributes.get("data-story", ""))
        own = _as_ours(href, story)
        if own is not None:
            inner[own] = None
        elif href.lower().startswith(("http:", "https:")):
            outer[href] = None
    return list(inner), list(outer), False


def _as_ours(href: str, story: UUID | None) -> Inner | None:
    """The link as one to a page of ours, with or without our host before it; None for others."""
    try:
        parts = urlsplit(href)
        is_ours = not parts.netloc or parts.netloc == urlsplit(settings.SITE_URL).netloc
    except ValueError:
        return None
    if story is None and (not is_ours or not parts.path.startswith("/")):
        return None
    return Inner(normalize("NFC", unquote(parts.path)), parts.query, story)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _broken(links: list[Inner], *, start: datetime, now: datetime, among) -> Iterator[Inner]:
    """Those that lead to nothing, now and, for stories that one may know of, at `start`."""
    by_story = [link for link in links if link.story]
    by_path = [link for link in links if not link.story]
    stories = _live_stories({link.story for link in by_story}, start, now, among)
    paths = {address for link in by_path for address in link.addresses}
    leading = addressing.leading(paths, now=now) if paths else set()
    if among is not None and start > now and paths - leading:
        waiting = PublishedVersion.objects.live(start).filter(article__in=among)
        leading |= set(waiting.filter(path__in=paths - leading).values_list("path", flat=True))
    yield from (link for link in by_story if link.story not in stories)
    yield from (link for link in by_path if not link.addresses & leading)


def _live_stories(uids: set[UUID], start: datetime, now: datetime, among) -> set[UUID]:
    if not uids:
        return set()
    versions = PublishedVersion.objects.filter(article__uid__in=uids)
    live = set(versions.live(now).values_list("article__uid", flat=True))
    if among is not None and start > now and uids - live:
        then = versions.live(start).filter(article__in=among)
        live |= set(then.values_list("article__uid", flat=True))
    return live


def _notes(outer: list[str]) -> Iterator[Finding]:
    """Each is put by its worst side, so that no address is said twice."""
    strange = [href for href in outer if not _is_on_the_web(href)]
    plain = [href for href in outer if href.lower().startswith("http:") and href not in strange]
    for href in strange[:_MOST_SAID]:
        said = _("The link to %s is no address on the web.") % Truncator(href).chars(100)
        yield Finding(Level.NOTE, key_of("link-strange", href), said, "body")
    for href in plain[:_MOST_SAID]:
        said = _("The link to %s is not encrypted (http); most sites answer to https.")
        said %= Truncator(href).chars(100)
        yield Finding(Level.NOTE, key_of("link-plain", href), said, "body")


def _is_on_the_web(href: str) -> bool:
    """Whether the host is a name that others can look up; its existence is not asked."""
    try:
        parts = urlsplit(href)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username is not None or "." not in host.strip("."):
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return True
