"""A newer text becomes a revision of the story that it belongs to, and of no other."""

import pytest

from articles import publishing
from articles.models import Article, PublishedVersion, Revision
from articles.wire import importing
from tests.base import DAY, HOUR, MINUTE, NOON
from tests.factories import make_section, reloaded
from tests.wire.dispatches import DATED, TEXT, UNDATED, bring_in, edited, newer, row_counts

pytestmark = pytest.mark.django_db


# A newer text -----------------------------------------------------------------------------------


def test_a_newer_text_becomes_a_revision_on_the_one_before():
    first = bring_in()
    second = bring_in(newer(), now=NOON + HOUR)
    assert second.outcome == "revised"
    assert second.article == first.article
    head = reloaded(first.article).head
    assert (head.base, head.kind) == (first.record.revision, Revision.Kind.IMPORTED)
    assert "412" in reloaded(first.article).body
    assert second.record.revision == head


def test_a_newer_text_leaves_what_readers_see_alone(editor):
    first = bring_in(section=make_section("Town"))
    version = publishing.publish(edited(first, headline="Lit"), by=editor, now=NOON)
    bring_in(newer(), now=NOON + HOUR)
    assert PublishedVersion.objects.get() == version


def test_a_newer_text_leaves_a_hold_and_what_it_stopped_alone(editor):
    first = bring_in(section=make_section("Town"))
    publishing.publish(edited(first, headline="Lit"), by=editor, at=NOON + DAY, now=NOON)
    publishing.hold(first.article, by=editor, reason="A letter came.", now=NOON + MINUTE)
    bring_in(newer(), now=NOON + HOUR)
    assert reloaded(first.article).legal_hold_reason == "A letter came."
    stopped = first.article.stopped.get()
    assert stopped.settled_at is None and stopped.revision.content["headline"] == "Lit"
    assert not PublishedVersion.objects.exists()


def test_the_old_text_after_a_newer_one_changes_nothing():
    bring_in()
    bring_in(newer())
    before = row_counts()
    assert bring_in(now=NOON + DAY).outcome == importing.UNCHANGED
    assert row_counts() == before
    assert "412" in Article.objects.get().body


def test_a_third_text_stands_on_the_second():
    bring_in()
    second = bring_in(newer())
    third = bring_in(newer(newer()).replace("412 on Wednesday", "450 on Thursday", 1))
    assert third.outcome == "revised"
    assert third.record.revision.base == second.record.revision


def test_a_newer_text_with_another_time_is_known_by_its_file_name():
    first = bring_in(file="lamp.txt")
    moved = newer().replace("18:20", "19:05")
    second = bring_in(moved, file="lamp.txt")
    assert (second.outcome, second.article) == ("revised", first.article)
    assert reloaded(first.article).dated_at == DATED + 45 * MINUTE


def test_two_dispatches_of_one_minute_stay_apart():
    first = bring_in(file="one.txt")
    other = TEXT.split("\n\n")[0] + (
        "\n\nThe ferry to Skarrow lay in port all afternoon because of the swell outside."
        "\n\nPassengers with season tickets were taken across by the pilot boat, in three turns.\n"
    )
    second = bring_in(other, file="two.txt")
    assert second.outcome == "created"
    assert second.article != first.article


def test_another_dispatch_under_a_file_name_used_before_stays_apart():
    first = bring_in(file="latest.txt")
    other = (
        "15 May 2024 09:00 (UTC+04:00)\n\nThe ferry to Skarrow lay in port all afternoon because "
        "of the swell outside.\n\nPassengers were taken across by the pilot boat.\n"
    )
    assert bring_in(other, file="latest.txt").article != first.article


def test_tomorrows_bulletin_of_one_name_and_much_the_same_words_is_a_story_of_its_own():
    first = bring_in(file="tides.txt")
    tomorrow = TEXT.replace("2024-05-14", "2024-05-15").replace("14 May", "15 May")
    second = bring_in(tomorrow, file="tides.txt")
    assert (second.outcome, second.article == first.article) == ("created", False)


# Without a date ---------------------------------------------------------------------------------


def test_an_undated_dispatch_has_no_date_until_it_is_published(editor):
    imported = bring_in(UNDATED, section=make_section("Town"))
    assert imported.article.dated_at is None
    article = edited(imported, headline="The lamp is lit")
    assert publishing.publish(article, by=editor, now=NOON).dated_at == NOON


def test_an_undated_dispatch_again_changes_nothing_and_a_newer_one_revises():
    first = bring_in(UNDATED, file="one.txt")
    assert bring_in(UNDATED, file="two.txt").outcome == importing.UNCHANGED
    second = bring_in(newer(UNDATED), file="three.txt")
    assert (second.outcome, second.article) == ("revised", first.article)


def test_undated_dispatches_of_other_words_stay_apart():
    bring_in(UNDATED, file="")
    bring_in("The ferry to Skarrow lay in port all afternoon.\n", file="")
    assert Article.objects.count() == 2
