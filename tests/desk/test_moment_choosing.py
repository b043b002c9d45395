"""Choosing a moment: typed, at hand, in an address, and wrong in every way."""

from zoneinfo import ZoneInfo

import pytest

from articles import publishing
from tests import base, factories
from tests.base import DAY, EVENING, HOUR, LATER, NOON
from tests.desk import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

AT = "/admin/at/"


def typed(client, day="2025-03-10", clock="20:00", path="/"):
    return client.get(AT, {"at_0": day, "at_1": clock, "path": path})


@pytest.mark.parametrize(
    ("path", "led"),
    [
        ("", "/"),
        ("/town/", "/town/"),
        ("town/", "/town/"),
        ("/küçə/", "/k%C3%BC%C3%A7%C9%99/"),
        ("/k%C3%BC%C3%A7%C9%99/", "/k%C3%BC%C3%A7%C9%99/"),
        ("https://gazette.example/town/?before=1-2#x", "/town/?before=1-2"),
        ("//evil.example/x", "/x"),
        ("/a b/", "/a%20b/"),
    ],
)
def test_a_moment_and_a_page_that_are_typed_lead_there(at_desk, path, led):
    assert typed(at_desk, path=path)["Location"] == f"{AT}2025-03-10T20:00:00+04:00{led}"


def test_moments_at_hand_take_the_page_that_is_typed(at_desk):
    article = factories.make_article(headline="Bridge opens")
    publishing.publish(article, by=None, at=LATER, now=NOON)
    page = at_desk.get(AT, {"path": "/town/"}).content.decode()
    assert 'value="/town/"' in page
    for words, moment in {
        "The next change: 10 March 2025 15:00 (UTC+04:00)": "2025-03-10T15:00:00+04:00",
        "In an hour": "2025-03-10T15:00:00+04:00",
        "Tomorrow morning": "2025-03-11T06:00:00+04:00",
        "Yesterday at this time": "2025-03-09T14:00:00+04:00",
    }.items():
        assert f'name="moment" value="{moment}">{words}</button>' in page
    led = at_desk.get(AT, {"moment": "2025-03-10T15:00:00+04:00", "path": "/town/", "at_0": "x"})
    assert led["Location"] == f"{AT}2025-03-10T15:00:00+04:00/town/"


def test_the_next_change_is_of_stories_in_sight(at_desk):
    sport = factories.make_section("Sport")
    ends = factories.make_live(section=sport)
    publishing.withdraw(ends.article, by=None, at=EVENING, now=NOON)
    publishing.publish(factories.make_article(), by=None, at=LATER, now=NOON)
    of_sport = base.signed_in(base.person("reporter", name="sporty", section=sport))
    assert "The next change: 10 March 2025 15:00" in at_desk.get(AT).content.decode()
    assert "The next change: 10 March 2025 20:00" in of_sport.get(AT).content.decode()
    of_town = base.person("reporter", name="other", section=factories.make_section("Harbour"))
    assert "The next change" not in base.signed_in(of_town).get(AT).content.decode()


@pytest.mark.parametrize(
    "moment",
    ["now", "2025-03-10", "2025-13-10T14:30", "2025-03-10T25:00", "2025-03-10T14:30+99:00",
     "0001-01-01T00:00", "9999-12-31T23:59:59.999999-12:00", "2025-03-10 14:30", "٢٠٢٥-03-10T14:30",
     "x" * 3000, "2025-03-10T14:30%00", "%0A", "version"],
)  # fmt: skip
def test_a_wrong_moment_is_answered_with_the_box_to_choose_one(at_desk, moment):
    for address in (f"{AT}{moment}/", f"{AT}{moment}/town/?before=x"):
        response = at_desk.get(address)
        assert response.status_code in (400, 404), address
        if response.status_code == 400:
            assert 'name="at_0"' in response.content.decode()
            assert 'role="alert"' in response.content.decode()
    assert at_desk.get(AT, {"moment": moment}).status_code == 400


