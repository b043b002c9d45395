"""The last chief stays, whoever presses what; and who was sent away comes back by no side door."""

import pytest

from tests.base import NOON, person, signed_in, standing_clock
from tests.desk import pages
from tests.factories import make_article, reloaded
from tests.hostile.test_forged_people import page, roles_of, send

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)


def test_the_last_chief_is_not_sent_away(operator, chief_editor):
    answer = signed_in(operator).post(page(chief_editor, "deactivate"))
    assert answer.status_code == 409
    assert "This is the last chief editor." in answer.content.decode()
    chief_editor.refresh_from_db()
    assert chief_editor.is_active


def test_the_last_chief_does_not_take_their_own_role(chief_editor):
    client = signed_in(chief_editor)
    answer = client.post(
        page(chief_editor),
        pages.open_form(client, page(chief_editor)) | {"memberships-0-DELETE": "on"},
        follow=True,
    )
    assert "This is the last chief editor." in answer.content.decode()
    assert roles_of(chief_editor) == {("chief_editor", None)}


def test_the_last_chief_s_role_is_not_narrowed_to_a_section(chief_editor, town):
    client = signed_in(chief_editor)
    send(client, chief_editor, **{"memberships-0-section": town.pk})
    assert ("chief_editor", None) in roles_of(chief_editor)


def test_of_two_chiefs_who_take_each_other_s_role_one_stays(chief_editor):
    other = person("chief_editor", name="other")
    clients = {chief_editor: signed_in(chief_editor), other: signed_in(other)}
    opened = {
        other: pages.open_form(clients[chief_editor], page(other)),
        chief_editor: pages.open_form(clients[other], page(chief_editor)),
    }
    taken = {"memberships-0-DELETE": "on"}
    clients[chief_editor].post(page(other), opened[other] | taken)
    clients[other].post(page(chief_editor), opened[chief_editor] | taken)
    assert not roles_of(other) and roles_of(chief_editor) == {("chief_editor", None)}


def test_one_who_was_invited_and_never_came_does_not_count_as_a_chief(chief_editor, operator):
    invited = person("chief_editor", name="invited")
    invited.set_unusable_password()
    invited.save()
    assert signed_in(operator).post(page(chief_editor, "deactivate")).status_code == 409


# Coming back ----------------------------------------------------------------------------------


def test_an_operator_lets_no_chief_in_again(operator, chief_editor):
    person("chief_editor", name="other")
    client = signed_in(operator)
    assert client.post(page(chief_editor, "deactivate")).status_code == 302
    for send_to in (client.get, client.post):
        assert send_to(page(chief_editor, "reactivate")).status_code == 403
    chief_editor.refresh_from_db()
    assert not chief_editor.is_active


def test_who_was_sent_away_is_out_at_once(chief_editor, reporter):
    client = signed_in(reporter)
    assert client.get(pages.LIST).status_code == 200
    signed_in(chief_editor).post(page(reporter, "deactivate"))
    assert client.get(pages.LIST)["Location"].startswith("/admin/login/")


def test_stories_are_handed_to_nobody_whose_roles_do_not_reach_them(operator, reporter):
    story = make_article(by=reporter)
    client = signed_in(operator)
    client.post(page(reporter, "hand-over"), {"to": operator.pk})
    assert reloaded(story).owner == reporter
    client.post(page(reporter, "hand-over"), {"to": person("", name="friend").pk})
    assert reloaded(story).owner == reporter
