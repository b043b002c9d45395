"""The list of stories in a browser: by keyboard, as cards on a phone, and an act on many."""

import pytest
from playwright.sync_api import expect

from articles.models import PublishedVersion
from tests import base, factories
from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/admin/articles/article/"


@pytest.fixture
def paper():
    author = factories.make_author("Ines Varrow")
    picture = factories.make_image(alt="A quay", credit="The Courier")
    whole = {"bylines": [author], "lead_image": picture, "standfirst": "From Monday."}
    for name in ("Hall opens", "Tram stops", "Ferry runs"):
        factories.make_article(headline=name, **whole)
    factories.make_live(headline="Lamp lit")


def test_stories_are_ticked_by_keyboard_and_published_together(person, paper):
    desk = person()
    page = desk.sign_in(base.person("editor"))
    page.goto(f"{desk.site}{LIST}?live=never")
    assert violations(page) == []
    for key in "jxjx":
        page.keyboard.press(key)
    expect(page.get_by_role("link", name="Tram stops")).to_be_focused()
    expect(page.get_by_text("Ticked: 2")).to_be_visible()
    page.get_by_role("searchbox").press_sequentially("jxk")
    expect(page.get_by_text("Ticked: 2")).to_be_visible()
    page.get_by_label("With those ticked").select_option("publish")
    page.get_by_role("button", name="Go on").click()
    assert violations(page) == []
    page.get_by_role("button", name="Publish 2 stories now").click()
    expect(page.get_by_text("Done: 2 stories.")).to_be_visible()
    assert violations(page) == []
    assert PublishedVersion.objects.count() == 3


def test_on_a_phone_every_story_is_a_card_and_still_a_row_of_a_table(person, paper):
    desk = person(width=390, height=844, scheme="dark")
    page = desk.sign_in(base.person("chief_editor"))
    page.goto(f"{desk.site}{LIST}?q=e")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    row = page.get_by_role("row").filter(has_text="Ferry runs")
    assert row.get_by_role("cell").count() == 6
    assert row.evaluate("row => getComputedStyle(row).display") == "grid"
    expect(page.get_by_label("With those ticked")).to_be_hidden()
    row.get_by_role("checkbox").check()
    expect(page.get_by_label("With those ticked")).to_be_visible()
    page.get_by_text("More filters").click()
    page.get_by_text("Save this view…").click()
    assert violations(page) == []
    page.get_by_label("Name", exact=True).fill("With an e")
    page.get_by_role("button", name="Save view").click()
    tab = page.get_by_role("link", name="With an e")
    assert tab.get_attribute("aria-current") == "page"
    page.get_by_role("link", name="Rename or take away saved views").click()
    assert violations(page) == []
