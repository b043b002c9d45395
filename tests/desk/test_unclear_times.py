"""A time that the newsroom's clock shows twice, or never: the sheets ask which moment is meant."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles import publishing
from articles.admin.article.sheets import unclear
from articles.models import PublishedVersion, Withdrawal
from tests import factories
from tests.desk import pages

pytestmark = pytest.mark.django_db


def _at(date: str, time: str) -> dict:
    return {"when": "at", "at_0": date, "at_1": time}


def _zone(settings, name: str) -> None:
    settings.TIME_ZONE, settings.ZONE = name, ZoneInfo(name)


def _offered(answer) -> list[tuple[str, str]]:
    """(value, words) of each choice that the page asks for."""
    found = r'name="at_2" value="([^"]+)"[^>]*> ([^<]+)</label>'
    return re.findall(found, answer.content.decode())


@pytest.mark.parametrize(
    ("zone", "date", "time", "words", "begins"),
    [
        (
            "Europe/Berlin", "2027-10-31", "02:30",
            ["The first, 02:30 (UTC+02:00)", "The second, 02:30 (UTC+01:00)"],
            [(2027, 10, 31, 0, 30), (2027, 10, 31, 1, 30)],
        ),
        (
            "America/New_York", "2027-11-07", "0159",
            ["The first, 01:59 (UTC-04:00)", "The second, 01:59 (UTC-05:00)"],
            [(2027, 11, 7, 5, 59), (2027, 11, 7, 6, 59)],
        ),
        (
            "Europe/Berlin", "2027-03-28", "02:30",
            ["The next that it shows, 03:00 (UTC+02:00)"], [(2027, 3, 28, 1, 0)],
        ),
        (
            "America/New_York", "14.03.2027", "2:00",
            ["The next that it shows, 03:00 (UTC-04:00)"], [(2027, 3, 14, 7, 0)],
        ),
    ],
)  # fmt: skip
def test_it_asks_and_takes_what_is_chosen(at_desk, settings, zone, date, time, words, begins):
    _zone(settings, zone)
    for number, moment in enumerate(begins):
        article = factories.make_article(standfirst="Fog.")
        sheet = pages.room(article, "publish")
        asked = pages.act(at_desk, sheet, **_at(date, time))
        assert [said for _value, said in _offered(asked)] == words
        assert not PublishedVersion.objects.filter(article=article).exists()
        chosen = {**pages.fields(asked), "at_2": _offered(asked)[number][0]}
        assert at_desk.post(sheet, chosen).status_code == 302
        version = PublishedVersion.objects.get(article=article)
        assert version.live_from == datetime(*moment, tzinfo=UTC)


def test_a_choice_of_another_day_is_asked_anew(at_desk, settings):
    _zone(settings, "Europe/Berlin")
    article = factories.make_article(standfirst="Fog.")
    sheet = pages.room(article, "publish")
    stale = {"at_2": "2026-10-25T02:30:00+02:00"}
    answer = pages.act(at_desk, sheet, **_at("2027-10-31", "02:30"), **stale)
    assert "shows this time twice" in answer.content.decode() and len(_offered(answer)) == 2
    # Beside a time that is clear it means nothing.
    assert pages.act(at_desk, sheet, **_at("2027-10-31", "04:30"), **stale).status_code == 302
    assert PublishedVersion.objects.get().live_from == datetime(2027, 10, 31, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize("value", ["", "second", "2027-10-31T02:30:00", "\0", "٢", "9" * 400])
def test_a_forged_choice_is_asked_anew(at_desk, settings, value):
    _zone(settings, "Europe/Berlin")
    article = factories.make_article(standfirst="Fog.")
    asked = {**_at("2027-10-31", "02:30"), "at_2": value}
    answer = pages.act(at_desk, pages.room(article, "publish"), **asked)
    assert len(_offered(answer)) == 2 and not PublishedVersion.objects.exists()


def test_the_other_sheets_ask_too(at_desk, settings):
    _zone(settings, "Europe/Berlin")
    article = factories.make_live().article
    sheet = pages.room(article, "withdraw")
    asked = pages.act(at_desk, sheet, **_at("2027-10-31", "02:30"))
    assert not Withdrawal.objects.exists()
    at_desk.post(sheet, {**pages.fields(asked), "at_2": _offered(asked)[1][0]})
    begins = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert Withdrawal.objects.get().begins_at == begins
    publishing.bring_back(article, by=None)
    publishing.withdraw(article, by=None)
    asked = pages.act(at_desk, pages.room(article, "bring_back"), **_at("2027-03-28", "02:30"))
    assert len(_offered(asked)) == 1


def test_the_end_of_an_embargo_in_the_second_of_two_hours_is_chosen_already(at_desk, settings):
    _zone(settings, "Europe/Berlin")
    end = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    article = factories.make_article(standfirst="Fog.", embargoed_until=end)
    assert pages.act(at_desk, pages.room(article, "publish")).status_code == 302
    assert PublishedVersion.objects.get().live_from == end


@pytest.mark.parametrize(
    ("zone", "naive", "meant"),
    [
        # Baku kept summer time until 2015: put forward at 04:00, and back at 05:00.
        ("Asia/Baku", datetime(2015, 3, 29, 4, 30), [datetime(2015, 3, 29, 0, 0)]),
        (
            "Asia/Baku",
            datetime(2015, 10, 25, 4, 15),
            [datetime(2015, 10, 24, 23, 15), datetime(2015, 10, 25, 0, 15)],
        ),
        ("Asia/Baku", datetime(2016, 3, 27, 4, 30), []),
        ("Asia/Baku", datetime(2015, 7, 1, 4, 30), []),
        ("Europe/Berlin", datetime(2028, 2, 29, 2, 30), []),
        # Lord Howe puts its clock by half an hour; Samoa left out a day.
        ("Australia/Lord_Howe", datetime(2027, 10, 3, 2, 10), [datetime(2027, 10, 2, 15, 30)]),
        ("Pacific/Apia", datetime(2011, 12, 30, 12, 0), [datetime(2011, 12, 30, 10, 0)]),
        ("Pacific/Apia", datetime(9999, 12, 31, 23, 59), []),
        ("Asia/Baku", datetime(1, 1, 1), []),
    ],
)
def test_which_moments_a_time_may_mean(zone, naive, meant):
    found = unclear.choices(naive, ZoneInfo(zone))
    assert [choice.moment for choice in found] == [each.replace(tzinfo=UTC) for each in meant]
