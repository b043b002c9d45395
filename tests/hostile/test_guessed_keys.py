"""What is hidden answers as what never was: the same status and the same bytes but for the key."""

from urllib.parse import quote, urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from articles import limiting
from articles.models import Front, Placement
from tests.base import DAY, NOON, person, signed_in, standing_clock
from tests.desk import pages
from tests.factories import (
    make_article,
    make_author,
    make_image,
    make_live,
    make_section,
    make_topic,
)
from tests.hostile.walker import addresses

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)

NEVER = 987654
METHODS = ("get", "head", "post", "put", "delete", "options")
OF_A_STORY = [way for way in addresses() if "/article/<" in way]
AUDIT = "/admin/articles/auditrow/"


@pytest.fixture
def sport(town):
    return make_section("Sport")


@pytest.fixture
def hidden(sport):
    """A story of Sport with an author, a topic, a picture and an embargo, out of Town's sight."""
    return make_article(
        section=sport,
        headline="Secret",
        bylines=[make_author("Wanda Plume")],
        topics=[make_topic("The harbour")],
        embargoed_until=NOON + DAY,
    )


def lookers(town, hidden):
    """Everybody to whom the story is hidden in one way or the other."""
    for role in ("reporter", "editor", "chief_editor", "legal"):
        yield person(role, name=f"town's {role}", section=town)
    yield person("operator")
    yield person("")
    # And the whole paper's chief, once the story is limited to somebody else.
    limiting.limit(hidden, [person("reporter", name="named")], by=None, now=NOON)
    yield person("chief_editor")


def answered(client: Client, method: str, address: str, key) -> tuple:
    """What comes back, without what was asked: status, the place that it leads to, the page."""
    answer = getattr(client, method)(address)
    place = answer.headers.get("Location", "").replace(str(key), "–")
    body = without_tokens(answer.content.decode())
    asked = urlsplit(address).query
    for typed in filter(None, (asked, quote(asked, safe=""), f'value="{key}"')):
        body = body.replace(typed, "–")
    return answer.status_code, place, body


def without_tokens(text: str) -> str:
    first, *rest = text.split('name="csrfmiddlewaretoken" value="')
    return first + "".join(piece.split('"', 1)[1] for piece in rest)


def filled(way: str, key: int) -> str:
    for part in ("<int:key>", "<path:object_id>"):
        way = way.replace(part, str(key))
    return way.replace("<int:version>", "1").replace("<int:revision>", "1")


def test_there_are_pages_of_a_story_to_guess_at():
    assert len(OF_A_STORY) >= 14


def test_every_page_of_a_hidden_story_answers_as_one_that_never_was(town, hidden):
    for user in lookers(town, hidden):
        client = signed_in(user)
        for way in OF_A_STORY:
            for method in METHODS if user.username == "town's editor" else ("get",):
                answers = [
                    answered(client, method, filled(way, key), key) for key in (hidden.pk, NEVER)
                ]
                assert answers[0] == answers[1], (user.username, method, way)
                assert answers[0][0] in (302, 403, 404), (user.username, method, way)
                assert "Secret" not in answers[0][2]


def test_a_search_for_a_hidden_uid_or_word_finds_as_little_as_for_any(town, hidden):
    make_article(section=town, headline="Open")
    for user in lookers(town, hidden):
        client = signed_in(user)
        for asked, never in ((hidden.uid, uuid4()), ("Secret", "Sacred")):
            told = [
                answered(client, "get", f"{pages.LIST}?q={text}", text)[::2]
                for text in (asked, never)
            ]
            bodies = [
                body.replace(str(text), "–")
                for (_status, body), text in zip(told, (asked, never), strict=True)
            ]
            assert bodies[0] == bodies[1], user.username


@pytest.mark.parametrize("model", ["placement", "byline", "revision", "wirerecord", "auditrow"])
def test_a_box_that_chooses_a_story_offers_no_hidden_one(town, hidden, model):
    client = signed_in(person("editor", name="town's editor", section=town))
    asked = {"app_label": "articles", "model_name": model, "field_name": "article"}
    answers = [
        client.get("/admin/autocomplete/", asked | {"term": text}) for text in ("Sec", "Sac")
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].content == answers[1].content


def test_the_audit_of_a_hidden_story_is_empty_and_its_rows_never_were(town, hidden):
    row = hidden.audit_rows.get()
    client = signed_in(person("legal", name="town's legal", section=town))
    operator = signed_in(person("operator"))
    for reader in (client, operator):
        told = [answered(reader, "get", f"{AUDIT}?story={key}", key) for key in (hidden.pk, NEVER)]
        assert told[0] == told[1]
        for room in ("change", "history", "delete"):
            told = [
                answered(reader, "get", f"{AUDIT}{key}/{room}/", key) for key in (row.pk, NEVER)
            ]
            assert told[0] == told[1] and told[0][0] == 404


# What lists of other things could be asked about a story ------------------------------------------


@pytest.mark.parametrize(
    "room, lookup",
    [
        ("articles/author", "articles"),
        ("articles/topic", "articles"),
        ("articles/section", "article"),
        ("articles/image", "article"),
        ("articles/front", "placements__article"),
        ("auth/user", "stories"),
    ],
)
def test_no_list_of_other_things_tells_what_belongs_to_a_hidden_story(sport, town, room, lookup):
    story = make_article(
        section=sport,
        by=person("reporter", name="owner"),
        bylines=[make_author()],
        topics=[make_topic()],
        lead_image=make_image(),
    )
    Placement.objects.create(front=Front.objects.create(), article=story, slot=0)
    role = "operator" if room == "auth/user" else "editor"
    client = signed_in(person(role, section=None if role == "operator" else town))
    for way in ("", "__in", "__exact", "__id__exact"):
        told = [
            answered(client, "get", f"/admin/{room}/?{lookup}{way}={key}", key)
            for key in (story.pk, NEVER)
        ]
        assert told[0] == told[1], way


@pytest.mark.parametrize("room, lookup", [("section", "versions"), ("image", "versions")])
def test_no_list_tells_what_belongs_to_a_hidden_schedule(sport, town, room, lookup):
    version = make_live(section=sport, lead_image=make_image(), at=NOON + DAY)
    client = signed_in(person("editor", section=town))
    told = [
        answered(client, "get", f"/admin/articles/{room}/?{lookup}={key}", key)
        for key in (version.pk, NEVER)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("lookup", ["password__startswith", "password__gte", "password__contains"])
def test_the_list_of_people_is_not_sifted_by_what_stands_in_their_passwords(
    operator, chief_editor, lookup
):
    """Letter by letter, a list that can be sifted so tells the whole hash."""
    client = signed_in(operator)
    beginnings = (chief_editor.password[:9], "~~~")
    told = [
        answered(client, "get", f"/admin/auth/user/?{lookup}={quote(text)}", text)
        for text in beginnings
    ]
    assert told[0] == told[1]


# Readers --------------------------------------------------------------------------------------


def test_the_address_of_a_schedule_answers_readers_as_one_that_never_was(sport):
    version = make_live(section=sport, at=NOON + DAY)
    told = [Client().get(path) for path in (version.path, "/2025/03/11/never-was/")]
    assert told[0].status_code == told[1].status_code == 404
    assert told[0].content == told[1].content
