"""Dates are printed in five languages, and read back to the same instant."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import dates

BAKU_OFFSET = timezone(timedelta(hours=4))
MOMENT = datetime(2024, 5, 14, 18, 20, tzinfo=BAKU_OFFSET)
LANGUAGES = sorted(dates.MONTHS)

moments = st.datetimes(
    min_value=datetime(1001, 1, 1),
    max_value=datetime(9998, 12, 30),
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "14 May 2024 18:20 (UTC+04:00)"),
        ("az", "14 may 2024 18:20 (UTC+04:00)"),
        ("tr", "14 Mayıs 2024 18:20 (UTC+04:00)"),
        ("ru", "14 мая 2024 18:20 (UTC+04:00)"),
        ("ar", "14 مايو 2024 18:20 (UTC+04:00)"),
        ("en-gb", "14 May 2024 18:20 (UTC+04:00)"),
        ("fi", "14 May 2024 18:20 (UTC+04:00)"),
    ],
)
def test_a_moment_is_printed_in_the_readers_language(language, printed):
    assert dates.moment_text(MOMENT, language) == printed


def test_a_month_standing_alone_is_in_the_nominative():
    assert dates.month_text(2024, 2, "ru") == "февраль 2024"
    assert dates.month_text(2024, 2, "tr") == "Şubat 2024"


def test_a_day_and_a_year_are_printed_without_padding():
    assert dates.day_text(date(2024, 5, 1), "az") == "1 may 2024"
    assert dates.year_text(2024, "ar") == "2024"


@pytest.mark.parametrize(
    ("minutes", "printed"),
    [(0, "UTC+00:00"), (-330, "UTC-05:30"), (345, "UTC+05:45"), (-30, "UTC-00:30")],
)
def test_the_offset_has_a_sign_and_minutes(minutes, printed):
    assert (
        dates.offset_text(datetime(2024, 5, 14, tzinfo=timezone(timedelta(minutes=minutes))))
        == printed
    )


def test_an_offset_of_local_mean_time_is_printed_in_whole_minutes_of_the_same_instant():
    moment = datetime(1900, 1, 1, 12, 0, tzinfo=ZoneInfo("Asia/Baku"))  # +03:19:24 then
    assert dates.moment_text(moment, "en") == "1 January 1900 11:59 (UTC+03:19)"
    assert datetime.fromisoformat(dates.iso(moment)) == moment


def test_a_moment_without_a_zone_is_not_printed():
    with pytest.raises(ValueError, match="without a zone"):
        dates.moment_text(datetime(2024, 5, 14), "en")


def test_the_machine_form_has_seconds_and_no_fraction():
    assert dates.iso(MOMENT.replace(microsecond=5)) == "2024-05-14T18:20:00+04:00"


@settings(deadline=None)
@given(moments, st.sampled_from(LANGUAGES))
def test_what_is_printed_reads_back_as_the_same_minute_and_offset(moment, language):
    moment = moment.replace(second=0, microsecond=0)
    read = dates.read_moment(dates.moment_text(moment, language))
    assert read.moment == moment
    assert read.moment.utcoffset() == moment.utcoffset()
    assert read.offset == dates.offset_text(moment)


@settings(deadline=None)
@given(moments)
def test_the_machine_form_reads_back_too(moment):
    moment = moment.replace(microsecond=0)
    assert dates.read_moment(dates.iso(moment)).moment == moment


@pytest.mark.parametrize(
    "line",
    [
        "May 14, 2024 18:20 (UTC+4)",
        "14 may 2024, 18:20 (UTC+04:00)",
        "14 MAY 2024 18:20 UTC+4:00",
        "14.05.2024 18:20 (UTC+04:00)",
        "2024-05-14 18:20 +0400",
        "2024-05-14T18:20:00+04:00",
        "2024-05-14T14:20:00.123Z",
        "14 May 2024 14:20 UTC",
        "14 May 2024 17:20 GMT+3",
        "14 May 2024 17:20 (MSK)",
        "14 May 2024 6:20 p.m. (UTC+04:00)",
        "14 May 2024 6:20 PM (UTC+04:00)",
        "14 May 2024 15:20 (Europe/London)",
        "14 May 2024 18:20 (asia/baku)",
        "Tuesday, 14 May 2024 18:20 (UTC+04:00)",
        "Çərşənbə axşamı, 14 may 2024 18:20 (UTC+04:00)",
        "14 may 2024-cü il, 18:20 (AZT)",
        "14 MAYIS 2024 Saat 18:20 (UTC+04:00)",
        "14 мая 2024 г. 17:20 (МСК)",
        "14 мая 2024 года в 17:20 (МСК)",
        "14 МАЙ 2024, 17:20 МСК",
        "14 مايو 2024، 18:20 (UTC+04:00)",
        "١٤ مايو ٢٠٢٤ ١٨:٢٠ (UTC+04:00)",
        "14 أيار/مايو 2024 18:20 (UTC+04:00)",
        "\u200f14\u00a0May\u00a02024 18:20 (UTC+04:00)\u200e",
        "14 May 2024 10:20 (UTC\u221204:00)",
        "14-May-2024 at 18:20 (UTC+04:00)",
    ],
)
def test_agencies_notations_are_read(line):
    assert dates.read_moment(line).moment == MOMENT


def test_the_literal_is_kept_as_it_stood():
    assert (
        dates.read_moment("  May 14, 2024 18:20 (UTC+4) ").literal == "May 14, 2024 18:20 (UTC+4)"
    )


def test_moscow_time_is_the_one_of_its_year():
    assert dates.read_moment("14 May 2012 18:20 MSK").offset == "UTC+04:00"
    assert dates.read_moment("14 May 2015 18:20 MSK").offset == "UTC+03:00"


def test_a_given_zone_is_the_clock_of_a_line_without_one():
    read = dates.read_moment("14 May 2024 18:20", zone=ZoneInfo("Europe/London"))
    assert read.moment == datetime(2024, 5, 14, 17, 20, tzinfo=UTC)
    assert read.offset == "UTC+01:00"


def test_a_zone_in_the_line_wins_over_the_given_one():
    assert dates.read_moment("14 May 2024 18:20 +0400", zone=UTC).moment == MOMENT


@pytest.mark.parametrize("name", ["+04:00", "UTC+4", "+0400", "AZT", "Asia/Baku"])
def test_a_zone_alone_is_read(name):
    assert dates.read_zone(name).utcoffset(datetime(2024, 5, 14)) == timedelta(hours=4)


@pytest.mark.parametrize("name", ["", "BST", "Lumen", "Lumen/Port", "+15", "x" * 10_000])
def test_a_zone_that_nobody_knows_is_refused(name):
    with pytest.raises(ValueError, match="zone"):
        dates.read_zone(name)


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("The band played on", dates.NotADate),
        ("", dates.NotADate),
        ("May 2024", dates.NotADate),
        ("14 Brumaire 2024 18:20 UTC", dates.NotADate),
        ("05/06/2024 18:20 UTC", dates.NotADate),
        ("14-15 May 2024 18:20 UTC", dates.NotADate),
        ("14 May 2024 was a quiet day", dates.NotADate),
        ("14 May 2024 18:20 the band began to play", dates.NotADate),
        ("31 February 2024 was invented", dates.NotADate),
        ("1" * 100_000, dates.NotADate),
        ("14 May 2024", dates.NoTime),
        ("31 February 2024 18:20 UTC", dates.ImpossibleDate),
        ("29 February 2023 18:20 UTC", dates.ImpossibleDate),
        ("31 December 9999 23:59 UTC-14", dates.ImpossibleDate),
        ("1 January 0001 00:00 (Asia/Baku)", dates.ImpossibleDate),
        ("14 May 2024 25:61 UTC", dates.ImpossibleDate),
        ("14 May 2024 13:20 pm UTC", dates.ImpossibleDate),
        ("Monday, 14 May 2024 18:20 UTC", dates.ImpossibleDate),
        ("14 May 2024 18:20", dates.NoZone),
        ("14 May 2024 18:20 ()", dates.NoZone),
        ("14 May 2024 18:20 BST", dates.UnknownZone),
        ("14 May 2024 18:20 (EST)", dates.UnknownZone),
        ("14 May 2024 18:20 (IST)", dates.UnknownZone),
        ("14 May 2024 18:20 (../../etc/passwd)", dates.UnknownZone),
        ("14 May 2024 18:20 (Europe/Lumen)", dates.UnknownZone),
        ("14 May 2024 18:20 UTC+15", dates.OffsetTooLarge),
        ("14 May 2024 18:20 UTC-14:01", dates.OffsetTooLarge),
        ("14 May 2024 18:20 UTC+04:75", dates.OffsetTooLarge),
        ("31 March 2024 01:30 (Europe/London)", dates.UnclearLocalTime),
        ("27 October 2024 01:30 (Europe/London)", dates.UnclearLocalTime),
    ],
)
def test_what_is_not_one_moment_is_refused_with_its_reason(line, refusal):
    with pytest.raises(refusal) as caught:
        dates.read_moment(line)
    assert type(caught.value) is refusal


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_moment_or_a_refusal(text):
    with suppress(dates.UnreadableMoment):
        assert dates.read_moment(text).moment.utcoffset() is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_month_is_read_in_capitals_too(language):
    for number, name in enumerate(dates.MONTHS[language], start=1):
        assert dates.read_month(name) == dates.read_month(name.upper()) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("İYUN", 6),
        ("EYLÜL", 9),
        ("Sept.", 9),
        ("Jan", 1),
        ("Февраль", 2),
        ("شباط", 2),
        ("كانون الثاني", 1),
        ("شباط/فبراير", 2),
        ("شباط/مارس", None),
        ("lamp", None),
        ("", None),
    ],
)
def test_months_are_read_in_their_other_spellings(word, number):
    assert dates.read_month(word) == number


def test_a_hostile_line_costs_nothing():
    started = time.process_time()
    for line in ("a " * 60, "1 " + "a " * 55, "1." * 60, "may " * 30, "14 May 2024 " + "1:" * 50):
        with pytest.raises(dates.UnreadableMoment):
            dates.read_moment(line)
    assert time.process_time() - started < 0.2
