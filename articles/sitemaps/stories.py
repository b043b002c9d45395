"""Stories by the month of their date: the rows of a month, and which months have any."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, QuerySet

from articles import composing, newsroom_time
from articles.models import PublishedVersion
from articles.models.timed import look
from articles.sitemaps.writing import Entry

# sitemaps.org allows 50,000 addresses and 50 MB. An address of 500 letters in another script has
# 4.5 kB: so many of these stay below 25 MB, and a file is built in memory.
PER_FILE = 5_000
# Four values for each month and language: SQLite takes 32,766 in a statement.
_MONTHS_AT_ONCE = 1_000


@dataclass(frozen=True, order=True)
class Month:
    """A month in the newsroom's zone."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        there = newsroom_time.local(moment)
        return cls(there.year, there.month)

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(date(self.year, self.number, 1), time.min, tzinfo=settings.ZONE)

    @property
    def before(self) -> "Month":
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    @property
    def after(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def path(self, part: int = 1) -> str:
        return f"/sitemaps/{self.year:04}/{self.number:02}{numbered(part)}.xml"


# The first year that dates know has a day without a midnight in UTC.
_EARLIEST = Month(2, 1)


def numbered(part: int) -> str:
    """What stands behind the name of a file: nothing for the first one."""
    return "" if part == 1 else f"-{part}"


def listed(now: datetime) -> QuerySet[PublishedVersion]:
    """What readers see and search engines may list."""
    return PublishedVersion.objects.live(now).filter(noindex=False)


def of_month(month: Month, part: int, now: datetime) -> list[Entry]:
    """The stories of one file, each with its lead picture; one query."""
    rows = _rows(month, now)[(part - 1) * PER_FILE : part * PER_FILE]
    names = ("path", "live_from", "card__picture__src", "card__picture__until")
    return [_entry(now, *row) for row in rows.values_list(*names)]


def _entry(
    now: datetime, path: str, changed_at: datetime, picture: str | None, until: int | None
) -> Entry:
    """A picture whose rights have ended is gone, and that was the last change if nothing came."""
    ended_at = composing.moment(until) if until else None
    if ended_at is None or now < ended_at:
        return Entry(path, changed_at, picture or "")
    return Entry(path, max(changed_at, ended_at))


def last_changes(month: Month, now: datetime) -> list[datetime]:
    """The last change in each file of a month, the end of the rights to a picture among them."""
    rows = _rows(month, now)
    changes = last_change_of_each_file(rows, PER_FILE)
    ended = rows.filter(lead_image__rights_until__lte=now).values_list("pk", flat=True)
    if not ended[:1]:
        return changes
    names = ("live_from", "card__picture__until")
    moments = [
        max(began_at, composing.moment(until)) if until and composing.moment(until) <= now else None
        for began_at, until in rows.values_list(*names)
    ]
    return [
        max([at, *filter(None, moments[part * PER_FILE : (part + 1) * PER_FILE])])
        for part, at in enumerate(changes)
    ]


def last_change_of_each_file(rows: QuerySet, per_file: int) -> list[datetime]:
    """The last change in each file that these rows fill; a query for each file."""
    found, is_full = [], True
    while is_full:
        start = len(found) * per_file
        part = rows[start : start + per_file].aggregate(at=Max("live_from"), number=Count("pk"))
        is_full = part["number"] == per_file
        found += [part["at"]] if part["number"] else []
    return found


def _rows(month: Month, now: datetime) -> QuerySet[PublishedVersion]:
    """Places in a month are by OFFSET: they are never more than the month's own."""
    dated = listed(now).filter(dated_at__gte=month.begins_at, dated_at__lt=month.after.begins_at)
    return dated.filter(language__in=languages()).order_by("language", "-dated_at", "-tiebreak")


def months(now: datetime) -> list[Month]:
    """The months in which a story is to be listed, newest first."""
    possible, oldest = [Month.of(now)], _oldest(now)
    while oldest and possible[-1] > max(Month.of(oldest), _EARLIEST):
        possible.append(possible[-1].before)
    found: set[Month] = set()
    for start in range(0, len(possible), _MONTHS_AT_ONCE):
        found |= _with_stories(possible[start : start + _MONTHS_AT_ONCE], now)
    return [month for month in possible if month in found]


def _oldest(now: datetime) -> datetime | None:
    """The oldest date of all; a query for each language, each the end of an index.

    Nothing that is live is dated later than now; without a range SQLite takes another index.
    """
    rows = listed(now).filter(dated_at__lte=now).oldest_first().values_list("dated_at", flat=True)
    dates = [rows.in_language(language).first() for language in languages()]
    return min(filter(None, dates), default=None)


def _with_stories(possible: list[Month], now: datetime) -> set[Month]:
    """Those of the months that have stories: one statement that opens the index once for each month
    and language, where the months of all rows would be a million.
    """
    moment = connection.ops.adapt_datetimefield_value
    spans = [
        (place, language, moment(month.begins_at), moment(month.after.begins_at))
        for place, month in enumerate(possible)
        for language in languages()
    ]
    # At another moment months too many are harmless: what is listed of them asks the gate.
    gate, clock = ("", []) if look() else (_GATE, [moment(now), moment(now)])
    rows = ", ".join(["(%s, %s, %s, %s)"] * len(spans))
    with connection.cursor() as cursor:
        cursor.execute(
            _FIRST_OF_EACH.format(rows=rows, gate=gate),
            [*(value for span in spans for value in span), *clock],
        )
        return {possible[place] for place, found in cursor.fetchall() if found}


_GATE = "AND NOT version.past AND version.live_from <= %s AND version.live_until > %s"
_FIRST_OF_EACH = """
    WITH span(place, language, begins_at, ends_at) AS (VALUES {rows})
    SELECT place, (
        SELECT 1 FROM articles_publishedversion AS version
        WHERE version.language = span.language AND NOT version.noindex
            AND version.dated_at >= span.begins_at AND version.dated_at < span.ends_at
            {gate}
        ORDER BY version.dated_at DESC LIMIT 1
    ) FROM span
"""


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
