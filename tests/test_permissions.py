"""Who may see and do what: everywhere, in a section, in one's own story, in a limited one."""

import pytest
from django.contrib.auth.models import AnonymousUser

from articles import integrity, limiting, permissions
from articles.errors import Refused
from articles.models import AccessLimit, Article, Membership
from articles.roles import Act, Role
from tests.base import NOON, person, queries
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_section("Town")


@pytest.fixture
def sport():
    return make_section("Sport")


def may(user, act: Act, story: Article) -> bool:
    return story in permissions.of(user).may(act)


def seen_by(user):
    return permissions.of(user).may(Act.SEE)


def may_edit(user, story: Article) -> bool:
    return story in permissions.of(user).may_edit()


def test_a_role_reaches_the_sections_below_its_own(town):
    harbour = make_section("Harbour", parent=town)
    user = person(Role.EDITOR, section=town)
    story = make_article(section=make_section("Quay", parent=harbour))
    assert may(user, Act.PUBLISH, story)
    assert story in seen_by(user)


def test_a_role_does_not_reach_the_section_above_its_own(town):
    user = person(Role.EDITOR, section=make_section("Harbour", parent=town))
    story = make_article(section=town)
    assert story not in seen_by(user)


def test_an_editor_of_one_section_is_a_reporter_in_another(town, sport):
    user = person(Role.EDITOR, section=sport)
    Membership.objects.create(user=user, section=town, role=Role.REPORTER)
    assert may(user, Act.PUBLISH, make_article(section=sport))
    own, strange = make_article(section=town, by=user), make_article(section=town)
    assert may_edit(user, own) and not may_edit(user, strange)
    assert not may(user, Act.PUBLISH, own)


def test_another_sections_story_is_not_seen(town, sport):
    user = person(Role.EDITOR, section=sport)
    story = make_article(section=town)
    assert story not in seen_by(user)
    assert not may_edit(user, story)


def test_a_story_of_ones_own_in_a_section_without_a_role_is_out_of_reach(town, sport):
    user = person(Role.EDITOR, section=sport)
    story = make_article(section=town, by=user)
    assert story not in seen_by(user)
    assert not may_edit(user, story)


def test_a_story_without_a_section_is_seen_by_its_owner(sport):
    user = person(Role.REPORTER, section=sport)
    own, strange = make_article(section=None, by=user), make_article(section=None)
    assert list(seen_by(user)) == [own]
    assert may_edit(user, own)
    assert strange in seen_by(person(Role.CHIEF_EDITOR))


def test_who_left_may_nothing(town):
    user = person(Role.CHIEF_EDITOR)
    user.is_active = False
    make_article(section=town)
    assert not permissions.of(user).somewhere(Act.SEE)
    assert not seen_by(user).exists()


def test_nobody_signed_in_sees_nothing(town):
    make_article(section=town)
    assert not seen_by(AnonymousUser()).exists()


def test_an_operator_sees_no_story_and_no_audit_of_one(operator):
    story = make_article(by=operator, section=None)
    for act in Act:
        assert not may(operator, act, story), act
    assert permissions.of(operator).everywhere(Act.READ_AUDIT)


# Limited to named people ----------------------------------------------------------------------


def test_a_limit_beats_the_chief_and_the_superuser(editor, chief_editor, django_user_model):
    root = django_user_model.objects.create_superuser("root")
    story = make_article(legal_hold=True)
    limiting.limit(story, [editor], by=chief_editor, now=NOON)
    assert story in seen_by(editor)
    for user in (chief_editor, root):
        assert story not in seen_by(user)
        assert not may_edit(user, story)


def test_being_named_gives_nobody_what_no_role_gives(town, sport):
    outsider, insider = person(Role.EDITOR, section=sport), person(Role.REPORTER)
    story = make_article(section=town, legal_hold=True)
    with pytest.raises(Refused, match="No role of these people reaches the story: editor"):
        limiting.limit(story, [outsider, insider], by=None, now=NOON)
    limiting.limit(story, [insider], by=None, now=NOON)
    assert story in seen_by(insider)
    assert not may(insider, Act.PUBLISH, story)


def test_only_what_is_embargoed_or_held_is_limited(editor):
    story = make_article()
    with pytest.raises(Refused, match="under an embargo or a legal hold"):
        limiting.limit(story, [editor], by=None, now=NOON)
    with pytest.raises(Refused, match="at least one person"):
        limiting.limit(story, [], by=None, now=NOON)


def test_lifted_it_is_seen_again(editor, chief_editor):
    story = make_article(legal_hold=True)
    limiting.limit(story, [editor], by=chief_editor, now=NOON)
    limiting.lift(story, by=editor, now=NOON)
    limiting.lift(story, by=editor, now=NOON)
    assert story in seen_by(chief_editor)
    assert [row.act for row in story.audit_rows.order_by("number")][-2:] == [
        "limited",
        "limit lifted",
    ]


def test_a_limit_that_names_nobody_is_found(editor):
    story = make_article(legal_hold=True)
    limiting.limit(story, [editor], by=None, now=NOON)
    assert not list(filter(None, integrity.faults(NOON)))
    AccessLimit.objects.all().delete()
    assert any("is_limited" in fault for fault in integrity.faults(NOON))


# What it costs --------------------------------------------------------------------------------


def test_it_costs_as_much_with_many_memberships_as_with_two(town):
    user = person(Role.REPORTER, section=town)
    with queries() as few:
        list(seen_by(user))
    Membership.objects.bulk_create(
        Membership(user=user, role=Role.REPORTER, section=make_section(f"Ward {number}"))
        for number in range(50)
    )
    with queries() as many:
        list(seen_by(user))
    assert len(many) == len(few) <= 4
