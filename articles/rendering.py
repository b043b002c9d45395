"""Prints a page of the paper: what all pages carry, in the page's own language.

Readers' views and the desk's preview print through this, so that a preview is the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import branding, furniture, jsonld, richtext
from articles.composing import RIGHT_TO_LEFT, Link, Page, Picture
from articles.models import Section
from articles.models.address import absolute_url, edition_prefix

# Open Graph wants a country behind the language, and knows one list of them.
_LOCALES = {"en": "en_US", "az": "az_AZ", "tr": "tr_TR", "ru": "ru_RU", "ar": "ar_AR"}


@dataclass(frozen=True)
class Paper:
    """The paper as an edition's pages name it."""

    name: str
    home: str
    url: str


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
    # Structured data, each object of its own, or what makes it of the edition's policies (kind of a
    # standing page → path), which are known when the page is printed.
    data: tuple[dict | Callable[[Mapping[str, str]], dict], ...] = field(default=(), repr=False)
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
        picture=page.picture.shared if page.picture else None,
        social_title=page.social_title,
        social_description=page.social_description,
        published_at=page.dated_at,
        updated_at=page.updated_at,
        section=page.section.name if page.section else "",
        topics=tuple(topic.name for topic in page.topics),
        authors=tuple(byline.path for byline in page.bylines if byline.path),
        crumbs=page.sections,
        data=(partial(jsonld.news_article, page),),
        is_indexed=not page.noindex,
    )


def html(template: str, context: dict, *, language: str, now: datetime, head: Head) -> str:
    """The text of a page, in its language."""
    around = furniture.of(language, now)
    home = f"{edition_prefix(language)}/"
    with translation.override(language):
        crumbs = (Link(_("Front page"), home), *head.crumbs) if head.crumbs else ()
        text = render_to_string(
            template,
            {
                "brand": branding.brand(language),
                "paper": Paper(settings.NEWSROOM_NAME, home, settings.SITE_URL),
                "sections": around.sections,
                "editions": around.editions,
                "standing": around.standing,
                "language": language,
                "locale": _LOCALES.get(language, language),
                "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
                "canonical": absolute_url(head.path) if head.path else "",
                "fronts": around.fronts if head.path == home and len(around.fronts) > 1 else (),
                "head": _completed(head, crumbs, home, around),
                "crumbs": crumbs,
                **context,
            },
        )
    # A name typed at the desk may hold what HTML forbids.
    return richtext.readable(text)


def _completed(
    head: Head, crumbs: tuple[Link, ...], home: str, around: furniture.Furniture
) -> Head:
    """With the feed of the edition, where that has one, the data made and, where the page has a way
    to it, the way.
    """
    is_there = home in {front.path for front in around.fronts}
    edition = (Feed(settings.NEWSROOM_NAME, home),) if is_there else ()
    feeds = tuple(dict.fromkeys((*head.feeds, *edition)))
    data = tuple(each(around.policies) if callable(each) else each for each in head.data)
    data = (*data, jsonld.breadcrumbs(crumbs)) if crumbs else data
    return replace(head, feeds=feeds, data=data)


def sections_below(parent: Section, now: datetime) -> list[Link]:
    """The sections below one in which a story is live; one query."""
    below = furniture.with_stories(now).filter(parent=parent)
    return [Link(section.name, section.get_absolute_url()) for section in below]
