"""What no browser sends is refused by a sentence, and passkeys are made out to the paper."""

import json

import pytest
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from django.test import Client, RequestFactory

from tests.base import PASSWORD
from tests.entrance.test_factors import sign_in, with_app

pytestmark = pytest.mark.django_db

ENTRANCE = "/admin/account/factors/webauthn/login/"
ADD = "/admin/account/factors/webauthn/add/"
NOT_KNOWN = "This passkey is not known here"
_ANSWER = {"id": "eA", "rawId": "eA", "type": "public-key"}
_OF_CLIENT = "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiZUEiLCJvcmlnaW4iOiJ4In0"
NO_PASSKEYS = [
    [],
    1,
    "x",
    {"id": "x"},
    _ANSWER,
    _ANSWER | {"response": []},
    _ANSWER | {"response": {"clientDataJSON": _OF_CLIENT, "attestationObject": "oA"}},
    *(
        _ANSWER
        | {
            "response": {
                "clientDataJSON": _OF_CLIENT,
                "authenticatorData": "A" * 52,
                "signature": "AAAA",
                "userHandle": handle,
            }
        }
        for handle in (None, 5, "é", ["a"], "MQ", "_____w")
    ),
]


@pytest.mark.parametrize("what", NO_PASSKEYS, ids=json.dumps)
def test_what_is_no_passkey_is_refused(editor, client, what):
    client.get(ENTRANCE, headers={"accept": "application/json"})
    answer = client.post(ENTRANCE, {"credential": json.dumps(what)}, follow=True)
    assert answer.redirect_chain == [("/admin/login/", 302)]
    assert NOT_KNOWN in answer.content.decode()


@pytest.mark.parametrize("what", NO_PASSKEYS, ids=json.dumps)
def test_what_is_no_passkey_is_no_second_factor(editor, client, what):
    second = sign_in(client, with_app(editor).username)["Location"]
    client.get(second)
    answer = client.post(second, {"credential": json.dumps(what)})
    assert answer.status_code == 200
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("what", NO_PASSKEYS, ids=json.dumps)
def test_what_is_no_passkey_is_not_kept(editor, client, what):
    sign_in(client, "editor")
    client.post("/admin/account/reauthenticate/", {"password": PASSWORD})
    client.get(ADD)
    answer = client.post(ADD, {"name": "Phone", "credential": json.dumps(what)})
    assert "The passkey was not taken" in answer.content.decode()
    assert not editor.authenticator_set.exists()


@pytest.mark.parametrize(
    ("site", "host", "whose"),
    [
        ("https://news.example", "news.example", "news.example"),
        ("https://news.example", "desk.news.example", "news.example"),
        ("https://news.example", "fakenews.example", "fakenews.example"),
        ("https://news.example:8443", "news.example:8443", "news.example"),
        ("http://127.0.0.1:8000", "localhost:8000", "localhost"),
    ],
)
def test_a_passkey_is_the_papers(settings, site, host, whose):
    settings.SITE_URL, settings.ALLOWED_HOSTS = site, ["*"]
    with context.request_context(RequestFactory().get("/", headers={"host": host})):
        entity = get_adapter().get_public_key_credential_rp_entity()
    assert entity == {"id": whose, "name": "The Test Gazette"}


def test_a_newsroom_behind_one_address_comes_in_together(editor):
    for _ in range(30):
        answer = Client().get(ENTRANCE, headers={"accept": "application/json"})
        assert answer.status_code == 200


def test_the_pages_speak_the_desks_language(editor, client):
    client.cookies["django_language"] = "az"
    sign_in(client, "editor")
    client.post("/admin/account/reauthenticate/", {"password": PASSWORD})
    page = client.get(ADD).content.decode()
    assert "Giriş açarı 1" in page and "Yalnız bu açarla daxil olmaq" in page
    assert "Passkey" not in page
