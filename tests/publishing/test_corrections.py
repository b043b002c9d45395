"""A correction is told in words, from its version on, and goes with its schedule."""

import pytest

from articles import composing, publishing
from articles.errors import NotReady
from articles.models import Change, Correction, PublishedVersion
from tests.base import EVENING, LATER, NOON
from tests.factories import change, make_article, make_live

pytestmark = pytest.mark.django_db


def test_a_correction_is_told_with_the_version_that_it_leads_to(editor):
    article = make_live(headline="Ten boats").article
    version = publishing.publish(
        change(article, headline="Nine boats"),
        by=editor,
        change=Change.CORRECTION,
        note=" It said ten. ",
        at=EVENING,
        now=LATER,
    )
    correction = Correction.objects.get()
    assert (correction.version, correction.text, correction.kind) == (
        version,
        "It said ten.",
        "correction",
    )
    notices = composing.page_of(version, LATER).corrections
    assert [(notice.text, notice.at) for notice in notices] == [("It said ten.", EVENING)]
    before = PublishedVersion.objects.of(article).live(LATER).get()
    assert composing.page_of(before, LATER).corrections == ()


def test_a_correction_stays_on_later_versions(editor):
    article = make_live(headline="Ten boats").article
    publishing.publish(
        change(article, headline="Nine boats"),
        by=editor,
        change="correction",
        note="It said ten.",
        now=LATER,
    )
    version = publishing.publish(change(article, kicker="Port"), by=editor, now=EVENING)
    assert [notice.text for notice in composing.page_of(version, LATER).corrections] == [
        "It said ten."
    ]


def test_a_correction_put_in_before_a_waiting_version_is_told_there_too(editor):
    article = make_live(headline="Ten boats").article
    waiting = publishing.publish(
        change(article, headline="Boats leave"), by=editor, at=EVENING, now=NOON
    )
    publishing.publish(
        change(article, headline="Nine boats"),
        by=editor,
        change="correction",
        note="It said ten.",
        queue="keep",
        now=LATER,
    )
    waiting.refresh_from_db()
    assert [notice.text for notice in composing.page_of(waiting, LATER).corrections] == [
        "It said ten."
    ]


@pytest.mark.parametrize("kind", sorted(Change.noted()))
def test_a_change_that_must_be_told_needs_words(editor, kind):
    article = make_live().article
    newer = change(article, headline="New")
    with pytest.raises(NotReady, match="what readers should be told"):
        publishing.publish(newer, by=editor, change=kind, note="  ", now=LATER)


def test_a_kind_of_change_that_nobody_knows_is_refused(editor):
    with pytest.raises(NotReady, match="kind of change"):
        publishing.publish(make_article(), by=editor, change="rewrite", now=NOON)


def test_a_correction_goes_with_the_schedule_that_is_taken_back(editor):
    article = make_live().article
    version = publishing.publish(
        change(article, headline="New"),
        by=editor,
        change="correction",
        note="It said ten.",
        at=EVENING,
        now=LATER,
    )
    publishing.unschedule(version, by=editor, now=LATER)
    assert not Correction.objects.exists()
