"""Withdrawing and bringing back: on record, at its moment, pressed twice or taken back."""

import pytest

from articles import integrity, publishing
from articles.errors import NotLive, NotReady, Refused, Withdrawn
from articles.models import OPEN, AuditRow, PublishedVersion, Withdrawal
from tests.base import EVENING, HOUR, LATER, MICROSECOND, MINUTE, NOON
from tests.factories import change, make_article, make_live, reloaded
from tests.publishing.timeline import live_at, spans

pytestmark = pytest.mark.django_db


def test_a_withdrawn_story_is_live_no_more(editor):
    article = make_live(headline="Ferry").article

    withdrawal = publishing.withdraw(
        article, by=editor, public_note=" Taken down. ", reason="writ", now=LATER
    )

    assert spans(article) == [("Ferry", NOON, LATER)]
    assert live_at(article, LATER - MICROSECOND) == "Ferry"
    assert live_at(article, LATER) is None
    assert (withdrawal.begins_at, withdrawal.ends_at) == (LATER, OPEN)
    assert (withdrawal.answer, withdrawal.public_note) == (410, "Taken down.")
    assert withdrawal.withdrawn_by == editor
    assert AuditRow.objects.filter(act="withdrawn", by=editor, at=LATER).count() == 1


def test_a_withdrawal_drops_what_was_scheduled_after_it(editor):
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Two"), by=editor, at=EVENING, now=NOON)
    publishing.withdraw(article, by=editor, now=LATER)
    assert spans(article) == [("One", NOON, LATER)]
    assert AuditRow.objects.filter(act="version dropped").count() == 1


def test_a_withdrawal_can_be_timed(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, at=EVENING, now=LATER)
    assert live_at(article, EVENING - MICROSECOND) == "Ferry"
    assert live_at(article, EVENING) is None


def test_an_update_before_a_timed_withdrawal_ends_with_it(editor):
    article = make_live(headline="One").article
    publishing.withdraw(article, by=editor, at=EVENING, now=NOON)
    publishing.publish(change(article, headline="Two"), by=editor, now=LATER)
    assert spans(article) == [("One", NOON, LATER), ("Two", LATER, EVENING)]


def test_pressed_twice_it_withdraws_once(editor):
    article = make_live().article
    first = publishing.withdraw(article, by=editor, now=LATER)
    second = publishing.withdraw(reloaded(article), by=editor, now=LATER + MINUTE)
    assert second == first
    assert Withdrawal.objects.count() == 1


def test_a_withdrawal_that_waits_can_be_moved_forward(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, at=EVENING, now=NOON)
    publishing.withdraw(article, by=editor, now=LATER)
    assert spans(article) == [("Ferry", NOON, LATER)]
    assert Withdrawal.objects.get().begins_at == LATER


def test_a_withdrawal_that_waits_can_be_put_off(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, at=LATER, now=NOON)
    publishing.withdraw(article, by=editor, at=EVENING, now=NOON)
    assert spans(article) == [("Ferry", NOON, EVENING)]
    assert Withdrawal.objects.get().begins_at == EVENING


def test_what_is_not_live_cannot_be_withdrawn(editor):
    with pytest.raises(NotLive):
        publishing.withdraw(make_article(), by=editor, now=NOON)


def test_what_is_only_scheduled_is_taken_back_instead(editor):
    article = make_article()
    publishing.publish(article, by=editor, at=EVENING, now=NOON)
    with pytest.raises(NotLive, match="taken back"):
        publishing.withdraw(article, by=editor, now=LATER)


def test_a_moment_that_is_past_is_refused(editor):
    article = make_live().article
    with pytest.raises(Refused, match="past"):
        publishing.withdraw(article, by=editor, at=NOON, now=LATER)


def test_seeing_another_story_names_one(editor):
    article = make_live().article
    for other in (None, article):
        with pytest.raises(Refused, match="another story"):
            publishing.withdraw(article, by=editor, answer=301, see_instead=other, now=LATER)
    assert live_at(article, LATER) is not None


def test_a_withdrawn_story_is_brought_back_not_published(editor):
    article = make_live().article
    publishing.withdraw(article, by=editor, now=LATER)
    with pytest.raises(Withdrawn, match="Bring it back"):
        publishing.publish(change(article, headline="New"), by=editor, now=EVENING)


def test_nothing_is_scheduled_past_a_timed_withdrawal(editor):
    article = make_live().article
    publishing.withdraw(article, by=editor, at=LATER, now=NOON)
    with pytest.raises(Withdrawn):
        publishing.publish(change(article, headline="New"), by=editor, at=EVENING, now=NOON)


def test_a_story_comes_back_as_it_was(editor):
    article = make_live(headline="Ferry").article
    change(article, headline="Not yet")
    publishing.withdraw(article, by=editor, now=LATER)

    version = publishing.bring_back(article, by=editor, now=EVENING)

    assert spans(article) == [("Ferry", NOON, LATER), ("Ferry", EVENING, OPEN)]
    assert (version.dated_at, version.updated_at) == (NOON, None)
    assert version.path == PublishedVersion.objects.of(article).earliest("live_from").path
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.ends_at, withdrawal.brought_back_by) == (EVENING, editor)


def test_a_story_comes_back_as_its_working_copy(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, now=LATER)
    newer = change(article, headline="Ferry sails")
    publishing.bring_back(newer, by=editor, text="working copy", now=EVENING)
    assert spans(article) == [("Ferry", NOON, LATER), ("Ferry sails", EVENING, OPEN)]


