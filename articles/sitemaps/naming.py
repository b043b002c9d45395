"""Naming: the addresses of the sitemaps that a story may stand in, whatever stands in them now."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings

from articles.models import Author, PublishedVersion, Section, StandingPage, Topic
from articles.sitemaps import news, stories
from articles.sitemaps.stories import Month, numbered

# Front, archive, corrections, topics and authors.
_LISTS = 5


def paths_for(dates: Iterable[datetime], now: datetime) -> list[str]:
    """The index, and every file that holds, held or led to a story of one of these dates.

    Files are counted from above, by what is dated so and not by what may be listed: where the last
    one has just become empty, it is named still.
    """
    months = sorted({Month.of(date) for date in dates})
    return [
        "/sitemap.xml",
        *_parts("/news-sitemap", _dated(now - news.LASTS, now), news.PER_FILE),
        *_parts("/sitemaps/places", _places(), stories.PER_FILE),
        *(
            path
            for month in months
            for path in _parts(
                month.path().removesuffix(".xml"),
                _dated(month.begins_at, month.after.begins_at),
                stories.PER_FILE,
            )
        ),
    ]


def _parts(name: str, entries: int, per_file: int) -> Iterator[str]:
    return (f"{name}{numbered(part)}.xml" for part in range(1, entries // per_file + 2))


def _dated(since: datetime, until: datetime) -> int:
    """Stories of these days that readers see, or saw; with all of their versions, which are more
    than files hold.
    """
    versions = PublishedVersion.objects.filter(past=False, language__in=stories.languages())
    return versions.filter(dated_at__gte=since, dated_at__lte=until).count()


def _places() -> int:
    editions = len(settings.LANGUAGES)
    of_each = Topic.objects.count() + Author.objects.count() + _LISTS
    return Section.objects.count() + StandingPage.objects.count() + of_each * editions
