"""Reads a date line: a day, a time and a zone, refused wherever it could mean two moments."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache

from django.utils.translation import gettext as _

from articles.dates.months import read_month
from articles.dates.printing import offset_text
from articles.dates.unreadable import ImpossibleDate, NotADate, NoTime, NoZone
from articles.dates.zones import (
    MAX_LITERAL_CHARACTERS,
    OFFSET,
    fixed_zone,
    named_zone,
    on_the_clock,
    plain,
)
from articles.folding import fold

# From Monday. Read only, to refuse a date whose weekday contradicts it.
_WEEKDAYS = (
    "monday,mon,bazar ertəsi,pazartesi,понедельник,пн,الاثنين,الإثنين",
    "tuesday,tue,tues,çərşənbə axşamı,salı,вторник,вт,الثلاثاء",
    "wednesday,wed,çərşənbə,çarşamba,среда,ср,الأربعاء",
    "thursday,thu,thurs,thur,cümə axşamı,perşembe,четверг,чт,الخميس",
    "friday,fri,cümə,cuma,пятница,пт,الجمعة",
    "saturday,sat,şənbə,cumartesi,суббота,сб,السبت",
    "sunday,sun,bazar,pazar,воскресенье,вс,الأحد",
)
# At the calendar's very ends a moment has no other zone: the conversion overflows.
MIN_YEAR, MAX_YEAR = 1000, 9998
# Every repetition below is bounded and the text is at most 120 characters long.
_YEAR = r"(?P<year>[0-9]{4})"
_NAMED_MONTH = r"(?P<month>[^\W0-9_][^0-9,]{1,24}?)"
_DAY_NUMBER = r"(?P<day>[0-9]{1,2})"
_DAYS = tuple(
    re.compile(form + "(?![0-9])")
    for form in (
        rf"{_YEAR}-(?P<month>[0-9]{{1,2}})-{_DAY_NUMBER}",
        rf"{_DAY_NUMBER}\.(?P<month>[0-9]{{1,2}})\.{_YEAR}",
        rf"{_DAY_NUMBER}(?:st|nd|rd|th)?[ -]{_NAMED_MONTH}[ -]{_YEAR}",
        rf"{_NAMED_MONTH} {_DAY_NUMBER}(?:st|nd|rd|th)?,? {_YEAR}",
    )
)
# The word for "year" after its number, as Azerbaijani, Turkish, Russian and Arabic dates have it.
_YEAR_WORD = re.compile(r"(?:-?c[iu])? ?(?:г\.|(?:года?|г|il|yili|م)(?!\w))")
_TIME = re.compile(
    r"(?: ?t ?|,? ?(?:(?:at|в|saat|الساعة|-) )?)"
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?(?![0-9:])(?: ?([ap])\.?m\b\.?)?"
)


@dataclass(frozen=True)
class Moment:
    """``moment`` carries a fixed offset; ``literal`` is the text as it stood, without outer space;
    ``offset`` reads "UTC+04:00"."""

    moment: datetime
    literal: str
    offset: str


def read_moment(text: str, *, zone: tzinfo | None = None) -> Moment:
    """Reads a date line that is nothing but a date, a time and a zone.

    ``zone`` is the clock of a line that names none. Fractions of a second are dropped. Dates in
    digits are day.month.year or year-month-day; strokes (5/6/2024) mean two different days and
    are refused. Raises UnreadableMoment's subclasses.
    """
    literal = text.strip()
    if len(literal) > MAX_LITERAL_CHARACTERS:
        raise NotADate(_("this is too long for a date"))
    weekday, rest = _take_weekday(plain(literal))
    day, rest = _take_day(rest)
    time, rest = _take_time(rest)
    zone_name = _take_zone(rest)
    try:
        naive = datetime(*day, *time)
    except ValueError:
        raise ImpossibleDate(_("no calendar and no clock shows this date and time")) from None
    if not MIN_YEAR <= naive.year <= MAX_YEAR:
        raise ImpossibleDate(_("this year is not one of a newspaper"))
    if weekday not in (None, naive.weekday()):
        raise ImpossibleDate(_("the weekday is not the one of this date"))
    moment = _with_zone(naive, zone_name, zone)
    return Moment(moment, literal, offset_text(moment))


def _take_weekday(line: str) -> tuple[int | None, str]:
    for name, number in _weekday_numbers():
        if line.startswith(name) and not line[len(name) : len(name) + 1].isalpha():
            return number, line[len(name) :].lstrip("., ")
    return None, line


@cache
def _weekday_numbers() -> list[tuple[str, int]]:
    """Longest first: "çərşənbə axşamı" is Tuesday, "çərşənbə" Wednesday."""
    numbers = [
        (fold(name), day) for day, names in enumerate(_WEEKDAYS) for name in names.split(",")
    ]
    return sorted(numbers, key=lambda pair: -len(pair[0]))


def _take_day(line: str) -> tuple[tuple[int, int, int], str]:
    found = next(filter(None, (form.match(line) for form in _DAYS)), None)
    if not found:
        raise NotADate(_("this does not begin with a date"))
    year, month, day = found["year"], found["month"], found["day"]
    month_number = int(month) if month.isdigit() else read_month(month)
    if month_number is None:
        raise NotADate(_("this names no month"))
    year_word = _YEAR_WORD.match(line, found.end())
    return (int(year), month_number, int(day)), line[(year_word or found).end() :]


def _take_time(line: str) -> tuple[tuple[int, int, int], str]:
    if not line.strip(" .,"):
        raise NoTime(_("this is a day without a time"))
    found = _TIME.match(line)
    if not found:
        raise NotADate(_("a date stands here, but not alone"))
    hour, minute, second = (int(number or 0) for number in found.groups()[:3])
    half = found[4]
    if half and not 1 <= hour <= 12:
        raise ImpossibleDate(_("no clock shows this time"))
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute, second), line[found.end() :].strip(" ,")


def _take_zone(name: str) -> str:
    """A zone in brackets may be anything; without them it is one word or an offset."""
    if name[:1] in ("(", "[") and name[-1:] in (")", "]"):
        return name[1:-1].strip()
    if " " in name and not OFFSET.fullmatch(name):
        raise NotADate(_("a date and a time stand here, but not alone"))
    return name


def _with_zone(naive: datetime, name: str, default: tzinfo | None) -> datetime:
    if not name and default is None:
        raise NoZone(_("the time names no zone"))
    if not name:
        return on_the_clock(naive, default)
    return on_the_clock(naive, fixed_zone(name) or named_zone(name, naive))