def test_a_story_comes_back_at_a_moment(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, now=LATER)
    publishing.bring_back(article, by=editor, at=EVENING, now=LATER + MINUTE)
    assert live_at(article, EVENING - MICROSECOND) is None
    assert live_at(article, EVENING) == "Ferry"
    assert Withdrawal.objects.in_force(EVENING - MICROSECOND).exists()
    assert not Withdrawal.objects.in_force(EVENING).exists()


@pytest.mark.parametrize("text", ["as it was", "working copy"])
@pytest.mark.parametrize("at", [NOON, LATER, LATER + MINUTE])
def test_a_story_does_not_come_back_in_the_past(editor, text, at):
    article = make_live().article
    publishing.withdraw(article, by=editor, now=LATER)
    with pytest.raises(Refused, match="past"):
        publishing.bring_back(reloaded(article), by=editor, at=at, text=text, now=EVENING)
    assert Withdrawal.objects.get().ends_at == OPEN


def test_a_withdrawal_that_has_not_begun_is_taken_back(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, at=EVENING, now=NOON)
    publishing.bring_back(article, by=editor, now=LATER)
    assert spans(article) == [("Ferry", NOON, OPEN)]
    assert not Withdrawal.objects.in_force(EVENING).exists()


def test_taking_a_waiting_withdrawal_back_with_a_new_text_leaves_no_end(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, at=EVENING, now=NOON)
    newer = change(article, headline="Ferry sails")
    publishing.bring_back(newer, by=editor, text="working copy", now=LATER)
    assert spans(article) == [("Ferry", NOON, LATER), ("Ferry sails", LATER, OPEN)]


def test_what_is_not_withdrawn_cannot_come_back(editor):
    article = make_live().article
    with pytest.raises(NotLive, match="not withdrawn"):
        publishing.bring_back(article, by=editor, now=LATER)


def test_a_working_copy_that_is_not_ready_does_not_come_back(editor):
    article = make_live().article
    publishing.withdraw(article, by=editor, now=LATER)
    newer = change(article, headline="")
    with pytest.raises(NotReady):
        publishing.bring_back(newer, by=editor, text="working copy", now=EVENING)
    assert Withdrawal.objects.in_force(EVENING).exists()


def test_a_story_can_be_withdrawn_and_brought_back_again_and_again(editor):
    article = make_live(headline="Ferry").article
    for round_number in range(1, 4):
        publishing.withdraw(article, by=editor, now=NOON + round_number * HOUR)
        publishing.bring_back(article, by=editor, now=NOON + round_number * HOUR + MINUTE)
    assert len(spans(article)) == 4
    assert Withdrawal.objects.count() == 3
    assert live_at(article, NOON + 4 * HOUR) == "Ferry"


def no_faults(now) -> bool:
    return [fault for fault in integrity.faults(now) if fault] == []


def test_a_schedule_moved_before_a_timed_withdrawal_still_ends_with_it(editor):
    article = make_article(headline="Ferry")
    publishing.publish(article, by=editor, at=LATER, now=NOON)
    publishing.withdraw(article, by=editor, at=EVENING, now=NOON)
    publishing.publish(reloaded(article), by=editor, at=LATER + HOUR, now=NOON)
    assert spans(article) == [("Ferry", LATER + HOUR, EVENING)]
    assert no_faults(NOON)


def test_what_alone_a_timed_withdrawal_would_end_is_not_taken_back_before_it(editor):
    article = make_article(headline="Ferry")
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    publishing.withdraw(article, by=editor, at=EVENING, now=NOON)
    with pytest.raises(Refused, match="Bring it back first"):
        publishing.unschedule(version, by=editor, now=NOON)
    publishing.bring_back(reloaded(article), by=editor, now=NOON)
    publishing.unschedule(version, by=editor, now=NOON)
    assert spans(article) == []
    assert no_faults(NOON)


@pytest.mark.parametrize("text", ["as it was", "working copy"])
def test_a_withdrawal_that_has_not_begun_never_begins_once_taken_back(editor, text):
    article = make_live(headline="One").article
    publishing.withdraw(article, by=editor, at=LATER, now=NOON)
    article = change(article, headline="Two")
    publishing.bring_back(article, by=editor, at=EVENING, text=text, now=NOON)
    assert live_at(article, LATER) == "One"
    assert not Withdrawal.objects.in_force(LATER).exists()
    assert no_faults(NOON)


def test_a_return_that_is_taken_back_leaves_the_story_withdrawn(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, now=NOON + MINUTE)
    version = publishing.bring_back(article, by=editor, at=EVENING, now=LATER)
    with pytest.raises(NotLive, match="already"):
        publishing.bring_back(reloaded(article), by=editor, now=LATER)
    publishing.unschedule(version, by=editor, now=LATER)
    assert Withdrawal.objects.in_force(EVENING).exists()
    publishing.bring_back(reloaded(article), by=editor, now=LATER)
    assert live_at(article, LATER) == "Ferry"
    assert no_faults(LATER)


def test_a_return_that_is_moved_moves_the_end_of_the_withdrawal(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, now=NOON + MINUTE)
    publishing.bring_back(article, by=editor, at=LATER, now=NOON + MINUTE)
    publishing.publish(reloaded(article), by=editor, at=EVENING, now=NOON + MINUTE)
    assert Withdrawal.objects.in_force(LATER).exists()
    assert not Withdrawal.objects.in_force(EVENING).exists()
    assert live_at(article, EVENING) == "Ferry"


def test_two_withdrawals_may_end_at_the_same_moment(editor):
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=editor, at=EVENING, now=NOON)
    publishing.bring_back(reloaded(article), by=editor, now=NOON)
    publishing.withdraw(reloaded(article), by=editor, now=LATER)
    publishing.bring_back(reloaded(article), by=editor, at=EVENING, now=LATER)
    assert live_at(article, EVENING) == "Ferry"
    assert no_faults(LATER)
