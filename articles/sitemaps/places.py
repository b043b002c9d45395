"""Pages that are no stories: fronts, lists, standing pages, and the sections, topics and authors in
which a story is live.

A kind of page more is one function more in _all.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice

from django.conf import settings
from django.db.models import DateTimeField, OuterRef, Subquery

from articles.models import Author, Listing, PublishedVersion, Section, StandingPage, Topic
from articles.models.address import edition_prefix
from articles.sitemaps.stories import PER_FILE
from articles.sitemaps.writing import Entry

# The stories of a list's first page (views.lists.PER_PAGE): an older one changes nothing on it.
SHOWN = 20


def of_places(part: int, now: datetime) -> list[Entry]:
    """The places of one file. Queries do not grow with their number, nor with that of stories."""
    return list(islice(_all(now), (part - 1) * PER_FILE, part * PER_FILE))


def last_changes(now: datetime) -> list[datetime | None]:
    """The last change in each file; all places are gone through once."""
    found, entries = [], _all(now)
    while file := list(islice(entries, PER_FILE)):
        found.append(max(filter(None, (entry.changed_at for entry in file)), default=None))
    return found


def _all(now: datetime) -> Iterator[Entry]:
    """Every place; those of names tell by the way which lists of names there are."""
    yield from chain(fronts(now), sections(now))
    named: set[str] = set()
    for entry in chain(topics(now), authors(now)):
        named.add(entry.path.rstrip("/").rpartition("/")[0])
        yield entry
    yield from chain(lists(now, named), standing(now))


def fronts(now: datetime) -> Iterator[Entry]:
    """The home edition's front is always there, others while they have a story."""
    for code, _name in settings.LANGUAGES:
        newest = PublishedVersion.objects.live(now).in_language(code).newest_first()
        changed_at = max(newest.values_list("live_from", flat=True)[:SHOWN], default=None)
        if changed_at or code == settings.LANGUAGE_CODE:
            yield Entry(f"{edition_prefix(code)}/", changed_at)


# What every edition that holds a story has, below its front.
_LISTS = ("archive", "corrections", "topics", "authors")
# These only where one is named.
_OF_NAMES = ("topics", "authors")


def lists(now: datetime, named: set[str]) -> Iterator[Entry]:
    """Lists of each edition without a moment: what is new on them stands on other pages first.
    `named` are the addresses, without their last slash, of those lists of names that hold any.
    """
    live = PublishedVersion.objects.live(now)
    for code, _name in settings.LANGUAGES:
        if not live.in_language(code).has_any(now):
            continue
        for name in _LISTS:
            path = f"{edition_prefix(code)}/{name}"
            if name not in _OF_NAMES or path in named:
                yield Entry(f"{path}/", None)


def standing(now: datetime) -> Iterator[Entry]:
    for page in StandingPage.objects.shown().defer("body").order_by("pk"):
        yield Entry(page.get_absolute_url(), min(page.updated_at, now))


def sections(now: datetime) -> Iterator[Entry]:
    rows = Listing.objects.live(now).filter(
        section=OuterRef("pk"), language=OuterRef("language"), section__isnull=False
    )
    for section in _with_last_change(Section, rows, "language"):
        yield Entry(section.get_absolute_url(), section.last_change)


def topics(now: datetime) -> Iterator[Entry]:
    yield from _in_each_edition(Topic, Listing.objects.live(now).filter(topic=OuterRef("pk")))


def authors(now: datetime) -> Iterator[Entry]:
    yield from _in_each_edition(Author, Listing.objects.live(now).filter(author=OuterRef("pk")))


def _in_each_edition(model, rows) -> Iterator[Entry]:
    for code, _name in settings.LANGUAGES:
        for place in _with_last_change(model, rows.in_language(code)):
            yield Entry(place.get_absolute_url(code), place.last_change)


def _with_last_change(model, rows, *names: str) -> Iterator:
    """The things of a kind in whose lists a story is live, with the last change on their first
    page; one query, read bit by bit.
    """
    changes = rows.newest_first().values("live_from")[:SHOWN]
    things = (
        model.objects.only("slug", *names).order_by("pk").annotate(last_change=LastChange(changes))
    )
    return (thing for thing in things.iterator() if thing.last_change)


class LastChange(Subquery):
    """The latest of the moments that a bounded sub-select gives for each row."""

    template = "(SELECT MAX(shown.live_from) FROM (%(subquery)s) AS shown)"
    output_field = DateTimeField()
