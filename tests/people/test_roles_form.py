"""The rows of roles on a person's page, filled in by a browser without scripts."""

import pytest
from django.contrib.auth import get_user_model

from articles import people
from articles.models import AuditRow
from tests.base import person, signed_in
from tests.desk import pages
from tests.factories import make_section
from tests.people import rooms
from tests.people.rooms import row

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def role_acts() -> list[str]:
    rows = AuditRow.objects.filter(act__in=("role given", "role taken")).order_by("number")
    return [each.act for each in rows]


def test_a_person_is_invited_with_roles(chief_s_browser, town):
    answer = pages.act(
        chief_s_browser,
        rooms.ADD,
        email="ines@gazette.invalid",
        **row(0, "reporter"),
        **row(1, "editor", town),
    )
    user = get_user_model().objects.get(username="ines")
    assert answer["Location"] == rooms.of(user)
    assert rooms.roles(user) == {("reporter", "everywhere"), ("editor", "Town")}


def test_a_role_is_added_changed_and_taken(chief_s_browser, reporter, town):
    pages.act(chief_s_browser, rooms.of(reporter), **row(1, "sub_editor", town))
    assert rooms.roles(reporter) == {("reporter", "everywhere"), ("sub_editor", "Town")}
    pages.act(chief_s_browser, rooms.of(reporter), **row(1, "editor", town))
    assert rooms.roles(reporter) == {("reporter", "everywhere"), ("editor", "Town")}
    pages.act(chief_s_browser, rooms.of(reporter), **row(0, "reporter", take=True))
    assert rooms.roles(reporter) == {("editor", "Town")}
    assert role_acts() == ["role given", "role given", "role taken", "role taken"]


def test_what_is_saved_unchanged_leaves_no_trace(chief_s_browser, reporter):
    pages.act(chief_s_browser, rooms.of(reporter))
    assert role_acts() == []
    assert not AuditRow.objects.filter(act="person changed").exists()


def test_the_same_press_twice_gives_once(chief_s_browser, reporter, town):
    data = {**pages.open_form(chief_s_browser, rooms.of(reporter)), **row(1, "editor", town)}
    for _press in range(2):
        assert chief_s_browser.post(rooms.of(reporter), data).status_code == 302
    assert role_acts() == ["role given"]


def test_rows_that_change_places_lose_nothing(chief_s_browser, reporter):
    people.give(reporter, "legal", by=None)
    swapped = {**row(0, "legal"), **row(1, "reporter")}
    assert pages.act(chief_s_browser, rooms.of(reporter), **swapped).status_code == 302
    assert rooms.roles(reporter) == {("reporter", "everywhere"), ("legal", "everywhere")}
    assert role_acts() == ["role given"]


def test_two_rows_that_say_the_same_are_one_role(chief_s_browser, stranger):
    same = {**row(0, "reporter"), **row(1, "reporter")}
    assert pages.act(chief_s_browser, rooms.of(stranger), **same).status_code == 302
    assert rooms.roles(stranger) == {("reporter", "everywhere")}


def test_a_place_without_a_role_is_asked_for_beside_it(chief_s_browser, reporter, town):
    answer = pages.act(chief_s_browser, rooms.of(reporter), first_name="Ines", **row(1, "", town))
    assert answer.status_code == 200 and "This field is required." in text(answer)
    kept = pages.fields(answer)
    assert kept["first_name"] == ["Ines"] and kept["memberships-1-section"] == [str(town.pk)]
    reporter.refresh_from_db()
    assert reporter.first_name == ""


def test_the_last_chief_is_told_beside_the_roles_and_nothing_is_lost(chief_s_browser, chief_editor):
    for typed in (row(0, "editor"), row(0, "chief_editor", take=True)):
        answer = pages.act(chief_s_browser, rooms.of(chief_editor), first_name="Tove", **typed)
        assert "This is the last chief editor." in text(answer)
        assert pages.fields(answer)["first_name"] == ["Tove"]
    assert rooms.roles(chief_editor) == {("chief_editor", "everywhere")}


def test_a_chief_gives_their_role_back_where_another_is_left(
    chief_s_browser, chief_editor, second_chief
):
    pages.act(chief_s_browser, rooms.of(chief_editor), **row(0, "editor"))
    assert rooms.roles(chief_editor) == {("editor", "everywhere")}


