"""The topics and authors of an edition by name, in the order of its language."""

import re

import pytest

from articles import alphabets, publishing
from articles.models import Topic
from articles.views import names
from tests.base import DAY, HOUR, NOON, queries
from tests.factories import make_article, make_author, make_live, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def groups(client, address: str) -> dict[str, list[str]]:
    """Heading → the names under it, in order."""
    response = client.get(address)
    assert response.status_code == 200
    parts = re.findall(
        r'<section class="names-group".*?<h2[^>]*>(.*?)</h2>(.*?)</section>',
        response.content.decode(),
        re.S,
    )
    return {heading: re.findall(r'<li><a href="[^"]*">(.*?)</a>', part) for heading, part in parts}


def live_author(*called: str, **fields):
    return make_live(bylines=[make_author(name) for name in called], **fields)


def test_topics_stand_under_their_kinds_by_name(client):
    topics = [
        make_topic("Tram"),
        make_topic("Varr Water", kind=Topic.Kind.ORGANISATION),
        make_topic("Skarrow", kind=Topic.Kind.PLACE),
        make_topic("Ada Quill", kind=Topic.Kind.PERSON),
        make_topic("Lantern Night", kind=Topic.Kind.EVENT),
        make_topic("harbour", kind=Topic.Kind.PLACE),
    ]
    make_live(topics=topics)
    assert groups(client, "/topics/") == {
        "People": ["Ada Quill"],
        "Organisations": ["Varr Water"],
        "Places": ["harbour", "Skarrow"],
        "Events": ["Lantern Night"],
        "Subjects": ["Tram"],
    }


def test_people_whom_stories_are_of_are_not_called_the_paper_s_staff(client):
    make_live(topics=[make_topic("Ada Quill", kind=Topic.Kind.PERSON)], language="az")
    assert list(groups(client, "/az/topics/")) == ["Şəxslər"]


def test_authors_stand_under_their_letters(client):
    live_author("Brann Ore", "Ada Quill", "Émile Sund", "ed", "3rd Street Choir")
    assert groups(client, "/authors/") == {
        "A": ["Ada Quill"],
        "B": ["Brann Ore"],
        "E": ["ed", "Émile Sund"],
        "#": ["3rd Street Choir"],
    }


def test_the_order_is_that_of_the_language(client):
    live_author("Çinar", "Cavid", "Dəniz", "Əli", "Emin", "Xalid", "Hikmət", "Ilham", "İlqar",
                language="az")  # fmt: skip
    assert list(groups(client, "/az/authors/")) == ["C", "Ç", "D", "E", "Ə", "H", "X", "I", "İ"]


def test_only_those_with_a_live_story_in_the_edition_are_named(client, editor):
    live_author("Ada Quill")
    live_author("Leyla Sahil", language="az")
    live_author("Zq Later", at=NOON + HOUR)
    make_article(bylines=[make_author("Zq Draft")])
    make_author("Zq Nothing")
    gone = live_author("Zq Gone", now=NOON - DAY)
    publishing.withdraw(gone.article, by=editor, now=NOON)
    assert groups(client, "/authors/") == {"A": ["Ada Quill"]}
    assert groups(client, "/az/authors/") == {"L": ["Leyla Sahil"]}
    assert client.get("/tr/authors/").status_code == 404


def test_many_names_go_over_pages_and_each_stands_once(client, monkeypatch):
    monkeypatch.setattr(names, "PER_PAGE", 4)
    called = [f"Name {number:02}" for number in range(10)]
    live_author(*called)
    pages, address = [], "/authors/"
    while address:
        pages.append([name for group in groups(client, address).values() for name in group])
        found = re.search(r'<a rel="next" href="([^"]*)"', client.get(address).content.decode())
        address = found and found[1]
    assert [len(page) for page in pages] == [4, 4, 2]
    assert [name for page in pages for name in page] == called


@pytest.mark.parametrize("after", ["%00", "zz", "a" * 10_000, "%ff", "’", "%F0%9F%9A%A2"])
def test_a_place_that_no_page_gave_is_404_or_a_page(client, after):
    live_author("Ada Quill")
    make_live(topics=[make_topic("Tram")])
    for kind in ("authors", "topics"):
        assert client.get(f"/{kind}/?after={after}").status_code in (200, 404)


def test_it_costs_two_queries_however_many_names(client):
    live_author(*(f"Name {number:02}" for number in range(30)))
    with queries() as made:
        client.get("/authors/")
    assert len(made) == 2


def test_names_that_were_typed_are_escaped(client):
    live_author("<b>Ada")
    assert groups(client, "/authors/") == {"#": ["&lt;b&gt;Ada"]}


def test_a_topic_says_its_kind_and_leads_back_to_all_topics(client):
    make_live(topics=[make_topic("Skarrow", kind=Topic.Kind.PLACE)])
    page = client.get("/topics/skarrow/").content.decode()
    assert '<p class="kicker">Place</p>' in page
    assert '<a href="/topics/">Topics</a>' in page
    assert '"name": "Topics"' in page


# Alphabets --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["ada", "Äda quill", "Adam", "Łuk", "Moon", "zeta", "Ада"]),
        ("az", ["Cəmil", "Çay", "Dan", "Emin", "Əli", "Gül", "Ğ", "Hava", "Xan", "Ilıq", "İlk"]),
        ("tr", ["cam", "çam", "ılık", "İlk", "su", "şu", "ulu", "ülke"]),
        ("ru", ["ель", "ёж", "жук", "ива", "йод"]),
        ("ar", ["أحمد", "بحر", "تمر"]),
    ],
)
def test_names_come_in_the_order_of_the_language(language, ordered):
    mixed = ordered[::-1]
    assert sorted(mixed, key=lambda name: alphabets.order_of(name, language)) == ordered


@pytest.mark.parametrize(
    ("language", "name", "letter"),
    [
        ("en", "émile", "E"),
        ("en", "ilse", "I"),
        ("az", "ilqar", "İ"),
        ("az", "ılham", "I"),
        ("az", "élise", "E"),
        ("tr", "Ilgaz", "I"),
        ("ru", "ёлка", "Ё"),
        ("ar", "أحمد", "ا"),
        ("en", "  9 lives", "#"),
        ("en", "🚢", "#"),
        ("en", "", "#"),
    ],
)
def test_a_name_stands_under_its_letter(language, name, letter):
    assert alphabets.letter_of(name, language) == letter
