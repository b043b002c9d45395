"""What stands in the audit after each act on a story: who, when, what, and which revision."""

import pytest

from articles import publishing
from articles.errors import NotLive, NotReady, Refused, StaleBase
from articles.models import AuditRow, Revision
from tests.audit.rows import acts, assert_says, the
from tests.base import HOUR, LATER, MINUTE, NOON
from tests.factories import change, make_article, make_live, make_section, reloaded
from tests.wire import dispatches

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter):
    return make_article(by=reporter, headline="Ferry")


def test_beginning_and_saving_a_story_is_told_by_its_revisions_alone(story, reporter):
    change(story, headline="Ferry sails", by=reporter)
    assert acts() == []


# Published, scheduled, taken back -------------------------------------------------------------


def test_published(story, editor):
    publishing.publish(story, by=editor, now=NOON)
    row = the("published")
    assert_says(row, by=editor, article=story, revision=story.head)
    assert row.detail == {"live_from": NOON.isoformat(), "change": "update"}


def test_published_twice_is_recorded_once(story, editor):
    for _press in range(2):
        publishing.publish(reloaded(story), by=editor, now=NOON)
    assert acts() == ["published"]


def test_a_correction_is_published_from_its_own_revision(editor):
    article = change(make_live().article, body="<p>Nine boats.</p>")
    publishing.publish(
        article, by=editor, change="correction", note="It said ten boats.", now=LATER
    )
    row = AuditRow.objects.order_by("number").last()
    assert_says(row, by=editor, at=LATER, article=article, revision=article.head)
    assert row.detail["change"] == "correction"
    assert "ten boats" not in str(row.detail)


def test_a_publication_that_is_refused_records_nothing(editor):
    article = make_article(headline="")
    with pytest.raises(NotReady):
        publishing.publish(article, by=editor, now=NOON)
    with pytest.raises(Refused):
        publishing.publish(make_article(), by=editor, at=NOON - HOUR, now=NOON)
    assert acts() == []


def test_a_text_that_was_overtaken_is_not_published_and_not_recorded(story, editor):
    overtaken = reloaded(story)
    change(story, headline="Ferry sails")
    with pytest.raises(StaleBase):
        publishing.publish(overtaken, by=editor, now=NOON)
    assert acts() == []


def test_scheduled(story, editor):
    publishing.publish(story, by=editor, at=LATER, now=NOON)
    row = the("scheduled")
    assert_says(row, by=editor, article=story, revision=story.head)
    assert row.detail["live_from"] == LATER.isoformat()


def test_scheduled_anew_drops_the_version_before(story, editor):
    publishing.publish(story, by=editor, at=LATER, now=NOON)
    publishing.publish(story, by=editor, at=LATER + HOUR, now=NOON + MINUTE)
    publishing.publish(story, by=editor, at=LATER + HOUR, now=NOON + MINUTE)
    assert acts() == ["scheduled", "version dropped", "scheduled"]
    row = the("version dropped")
    assert_says(row, by=editor, at=NOON + MINUTE, article=story, revision=story.head)
    assert row.detail == {"live_from": LATER.isoformat()}


def test_a_schedule_taken_back(story, editor, chief_editor):
    version = publishing.publish(story, by=editor, at=LATER, now=NOON)
    publishing.unschedule(version, by=chief_editor, now=NOON + MINUTE)
    row = the("version dropped")
    assert_says(row, by=chief_editor, at=NOON + MINUTE, article=story, revision=story.head)
    with pytest.raises(NotLive):
        publishing.unschedule(version, by=chief_editor, now=NOON + MINUTE)
    assert acts() == ["scheduled", "version dropped"]


# Withdrawn and brought back -------------------------------------------------------------------


def test_withdrawn(editor):
    article = make_live().article
    for _press in range(2):
        publishing.withdraw(
            article, by=editor, reason="The mayor rang", public_note="Wrong ferry.", now=LATER
        )
    assert acts() == ["published", "withdrawn"]
    row = the("withdrawn")
    assert (row.by, row.at, row.article) == (editor, LATER, article)
    assert row.detail == {"begins_at": LATER.isoformat(), "answer": 410}


def test_what_was_scheduled_after_a_withdrawal_is_dropped_on_record(editor):
    article = make_live().article
    publishing.publish(change(article, headline="Two"), by=editor, at=LATER + HOUR, now=NOON)
    publishing.withdraw(article, by=editor, now=LATER)
    assert acts() == ["published", "scheduled", "version dropped", "withdrawn"]


def test_a_draft_that_cannot_be_withdrawn_leaves_no_row(story, editor):
    with pytest.raises(NotLive):
        publishing.withdraw(story, by=editor, now=NOON)
    assert acts() == []


def test_brought_back(editor, chief_editor):
    article = make_live().article
    publishing.withdraw(article, by=editor, now=LATER)
    publishing.bring_back(article, by=chief_editor, now=LATER + MINUTE)
    with pytest.raises(NotLive):
        publishing.bring_back(article, by=chief_editor, now=LATER + MINUTE)
    assert acts() == ["published", "withdrawn", "brought back", "published"]
    row = the("brought back")
    assert (row.by, row.at, row.article) == (chief_editor, LATER + MINUTE, article)


def test_a_story_that_is_not_withdrawn_is_not_brought_back(story, editor):
    with pytest.raises(NotLive):
        publishing.bring_back(story, by=editor, now=NOON)
    assert acts() == []


# Wire copy ------------------------------------------------------------------------------------


def test_wire_copy_created_revised_and_in_conflict(reporter):
    created = dispatches.bring_in(by=reporter)
    row = the("wire created")
    assert_says(row, by=reporter, article=created.article, revision=created.record.revision)
    revised = dispatches.bring_in(dispatches.newer(), by=reporter, now=LATER)
    row = the("wire revised")
    assert_says(
        row, by=reporter, at=LATER, article=created.article, revision=revised.record.revision
    )
    dispatches.edited(revised, headline="Edited at the desk", body="<p>Edited.</p>")
    conflict = dispatches.bring_in(
        dispatches.newer(dispatches.newer()), by=reporter, now=LATER + HOUR
    )
    row = the("wire conflict")
    assert row.revision == conflict.record.revision
    assert row.revision.kind == Revision.Kind.REFUSED


def test_wire_copy_that_came_before_is_recorded_once(reporter):
    for _time in range(2):
        dispatches.bring_in(by=reporter, section=make_section("Town"))
    assert acts() == ["wire created"]


def test_an_import_by_a_command_is_recorded_as_nobodys():
    dispatches.bring_in()
    row = the("wire created")
    assert (row.by, row.name) == (None, "")
