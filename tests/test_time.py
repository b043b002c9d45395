"""Time as readers see it: in the newsroom's zone, with its offset, under the right day."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings

from tests.base import DAY, HOUR
from tests.factories import make_live
from tests.test_lists import headlines

pytestmark = pytest.mark.django_db

EVENING = datetime(2025, 2, 25, 19, 36, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2025, 2, 25, 21, 30, tzinfo=UTC)


@pytest.fixture
def read(client):
    def ask(path: str, moment):
        with time_machine.travel(moment, tick=False):
            return client.get(path)

    return ask


def test_a_storys_date_is_printed_with_its_offset(read):
    version = make_live(now=EVENING)
    page = read(version.path, EVENING).content.decode()
    assert "25 February 2025 23:36 (UTC+04:00)" in page
    assert '<time datetime="2025-02-25T23:36:00+04:00">' in page
    assert version.path.startswith("/2025/02/25/")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("az", "25 fevral 2025 23:36 (UTC+04:00)"),
        ("tr", "25 Şubat 2025 23:36 (UTC+04:00)"),
        ("ru", "25 февраля 2025 23:36 (UTC+04:00)"),
        ("ar", "25 فبراير 2025 23:36 (UTC+04:00)"),
    ],
)
def test_a_storys_date_is_printed_in_its_language(read, language, text):
    version = make_live(now=EVENING, language=language)
    assert text in read(version.path, EVENING).content.decode()


def test_after_midnight_in_the_newsroom_is_the_next_day(read):
    version = make_live(headline="Night", now=AFTER_MIDNIGHT)
    assert version.path == "/2025/02/26/night/"
    assert (
        "26 February 2025 01:30 (UTC+04:00)" in read(version.path, EVENING + DAY).content.decode()
    )
    assert headlines(read("/2025/02/26/", EVENING + DAY)) == ["Night"]
    assert read("/2025/02/25/", EVENING + DAY).status_code == 404


@pytest.mark.parametrize(
    ("moment", "path"),
    [
        (datetime(2024, 12, 31, 19, 59, 59, 999_999, tzinfo=UTC), "/2024/"),
        (datetime(2024, 12, 31, 20, 0, tzinfo=UTC), "/2025/"),
        (datetime(2025, 2, 28, 19, 59, 59, 999_999, tzinfo=UTC), "/2025/02/"),
        (datetime(2025, 2, 28, 20, 0, tzinfo=UTC), "/2025/03/01/"),
        (datetime(2024, 2, 28, 20, 0, tzinfo=UTC), "/2024/02/29/"),
    ],
)
def test_archives_begin_and_end_at_midnight_of_the_newsroom(read, moment, path):
    make_live(headline="Bell", now=moment)
    assert headlines(read(path, EVENING + 100 * DAY)) == ["Bell"]


def test_summers_before_2016_had_another_offset(read):
    version = make_live(dated_at=datetime(2010, 7, 1, 18, 30, tzinfo=UTC), now=EVENING)
    page = read(version.path, EVENING).content.decode()
    assert "1 July 2010 23:30 (UTC+05:00)" in page
    assert '<time datetime="2010-07-01T23:30:00+05:00">' in page
    assert version.path.startswith("/2010/07/01/")


def test_a_summer_night_of_2010_stands_under_the_day_of_its_own_offset(read):
    version = make_live(
        headline="Summer", dated_at=datetime(2010, 7, 1, 19, 30, tzinfo=UTC), now=EVENING
    )
    assert version.path.startswith("/2010/07/02/")
    assert headlines(read("/2010/07/02/", EVENING)) == ["Summer"]
    assert read("/2010/07/01/", EVENING).status_code == 404


def test_the_day_on_which_clocks_were_changed_is_whole(read):
    # Clocks went forward on 28 March 2010 at 04:00 and back on 31 October at 05:00.
    for moment in (
        datetime(2010, 3, 27, 20, 0, tzinfo=UTC),
        datetime(2010, 3, 28, 18, 59, tzinfo=UTC),
    ):
        make_live(dated_at=moment, now=EVENING)
    assert len(headlines(read("/2010/03/28/", EVENING))) == 2
    for moment in (
        datetime(2010, 10, 30, 19, 0, tzinfo=UTC),
        datetime(2010, 10, 31, 19, 59, tzinfo=UTC),
    ):
        make_live(dated_at=moment, now=EVENING)
    assert len(headlines(read("/2010/10/31/", EVENING))) == 2


def test_a_moment_with_seconds_is_printed_to_the_minute(read):
    version = make_live(now=EVENING.replace(second=59, microsecond=999_999))
    page = read(version.path, EVENING + HOUR).content.decode()
    assert "25 February 2025 23:36 (UTC+04:00)" in page
    assert '<time datetime="2025-02-25T23:36:59+04:00">' in page


def test_the_zone_is_the_newsrooms():
    assert settings.TIME_ZONE == settings.NEWSROOM_TIME_ZONE == str(settings.ZONE) == "Asia/Baku"
