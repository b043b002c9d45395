"""Sections, topics and authors that were renamed are found under the old address."""

import pytest

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
