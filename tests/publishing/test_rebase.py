"""What waits takes over what is published before it."""

import pytest

from articles import publishing
from articles.errors import Unsettled
from articles.models import OPEN, AuditRow, Change, PublishedVersion
from tests.base import EVENING, HOUR, LATER, NOON
from tests.factories import change, make_live
from tests.publishing.timeline import spans

pytestmark = pytest.mark.django_db

LIVE = "<p>The ferry sails at nine.</p><p>It is white.</p>"
NEWS = "<p>The ferry sails at ten.</p><p>It is white.</p>"
FIXED = "<p>The ferry sails at nine.</p><p>It is blue.</p>"


def waiting(article, **fields):
    return publishing.publish(change(article, **fields), by=None, at=EVENING, now=NOON)


def body_at(article, moment) -> str:
    return PublishedVersion.objects.of(article).live(moment).get().revision.content["body"]


def test_a_text_that_waits_takes_over_what_is_corrected_before_it():
    article = make_live(body=LIVE).article
    waiting(article, body=NEWS)
    fixed = change(article, body=FIXED)
    publishing.publish(fixed, by=None, at=LATER, queue="rebase", now=NOON)

    assert body_at(article, LATER) == FIXED
    assert body_at(article, EVENING) == "<p>The ferry sails at ten.</p><p>It is blue.</p>"


def test_one_behind_the_other_all_take_it_over():
    article = make_live(body=LIVE, headline="One").article
    waiting(article, body=NEWS)
    later = change(article, headline="Three", body=NEWS)
    publishing.publish(later, by=None, at=EVENING + HOUR, now=NOON)
    fixed = change(article, headline="One", body=FIXED)
    publishing.publish(fixed, by=None, queue="rebase", now=LATER)

    assert spans(article) == [
        ("One", NOON, LATER),
        ("One", LATER, EVENING),
        ("One", EVENING, EVENING + HOUR),
        ("Three", EVENING + HOUR, OPEN),
    ]
    assert "blue" in body_at(article, EVENING + HOUR)


def test_where_both_changed_the_same_it_has_to_be_said_what_stands():
    article = make_live(headline="Ferry sails").article
    version = waiting(article, headline="Ferry sails at ten")
    fixed = change(article, headline="Ferry sails at nine")

    with pytest.raises(Unsettled) as refusal:
        publishing.publish(fixed, by=None, queue="rebase", now=LATER)
    assert refusal.value.version == version
    assert refusal.value.names == {"headline"}

    settled = {version.revision_id: {"headline": "mine"}}
    publishing.publish(fixed, by=None, queue="rebase", settled=settled, now=LATER)
    assert [row[0] for row in spans(article)] == [
        "Ferry sails", "Ferry sails at nine", "Ferry sails at ten",
    ]  # fmt: skip


def test_a_text_of_which_nothing_is_left_goes_on_record():
    article = make_live(body=LIVE).article
    waiting(article, body=NEWS)
    publishing.publish(change(article, body=NEWS), by=None, queue="rebase", now=LATER)
    assert len(spans(article)) == 2
    assert AuditRow.objects.filter(act="version dropped").count() == 1


def test_what_readers_are_told_stays_with_the_text_that_waits():
    article = make_live(body=LIVE).article
    corrected = change(article, body=NEWS)
    told = {"change": Change.CORRECTION, "note": "It sails at ten."}
    publishing.publish(corrected, by=None, at=EVENING, now=NOON, **told)
    publishing.publish(change(article, body=FIXED), by=None, queue="rebase", now=LATER)
    assert article.corrections.get().text == "It sails at ten."
    assert article.corrections.get().dated_at == EVENING
