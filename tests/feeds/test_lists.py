"""Which stories a feed carries, and under whose name."""

import pytest

from articles import publishing
from tests.base import HOUR, NOON
from tests.factories import make_author, make_live, make_section, make_topic
from tests.feeds import reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def paper():
    """Two stories of the home edition and one of another."""
    fields = {"section": make_section("Town"), "topics": [make_topic("Boats")]}
    make_live(headline="Older", now=NOON - HOUR, bylines=[make_author("Ada Quill")], **fields)
    make_live(headline="Newer", now=NOON - HOUR / 2, **fields)
    make_live(headline="Gəmi", language="az", now=NOON - HOUR / 4)


@pytest.mark.parametrize(
    ("path", "headlines"),
    [
        ("/", ["Newer", "Older"]),
        ("/all/", ["Gəmi", "Newer", "Older"]),
        ("/az/", ["Gəmi"]),
        ("/town/", ["Newer", "Older"]),
        ("/topics/boats/", ["Newer", "Older"]),
        ("/authors/ada-quill/", ["Older"]),
    ],
)
def test_a_feed_carries_the_stories_of_its_list_newest_first(client, paper, path, headlines):
    assert reading.titles(client, path) == dict.fromkeys(("rss", "atom", "json"), headlines)


@pytest.mark.parametrize("path", ["/ru/", "/never/", "/topics/never/", "/az/topics/boats/"])
def test_a_list_without_stories_has_no_feed(client, paper, path):
    assert client.get(f"{path}feed.rss").status_code == 404


def test_the_feed_of_an_empty_paper_is_an_empty_feed(client):
    assert reading.titles(client, "/") == {"rss": [], "atom": [], "json": []}
    assert client.get("/all/feed.atom").status_code == 200


def test_a_story_that_is_killed_is_in_no_feed(client, paper):
    version = make_live(headline="Mistake", now=NOON - HOUR, topics=[])
    assert "Mistake" in reading.titles(client, "/")["rss"]
    publishing.withdraw(version.article, by=None, now=NOON - HOUR / 2)
    assert "Mistake" not in reading.titles(client, "/")["rss"]


def test_a_feed_is_as_long_as_the_newsroom_says(client, paper, settings):
    settings.FEED_STORIES = 1
    assert reading.titles(client, "/")["json"] == ["Newer"]


def test_a_feed_is_known_by_the_name_of_the_paper(client, paper, settings):
    settings.NEWSROOM_NAME = "The Courier"
    assert reading.rss(client, "/").findtext("title") == "The Courier"
    assert reading.rss(client, "/town/").findtext("title") == "Town – The Courier"


def test_only_the_feed_of_everything_says_each_story_s_language(client, paper):
    everything = reading.rss(client, "/all/")
    assert everything.find("language") is None
    languages = [item.findtext(reading.ITEM_LANGUAGE) for item in everything.findall("item")]
    assert languages == ["az", "en", "en"]
    assert reading.rss(client, "/az/").findtext("language") == "az"


def test_each_page_announces_its_own_feed_before_the_paper_s(client, paper, settings):
    page = client.get("/topics/boats/").content.decode()
    own = f'type="application/rss+xml" title="Boats (RSS)" href="{settings.SITE_URL}/topics/boats/'
    paper_s = f'href="{settings.SITE_URL}/feed.rss"'
    assert 0 < page.index(own) < page.index(paper_s) < page.index("</head>")
