"""What the desk schedules on the newsroom's own clock is there at that very second, in zones whose
clocks change, on leap days, at midnight and at New Year.

Moments are written in UTC by hand, so that nothing here reads the zone as the paper does.
"""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest
import time_machine

from articles.models import PublishedVersion, Withdrawal
from tests import base, surfaces
from tests.base import DAY, MICROSECOND
from tests.desk import pages
from tests.factories import make_article, make_author, make_section, make_topic
from tests.surfaces import HOME, OTHER, SURFACES

pytestmark = pytest.mark.django_db

# A first publication corrects nothing.
SHOWING = [
    row for row in SURFACES if row.shows_stories and not row.name.endswith(("ions", "ions-feed"))
]
# A feed has three forms of one list: each case asks another one, of the other edition.
_turns = cycle([(HOME, "rss"), (OTHER, "atom"), (HOME, "json"), (OTHER, "rss"), (HOME, "atom")])


@pytest.fixture
def in_zone(settings):
    def there(name: str) -> None:
        settings.TIME_ZONE, settings.ZONE = name, ZoneInfo(name)

    return there


def _utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)


def _scheduled_by_the_sheet(editor, story, room: str, day: str, clock: str, choice: int | None):
    """What the desk answers; where it asks which moment is meant, so does the test."""
    at_desk, sheet = base.signed_in(editor), pages.room(story, room)
    answer = pages.act(at_desk, sheet, when="at", at_0=day, at_1=clock, word="As agreed.")
    if choice is None:
        return answer
    assert not _whatever_is_to_come(story), "It was asked, and not taken."
    return at_desk.post(sheet, {**pages.fields(answer), "at_2": _offered(answer)[choice]})


def _whatever_is_to_come(story) -> bool:
    versions = PublishedVersion.objects.filter(article=story, live_from__gt=datetime.now(UTC))
    return versions.exists() or Withdrawal.objects.filter(article=story).exists()


def _offered(answer) -> list[str]:
    return re.findall(r'name="at_2" value="([^"]+)"', answer.content.decode())


def _make_story(language: str):
    return make_article(
        now=datetime.now(UTC),
        language=language,
        headline="Boundary story",
        standfirst="Fog.",
        section=make_section("Boundary", language=language),
        topics=[make_topic("Boundary topic")],
        bylines=[make_author("Boundary author")],
    )


def _rows(language: str, form: str) -> list[surfaces.Surface]:
    return [row for row in SHOWING if row.language == language and row.of in ("", form)]


def _showing(client, moment: datetime, place: surfaces.Place, rows) -> list[surfaces.Surface]:
    """Those of these surfaces on which the story stands at a moment."""
    with time_machine.travel(moment, tick=False):
        return [
            row
            for row in rows
            if row.shown_by("Boundary story", place)
            in client.get(row.address(place)).content.decode()
        ]


@pytest.mark.parametrize(
    ("zone", "day", "clock", "choice", "begins", "offset"),
    [
        # The first second of summer, and both hours that the same hands show as it ends.
        ("Europe/Berlin", "2027-03-28", "03:00", None, _utc(2027, 3, 28, 1), "+02:00"),
        ("Europe/Berlin", "2027-03-28", "01:59:59", None, _utc(2027, 3, 28, 0, 59, 59), "+01:00"),
        ("Europe/Berlin", "2027-10-31", "02:30", 0, _utc(2027, 10, 31, 0, 30), "+02:00"),
        ("Europe/Berlin", "2027-10-31", "02:30", 1, _utc(2027, 10, 31, 1, 30), "+01:00"),
        ("America/New_York", "2027-03-14", "03:00", None, _utc(2027, 3, 14, 7), "-04:00"),
        ("America/New_York", "2027-11-07", "01:30", 1, _utc(2027, 11, 7, 6, 30), "-05:00"),
        # Half an hour back; one hour back in Ramadan.
        ("Australia/Lord_Howe", "2027-04-04", "01:45", 0, _utc(2027, 4, 3, 14, 45), "+11:00"),
        ("Australia/Lord_Howe", "2027-04-04", "01:45", 1, _utc(2027, 4, 3, 15, 15), "+10:30"),
        ("Africa/Casablanca", "2025-02-23", "02:30", 0, _utc(2025, 2, 23, 1, 30), "+01:00"),
        ("Africa/Casablanca", "2025-02-23", "02:30", 1, _utc(2025, 2, 23, 2, 30), "+00:00"),
        # Summers of Baku before 2016: midnight of one, and the last night of the last.
        ("Asia/Baku", "2010-07-01", "00:00", None, _utc(2010, 6, 30, 19), "+05:00"),
        ("Asia/Baku", "2015-10-25", "04:15", 0, _utc(2015, 10, 24, 23, 15), "+05:00"),
        ("Asia/Baku", "2015-10-25", "04:15", 1, _utc(2015, 10, 25, 0, 15), "+04:00"),
        # The day after the one that Samoa left out.
        ("Pacific/Apia", "2011-12-31", "00:00", None, _utc(2011, 12, 30, 10), "+14:00"),
        ("Pacific/Apia", "2011-12-29", "23:59:59", None, _utc(2011, 12, 30, 9, 59, 59), "-10:00"),
        ("America/St_Johns", "2027-11-07", "01:30", 1, _utc(2027, 11, 7, 5), "-03:30"),
        # New Year, and both ends of a leap day.
        ("Asia/Kathmandu", "2027-01-01", "00:00", None, _utc(2026, 12, 31, 18, 15), "+05:45"),
        ("America/New_York", "2028-01-01", "00:00", None, _utc(2028, 1, 1, 5), "-05:00"),
        ("Europe/Berlin", "2028-02-29", "00:00", None, _utc(2028, 2, 28, 23), "+01:00"),
        ("Asia/Baku", "2028-02-29", "23:59:59", None, _utc(2028, 2, 29, 19, 59, 59), "+04:00"),
    ],
)
def test_what_is_scheduled_on_the_newsrooms_clock_is_there_at_that_second(
    client, editor, in_zone, zone, day, clock, choice, begins, offset
):
    in_zone(zone)
    language, form = next(_turns)
    with time_machine.travel(begins - DAY, tick=False):
        story = _make_story(language)
        answer = _scheduled_by_the_sheet(editor, story, "publish", day, clock, choice)
        assert answer.status_code == 302
    version = PublishedVersion.objects.get(article=story)
    assert version.live_from == version.dated_at == begins
    assert version.path.startswith(f"/{day.replace('-', '/')}/")

    place = surfaces.place_of(version)
    assert str(place.day) == day
    rows = _rows(language, form)
    assert len(rows) > 15
    assert _showing(client, begins - MICROSECOND, place, rows) == []
    assert _showing(client, begins, place, rows) == rows
    with time_machine.travel(begins, tick=False):
        page = client.get(version.path).content.decode()
        full = clock if clock.count(":") == 2 else f"{clock}:00"
        assert f'<time datetime="{day}T{full}{offset}">' in page
        assert f" {clock[:5]} (UTC{offset})" in page
        _stands_on_that_day_alone(client, day, "" if language == HOME else f"/{language}")