def test_roles_that_somebody_else_took_meanwhile_are_said(chief_s_browser, reporter):
    data = pages.open_form(chief_s_browser, rooms.of(reporter))
    people.take(reporter.memberships.get(), by=None)
    answer = chief_s_browser.post(rooms.of(reporter), {**data, **row(0, "editor")})
    assert "Somebody else changed these roles meanwhile." in text(answer)
    assert rooms.roles(reporter) == set()
    answer = chief_s_browser.post(rooms.of(reporter), {**data, **row(0, "editor", take=True)})
    assert answer.status_code in (200, 302) and rooms.roles(reporter) == set()


# Who may give what ----------------------------------------------------------------------------


def choices(response, name: str) -> list[str]:
    formset = response.context["inline_admin_formsets"][0].formset
    return [str(label) for _value, label in formset.forms[0].fields[name].choices]


def test_an_operator_is_offered_what_they_have(operator_s_browser, reporter):
    page = operator_s_browser.get(rooms.ADD)
    assert choices(page, "role") == ["no role", "operator"]
    page = operator_s_browser.get(rooms.of(reporter))
    assert "reporter (everywhere)" in text(page)
    assert "Roles that are not yours to give" in text(page)
    assert "first_name" not in pages.fields(page)


@pytest.mark.parametrize("role", ["reporter", "chief_editor", "superuser", "operator\0"])
def test_a_forged_row_gives_nothing(operator_s_browser, stranger, role):
    answer = pages.act(operator_s_browser, rooms.of(stranger), **row(0, role))
    assert answer.status_code == 200
    assert rooms.roles(stranger) == set()


def test_a_chief_of_a_section_is_offered_it_and_those_below(town):
    harbour, sport = make_section("Harbour", parent=town), make_section("Sport")
    browser = signed_in(person("chief_editor", name="town chief", section=town))
    stranger = person("")
    page = browser.get(rooms.of(stranger))
    assert sorted(choices(page, "section")) == ["Town", "Town › Harbour", "choose a section"]
    for typed in (row(0, "reporter", sport), row(0, "reporter")):
        answer = pages.act(browser, rooms.of(stranger), **typed)
        assert answer.status_code == 200 and rooms.roles(stranger) == set()
    pages.act(browser, rooms.of(stranger), **row(0, "reporter", harbour))
    assert rooms.roles(stranger) == {("reporter", "Harbour")}


def test_roles_out_of_reach_stay_when_the_others_change(town):
    browser = signed_in(person("chief_editor", name="town chief", section=town))
    user = person("editor")
    people.give(user, "reporter", town, by=None)
    pages.act(browser, rooms.of(user), **row(0, "legal", town))
    assert rooms.roles(user) == {("editor", "everywhere"), ("legal", "Town")}


@pytest.mark.parametrize("name", ["TOTAL_FORMS", "INITIAL_FORMS"])
@pytest.mark.parametrize("value", ["", "abc", "-1", "999999999", "0"])
def test_a_broken_count_of_rows_breaks_nothing(chief_s_browser, reporter, name, value):
    answer = pages.act(chief_s_browser, rooms.of(reporter), **{f"memberships-{name}": value})
    assert answer.status_code in (200, 302)
    assert rooms.roles(reporter) == {("reporter", "everywhere")}


@pytest.mark.parametrize("value", ["abc", "999999999", "9" * 40, "0", ""])
def test_a_row_of_somebody_else_is_not_changed(chief_s_browser, reporter, editor, value):
    mine = str(editor.memberships.get().pk)
    for key in (value, mine):
        typed = {"memberships-0-id": key, **row(0, "legal")}
        answer = pages.act(chief_s_browser, rooms.of(reporter), **typed)
        assert answer.status_code in (200, 302)
        assert rooms.roles(editor) == {("editor", "everywhere")}


@pytest.mark.parametrize("value", ["abc", "9" * 40, "-1", "1.5", "\0"])
def test_a_place_that_is_none_is_refused(chief_s_browser, reporter, value):
    typed = {**row(1, "editor"), "memberships-1-section": value}
    answer = pages.act(chief_s_browser, rooms.of(reporter), **typed)
    assert answer.status_code == 200
    assert rooms.roles(reporter) == {("reporter", "everywhere")}
