"""Roles given and taken: nobody gives more than they have, nobody shuts out the last chief."""

import pytest

from articles import leaving, people
from articles.errors import Refused
from articles.models import AuditRow, Membership
from articles.roles import Role
from tests.base import NOON, person
from tests.factories import make_section
from tests.people.rooms import roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_section("Town")


@pytest.fixture
def town_chief(town):
    return person("chief_editor", name="town chief", section=town)


def acts() -> list[str]:
    return [row.act for row in AuditRow.objects.order_by("number")]


@pytest.mark.parametrize("role", Role.values)
def test_a_chief_gives_every_role_everywhere_and_in_a_section(chief_editor, stranger, town, role):
    people.give(stranger, role, by=chief_editor, now=NOON)
    people.give(stranger, role, town, by=chief_editor, now=NOON)
    assert roles(stranger) == {(role, "everywhere"), (role, "Town")}
    assert acts() == ["role given", "role given"]


@pytest.mark.parametrize("role", [role for role in Role.values if role != "operator"])
def test_an_operator_gives_no_role_that_sees_stories(operator, stranger, town, role):
    for where in (None, town):
        with pytest.raises(Refused, match="more than you have"):
            people.give(stranger, role, where, by=operator, now=NOON)
    assert roles(stranger) == set()


def test_an_operator_gives_their_own_role(operator, stranger):
    people.give(stranger, Role.OPERATOR, by=operator, now=NOON)
    assert roles(stranger) == {("operator", "everywhere")}


@pytest.mark.parametrize("role", ["reporter", "sub_editor", "editor", "picture_desk", "legal"])
def test_who_does_not_manage_people_gives_nothing(role, stranger):
    with pytest.raises(Refused):
        people.give(stranger, Role.REPORTER, by=person(role), now=NOON)
    assert roles(stranger) == set()


def test_a_chief_of_a_section_gives_there_and_below_alone(town_chief, stranger, town):
    below, beside = make_section("Harbour", parent=town), make_section("Sport")
    people.give(stranger, Role.CHIEF_EDITOR, below, by=town_chief, now=NOON)
    for where in (beside, None):
        with pytest.raises(Refused):
            people.give(stranger, Role.REPORTER, where, by=town_chief, now=NOON)
    assert roles(stranger) == {("chief_editor", "Harbour")}


def test_a_chief_of_a_section_takes_nothing_outside_of_it(town_chief, reporter):
    with pytest.raises(Refused, match="take away more than you have"):
        people.take(reporter.memberships.get(), by=town_chief, now=NOON)
    assert roles(reporter) == {("reporter", "everywhere")}


def test_given_twice_it_is_held_once(chief_editor, stranger):
    for _press in range(2):
        people.give(stranger, Role.REPORTER, by=chief_editor, now=NOON)
    assert acts() == ["role given"]


def test_taken_twice_it_is_taken_once(chief_editor, reporter):
    membership = reporter.memberships.get()
    for _press in range(2):
        people.take(Membership(pk=membership.pk, user=reporter, role="reporter"), by=None, now=NOON)
    assert roles(reporter) == set()
    assert acts() == ["role taken"]


def test_the_audit_says_which_role_and_where(chief_editor, stranger, town):
    people.give(stranger, Role.EDITOR, town, by=chief_editor, now=NOON)
    row = AuditRow.objects.get()
    assert (row.by, row.person, row.at) == (chief_editor, stranger, NOON)
    assert row.detail == {"role": "editor", "section": "Town"}


# The last chief -------------------------------------------------------------------------------


def test_the_last_chief_keeps_the_role(chief_editor, django_user_model):
    root = django_user_model.objects.create_superuser("root")
    for by in (chief_editor, root, None):
        with pytest.raises(Refused, match="last chief editor"):
            people.take(chief_editor.memberships.get(), by=by, now=NOON)
    assert roles(chief_editor) == {("chief_editor", "everywhere")}
    assert acts() == []


def test_one_of_two_chiefs_may_give_the_role_back(chief_editor, second_chief):
    people.take(chief_editor.memberships.get(), by=chief_editor, now=NOON)
    assert roles(chief_editor) == set()
    with pytest.raises(Refused, match="last chief editor"):
        people.take(second_chief.memberships.get(), by=None, now=NOON)


def test_a_chief_who_cannot_sign_in_does_not_count(
    chief_editor, second_chief, operator, town_chief
):
    """Sent away, or invited and not come yet, or of one section alone."""
    leaving.deactivate(second_chief, by=chief_editor, now=NOON)
    invited, _word = people.invite(email="ines@gazette.invalid", by=chief_editor, now=NOON)
    people.give(invited, Role.CHIEF_EDITOR, by=chief_editor, now=NOON)
    with pytest.raises(Refused, match="last chief editor"):
        people.take(chief_editor.memberships.get(), by=chief_editor, now=NOON)
    with pytest.raises(Refused, match="last chief editor"):
        leaving.deactivate(chief_editor, by=operator, now=NOON)


def test_an_invited_chief_counts_once_they_have_come(chief_editor):
    invited, word = people.invite(email="ines@gazette.invalid", by=chief_editor, now=NOON)
    people.give(invited, Role.CHIEF_EDITOR, by=chief_editor, now=NOON)
    people.accept(word, password="slow amber ferry", now=NOON)
    people.take(chief_editor.memberships.get(), by=chief_editor, now=NOON)
    assert roles(chief_editor) == set()
