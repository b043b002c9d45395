"""The archive: what years and months there are, and the stories of a day, a month or a year.

Days follow the newsroom's zone. The page of a year shows its months, that of a month its days, as a
calendar in which what holds stories is linked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles import calendars, dates
from articles.calendars import Span
from articles.composing import Link
from articles.models import PublishedVersion
from articles.models.address import edition_prefix
from articles.rendering import Head
from articles.views import lists, page

# The first and the last year that dates know have days without a midnight in UTC.
_YEARS = range(date.min.year + 1, date.max.year)


@dataclass(frozen=True)
class Square:
    """A day or a month of a calendar: its path only where it holds stories."""

    name: str
    path: str = ""


@dataclass(frozen=True)
class Year:
    """A year of the archive with its twelve months."""

    name: str
    path: str
    months: list[Square]


@require_safe
def index(request, language):
    """Years and months, newest first; three queries of its own. 404 where no story is live."""
    extent = calendars.extent(language, request.now)
    if extent is None:
        raise Http404
    oldest, newest = (max(day.year, _YEARS.start) for day in extent)
    years = _held(request, language, map(calendars.year, range(newest, oldest - 1, -1)))
    numbers = [year.first.year for year in years]
    months = (month for number in numbers for month in calendars.months(number))
    held = set(_held(request, language, months))
    crumbs = _crumbs(language)
    heading, path = crumbs[0].name, crumbs[0].path
    with override(language):
        description = _("All stories by year and month.")
    return page.render(
        request,
        "articles/archive.html",
        {"heading": heading, "years": [_year(number, held, language) for number in numbers]},
        language=language,
        head=Head(title=heading, description=description, path=path, crumbs=crumbs),
    )


def _held(request, language: str, spans: Iterable[Span]) -> list[Span]:
    return calendars.with_stories(list(spans), language=language, now=request.now)


def _year(number: int, held: set[Span], language: str) -> Year:
    name = _name(language, number)
    return Year(name, _path(language, number), _months(number, held, language))


def _months(year: int, held: set[Span], language: str) -> list[Square]:
    return [
        Square(
            dates.month_name(month.first.month, language),
            _path(language, year, month.first.month) if month in held else "",
        )
        for month in calendars.months(year)
    ]


def _crumbs(language: str, *numbers: int) -> tuple[Link, ...]:
    """From the archive down to a year, a month or a day."""
    with override(language):
        archive = Link(_("Archive"), f"{edition_prefix(language)}/archive/")
    steps = [numbers[:depth] for depth in range(1, len(numbers) + 1)]
    return (archive, *(_link(language, *step) for step in steps))


def _link(language: str, *numbers: int) -> Link:
    return Link(_name(language, *numbers), _path(language, *numbers))


def _name(language: str, *numbers: int) -> str:
    """A year, a month or a day as its heading prints it."""
    if len(numbers) == 3:
        return dates.day_text(date(*numbers), language)
    return (dates.year_text, dates.month_text)[len(numbers) - 1](*numbers, language)


def _path(language: str, year: int, *rest: int) -> str:
    return f"{edition_prefix(language)}/{year:04}/" + "".join(f"{number:02}/" for number in rest)


@require_safe
def day(request, year, month, day, language):
    return _show(request, language, year, month, day)


@require_safe
def month(request, year, month, language):
    return _show(request, language, year, month)


@require_safe
def year(request, year, language):
    return _show(request, language, year)


def _show(request, language: str, *numbers: int):
    """A span of days that holds no live story is 404, like any page of nothing."""
    span = _span(*numbers)
    live = PublishedVersion.objects.live(request.now).in_language(language).for_lists()
    shown = lists.window(request, live, since=span.begins_at, until=span.ends_at)
    if not shown.cards:
        raise Http404
    crumbs = _crumbs(language, *numbers)
    heading = crumbs[-1].name
    with override(language):
        description = _("Stories of %s.") % heading
    return lists.render_list(
        request,
        shown,
        language,
        template="articles/span.html",
        head=Head(title=heading, description=description, crumbs=crumbs),
        heading=heading,
        **_beside(request, language, span, len(numbers)),
        **_calendar(request, language, *numbers),
    )


def _span(year: int, *rest: int) -> Span:
    if year not in _YEARS:
        raise Http404
    try:
        if len(rest) == 2:
            return calendars.day(date(year, *rest))
        return calendars.month(year, *rest) if rest else calendars.year(year)
    except ValueError as fault:
        raise Http404 from fault


def _beside(request, language: str, span: Span, depth: int) -> dict:
    """Links to the nearest year, month or day before and after that holds stories."""
    found = calendars.neighbours(span, language=language, now=request.now)
    names = ("span_before", "span_after")
    return {
        name: day and _link(language, *(day.year, day.month, day.day)[:depth])
        for name, day in zip(names, found, strict=True)
    }


def _calendar(request, language: str, year: int, *rest: int) -> dict:
    """The months of a year, the weeks of a month; a day has none."""
    if not rest:
        held = set(_held(request, language, calendars.months(year)))
        return {"months": _months(year, held, language)}
    if len(rest) == 2:
        return {}
    weeks = dates.weeks(year, *rest, language)
    days = [calendars.day(day) for week in weeks for day in week if day]
    held = {span.first for span in _held(request, language, days)}
    return {
        "weekdays": dates.weekdays(language),
        "weeks": [[_square(day, held, language) for day in week] for week in weeks],
    }


def _square(day: date | None, held: set[date], language: str) -> Square | None:
    if day is None:
        return None
    path = _path(language, day.year, day.month, day.day) if day in held else ""
    return Square(str(day.day), path)
