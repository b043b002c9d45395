"""Two topics or authors that are one: nothing is lost, and every old way leads to the one."""

import pytest
import time_machine

from articles import composing, drafting, integrity, mentions, merging, publishing
from articles.errors import Refused
from articles.models import AuditRow, Listing, Topic
from tests.base import EVENING, LATER, MINUTE, NOON, person
from tests.factories import (
    change,
    make_article,
    make_author,
    make_live,
    make_topic,
    reloaded,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def boats():
    return make_topic("Boats", alternative_names="Barges")


@pytest.fixture
def ships():
    return make_topic("Ships", alternative_names="Vessels")


@pytest.fixture
def at(client):
    def ask(path: str):
        with time_machine.travel(EVENING, tick=False):
            return client.get(path)

    return ask


def leads_to(response) -> str:
    assert response.status_code == 301
    return response["Location"]


def test_stories_of_the_double_stand_under_the_one_that_stays(at, editor, boats, ships):
    make_live(headline="Of boats", topics=[boats])
    make_live(headline="Of ships", topics=[ships])
    merging.merge(boats, ships, by=editor)
    page = at("/topics/ships/").content.decode()
    assert "Of boats" in page and "Of ships" in page


def test_the_pages_of_the_double_lead_on_in_every_edition(at, editor, boats, ships):
    for language in ("en", "az"):
        make_live(topics=[boats], language=language)
    merging.merge(boats, ships, by=editor)
    assert leads_to(at("/topics/boats/")) == "/topics/ships/"
    assert leads_to(at("/az/topics/boats/")) == "/az/topics/ships/"
    assert at("/ru/topics/boats/").status_code == 404


def test_whatever_was_merged_before_leads_on_in_one_step(at, editor, boats, ships):
    make_live(topics=[boats])
    fleets = make_topic("Fleets")
    boats.slug = "rowing"
    boats.save()
    merging.merge(boats, ships, by=editor)
    merging.merge(ships, fleets, by=editor)
    for slug in ("boats", "rowing", "ships"):
        assert leads_to(at(f"/topics/{slug}/")) == "/topics/fleets/"
    boats.refresh_from_db()
    assert boats.merged_into == fleets


def test_a_story_page_names_the_one_that_stays_once(at, editor, boats, ships):
    version = make_live(topics=[boats, ships])
    merging.merge(boats, ships, by=editor)
    version.refresh_from_db()
    page = composing.page_of(version, NOON)
    assert [topic.name for topic in page.topics] == ["Ships"]
    assert page.topic_keys == (ships.pk,)
    assert version.listings.filter(topic=ships).count() == 1
    assert not version.listings.filter(topic=boats).exists()
    assert "/topics/boats/" not in at(version.path).content.decode()


def test_what_is_scheduled_begins_under_the_one_that_stays(at, editor, boats, ships):
    publishing.publish(make_article(topics=[boats]), by=editor, at=LATER)
    merging.merge(boats, ships, by=editor)
    assert at("/topics/ships/").status_code == 200


def test_an_old_text_is_published_again_under_the_one_that_stays(at, editor, boats, ships):
    version = make_live(topics=[boats])
    publishing.withdraw(version.article, by=editor, now=LATER)
    merging.merge(boats, ships, by=editor, now=LATER)
    publishing.bring_back(version.article, by=editor, now=LATER + MINUTE)
    assert at("/topics/ships/").status_code == 200


def test_revisions_stay_as_they_were_written(editor, boats, ships):
    version = make_live(topics=[boats])
    merging.merge(boats, ships, by=editor)
    version.revision.refresh_from_db()
    assert version.revision.content["topics"] == [boats.pk]
    assert not [fault for fault in integrity.faults(LATER) if fault]


def test_a_restored_revision_takes_the_one_that_stays(editor, boats, ships):
    article = make_article(topics=[boats])
    old = article.head.content
    article = change(article, topics=[])
    merging.merge(boats, ships, by=editor)
    drafting.save(article, {"topics": old["topics"]}, base=article.head_id, by=editor)
    assert reloaded(article).head.content["topics"] == [ships.pk]


def test_the_names_of_the_double_become_other_names(editor, boats, ships):
    merging.merge(boats, ships, by=editor)
    ships.refresh_from_db()
    assert ships.alternative_names.splitlines() == ["Vessels", "Boats", "Barges"]


def test_a_text_that_names_the_double_suggests_the_one_that_stays(editor, boats, ships):
    merging.merge(boats, ships, by=editor)
    assert mentions.topics_in("Two barges and the boats.") == [ships]


def test_it_is_merged_once_and_on_record(editor, boats, ships):
    make_live(topics=[boats])
    merging.merge(boats, ships, by=editor)
    merging.merge(boats, ships, by=editor)
    [row] = AuditRow.objects.filter(act="topic merged")
    assert (row.by, row.detail["name"], row.detail["into"]) == (editor, "Boats", "Ships")
    assert row.detail["stories"] == 1


def test_nothing_is_merged_into_itself_or_in_a_circle(editor, boats, ships):
    with pytest.raises(Refused):
        merging.merge(boats, boats, by=editor)
    merging.merge(boats, ships, by=editor)
    with pytest.raises(Refused):
        merging.merge(ships, boats, by=editor)
    with pytest.raises(Refused):
        merging.merge(make_topic("Fleets"), boats, by=editor)
    assert Topic.objects.standing().get(pk=ships.pk)


def test_a_double_saved_again_takes_no_address_back(at, editor, boats, ships):
    make_live(topics=[boats])
    merging.merge(boats, ships, by=editor)
    Topic.objects.get(pk=boats.pk).save()
    assert leads_to(at("/topics/boats/")) == "/topics/ships/"


def test_an_address_that_both_once_had_is_handed_over_once(at, editor, boats, ships):
    make_live(topics=[ships])
    make_live(topics=[boats])
    ships.slug, boats.slug = "fleets", "rowing"
    ships.save()
    boats.save()
    boats.slug = "ships"
    boats.save()
    merging.merge(boats, ships, by=editor)
    assert leads_to(at("/topics/ships/")) == leads_to(at("/topics/rowing/")) == "/topics/fleets/"


def test_a_hidden_double_leads_nowhere(at, editor, boats, ships):
    make_article(topics=[boats])
    merging.merge(boats, ships, by=editor)
    assert at("/topics/boats/").content == at("/topics/never-was/").content


def test_a_hidden_double_of_what_readers_know_leads_nowhere(at, editor, boats, ships):
    make_live(topics=[ships])
    article = make_article(headline="Of boats", topics=[boats])
    publishing.publish(article, by=editor, at=LATER)
    merging.merge(boats, ships, by=editor)
    assert at("/topics/boats/").status_code == 404
    assert "Of boats" in at("/topics/ships/").content.decode()


def test_an_address_that_readers_met_leads_on_through_a_hidden_one(at, editor, boats, ships):
    article = make_live(topics=[boats]).article
    publishing.withdraw(article, by=editor, now=NOON + MINUTE)
    merging.merge(boats, ships, by=editor, now=LATER)
    make_live(topics=[fleets := make_topic("Fleets")])
    merging.merge(ships, fleets, by=editor, now=LATER)
    assert leads_to(at("/topics/boats/")) == "/topics/fleets/"


# Authors ---------------------------------------------------------------------------------------


def test_two_authors_become_one(at, editor):
    double, ada = make_author("A. Quill"), make_author("Ada Quill")
    version = make_live(bylines=[(double, "words"), (ada, "pictures")])
    merging.merge(double, ada, by=editor)
    version.refresh_from_db()
    assert version.card["byline"] == "Ada Quill"
    assert [row.role for row in composing.page_of(version, NOON).bylines] == ["words"]
    assert leads_to(at("/authors/a-quill/")) == "/authors/ada-quill/"
    assert Listing.objects.filter(author=ada).count() == 1


def test_an_author_takes_the_account_of_the_double_over(editor):
    double, ada = make_author("A. Quill", user=person("reporter")), make_author("Ada Quill")
    merging.merge(double, ada, by=editor)
    ada.refresh_from_db()
    assert ada.user == person("reporter")


def test_two_authors_who_both_sign_in_are_not_merged(editor):
    double = make_author("A. Quill", user=person("reporter"))
    ada = make_author("Ada Quill", user=person("sub_editor"))
    with pytest.raises(Refused):
        merging.merge(double, ada, by=editor, now=LATER + MINUTE)
