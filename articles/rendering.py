"""Prints a page of the paper: what all pages carry, in the page's own language.

Readers' views and the desk's preview print through this, so that a preview is the page.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import jsonld, richtext
from articles.composing import RIGHT_TO_LEFT, Link, Page, Picture
from articles.models import Listing, Section
from articles.models.address import absolute_url, edition_prefix

# Open Graph wants a country behind the language, and knows one list of them.
_LOCALES = {"en": "en_US", "az": "az_AZ", "tr": "tr_TR", "ru": "ru_RU", "ar": "ar_AR"}

# Files in static/articles/fonts/ that the first words of a page are printed in.
_FACES = {"ru": ("serif-cyrillic", "display-cyrillic"), "ar": ("naskh",)}
_LATIN_FACES = ("serif-latin", "display-latin")


@dataclass(frozen=True)
class Paper:
    """The paper as an edition's pages name it."""

    name: str
    home: str
    url: str


@dataclass(frozen=True)
class Brand:
    """What makes it this paper, as the head of any page prints it: static paths and colours."""

    tagline: str
    tokens: str
    logo: str
    paper_light: str
    paper_dark: str
    # The faces that the page's script needs at once.
    faces: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """One language's front."""

    name: str
    path: str
    language: str


@dataclass(frozen=True)
class Feed:
    """A list that feed readers can follow: its name and the path before feed.rss."""

    name: str
    path: str


@dataclass(frozen=True)
class Head:
    """What a page says of itself to machines, of which `html` adds what all pages have."""

    # Without the paper's name; "" on a front.
    title: str = ""
    description: str = ""
    # The canonical path, "" where a page has no address of its own.
    path: str = ""
    # As Open Graph names it.
    kind: str = "website"
    picture: Picture | None = None
    social_title: str = ""
    social_description: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    section: str = ""
    topics: tuple[str, ...] = ()
    # Paths of the authors' pages.
    authors: tuple[str, ...] = ()
    # The page's own; the edition's comes behind them.
    feeds: tuple[Feed, ...] = ()
    # From below the front down to this page.
    crumbs: tuple[Link, ...] = ()
    # Structured data, each object of its own.
    data: tuple[dict, ...] = field(default=(), repr=False)
    is_indexed: bool = True

    @property
    def scripts(self) -> list[SafeString]:
        """The structured data, escaped by jsonld.text for script elements."""
        return [mark_safe(jsonld.text(data)) for data in self.data]


def head_of_story(page: Page) -> Head:
    """The head of a story's own page."""
    return Head(
        title=page.title,
        description=page.description,
        path=page.path,
        kind="article",
        picture=page.picture.largest if page.picture else None,
        social_title=page.social_title,
        social_description=page.social_description,
        published_at=page.dated_at,
        updated_at=page.updated_at,
        section=page.section.name if page.section else "",
        topics=tuple(topic.name for topic in page.topics),
        authors=tuple(byline.path for byline in page.bylines if byline.path),
        crumbs=page.sections,
        data=(jsonld.news_article(page),),
        is_indexed=not page.noindex,
    )


def html(template: str, context: dict, *, language: str, now: datetime, head: Head) -> str:
    """The text of a page, in its language."""
    top = _top_sections(now)
    home = f"{edition_prefix(language)}/"
    with translation.override(language):
        crumbs = (Link(_("Front page"), home), *head.crumbs) if head.crumbs else ()
        text = render_to_string(
            template,
            {
                "brand": brand(language),
                "paper": Paper(settings.NEWSROOM_NAME, home, settings.SITE_URL),
                "sections": [_link(section) for section in top if section.language == language],
                "editions": _editions(top),
                "language": language,
                "locale": _LOCALES.get(language, language),
                "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
                "canonical": absolute_url(head.path) if head.path else "",
                "head": _completed(head, crumbs, home),
                "crumbs": crumbs,
                **context,
            },
        )
    # A name typed at the desk may hold what HTML forbids.
    return richtext.readable(text)


def brand(language: str) -> Brand:
    """The paper's looks in a language."""
    faces = _FACES.get(language, _LATIN_FACES) if settings.NEWSROOM_PRELOAD_FACES else ()
    return Brand(
        settings.NEWSROOM_TAGLINE,
        settings.NEWSROOM_TOKENS,
        settings.NEWSROOM_LOGO,
        *settings.NEWSROOM_PAPER_COLOURS,
        faces=tuple(f"articles/fonts/{face}.woff2" for face in faces),
    )


def _completed(head: Head, crumbs: tuple[Link, ...], home: str) -> Head:
    """With the feed of the edition and, where the page has a way to it, the way as data."""
    edition = Feed(settings.NEWSROOM_NAME, home)
    feeds = head.feeds if edition in head.feeds else (*head.feeds, edition)
    data = (*head.data, jsonld.breadcrumbs(crumbs)) if crumbs else head.data
    return replace(head, feeds=feeds, data=data)


def sections_below(parent: Section, now: datetime) -> list[Link]:
    """The sections below one in which a story is live; one query."""
    return [_link(section) for section in _with_stories(now).filter(parent=parent)]


def _top_sections(now: datetime) -> list[Section]:
    """The top sections of all editions in which a story is live; one query."""
    return list(_with_stories(now).filter(parent=None))


def _with_stories(now: datetime):
    """A section that only a draft is in would tell of the draft."""
    live = Listing.objects.live(now).filter(section=OuterRef("pk"), language=OuterRef("language"))
    return Section.objects.filter(Exists(live))


def _link(section: Section) -> Link:
    return Link(section.name, section.get_absolute_url())


def _editions(top: list[Section]) -> list[Edition]:
    """The editions that have something to read, in the order of LANGUAGES."""
    found = {section.language for section in top}
    return [
        Edition(name, f"{edition_prefix(code)}/", code)
        for code, name in settings.LANGUAGES
        if code in found
    ]
