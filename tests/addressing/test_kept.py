"""An address that readers have met is kept for ever and leads on in one step."""

import pytest

from articles import publishing
from tests.addressing.answers import leads_to
from tests.base import DAY, EVENING, HOUR, LATER, MICROSECOND, MINUTE, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_live,
    make_section,
    make_topic,
    reloaded,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_new_headline_keeps_the_address(editor):
    article = make_live(headline="Ferry").article
    version = publishing.publish(change(article, headline="Ship"), by=editor, now=LATER)
    assert version.path == "/2025/03/10/ferry/"


def test_a_new_date_keeps_the_address(editor):
    article = make_live(headline="Ferry").article
    newer = change(article, dated_at=NOON - 30 * DAY)
    assert publishing.publish(newer, by=editor, now=LATER).path == "/2025/03/10/ferry/"


def test_a_slug_changed_by_hand_moves_the_story_and_the_old_address_follows(editor, at):
    article = make_live(headline="Ferry").article
    version = publishing.publish(change(article, slug="ship"), by=editor, now=LATER)
    assert version.path == "/2025/03/10/ship/"
    assert leads_to(at("/2025/03/10/ferry/")) == "/2025/03/10/ship/"


def test_every_earlier_address_leads_to_the_newest_in_one_step(editor, at):
    article = make_live(headline="Ferry").article
    for hour, slug in enumerate(("one", "two", "three"), start=1):
        publishing.publish(change(article, slug=slug), by=editor, now=NOON + hour * HOUR)
    for slug in ("ferry", "one", "two"):
        assert leads_to(at(f"/2025/03/10/{slug}/")) == "/2025/03/10/three/"


def test_a_slug_can_be_changed_back(editor, at):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, slug="ship"), by=editor, now=LATER)
    publishing.publish(change(article, slug=""), by=editor, now=LATER + MINUTE)
    assert at("/2025/03/10/ferry/").status_code == 200
    assert leads_to(at("/2025/03/10/ship/")) == "/2025/03/10/ferry/"


def test_before_the_first_second_the_address_follows_headline_and_date(editor, at):
    article = make_article(headline="Ferry")
    publishing.publish(article, by=editor, at=EVENING, now=NOON)
    newer = change(article, headline="Ship")
    version = publishing.publish(newer, by=editor, at=EVENING, queue="keep", now=NOON)
    assert version.path == "/2025/03/10/ship/"
    version = publishing.publish(newer, by=editor, at=EVENING + DAY, now=NOON)
    assert version.path == "/2025/03/11/ship/"
    assert [address.path for address in article.addresses.all()] == [version.path]


def test_two_texts_scheduled_one_after_the_other_share_one_address(editor, at):
    article = make_article(headline="Ferry")
    first = publishing.publish(article, by=editor, at=LATER, now=NOON)
    second = publishing.publish(change(article, headline="Ship"), by=editor, at=EVENING, now=NOON)
    assert second.path == first.path
    assert at(first.path, LATER).status_code == at(first.path, EVENING).status_code == 200


def test_a_slug_by_hand_for_the_second_of_two_scheduled_texts_moves_it_then(editor, at):
    article = make_article(headline="Ferry")
    publishing.publish(article, by=editor, at=LATER, now=NOON)
    publishing.publish(change(article, slug="ship"), by=editor, at=EVENING, now=NOON)
    assert at("/2025/03/10/ferry/", LATER).status_code == 200
    assert at("/2025/03/10/ship/", LATER).status_code == 404
    assert leads_to(at("/2025/03/10/ferry/", EVENING)) == "/2025/03/10/ship/"


def test_a_moved_schedule_keeps_the_suffix_that_it_was_given(editor):
    make_live(headline="Ferry")
    article = make_article(headline="Ferry")
    first = publishing.publish(article, by=editor, at=LATER, now=NOON).path
    assert publishing.publish(reloaded(article), by=editor, at=EVENING, now=NOON).path == first


def test_a_slug_that_looks_like_a_suffix_is_no_suffix(editor):
    article = make_article(slug="lost-decade")
    publishing.publish(article, by=editor, at=EVENING, now=NOON)
    newer = change(article, slug="lost")
    version = publishing.publish(newer, by=editor, at=EVENING, queue="keep", now=NOON)
    assert version.path == "/2025/03/10/lost/"


def test_an_update_to_come_keeps_its_new_address_to_itself_until_then(editor, at):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, slug="secret"), by=editor, at=EVENING, now=NOON)
    assert at("/2025/03/10/secret/", EVENING - MICROSECOND).status_code == 404
    assert at("/2025/03/10/ferry/", EVENING - MICROSECOND).status_code == 200
    assert at("/2025/03/10/secret/", EVENING).status_code == 200
    assert leads_to(at("/2025/03/10/ferry/", EVENING)) == "/2025/03/10/secret/"


def test_a_slug_taken_back_with_its_schedule_leads_nowhere(editor, at):
    article = make_live(headline="Ferry").article
    version = publishing.publish(change(article, slug="secret"), by=editor, at=LATER, now=NOON)
    publishing.unschedule(version, by=editor, now=NOON)
    assert at("/2025/03/10/secret/", EVENING).status_code == 404


def test_an_address_published_sooner_than_it_was_scheduled_is_kept_from_then_on(editor, at):
    article = make_live(headline="Ferry").article
    newer = change(article, slug="ship")
    publishing.publish(newer, by=editor, at=EVENING + DAY, now=NOON)
    publishing.publish(newer, by=editor, now=LATER)
    publishing.publish(change(article, slug="boat"), by=editor, now=LATER + MINUTE)
    assert leads_to(at("/2025/03/10/ship/")) == "/2025/03/10/boat/"


@pytest.mark.parametrize("make", [make_author, make_topic, make_section])
def test_a_place_renamed_before_readers_met_it_is_not_led_to_from_its_old_name(make, at):
    place = make("Real Name")
    fields = {make_author: "bylines", make_topic: "topics", make_section: "section"}
    value = place if make is make_section else [place]
    article = make_article(**{fields[make]: value})
    publishing.publish(article, by=None, at=EVENING, now=NOON)
    before = place.get_absolute_url()
    place.name, place.slug = "Pen Name", ""
    place.save()
    assert at(place.get_absolute_url(), EVENING).status_code == 200
    assert at(before, EVENING).status_code == 404