@pytest.mark.parametrize(
    "moment", ["2025-03-10T18:00", "2025-03-10T14:00Z", "2025-03-10T14:00:00.5+00:00"]
)
def test_a_moment_may_have_an_offset_or_none(at_desk, moment):
    assert "10 March 2025 18:00 (UTC+04:00)" in at_desk.get(f"{AT}{moment}/").content.decode()


@pytest.mark.parametrize(
    ("day", "clock", "path"),
    [
        ("", "", "/"),
        ("2025-02-30", "10:00", "/"),
        ("2025-03-10", "25:61", "/"),
        ("0001-01-01", "00:00", "/"),
        ("9999-12-31", "23:59", "/"),
        ("2025-03-10", "20:00", "/admin/"),
        ("2025-03-10", "20:00", "/x\0"),
        ("2025-03-10", "20:00", "http://["),
        ("2025-03-10", "20:00", "x" * 9000),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_box(at_desk, day, clock, path):
    response = typed(at_desk, day, clock, path)
    assert response.status_code == 200 or path == "http://["
    assert response.status_code == 302 or 'class="errorlist"' in response.content.decode()


@pytest.mark.parametrize(
    ("day", "clock", "meant"),
    [
        ("2024-11-03", "01:30", ("2024-11-03T01:30:00-04:00", "2024-11-03T01:30:00-05:00")),
        ("2024-03-10", "02:30", ("2024-03-10T03:30:00-04:00", "2024-03-10T01:30:00-05:00")),
    ],
)
def test_a_time_that_the_clock_shows_twice_or_never_is_asked_about(
    at_desk, settings, day, clock, meant
):
    settings.TIME_ZONE, settings.ZONE = "America/New_York", ZoneInfo("America/New_York")
    page = at_desk.get(f"{AT}{day}T{clock}/town/").content.decode()
    assert "Which moment is meant?" in page
    assert 'value="/town/"' in page
    for moment in meant:
        assert f'name="moment" value="{moment}"' in page


@pytest.mark.parametrize(
    ("day", "clock", "meant"),
    [
        ("2024-11-03", "01:30", "2024-11-03T01:30:00-05:00"),
        ("2024-03-10", "02:30", "2024-03-10T03:00:00-04:00"),
    ],
)
def test_of_a_time_typed_that_the_clock_shows_twice_or_never_one_is_chosen(
    at_desk, settings, day, clock, meant
):
    settings.TIME_ZONE, settings.ZONE = "America/New_York", ZoneInfo("America/New_York")
    asked = typed(at_desk, day, clock, "/town/").content.decode()
    assert f'value="{meant}"' in asked
    chosen = {"at_0": day, "at_1": clock, "at_2": meant, "path": "/town/"}
    assert at_desk.get(AT, chosen)["Location"] == f"{AT}{meant}/town/"


def test_a_version_leads_to_its_page_at_its_moment(at_desk):
    article = factories.make_article(headline="Bridge opens")
    version = publishing.publish(article, by=None, at=EVENING, now=NOON)
    door = f"{AT}version/{version.pk}/"
    assert at_desk.get(door)["Location"] == f"{AT}2025-03-10T20:00:00+04:00{version.path}"
    assert door in at_desk.get(pages.change(article)).content.decode()
    dashboard = at_desk.get("/admin/").content.decode()
    assert f"{AT}2025-03-10T20:00:00+04:00/" in dashboard
    other = base.person("reporter", name="o", section=factories.make_section("Sport"))
    assert base.signed_in(other).get(door).status_code == 404
    assert at_desk.get(f"{AT}version/{10**30}/").status_code == 404


def test_a_time_long_ago_and_one_far_ahead_are_only_empty(at_desk):
    factories.make_live(now=NOON - DAY + HOUR)
    for moment in ("1900-01-02T00:00", "2199-12-31T23:59"):
        for path in ("/", "/archive/", "/sitemap.xml", "/feed.rss", "/2025/", "/x/"):
            assert at_desk.get(f"{AT}{moment}{path}").status_code in (200, 404), (moment, path)
