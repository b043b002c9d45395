"""What readers' pages cost: few queries however much is printed (plans: test_growth.py)."""

import re

import pytest

from articles import publishing
from articles.models import Article, Front, Placement, PublishedVersion
from articles.views import lists
from tests.base import DAY, HOUR, MINUTE, NOON, person, queries
from tests.factories import (
    change,
    make_author,
    make_image,
    make_live,
    make_section,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MOST = 4
# Of a story: itself, all that stands beside it, and the sections of the menu.
MOST_OF_A_STORY = 3


@pytest.fixture(scope="module")
def paper(standing_paper):
    """A story with all that a story can have, related ones, and more than one page of others.

    Made once: its tests only read.
    """
    with standing_paper():
        yield _paper()


def _paper() -> PublishedVersion:
    section = make_section("Town")
    make_section("Harbour", parent=section)
    topics = [make_topic(f"Topic {number}") for number in range(5)]
    authors = [make_author(f"Author {number}") for number in range(3)]
    shared = {
        "section": section,
        "topics": topics,
        "bylines": authors,
        "lead_image": make_image(alt="A boat"),
    }
    for number in range(lists.PER_PAGE + 5):
        version = make_live(now=NOON - DAY + number * MINUTE, **shared)
    front = Front.objects.create(language="en")
    for slot, article in enumerate(Article.objects.all()[:5]):
        Placement.objects.create(front=front, article=article, slot=slot)
    return publishing.publish(
        change(version.article, headline="New"),
        by=person("editor"),
        change="correction",
        note="It said old.",
        now=NOON - HOUR,
    )


ADDRESSES = {
    "front": "/",
    "section": "/town/",
    "topic": "/topics/topic-1/",
    "author": "/authors/author-1/",
    "day": "/2025/03/09/",
    "month": "/2025/03/",
    "year": "/2025/",
}
INDEXES = ["/archive/", "/corrections/", "/topics/", "/authors/"]
FEEDS = {"feed": "/feed.rss", "feed of a topic": "/topics/topic-1/feed.atom"}


def test_a_storys_page_costs_at_most_three_queries(client, paper):
    with queries() as made:
        page = client.get(paper.path).content.decode()
    assert page.count('<article class="card"') == 5
    assert 'class="more"' in page
    assert 'rel="prev"' in page
    assert len(made) <= MOST_OF_A_STORY, [query["sql"] for query in made]


def test_links_to_other_stories_in_a_text_cost_one_query_more(client, paper):
    links = [f'<a data-story="{article.uid}">x</a>' for article in Article.objects.all()[:9]]
    version = make_live(body=f"<p>{' '.join(links)}</p>", topics=[make_topic("Linking")])
    with queries() as made:
        assert client.get(version.path).content.decode().count(">x</a>") == 9
    assert len(made) <= MOST_OF_A_STORY + 1, [query["sql"] for query in made]


def test_what_stands_beside_a_story_has_one_upper_bound_in_each_range(client, paper):
    with queries() as made:
        client.get(paper.path)
    # The sections of the menu and the standing pages are a union too.
    [beside] = [
        sql for sql in (query["sql"] for query in made) if "UNION ALL SELECT 1, part1" in sql
    ]
    for part in beside.split(" UNION ALL "):
        bounds = re.findall(r'"dated_at" <=? ', part.split(" ORDER BY ")[0])
        # The place of a story itself is written as two conditions on one bound.
        assert len(bounds) == (2 if '"tiebreak" <' in part else 1), part


@pytest.mark.parametrize("name", ADDRESSES | FEEDS)
def test_a_list_costs_at_most_four_queries(client, paper, name):
    with queries() as made:
        response = client.get((ADDRESSES | FEEDS)[name])
    assert response.status_code == 200
    assert len(made) <= MOST, [query["sql"] for query in made]


@pytest.mark.parametrize("address", INDEXES)
def test_an_index_costs_at_most_four_queries(client, paper, address):
    with queries() as made:
        assert client.get(address).status_code == 200
    assert len(made) <= MOST, [query["sql"] for query in made]


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_older_page_of_a_list_costs_at_most_four_queries(client, paper, name):
    address = f"{ADDRESSES[name]}?before={lists.cursor(_middle())}"
    with queries() as made:
        response = client.get(address)
    assert response.status_code == 200
    assert len(made) <= MOST, [query["sql"] for query in made]


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_older_page_begins_at_its_cursor_and_reads_past_nothing_newer(client, paper, name):
    """SQLite takes one upper bound of a range from the index: a second one may be the wrong one."""
    with queries() as made:
        client.get(f"{ADDRESSES[name]}?before={lists.cursor(_middle())}")
    [ordered] = [query["sql"] for query in made if '"tiebreak" <' in query["sql"]]
    assert len(re.findall(r'"dated_at" <= ', ordered)) == 1
    assert len(re.findall(r'"dated_at" < ', ordered)) == 1


def test_a_page_of_nothing_costs_at_most_five_queries(client, paper):
    """Below a front there may be a section or a standing page; then what it once was, and what is
    likely meant.
    """
    for path in ("/nothing/", "/2025/03/09/nothing/", "/topics/nothing/"):
        with queries() as made:
            assert client.get(path).status_code == 404
        assert len(made) <= MOST + 1, [query["sql"] for query in made]


def _middle() -> PublishedVersion:
    versions = PublishedVersion.objects.live(NOON).newest_first()
    return versions[versions.count() // 2]
