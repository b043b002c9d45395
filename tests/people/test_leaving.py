"""Sent away and let in again: nobody is deleted, bylines and history stay."""

import pytest
from django.db.models import ProtectedError

from articles import leaving, people
from articles.errors import Refused
from articles.models import AuditRow
from tests.base import NOON, PASSWORD, person, signed_in
from tests.factories import make_author, make_live, make_section, reloaded
from tests.people.rooms import roles

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return [row.act for row in AuditRow.objects.order_by("number")]


def test_who_is_sent_away_is_out_at_once(reporter, operator, client):
    browser = signed_in(reporter)
    assert browser.get("/admin/").status_code == 200
    leaving.deactivate(reporter, by=operator, now=NOON)
    assert browser.get("/admin/").status_code == 302
    assert not client.login(username="reporter", password=PASSWORD)


def test_roles_bylines_and_history_stay(reporter, operator, client):
    version = make_live(by=reporter, bylines=[make_author("Ines Varrow")])
    leaving.deactivate(reporter, by=operator, now=NOON)
    assert roles(reporter) == {("reporter", "everywhere")}
    assert reloaded(version.article).owner == reporter
    assert version.article.revisions.get().made_by == reporter
    assert "Ines Varrow" in client.get(version.get_absolute_url()).content.decode()


def test_nobody_with_a_history_can_be_deleted(reporter, operator):
    leaving.deactivate(reporter, by=operator, now=NOON)
    with pytest.raises(ProtectedError):
        reporter.delete()


def test_pressed_twice_it_is_done_once(reporter, operator):
    for _press in range(2):
        leaving.deactivate(reporter, by=operator, now=NOON)
    for _press in range(2):
        leaving.reactivate(reporter, by=None, now=NOON)
    assert acts() == ["deactivated", "reactivated"]


def test_let_in_again_they_have_what_they_had(reporter, chief_editor):
    leaving.deactivate(reporter, by=chief_editor, now=NOON)
    leaving.reactivate(reporter, by=chief_editor, now=NOON)
    reporter.refresh_from_db()
    assert signed_in(reporter).get("/admin/articles/article/").status_code == 200


def test_nobody_sends_themselves_away(chief_editor, second_chief):
    with pytest.raises(Refused, match="cannot send yourself away"):
        leaving.deactivate(chief_editor, by=chief_editor, now=NOON)


def test_the_last_chief_is_not_sent_away(chief_editor, operator, django_user_model):
    root = django_user_model.objects.create_superuser("root")
    for by in (operator, root, None):
        with pytest.raises(Refused, match="last chief editor"):
            leaving.deactivate(chief_editor, by=by, now=NOON)
    chief_editor.refresh_from_db()
    assert chief_editor.is_active and acts() == []


def test_an_operator_may_send_a_chief_away_and_not_let_in_again(
    operator, chief_editor, second_chief
):
    """To let somebody in with their roles is to give those roles."""
    leaving.deactivate(chief_editor, by=operator, now=NOON)
    with pytest.raises(Refused):
        leaving.reactivate(chief_editor, by=operator, now=NOON)
    leaving.reactivate(chief_editor, by=second_chief, now=NOON)
    assert acts() == ["deactivated", "reactivated"]


@pytest.mark.parametrize("role", ["reporter", "sub_editor", "editor", "picture_desk", "legal", ""])
def test_no_other_role_sends_anybody_away(role):
    other, by = person("reporter", name="other"), person(role)
    for verb in (leaving.deactivate, leaving.reactivate):
        with pytest.raises(Refused):
            verb(other, by=by, now=NOON)
    with pytest.raises(Refused):
        people.change(other, {"first_name": "Ines"}, by=by, now=NOON)
    with pytest.raises(Refused):
        leaving.hand_over(other, to=by, by=by, now=NOON)
    assert acts() == []


def test_a_chief_of_a_section_sends_away_whose_roles_are_all_theirs():
    town, sport = make_section("Town"), make_section("Sport")
    chief = person("chief_editor", name="town chief", section=town)
    with pytest.raises(Refused):
        leaving.deactivate(person("editor", section=sport), by=chief, now=NOON)
    leaving.deactivate(person("reporter", section=town), by=chief, now=NOON)
    assert acts() == ["deactivated"]


def test_a_superuser_is_sent_away_by_superusers_alone(operator, chief_editor, django_user_model):
    root = django_user_model.objects.create_superuser("root")
    for by in (operator, chief_editor):
        with pytest.raises(Refused):
            leaving.deactivate(root, by=by, now=NOON)
        with pytest.raises(Refused):
            people.change(root, {"email": "new@gazette.invalid"}, by=by, now=NOON)
    leaving.deactivate(root, by=django_user_model.objects.create_superuser("other"), now=NOON)
    assert acts() == ["deactivated"]


# Changing -------------------------------------------------------------------------------------


def test_a_change_names_the_fields_and_keeps_no_address(reporter, chief_editor):
    new = {"first_name": "Ines", "last_name": "", "email": "ines@gazette.invalid"}
    people.change(reporter, new, by=chief_editor, now=NOON)
    people.change(reporter, new, by=chief_editor, now=NOON)
    reporter.refresh_from_db()
    assert (reporter.first_name, reporter.email) == ("Ines", "ines@gazette.invalid")
    row = AuditRow.objects.get()
    assert row.detail == {"fields": ["email", "first_name"]}


def test_only_names_and_the_address_are_changed(reporter, chief_editor):
    for name in ("is_superuser", "is_staff", "is_active", "username"):
        with pytest.raises(Refused):
            people.change(reporter, {name: "1"}, by=chief_editor, now=NOON)


def test_an_operator_does_not_change_who_has_more_than_they_have(reporter, operator):
    with pytest.raises(Refused):
        people.change(reporter, {"email": "mine@gazette.invalid"}, by=operator, now=NOON)


def test_two_accounts_do_not_share_an_address(reporter, editor, chief_editor):
    with pytest.raises(Refused, match="an account already"):
        people.change(reporter, {"email": editor.email.upper()}, by=chief_editor, now=NOON)
