"""The stories of a month: all that may be listed, at their seconds, as XML that holds."""

from datetime import UTC, datetime

import pytest
import time_machine

from articles import publishing
from articles.models import Withdrawal
from articles.sitemaps import stories
from tests.base import DAY, HOUR, MICROSECOND, NOON, queries
from tests.factories import change, make_article, make_image, make_live
from tests.sitemaps.reading import entries, paths

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MARCH = "/sitemaps/2025/03.xml"


def test_a_story_has_its_address_its_last_change_and_its_picture(client):
    version = make_live(lead_image=make_image(alt="A boat"))
    [entry] = entries(client.get(MARCH))
    assert entry == {
        "loc": f"http://testserver{version.path}",
        "lastmod": "2025-03-10T14:00:00+04:00",
        "picture": f"http://testserver{version.card['picture']['src']}",
    }


def test_a_month_has_the_stories_of_every_language(client):
    expected = [make_live(language=language).path for language in ("ar", "az", "en", "ru", "tr")]
    assert paths(client.get(MARCH)) == expected


def test_a_story_stands_in_the_month_that_the_newsroom_s_clock_says(client):
    # Two hours before midnight in UTC is already April there.
    version = make_live(dated_at=datetime(2025, 2, 28, 21, 0, tzinfo=UTC))
    assert version.path.startswith("/2025/03/01/")
    assert paths(client.get(MARCH)) == [version.path]
    assert client.get("/sitemaps/2025/02.xml").status_code == 404


def test_a_dispatch_of_another_year_stands_in_its_month(client):
    version = make_live(dated_at=datetime(2019, 12, 31, 12, 0, tzinfo=UTC))
    assert paths(client.get("/sitemaps/2019/12.xml")) == [version.path]


def test_what_search_engines_may_not_list_is_left_out(client):
    make_live(noindex=True)
    assert client.get(MARCH).status_code == 404
    shown = make_live()
    assert paths(client.get(MARCH)) == [shown.path]


@pytest.mark.parametrize("change_", ["update", "minor"])
def test_every_change_that_readers_see_moves_the_moment(client, editor, change_):
    article = change(make_live(now=NOON - DAY).article, headline="New words")
    publishing.publish(article, by=editor, change=change_, now=NOON - HOUR)
    [entry] = entries(client.get(MARCH))
    assert entry["lastmod"] == "2025-03-10T13:00:00+04:00"


def test_a_change_that_waits_is_not_told_of(client, editor):
    article = change(make_live(now=NOON - DAY).article, slug="new-name")
    newer = publishing.publish(article, by=editor, at=NOON + HOUR, now=NOON)
    [entry] = entries(client.get(MARCH))
    assert entry["lastmod"] == "2025-03-09T14:00:00+04:00"
    assert "new-name" not in entry["loc"]
    with time_machine.travel(NOON + HOUR, tick=False):
        [entry] = entries(client.get(MARCH))
    assert entry["lastmod"] == "2025-03-10T15:00:00+04:00"
    assert entry["loc"].endswith(newer.path)


def test_a_story_begins_and_ends_at_its_microsecond(client, editor):
    article = make_article()
    version = publishing.publish(article, by=editor, at=NOON + HOUR, now=NOON)
    publishing.withdraw(article, by=editor, at=NOON + 2 * HOUR, now=NOON + HOUR)
    other = make_live(now=NOON - HOUR)

    def seen(moment) -> list[str]:
        with time_machine.travel(moment, tick=False):
            return paths(client.get(MARCH))

    assert seen(NOON + HOUR - MICROSECOND) == [other.path]
    assert seen(NOON + HOUR) == [version.path, other.path]
    assert seen(NOON + 2 * HOUR - MICROSECOND) == [version.path, other.path]
    assert seen(NOON + 2 * HOUR) == [other.path]


def test_a_month_of_hidden_stories_alone_answers_as_one_that_never_was(client, editor):
    publishing.publish(make_article(), by=editor, at=NOON + HOUR, now=NOON)
    withdrawn = make_live(now=NOON - DAY)
    publishing.withdraw(
        withdrawn.article, by=editor, answer=Withdrawal.Answer.NEVER, reason="x", now=NOON
    )
    with queries() as asked_of_hidden:
        hidden = client.get(MARCH)
    with queries() as asked_of_never:
        never = client.get("/sitemaps/1931/03.xml")
    assert (hidden.status_code, hidden.content) == (404, never.content)
    assert len(asked_of_hidden) == len(asked_of_never)


@pytest.mark.parametrize(
    "path",
    [
        "/sitemaps/2025/13.xml",
        "/sitemaps/2025/00.xml",
        "/sitemaps/0000/01.xml",
        "/sitemaps/0001/01.xml",
        "/sitemaps/9999/12.xml",
        "/sitemaps/2025/3.xml",
        "/sitemaps/2025/03-1.xml",
        "/sitemaps/2025/03-2.xml",
        "/sitemaps/2025/03-9999.xml",
        "/sitemaps/2025/03-99999.xml",
        "/sitemaps/2025/03",
        "/sitemaps/places-1.xml",
        "/sitemaps/places-2.xml",
        "/news-sitemap-1.xml",
        "/news-sitemap-2.xml",
        "/news-sitemap-02.xml",
    ],
)
def test_what_is_no_file_is_not_found(client, path):
    make_live()
    assert client.get(path, follow=True).status_code == 404


def test_a_month_of_more_stories_than_a_file_holds_has_more_files(client, monkeypatch):
    monkeypatch.setattr(stories, "PER_FILE", 2)
    expected = [make_live(now=NOON - number * HOUR).path for number in range(5)]
    found = [paths(client.get(f"/sitemaps/2025/03{part}.xml")) for part in ("", "-2", "-3")]
    assert found == [expected[:2], expected[2:4], expected[4:]]
    assert client.get("/sitemaps/2025/03-4.xml").status_code == 404


def test_a_month_costs_one_query(client):
    for _number in range(3):
        make_live(lead_image=make_image())
    with queries() as made:
        client.get(MARCH)
    assert len(made) == 1


def test_addresses_of_every_script_are_written_as_ascii(client):
    version = make_live(language="ar", headline="ميناء المدينة")
    [entry] = entries(client.get(MARCH))
    assert "%D9%85%D9%8A%D9%86%D8%A7%D8%A1" in entry["loc"]
    assert client.get(entry["loc"].removeprefix("http://testserver")).status_code == 200
    assert version.path != entry["loc"]
