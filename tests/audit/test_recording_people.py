"""What stands in the audit of people: signing in and out, invitations, roles, leaving."""

import pytest

from articles import audit, leaving, people
from articles.errors import Refused
from articles.models import AuditRow, Membership
from articles.roles import Role
from tests.audit import chains
from tests.base import LATER, NOON, PASSWORD, person, signed_in
from tests.factories import make_article, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ADDRESS = "orlan.vesk@gazette.invalid"


def acts() -> list[str]:
    return list(AuditRow.objects.order_by("number").values_list("act", flat=True))


def the(act: str) -> AuditRow:
    return AuditRow.objects.get(act=act)


def assert_says(row: AuditRow, *, by, whom, at=NOON, **detail) -> None:
    assert (row.by, row.name) == (by, by.get_username() if by else "")
    assert (row.at, row.person, row.detail) == (at, whom, detail)
    assert (row.article, row.revision) == (None, None)


def everything() -> str:
    """All that the audit holds, as text."""
    return str(list(AuditRow.objects.values()))


# Signing in and out ---------------------------------------------------------------------------


def test_signing_in_and_out(client, editor):
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    assert_says(the("signed in"), by=editor, whom=editor)
    for _press in range(2):
        client.post("/admin/logout/")
    assert_says(the("signed out"), by=editor, whom=editor)
    assert acts() == ["signed in", "signed out"]


def test_a_wrong_password_is_no_sign_in(client, editor):
    client.post("/admin/login/", {"username": "editor", "password": "wrong"})
    assert acts() == []


def test_who_was_sent_away_does_not_sign_in(client, editor, operator):
    leaving.deactivate(editor, by=operator, now=NOON)
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    assert acts() == ["deactivated"]


def test_a_page_of_the_desk_is_no_sign_in(editor):
    desk = signed_in(editor)
    desk.get("/admin/")
    desk.get("/admin/")
    assert acts() == ["signed in"]


# Coming ---------------------------------------------------------------------------------------


def test_invited_and_the_password_set(operator):
    user, word = people.invite(email=ADDRESS, first_name="Orlan", by=operator, now=NOON)
    assert_says(the("invited"), by=operator, whom=user)
    for _press in range(2):
        people.accept(word, password=PASSWORD, now=LATER)
    assert_says(the("password set"), by=user, whom=user, at=LATER)
    assert acts() == ["invited", "password set"]


def test_an_invitation_that_is_refused_records_nothing(operator, reporter):
    with pytest.raises(Refused):
        people.invite(email=reporter.email, by=operator, now=NOON)
    with pytest.raises(Refused):
        people.invite(email=ADDRESS, by=reporter, now=NOON)
    assert acts() == []


def test_a_new_link(operator, picture_desk, reporter):
    person_without_roles = person("", name="orlan")
    people.new_link(person_without_roles, by=operator, now=LATER)
    assert_says(the("link sent"), by=operator, whom=person_without_roles, at=LATER)
    with pytest.raises(Refused):
        people.new_link(picture_desk, by=reporter, now=LATER)
    assert acts() == ["link sent"]


def test_a_link_that_is_worth_nothing_records_nothing():
    people.accept("never a word of ours", password=PASSWORD, now=NOON)
    assert acts() == []


def test_neither_words_nor_addresses_stand_in_the_audit(operator):
    user, word = people.invite(email=ADDRESS, by=operator, now=NOON)
    again = people.new_link(user, by=operator, now=NOON)
    people.accept(again, password=PASSWORD, now=NOON)
    people.change(user, {"email": "vesk@gazette.invalid"}, by=operator, now=NOON)
    text = everything()
    assert "@" not in text
    assert not any(secret in text for secret in (word, again, PASSWORD))


# Roles ----------------------------------------------------------------------------------------


