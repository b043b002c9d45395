"""Sections, topics and authors that were renamed are found under the old address."""

import pytest
from django.utils.encoding import iri_to_uri

from tests.addressing.answers import leads_to
from tests.factories import make_article, make_author, make_live, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_renamed_section_topic_and_author_are_found_under_the_old_address(at):
    section, topic, author = make_section("Port"), make_topic("Boats"), make_author("Ada Quill")
    make_live(section=section, topics=[topic], bylines=[author])
    for place, slug in ((section, "harbour"), (topic, "ships"), (author, "ada-reed")):
        place.slug = slug
        place.save()
    assert leads_to(at("/port/")) == "/harbour/"
    assert leads_to(at("/topics/boats/")) == "/topics/ships/"
    assert leads_to(at("/authors/ada-quill/")) == "/authors/ada-reed/"


def test_a_renamed_topic_is_found_in_every_edition(at):
    topic = make_topic("Boats")
    make_live(topics=[topic], language="az")
    topic.slug = "ships"
    topic.save()
    assert leads_to(at("/az/topics/boats/")) == "/az/topics/ships/"
    assert at("/topics/boats/").status_code == 404


def test_a_renamed_section_that_shows_nothing_leads_nowhere(at):
    section = make_section("Port")
    make_article(section=section)
    section.slug = "harbour"
    section.save()
    assert at("/port/").status_code == 404


def test_an_address_that_a_new_section_took_is_the_new_sections(at):
    old = make_section("Port")
    make_live(section=old)
    old.slug = "harbour"
    old.save()
    new = make_section("Port two", slug="port")
    make_live(section=new, headline="New port")
    assert "New port" in at("/port/").content.decode()


def rename(place, *slugs: str):
    for slug in slugs:
        place.slug = slug
        place.save()


def test_a_name_taken_back_leads_in_no_circle(at):
    section = make_section("Port")
    make_live(section=section)
    rename(section, "harbour", "port")
    assert at("/port/").status_code == 200
    assert leads_to(at("/harbour/")) == "/port/"


def test_an_old_address_that_something_hidden_took_tells_nothing(at):
    old = make_section("Port")
    make_live(section=old)
    rename(old, "harbour")
    make_article(section=make_section("Secret", slug="port"))
    assert leads_to(at("/port/")) == "/harbour/"


def test_an_address_that_was_taken_and_given_up_is_the_last_ones(at):
    first, second = make_topic("Port"), make_topic("Boats")
    make_live(topics=[first, second])
    rename(first, "harbour")
    rename(second, "port", "ships")
    assert leads_to(at("/topics/port/")) == leads_to(at("/topics/boats/")) == "/topics/ships/"


def test_a_section_in_another_language_is_found_under_the_old_address(at):
    section = make_section("Liman", language="en")
    make_live(section=section, language="az")
    section.language = "az"
    section.save()
    assert leads_to(at("/liman/")) == "/az/liman/"


def test_a_section_of_one_edition_does_not_answer_for_another(at):
    section = make_section("Port")
    make_live(section=section)
    rename(section, "harbour")
    assert at("/az/port/").status_code == 404


def test_a_section_moved_below_another_keeps_its_address(at):
    section = make_section("Port")
    make_live(section=section)
    section.parent = make_section("Town")
    section.save()
    assert at("/port/").status_code == at("/town/").status_code == 200


@pytest.mark.parametrize("feed", ["feed.rss", "feed.atom", "feed.json"])
def test_the_feeds_of_a_renamed_place_follow_it_in_one_step(at, feed):
    topic, section = make_topic("Boats"), make_section("Port")
    make_live(topics=[topic], section=section)
    rename(topic, "ships")
    rename(section, "harbour")
    assert leads_to(at(f"/topics/boats/{feed}")) == f"/topics/ships/{feed}"
    assert leads_to(at(f"/port/{feed}")) == f"/harbour/{feed}"
    assert leads_to(at(f"/PORT/{feed}")) == f"/harbour/{feed}"
    assert at(f"/harbour/{feed}").status_code == 200


@pytest.mark.parametrize("name", ["Паром", "العبارة", "Şəki"])
def test_a_name_of_any_script_leads_on_from_encoded_and_raw(at, name):
    topic = make_topic(name)
    make_live(topics=[topic])
    old = topic.get_absolute_url()
    rename(topic, "new")
    assert leads_to(at(old)) == leads_to(at(iri_to_uri(old))) == "/topics/new/"


def test_a_way_on_is_asked_for_anew_each_time(at):
    topic = make_topic("Boats")
    make_live(topics=[topic])
    rename(topic, "ships")
    assert at("/topics/boats/")["Cache-Control"] == "no-cache"
