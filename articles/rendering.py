"""Prints a page of the paper: what all pages carry, in the page's own language.

Readers' views and the desk's preview print through this, so that a preview is the page.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.encoding import iri_to_uri

from articles.composing import RIGHT_TO_LEFT, Link
from articles.models import Listing, Section
from articles.models.address import edition_prefix


@dataclass(frozen=True)
class Paper:
    """The paper as an edition's pages name it."""

    name: str
    home: str
    url: str


def html(template: str, context: dict, *, language: str, now: datetime, canonical: str = "") -> str:
    """The text of a page. `canonical` is a path, "" for pages without an address of their own."""
    with translation.override(language):
        return render_to_string(
            template,
            {
                "paper": Paper(
                    settings.NEWSROOM_NAME, f"{edition_prefix(language)}/", settings.SITE_URL
                ),
                "sections": sections(language, now),
                "editions": [],
                "language": language,
                "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
                "canonical": settings.SITE_URL + iri_to_uri(canonical) if canonical else "",
                **context,
            },
        )


def sections(language: str, now: datetime, parent: Section | None = None) -> list[Link]:
    """The top sections of an edition, or those below one, in which a story is live; one query."""
    live = Listing.objects.live(now).in_language(language).filter(section=OuterRef("pk"))
    found = Section.objects.filter(Exists(live), language=language, parent=parent)
    return [Link(section.name, section.get_absolute_url()) for section in found]
