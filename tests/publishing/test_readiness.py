"""Only a story that is ready is published; a refusal says all that is missing."""

import pytest

from articles import publishing, readiness
from articles.errors import NotReady
from articles.models import Article, AuditRow, PublishedVersion
from tests.base import EVENING, HOUR, LATER, MICROSECOND, NOON
from tests.factories import change, make_article, make_live, reloaded
from tests.publishing.timeline import live_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"headline": ""}, "The story has no headline yet"),
        ({"headline": "   "}, "The story has no headline yet"),
        ({"legal_hold": True, "legal_hold_reason": "writ"}, "legal hold (writ)"),
        ({"dated_at": NOON + HOUR}, "The story is dated 10 March 2025 15:00"),
        ({"embargoed_until": NOON + HOUR}, "embargo until 10 March 2025 15:00"),
    ],
)
def test_a_story_that_is_not_ready_is_refused_with_a_sentence(editor, fields, said):
    article = make_article(**fields)
    with pytest.raises(NotReady) as refusal:
        publishing.publish(article, by=editor, now=NOON)
    assert said in str(refusal.value)
    assert len(refusal.value.problems) == 1
    assert not PublishedVersion.objects.exists()
    assert not article.addresses.exists()


def test_all_that_is_missing_is_said_at_once(editor):
    article = make_article(headline="", dated_at=NOON + HOUR, legal_hold=True)
    with pytest.raises(NotReady) as refusal:
        publishing.publish(article, by=editor, now=NOON)
    assert len(refusal.value.problems) == 3


def test_what_is_only_a_warning_stands_in_no_other_door(editor, town):
    article = make_article(section=town, standfirst="", body="<p>\xa0</p>")
    found = readiness.findings(article, article.head.content, start=NOON, now=NOON)
    assert {"body-missing", "standfirst-missing"} <= {each.key for each in found}
    assert publishing.publish(article, by=editor, now=NOON).is_live(NOON)


def test_what_was_passed_is_on_record_with_its_word(editor):
    passed = ["standfirst-missing"]
    publishing.publish(make_article(), by=editor, now=NOON, passed=passed, word=" Fog came. ")
    detail = AuditRow.objects.get(act="published").detail
    assert (detail["passed"], detail["word"]) == (passed, "Fog came.")


def test_a_removed_story_is_refused(editor):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(removed_at=NOON)
    with pytest.raises(NotReady, match="removed"):
        publishing.publish(reloaded(article), by=editor, now=NOON)


def test_a_legal_hold_stops_a_publication_scheduled_for_later_too(editor):
    article = make_article(legal_hold=True)
    with pytest.raises(NotReady):
        publishing.publish(article, by=editor, at=LATER, now=NOON)


def test_an_embargoed_story_can_be_scheduled_for_the_end_of_its_embargo(editor):
    article = make_article(embargoed_until=LATER)
    with pytest.raises(NotReady):
        publishing.publish(article, by=editor, at=LATER - MICROSECOND, now=NOON)
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    assert version.embargoed_until == version.live_from == LATER


def test_a_live_storys_update_can_be_embargoed(editor):
    article = make_live(headline="One").article
    newer = change(article, headline="Two", embargoed_until=EVENING)
    with pytest.raises(NotReady):
        publishing.publish(newer, by=editor, now=LATER)
    publishing.publish(newer, by=editor, at=EVENING, now=LATER)
    assert live_at(article, EVENING - MICROSECOND) == "One"


def test_an_embargo_that_is_over_stops_nothing(editor):
    article = make_article(embargoed_until=NOON)
    assert publishing.publish(article, by=editor, now=NOON).live_from == NOON
