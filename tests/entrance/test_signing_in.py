"""Signing in: by name or address, throttled without locking others out, told to nobody."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from articles.models import AuditRow
from tests import base
from tests.base import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
TOO_MANY = "Too many failed"


def sign_in(client, name, password=PASSWORD, **more):
    return client.post(LOGIN, {"username": name, "password": password, **more})


def fail(client, name, times=5, **more):
    for _try in range(times):
        answer = sign_in(client, name, "wrong", **more)
    return answer


@pytest.mark.parametrize("name", ["editor", "EDITOR", "editor@gazette.invalid"])
def test_by_name_and_by_address(editor, client, name):
    answer = sign_in(client, name, next="/admin/articles/article/")
    assert answer.status_code == 302 and answer["Location"] == "/admin/articles/article/"
    assert client.get("/admin/").status_code == 200


def test_it_leads_nowhere_else(editor, client):
    answer = sign_in(client, "editor", next="https://evil.invalid/")
    assert answer["Location"] == "/admin/"


def test_nothing_tells_who_exists(editor, client):
    known, unknown = fail(client, "editor", 1), fail(client, "nobody", 1)
    assert known.status_code == unknown.status_code == 200
    said = [
        answer.content.decode().replace("editor", "").replace("nobody", "")
        for answer in (known, unknown)
    ]
    assert "not correct" in said[0]
    assert _without_tokens(said[0]) == _without_tokens(said[1])


def _without_tokens(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_after_five_wrong_tries_a_name_waits(editor, client):
    fail(client, "editor")
    answer = sign_in(client, "editor")
    assert TOO_MANY in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_stranger_s_tries_do_not_lock_out_who_sits_elsewhere(editor):
    fail(Client(REMOTE_ADDR="203.0.113.9"), "editor", 9)
    assert sign_in(Client(REMOTE_ADDR="198.51.100.4"), "editor").status_code == 302


def test_nor_who_has_signed_in_from_this_browser_before(editor):
    """Not even from the same address, as everybody in a newsroom has."""
    own = Client()
    sign_in(own, "editor")
    own.post("/admin/logout/")
    fail(Client(), "editor", 9)
    assert TOO_MANY in sign_in(Client(), "editor").content.decode()
    assert sign_in(own, "editor").status_code == 302


def test_a_known_browser_is_counted_as_well(editor):
    own = Client()
    sign_in(own, "editor")
    own.post("/admin/logout/")
    fail(own, "editor")
    assert TOO_MANY in sign_in(own, "editor").content.decode()


def test_a_forged_cookie_makes_no_known_browser(editor, client):
    client.cookies["desk_known"] = "editor"
    fail(client, "editor")
    client.cookies["desk_known"] = "other"
    assert TOO_MANY in sign_in(client, "editor").content.decode()


def test_one_name_s_tries_do_not_count_for_another(editor, reporter, client):
    fail(client, "editor", 9)
    assert sign_in(client, "reporter").status_code == 302


def test_who_was_sent_away_does_not_come_in(editor, client):
    editor.is_active = False
    editor.save()
    sign_in(client, "editor")
    assert client.get("/admin/").status_code == 302


def test_an_account_that_is_not_of_the_desk_is_told_so(client):
    get_user_model().objects.create_user("reader", "reader@gazette.invalid", PASSWORD)
    sign_in(client, "reader")
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "not one of the desk" in answer.content.decode()


def test_nobody_signs_up(client):
    for method in (client.get, client.post):
        assert method("/admin/account/signup/").status_code == 404


def test_the_page_has_the_strict_policy_and_is_kept_by_nobody(client):
    answer = client.get(LOGIN)
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_coming_and_going_are_on_record(editor, client):
    sign_in(client, "editor")
    client.post("/admin/logout/")
    acts = AuditRow.objects.order_by("number").values_list("act", "by__username")
    assert list(acts) == [("signed in", "editor"), ("signed out", "editor")]


def test_a_changed_password_is_on_record(editor):
    client = base.signed_in(editor)
    new = "another quiet river"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", fields).status_code == 302
    assert AuditRow.objects.filter(act="password set", by=editor).exists()