def _stands_on_that_day_alone(client, day: str, prefix: str) -> None:
    its_own = date.fromisoformat(day)
    for beside in (its_own - timedelta(days=1), its_own + timedelta(days=1)):
        assert client.get(f"{prefix}/{beside:%Y/%m/%d}/").status_code == 404
        same_month = (beside.year, beside.month) == (its_own.year, its_own.month)
        found = client.get(f"{prefix}/{beside:%Y/%m}/").status_code
        assert found == (200 if same_month else 404)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "begins", "path"),
    [
        ("Europe/Berlin", "2027-03-28", "02:30", _utc(2027, 3, 28, 1), "/2027/03/28/"),
        ("America/New_York", "2027-03-14", "02:00", _utc(2027, 3, 14, 7), "/2027/03/14/"),
        ("America/St_Johns", "2027-03-14", "02:59:59", _utc(2027, 3, 14, 5, 30), "/2027/03/14/"),
        ("Australia/Lord_Howe", "2027-10-03", "02:15", _utc(2027, 10, 2, 15, 30), "/2027/10/03/"),
        ("Africa/Casablanca", "2025-04-06", "02:30", _utc(2025, 4, 6, 2), "/2025/04/06/"),
        ("Asia/Baku", "2015-03-29", "04:30", _utc(2015, 3, 29), "/2015/03/29/"),
        ("Pacific/Apia", "2011-12-30", "12:00", _utc(2011, 12, 30, 10), "/2011/12/31/"),
    ],
)
def test_a_time_that_never_comes_is_refused_and_the_next_one_offered(
    client, editor, in_zone, zone, day, clock, begins, path
):
    in_zone(zone)
    with time_machine.travel(begins - DAY, tick=False):
        story = _make_story(HOME)
        refused = _scheduled_by_the_sheet(editor, story, "publish", day, clock, None)
        assert "never shows this time" in refused.content.decode()
        assert not _whatever_is_to_come(story)
        taken = _scheduled_by_the_sheet(editor, story, "publish", day, clock, 0)
        assert taken.status_code == 302
    version = PublishedVersion.objects.get(article=story)
    assert (version.live_from, version.path) == (begins, f"{path}boundary-story/")
    for moment, status in ((begins - MICROSECOND, 404), (begins, 200)):
        with time_machine.travel(moment, tick=False):
            assert client.get(version.path).status_code == status


@pytest.mark.parametrize(("choice", "ends"), [(0, (0, 30)), (1, (1, 30))])
def test_a_story_goes_in_the_hour_that_was_meant(client, editor, in_zone, choice, ends):
    in_zone("Europe/Berlin")
    ends = _utc(2027, 10, 31, *ends)
    with time_machine.travel(ends - DAY, tick=False):
        story = _make_story(HOME)
        assert pages.publish(base.signed_in(editor), story).status_code == 302
        version = PublishedVersion.objects.get(article=story)
        _scheduled_by_the_sheet(editor, story, "withdraw", "2027-10-31", "02:30", choice)
    place = surfaces.place_of(version)
    rows = _rows(HOME, "rss")
    assert _showing(client, ends - MICROSECOND, place, rows) == rows
    assert _showing(client, ends, place, rows) == []
