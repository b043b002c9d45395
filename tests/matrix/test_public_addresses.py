"""No page of the desk tells the public address of a story that readers do not see."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType

from articles.models import PublishedVersion
from tests.matrix.places import EVERYWHERE, NEVER

pytestmark = pytest.mark.django_db

_ON_SITE = re.compile(
    r'<a href="([^"]*)"[^>]*class="viewsitelink"|class="viewsitelink" href="([^"]*)"'
)


def views_on_site(response) -> list[str]:
    return [one or other for one, other in _ON_SITE.findall(response.content.decode())]


@pytest.mark.parametrize("column", ["chief", "superuser"])
def test_the_detour_by_type_and_key_is_not_found_for_anything(world, column):
    browser = world.browser(EVERYWHERE, column)
    never = browser.get(f"/admin/r/{NEVER}/{NEVER}/")
    scheduled = PublishedVersion.objects.get(article=world.stories["A scheduled story, in Sport"])
    for kind in ContentType.objects.all():
        rows = kind.model_class()._base_manager.order_by("pk")
        keys = [*rows.values_list("pk", flat=True)[:2], NEVER]
        if kind.model_class() is PublishedVersion:
            keys.append(scheduled.pk)
        for key in keys:
            response = browser.get(f"/admin/r/{kind.pk}/{key}/")
            assert (response.status_code, response.content) == (404, never.content), kind


def test_whoever_is_not_signed_in_is_sent_to_sign_in_from_the_detour(world):
    response = world.browser(EVERYWHERE, "nobody").get("/admin/r/1/1/")
    assert response["Location"].startswith("/admin/login/")


def test_no_page_of_a_story_leads_to_a_place_that_readers_would_see(world):
    browser = world.browser(EVERYWHERE, "chief")
    for about, story in world.stories.items():
        response = browser.get(f"/admin/articles/article/{story.pk}/change/")
        assert views_on_site(response) == [], about


def test_a_scheduled_story_does_not_tell_where_it_will_stand(world):
    story = world.stories["A scheduled story, in Town"]
    version = PublishedVersion.objects.get(article=story)
    browser = world.browser(EVERYWHERE, "chief")
    # The sheet of publishing alone says where, to whoever may publish.
    for page in ("change", "history", "preview"):
        response = browser.get(f"/admin/articles/article/{story.pk}/{page}/")
        assert response.status_code == 200
        assert version.path not in response.content.decode(), page


@pytest.mark.parametrize(
    ("room", "part", "place"),
    [
        ("section", "SECTION", "/town/"),
        ("topic", "TOPIC", "/topics/rain/"),
        ("author", "AUTHOR", "/authors/nadia-reeve/"),
    ],
)
def test_pages_of_places_lead_to_the_place_itself(world, room, part, place):
    browser = world.browser(EVERYWHERE, "chief")
    response = browser.get(f"/admin/articles/{room}/{world.rooms[part]}/change/")
    assert views_on_site(response) == [place]


@pytest.mark.parametrize(("room", "part"), [("front", "FRONT"), ("image", "PICTURE")])
def test_pages_of_what_has_no_place_lead_to_none(world, room, part):
    browser = world.browser(EVERYWHERE, "chief")
    response = browser.get(f"/admin/articles/{room}/{world.rooms[part]}/change/")
    assert response.status_code == 200
    assert views_on_site(response) == []
