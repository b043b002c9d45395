"""The archive: the stories of a day, a month or a year in the newsroom's zone."""

from datetime import date, datetime, time

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe

from articles import dates
from articles.composing import Link
from articles.models import PublishedVersion
from articles.rendering import Head
from articles.views import lists


@require_safe
def day(request, year, month, day, language):
    first = _date(year, month, day)
    last = date.fromordinal(first.toordinal() + 1)
    return _show(request, "day", dates.day_text(first, language), first, last, language)


@require_safe
def month(request, year, month, language):
    first = _date(year, month, 1)
    last = _date(year + month // 12, month % 12 + 1, 1)
    heading = dates.month_text(year, month, language)
    return _show(request, "month", heading, first, last, language)


@require_safe
def year(request, year, language):
    heading = dates.year_text(year, language)
    return _show(request, "year", heading, _date(year, 1, 1), _date(year + 1, 1, 1), language)


def _date(year: int, month: int, day: int) -> date:
    # The first and the last year that dates know have days without a midnight in UTC.
    if not date.min.year < year < date.max.year:
        raise Http404
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise Http404 from fault


def _show(request, kind: str, heading: str, first: date, end: date, language: str):
    """A span of days that holds no live story is 404, like any page of nothing."""
    live = PublishedVersion.objects.live(request.now).in_language(language).for_lists()
    shown = lists.window(request, live, since=_midnight(first), until=_midnight(end))
    if not shown.cards:
        raise Http404
    head = Head(title=heading, crumbs=(Link(heading, request.path),))
    return lists.render_list(request, shown, language, head=head, kind=kind, heading=heading)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=settings.ZONE)
