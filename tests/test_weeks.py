"""Weekdays and the weeks of a month, in the order of the language."""

from datetime import date

import pytest

from articles import dates


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "Monday", "Sunday"),
        ("az", "bazar ertəsi", "bazar"),
        ("tr", "Pazartesi", "Pazar"),
        ("ru", "понедельник", "воскресенье"),
        ("ar", "السبت", "الجمعة"),
        ("xx", "Monday", "Sunday"),
    ],
)
def test_a_week_begins_as_in_its_language(language, first, last):
    days = dates.weekdays(language)
    assert (days[0].name, days[-1].name) == (first, last)
    assert len({day.name for day in days}) == len({day.short for day in days}) == 7


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_day_stands_once_under_its_weekday(language):
    first = {"en": 0, "ar": 5}[language]
    for year, month in ((2024, 2), (2025, 3), (2026, 2)):
        weeks = dates.weeks(year, month, language)
        days = [day for week in weeks for day in week if day]
        assert days == sorted({date(year, month, day.day) for day in days})
        assert len(days) in (28, 29, 31)
        for week in weeks:
            assert len(week) == 7
            assert all(day is None or (day.weekday() - first) % 7 == place
                       for place, day in enumerate(week))  # fmt: skip
