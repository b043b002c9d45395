"""A legal hold stops what waits, and nothing of it is lost."""

import pytest
from django.db import IntegrityError, transaction

from articles import drafting, publishing
from articles.errors import Invalid, NotLive, NotReady, Refused
from articles.models import OPEN, Article, AuditRow, Change, StoppedPublication, Withdrawal
from tests.base import DAY, EVENING, HOUR, LATER, MINUTE, NOON
from tests.factories import change, make_article, make_live, reloaded
from tests.publishing.timeline import live_at, spans

pytestmark = pytest.mark.django_db


def scheduled(**fields):
    return publishing.publish(make_article(**fields), by=None, at=EVENING, now=NOON)


def hold(article, now=LATER):
    return publishing.hold(reloaded(article), by=None, reason="A letter came.", now=now)


def clear(article, now):
    return publishing.clear_hold(reloaded(article), by=None, now=now)


def test_nothing_goes_live_while_the_hold_stands():
    article = scheduled(headline="Ferry").article
    [stopped] = hold(article)
    assert spans(article) == []
    assert stopped.live_from == EVENING
    assert reloaded(article).legal_hold


def test_what_readers_see_goes_on():
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Two"), by=None, at=EVENING, now=NOON)
    hold(article)
    assert spans(article) == [("One", NOON, OPEN)]


def test_cleared_in_time_all_is_as_it_was_planned():
    article = make_live(headline="One").article
    told = {"change": Change.CORRECTION, "note": "It was not so."}
    two = change(article, headline="Two")
    publishing.publish(two, by=None, at=EVENING, now=NOON, **told)
    three = change(article, headline="Three")
    publishing.publish(three, by=None, at=EVENING + HOUR, now=NOON)
    before = spans(article)
    hold(article)
    cleared = clear(article, LATER + HOUR)
    assert spans(article) == before
    assert [version.headline for version in cleared.resumed] == ["Two", "Three"]
    assert cleared.left == []
    assert article.corrections.get().text == "It was not so."


def test_cleared_too_late_it_waits_for_somebody_who_publishes():
    article = scheduled(headline="Ferry").article
    hold(article)
    cleared = clear(article, NOON + DAY)
    assert spans(article) == []
    [left] = cleared.left
    version = publishing.resume(left, by=None, now=NOON + DAY)
    assert live_at(article, NOON + DAY) == "Ferry"
    assert publishing.resume(left, by=None, now=NOON + DAY + HOUR) == version


def test_it_does_not_go_on_under_the_hold():
    [stopped] = hold(scheduled().article)
    with pytest.raises(NotReady):
        publishing.resume(stopped, by=None, now=LATER)


def test_it_may_be_given_up_on_record():
    article = scheduled().article
    [stopped] = hold(article)
    publishing.give_up(stopped, by=None, now=LATER)
    publishing.give_up(stopped, by=None, now=LATER)
    assert AuditRow.objects.filter(act="stopped publication given up").count() == 1
    assert clear(article, LATER) == ([], [])
    with pytest.raises(NotLive):
        publishing.resume(stopped, by=None, now=LATER)


def test_a_return_that_was_planned_stays_a_return():
    article = make_live(headline="One").article
    publishing.withdraw(article, by=None, now=LATER)
    publishing.bring_back(reloaded(article), by=None, at=EVENING, now=LATER)
    hold(article)
    assert Withdrawal.objects.get().ends_at == OPEN
    clear(article, LATER + HOUR)
    assert Withdrawal.objects.get().ends_at == EVENING
    assert live_at(article, EVENING) == "One"


def test_pressed_twice_it_stops_once():
    article = scheduled().article
    hold(article)
    assert hold(article) == []
    assert StoppedPublication.objects.count() == 1
    clear(article, LATER)
    assert clear(article, LATER + HOUR).resumed == []
    assert len(spans(article)) == 1


def test_no_other_door_sets_a_hold_beside_the_queue():
    article = reloaded(scheduled().article)
    with pytest.raises(Invalid):
        drafting.save(article, {"legal_hold": True}, base=article.head_id, by=None, now=NOON)


def test_the_database_refuses_a_version_of_a_story_on_hold():
    version = make_live()
    hold(version.article)
    version.pk, version.live_from, version.live_until = None, EVENING, OPEN
    with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
        version.save(force_insert=True)


def test_the_database_refuses_a_hold_beside_the_queue():
    article = scheduled().article
    rows = Article.objects.filter(pk=article.pk)
    with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
        rows.update(legal_hold=True)


def test_the_database_refuses_what_begins_before_the_end_of_an_embargo():
    version = scheduled(embargoed_until=LATER)
    publishing.unschedule(version, by=None, now=NOON)
    version.pk, version.live_from, version.embargoed_until = None, LATER - HOUR / 2, None
    with pytest.raises(IntegrityError, match="embargo"), transaction.atomic():
        version.save(force_insert=True)


