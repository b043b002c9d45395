"""Prints a page of the paper: what all pages carry, in the page's own language.

Readers' views and the desk's preview print through this, so that a preview is the page.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import translation

from articles.composing import RIGHT_TO_LEFT, Link
from articles.models import Listing, Section
from articles.models.address import absolute_url, edition_prefix


@dataclass(frozen=True)
class Paper:
    """The paper as an edition's pages name it."""

    name: str
    home: str
    url: str


@dataclass(frozen=True)
class Edition:
    """One language's front."""

    name: str
    path: str
    language: str


def html(template: str, context: dict, *, language: str, now: datetime, canonical: str = "") -> str:
    """The text of a page. `canonical` is a path, "" for pages without an address of their own."""
    top = _top_sections(now)
    with translation.override(language):
        return render_to_string(
            template,
            {
                "paper": Paper(
                    settings.NEWSROOM_NAME, f"{edition_prefix(language)}/", settings.SITE_URL
                ),
                "sections": [_link(section) for section in top if section.language == language],
                "editions": _editions(top),
                "language": language,
                "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
                "canonical": absolute_url(canonical) if canonical else "",
                **context,
            },
        )


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
