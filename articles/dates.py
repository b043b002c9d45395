"""Months, days and moments in the paper's five languages: printed here and read here.

One table serves both, so whatever this module prints it can read. What readers see as "now" and
the newsroom's own zone live elsewhere: everything here works on the values that it is given.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from articles.folding import fold

# As a date prints them: Russian in the genitive.
MONTHS: dict[str, tuple[str, ...]] = {
    language: tuple(names.split())
    for language, names in {
        "en": "January February March April May June "
        "July August September October November December",
        "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
        "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    }.items()
}
_NOMINATIVE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
# As a heading prints them, without a day.
_ALONE = MONTHS | {"ru": tuple(_NOMINATIVE.split())}
# Also read, never printed: short forms, and the names of the Levant and of Algeria.
_OTHER_SPELLINGS = (
    "jan,янв,كانون الثاني,جانفي",
    "feb,febr,фев,февр,شباط,فيفري",
    "mar,мар,آذار",
    "apr,апр,نيسان,إبريل,أفريل",
    "أيار,ماي",
    "jun,июн,حزيران,يونية,جوان",
    "jul,июл,تموز,يولية,جويلية",
    "aug,авг,آب,أوت",
    "sep,sept,сен,сент,أيلول",
    "oct,окт,تشرين الأول",
    "nov,ноя,нояб,تشرين الثاني",
    "dec,дек,كانون الأول",
)
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
# Hours east of UTC, only where one meaning is usual: BST, EST and IST have two or three each.
_ABBREVIATIONS = {
    **{"utc": 0, "gmt": 0, "z": 0, "гринвич": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2},
    **{"eet": 2, "eest": 3, "trt": 3, "azt": 4, "msk": 3, "мск": 3},
}
_MOSCOW = ("msk", "мск")
# At the calendar's very ends a moment has no other zone: the conversion overflows.
MIN_YEAR, MAX_YEAR = 1000, 9998
MAX_OFFSET = timedelta(hours=14)
MAX_LITERAL_CHARACTERS = 120


class UnreadableMoment(ValueError):
    """A text from which no moment can be read; the subclasses say why, for the person who sent it.

    UnreadableMoment
    ├── NotADate            nothing that looks like a day
    ├── NoTime              a day without an hour
    ├── ImpossibleDate      31 February, 25:61, a weekday that contradicts its date
    ├── NoZone              nothing says which clock
    ├── UnknownZone         a name that nobody knows or that has several meanings
    ├── OffsetTooLarge      more than fourteen hours from UTC
    └── UnclearLocalTime    the clock of that zone skipped this time, or showed it twice
    """


class NotADate(UnreadableMoment): ...


class NoTime(UnreadableMoment): ...


class ImpossibleDate(UnreadableMoment): ...


class NoZone(UnreadableMoment): ...


class UnknownZone(UnreadableMoment): ...


class OffsetTooLarge(UnreadableMoment): ...


class UnclearLocalTime(UnreadableMoment): ...


@dataclass(frozen=True)
class Moment:
    """``moment`` carries a fixed offset; ``literal`` is the text as it stood, without outer space;
    ``offset`` reads "UTC+04:00"."""

    moment: datetime
    literal: str
    offset: str


def moment_text(moment: datetime, language: str) -> str:
    """Like 14 May 2024 18:20 (UTC+04:00), in the offset of the moment's own zone."""
    moment = _in_whole_minutes(moment)
    return f"{day_text(moment, language)} {moment:%H:%M} ({offset_text(moment)})"


def day_text(day: date, language: str) -> str:
    """Like 14 May 2024. A language without a table here gets English, never an error on a page."""
    return f"{day.day} {_names(MONTHS, language)[day.month - 1]} {day.year}"


def month_text(year: int, month: int, language: str) -> str:
    """The heading of a month: its name alone, in lower case where its language does so."""
    return f"{_names(_ALONE, language)[month - 1]} {year_text(year, language)}"


