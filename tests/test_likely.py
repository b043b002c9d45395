"""What is offered where no page is found: what is live and called alike, and nothing else."""

import re

import pytest

from articles import publishing
from tests.base import DAY, HOUR, NOON, queries
from tests.factories import make_article, make_author, make_live, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

FERRY = "Skarrow ferry every forty minutes"


def offered(client, address: str) -> list[str]:
    """The paths that a page of nothing offers, in order."""
    response = client.get(address)
    assert response.status_code == 404
    found = re.search(r'<ul class="likely".*?</ul>', response.content.decode(), re.S)
    return re.findall(r'href="([^"]*)"', found[0]) if found else []


@pytest.mark.parametrize(
    "address",
    [
        "/2025/03/10/skarow-ferry-every-forty-minuts/",
        "/2025/03/10/skarrow-ferry-ev/",
        "/2025/03/10/skarrow-ferry-every-forty-minutes.html/",
        "/2025/3/10/skarrow-ferry-every-forty-minutes/",
        "/2024/03/10/skarrow-ferry-every-forty-minutes/",
        "/az/2025/03/10/skarrow-ferry-every-forty-minute/",
        "/skarrow-ferry-every-forty-minutes/",
        "/news/skarrow_ferry_every_forty_minutes/",
    ],
)
def test_a_mistyped_address_finds_its_story(client, address):
    make_live(headline="Council votes on trams")
    version = make_live(headline=FERRY)
    assert offered(client, address) == [version.path]


def test_a_story_of_another_edition_is_found_by_its_day(client):
    version = make_live(headline="Sahil küçəsində tramvay", language="az", now=NOON - DAY)
    assert offered(client, "/2025/03/09/sahil-kucesinde-tramva/") == [version.path]
    assert offered(client, "/sahil-kucesinde-tramva/") == []


def test_sections_topics_and_authors_are_found_by_their_words(client):
    make_live(
        section=make_section("Sport"),
        topics=[make_topic("Harbour")],
        bylines=[make_author("Ada Quill")],
    )
    assert offered(client, "/sprot/") == ["/sport/"]
    assert offered(client, "/tag/harbour/") == ["/topics/harbour/"]
    assert offered(client, "/people/ada-quill") == ["/authors/ada-quill/"]


def test_at_most_three_are_offered_the_likeliest_first(client):
    best = make_live(headline="Harbour ferry late again")
    for number in range(5):
        make_live(headline=f"Harbour ferry late {number}")
    found = offered(client, "/harbour-ferry-late-agan/")
    assert len(found) == 3
    assert found[0] == best.path


def test_nothing_like_it_is_offered_nothing(client):
    make_live(headline=FERRY)
    assert offered(client, "/2025/03/10/budget-of-the-observatory/") == []


@pytest.fixture
def hidden(editor):
    make_live(headline="Council votes on trams")
    make_article(headline=FERRY, topics=[make_topic("Zqtopic")], section=make_section("Zqsection"))
    make_live(headline=FERRY, at=NOON + HOUR, bylines=[make_author("Zqauthor")])
    gone = make_live(headline=FERRY, now=NOON - HOUR)
    publishing.withdraw(gone.article, by=editor, answer=404, now=NOON)


@pytest.mark.parametrize(
    ("near_hidden", "never"),
    [
        ("/2025/03/10/skarow-ferry-every-forty-minuts/", "/2025/03/10/budget-of-the-garden/"),
        ("/skarrow-ferry-every-forty-minutes/", "/budget-of-the-garden/"),
        ("/zqsecton/", "/qwrtpsdf/"),
        ("/x/zqtopic/", "/x/qwrtpsd/"),
        ("/x/zqauthor/", "/x/qwrtpsdf/"),
    ],
)
def test_what_is_hidden_is_offered_to_nobody_and_costs_the_same(client, hidden, near_hidden, never):
    with queries() as asked:
        answer = client.get(near_hidden)
    with queries() as asked_in_vain:
        assert client.get(never).content == answer.content
    assert answer.status_code == 404
    assert len(asked) == len(asked_in_vain)


@pytest.mark.parametrize(
    "address",
    [
        "/" + "a" * 10_000 + "/",
        "/" + "ferry-" * 2_000 + "/",
        "/2025/03/10/" + "/" * 5_000,
        "/%00/",
        "/2025/03/10/a%00b/",
        "/%ff%fe/",
        "/%ED%A0%80/",
        "/2025/02/31/ferry/",
        "/0000/00/00/ferry/",
        "/0001/01/01/ferry/",
        "/9999/12/31/ferry/",
        "/٢٠٢٥/٠٣/١٠/ferry/",
        "/🚢/🚢/",
        "/<script>alert(1)</script>/",
        "/..%2f..%2fetc/passwd",
        "//evil.example//",
        "/' OR 1=1 --/",
        "/%25s%25(x)s/",
    ],
)
def test_no_address_breaks_it(client, address):
    make_live(headline=FERRY)
    with queries() as made:
        response = client.get(address)
    # Some have one right form, to which they lead.
    assert response.status_code in (301, 404)
    assert b"<script>alert" not in response.content
    assert len(made) <= 7


def test_a_headline_that_was_typed_is_escaped(client):
    make_live(headline="<b>Skarrow</b> ferry every forty minutes")
    assert b"<b>Skarrow" not in client.get("/b-skarrow-b-ferry-every-forty-minutes/").content


def test_the_desk_offers_nothing(client):
    make_live(headline=FERRY)
    assert b"likely" not in client.get("/admin/skarrow-ferry-every-forty-minutes/").content
