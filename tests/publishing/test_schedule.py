"""A version begins at its moment, ends when the next begins, and can be moved or taken back."""

from zoneinfo import ZoneInfo

import pytest

from articles import integrity, publishing
from articles.errors import NotLive, Refused
from articles.models import OPEN, AuditRow, Change, Listing, PublishedVersion
from tests.base import EVENING, HOUR, LATER, MICROSECOND, MINUTE, NOON
from tests.factories import change, make_article, make_live, reloaded
from tests.publishing.timeline import live_at, spans

pytestmark = pytest.mark.django_db


# Moments ----------------------------------------------------------------------------------------


def test_a_scheduled_story_is_live_from_its_moment_on(editor):
    article = make_article(headline="Ferry")
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    assert live_at(article, LATER - MICROSECOND) is None
    assert live_at(article, LATER) == "Ferry"
    assert version.dated_at == LATER


def test_the_zone_in_which_a_moment_is_said_leaves_no_trace_in_what_is_stored(editor):
    article = make_live().article
    said = LATER.astimezone(ZoneInfo("Asia/Baku"))
    version = publishing.publish(change(article, kicker="Late"), by=editor, at=said, now=NOON)
    stored = PublishedVersion.objects.get(pk=version.pk)
    assert stored.card["updated_at"] == LATER.isoformat()
    assert not any(integrity.faults(NOON))
    assert not any(integrity.faults(LATER))


def test_a_moment_that_is_past_is_refused(editor):
    article = make_article()
    with pytest.raises(Refused, match="past"):
        publishing.publish(article, by=editor, at=NOON - MICROSECOND, now=NOON)


def test_an_update_ends_what_was_live(editor):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, headline="Ferry sails"), by=editor, now=LATER)
    assert spans(article) == [("Ferry", NOON, LATER), ("Ferry sails", LATER, OPEN)]


def test_an_update_timed_for_later_leaves_the_live_story_alone_until_then(editor):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, headline="Ferry sails"), by=editor, at=EVENING, now=LATER)
    assert live_at(article, EVENING - MICROSECOND) == "Ferry"
    assert live_at(article, EVENING) == "Ferry sails"


# Moved ------------------------------------------------------------------------------------------


def test_publishing_a_scheduled_revision_again_moves_it(editor):
    article = make_article(headline="Ferry")
    publishing.publish(article, by=editor, at=EVENING, now=NOON)

    publishing.publish(reloaded(article), by=editor, at=LATER, now=NOON)
    assert spans(article) == [("Ferry", LATER, OPEN)]

    publishing.publish(reloaded(article), by=editor, at=EVENING + HOUR, now=NOON)
    assert spans(article) == [("Ferry", EVENING + HOUR, OPEN)]

    publishing.publish(reloaded(article), by=editor, now=NOON + MINUTE)
    assert spans(article) == [("Ferry", NOON + MINUTE, OPEN)]
    assert article.addresses.count() == 1


def test_moving_an_update_gives_the_live_story_its_time_back(editor):
    article = make_live(headline="Ferry").article
    newer = change(article, headline="Ferry sails")
    publishing.publish(newer, by=editor, at=LATER, now=NOON)
    publishing.publish(newer, by=editor, at=EVENING, now=NOON)
    assert spans(article) == [("Ferry", NOON, EVENING), ("Ferry sails", EVENING, OPEN)]


# Taken back -------------------------------------------------------------------------------------


def test_a_schedule_can_be_taken_back(editor):
    article = make_live(headline="One").article
    version = publishing.publish(change(article, headline="Two"), by=editor, at=LATER, now=NOON)
    publishing.unschedule(version, by=editor, now=NOON + MINUTE)
    assert spans(article) == [("One", NOON, OPEN)]
    assert AuditRow.objects.get(act="version dropped").by == editor


def test_a_first_schedule_taken_back_leaves_nothing_that_readers_could_meet(editor):
    article = make_article()
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    publishing.unschedule(version, by=editor, now=NOON)
    assert not PublishedVersion.objects.exists()
    assert not Listing.objects.exists()


def test_what_has_begun_cannot_be_taken_back(editor):
    version = make_live()
    with pytest.raises(NotLive, match="begun"):
        publishing.unschedule(version, by=editor, now=NOON)


def test_a_schedule_is_taken_back_once(editor):
    article = make_article()
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    publishing.unschedule(version, by=editor, now=NOON)
    with pytest.raises(NotLive):
        publishing.unschedule(version, by=editor, now=NOON)


def quiet_behind_an_update():
    """A live story with an update in the evening and a typo mended an hour later."""
    article = make_live(headline="Live").article
    quiet = change(article, headline="Quiet")
    publishing.publish(quiet, by=None, at=EVENING + HOUR, change=Change.MINOR, now=NOON)
    update = change(article, headline="Update")
    publishing.publish(update, by=None, at=EVENING, queue="keep", now=NOON)
    assert article.versions.get(live_from=EVENING + HOUR).updated_at == EVENING
    return article


def test_what_waits_behind_a_schedule_that_is_taken_back_is_dated_without_it():
    article = quiet_behind_an_update()
    publishing.unschedule(article.versions.get(live_from=EVENING), by=None, now=NOON)
    assert article.versions.get(live_from=EVENING + HOUR).updated_at is None


def test_what_a_text_is_scheduled_past_is_dated_without_it():
    article = quiet_behind_an_update()
    publishing.publish(reloaded(article), by=None, at=EVENING + 2 * HOUR, now=NOON)
    assert article.versions.get(live_from=EVENING + HOUR).updated_at is None
    assert article.versions.get(live_from=EVENING + 2 * HOUR).updated_at == EVENING + 2 * HOUR
