"""What waits already is spoken for: it stays, goes, or gives its place."""

import pytest

from articles import publishing
from articles.errors import ScheduledAhead
from articles.models import OPEN, AuditRow
from tests.base import EVENING, HOUR, LATER, NOON
from tests.factories import change, make_live, reloaded
from tests.publishing.timeline import spans

pytestmark = pytest.mark.django_db


def test_the_queue_must_be_spoken_for(editor):
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Three"), by=editor, at=EVENING, now=NOON)
    second = change(article, headline="Two")

    with pytest.raises(ScheduledAhead) as refusal:
        publishing.publish(second, by=editor, at=LATER, now=NOON)

    assert [version.headline for version in refusal.value.versions] == ["Three"]
    assert spans(article) == [("One", NOON, EVENING), ("Three", EVENING, OPEN)]


def test_the_queue_may_stay(editor):
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Three"), by=editor, at=EVENING, now=NOON)
    publishing.publish(change(article, headline="Two"), by=editor, at=LATER, queue="keep", now=NOON)
    assert spans(article) == [
        ("One", NOON, LATER),
        ("Two", LATER, EVENING),
        ("Three", EVENING, OPEN),
    ]


def test_the_queue_may_go(editor):
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Three"), by=editor, at=EVENING, now=NOON)
    publishing.publish(
        change(article, headline="Two"), by=editor, at=LATER, queue="cancel", now=NOON
    )
    assert spans(article) == [("One", NOON, LATER), ("Two", LATER, OPEN)]
    assert AuditRow.objects.filter(act="version dropped").count() == 1


def test_another_text_for_the_very_moment_takes_its_place(editor):
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Two"), by=editor, at=LATER, now=NOON)
    third = change(article, headline="Three")
    with pytest.raises(ScheduledAhead):
        publishing.publish(third, by=editor, at=LATER, now=NOON)
    publishing.publish(third, by=editor, at=LATER, queue="keep", now=NOON)
    assert spans(article) == [("One", NOON, LATER), ("Three", LATER, OPEN)]


def test_cancelling_what_waits_around_a_moved_schedule_leaves_no_end(editor):
    article = make_live(headline="One").article
    for hours, headline in ((4, "Two"), (8, "Four"), (6, "Three")):
        changed = change(article, headline=headline)
        at = NOON + hours * HOUR
        publishing.publish(changed, by=editor, at=at, queue="keep", now=NOON)
    publishing.publish(reloaded(article), by=editor, at=NOON + 2 * HOUR, queue="cancel", now=NOON)
    assert spans(article) == [("One", NOON, NOON + 2 * HOUR), ("Three", NOON + 2 * HOUR, OPEN)]
