"""The sheets that take a story down, or what waits of it back, say first what else happens."""

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import OPEN
from tests import factories
from tests.base import DAY, EVENING, HOUR, MINUTE, NOON, standing_clock
from tests.desk import pages
from tests.desk.test_queue_choice import words

pytestmark = pytest.mark.django_db
clock = standing_clock(NOON)

EVENING_WORDS = "10 March 2025 20:00 (UTC+04:00)"
LATE_WORDS = "10 March 2025 21:00 (UTC+04:00)"


@pytest.fixture
def story():
    """Live, with one text in the evening and another an hour later."""
    article = factories.make_live(headline="Live", now=NOON - DAY).article
    for headline, at in (("Evening", EVENING), ("Late", EVENING + HOUR)):
        changed = factories.change(article, headline=headline)
        publishing.publish(changed, by=None, at=at, now=NOON)
    return factories.reloaded(article)


def version_at(article, moment):
    return article.versions.get(live_from=moment)


def test_the_withdraw_sheet_names_what_it_drops_and_so_does_its_message(at_desk, story):
    sheet = pages.room(story, "withdraw")
    said = words(at_desk.get(sheet))
    assert f"{EVENING_WORDS}, Evening: dropped, unless" in said
    assert f"{LATE_WORDS}, Late: dropped, unless" in said
    answer = at_desk.post(sheet, pages.open_form(at_desk, sheet), follow=True)
    assert pages.said(answer)[-1].endswith(
        f"What waited for {EVENING_WORDS} is dropped, on record. "
        f"What waited for {LATE_WORDS} is dropped, on record."
    )


def test_what_begins_before_the_story_comes_down_stays(at_desk, story):
    local = timezone.localtime(EVENING + 30 * MINUTE)
    typed = {"when": "at", "at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M}"}
    sheet = pages.room(story, "withdraw")
    answer = at_desk.post(sheet, pages.open_form(at_desk, sheet) | typed, follow=True)
    assert EVENING_WORDS not in pages.said(answer)[-1]
    assert LATE_WORDS in pages.said(answer)[-1]
    assert version_at(story, EVENING).live_until == EVENING + 30 * MINUTE


def test_a_second_press_drops_nothing_more(at_desk, story):
    sheet = pages.room(story, "withdraw")
    data = pages.open_form(at_desk, sheet)
    at_desk.post(sheet, data)
    again = at_desk.post(sheet, data, follow=True)
    assert "dropped" not in pages.said(again)[-1]


def test_without_a_queue_nothing_is_said_of_one(at_desk):
    article = factories.make_live(now=NOON - DAY).article
    assert "dropped" not in words(at_desk.get(pages.room(article, "withdraw")))


def test_taking_back_one_in_the_middle_says_what_follows(at_desk, story):
    version = version_at(story, EVENING)
    said = words(at_desk.get(pages.room(story, "unschedule", version.pk)))
    assert f"Readers go on seeing the present text until {LATE_WORDS}." in said
    assert f"What waits for {LATE_WORDS} stays, with its own text." in said


def test_taking_back_the_last_says_what_stays(at_desk, story):
    version = version_at(story, EVENING + HOUR)
    said = words(at_desk.get(pages.room(story, "unschedule", version.pk)))
    assert f"Readers go on seeing the text of {EVENING_WORDS}." in said


def test_taking_back_a_first_publication_leaves_nothing_to_see(at_desk):
    article = factories.make_article(headline="First")
    version = publishing.publish(article, by=None, at=EVENING, now=NOON)
    said = words(at_desk.get(pages.room(article, "unschedule", version.pk)))
    assert "Readers see nothing of the story." in said


def test_taking_back_what_a_story_was_to_come_back_with(at_desk, story):
    publishing.withdraw(story, by=None, now=NOON)
    version = publishing.bring_back(story, by=None, at=EVENING, now=NOON + MINUTE)
    said = words(at_desk.get(pages.room(story, "unschedule", version.pk)))
    assert "The story stays withdrawn." in said


def test_the_bring_back_sheet_tells_of_the_withdrawal_that_it_undoes(at_desk, editor):
    article = factories.make_live(headline="Ferry", now=NOON - DAY).article
    told = {"public_note": "Wrong boat.", "reason": "The owner called."}
    publishing.withdraw(article, by=editor, now=NOON - HOUR, **told)
    said = words(at_desk.get(pages.room(article, "bring_back")))
    assert "Withdrawn from 10 March 2025 13:00 (UTC+04:00), by editor." in said
    assert "Public note: Wrong boat." in said
    assert "Reason, for the desk alone: The owner called." in said


def test_a_publish_sheet_that_is_blocked_promises_nothing(at_desk):
    article = factories.make_live(headline="Ferry", now=NOON - DAY).article
    changed = factories.change(article, headline="Boat")
    publishing.embargo(changed, until=OPEN, reason="A deal.", by=None)
    said = words(at_desk.get(pages.room(article, "publish")))
    assert "Nothing can be published before what stands above is mended." in said
    assert "Readers see the new text" not in said
