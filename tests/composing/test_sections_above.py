"""A page knows the way to its section and the kinds of its topics; old ones read as they are."""

import pytest

from articles import composing
from articles.composing import Link
from articles.models import PublishedVersion
from tests.base import LATER
from tests.factories import make_author, make_live, make_section, make_topic

pytestmark = pytest.mark.django_db


def page_of(version) -> composing.Page:
    return composing.page_of(PublishedVersion.objects.get(pk=version.pk), LATER)


def harbour():
    quay = make_section("Quay", parent=make_section("Harbour", parent=make_section("Town")))
    return quay, make_live(section=quay)


def test_the_way_leads_from_the_top_section_to_the_storys_own():
    _quay, version = harbour()
    assert page_of(version).sections == (
        Link("Town", "/town/"),
        Link("Harbour", "/harbour/"),
        Link("Quay", "/quay/"),
    )
    assert page_of(version).section == Link("Quay", "/quay/")


def test_the_way_follows_a_section_that_changes_above():
    quay, version = harbour()
    quay.parent.name = "Port"
    quay.parent.save()
    assert [link.name for link in page_of(version).sections] == ["Town", "Port", "Quay"]
    quay.parent.parent = None
    quay.parent.save()
    assert [link.name for link in page_of(version).sections] == ["Port", "Quay"]


def test_a_page_that_was_stored_before_names_its_own_section():
    _quay, version = harbour()
    del version.page["sections"]
    assert composing.page_of(version, LATER).sections == (Link("Quay", "/quay/"),)
    version.page["section"] = None
    assert composing.page_of(version, LATER).sections == ()


def test_a_topic_keeps_its_kind_and_an_old_one_is_a_subject():
    version = make_live(topics=[make_topic("Ada Quill", kind="person")])
    assert [topic.kind for topic in page_of(version).topics] == ["person"]
    del version.page["topics"][0]["kind"]
    assert [topic.kind for topic in composing.page_of(version, LATER).topics] == ["subject"]


def test_an_author_has_a_job_beside_the_role():
    author = make_author("Ada Quill", role="Harbour correspondent")
    version = make_live(bylines=[(author, "pictures")])
    [byline] = page_of(version).bylines
    assert (byline.role, byline.job) == ("pictures", "Harbour correspondent")
    del version.page["bylines"][0]["job"]
    assert composing.page_of(version, LATER).bylines[0].job == ""
