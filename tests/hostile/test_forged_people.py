"""What the people's pages could be made to give: roles beyond one's own, accounts, the chief."""

import pytest
from django.contrib.auth.models import User
from django.core import mail

from articles.models import Author, Membership
from articles.roles import Role
from tests.base import NOON, person, signed_in, standing_clock
from tests.desk import pages
from tests.factories import make_author, make_section

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)
ADD = "/admin/auth/user/add/"


def page(user, room: str = "change") -> str:
    return f"/admin/auth/user/{user.pk}/{room}/"


def roles_of(user) -> set[tuple[str, int | None]]:
    return set(user.memberships.values_list("role", "section"))


def send(client, user, **typed):
    """The page of a person as it is opened, with what was typed or forged."""
    return client.post(page(user), pages.open_form(client, page(user)) | typed)


@pytest.fixture
def town_chief(town):
    """Chief editor in Town alone."""
    return person("chief_editor", name="town-chief", section=town)


@pytest.fixture
def friend(db):
    return person("", name="friend")


# Roles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role.values if role != "operator"])
@pytest.mark.parametrize("whom", ["operator", "friend"])
def test_an_operator_gives_nobody_a_role_of_the_desk(operator, friend, role, whom):
    user = {"operator": operator, "friend": friend}[whom]
    before = roles_of(user)
    row = 1 if user == operator else 0
    typed = {f"memberships-{row}-role": role, "memberships-TOTAL_FORMS": row + 1}
    assert send(signed_in(operator), user, **typed).status_code == 200
    assert roles_of(user) == before


@pytest.mark.parametrize("role", ["operator", "chief_editor"])
@pytest.mark.parametrize("place", ["", "Sport"])
def test_a_section_s_chief_gives_nothing_outside_it(town_chief, friend, role, place):
    section = make_section(place).pk if place else ""
    for user in (friend, town_chief):
        row = "1" if user == town_chief else "0"
        typed = {f"memberships-{row}-role": role, f"memberships-{row}-section": section}
        answer = send(signed_in(town_chief), user, **typed)
        assert answer.status_code == 200 and "errorlist" in answer.content.decode()
    assert not roles_of(friend) and len(roles_of(town_chief)) == 1


def test_a_role_of_ones_own_section_is_not_widened_to_everywhere(town_chief, town):
    answer = send(signed_in(town_chief), town_chief, **{"memberships-0-section": ""})
    assert answer.status_code == 200
    assert roles_of(town_chief) == {("chief_editor", town.pk)}


@pytest.mark.parametrize("forged", ["change", "delete"])
def test_the_key_of_another_s_membership_changes_nothing(operator, chief_editor, friend, forged):
    theirs = Membership.objects.get(user=chief_editor)
    typed = {
        "memberships-INITIAL_FORMS": "1",
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-id": theirs.pk,
        "memberships-0-user": friend.pk,
        "memberships-0-role": "operator",
        "memberships-0-section": "",
    }
    if forged == "delete":
        typed["memberships-0-DELETE"] = "on"
    assert send(signed_in(operator), friend, **typed).status_code < 500
    theirs.refresh_from_db()
    assert (theirs.user, theirs.role, theirs.section) == (chief_editor, "chief_editor", None)


def test_a_role_is_given_to_whom_the_page_is_of_and_to_nobody_else(chief_editor, friend):
    stranger = person("", name="somebody else")
    typed = {"memberships-0-role": "editor", "memberships-0-user": stranger.pk}
    send(signed_in(chief_editor), friend, **typed)
    assert not roles_of(stranger)


def test_a_role_that_was_never_shown_is_not_taken(operator, editor):
    """The row is not on an operator's page; its key typed in does not put it there."""
    hers = editor.memberships.get()
    typed = {
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": hers.pk,
        "memberships-0-user": editor.pk,
        "memberships-0-role": "editor",
        "memberships-0-DELETE": "on",
    }
    assert send(signed_in(operator), editor, **typed).status_code < 500
    assert roles_of(editor) == {("editor", None)}


@pytest.mark.parametrize("role", ["reporter", "sub_editor", "editor", "legal", "picture_desk"])
def test_who_manages_no_people_finds_no_page_of_them(role, friend):
    user = person(role)
    client = signed_in(user)
    rooms = ("change", "sight", "new-link", "deactivate", "reactivate", "hand-over", "history")
    addresses = ["/admin/auth/user/", ADD, "/admin/auth/user/sight/"]
    for address in (*addresses, *(page(user, room) for room in rooms), page(friend)):
        for send_to in (client.get, client.post):
            assert send_to(address).status_code in (403, 404), address
    assert roles_of(user) == {(role, None)} and not mail.outbox


# Accounts -------------------------------------------------------------------------------------


def test_an_invitation_makes_no_superuser_and_no_password(operator):
    client = signed_in(operator)
    forged = {
        "email": "new@gazette.invalid",
        "username": "new",
        "is_superuser": "1",
        "is_staff": "",
        "is_active": "",
        "password": "md5$salt$hash",
        "user_permissions": "1",
        "groups": "1",
        "date_joined": "1999-01-01",
    }
    client.post(ADD, pages.open_form(client, ADD) | forged)
    user = User.objects.get(username="new")
    assert not user.is_superuser and user.is_staff and user.is_active
    assert not user.has_usable_password() and not roles_of(user)


def test_a_page_makes_nobody_a_superuser_and_changes_no_name_to_sign_in_with(chief_editor, friend):
    before = User.objects.get(pk=friend.pk)
    forged = {
        "is_superuser": "1",
        "is_active": "",
        "password": "md5$salt$hash",
        "username": "chief",
        "first_name": "Ada",
    }
    assert send(signed_in(chief_editor), friend, **forged).status_code == 302
    after = User.objects.get(pk=friend.pk)
    assert after.first_name == "Ada"
    for name in ("is_superuser", "is_active", "password", "username"):
        assert getattr(after, name) == getattr(before, name), name


def test_an_operator_takes_no_chief_s_account_by_its_address(operator, chief_editor):
    client = signed_in(operator)
    send(client, chief_editor, email="operator-too@gazette.invalid", first_name="Mine")
    assert client.get(page(chief_editor, "new-link")).status_code == 403
    assert client.post(page(chief_editor, "new-link")).status_code == 403
    chief_editor.refresh_from_db()
    assert (chief_editor.email, chief_editor.first_name) == ("chief_editor@gazette.invalid", "")
    assert not mail.outbox


def test_a_section_s_chief_takes_no_account_with_a_role_elsewhere(town_chief, editor):
    client = signed_in(town_chief)
    send(client, editor, email="town-chief-too@gazette.invalid")
    for room in ("new-link", "deactivate", "hand-over", "reactivate"):
        assert client.post(page(editor, room)).status_code == 403, room
    editor.refresh_from_db()
    assert editor.email == "editor@gazette.invalid" and editor.is_active


def test_an_author_is_linked_to_an_account_by_who_manages_people_alone(editor, chief_editor):
    author = make_author("Wanda Plume")
    address = f"/admin/articles/author/{author.pk}/change/"
    for user in (editor, person("editor", name="town's", section=make_section("Town"))):
        client = signed_in(user)
        client.post(address, pages.open_form(client, address) | {"user": chief_editor.pk})
        assert Author.objects.get().user is None
    client = signed_in(chief_editor)
    client.post(address, pages.open_form(client, address) | {"user": editor.pk})
    assert Author.objects.get().user == editor
