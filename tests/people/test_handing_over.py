"""Stories of a leaver go to somebody whom a role lets write in them; the others stay."""

import pytest

from articles import leaving, limiting, permissions
from articles.errors import Refused
from articles.models import AuditRow
from tests.base import NOON, person
from tests.factories import make_article, make_live, make_section, reloaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_section("Town")


@pytest.fixture
def heir(town):
    return person("reporter", name="heir", section=town)


def test_stories_go_to_the_new_owner_who_may_write_in_them(reporter, heir, operator, town):
    live, begun = make_live(by=reporter, section=town).article, make_article(by=reporter)
    assert leaving.hand_over(reporter, to=heir, by=operator, now=NOON) == (2, 0)
    for story in (live, begun):
        assert story in permissions.of(heir).may_edit()
    row = AuditRow.objects.filter(act="stories handed over").get()
    assert (row.person, row.detail) == (reporter, {"stories": 2})
    told = AuditRow.objects.filter(act="handed over").values_list("article", "person")
    assert set(told) == {(live.pk, heir.pk), (begun.pk, heir.pk)}


def test_who_wrote_each_text_stays(reporter, heir, operator, town):
    story = make_article(by=reporter, section=town)
    leaving.hand_over(reporter, to=heir, by=operator, now=NOON)
    assert story.revisions.get().made_by == reporter


def test_stories_out_of_the_new_owner_s_reach_stay(reporter, heir, operator, town):
    theirs, other = make_article(by=reporter), make_article(by=reporter, section=make_section())
    assert leaving.hand_over(reporter, to=heir, by=operator, now=NOON) == (1, 1)
    assert reloaded(theirs).owner == heir and reloaded(other).owner == reporter


def test_a_limited_story_goes_to_somebody_named_alone(reporter, heir, editor, operator):
    story = make_article(by=reporter, legal_hold=True)
    limiting.limit(story, [reporter, editor], by=None, now=NOON)
    assert leaving.hand_over(reporter, to=heir, by=operator, now=NOON) == (0, 0)
    assert leaving.hand_over(reporter, to=editor, by=operator, now=NOON) == (1, 0)


def test_who_may_not_write_takes_no_stories(reporter, picture_desk, operator, legal):
    make_article(by=reporter)
    for to in (picture_desk, operator, legal):
        assert leaving.hand_over(reporter, to=to, by=None, now=NOON) == (0, 1)
    assert not AuditRow.objects.filter(act="stories handed over").exists()


def test_who_was_sent_away_takes_no_stories(reporter, editor, operator):
    make_article(by=reporter)
    leaving.deactivate(editor, by=operator, now=NOON)
    editor.refresh_from_db()
    assert leaving.hand_over(reporter, to=editor, by=operator, now=NOON) == (0, 1)


def test_nobody_hands_over_to_the_leaver(reporter, operator):
    with pytest.raises(Refused, match="Choose another person"):
        leaving.hand_over(reporter, to=reporter, by=operator, now=NOON)


def test_pressed_twice_it_is_handed_over_once(reporter, editor, operator):
    make_article(by=reporter)
    assert leaving.hand_over(reporter, to=editor, by=operator, now=NOON) == (1, 0)
    assert leaving.hand_over(reporter, to=editor, by=operator, now=NOON) == (0, 0)
    assert AuditRow.objects.filter(act="stories handed over").count() == 1


def test_one_story_is_handed_over(reporter, editor, chief_editor):
    story = make_article(by=reporter)
    for _press in range(2):
        leaving.hand_over_story(story, to=editor, by=chief_editor, now=NOON)
    assert reloaded(story).owner == editor
    row = AuditRow.objects.filter(act="handed over").get()
    assert (row.article, row.person) == (story, editor)


def test_one_story_is_not_handed_to_who_does_not_reach_it(reporter, heir, chief_editor):
    story = make_article(by=reporter, section=make_section("Sport"))
    with pytest.raises(Refused, match="No role of this person reaches the story"):
        leaving.hand_over_story(story, to=heir, by=chief_editor, now=NOON)
    assert reloaded(story).owner == reporter