def test_the_database_refuses_an_embargo_that_forbids_what_waits():
    article = scheduled().article
    rows = Article.objects.filter(pk=article.pk)
    with pytest.raises(IntegrityError, match="embargo"), transaction.atomic():
        rows.update(embargoed_until=EVENING + HOUR)


def test_the_forecast_is_what_clearing_does():
    article = scheduled(headline="One").article
    publishing.publish(change(article, headline="Two"), by=None, at=EVENING + HOUR, now=NOON)
    hold(article)
    now = EVENING + HOUR / 2
    foreseen = publishing.on_clearing(reloaded(article), now)
    assert [(row.live_from, said) for row, said in foreseen] == [
        (EVENING, "Its moment has passed."),
        (EVENING + HOUR, ""),
    ]
    cleared = clear(article, now)
    assert [version.headline for version in cleared.resumed] == ["Two"]
    assert [row.live_from for row in cleared.left] == [EVENING]


def test_what_two_holds_stopped_for_one_moment_goes_on_once():
    article = scheduled(headline="One").article
    hold(article)
    article = change(article, embargoed_until=EVENING + DAY)
    clear(article, LATER)
    article = change(article, embargoed_until=None, headline="Two", now=LATER)
    publishing.publish(article, by=None, at=EVENING, now=LATER)
    hold(article, LATER + HOUR)
    said = [obstacle for _row, obstacle in publishing.on_clearing(reloaded(article), LATER + HOUR)]
    assert said == ["", "Another text of this story begins at that moment."]
    cleared = clear(article, LATER + HOUR)
    assert len(cleared.resumed) == len(cleared.left) == 1


def test_who_clears_is_on_record_and_who_planned_it_stays_the_publisher(editor, legal):
    article = make_article()
    publishing.publish(article, by=editor, at=EVENING, now=NOON)
    publishing.hold(article, by=legal, reason="A letter came.", now=LATER)
    [version] = publishing.clear_hold(article, by=legal, now=LATER).resumed
    assert version.published_by == editor
    assert AuditRow.objects.filter(act="scheduled").latest("number").by == legal
    assert AuditRow.objects.get(act="stopped by the hold").by == legal


def test_what_has_gone_on_is_not_given_up():
    article = scheduled().article
    [stopped] = hold(article)
    clear(article, NOON + DAY)
    publishing.resume(stopped, by=None, now=NOON + DAY)
    with pytest.raises(NotLive):
        publishing.give_up(stopped, by=None, now=NOON + DAY)


def test_a_withdrawal_of_what_was_stopped_can_be_taken_back():
    article = scheduled(headline="Ferry").article
    publishing.withdraw(article, by=None, at=EVENING + HOUR, now=NOON)
    [stopped] = hold(article)
    clear(article, NOON + DAY)
    with pytest.raises(Refused):
        publishing.resume(stopped, by=None, now=NOON + DAY)
    with pytest.raises(NotLive, match="working copy"):
        publishing.bring_back(reloaded(article), by=None, now=NOON + DAY)
    publishing.bring_back(reloaded(article), by=None, text="working copy", now=NOON + DAY)
    assert live_at(article, NOON + DAY) == "Ferry"


def test_a_story_that_was_to_come_back_stays_down_until_the_withdrawal_that_waits():
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=None, now=LATER)
    publishing.bring_back(reloaded(article), by=None, at=EVENING, now=LATER)
    publishing.withdraw(reloaded(article), by=None, at=EVENING + HOUR, now=LATER)
    publishing.hold(reloaded(article), by=None, reason="A judge asks.", now=LATER)
    begins = article.withdrawals.order_by("begins_at").values_list("begins_at", "ends_at")
    assert list(begins) == [(LATER, EVENING + HOUR), (EVENING + HOUR, OPEN)]

    publishing.clear_hold(reloaded(article), by=None, now=LATER + MINUTE)
    assert spans(article)[-1] == ("Ferry", EVENING, EVENING + HOUR)
    assert list(begins.all()) == [(LATER, EVENING), (EVENING + HOUR, OPEN)]


def test_of_two_withdrawals_in_a_row_the_story_comes_back_from_the_present_one():
    article = make_live(headline="Ferry").article
    publishing.withdraw(article, by=None, now=LATER)
    version = publishing.bring_back(reloaded(article), by=None, at=EVENING, now=LATER)
    publishing.withdraw(reloaded(article), by=None, at=EVENING + HOUR, now=LATER)
    publishing.hold(reloaded(article), by=None, reason="A judge asks.", now=LATER)
    publishing.give_up(article.stopped.get(), by=None, now=LATER)
    publishing.clear_hold(reloaded(article), by=None, now=LATER)
    again = publishing.bring_back(reloaded(article), by=None, now=LATER + MINUTE)
    assert again.live_from < version.live_from
    assert again.live_until == EVENING + HOUR
