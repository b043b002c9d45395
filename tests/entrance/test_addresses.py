"""Every address of the entrance, with what it answers, typed by hand."""

import pytest
from django.urls import URLResolver, get_resolver, resolve

from tests import base

pytestmark = pytest.mark.django_db

SIGN_IN, AGAIN = "/admin/login/", "/admin/account/reauthenticate/"
DESK = "/admin/"

# Below /admin/: the address, then what nobody gets who is not signed in, and what an editor gets.
# A number is a status, an address where the answer leads.
TABLE = [
    ("login/", 200, DESK),
    ("account/logout/", SIGN_IN, 200),
    ("account/signup/", 404, 404),
    ("account/inactive/", 200, 200),
    ("account/reauthenticate/", SIGN_IN, 200),
    ("account/password/reset/", 200, 200),
    ("account/password/reset/done/", 200, 200),
    ("account/password/reset/key/1-forged/", 200, 200),
    ("account/password/reset/key/done/", 200, 200),
    ("account/language/", "/", "/"),
    ("account/factors/", SIGN_IN, 200),
    ("account/factors/authenticate/", SIGN_IN, DESK),
    ("account/factors/reauthenticate/", SIGN_IN, AGAIN),
    ("account/factors/totp/activate/", SIGN_IN, AGAIN),
    ("account/factors/totp/deactivate/", SIGN_IN, 404),
    ("account/factors/recovery-codes/", SIGN_IN, 404),
    ("account/factors/recovery-codes/generate/", SIGN_IN, AGAIN),
    ("account/factors/recovery-codes/download/", SIGN_IN, 404),
    ("account/factors/webauthn/", SIGN_IN, 200),
    ("account/factors/webauthn/add/", SIGN_IN, AGAIN),
    ("account/factors/webauthn/reauthenticate/", SIGN_IN, AGAIN),
    ("account/factors/webauthn/login/", SIGN_IN, DESK),
    ("account/factors/webauthn/keys/1/remove/", SIGN_IN, AGAIN),
    ("account/factors/webauthn/keys/1/edit/", SIGN_IN, AGAIN),
]


def answer(client, address: str) -> int | str:
    got = client.get(f"/admin/{address}")
    return got["Location"].partition("?")[0] if got.status_code == 302 else got.status_code


@pytest.mark.parametrize(("address", "nobody", "somebody"), TABLE, ids=[row[0] for row in TABLE])
def test_it_answers_as_the_table_says(client, editor, address, nobody, somebody):
    assert answer(client, address) == nobody
    assert answer(base.signed_in(editor), address) == somebody


def test_every_address_of_the_entrance_has_a_row():
    [entrance] = [
        each
        for each in get_resolver().url_patterns
        if str(each.pattern) == "admin/" and each.namespace is None
    ]
    rows = {resolve(f"/admin/{row[0]}").route for row in TABLE}
    missing = set(_routes(entrance, "")) - rows
    assert not missing, missing


def _routes(resolver, before: str):
    for each in resolver.url_patterns:
        route = before + str(resolver.pattern)
        if isinstance(each, URLResolver):
            yield from _routes(each, route)
        else:
            # As the resolver joins them.
            yield route + str(each.pattern).removeprefix("^")
