"""Passkeys from the first to the last day, with an authenticator that Chromium plays."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from articles.models import AuditRow
from tests import base
from tests.browser.conftest import Person, faults

pytestmark = pytest.mark.django_db(transaction=True)

FACTORS = "/admin/account/factors/"
NONE_CAME = "No passkey came"
NOT_KNOWN = "This passkey is not known here"


@pytest.fixture(autouse=True)
def at_its_own_name(settings, live_server):
    settings.SITE_URL = live_server.url


class Device:
    """What holds passkeys: a phone or a computer that knows its owner's finger."""

    def __init__(self, page: Page, **options):
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        self.id = self._send("addVirtualAuthenticator", options=_PHONE | options)["authenticatorId"]

    def passkeys(self) -> list[dict]:
        return self._send("getCredentials", authenticatorId=self.id)["credentials"]

    def take(self, passkey: dict) -> None:
        self._send("addCredential", authenticatorId=self.id, credential=passkey)

    def knows_the_finger(self, yes: bool) -> None:
        self._send("setUserVerified", authenticatorId=self.id, isUserVerified=yes)

    def _send(self, act: str, **what) -> dict:
        return self.session.send(f"WebAuthn.{act}", what)


_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def by_password(one: Person, page: Page) -> None:
    page.goto(f"{one.site}/admin/login/")
    page.get_by_label("Name or e-mail address").fill("editor")
    page.get_by_label("Password").fill(base.PASSWORD)
    page.get_by_role("button", name="Log in").click()


def by_passkey(one: Person, page: Page) -> None:
    page.goto(f"{one.site}/admin/login/")
    page.get_by_role("button", name="With a passkey").click()


def say_the_password(page: Page) -> None:
    page.get_by_role("heading", name="Is it you?").wait_for()
    page.get_by_label("Password").fill(base.PASSWORD)
    page.get_by_role("button", name="Go on").click()


def add_passkey(one: Person, page: Page, name: str = "Phone", *, alone: bool = True) -> None:
    """By somebody who has signed in with the password."""
    page.goto(f"{one.site}{FACTORS}")
    page.get_by_role("link", name="Add a passkey").click()
    say_the_password(page)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Sign in with it alone").set_checked(alone)
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()


def sign_out(page: Page) -> None:
    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("link", name="Log in again").wait_for()


def is_at_the_desk(one: Person, page: Page) -> None:
    page.wait_for_url(f"{one.site}/admin/")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1366, "light")])
