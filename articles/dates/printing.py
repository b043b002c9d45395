"""Months, days and moments as text, in the zone that they carry."""

from datetime import date, datetime, timedelta, timezone

from articles.dates.months import ALONE, MONTHS, names_in


def moment_text(moment: datetime, language: str) -> str:
    """Like 14 May 2024 18:20 (UTC+04:00), in the offset of the moment's own zone."""
    moment = _in_whole_minutes(moment)
    return f"{day_text(moment, language)} {moment:%H:%M} ({offset_text(moment)})"


def day_text(day: date, language: str) -> str:
    """Like 14 May 2024. A language without a table here gets English, never an error on a page."""
    return f"{day.day} {names_in(MONTHS, language)[day.month - 1]} {day.year}"


def month_text(year: int, month: int, language: str) -> str:
    """The heading of a month: its name alone, in lower case where its language does so."""
    return f"{month_name(month, language)} {year_text(year, language)}"


def month_name(month: int, language: str) -> str:
    """The name of a month that stands alone."""
    return names_in(ALONE, language)[month - 1]


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


def _in_whole_minutes(moment: datetime) -> datetime:
    """The same instant on a clock whose offset can be printed: local mean times had seconds."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment without a zone cannot be printed")
    return moment.astimezone(timezone(timedelta(minutes=round(offset / timedelta(minutes=1)))))
