"""Second factors: for who wants them, or for everybody; and asking again before sensitive acts."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from articles.admin.entrance.recent import SIGNED_IN_AT
from articles.models import AuditRow
from tests import base
from tests.base import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
SECRET = "JBSWY3DPEHPK3PXP"


def with_app(user):
    TOTP.activate(user, SECRET)
    return user


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def sign_in(client, name):
    return client.post(LOGIN, {"username": name, "password": PASSWORD})


def test_with_an_app_the_password_is_half_the_way(editor, client):
    with_app(editor)
    answer = sign_in(client, "editor")
    assert answer["Location"].startswith("/admin/account/factors/authenticate/")
    assert client.get("/admin/").status_code == 302
    assert client.post(answer["Location"], {"code": "000000"}).status_code == 200
    assert client.post(answer["Location"], {"code": code()}).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_an_app_is_set_up_after_asking_again(editor, client):
    sign_in(client, "editor")
    address = "/admin/account/factors/totp/activate/"
    asked = client.get(address)
    assert asked["Location"].startswith("/admin/account/reauthenticate/")
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get(address)
    assert page.status_code == 200 and "data:image/svg+xml" in page.content.decode()
    assert "unsafe" not in page["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True)
def test_a_factor_that_comes_is_on_record_and_told_by_mail(editor, client, mailoutbox):
    sign_in(client, "editor")
    client.post("/admin/account/reauthenticate/", {"password": PASSWORD})
    client.get("/admin/account/factors/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    typed = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post("/admin/account/factors/totp/activate/", {"code": typed})
    assert Authenticator.objects.filter(user=editor).exists()
    assert AuditRow.objects.filter(act="second factor added", by=editor).exists()
    assert any("editor@gazette.invalid" in mail.to for mail in mailoutbox)


def test_required_nothing_is_shown_before_there_is_one(editor, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client = base.signed_in(editor)
    for address in ("/admin/", "/admin/articles/article/", "/admin/jsi18n/"):
        assert client.get(address)["Location"] == "/admin/account/factors/", address
    assert client.get("/admin/account/factors/").status_code == 200
    assert client.post("/admin/logout/").status_code == 200


def test_required_who_has_one_goes_in(editor, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    assert base.signed_in(with_app(editor)).get("/admin/").status_code == 200


# Asking again ---------------------------------------------------------------------------------


def signed_in_long_ago(user, **how) -> Client:
    client = Client(**how)
    client.force_login(user)
    session = client.session
    session[SIGNED_IN_AT] = time.time() - 3600
    session.save()
    return client


def test_a_sensitive_press_asks_again_and_is_done_then(chief_editor, reporter):
    client = signed_in_long_ago(chief_editor)
    asked = client.post(f"/admin/auth/user/{reporter.pk}/deactivate/", {"to": ""})
    assert asked["Location"].startswith("/admin/account/reauthenticate/")
    reporter.refresh_from_db()
    assert reporter.is_active
    wrong = client.post(asked["Location"], {"password": "wrong"})
    assert wrong.status_code == 200
    client.post(asked["Location"], {"password": PASSWORD})
    reporter.refresh_from_db()
    assert not reporter.is_active


@pytest.mark.parametrize("page", ["deactivate", "hand-over", "new-link", "change"])
def test_every_press_on_a_person_asks(chief_editor, reporter, page):
    client = signed_in_long_ago(chief_editor)
    answer = client.post(f"/admin/auth/user/{reporter.pk}/{page}/", {})
    assert answer.status_code == 302 and "reauthenticate" in answer["Location"]
    assert client.get(f"/admin/auth/user/{reporter.pk}/{page}/").status_code == 200


def test_writing_and_publishing_do_not_ask(editor):
    client = signed_in_long_ago(editor)
    assert client.post("/admin/articles/article/add/", {}).status_code == 200