def test_a_passkey_from_its_first_to_its_last_day(person, width, scheme, mailoutbox):
    base.person("editor")
    one = person(width=width, scheme=scheme)
    page = one.page()
    device, found = Device(page), []

    by_password(one, page)
    is_at_the_desk(one, page)
    page.goto(f"{one.site}{FACTORS}")
    found += faults(page)
    page.get_by_role("link", name="Add a passkey").click()
    found += faults(page)
    say_the_password(page)
    page.get_by_label("Name", exact=True).fill("Phone")
    found += faults(page)
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    codes = page.get_by_label("10 of 10 codes are left").input_value().split()
    assert len(set(codes)) == 10
    found += faults(page)
    [passkey] = device.passkeys()
    assert passkey["isResidentCredential"] and passkey["rpId"] == "localhost"
    assert AuditRow.objects.filter(act="second factor added").count() == 2
    assert any("A passkey was added" in mail.subject for mail in mailoutbox)

    sign_out(page)
    by_passkey(one, page)
    is_at_the_desk(one, page)
    sign_out(page)
    by_password(one, page)
    page.get_by_role("heading", name="Second factor").wait_for()
    found += faults(page)
    page.get_by_role("button", name="With a passkey").click()
    is_at_the_desk(one, page)

    page.goto(f"{one.site}{FACTORS}")
    found += faults(page)
    page.get_by_role("link", name="Rename or remove").click()
    expect(page.get_by_text("Signs in alone.")).to_be_visible()
    expect(page.get_by_text("Last used")).to_be_visible()
    found += faults(page)
    page.get_by_role("link", name="Rename Phone").click()
    page.get_by_role("heading", name="Is it you?").wait_for()
    found += faults(page)
    page.get_by_role("link", name="With a passkey").click()
    found += faults(page)
    page.get_by_role("button", name="With a passkey").click()
    page.get_by_label("Name", exact=True).fill("Old phone")
    found += faults(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Old phone").click()
    found += faults(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    assert not Authenticator.objects.exists()

    sign_out(page)
    by_passkey(one, page)
    page.get_by_text(NOT_KNOWN).wait_for()
    found += faults(page)
    by_password(one, page)
    is_at_the_desk(one, page)
    assert not found, "\n".join(found)


def test_a_passkey_may_be_kept_to_the_second_place(person):
    """A key without a PIN, say: it holds nothing that signs in alone."""
    base.person("editor")
    one = person()
    page = one.page()
    device = Device(page)
    by_password(one, page)
    add_passkey(one, page, alone=False)
    assert not device.passkeys()[0]["isResidentCredential"]
    page.goto(f"{one.site}{FACTORS}webauthn/")
    expect(page.get_by_text("Is asked for after your password.")).to_be_visible()
    sign_out(page)
    by_passkey(one, page)
    page.get_by_text(NONE_CAME).wait_for()
    by_password(one, page)
    page.get_by_role("button", name="With a passkey").click()
    is_at_the_desk(one, page)


def test_one_device_holds_one_passkey(person):
    base.person("editor")
    one = person()
    page = one.page()
    Device(page)
    by_password(one, page)
    add_passkey(one, page)
    page.goto(f"{one.site}{FACTORS}webauthn/add/")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("This device has a passkey of yours already.").wait_for()
    assert not faults(page)
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_somebody_elses_device_opens_nothing(person):
    base.person("editor")
    one, other = person(), person()
    page = one.page()
    Device(page)
    by_password(one, page)
    add_passkey(one, page)

    page = other.page()
    strange = Device(page)
    by_passkey(other, page)
    page.get_by_text(NONE_CAME).wait_for()
    assert not faults(page)
    by_password(other, page)
    page.get_by_role("button", name="With a passkey").click()
    page.get_by_text(NONE_CAME).wait_for()
    assert not faults(page)
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_url(f"{other.site}/admin/login/")
    assert not strange.passkeys()


def test_a_forged_passkey_is_refused(person):
    """It names the person and the true passkey, and signs with a key of its own."""
    base.person("editor")
    one, other = person(), person()
    page = one.page()
    device = Device(page)
    by_password(one, page)
    add_passkey(one, page)
    [true] = device.passkeys()

    page = other.page()
    Device(page).take(true | {"privateKey": a_key_of_its_own(other)})
    by_passkey(other, page)
    page.get_by_text(NOT_KNOWN).wait_for()
    by_password(other, page)
    page.get_by_role("button", name="With a passkey").click()
    page.get_by_text(NOT_KNOWN).wait_for()
    assert not faults(page)


def a_key_of_its_own(one: Person) -> str:
    """As PKCS 8, in base64."""
    page = one.page()
    page.goto(f"{one.site}/admin/login/")
    return page.evaluate(
        """async () => {
          const kind = {name: "ECDSA", namedCurve: "P-256"};
          const {privateKey} = await crypto.subtle.generateKey(kind, true, ["sign"]);
          const bytes = new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
          return btoa(String.fromCharCode(...bytes));
        }"""
    )


def test_a_finger_that_the_device_does_not_know_opens_nothing(person):
    base.person("editor")
    one = person()
    page = one.page()
    device = Device(page)
    by_password(one, page)
    add_passkey(one, page)
    sign_out(page)
    device.knows_the_finger(False)
    by_passkey(one, page)
    page.get_by_text(NONE_CAME).wait_for()


def test_who_left_does_not_come_in_by_a_passkey(person):
    user = base.person("editor")
    one = person()
    page = one.page()
    Device(page)
    by_password(one, page)
    add_passkey(one, page)
    sign_out(page)
    user.is_active = False
    user.save()
    by_passkey(one, page)
    page.wait_for_url(f"{one.site}/admin/account/inactive/")
    page.goto(f"{one.site}/admin/")
    page.get_by_role("heading", name="Sign in").wait_for()


def test_it_goes_on_to_what_was_asked_for(person):
    base.person("editor")
    one = person()
    page = one.page()
    Device(page)
    by_password(one, page)
    add_passkey(one, page)
    sign_out(page)
    page.goto(f"{one.site}/admin/articles/article/")
    page.get_by_role("button", name="With a passkey").click()
    page.wait_for_url(f"{one.site}/admin/articles/article/")


def test_at_an_address_in_numbers_it_says_why_there_is_none(person, settings):
    """No browser gives a passkey to 127.0.0.1."""
    base.person("editor")
    one = person()
    one.site = settings.SITE_URL = one.site.replace("localhost", "127.0.0.1")
    page = one.page()
    Device(page)
    by_passkey(one, page)
    page.get_by_text("Passkeys work only over https").wait_for()
    assert not faults(page)
