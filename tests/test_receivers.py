"""Names, pictures and sections that change: every page that prints them follows."""

import pytest

from articles import composing, publishing
from articles.models import Listing, PublishedVersion
from tests.base import HOUR, MINUTE, NOON
from tests.factories import change, make_author, make_image, make_live, make_section, make_topic
from tests.test_lists import headlines

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def version():
    return make_live(
        headline="Ferry",
        section=make_section("Town"),
        topics=[make_topic("Boats")],
        bylines=[make_author("Ada Quill")],
        lead_image=make_image(alt="A boat"),
    )


def read(client, version) -> str:
    version.refresh_from_db()
    return client.get(version.path).content.decode()


def test_a_renamed_author_is_renamed_on_the_story_and_its_cards(client, version):
    author = version.article.bylines.get().author
    author.name = "Ada Reed"
    author.save()
    assert "Ada Reed" in read(client, version)
    assert "Ada Quill" not in read(client, version)
    assert "Ada Reed" in client.get("/").content.decode()


def test_a_renamed_topic_and_section_are_renamed_with_their_addresses(client, version):
    topic, section = version.article.topics.get(), version.section
    topic.name, topic.slug = "Ships", "ships"
    topic.save()
    section.name, section.slug = "City", "city"
    section.save()
    page = read(client, version)
    assert 'href="/topics/ships/">Ships' in page
    assert 'href="/city/">City' in page
    assert "Boats" not in page


def test_a_pictures_new_words_are_on_the_story(client, version):
    image = version.lead_image
    image.alt, image.caption, image.credit = "A green boat", "At noon", "Ben Ash"
    image.save()
    page = read(client, version)
    for text in ("A green boat", "At noon", "Ben Ash"):
        assert text in page


def test_a_story_to_come_follows_too(client, editor, version):
    newer = change(version.article, headline="Ferry sails")
    waiting = publishing.publish(newer, by=editor, at=NOON + HOUR, now=NOON)
    author = version.article.bylines.get().author
    author.name = "Ada Reed"
    author.save()
    waiting.refresh_from_db()
    assert composing.page_of(waiting, NOON).byline == "Ada Reed"


def test_a_section_moved_in_the_tree_takes_its_stories_along(client, version):
    news, sport = make_section("News"), make_section("Sport")
    section = version.section
    section.parent = news
    section.save()
    assert headlines(client.get("/news/")) == ["Ferry"]
    section.parent = sport
    section.save()
    assert headlines(client.get("/sport/")) == ["Ferry"]
    assert client.get("/news/").status_code == 404


def test_a_section_above_that_moves_takes_the_stories_below_it_along(client, version):
    news, world = make_section("News"), make_section("World")
    section = version.section
    section.parent = news
    section.save()
    news.parent = world
    news.save()
    assert headlines(client.get("/world/")) == ["Ferry"]


def test_a_moved_section_keeps_the_spans_of_what_is_listed(version, editor):
    publishing.withdraw(version.article, by=editor, at=NOON + HOUR, now=NOON)
    version.section.parent = make_section("News")
    version.section.save()
    assert set(Listing.objects.values_list("live_until", flat=True)) == {NOON + HOUR}


def test_what_is_past_stays_as_readers_saw_it(version, editor):
    publishing.publish(
        change(version.article, headline="Ferry sails"), by=editor, now=NOON + MINUTE
    )
    make_live(now=NOON + 3 * MINUTE)
    author = version.article.bylines.get().author
    author.name = "Ada Reed"
    author.save()
    version.refresh_from_db()
    assert version.past
    assert composing.page_of(version, NOON).byline == "Ada Quill"


def test_a_new_name_leaves_other_stories_alone(version):
    other = make_live(bylines=[make_author("Ben Ash")])
    stored = PublishedVersion.objects.get(pk=other.pk).page
    author = version.article.bylines.get().author
    author.name = "Ada Reed"
    author.save()
    assert PublishedVersion.objects.get(pk=other.pk).page == stored


def test_composing_again_changes_nothing_where_nothing_changed(version):
    assert composing.recompose(PublishedVersion.objects.all()) == 0


def test_a_new_place_costs_no_composing(django_assert_max_num_queries):
    # The row, and its address: looked for, put in, within savepoints; and whether it had others.
    with django_assert_max_num_queries(8):
        make_topic("Boats")
