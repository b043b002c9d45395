"""What stands in the audit after an embargo, a legal hold or a limit was set, moved or lifted."""

import pytest

from articles import drafting, limiting
from articles.errors import Refused, StaleBase
from articles.models import AuditRow, Revision
from tests.audit.rows import acts, assert_says, the
from tests.base import DAY, HOUR, LATER, MINUTE, NOON
from tests.factories import change, make_article, reloaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(reporter):
    return make_article(by=reporter, headline="Ferry")


# Embargoes and holds --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "act"),
    [
        (None, LATER, "embargo set"),
        (LATER, LATER + DAY, "embargo moved"),
        (LATER + DAY, LATER, "embargo moved"),
        (LATER, None, "embargo lifted"),
    ],
)
def test_an_embargo_set_moved_and_lifted(editor, before, after, act):
    article = make_article(embargoed_until=before)
    already = acts()
    article = change(article, embargoed_until=after, by=editor, now=NOON + MINUTE)
    change(article, embargoed_until=after, by=editor, now=NOON + HOUR)
    row = AuditRow.objects.order_by("number").last()
    assert acts() == [*already, act]
    assert_says(row, by=editor, at=NOON + MINUTE, article=article, revision=article.head)
    was, until = Revision.objects.get(pk=row.revision.base_id), row.revision
    assert row.detail == {
        "was": was.content["embargoed_until"],
        "until": until.content["embargoed_until"],
    }


def test_a_story_begun_under_an_embargo_and_a_hold(editor):
    article = make_article(by=editor, embargoed_until=LATER, legal_hold=True)
    assert acts() == ["embargo set", "hold set"]
    for row in AuditRow.objects.all():
        assert_says(row, by=editor, article=article, revision=article.head)


def test_a_hold_set_and_cleared(story, sub_editor, legal):
    held = change(story, legal_hold=True, legal_hold_reason="Named a minor", by=sub_editor)
    change(held, legal_hold=True, headline="Ferry sails", by=sub_editor)
    free = change(held, legal_hold=False, legal_hold_reason="", by=legal, now=LATER)
    assert acts() == ["hold set", "hold cleared"]
    assert_says(the("hold set"), by=sub_editor, article=story, revision=held.head)
    assert_says(the("hold cleared"), by=legal, at=LATER, article=story, revision=free.head)
    assert "minor" not in str(list(AuditRow.objects.values()))


def test_another_reason_of_a_hold_is_recorded_without_it(story, sub_editor, legal):
    held = change(story, legal_hold=True, legal_hold_reason="A letter", by=sub_editor)
    for _press in range(2):
        held = change(held, legal_hold_reason="Named a minor", by=legal, now=LATER)
    assert acts() == ["hold set", "hold reason changed"]
    assert_says(the("hold reason changed"), by=legal, at=LATER, article=story, revision=held.head)
    assert "minor" not in str(list(AuditRow.objects.values()))


def test_an_embargo_in_a_text_that_was_refused_is_not_recorded(story, editor):
    base = story.head_id
    change(story, headline="Ferry sails")
    with pytest.raises(StaleBase):
        drafting.save(reloaded(story), {"embargoed_until": LATER}, base=base, by=editor, now=NOON)
    assert acts() == []


# Limits ---------------------------------------------------------------------------------------


@pytest.fixture
def held(reporter):
    return make_article(by=reporter, legal_hold=True)


def test_limited_to_named_people_and_lifted(held, legal, editor):
    limiting.limit(held, [legal, editor], by=legal, now=NOON)
    for _press in range(2):
        limiting.lift(held, by=legal, now=LATER)
    assert acts() == ["hold set", "limited", "limit lifted"]
    row = the("limited")
    assert (row.by, row.at, row.article) == (legal, NOON, held)
    assert row.detail == {"named": ["editor", "legal"]}
    row = the("limit lifted")
    assert (row.by, row.at, row.article) == (legal, LATER, held)


def test_a_limit_that_is_refused_records_nothing(story, legal):
    for people in ([], [legal]):
        with pytest.raises(Refused):
            limiting.limit(story, people, by=legal, now=NOON)
    assert acts() == []