def year_text(year: int, language: str) -> str:
    """The year in western digits, in every language."""
    return str(year)


def iso(moment: datetime) -> str:
    """Like 2024-05-14T18:20:00+04:00: RFC 3339, to the second, in the moment's own offset."""
    return _in_whole_minutes(moment).isoformat(timespec="seconds")


def offset_text(moment: datetime) -> str:
    """Like UTC+04:00, UTC-05:30 and UTC+00:00."""
    minutes = round(moment.utcoffset() / timedelta(minutes=1))
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def read_month(word: str) -> int | None:
    """1 to 12 in any of the five languages, in any case and common spelling, or None."""
    found = {_month_numbers().get(name.strip(" .")) for name in fold(word).split("/")}
    # Arabic papers print both names with a stroke between; they have to agree.
    return found.pop() if len(found) == 1 else None


def read_moment(text: str, *, zone: tzinfo | None = None) -> Moment:
    """Reads a date line that is nothing but a date, a time and a zone.

    ``zone`` is the clock of a line that names none. Fractions of a second are dropped. Dates in
    digits are day.month.year or year-month-day; strokes (5/6/2024) mean two different days and
    are refused. Raises UnreadableMoment's subclasses.
    """
    literal = text.strip()
    if len(literal) > MAX_LITERAL_CHARACTERS:
        raise NotADate("this is too long for a date")
    weekday, rest = _take_weekday(fold(literal).translate(_PLAIN_SIGNS))
    day, rest = _take_day(rest)
    time, rest = _take_time(rest)
    zone_name = _take_zone(rest)
    try:
        naive = datetime(*day, *time)
    except ValueError:
        raise ImpossibleDate("no calendar and no clock shows this date and time") from None
    if not MIN_YEAR <= naive.year <= MAX_YEAR:
        raise ImpossibleDate("this year is not one of a newspaper")
    if weekday not in (None, naive.weekday()):
        raise ImpossibleDate("the weekday is not the one of this date")
    moment = _with_zone(naive, zone_name, zone)
    return Moment(moment, literal, offset_text(moment))


def read_zone(name: str) -> tzinfo:
    """The clock that +04:00, UTC+4, MSK or Asia/Baku means; raises UnknownZone, OffsetTooLarge."""
    folded = fold(name[:MAX_LITERAL_CHARACTERS]).translate(_PLAIN_SIGNS)
    return _fixed_zone(folded) or _named_zone(folded, None)


