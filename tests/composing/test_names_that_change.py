"""A name that changes is new on what is live and what waits, and in its lists."""

import pytest
from django.test import Client

from articles import composing, publishing
from articles.models import Author, Image, Listing, PublishedVersion, Section, Topic
from tests.base import DAY, HOUR, MINUTE, NOON
from tests.composing.stories import full_fields
from tests.factories import change, make_author, make_live, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """A story with a version that is over, one that is live and one that waits."""
    article = make_live(**full_fields(), now=NOON).article
    for moment, at in ((NOON + HOUR, None), (NOON + HOUR + MINUTE, NOON + DAY)):
        article = change(article, standfirst=f"Of {moment:%H:%M}.", now=moment)
        publishing.publish(article, by=None, at=at, now=moment)
    return article


def _rename(thing, **fields) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


# What changes → the row, its new values, where a page shows it, and what it showed before.
RENAMED = {
    "topic": (Topic, {"name": "Beacons"}, lambda page: page.topics[0].name, "Lighthouses"),
    "author": (Author, {"name": "Ada Marrak"}, lambda page: page.bylines[0].name, "Ada Quill"),
    "section": (Section, {"name": "City"}, lambda page: page.section.name, "Town"),
    "section’s address": (Section, {"slug": "city"}, lambda page: page.section.path, "/town/"),
    "caption": (Image, {"caption": "By day."}, lambda page: page.picture.caption, "The tower."),
    "alternative text": (Image, {"alt": "A lamp."}, lambda page: page.picture.alt, "A tower."),
    "credit": (Image, {"credit": "C. Reef"}, lambda page: page.picture.credit, "B. Marrak"),
}


@pytest.mark.parametrize("kind", RENAMED)
def test_a_name_that_changes_is_new_on_what_is_live_and_what_waits_and_not_on_what_is_over(
    story, kind
):
    model, fields, shown, before = RENAMED[kind]
    _rename(model.objects.order_by("pk").first(), **fields)
    versions = PublishedVersion.objects.of(story).order_by("live_from")
    over, live, waiting = (composing.page_of(version, NOON) for version in versions)
    assert shown(over) == before
    assert shown(live) == shown(waiting) != before
    assert shown(live).strip("/") in fields.values()


def test_readers_see_a_new_name_at_once(story):
    _rename(Author.objects.get(name="Ada Quill"), name="Ada Marrak")
    path = PublishedVersion.objects.of(story).first().path
    assert "Ada Marrak" in Client().get(path).content.decode()
    assert "Ada Marrak" in Client().get("/").content.decode()


def test_other_stories_are_left_alone(story):
    other = make_live(bylines=[make_author("Cy Reef")])
    before = PublishedVersion.objects.values().get(pk=other.pk)
    _rename(Author.objects.get(name="Ada Quill"), name="Ada Marrak")
    _rename(Topic.objects.get(name="Ferries"), name="Beacons")
    assert PublishedVersion.objects.values().get(pk=other.pk) == before


def test_after_a_name_changed_recompose_has_nothing_left_to_do(story):
    _rename(story.section, name="City")
    live = PublishedVersion.objects.of(story).filter(live_until__gt=NOON + 2 * HOUR)
    assert composing.recompose(live.select_related("revision", "article")) == 0


def test_a_section_moved_below_another_brings_its_stories_to_the_lists_above():
    town, harbour = make_section("Town"), make_section("Harbour")
    quay = make_section("Quay", parent=harbour)
    version = make_live(section=quay, headline="The quay is dry")
    assert Client().get("/town/").status_code == 404
    _rename(harbour, parent=town)
    assert "The quay is dry" in Client().get("/town/").content.decode()
    assert set(Listing.objects.filter(version=version).values_list("section", flat=True)) == {
        town.pk,
        harbour.pk,
        quay.pk,
    }


def test_a_section_moved_away_takes_its_stories_out_of_the_lists_above():
    town = make_section("Town")
    harbour = make_section("Harbour", parent=town)
    make_live(section=harbour)
    scheduled = make_live(section=harbour, at=NOON + DAY)
    assert Client().get("/town/").status_code == 200
    _rename(harbour, parent=None)
    assert Client().get("/town/").status_code == 404
    assert Client().get("/harbour/").status_code == 200
    listed = Listing.objects.filter(version=scheduled)
    assert list(listed.values_list("section", flat=True)) == [harbour.pk]
