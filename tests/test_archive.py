"""The archive: its years and months, and the calendars of a year and of a month."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from articles import calendars, dates, publishing
from tests.base import DAY, HOUR, NOON, queries
from tests.factories import make_article, make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def moment(*numbers) -> datetime:
    return datetime(*numbers, tzinfo=UTC)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def calendar(client, address: str) -> str:
    return re.search(r'<nav class="calendar".*?</nav>', text(client.get(address)), re.S)[0]


def linked(page: str) -> list[str]:
    """The paths of the archive that a page leads to, in order, each once."""
    return list(dict.fromkeys(re.findall(r'href="([^"]*/[0-9]{4}/(?:[0-9]{2}/){0,2})"', page)))


# Years and months -------------------------------------------------------------------------------


def test_it_leads_to_the_years_and_months_that_hold_stories_newest_first(client):
    for dated_at in (moment(2024, 5, 14), moment(2024, 12, 1), moment(2021, 2, 3)):
        make_live(dated_at=dated_at)
    make_live()
    assert linked(text(client.get("/archive/"))) == [
        "/2025/",
        "/2025/03/",
        "/2024/",
        "/2024/05/",
        "/2024/12/",
        "/2021/",
        "/2021/02/",
    ]


def test_each_edition_has_its_own(client):
    make_live(dated_at=moment(2024, 5, 14))
    make_live(language="az")
    page = text(client.get("/az/archive/"))
    assert linked(page) == ["/az/2025/", "/az/2025/03/"]
    assert "mart" in page


def test_an_edition_without_a_story_has_none(client):
    make_live()
    make_article(language="az")
    assert client.get("/az/archive/").status_code == 404


def test_months_follow_the_newsrooms_zone(client):
    """At 21:00 UTC on the last of January it is February in Baku."""
    make_live(dated_at=moment(2024, 1, 31, 21))
    assert linked(text(client.get("/archive/")))[-2:] == ["/2024/", "/2024/02/"]
    assert client.get("/2024/01/").status_code == 404


def test_what_is_hidden_adds_no_year_month_or_day(client, editor):
    make_live()
    make_article(dated_at=moment(2019, 1, 1))
    held = make_live(dated_at=moment(2020, 1, 1), now=NOON - HOUR)
    publishing.withdraw(held.article, by=editor, now=NOON)
    make_live(at=NOON + 40 * DAY)
    assert linked(text(client.get("/archive/"))) == ["/2025/", "/2025/03/"]
    assert linked(calendar(client, "/2025/")) == ["/2025/03/"]
    assert linked(calendar(client, "/2025/03/")) == ["/2025/03/10/"]


def test_a_story_from_the_first_years_that_dates_know_breaks_nothing(client):
    make_live(dated_at=moment(1, 1, 2))
    make_live()
    assert linked(text(client.get("/archive/"))) == ["/2025/", "/2025/03/"]


def test_many_years_cost_no_more_queries_than_one(client):
    make_live()
    with queries() as few:
        client.get("/archive/")
    for year in range(1990, 2025):
        make_live(dated_at=moment(year, 6, 1))
    with queries() as many:
        assert len(linked(text(client.get("/archive/")))) == 72
    assert len(many) == len(few) == 4


# Calendars --------------------------------------------------------------------------------------


def test_a_year_has_twelve_months_and_links_those_with_stories(client):
    make_live(dated_at=moment(2024, 5, 14))
    page = calendar(client, "/2024/")
    assert linked(page) == ["/2024/05/"]
    assert [name for name in dates.MONTHS["en"] if name in page] == list(dates.MONTHS["en"])


def test_a_month_is_a_table_of_weeks_that_links_its_days_with_stories(client):
    for day in (1, 14, 31):
        make_live(dated_at=moment(2024, 5, day))
    page = calendar(client, "/2024/05/")
    assert linked(page) == ["/2024/05/01/", "/2024/05/14/", "/2024/05/31/"]
    assert page.count("<tr>") == 1 + 5
    # 1 May 2024 was a Wednesday.
    assert re.search(r'<tr><td></td><td></td><td><a href="/2024/05/01/">1</a></td><td>2', page)
    assert re.findall(r'<abbr title="(\w+)">', page)[0] == "Monday"


def test_a_month_is_in_the_words_of_its_edition(client):
    make_live(language="ar", dated_at=moment(2024, 5, 14))
    page = text(client.get("/ar/2024/05/"))
    assert 'dir="rtl"' in page
    assert "مايو 2024" in page
    # The week begins on Saturday: 1 May is the fifth day of the first one.
    assert "<tr>" + "<td></td>" * 4 + "<td>1</td>" in page
    assert page.index("السبت") < page.index("الأحد") < page.index("الجمعة")


@pytest.mark.parametrize(
    ("here", "before", "after"),
    [
        ("/2024/", "/2021/", "/2025/"),
        ("/2024/05/", "/2021/02/", "/2024/12/"),
        ("/2024/05/14/", "/2021/02/03/", "/2024/12/01/"),
        ("/2021/02/03/", None, "/2024/05/14/"),
        ("/2025/03/10/", "/2024/12/01/", None),
    ],
)
def test_it_leads_to_the_nearest_that_hold_stories(client, here, before, after):
    for dated_at in (moment(2024, 5, 14), moment(2024, 12, 1), moment(2021, 2, 3)):
        make_live(dated_at=dated_at)
    make_live(now=NOON)
    make_live(at=NOON + HOUR)
    make_live(at=NOON + 3 * DAY)
    make_article(dated_at=moment(2023, 1, 1))
    page = calendar(client, here)
    found = {rel: re.search(rf'rel="{rel}" href="([^"]*)"', page) for rel in ("prev", "next")}
    assert {rel: match and match[1] for rel, match in found.items()} == {
        "prev": before,
        "next": after,
    }


def test_it_says_what_it_is_to_search_engines(client):
    make_live()
    page = text(client.get("/2025/03/10/"))
    assert '<meta name="description" content="Stories of 10 March 2025.">' in page
    crumbs = re.findall(r'"name": "([^"]*)"', page[page.index("BreadcrumbList") :])
    assert crumbs[-4:] == ["Archive", "2025", "March 2025", "10 March 2025"]


# Spans ------------------------------------------------------------------------------------------


def test_a_span_is_held_from_the_second_that_its_story_begins(client):
    make_live(at=NOON + HOUR)
    days = [calendars.day(date(2025, 3, 10))]
    asked = {"language": "en"}
    assert calendars.with_stories(days, now=NOON, **asked) == []
    assert calendars.with_stories(days, now=NOON + HOUR, **asked) == days


def test_a_story_at_midnight_is_of_the_day_that_begins(client):
    # 20:00 UTC is midnight in Baku.
    make_live(dated_at=moment(2024, 5, 13, 20))
    days = [calendars.day(date(2024, 5, number)) for number in (13, 14, 15)]
    assert calendars.with_stories(days, language="en", now=NOON) == [days[1]]


def test_no_span_needs_no_query():
    with queries() as made:
        assert calendars.with_stories([], language="en", now=NOON) == []
        later = [calendars.day(date(2031, 1, 1))]
        assert calendars.with_stories(later, language="en", now=NOON) == []
    assert not made


def test_the_archive_of_an_edition_that_ends_today_ends_today(client, editor):
    version = make_live()
    publishing.withdraw(version.article, by=editor, at=NOON + HOUR, now=NOON)
    assert client.get("/archive/").status_code == 200
    with time_machine.travel(NOON + HOUR, tick=False):
        assert client.get("/archive/").status_code == 404
