"""Invited by mail: an account without a password, and a link that works once and expires."""

import pytest
from django.contrib.auth import authenticate

from articles import leaving, people
from articles.errors import Refused
from articles.models import AuditRow, Invitation
from tests.base import MICROSECOND, NOON, person
from tests.factories import make_section

pytestmark = pytest.mark.django_db

PASSWORD = "slow amber ferry"


def invite(by, email: str = "ines@gazette.invalid", **fields):
    return people.invite(email=email, by=by, now=NOON, **fields)


def acts(user) -> list[str]:
    rows = AuditRow.objects.filter(person=user).order_by("number")
    return [row.act for row in rows]


def test_who_is_invited_can_only_choose_a_password(operator):
    user, word = invite(operator)
    assert user.is_staff and not user.is_superuser
    assert not user.has_usable_password()
    assert people.invited_by(word, now=NOON) == user
    assert acts(user) == ["invited"]


def test_the_link_sets_a_password_once(operator):
    user, word = invite(operator)
    assert people.accept(word, password=PASSWORD, now=NOON) == user
    assert authenticate(username="ines", password=PASSWORD) == user
    assert people.accept(word, password="another one now", now=NOON) is None
    assert authenticate(username="ines", password=PASSWORD) == user
    assert acts(user) == ["invited", "password set"]


def test_the_link_ends_at_its_second(operator):
    user, word = invite(operator)
    end = NOON + people.LINK_LASTS
    assert people.invited_by(word, now=end - MICROSECOND) == user
    assert people.invited_by(word, now=end) is None
    assert people.accept(word, password=PASSWORD, now=end) is None


def test_a_new_link_makes_the_old_one_worthless(operator):
    user, old = invite(operator)
    new = people.new_link(user, by=operator, now=NOON)
    assert people.invited_by(old, now=NOON) is None
    assert people.invited_by(new, now=NOON) == user
    assert acts(user) == ["invited", "link sent"]


def test_after_a_used_link_a_new_one_sets_another_password(operator):
    user, word = invite(operator)
    people.accept(word, password=PASSWORD, now=NOON)
    people.accept(people.new_link(user, by=operator, now=NOON), password="b" * 12, now=NOON)
    assert authenticate(username="ines", password="b" * 12) == user
    assert authenticate(username="ines", password=PASSWORD) is None


def test_the_database_does_not_hold_the_word(operator):
    _user, word = invite(operator)
    row = Invitation.objects.values().get()
    assert word not in "".join(str(value) for value in row.values())


def test_an_unknown_word_leads_nowhere(operator):
    invite(operator)
    for word in ("", "x", "é\0\ud7ff", "a" * 5000):
        assert people.invited_by(word, now=NOON) is None
        assert people.accept(word, password=PASSWORD, now=NOON) is None


def test_who_was_sent_away_has_no_link(operator):
    user, word = invite(operator)
    leaving.deactivate(user, by=operator, now=NOON)
    assert people.invited_by(word, now=NOON) is None
    with pytest.raises(Refused, match="Let them in again first"):
        people.new_link(user, by=operator, now=NOON)
    leaving.reactivate(user, by=operator, now=NOON)
    assert people.invited_by(word, now=NOON) is None


def test_a_link_to_an_old_address_is_worth_nothing(operator):
    user, word = invite(operator)
    people.change(user, {"email": "varrow@gazette.invalid"}, by=operator, now=NOON)
    assert people.invited_by(word, now=NOON) is None


@pytest.mark.parametrize("role", ["reporter", "sub_editor", "editor", "picture_desk", "legal", ""])
def test_no_other_role_invites(role):
    with pytest.raises(Refused):
        invite(person(role))
    assert not Invitation.objects.exists()


def test_nobody_sends_a_link_to_who_has_more_than_they_have(operator, chief_editor):
    with pytest.raises(Refused):
        people.new_link(chief_editor, by=operator, now=NOON)
    assert people.new_link(operator, by=chief_editor, now=NOON)


def test_nobody_sends_a_link_to_a_superuser(chief_editor, django_user_model):
    root = django_user_model.objects.create_superuser("root", "root@gazette.invalid")
    for by in (chief_editor, root, None):
        with pytest.raises(Refused):
            people.new_link(root, by=by, now=NOON)


def test_a_chief_of_one_section_sends_no_link_to_an_editor_of_another():
    town, sport = make_section("Town"), make_section("Sport")
    chief = person("chief_editor", name="town chief", section=town)
    with pytest.raises(Refused):
        people.new_link(person("editor", section=sport), by=chief, now=NOON)
    assert people.new_link(person("reporter", section=town), by=chief, now=NOON)


# Names and addresses --------------------------------------------------------------------------


def test_one_address_has_one_account(operator):
    invite(operator, "Ines@gazette.invalid")
    with pytest.raises(Refused, match="an account already"):
        invite(operator, "ines@GAZETTE.invalid")


def test_a_name_that_is_taken_is_refused(operator):
    invite(operator, username="ines")
    with pytest.raises(Refused, match="Choose another one"):
        invite(operator, "other@gazette.invalid", username="ines")
    assert not Invitation.objects.filter(user__email="other@gazette.invalid").exists()


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("Ines.Varrow+desk@gazette.invalid", "ines-varrow-desk"),
        ("_@gazette.invalid", "person"),
        ("{}@gazette.invalid", "person"),
        ("ines@paper.invalid", "ines2"),
        ("INES@other.invalid", "ines2"),
        (f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 59}.invalid", "a" * 64),
    ],
)
def test_a_name_to_sign_in_with_is_made_of_the_address(operator, email, name):
    person("", name="Ines")
    user, _word = invite(operator, email)
    assert user.username == name
    user.full_clean(exclude=["password"])


@pytest.mark.parametrize("name", ["İnəş Vårrøw", "عَلِيّ", "Инна", "👩‍💻 Ines", "O’Varrow; DROP"])
def test_every_name_of_a_person_is_kept_as_it_is_written(operator, name):
    user, _word = invite(operator, first_name=name)
    user.refresh_from_db()
    assert people.full_name(user) == name
