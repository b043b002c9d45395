"""Publishing takes the revision that was loaded, once, and puts it on record."""

import pytest

from articles import publishing
from articles.errors import StaleBase
from articles.models import OPEN, Article, AuditRow, PublishedVersion, Revision
from tests.base import LATER, MICROSECOND, MINUTE, NOON
from tests.factories import change, make_article, make_live, make_topic, reloaded
from tests.publishing.timeline import live_at, spans

pytestmark = pytest.mark.django_db


# Which revision ---------------------------------------------------------------------------------


def test_it_publishes_the_revision_that_was_loaded(editor):
    article = make_article(headline="Ferry")

    version = publishing.publish(article, by=editor, now=NOON)

    assert version.revision == article.head
    assert version.published_by == editor
    assert spans(article) == [("Ferry", NOON, OPEN)]
    assert Revision.objects.filter(article=article).count() == 1


def test_what_was_changed_in_memory_is_saved_as_a_revision_first(editor):
    article = make_article(headline="Ferry", body="<p>Sails.</p>")
    article.headline = "Ferry sails"
    article.body = "<p>Sails<script>x()</script>.</p>"

    version = publishing.publish(article, by=editor, now=NOON)

    assert version.headline == "Ferry sails"
    assert version.revision.content["body"] == "<p>Sails.</p>"
    assert version.revision.made_by == editor
    assert reloaded(article).head == version.revision


def test_a_story_that_was_never_saved_is_saved_and_published(editor, town):
    article = Article(headline="Ferry", body="<p>Sails.</p>", section=town)
    version = publishing.publish(article, by=editor, now=NOON)
    assert version.revision == reloaded(article).head


def test_a_row_that_no_verb_made_is_saved_and_published(editor, town):
    row = Article.objects.create(headline="Ferry", body="<p>Sails.</p>", section=town)
    version = publishing.publish(row, by=editor, now=NOON)
    assert version.revision == reloaded(row).head
    assert version.headline == "Ferry"


def test_it_refuses_when_somebody_saved_meanwhile(editor, reporter):
    article = make_article(headline="Ferry")
    theirs = change(article, headline="Ferry sinks", by=reporter).head

    with pytest.raises(StaleBase) as refusal:
        publishing.publish(article, by=editor, now=NOON)

    assert refusal.value.theirs == theirs
    assert refusal.value.mine == article.head
    assert not PublishedVersion.objects.exists()


def test_it_refuses_and_keeps_both_texts_when_memory_and_head_moved(editor):
    article = make_article(headline="Ferry")
    change(article, headline="Ferry sinks")
    article.headline = "Ferry sails"

    with pytest.raises(StaleBase) as refusal:
        publishing.publish(article, by=editor, now=NOON)

    assert refusal.value.mine.content["headline"] == "Ferry sails"
    assert reloaded(article).headline == "Ferry sinks"
    assert not PublishedVersion.objects.exists()


def test_somebody_elses_topics_are_not_taken_for_a_change_of_mine(editor):
    article = make_article(headline="Ferry")
    change(article, topics=[make_topic()])
    with pytest.raises(StaleBase):
        publishing.publish(article, by=editor, now=NOON)
    assert not Revision.objects.filter(kind=Revision.Kind.REFUSED).exists()


# Once -------------------------------------------------------------------------------------------


def test_pressed_twice_it_publishes_once(editor):
    article = make_article()
    first = publishing.publish(article, by=editor, now=NOON)
    second = publishing.publish(reloaded(article), by=editor, now=NOON + MINUTE)
    assert second == first
    assert PublishedVersion.objects.count() == 1
    assert AuditRow.objects.filter(act="published").count() == 1


def test_a_second_press_whose_clock_is_behind_publishes_once(editor):
    """Two servers' clocks differ by milliseconds, and so do two presses of one button."""
    article = make_article()
    first = publishing.publish(article, by=editor, now=NOON)
    second = publishing.publish(reloaded(article), by=editor, now=NOON - MICROSECOND)
    assert second == first
    assert spans(article) == [(article.headline, NOON, OPEN)]


def test_an_update_whose_clock_is_behind_does_not_undo_what_began(editor):
    article = make_live(headline="Ferry").article
    newer = change(article, headline="Ferry sails")
    publishing.publish(newer, by=editor, now=NOON - MICROSECOND)
    assert live_at(article, NOON + MICROSECOND) == "Ferry sails"
    assert [span[0] for span in spans(article)] == ["Ferry", "Ferry sails"]


def test_scheduled_twice_for_one_moment_it_is_scheduled_once(editor):
    article = make_article()
    first = publishing.publish(article, by=editor, at=LATER, now=NOON)
    second = publishing.publish(reloaded(article), by=editor, at=LATER, now=NOON + MINUTE)
    assert second == first
    assert PublishedVersion.objects.count() == 1


# On record --------------------------------------------------------------------------------------


def test_every_publication_is_on_record(editor):
    article = make_article()
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    row = AuditRow.objects.get()
    assert (row.act, row.by, row.at, row.article, row.revision) == (
        "scheduled",
        editor,
        NOON,
        article,
        version.revision,
    )
    assert row.detail["live_from"] == LATER.isoformat()
