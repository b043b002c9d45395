"""Presence as the database keeps it: who has a story open, until when, and who ended it."""

import pytest

from articles import presence
from articles.errors import Refused
from articles.models import AuditRow, Presence
from tests import base, factories
from tests.base import DAY, HOUR, MINUTE, NOON, SECOND

pytestmark = pytest.mark.django_db

GONE = presence.GONE_AFTER


@pytest.fixture
def story():
    return factories.make_article()


@pytest.fixture
def leyla():
    return base.person("editor", name="leyla")


@pytest.fixture
def rauf():
    return base.person("editor", name="rauf")


def _says(story, window, by, now=NOON, *, unsaved=False, goes_on=False) -> None:
    presence.say_here(story, window, by=by, has_unsaved=unsaved, goes_on=goes_on, now=now)


def _seen(story, by, now=NOON, window="mine") -> list[tuple]:
    sight = presence.look(story, window=window, by=by, now=now)
    return [(str(one.user), one.opened_at, one.has_unsaved) for one in sight.others]


def test_a_person_stands_there_once_with_the_first_opening_and_any_unsaved_text(story, leyla, rauf):
    _says(story, "a", leyla, NOON, unsaved=True)
    _says(story, "b", leyla, NOON + MINUTE)
    _says(story, "mine", rauf, NOON + MINUTE)
    assert _seen(story, rauf, NOON + MINUTE) == [("leyla", NOON, True)]
    _says(story, "a", leyla, NOON + MINUTE, unsaved=False)
    assert _seen(story, rauf, NOON + MINUTE) == [("leyla", NOON, False)]


def test_one_s_own_other_windows_are_told_apart_and_come_last(story, leyla, rauf):
    _says(story, "older", rauf)
    _says(story, "a", leyla, NOON + SECOND)
    sight = presence.look(story, window="mine", by=rauf, now=NOON + SECOND)
    assert [(str(one.user), one.is_oneself) for one in sight.others] == [
        ("leyla", False),
        ("rauf", True),
    ]


def test_a_tab_that_died_is_gone_by_itself_and_one_that_slept_is_back(story, leyla, rauf):
    _says(story, "a", leyla)
    assert _seen(story, rauf, NOON + GONE - SECOND)
    assert not _seen(story, rauf, NOON + GONE)
    _says(story, "a", leyla, NOON + HOUR)
    assert _seen(story, rauf, NOON + HOUR) == [("leyla", NOON, False)]


def test_who_leaves_is_gone_at_once_and_stays_since_then_by_a_save(story, leyla, rauf):
    _says(story, "a", leyla)
    presence.leave("a", by=rauf, now=NOON + SECOND)
    assert _seen(story, rauf, NOON + SECOND)
    presence.leave("a", by=leyla, now=NOON + HOUR)
    assert not _seen(story, rauf, NOON + HOUR)
    # The page that a save leads to is another window.
    _says(story, "b", leyla, NOON + HOUR + SECOND)
    assert _seen(story, rauf, NOON + HOUR + SECOND) == [("leyla", NOON, False)]
    presence.leave("b", by=leyla, now=NOON + HOUR + MINUTE)
    _says(story, "c", leyla, NOON + 2 * HOUR)
    assert _seen(story, rauf, NOON + 2 * HOUR) == [("leyla", NOON + 2 * HOUR, False)]


def test_a_beat_is_one_write_and_a_look_one_query(story, leyla):
    _says(story, "a", leyla)
    with base.queries() as beat:
        _says(story, "a", leyla, NOON + SECOND, unsaved=True)
    with base.queries() as look:
        presence.look(story, window="a", by=leyla, now=NOON)
    assert (len(beat), len(look)) == (1, 1)


@pytest.mark.parametrize("is_other_story", [True, False])
def test_a_window_of_somebody_else_or_of_another_story_is_refused(
    story, leyla, rauf, is_other_story
):
    _says(story, "a", leyla, unsaved=True)
    whose = (factories.make_article(), leyla) if is_other_story else (story, rauf)
    with pytest.raises(Refused, match="Load the page anew"):
        _says(whose[0], "a", whose[1], NOON + MINUTE)
    row = Presence.objects.get()
    assert (row.user, row.article, row.seen_at, row.has_unsaved) == (leyla, story, NOON, True)


def test_taken_over_it_ends_in_every_window_on_record_until_somebody_goes_on(story, leyla, rauf):
    other = base.person("editor", name="sevil")
    for window, by in [("a", leyla), ("b", leyla), ("c", other), ("mine", rauf), ("too", rauf)]:
        _says(story, window, by, unsaved=True)
    elsewhere = factories.make_article()
    _says(elsewhere, "d", leyla)
    taken = presence.take_over(story, by=rauf, now=NOON + MINUTE)
    assert taken == [leyla, other]
    assert presence.take_over(story, by=rauf, now=NOON + MINUTE) == []
    told = AuditRow.objects.filter(act="took over").order_by("number")
    assert [(row.by, row.person, row.article) for row in told] == [
        (rauf, leyla, story),
        (rauf, other, story),
    ]
    assert [name for name, *_more in _seen(story, rauf, NOON + MINUTE)] == ["rauf"]
    assert _seen(elsewhere, rauf, NOON + MINUTE)

    # It goes on beating and is told, and is not here for that; then somebody goes on.
    _says(story, "a", leyla, NOON + 2 * MINUTE, unsaved=True)
    sight = presence.look(story, window="a", by=leyla, now=NOON + 2 * MINUTE)
    assert (sight.ended_by, sight.ended_at) == (rauf, NOON + MINUTE)
    assert presence.look(story, window="a", by=rauf, now=NOON).ended_by is None
    _says(story, "a", leyla, NOON + 2 * MINUTE, goes_on=True)
    assert presence.look(story, window="a", by=leyla, now=NOON + 2 * MINUTE).ended_by is None
    assert ("leyla", NOON, False) in _seen(story, rauf, NOON + 2 * MINUTE)


def test_who_is_gone_is_not_taken_over(story, leyla, rauf):
    _says(story, "a", leyla)
    assert presence.take_over(story, by=rauf, now=NOON + GONE) == []
    assert not AuditRow.objects.filter(act="took over").exists()


def test_old_windows_are_forgotten_in_passing_and_not_all_at_once(story, leyla, monkeypatch):
    monkeypatch.setattr(presence, "_AT_ONCE", 3)
    for number in range(5):
        _says(story, f"old{number}", leyla)
    later = NOON + DAY + SECOND
    _says(story, "new1", leyla, later)
    assert Presence.objects.count() == 3
    _says(story, "new2", leyla, later)
    assert set(Presence.objects.values_list("window", flat=True)) == {"new1", "new2"}
