"""The entrance as somebody with a browser meets it, at both widths and in both themes."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests import base
from tests.browser.conftest import faults

pytestmark = pytest.mark.django_db(transaction=True)

OUTSIDE = [
    "/admin/login/",
    "/admin/account/password/reset/",
    "/admin/account/password/reset/done/",
    "/admin/account/password/reset/key/1-forged/",
]
INSIDE = [
    "/admin/account/factors/",
    "/admin/account/factors/webauthn/",
    "/admin/account/reauthenticate/",
]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1366, "light")])
def test_everybody_can_use_the_entrance(person, width, scheme):
    """No fault that axe knows, nothing wider than the window, no complaint of the policy."""
    one = person(width=width, scheme=scheme)
    page, found = one.page(), []
    for address in OUTSIDE:
        page.goto(f"{one.site}{address}")
        found += faults(page)
    page = one.sign_in(base.person("editor"))
    for address in INSIDE:
        page.goto(f"{one.site}{address}")
        found += faults(page)
    assert not found, "\n".join(found)


def test_an_app_is_set_up_and_asked_for(person):
    one = person()
    page = one.sign_in(base.person("editor"))
    page.goto(f"{one.site}/admin/account/factors/")
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Password").fill(base.PASSWORD)
    page.get_by_role("button", name="Go on").click()
    secret = page.get_by_label("Secret").input_value()
    assert not faults(page)
    page.get_by_label("Authenticator code").fill(code(secret))
    page.get_by_role("button", name="Set up the app").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert not faults(page)

    other = person().page()
    other.goto(f"{one.site}/admin/login/")
    other.fill("#id_username", "editor")
    other.fill("#id_password", base.PASSWORD)
    other.press("#id_password", "Enter")
    other.get_by_role("heading", name="Second factor").wait_for()
    assert not faults(other)
    other.locator("[name=code]").fill("123456")
    other.keyboard.press("Enter")
    other.get_by_text("Incorrect code").wait_for()


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