def _names(table: dict[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return table.get(language.lower().split("-")[0], table["en"])


def _in_whole_minutes(moment: datetime) -> datetime:
    """The same instant on a clock whose offset can be printed: local mean times had seconds."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment without a zone cannot be printed")
    return moment.astimezone(timezone(timedelta(minutes=round(offset / timedelta(minutes=1)))))


@cache
def _month_numbers() -> dict[str, int]:
    numbers = {}
    for number, spellings in enumerate(_OTHER_SPELLINGS, start=1):
        names = spellings.split(",")
        for table in (MONTHS, _ALONE):
            names += [language_names[number - 1] for language_names in table.values()]
        numbers |= {fold(name): number for name in names}
    return numbers


@cache
def _weekday_numbers() -> list[tuple[str, int]]:
    """Longest first: "çərşənbə axşamı" is Tuesday, "çərşənbə" Wednesday."""
    numbers = [
        (fold(name), day) for day, names in enumerate(_WEEKDAYS) for name in names.split(",")
    ]
    return sorted(numbers, key=lambda pair: -len(pair[0]))


# Minus signs and hyphens of every width; the Arabic comma.
_PLAIN_SIGNS = str.maketrans("−–‐‑﹣－،", "------,")
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
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+-]) ?(?:([0-9]{2})([0-9]{2})|([0-9]{1,2})(?::([0-9]{2}))?)")


def _take_weekday(line: str) -> tuple[int | None, str]:
    for name, number in _weekday_numbers():
        if line.startswith(name) and not line[len(name) : len(name) + 1].isalpha():
            return number, line[len(name) :].lstrip("., ")
    return None, line


def _take_day(line: str) -> tuple[tuple[int, int, int], str]:
    found = next(filter(None, (form.match(line) for form in _DAYS)), None)
    if not found:
        raise NotADate("this does not begin with a date")
    year, month, day = found["year"], found["month"], found["day"]
    month_number = int(month) if month.isdigit() else read_month(month)
    if month_number is None:
        raise NotADate("this names no month")
    year_word = _YEAR_WORD.match(line, found.end())
    return (int(year), month_number, int(day)), line[(year_word or found).end() :]


def _take_time(line: str) -> tuple[tuple[int, int, int], str]:
    if not line.strip(" .,"):
        raise NoTime("this is a day without a time")
    found = _TIME.match(line)
    if not found:
        raise NotADate("a date stands here, but not alone")
    hour, minute, second = (int(number or 0) for number in found.groups()[:3])
    half = found[4]
    if half and not 1 <= hour <= 12:
        raise ImpossibleDate("no clock shows this time")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute, second), line[found.end() :].strip(" ,")


def _take_zone(name: str) -> str:
    """A zone in brackets may be anything; without them it is one word or an offset."""
    if name[:1] in ("(", "[") and name[-1:] in (")", "]"):
        return name[1:-1].strip()
    if " " in name and not _OFFSET.fullmatch(name):
        raise NotADate("a date and a time stand here, but not alone")
    return name


def _with_zone(naive: datetime, name: str, default: tzinfo | None) -> datetime:
    if not name and default is None:
        raise NoZone("the time names no zone")
    if not name:
        return _on_the_clock(naive, default)
    return _on_the_clock(naive, _fixed_zone(name) or _named_zone(name, naive))


def _fixed_zone(name: str) -> tzinfo | None:
    """The zone of an offset like utc+4, +0400 or gmt-05:30, or None if it is not one."""
    found = _OFFSET.fullmatch(name)
    if not found:
        return None
    sign, hours4, minutes4, hours, minutes = found.groups(default="")
    hour_number, minute_number = int(hours4 or hours), int(minutes4 or minutes or 0)
    offset = timedelta(hours=hour_number, minutes=minute_number)
    if offset > MAX_OFFSET or minute_number > 59:
        raise OffsetTooLarge("no zone lies that far from UTC")
    return timezone(-offset if sign == "-" else offset)


def _named_zone(name: str, naive: datetime | None) -> tzinfo:
    if "/" in name and (key := _zone_keys().get(name.replace(" ", "_"))):
        return ZoneInfo(key)
    if name not in _ABBREVIATIONS:
        raise UnknownZone("this zone is not known or means several; write it like UTC+04:00")
    if name in _MOSCOW and naive and 2011 <= naive.year <= 2014:
        # Moscow's standard time was UTC+4 from 27 March 2011 to 26 October 2014.
        moscow = naive.replace(tzinfo=ZoneInfo("Europe/Moscow"))
        return timezone(moscow.utcoffset() if moscow.tzname() == "MSK" else timedelta(hours=3))
    return timezone(timedelta(hours=_ABBREVIATIONS[name]))


@cache
def _zone_keys() -> dict[str, str]:
    """IANA names by their folded form. The full listing leaves out posix/ and right/."""
    return {fold(key): key for key in available_timezones()}


def _on_the_clock(naive: datetime, zone: tzinfo) -> datetime:
    """The local time with the offset that the zone had then, refused if the clock was changed."""
    earlier, later = (naive.replace(tzinfo=zone, fold=number) for number in (0, 1))
    offset = earlier.utcoffset()
    if offset != later.utcoffset():
        back = earlier.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        raise UnclearLocalTime(
            "the clock showed this time twice that day; write the offset, like UTC+04:00"
            if back == naive
            else "the clock skipped this time that day; write the offset, like UTC+04:00"
        )
    return naive.replace(tzinfo=timezone(offset))
