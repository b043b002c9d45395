"""Boxes that complete what is typed: each role gets what it may see, a forged box gets nothing."""

import json

import pytest

from tests.matrix.places import EVERYWHERE, IN_TOWN, ROLES

pytestmark = pytest.mark.django_db

BOXES = "/admin/autocomplete/"
WHO = [(held, column) for held in (IN_TOWN, EVERYWHERE) for column in ROLES]
PLACING = {"app_label": "articles", "model_name": "placement", "field_name": "article"}
# Every box of the desk that completes: whose form, which field, and who is asked for what.
BOXES_OF_PLACES = [
    ("article", "section", "sport", "Sport"),
    ("article", "further_sections", "harb", "Harbour"),
    ("article", "topics", "rain", "Rain"),
    ("article", "lead_image", "boats", "Boats at rest"),
    ("section", "parent", "town", "Town"),
]
IN_SIGHT_IN_TOWN = {
    "A colleague’s draft, in Town",
    "A colleague’s draft, in Harbour",
    "A scheduled story, in Town",
    "A live story, in Town",
    "A live story with an embargoed update, in Town",
    "A withdrawn story, in Town",
    "A story on legal hold, in Town",
    "A story that a hold stopped, in Town",
}
LIMITED = "A story limited to others, in Town"


def typed(world, held, column, **asked):
    return world.browser(held, column).get(BOXES, asked)


def offered(response) -> list[str]:
    return [row["text"] for row in json.loads(response.content)["results"]]


@pytest.mark.parametrize("column", [each for each in ROLES if each != "operator"])
def test_a_box_of_stories_offers_those_in_sight_alone(world, column):
    for about, story in world.stories.items():
        for held in (IN_TOWN, EVERYWHERE):
            is_there = about != LIMITED and not story.removed_at
            is_seen = is_there and (held == EVERYWHERE or about in IN_SIGHT_IN_TOWN)
            found = offered(typed(world, held, column, term=story.headline, **PLACING))
            assert found == ([story.headline] if is_seen else []), (held, about)


@pytest.mark.parametrize("held", [IN_TOWN, EVERYWHERE])
def test_an_operator_gets_no_story_from_any_box(world, held):
    for term in ("", "plans leak"):
        response = typed(world, held, "operator", term=term, **PLACING)
        assert response.status_code == 403
        assert "leak" not in response.content.decode()


def test_not_even_a_superuser_is_offered_a_limited_story(world):
    headline = world.stories[LIMITED].headline
    assert offered(typed(world, EVERYWHERE, "superuser", term=headline, **PLACING)) == []
    other = world.stories["A colleague’s draft, in Sport"].headline
    assert offered(typed(world, EVERYWHERE, "superuser", term=other, **PLACING)) == [other]


@pytest.mark.parametrize(("model", "field", "term", "name"), BOXES_OF_PLACES)
def test_boxes_of_places_and_pictures_complete_for_whoever_sees_stories(
    world, model, field, term, name
):
    asked = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
    for held, column in WHO:
        response = typed(world, held, column, **asked)
        if column == "operator" and "section" not in field and field != "parent":
            assert response.status_code == 403, column
        else:
            assert name in offered(response), column


def test_a_box_of_sections_completes_for_whoever_gives_roles(world):
    asked = {"app_label": "articles", "model_name": "membership", "field_name": "section"}
    for column in ("chief", "operator"):
        for held in (IN_TOWN, EVERYWHERE):
            assert "Town" in offered(typed(world, held, column, term="town", **asked))
    assert typed(world, EVERYWHERE, "no-role", term="town", **asked).status_code == 403


FORGED = [
    {},
    {"app_label": "articles"},
    {"app_label": "articles", "model_name": "placement"},
    {"app_label": "articles", "model_name": "placement", "field_name": "slot"},
    {"app_label": "articles", "model_name": "placement", "field_name": "pk"},
    {"app_label": "articles", "model_name": "placement", "field_name": "article__headline"},
    {"app_label": "articles", "model_name": "accesslimit", "field_name": "article"},
    {"app_label": "articles", "model_name": "accesslimit", "field_name": "user"},
    {"app_label": "articles", "model_name": "revision", "field_name": "article"},
    {"app_label": "articles", "model_name": "publishedversion", "field_name": "article"},
    {"app_label": "articles", "model_name": "publishedversion", "field_name": "revision"},
    {"app_label": "articles", "model_name": "article", "field_name": "head"},
    {"app_label": "articles", "model_name": "article", "field_name": "owner"},
    {"app_label": "articles", "model_name": "auditrow", "field_name": "by"},
    {"app_label": "articles", "model_name": "auditrow", "field_name": "article"},
    {"app_label": "articles", "model_name": "wirerecord", "field_name": "article"},
    {"app_label": "auth", "model_name": "user", "field_name": "groups"},
    {"app_label": "auth", "model_name": "user", "field_name": "user_permissions"},
    {"app_label": "sessions", "model_name": "session", "field_name": "session_key"},
    {"app_label": "never", "model_name": "was", "field_name": "there"},
]
ASKING = [
    (IN_TOWN, "reporter"),
    (IN_TOWN, "chief"),
    (EVERYWHERE, "operator"),
    (EVERYWHERE, "no-role"),
    (EVERYWHERE, "superuser"),
]


@pytest.mark.parametrize("asked", FORGED, ids=lambda asked: "-".join(asked.values()) or "nothing")
def test_a_forged_box_offers_nothing_hidden(world, asked):
    """A field that leads to stories may complete, but only with what the person sees anyway."""
    secret = world.stories[LIMITED].headline
    elsewhere = world.stories["A colleague’s draft, in Sport"].headline
    for held, column in ASKING:
        response = typed(world, held, column, term="leak", **asked)
        assert response.status_code in (200, 403, 404), (column, response.status_code)
        text = response.content.decode()
        assert secret not in text, column
        if (held, column) != (EVERYWHERE, "superuser"):
            assert elsewhere not in text, column
            assert "carla" not in text or column == "chief", column


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "x", ""])
def test_a_page_that_no_box_has_is_not_found(world, page):
    response = typed(world, EVERYWHERE, "chief", term="leak", page=page, **PLACING)
    assert response.status_code in (200, 404)
    assert world.stories[LIMITED].headline not in response.content.decode()
