"""The index: every file that has something in it, with the moment of its last change."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache

from articles import publishing
from articles.sitemaps import index, places, stories
from tests.base import DAY, HOUR, MICROSECOND, MINUTE, NOON, queries
from tests.factories import change, make_article, make_live
from tests.sitemaps.reading import entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

INDEX = "/sitemap.xml"
PLACES, NEWS = "/sitemaps/places.xml", "/news-sitemap.xml"


def at(client, moment) -> dict[str, str]:
    """Path of each file → its last change, as the index says it at a moment, and as it is."""
    with time_machine.travel(moment, tick=False):
        response = client.get(INDEX)
        found = {
            entry["loc"].removeprefix("http://testserver"): entry.get("lastmod", "")
            for entry in entries(response)
        }
        for path, moment in found.items():
            changes = [entry.get("lastmod", "") for entry in entries(client.get(path))]
            assert max(changes) == moment, path
    return found


def test_an_empty_paper_has_its_front_alone(client):
    assert at(client, NOON) == {PLACES: ""}


def test_it_names_what_is_there_newest_first(client):
    make_live()
    make_live(now=NOON - DAY, language="ar", dated_at=datetime(2023, 12, 31, 20, 30, tzinfo=UTC))
    make_live(now=NOON - DAY, dated_at=datetime(1893, 7, 1, tzinfo=UTC))
    assert at(client, NOON) == {
        NEWS: "2025-03-10T14:00:00+04:00",
        PLACES: "2025-03-10T14:00:00+04:00",
        "/sitemaps/2025/03.xml": "2025-03-10T14:00:00+04:00",
        "/sitemaps/2024/01.xml": "2025-03-09T14:00:00+04:00",
        "/sitemaps/1893/07.xml": "2025-03-09T14:00:00+04:00",
    }


def test_a_story_of_the_first_year_of_all_breaks_nothing(client):
    make_live(now=NOON - 3 * DAY, dated_at=datetime(1, 1, 2, tzinfo=UTC))
    assert list(at(client, NOON)) == [PLACES]


def test_a_month_of_what_may_not_be_listed_is_not_named(client):
    make_live(noindex=True, dated_at=datetime(2023, 12, 1, tzinfo=UTC))
    assert list(at(client, NOON)) == [PLACES]


def test_a_waiting_story_is_told_of_at_its_microsecond_and_no_earlier(client, editor):
    make_live(now=NOON - 9 * DAY, dated_at=NOON - 40 * DAY)
    before = at(client, NOON)
    article = make_article(dated_at=datetime(2023, 12, 1, tzinfo=UTC))
    publishing.publish(article, by=editor, at=NOON + HOUR, now=NOON)
    publishing.withdraw(article, by=editor, at=NOON + 2 * HOUR, now=NOON + HOUR)
    assert at(client, NOON + HOUR - MICROSECOND) == before
    assert at(client, NOON + HOUR)["/sitemaps/2023/12.xml"] == "2025-03-10T15:00:00+04:00"
    assert "/sitemaps/2023/12.xml" in at(client, NOON + 2 * HOUR - MICROSECOND)
    assert at(client, NOON + 2 * HOUR) == before


def test_what_was_kept_of_a_month_gives_way_to_a_change_of_an_old_story(client, editor):
    old = make_live(now=NOON - 9 * DAY, dated_at=NOON - 400 * DAY)
    month = f"/sitemaps/{old.path[1:8]}.xml"
    assert at(client, NOON)[month] == "2025-03-01T14:00:00+04:00"
    article = change(old.article, headline="New words")
    publishing.publish(article, by=editor, change="correction", note="It said old.", now=NOON)
    for later in (MICROSECOND, MINUTE, HOUR):
        assert at(client, NOON + later)[month] == "2025-03-10T14:00:00+04:00"


def test_the_places_are_gone_through_once_until_a_story_comes_or_goes(client, editor, monkeypatch):
    article = make_live(now=NOON - 9 * DAY).article
    asked, through = [], places.last_changes
    monkeypatch.setattr(places, "last_changes", lambda now: asked.append(now) or through(now))
    for minutes in range(2, 5):
        at(client, NOON + minutes * MINUTE)
    assert len(asked) == 1
    publishing.withdraw(article, by=editor, now=NOON + 5 * MINUTE)
    at(client, NOON + 5 * MINUTE)
    assert len(asked) == 2


def test_what_is_kept_is_asked_once(client, monkeypatch):
    make_live(now=NOON - 9 * DAY)
    at(client, NOON)
    asked = []
    monkeypatch.setattr(stories, "last_changes", lambda *_: asked.append(1) or [])
    assert "/sitemaps/2025/03.xml" in at(client, NOON + MINUTE)
    assert not asked


def test_what_was_kept_before_all_known_changes_is_asked_again(client, monkeypatch):
    """A month may have changed between: the newest changes do not reach back so far."""
    monkeypatch.setattr(index, "_REMEMBERED", 2)
    old = make_live(now=NOON - 9 * DAY, dated_at=NOON - 40 * DAY)
    at(client, NOON - DAY)
    changed = change(old.article, headline="New words", now=NOON - HOUR)
    publishing.publish(changed, by=None, change="minor", now=NOON - HOUR)
    for number in range(3):
        make_live(now=NOON - number * MINUTE)
    assert at(client, NOON)["/sitemaps/2025/01.xml"] == "2025-03-10T13:00:00+04:00"


def test_a_clock_that_was_set_back_trusts_nothing_that_was_kept(client, editor):
    version = make_live(now=NOON - 9 * DAY)
    publishing.publish(
        change(version.article, headline="New"), by=editor, change="minor", at=NOON, now=NOON - DAY
    )
    assert at(client, NOON)["/sitemaps/2025/03.xml"] == "2025-03-10T14:00:00+04:00"
    assert at(client, NOON - DAY)["/sitemaps/2025/03.xml"] == "2025-03-01T14:00:00+04:00"


def test_a_month_of_more_files_is_named_in_all_of_them(client, monkeypatch):
    monkeypatch.setattr(stories, "PER_FILE", 2)
    for number in range(4):
        make_live(now=NOON - number * DAY)
    assert {path: moment for path, moment in at(client, NOON).items() if "2025" in path} == {
        "/sitemaps/2025/03.xml": "2025-03-10T14:00:00+04:00",
        "/sitemaps/2025/03-2.xml": "2025-03-08T14:00:00+04:00",
    }


def test_an_archive_of_eighty_years_costs_as_many_queries_as_one_of_a_year(client):
    def cost() -> int:
        client.get(INDEX)
        with queries() as made:
            client.get(INDEX)
        return len(made)

    make_live(now=NOON - 5 * DAY)
    few = cost()
    for number in range(1, 4):
        make_live(now=NOON - 5 * DAY, dated_at=NOON - number * 10_000 * DAY)
    assert cost() == few


def test_an_unchanged_index_is_not_sent_again_and_a_changed_one_is(client, editor):
    publishing.publish(make_article(), by=editor, at=NOON + HOUR, now=NOON)
    tag = client.get(INDEX)["ETag"]

    def again(moment) -> int:
        with time_machine.travel(moment, tick=False):
            return client.get(INDEX, headers={"If-None-Match": tag}).status_code

    assert again(NOON + HOUR - MICROSECOND) == 304
    assert again(NOON + HOUR) == 200


@pytest.mark.parametrize("path", [INDEX, PLACES, NEWS, "/sitemaps/2025/03.xml"])
def test_a_file_says_what_it_is_and_can_be_asked_for_its_head(client, path):
    make_live()
    cache.clear()
    response = client.get(path)
    assert response["Content-Type"] == "application/xml"
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).content == b""
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert client.post(path).status_code == 405
