"""A story is dated once; only changes that readers should notice call it updated."""

import pytest

from articles import publishing
from articles.models import Change
from tests.base import DAY, EVENING, LATER, NOON
from tests.factories import change, make_live

pytestmark = pytest.mark.django_db


def test_a_story_is_dated_at_its_first_publication(editor):
    article = make_live().article
    version = publishing.publish(change(article, headline="New"), by=editor, now=EVENING)
    assert version.dated_at == NOON


def test_a_dispatch_keeps_the_date_that_it_brought(editor):
    past = NOON - 400 * DAY
    version = make_live(dated_at=past)
    assert version.dated_at == past
    assert version.path.startswith("/2024/")
    assert version.live_from == NOON


def test_the_date_moves_only_when_an_editor_sets_it(editor):
    article = make_live().article
    newer = change(article, dated_at=NOON - DAY)
    version = publishing.publish(newer, by=editor, now=LATER)
    assert version.dated_at == NOON - DAY


@pytest.mark.parametrize("kind", sorted(Change.values))
def test_updated_moves_for_every_change_but_the_quiet_ones(editor, kind):
    article = make_live().article
    newer = change(article, headline="New")
    version = publishing.publish(newer, by=editor, change=kind, note="What was wrong.", now=LATER)
    assert version.updated_at == (None if kind in ("minor", "editors_note") else LATER)


def test_a_minor_change_keeps_the_moment_of_the_last_update(editor):
    article = make_live().article
    publishing.publish(change(article, headline="Two"), by=editor, now=LATER)
    version = publishing.publish(
        change(article, headline="Three"), by=editor, change=Change.MINOR, now=EVENING
    )
    assert version.updated_at == LATER


def test_a_first_publication_is_no_update(editor):
    assert make_live().updated_at is None