def test_a_role_given_and_taken(chief_editor, stranger):
    town = make_section("Town")
    for _press in range(2):
        membership = people.give(stranger, Role.EDITOR, town, by=chief_editor, now=NOON)
    for _press in range(2):
        people.take(membership, by=chief_editor, now=LATER)
    assert acts() == ["role given", "role taken"]
    said = {"role": "editor", "section": "Town"}
    assert_says(the("role given"), by=chief_editor, whom=stranger, **said)
    assert_says(the("role taken"), by=chief_editor, whom=stranger, at=LATER, **said)


def test_a_role_everywhere_names_no_section(chief_editor, stranger):
    people.give(stranger, Role.LEGAL, by=chief_editor, now=NOON)
    assert the("role given").detail == {"role": "legal", "section": ""}


def test_a_role_given_by_a_command_is_nobodys(stranger):
    people.give(stranger, Role.CHIEF_EDITOR, by=None, now=NOON)
    assert_says(the("role given"), by=None, whom=stranger, role="chief_editor", section="")


def test_roles_that_are_refused_are_not_recorded(operator, chief_editor, stranger):
    with pytest.raises(Refused):
        people.give(stranger, Role.EDITOR, by=operator, now=NOON)
    with pytest.raises(Refused):
        people.take(Membership.objects.get(user=chief_editor), by=chief_editor, now=NOON)
    assert acts() == []


# Changed, sent away, let in again -------------------------------------------------------------


def test_a_change_names_the_fields_and_no_value(operator, stranger):
    changes = {"email": ADDRESS, "last_name": "Vesk", "first_name": ""}
    for _press in range(2):
        people.change(stranger, changes, by=operator, now=NOON)
    assert_says(the("person changed"), by=operator, whom=stranger, fields=["email", "last_name"])
    assert "Vesk" not in everything()


def test_a_change_that_is_refused_is_not_recorded(reporter, stranger):
    with pytest.raises(Refused):
        people.change(stranger, {"last_name": "Vesk"}, by=reporter, now=NOON)
    assert acts() == []


def test_sent_away_and_let_in_again(chief_editor, reporter):
    for _press in range(2):
        leaving.deactivate(reporter, by=chief_editor, now=NOON)
    for _press in range(2):
        leaving.reactivate(reporter, by=chief_editor, now=LATER)
    assert acts() == ["deactivated", "reactivated"]
    assert_says(the("deactivated"), by=chief_editor, whom=reporter)
    assert_says(the("reactivated"), by=chief_editor, whom=reporter, at=LATER)


def test_the_last_chief_is_not_sent_away_and_nothing_is_recorded(chief_editor, operator):
    with pytest.raises(Refused):
        leaving.deactivate(chief_editor, by=operator, now=NOON)
    with pytest.raises(Refused):
        leaving.deactivate(chief_editor, by=chief_editor, now=NOON)
    assert acts() == []


def test_stories_handed_over(chief_editor, reporter, editor):
    make_article(by=reporter)
    make_article(by=reporter)
    for _press in range(2):
        leaving.hand_over(reporter, to=editor, by=chief_editor, now=NOON)
    assert acts() == ["stories handed over", "handed over", "handed over"]
    assert_says(the("stories handed over"), by=chief_editor, whom=reporter, stories=2)


def test_one_story_handed_over(chief_editor, reporter, editor):
    story = make_article(by=reporter)
    for _press in range(2):
        leaving.hand_over_story(story, to=editor, by=chief_editor, now=NOON)
    row = the("handed over")
    assert (row.by, row.at, row.article) == (chief_editor, NOON, story)
    assert row.person == editor


# Names ----------------------------------------------------------------------------------------


def test_the_name_of_then_stays_when_the_account_has_another_one(editor):
    audit.record("signed in", by=editor, at=NOON, person=editor)
    type(editor).objects.filter(pk=editor.pk).update(username="editor-who-married")
    row = the("signed in")
    assert (row.name, row.by.username) == ("editor", "editor-who-married")
    assert chains.faults() == []
