"""Addresses: which ones answer otherwise since a story's boundary.

A hub is told of feeds that anybody can fetch now, never of a story. An edge is our own: it is told
of every address at which the story stands, stood or is told of, and so of those that answer 404 by
now. What it may keep besides them (other stories' pages, which name this one) ends by itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings

from articles.addressing import day_path
from articles.models import (
    Address,
    Author,
    Correction,
    Document,
    DocumentUse,
    Listing,
    PublishedVersion,
    Section,
    Topic,
    Withdrawal,
)
from articles.models.address import absolute_url, edition_prefix

# The sitemaps that a story of these dates may stand in, by a door's own names.
SitemapsOf = Callable[[Iterable[datetime], datetime], list[str]]

_KINDS = {"section": Section, "topic": Topic, "author": Author}
# What every edition has below its front and nobody follows by a feed.
_INDEXES = ("archive/", "topics/", "authors/")
# Withdrawn stories that lead to withdrawn stories: as far as readers are led, and one more.
_FOLLOWED = 6


@dataclass(frozen=True)
class Changed:
    """What a story's boundary changed, as it is at `now`. `forms` are the endings of feeds."""

    article: int
    at: datetime
    now: datetime
    forms: tuple[str, ...]
    sitemaps_of: SitemapsOf

    @cached_property
    def feeds(self) -> list[str]:
        """Addresses of the feeds that changed and that anybody can fetch now."""
        paths = ["/all/", *self._open_editions(), *self._open_places()]
        return [absolute_url(path) for path in self._feeds_of(paths)]

    @cached_property
    def pages(self) -> list[str]:
        """Paths of all that changed, each once, the story's own first."""
        fronts = [f"{edition_prefix(language)}/" for language in self._languages]
        below = (*_INDEXES, *self._days())
        followed = [*fronts, *(f"{front}corrections/" for front in fronts), *self._of_places()]
        found = [
            *self._of_story(),
            *followed,
            *(f"{front}{rest}" for front in fronts for rest in below),
            *self._feeds_of(["/all/", *followed]),
            *self.sitemaps_of(self._dates, self.now),
        ]
        return list(dict.fromkeys(found))

    def _feeds_of(self, paths: Iterable[str]) -> list[str]:
        return [f"{path}feed.{form}" for path in paths for form in self.forms]

    # What stands where ---------------------------------------------------------------------------

    @cached_property
    def _versions(self) -> list[tuple[int, str, datetime]]:
        """(key, language, date) of what ended and what began, or of what went on without one of
        its pictures.
        """
        versions = PublishedVersion.objects.filter(article=self.article)
        versions = versions.filter(live_from__lte=self.at, live_until__gte=self.at)
        return list(versions.order_by("live_from").values_list("pk", "language", "dated_at"))

    @property
    def _languages(self) -> list[str]:
        return list(dict.fromkeys(language for _key, language, _date in self._versions))

    @property
    def _dates(self) -> list[datetime]:
        return list(dict.fromkeys(date for _key, _language, date in self._versions))

    @cached_property
    def _places(self) -> list["_Place"]:
        """Where it stood or stands; a section has one language, and no list in another."""
        rows = Listing.objects.filter(version__in=[key for key, *_rest in self._versions])
        found: list[_Place] = []
        for kind, model in _KINDS.items():
            named = rows.filter(**{f"{kind}__isnull": False}).order_by("pk")
            pairs = list(dict.fromkeys(named.values_list(kind, "language")))
            known = model.objects.prefetch_related("addresses")
            things = known.in_bulk({key for key, _language in pairs})
            found += [_Place(kind, things[key], language) for key, language in pairs]
        return [each for each in found if each.is_a_list]

    # What a hub is told --------------------------------------------------------------------------

    def _open_editions(self) -> Iterator[str]:
        for language in self._languages:
            prefix = edition_prefix(language)
            live = PublishedVersion.objects.live(self.now).in_language(language)
            has_stories = live.has_any(self.now)
            if has_stories or not prefix:
                yield f"{prefix}/"
            # Corrections are told as long as their story is live.
            if has_stories and self._is_corrected():
                yield f"{prefix}/corrections/"

    def _is_corrected(self) -> bool:
        told = Correction.objects.filter(article=self.article, dated_at__lte=self.at)
        return told.exists()

    def _open_places(self) -> Iterator[str]:
        """None that shows no story now: it is not there."""
        return (place.path for place in self._places if place.shows_any(self.now))

    # What an edge is told besides ----------------------------------------------------------------

    def _of_story(self) -> Iterator[str]:
        """Every address that it ever had, with its light twin, also below other editions: there
        they answer 200, 301, 410 or 404.
        """
        known = Address.objects.filter(article__in=self._led_here(), public_from__lte=self.now)
        for path in known.order_by("-public_from", "-pk").values_list("path", flat=True):
            for prefix in _prefixes():
                yield f"{prefix}{path}"
                if path.endswith("/"):
                    yield f"{prefix}{path}lite/"
        yield from self._documents()

    def _documents(self) -> Iterator[str]:
        """Of its texts before and after: readers get them as long as they see the story."""
        uses = DocumentUse.objects.filter(version__in=[key for key, *_rest in self._versions])
        documents = Document.objects.filter(pk__in=uses.values("document")).order_by("pk")
        return (document.get_absolute_url() for document in documents)

    def _led_here(self) -> set[int]:
        """The story, and those whose readers are led to it since they are withdrawn."""
        found = newest = {self.article}
        for _step in range(_FOLLOWED):
            moved = Withdrawal.objects.in_force(self.now).filter(see_instead__in=newest)
            newest = set(moved.values_list("article", flat=True)) - found
            found = found | newest
        return found

    def _days(self) -> Iterator[str]:
        for date in self._dates:
            year, month, day = day_path(date).strip("/").split("/")
            yield from (f"{year}/", f"{year}/{month}/", f"{year}/{month}/{day}/")

    def _of_places(self) -> Iterator[str]:
        """Lists with every address that they ever had: all of them answer while a story is live."""
        for place in self._places:
            yield place.path
            yield from place.addresses()


@dataclass(frozen=True)
class _Place:
    """The list of a section, a topic or an author in one edition."""

    kind: str
    thing: Section | Topic | Author
    language: str

    @property
    def is_a_list(self) -> bool:
        return not isinstance(self.thing, Section) or self.thing.language == self.language

    @property
    def path(self) -> str:
        if isinstance(self.thing, Section):
            return self.thing.get_absolute_url()
        return self.thing.get_absolute_url(self.language)

    def addresses(self) -> list[str]:
        """Those of topics and authors are kept as the home edition's."""
        prefix = "" if isinstance(self.thing, Section) else edition_prefix(self.language)
        return [f"{prefix}{each.path}" for each in self.thing.addresses.all()]

    def shows_any(self, now: datetime) -> bool:
        rows = Listing.objects.live(now).in_language(self.language)
        rows = rows.filter(**{self.kind: self.thing}, dated_at__lte=now)
        return rows.newest_first().values("pk").first() is not None


def _prefixes() -> list[str]:
    return list(dict.fromkeys(edition_prefix(code) for code, _name in settings.LANGUAGES))
