"""The sitemap of places: fronts, sections, topics and authors in which a story is live, the lists
of each edition and its standing pages.
"""

import pytest
import time_machine

from articles import publishing
from articles.sitemaps import places
from articles.views import lists
from tests.base import DAY, HOUR, MICROSECOND, NOON, queries
from tests.factories import (
    change,
    make_article,
    make_author,
    make_live,
    make_section,
    make_standing_page,
    make_topic,
)
from tests.sitemaps.reading import entries, paths

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PLACES = "/sitemaps/places.xml"


def test_every_place_with_a_live_story_stands_there_in_each_edition(client):
    topic, author = make_topic("Boats"), make_author("Ada Quill")
    make_live(topics=[topic], bylines=[author])
    make_live(language="az", topics=[topic], section=make_section("Liman", language="az"))
    make_section("Empty")
    make_topic("Empty")
    make_author("Empty")
    make_standing_page(slug="about")
    make_standing_page(slug="hidden", is_shown=False)
    assert paths(client.get(PLACES)) == [
        "/", "/az/", "/town/", "/az/liman/", "/topics/boats/", "/az/topics/boats/",
        "/authors/ada-quill/", "/archive/", "/corrections/", "/topics/", "/authors/",
        "/az/archive/", "/az/corrections/", "/az/topics/", "/about/",
    ]  # fmt: skip


def test_all_that_it_names_is_there(client):
    make_live(language="az", topics=[make_topic("Gəmi")], bylines=[make_author("Ада")])
    found = paths(client.get(PLACES))
    assert len(found) == 9
    assert {client.get(path).status_code for path in found} == {200}


def test_a_place_changes_with_its_first_page(client, editor):
    make_live(now=NOON - 2 * DAY)
    article = change(make_live(now=NOON - 3 * DAY).article, headline="New words")
    publishing.publish(article, by=editor, change="minor", now=NOON - HOUR)
    moments = {entry["lastmod"] for entry in entries(client.get(PLACES)) if "lastmod" in entry}
    assert moments == {"2025-03-10T13:00:00+04:00"}


def test_what_changes_on_an_older_page_changes_no_first_page(client, editor):
    oldest = make_live(now=NOON - 3 * DAY)
    for number in range(lists.PER_PAGE):
        make_live(now=NOON - 2 * DAY + number * HOUR)
    article = change(oldest.article, headline="New words")
    publishing.publish(article, by=editor, change="minor", now=NOON - HOUR)
    moments = {entry["lastmod"] for entry in entries(client.get(PLACES)) if "lastmod" in entry}
    assert moments == {"2025-03-09T09:00:00+04:00"}
    assert places.SHOWN == lists.PER_PAGE


def test_a_place_that_exists_through_one_story_comes_and_goes_with_it(client, editor):
    article = make_article(
        section=make_section("Harbour"), topics=[make_topic("Boats")], bylines=[make_author("Ada")]
    )
    publishing.publish(article, by=editor, at=NOON + HOUR, now=NOON)
    publishing.withdraw(article, by=editor, at=NOON + 2 * HOUR, now=NOON + HOUR)

    def seen(moment) -> list[str]:
        with time_machine.travel(moment, tick=False):
            return paths(client.get(PLACES))

    every = ["/", "/harbour/", "/topics/boats/", "/authors/ada/"]
    every += ["/archive/", "/corrections/", "/topics/", "/authors/"]
    assert seen(NOON + HOUR - MICROSECOND) == ["/"]
    assert seen(NOON + HOUR) == every
    assert seen(NOON + 2 * HOUR - MICROSECOND) == every
    assert seen(NOON + 2 * HOUR) == ["/"]


def test_a_file_holds_so_many_and_the_next_one_the_rest(client, monkeypatch):
    make_live(topics=[make_topic(f"Topic {number}") for number in range(3)])
    monkeypatch.setattr(places, "PER_FILE", 3)
    assert paths(client.get(PLACES)) == ["/", "/town/", "/topics/topic-0/"]
    assert paths(client.get("/sitemaps/places-2.xml")) == [
        "/topics/topic-1/", "/topics/topic-2/", "/archive/",
    ]  # fmt: skip
    assert client.get("/sitemaps/places-4.xml").status_code == 404
    assert "/sitemaps/places-3.xml" in paths(client.get("/sitemap.xml"))
    assert "/sitemaps/places-4.xml" not in paths(client.get("/sitemap.xml"))


def test_more_places_cost_no_more_queries(client):
    def cost() -> int:
        with queries() as made:
            assert client.get(PLACES).status_code == 200
        return len(made)

    make_live(topics=[make_topic()], bylines=[make_author()])
    few = cost()
    for _number in range(5):
        make_live(section=make_section(), topics=[make_topic()], bylines=[make_author()])
    # A front, the topics, the authors and the lists of each of five languages, the sections and the
    # standing pages.
    assert cost() == few == 22
