"""The writing page in a real browser: meters, chips, pictures, topics, keys, and leaving it."""

import pytest

from articles.models import Article
from tests import base, factories
from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story():
    factories.make_topic("Ferries")
    for name in ("Ines Varrow", "Ilka Brûnswold"):
        factories.make_author(name)
    factories.make_image(caption="A tram", credit="The Courier", alt="A tram on a hill")
    factories.make_image(caption="A ferry")
    return factories.make_article(
        headline="Boat runs", body="<p>Two words.</p>", bylines=[factories.make_author("Tömas")]
    )


def _open(person, article, **window):
    one = person(**window)
    page = one.sign_in(base.person("editor"))
    page.goto(f"{one.site}/admin/articles/article/{article.pk}/change/")
    page.locator(".cke_wysiwyg_frame").wait_for()
    return page


def test_a_story_is_written_with_all_that_the_page_offers(person, story):
    page = _open(person, story)
    unsaved = page.locator(".unsaved")
    assert not unsaved.is_visible()

    headline = page.get_by_label("Headline", exact=True)
    headline.fill("Ferries run early again, as far as anybody on the quay can remember today")
    search = page.locator(".field-headline .meters li").nth(1)
    assert search.inner_text().startswith("In search 73 / 60 – too long")
    unsaved.wait_for()
    headline.fill("Boat runs")
    unsaved.wait_for(state="hidden")
    headline.fill("Ferries run early")

    # Names: typed one after the other, moved and taken out by keys alone.
    page.locator("[name=bylines-name]").last.fill("Ines Varrow")
    page.keyboard.press("Enter")
    page.keyboard.type("Ilka Brûnswold")
    page.keyboard.press("Alt+ArrowUp")
    assert page.locator("byline-chips [role=status]").inner_text() == (
        "Ilka Brûnswold is now 2 of 3."
    )
    page.get_by_role("button", name="Take out: Tömas").press("Enter")

    # A picture: searched, chosen, seen in its crops.
    page.get_by_role("button", name="Choose a picture…").press("Enter")
    page.get_by_placeholder("Search the pictures").fill("tram")
    page.get_by_text("Pictures found: 1").wait_for()
    assert violations(page, without=(".cke",)) == []
    page.locator(".picture-option").press("Enter")
    page.get_by_text("As it is cropped").click()
    assert page.locator(".picture-crops img").count() == 4
    assert page.locator(".picture-now .picture-name").inner_text() == "A tram"

    # Topics that the text names.
    page.get_by_role("button", name="+ Ferries").click()
    assert page.locator("topic-suggestions").is_hidden()

    page.get_by_text("For the desk").click()
    page.get_by_label("Target length").fill("400")
    assert page.locator("[data-count=words]").inner_text() == "2 / 400"

    page.keyboard.press("Control+s")
    page.get_by_text("Readers see no change until you publish.").wait_for()
    saved = Article.objects.get(pk=story.pk)
    assert saved.headline == "Ferries run early"
    assert saved.lead_image.caption == "A tram"
    assert saved.target_words == 400
    assert [topic.name for topic in saved.topics.all()] == ["Ferries"]
    names = [row.author.name for row in saved.bylines.order_by("position")]
    assert names == ["Ilka Brûnswold", "Ines Varrow"]
    # The fold that was opened stays open.
    page.get_by_label("Target length").wait_for()


def test_leaving_with_unsaved_text_asks_and_after_a_save_does_not(person, story):
    page = _open(person, story)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    headline = page.get_by_label("Headline", exact=True)
    headline.click()
    page.keyboard.type("So ")
    page.get_by_role("link", name="History").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert "So " in headline.input_value()

    page.keyboard.press("Control+s")
    page.get_by_text("Readers see no change until you publish.").wait_for()
    page.get_by_role("link", name="History").click()
    page.wait_for_url("**/history/")
    assert asked == ["beforeunload"]


def test_keys_are_those_on_the_keyboard_whatever_they_type(person, story):
    page = _open(person, story)
    page.get_by_label("Headline", exact=True).fill("Boat stops")
    page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'ы', code: 'KeyS', ctrlKey: true, bubbles: true, cancelable: true}))"
    )
    page.get_by_text("Readers see no change until you publish.").wait_for()
    assert Article.objects.get(pk=story.pk).headline == "Boat stops"


def test_the_boxes_of_a_story_follow_its_language(person, story):
    page = _open(person, story)
    headline = page.get_by_label("Headline", exact=True)
    assert (headline.get_attribute("lang"), headline.get_attribute("dir")) == ("en", "ltr")
    page.get_by_label("Language").select_option("ar")
    assert (headline.get_attribute("lang"), headline.get_attribute("dir")) == ("ar", "rtl")


def test_the_full_screen_holds_the_text_alone_until_escape(person, story):
    page = _open(person, story)
    page.keyboard.press("Control+.")
    assert not page.locator(".writing-rail").is_visible()
    assert not page.locator("#header").is_visible()
    assert page.get_by_role("button", name="Full screen").get_attribute("aria-pressed") == "true"
    assert violations(page, without=(".cke",)) == []
    page.keyboard.press("Escape")
    assert page.locator(".writing-rail").is_visible()


def test_a_fault_opens_its_fold_and_its_list_has_the_focus(person, story):
    page = _open(person, story, width=390)
    page.get_by_text("For the desk").click()
    page.get_by_label("Urgency").fill("12")
    page.get_by_label("Date:").first.fill("32/13/2026")
    page.get_by_text("For the desk").click()
    page.get_by_role("button", name="Save draft").click()
    page.locator(".faults:focus").wait_for()
    page.locator(".faults a", has_text="Urgency").press("Enter")
    assert page.get_by_label("Urgency").is_visible()
    page.locator(".faults a", has_text="Dated").press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_dated_at"
    assert violations(page, without=(".cke",)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_pieces(person, settings, scheme):
    settings.DEBUG = True
    factories.make_image(caption="A tram")
    one = person(scheme=scheme)
    page = one.sign_in(base.person("editor"))
    page.goto(f"{one.site}/admin/pieces/")
    page.locator(".byline-buttons").first.wait_for(state="attached")
    assert violations(page) == []
