"""The first page of the desk and the box that goes anywhere, by keys alone, for everybody."""

import pytest
from django.utils import timezone

from articles.models import Article
from tests import base, factories
from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _newsroom() -> Article:
    factories.make_author()
    now = timezone.now()
    article = factories.make_live(headline="Ferry runs", now=now).article
    factories.make_live(headline="Lamp lit", now=now, at=now + base.HOUR)
    factories.make_live(headline="Bell rings", now=now, at=now + 2 * base.HOUR)
    factories.make_article(headline="Census out", embargoed_until=now + base.DAY)
    return article


def _chosen(page) -> str:
    """What a screen reader hears while the focus stays in the field."""
    return page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))"
        "?.querySelector('.jump-title').textContent"
    )


def test_a_story_is_opened_and_another_begun_with_keys_alone(person):
    article = _newsroom()
    page = person().sign_in(base.person("editor"))
    site = page.url

    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Words, an address, a number, or a room")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert _chosen(page) == "From the wire"
    page.keyboard.press("Escape")
    assert not box.is_visible()

    button = page.get_by_role("link", name="Go to…")
    button.focus()
    page.keyboard.press("Enter")
    # Enter before the answer is there waits for it.
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/article/{article.pk}/change/")

    # From anywhere, also as the editor's frame hands it on.
    page.get_by_label("Kicker", exact=True).focus()
    key = "new KeyboardEvent('keydown', {key: 'k', ctrlKey: true, cancelable: true})"
    page.evaluate(f"document.dispatchEvent({key})")
    page.keyboard.type("nothing of this kind")
    page.get_by_text("Nothing found.").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "kicker"
    page.keyboard.type("a/b")
    assert not box.is_visible()
    assert page.get_by_label("Kicker", exact=True).input_value() == "a/b"

    page.goto(site)
    page.get_by_label("Headline", exact=True).focus()
    page.keyboard.type("Bridge opens")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    assert page.get_by_label("Headline", exact=True).input_value() == "Bridge opens"


def test_the_key_that_is_one_sign_can_be_turned_off(person):
    factories.make_author()
    page = person().sign_in(base.person("editor"))
    page.keyboard.press("Control+k")
    page.get_by_label("The key / opens this too").uncheck()
    page.reload()
    page.keyboard.press("/")
    assert not page.locator(".jump-dialog").is_visible()
    page.keyboard.press("Control+k")
    page.locator(".jump-dialog").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_everybody_can_use_the_first_page(person, width, scheme):
    one = person(width=width, scheme=scheme)
    page = one.sign_in(base.person("chief_editor"))
    page.get_by_role("heading", name="Three steps to the first story").wait_for()
    found = _faults(page)
    _newsroom()
    page.reload()
    page.get_by_text("Next: ").wait_for()
    found += _faults(page)
    # One line of the head at a desk, two on a phone.
    assert page.locator("#header").bounding_box()["height"] < (70 if width > 390 else 110)
    page.locator(".account-menu summary").click()
    found += _faults(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.get_by_role("link", name="Go to…").click()
    page.keyboard.type("ferry")
    page.get_by_text("1 found.").wait_for()
    found += _faults(page)
    for address in ("jump/?q=ferry", "begin/"):
        page.goto(f"{one.site}/admin/{address}")
        found += _faults(page)
    assert not found, "\n".join(found)


def _faults(page) -> list[str]:
    found = violations(page)
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"{page.url} is {wider} px wider than the window"] if wider > 0 else [])
