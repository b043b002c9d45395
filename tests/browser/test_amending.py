"""What readers see is amended in a real browser, while an update under embargo is in the copy."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from articles import publishing
from articles.models import OPEN, PublishedVersion
from tests import base, factories
from tests.browser.conftest import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIVE = "<p>The ferry sails at nine.</p><p>It is whit.</p>"
# CKEditor's own frames and buttons are its makers'.
EDITOR = (".cke",)


@pytest.fixture
def version():
    """Live, with an update in the working copy that is under embargo."""
    live = factories.make_live(headline="Ferri runs", body=LIVE)
    factories.change(live.article, standfirst="Minister resigns.", embargoed_until=OPEN)
    return live


def _story(one, page, version) -> None:
    page.goto(f"{one.site}/admin/articles/article/{version.article_id}/change/")


def _open(one, page, version):
    page.goto(f"{one.site}/admin/articles/article/{version.article_id}/amend/")
    page.locator(".cke_wysiwyg_frame").wait_for()
    return page


def _headline(page):
    return page.get_by_label("Headline", exact=True)


def _type_at_the_end(page, words: str) -> None:
    body = page.frame_locator(".rich-text iframe").locator("body")
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_a_typo_is_put_right_in_two_presses(person, version):
    one = person()
    page = one.sign_in(base.person("editor"))
    _story(one, page, version)
    page.get_by_role("link", name="Amend what readers see…").click()
    page.locator(".cke_wysiwyg_frame").wait_for()
    assert "under embargo" in page.locator(".amend-beside").inner_text()
    _headline(page).fill("Ferry runs")
    _type_at_the_end(page, " ")
    for _press in range(2):
        page.keyboard.press("Backspace")
    page.keyboard.type("e.")
    page.get_by_role("button", name="Publish quietly").click()
    said = page.locator(".messagelist .success")
    said.get_by_text("The working copy has it too.").wait_for()
    said.get_by_role("link").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ferry runs"
    read = page.content()
    assert "It is white." in read and "Minister" not in read
    assert PublishedVersion.objects.count() == 2


def test_what_is_typed_is_asked_about_before_the_page_is_left(person, version):
    one = person()
    page = _open(one, one.sign_in(base.person("editor")), version)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    _headline(page).fill("Ferry runs")
    page.locator(".unsaved").wait_for()
    page.get_by_role("link", name="Back to the story").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] and _headline(page).input_value() == "Ferry runs"
    page.once("dialog", lambda dialog: dialog.accept())


def test_signed_out_the_press_is_held_and_the_text_stays(person, version):
    one = person()
    page = _open(one, one.sign_in(base.person("editor")), version)
    _headline(page).fill("Ferry runs")
    Session.objects.all().delete()
    page.get_by_role("button", name="Publish quietly").click()
    page.locator(".signed-out-dialog[open]").get_by_text("What you type stays").wait_for()
    assert PublishedVersion.objects.count() == 1
    one.sign_in(base.person("editor")).close()
    page.get_by_role("button", name="Back to the text").click()
    page.get_by_role("button", name="Publish quietly").click()
    page.locator(".messagelist .success").wait_for()
    assert PublishedVersion.objects.count() == 2


def test_without_scripts_there_is_a_look_and_a_press(person, chromium, version):
    one = person()
    one.sign_in(base.person("editor"))
    bare = chromium.new_context(
        java_script_enabled=False, storage_state=one.context.storage_state()
    )
    page = bare.new_page()
    page.goto(f"{one.site}/admin/articles/article/{version.article_id}/amend/")
    _headline(page).fill("Ferry runs")
    page.get_by_role("button", name="Look at it first").click()
    look = page.locator("#look")
    assert "Ferri runs" in look.inner_text() and "Ferry runs" in look.inner_text()
    with bare.expect_page() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    assert opened.value.get_by_role("heading", level=1).inner_text() == "Ferry runs"
    page.get_by_role("button", name="Publish quietly").click()
    page.locator(".messagelist .success").wait_for()
    assert PublishedVersion.objects.count() == 2
    bare.close()


def test_the_preview_lies_over_the_page(person, version):
    one = person()
    page = _open(one, one.sign_in(base.person("editor")), version)
    _headline(page).fill("Ferry runs")
    page.get_by_role("button", name="Preview", exact=True).click()
    frame = page.frame_locator(".story-preview-stage iframe:not(.is-coming)")
    frame.get_by_role("heading", level=1, name="Ferry runs").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (390, "dark")])
def test_everybody_can_use_it(person, version, width, scheme):
    one = person(width=width, scheme=scheme)
    page = _open(one, one.sign_in(base.person("editor")), version)
    assert faults(page, without=EDITOR) == []
    # A look at more than a slip, with a warning and a text that waits.
    news = factories.change(version.article, body="<p>News.</p>", embargoed_until=None)
    publishing.publish(news, by=None, at=timezone.now() + base.DAY)
    _open(one, page, version)
    _headline(page).fill("Ferries run again after the storm of the night")
    page.get_by_role("button", name="Look at it first").click()
    page.locator("#look").wait_for()
    page.locator(".cke_wysiwyg_frame").wait_for()
    assert faults(page, without=EDITOR) == []
    # Refused: readers see another text by now.
    publishing.publish(
        factories.change(version.article, headline="Ferry is late"), by=None, queue="keep"
    )
    page.get_by_role("button", name="Publish the update").click()
    page.get_by_text("What changed for readers meanwhile").wait_for()
    page.locator(".cke_wysiwyg_frame").wait_for()
    assert faults(page, without=EDITOR) == []
