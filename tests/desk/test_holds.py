"""Legal holds at the desk: what they stop, what goes on when they are cleared, and their record."""

import pytest
import time_machine
from django.urls import reverse

from articles import beginning, drafting, permissions, publishing
from articles.errors import Refused
from articles.models import (
    AuditRow,
    Change,
    PublishedVersion,
    StoppedPublication,
)
from tests import base, factories
from tests.base import DAY, EVENING, HOUR, LATER, MINUTE, NOON
from tests.desk import holding, pages
from tests.desk.holding import EIGHT, QUEUE, read

pytestmark = pytest.mark.django_db

clock = base.standing_clock(NOON)


@pytest.fixture
def lawyer(legal):
    return base.signed_in(legal)


# Set ------------------------------------------------------------------------------------------


def test_before_the_press_it_says_what_it_stops_and_what_goes_on(lawyer, editor):
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    changed = factories.change(live, headline="Ferry late")
    told = {"change": Change.CORRECTION, "note": "It is blue."}
    publishing.publish(changed, by=editor, at=EVENING, now=NOON, **told)
    publishing.withdraw(live, by=editor, at=NOON + DAY, now=NOON)
    parts = holding.parts(read(lawyer, pages.room(live, "hold")))
    assert parts["It stops"] == [f"Correction planned for {EIGHT} Ferry late"]
    assert parts["It does not touch"] == [
        "What readers see stays until the story is withdrawn: Ferry",
        "A withdrawal waits: the story comes down 11 March 2025 14:00 (UTC+04:00).",
        "Texts can be written and saved.",
    ]


def test_the_kinds_of_what_it_stops(lawyer, editor):
    first = holding.scheduled().article
    gone = factories.make_live(now=NOON - DAY).article
    publishing.withdraw(gone, by=editor, now=NOON - HOUR)
    publishing.bring_back(gone, by=editor, at=EVENING, now=NOON)
    assert "First publication planned for" in read(lawyer, pages.room(first, "hold"))
    assert "Return of the story planned for" in read(lawyer, pages.room(gone, "hold"))
    nothing = read(lawyer, pages.room(factories.make_article(), "hold"))
    assert "Nothing is scheduled: nothing is stopped." in nothing


def test_after_the_press_it_says_what_it_stopped(lawyer, legal):
    article = holding.scheduled().article
    said = holding.said(lawyer, pages.room(article, "hold"), reason="A letter came.")
    assert said.startswith("On hold: nothing of it is published")
    assert said.endswith(f"Stopped: first publication planned for {EIGHT}.")
    assert not PublishedVersion.objects.exists()
    stopped = StoppedPublication.objects.get()
    assert (stopped.stopped_by, stopped.published_by.username) == (legal, "editor")


def test_the_second_press_of_a_sub_editor_stops_nothing_twice():
    article = holding.scheduled().article
    browser = base.signed_in(base.person("sub_editor"))
    sheet = pages.room(article, "hold")
    data = pages.open_form(browser, sheet) | {"reason": "A letter came."}
    for _press in range(2):
        answer = browser.post(sheet, data, follow=True)
        assert "On hold: nothing of it is published" in pages.said(answer)[0]
    assert StoppedPublication.objects.count() == 1
    assert AuditRow.objects.filter(act="hold set").count() == 1
    assert browser.post(sheet, {"reason": "Another"}).status_code == 403


# Cleared --------------------------------------------------------------------------------------


def test_before_the_hold_is_cleared_it_says_what_goes_on_and_what_not(lawyer, editor):
    article = holding.scheduled(LATER).article
    later = factories.change(article, headline="Ferry late")
    publishing.publish(later, by=editor, at=EVENING, now=NOON)
    publishing.hold(article, by=editor, reason="A letter came.", now=NOON)
    with time_machine.travel(LATER + MINUTE, tick=False):
        parts = holding.parts(read(lawyer, pages.room(article, "clear_hold")))
        assert parts["The hold"] == [
            "A letter came.",
            "Set by editor, 10 March 2025 14:00 (UTC+04:00).",
        ]
        assert parts["Goes on as it was planned"] == [f"Update planned for {EIGHT} Ferry late"]
        [stays] = parts["Does not go on until somebody who publishes says so"]
        assert stays.startswith("First publication planned for 10 March 2025 15:00")
        assert stays.endswith("Ferry Its moment has passed.")
        said = holding.said(lawyer, pages.room(article, "clear_hold"))
    assert f"As it was planned, this goes on: {EIGHT}." in said
    assert "This does not go on: first publication planned for 10 March 2025 15:00" in said
    version = PublishedVersion.objects.get()
    assert (version.live_from, version.published_by) == (EVENING, editor)
    assert AuditRow.objects.filter(act="scheduled").latest("number").by.username == "legal"


