"""People at the desk in a real browser: invited, given a role, sent away; by keys, by everybody."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from articles import leaving, people
from tests import base, factories
from tests.browser.conftest import OF_COLOURS, faults, violations, with_scheme
from tests.desk import pages
from tests.people import rooms

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def address_of_the_site(settings, live_server):
    settings.SITE_URL = live_server.url


def _link() -> str:
    [link] = re.findall(r"http\S+", mail.outbox[-1].body)
    return link


def test_somebody_is_invited_comes_in_and_sees_what_was_foreseen(person):
    factories.make_article(section=factories.make_section("Town"), headline="Ferry runs")
    page = person().sign_in(base.person("chief_editor"))
    page.get_by_role("link", name="People").first.click()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill("ines@gazette.invalid")
    page.get_by_label("Role", exact=True).first.select_option("reporter")
    page.get_by_label("Where", exact=True).first.select_option("Town")

    with page.context.expect_page() as beside:
        page.get_by_role("button", name="What they will see").click()
    sight = beside.value
    sight.get_by_text("Ferry runs").wait_for()
    assert not get_user_model().objects.filter(username="ines").exists()
    sight.close()
    page.get_by_role("button", name="Invite").click()
    page.get_by_text("A link went to ines@gazette.invalid.").wait_for()

    guest = person().page()
    guest.goto(_link())
    guest.get_by_label("New password", exact=True).fill(base.PASSWORD)
    guest.get_by_label("New password confirmation").fill(base.PASSWORD)
    guest.get_by_role("button", name="Set the password").click()
    guest.get_by_role("link", name="Sign in").click()
    guest.get_by_label("Name or e-mail address").fill("ines")
    guest.get_by_label("Password").fill(base.PASSWORD)
    guest.get_by_role("button", name="Log in").click()
    guest.get_by_role("link", name="Stories").first.click()
    guest.get_by_role("link", name="Ferry runs").wait_for()

    page.reload()
    page.get_by_role("link", name="Send away…").click()
    page.get_by_role("button", name="Send away").click()
    page.get_by_text("ines cannot sign in any more.").wait_for()
    guest.reload()
    guest.get_by_label("Name or e-mail address").wait_for()


def test_a_role_is_given_with_keys_alone(person):
    user = base.person("", name="ines")
    one = person()
    page = one.sign_in(base.person("chief_editor"))
    page.goto(f"{one.site}{rooms.of(user)}")
    page.get_by_label("E-mail address").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "memberships-0-role"
    page.keyboard.type("reporter")
    for _field in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "memberships-1-role"
    while page.evaluate("document.activeElement.name") != "_continue":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Saved. It counts").wait_for()
    assert rooms.roles(user) == {("reporter", "everywhere")}


def test_people_are_managed_without_scripts(person, chromium, live_server):
    one = person()
    one.sign_in(base.person("chief_editor"))
    bare = chromium.new_context(
        java_script_enabled=False, storage_state=one.context.storage_state()
    )
    page = bare.new_page()
    page.goto(f"{live_server.url}{rooms.ADD}")
    page.get_by_label("E-mail address").fill("ines@gazette.invalid")
    page.get_by_label("Role", exact=True).first.select_option("editor")
    page.get_by_role("button", name="Invite").click()
    page.get_by_label("Take away").check()
    page.get_by_label("Role", exact=True).nth(1).select_option("legal")
    page.get_by_role("button", name="Save").click()
    user = get_user_model().objects.get(username="ines")
    assert rooms.roles(user) == {("legal", "everywhere")}
    bare.close()


# For everybody --------------------------------------------------------------------------------


def _world():
    """A leaver with a long name and many roles, somebody invited, and a story of theirs."""
    leaver = base.person("reporter", name=f"{'leaver' * 20}")
    leaver.first_name, leaver.last_name = "Wilhelmina" * 6, "Ştefănescu-Østrim " * 4
    leaver.save()
    for role in ("legal", "picture_desk"):
        people.give(leaver, role, factories.make_section("Along the Coast"), by=None)
    _invited, word = people.invite(email=f"{'a' * 64}@{'b' * 60}.invalid", by=None)
    article = factories.make_live(by=leaver, headline="Ferry runs").article
    return leaver, word, article


def _pages_about_people(page, site: str):
    """Every kind of page about people, opened one after the other."""
    leaver, word, article = _world()
    for address in (rooms.LIST, f"{rooms.LIST}?q=nobody", rooms.ADD):
        page.goto(f"{site}{address}")
        yield
    page.get_by_role("button", name="Invite").click()
    page.get_by_text("Nothing was saved yet.").wait_for()
    yield
    for name in ("change", "sight", "new_link", "hand_over", "deactivate"):
        assert page.goto(f"{site}{rooms.of(leaver, name)}").status == 200
        yield
    leaving.deactivate(leaver, by=None)
    for name in ("change", "reactivate", "new_link"):
        assert page.goto(f"{site}{rooms.of(leaver, name)}").status == 200
        yield
    page.get_by_role("button", name="Send a new link").click()
    page.get_by_text("This was not done:").wait_for()
    yield
    for address in (
        rooms.of(leaver, "history"),
        pages.room(article, "history"),
        pages.room(article, "hold"),
        pages.room(article, "limit"),
        pages.room(article, "hand_over"),
        rooms.link(word),
    ):
        assert page.goto(f"{site}{address}").status == 200
        yield
    page.get_by_role("button", name="Set the password").click()
    page.locator(".errorlist").first.wait_for()
    yield
    page.goto(f"{site}{rooms.link('nothing')}")
    yield


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1366, "dark")])
def test_everybody_can_use_the_pages_about_people(person, width, scheme):
    """No fault that axe knows, nothing wider than the window, no complaint of the policy."""
    one = person(width=width, scheme=scheme)
    page = one.sign_in(base.person("chief_editor"))
    found = []
    for _opened in _pages_about_people(page, one.site):
        found += faults(page) + _faults_against_the_system(page)
    assert not found, "\n".join(found)


def _faults_against_the_system(page) -> list[str]:
    """The admin's own switch, which `theme.js` sets on the page, goes against what is asked for."""
    found = []
    switch = "theme => { document.documentElement.dataset.theme = theme; }"
    for asked, switched in (("light", "dark"), ("dark", "light")):
        page.evaluate(switch, switched)
        with_scheme(page, asked)
        found += [f"{switched}: {each}" for each in violations(page, only=OF_COLOURS)]
    page.evaluate(switch, "auto")
    return found
