"""The furniture of a page: what stands around the stories on every page of an edition.

One statement asks for all of it, because every page pays for it.
"""

from collections import namedtuple
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Value

from articles.composing import Link
from articles.models import Listing, Section, StandingPage
from articles.models.address import edition_prefix


@dataclass(frozen=True)
class Edition:
    """One language's front."""

    name: str
    path: str
    language: str


@dataclass(frozen=True)
class Furniture:
    """Sections and standing pages in their order; `policies` leads from kinds of these to paths."""

    sections: list[Link]
    editions: list[Edition]
    standing: list[Link]
    policies: dict[str, str]

    @property
    def fronts(self) -> list[Edition]:
        """The fronts that answer: the one at "/" does without a story too."""
        return _editions({each.language for each in self.editions} | {settings.LANGUAGE_CODE})


# A row of the one statement; `part` is the place of its model in _PARTS.
_Row = namedtuple("_Row", "part language position name slug kind")
_PARTS = (Section, StandingPage)


def of(language: str, now: datetime) -> Furniture:
    """What stands around a page of this edition at this moment; one query."""
    rows = list(map(_Row._make, _rows(language, now)))
    own = [row for row in rows if row.language == language]
    pages = [(row.kind, _link(row)) for row in own if _PARTS[row.part] is StandingPage]
    return Furniture(
        sections=[_link(row) for row in own if _PARTS[row.part] is Section],
        editions=_editions({row.language for row in rows if _PARTS[row.part] is Section}),
        standing=[link for _kind, link in pages],
        policies={kind: link.path for kind, link in pages},
    )


def _rows(language: str, now: datetime) -> QuerySet:
    """The top sections of all editions, which tell which editions there are, and this one's pages.

    A standing page that was saved a moment ago stands on the next page that is printed.
    """
    top = with_stories(now).filter(parent=None).annotate(part=Value(0), kind=Value(""))
    pages = StandingPage.objects.shown().in_language(language).annotate(part=Value(1))
    parts = [rows.order_by().values_list(*_Row._fields) for rows in (top, pages)]
    return parts[0].union(parts[1], all=True).order_by("part", "language", "position", "name")


def with_stories(now: datetime) -> QuerySet[Section]:
    """Sections in which a story is live: one that only a draft is in would tell of the draft."""
    live = Listing.objects.live(now).filter(section=OuterRef("pk"), language=OuterRef("language"))
    return Section.objects.filter(Exists(live))


def _link(row: _Row) -> Link:
    place = _PARTS[row.part](language=row.language, slug=row.slug)
    return Link(row.name, place.get_absolute_url())


def _editions(found: set[str]) -> list[Edition]:
    """The editions that have something to read, in the order of LANGUAGES."""
    return [
        Edition(name, f"{edition_prefix(code)}/", code)
        for code, name in settings.LANGUAGES
        if code in found
    ]