def test_what_else_stands_in_the_way_is_said(lawyer):
    article = holding.scheduled().article
    publishing.hold(article, by=None, reason="A letter came.", now=NOON)
    factories.change(article, embargoed_until=NOON + DAY)
    page = read(lawyer, pages.room(article, "clear_hold"))
    assert "The story is under embargo until 11 March 2025 14:00" in page
    pages.act(lawyer, pages.room(article, "clear_hold"))
    assert not PublishedVersion.objects.exists()
    assert StoppedPublication.objects.get().settled_at is None


def test_a_story_that_is_withdrawn_then_says_so(lawyer):
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    changed = factories.change(live, headline="Ferry late")
    publishing.publish(changed, by=None, at=EVENING, now=NOON)
    publishing.hold(live, by=None, reason="A letter came.", now=NOON)
    publishing.withdraw(live, by=None, at=LATER, now=NOON)
    assert "The story is withdrawn then." in read(lawyer, pages.room(live, "clear_hold"))
    pages.act(lawyer, pages.room(live, "clear_hold"))
    assert not PublishedVersion.objects.filter(live_from__gt=NOON).exists()


def test_a_chain_that_begins_with_a_return_goes_on_whole(lawyer):
    gone = factories.make_live(headline="Ferry", now=NOON - DAY).article
    publishing.withdraw(gone, by=None, now=NOON - HOUR)
    publishing.bring_back(gone, by=None, at=LATER, now=NOON)
    publishing.publish(factories.change(gone, headline="Ferry late"), by=None, at=EVENING, now=NOON)
    publishing.hold(gone, by=None, reason="A letter came.", now=NOON)
    parts = holding.parts(read(lawyer, pages.room(gone, "clear_hold")))
    assert len(parts["Goes on as it was planned"]) == 2
    pages.act(lawyer, pages.room(gone, "clear_hold"))
    assert PublishedVersion.objects.filter(live_from__gt=NOON).count() == 2


def test_clearing_never_publishes_at_once(lawyer, legal):
    stopped = holding.stopped(freed=None)
    with holding.freed():
        said = holding.said(lawyer, pages.room(stopped.article, "clear_hold"))
        assert "Somebody who publishes says what becomes of it." in said
        assert not PublishedVersion.objects.exists()
        assert lawyer.get(holding.resume(stopped)).status_code == 403
        assert lawyer.get(holding.give_up(stopped)).status_code == 403
        again = lawyer.post(pages.room(stopped.article, "clear_hold"), follow=True)
    assert pages.said(again) == ["It is not on legal hold: the hold was cleared before."]


# The history, the audit and other doors -----------------------------------------------------------


def test_the_history_and_the_audit_tell_all_of_it(at_desk, editor):
    article = holding.scheduled(LATER).article
    later = factories.change(article, headline="Ferry late")
    publishing.publish(later, by=editor, at=EVENING, now=NOON)
    publishing.hold(article, by=base.person("legal"), reason="A letter came.", now=NOON + MINUTE)
    publishing.clear_hold(article, by=base.person("chief_editor"), now=LATER + MINUTE)
    publishing.give_up(StoppedPublication.objects.get(settled_at=None), by=editor, now=EVENING)
    page = read(at_desk, reverse("admin:articles_article_history", args=[article.pk]))
    for words in (
        'Put on legal hold <span class="history-note">(A letter came.)</span>',
        "The legal hold is cleared",
        f"Stopped by the hold: it was planned for {EIGHT}",
        "(update, planned by editor)",
        f"What the hold had stopped goes on: it was planned for {EIGHT}",
        "Given up: it was planned for 10 March 2025 15:00 (UTC+04:00)",
    ):
        assert words in page, words
    chief = base.signed_in(base.person("chief_editor"))
    audit = read(chief, f"/admin/articles/auditrow/?story={article.pk}")
    for words in (
        "hold set",
        "stopped by the hold",
        "hold cleared",
        f"stopped from: {EIGHT}",
        "stopped publication given up",
    ):
        assert words in audit, words


def test_what_waits_for_a_word_is_not_removed(editor):
    stopped = holding.stopped()
    with pytest.raises(Refused, match="stopped by a legal hold"):
        drafting.remove(stopped.article, by=editor, now=EVENING + HOUR)
    publishing.give_up(stopped, by=editor, now=EVENING + HOUR)
    drafting.remove(stopped.article, by=editor, now=EVENING + HOUR)
    assert factories.reloaded(stopped.article).removed_at


def test_a_copy_takes_the_hold_along_and_nothing_that_was_stopped(editor):
    source = holding.stopped(freed=None).article
    copy = beginning.copy(source, by=editor, reach=permissions.of(editor), now=NOON)
    assert copy.legal_hold_reason == "A letter came."
    assert not copy.stopped.exists()


def test_a_story_with_a_stopped_text_is_published_in_bulk_and_keeps_it_in_sight(at_desk):
    stopped = holding.stopped()
    later = factories.change(stopped.article, headline="Later", now=EVENING + HOUR)
    with holding.freed():
        publishing.publish(later, by=None)
        assert holding.ways(stopped, read(at_desk, QUEUE)) == ["resume", "give_up"]
        page = read(at_desk, holding.resume(stopped))
        assert "Readers see a text that was published after this one was stopped" in page
