"""One page has one address: what is spelled otherwise leads to it, if a page is there."""

import pytest
import time_machine

from tests.addressing.answers import leads_to
from tests.base import EVENING, queries
from tests.factories import make_article, make_live, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def story():
    section, topic = make_section("Town"), make_topic("Boats")
    make_live(headline="Şəki", section=make_section("Liman", language="az"), language="az")
    return make_live(headline="Ferry sails", section=section, topics=[topic])


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/town", "/town/"),
        ("/TOWN/", "/town/"),
        ("/Town", "/town/"),
        ("/town//", "/town/"),
        ("/town/index.html", "/town/"),
        ("/town;jsessionid=1A2B/", "/town/"),
        ("/town/;a=b", "/town/"),
        ("/./town/", "/town/"),
        ("/liman/../town/", "/town/"),
        ("/town%E2%80%8F/", "/town/"),
        ("/%EF%BB%BFtown/", "/town/"),
        ("/to%C2%ADwn/", "/town/"),
        ("/town/%20", "/town/"),
        ("/TOPICS/BOATS/", "/topics/boats/"),
        ("/topics/boats", "/topics/boats/"),
        ("/az", "/az/"),
        ("/AZ/Liman", "/az/liman/"),
        ("/2025/03/10/ferry-sails", "/2025/03/10/ferry-sails/"),
        ("/2025/03/10/Ferry_Sails/", "/2025/03/10/ferry-sails/"),
        ("/2025/03/10/ŞƏKİ/", "/2025/03/10/seki/"),
        ("/2025/03//10", "/2025/03/10/"),
        ("/index.html", "/"),
        ("/feed.rss/", "/feed.rss"),
        ("/healthz/", "/healthz"),
        ("/town?utm_source=x", "/town/"),
    ],
)
def test_it_leads_to_the_one_address_in_one_step(at, story, asked, address):
    assert leads_to(at(asked)) == address
    assert at(address).status_code == 200


@pytest.mark.parametrize(
    "asked",
    ["/nowhere", "/NOWHERE/", "/town!x", "/town/x", "/town/../ADMIN", "/town%00", "/ADMIN/",
     "/town?before=x", "/town?before=0-0000000000000000", "/" + "town/" * 3_000],
)  # fmt: skip
def test_nothing_leads_to_where_no_page_is(at, story, asked):
    assert at(asked).status_code == 404


def test_a_place_in_a_list_is_taken_along(at, story):
    answer = at("/TOWN?utm_source=x&before=9999999999999999-0000000000000000")
    assert leads_to(answer) == "/town/?before=9999999999999999-0000000000000000"
    assert at(answer["Location"]).status_code == 200


def test_what_is_hidden_answers_as_what_never_was_in_every_spelling(at, client, story):
    make_article(headline="Secret", section=make_section("Secret"))
    for spell in (str.upper, str.title, lambda path: path.rstrip("/"), lambda path: f"/{path}"):
        answers = []
        for path in ("/secret/", "/nowhere/"):
            with queries() as asked, time_machine.travel(EVENING, tick=False):
                answers.append((client.get("/", PATH_INFO=spell(path)).content, len(asked)))
        assert answers[0] == answers[1]


def test_head_answers_as_get_without_a_body(at, client, story):
    for path in ("/", "/town/", "/town", story.path, "/nowhere/", "/feed.rss"):
        with time_machine.travel(EVENING, tick=False):
            asked, head = client.get(path), client.head(path)
        assert head.status_code == asked.status_code
        assert head.content == b""
        lengths = {"Content-Length": str(len(asked.content))}
        assert {**head.headers, **lengths} == {**asked.headers, **lengths}
