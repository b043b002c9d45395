"""Which days, months and years of an edition hold live stories.

Asked of the index of an edition's versions, one look for each span of days: a calendar costs what
it prints, however many stories there are. The 300 months of 25 years take 7 ms on SQLite and 12 ms
on PostgreSQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Subquery, Value
from django.db.models.expressions import RawSQL

from articles import newsroom_time
from articles.models import PublishedVersion
from articles.models.timed import TimedQuerySet

_NEXT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Span:
    """Whole days of the newsroom's zone, from `first` to before `end`."""

    first: date
    end: date

    @property
    def begins_at(self) -> datetime:
        return _midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        return _midnight(self.end)


def day(of: date) -> Span:
    return Span(of, of + timedelta(days=1))


def month(year: int, number: int) -> Span:
    return Span(date(year, number, 1), date(year + number // 12, number % 12 + 1, 1))


def year(number: int) -> Span:
    return Span(date(number, 1, 1), date(number + 1, 1, 1))


def months(of: int) -> list[Span]:
    """The twelve of a year."""
    return [month(of, number) for number in range(1, 13)]


def _midnight(of: date) -> datetime:
    return datetime.combine(of, time.min, tzinfo=settings.ZONE)


def _stories(language: str, now: datetime) -> TimedQuerySet:
    return PublishedVersion.objects.live(now).in_language(language).newest_first()


def with_stories(spans: Sequence[Span], *, language: str, now: datetime) -> list[Span]:
    """Those of the spans in which a live story is dated; one statement, one look for each.

    What is scheduled is not walked past: nothing is dated after it begins.
    """
    begun = [(place, span) for place, span in enumerate(spans) if span.begins_at <= now]
    if not begun:
        return []
    adapt = connection.ops.adapt_datetimefield_value
    values: list = []
    for place, span in begun:
        values += [place, adapt(span.begins_at), adapt(min(span.ends_at, now + _NEXT))]
    story, of_story = _in_span(language, now).query.sql_with_params()
    rows = ", ".join(["(%s, %s, %s)"] * len(begun))
    sql = (
        f"WITH span (place, begins, ends) AS (VALUES {rows}) "
        f"SELECT place FROM span WHERE ({story}) IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *of_story])
        return [spans[place] for (place,) in sorted(cursor.fetchall())]


def _in_span(language: str, now: datetime) -> TimedQuerySet:
    """A live story of the row `span` that the statement around it brings."""
    stories = _stories(language, now).filter(
        dated_at__gte=RawSQL("span.begins", []), dated_at__lt=RawSQL("span.ends", [])
    )
    return stories.values_list(Value(1))[:1]


def extent(language: str, now: datetime) -> tuple[date, date] | None:
    """The days of the oldest and the newest live story, None where there is none; one query."""
    stories = _stories(language, now).dated_before(now + _NEXT)
    oldest = stories.oldest_first().values("dated_at")[:1]
    found = stories.values_list(Subquery(oldest), "dated_at").first()
    return found and (_day_of(found[0]), _day_of(found[1]))


def neighbours(span: Span, *, language: str, now: datetime) -> tuple[date | None, date | None]:
    """The days of the live stories nearest before and after a span that holds one; one query."""
    stories = _stories(language, now)
    before = stories.dated_before(span.begins_at)
    after = stories.oldest_first().filter(dated_at__gte=span.ends_at).dated_before(now + _NEXT)
    here = stories.filter(dated_at__gte=span.begins_at).dated_before(span.ends_at)
    nearest = [Subquery(near.values("dated_at")[:1]) for near in (before, after)]
    found = here.values_list(*nearest).first() or (None, None)
    return tuple(moment and _day_of(moment) for moment in found)


def _day_of(moment: datetime) -> date:
    return newsroom_time.local(moment).date()
