"""Weekdays in the paper's five languages, and the weeks of a month as a calendar prints them."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

# Monday first, each with the short form that heads a column.
_WEEKDAYS = {
    "en": "Monday=Mon, Tuesday=Tue, Wednesday=Wed, Thursday=Thu, Friday=Fri, Saturday=Sat, "
    "Sunday=Sun",
    "az": "bazar ertəsi=B.e., çərşənbə axşamı=Ç.a., çərşənbə=Ç., cümə axşamı=C.a., cümə=C., "
    "şənbə=Ş., bazar=B.",
    "tr": "Pazartesi=Pzt, Salı=Sal, Çarşamba=Çar, Perşembe=Per, Cuma=Cum, Cumartesi=Cmt, Pazar=Paz",
    "ru": "понедельник=Пн, вторник=Вт, среда=Ср, четверг=Чт, пятница=Пт, суббота=Сб, "
    "воскресенье=Вс",
    "ar": "الاثنين=ن, الثلاثاء=ث, الأربعاء=ر, الخميس=خ, الجمعة=ج, السبت=س, الأحد=ح",
}
# The weekday that a week begins with, 0 for Monday; in most countries of Arabic it is Saturday.
_FIRST = {"ar": 5}


@dataclass(frozen=True)
class Weekday:
    name: str
    short: str


def weekdays(language: str) -> list[Weekday]:
    """The seven days in the order of the language's week; English where it has no table here."""
    code = language.lower().split("-")[0]
    names = _WEEKDAYS.get(code, _WEEKDAYS["en"]).split(", ")
    first = _FIRST.get(code, 0)
    return [Weekday(*name.split("=")) for name in names[first:] + names[:first]]


def weeks(year: int, month: int, language: str) -> list[list[date | None]]:
    """The weeks of a month in the order of the language's week; None for days of other months."""
    first = _FIRST.get(language.lower().split("-")[0], 0)
    days = Calendar(first).monthdayscalendar(year, month)
    return [[date(year, month, day) if day else None for day in week] for week in days]
