"""Who may see and do what: anywhere, and in the sections of a role."""

import pytest

from articles import permissions
from articles.models import Membership
from articles.roles import Act, Role
from tests.base import person
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_section("Town")


@pytest.fixture
def sport():
    return make_section("Sport")


def test_a_role_reaches_the_sections_below_its_own(town):
    harbour = make_section("Harbour", parent=town)
    user = person(Role.EDITOR, section=town)
    story = make_article(section=harbour)
    assert permissions.may(user, Act.PUBLISH, story)
    assert story in permissions.visible_to(user)


def test_an_editor_of_one_section_is_a_reporter_in_another(town, sport):
    user = person(Role.EDITOR, section=sport)
    Membership.objects.create(user=user, section=town, role=Role.REPORTER)
    assert permissions.may(user, Act.PUBLISH, make_article(section=sport))
    story = make_article(section=town)
    assert permissions.may(user, Act.WRITE, story)
    assert not permissions.may(user, Act.PUBLISH, story)


def test_another_sections_story_is_not_seen(town, sport):
    user = person(Role.EDITOR, section=sport)
    story = make_article(section=town)
    assert story not in permissions.visible_to(user)
    assert not permissions.may(user, Act.WRITE, story)


def test_a_story_without_a_section_is_seen_by_who_began_it(sport):
    user = person(Role.REPORTER, section=sport)
    own, strange = make_article(section=None, by=user), make_article(section=None)
    assert list(permissions.visible_to(user)) == [own]
    assert strange in permissions.visible_to(person(Role.CHIEF_EDITOR))


def test_who_left_may_nothing(town):
    user = person(Role.CHIEF_EDITOR)
    user.is_active = False
    assert not permissions.may(user, Act.SEE)
    assert not permissions.visible_to(user).exists()
