"""Nothing that was typed is lost: a tab that dies, a line that is cut, a session that ends, a
browser that keeps nothing, and two tabs on one story.
"""

import re
from urllib.parse import quote_plus

import pytest
from django.contrib.sessions.models import Session

from articles import drafting
from articles.models import Article, Revision, UnsavedText
from tests import base, factories
from tests.browser.conftest import Person, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = re.compile(r"kept at \d\d:\d\d:\d\d$")
CUT = "net::ERR_INTERNET_DISCONNECTED"

FULL = """
    const keep = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith("desk-copy:")) throw new Error("full");
      keep.call(this, key, value);
    };
"""


@pytest.fixture
def story():
    return factories.make_article(headline="Ferry runs", body="<p>The boat is blue.</p>")


@pytest.fixture
def offline_is_quiet(monkeypatch):
    """What the browser says of a line that was cut on purpose is no complaint."""
    hear = Person._hear
    monkeypatch.setattr(Person, "_hear", lambda one, it: CUT in it.text or hear(one, it))


def open_page(one, page, story):
    page.goto(f"{one.site}/admin/articles/article/{story.pk}/change/")
    page.locator(".cke_wysiwyg_frame").wait_for()
    return page


def headline(page):
    return page.get_by_label("Headline", exact=True)


def says(page, words) -> None:
    """In sight in the bar; what is said aloud beside it are the same words."""
    page.locator("[data-kept-words]").filter(has_text=words).wait_for()


def type_everywhere(page, mark: str) -> None:
    """Into a plain field and into the editor's frame."""
    headline(page).fill(f"Headline {mark}")
    body = page.frame_locator(".rich-text iframe").locator("body")
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" Body {mark}.")


def leave(page) -> None:
    """What a browser does when its window loses the focus: it keeps at once."""
    page.evaluate("dispatchEvent(new Event('blur'))")


def until_kept(page, words: str):
    """Waits at the end of its block until the desk has said that it keeps these words."""
    sent = quote_plus(words)
    return page.expect_response(
        lambda answer: answer.url.endswith("/keep/") and sent in (answer.request.post_data or "")
    )


def copies(page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-copy:'))")


def go_on(page) -> None:
    page.get_by_role("link", name="Go on with it").click()
    page.locator("[data-laid-open]").wait_for()
    page.locator(".cke_wysiwyg_frame").wait_for()


def stands(page, mark: str) -> None:
    assert headline(page).input_value() == f"Headline {mark}"
    body = page.frame_locator(".rich-text iframe").locator("body")
    body.get_by_text(f"Body {mark}.").wait_for()


def save(page) -> None:
    page.keyboard.press("Control+s")
    page.get_by_text("Readers see no change until you publish.").wait_for()


def test_a_tab_that_dies_brings_every_word_back(person, story):
    one = person()
    page = open_page(one, one.sign_in(base.person("editor")), story)
    # By itself, a moment after the typing stops.
    with until_kept(page, "Body one."):
        type_everywhere(page, "one")
    says(page, KEPT)
    page.close()
    assert Article.objects.get(pk=story.pk).headline == "Ferry runs"

    page = open_page(one, one.page(), story)
    page.get_by_text("You typed this and did not save it").wait_for()
    assert faults(page, without=(".cke",)) == []
    go_on(page)
    stands(page, "one")
    page.locator(".unsaved", has_text="Changes not saved").wait_for()
    assert faults(page, without=(".cke",)) == []
    save(page)
    saved = Article.objects.get(pk=story.pk)
    assert saved.headline == "Headline one"
    assert "Body one." in saved.body
    assert not UnsavedText.objects.exists()
    assert page.get_by_text("You typed this").count() == 0


def test_a_line_that_is_cut_is_said_at_once_and_gone_on_from(offline_is_quiet, person, story):
    one = person(width=390)
    page = open_page(one, one.sign_in(base.person("editor")), story)
    one.context.set_offline(True)
    type_everywhere(page, "cut")
    leave(page)
    says(page, "No connection: kept in this browser only, since")
    assert len(copies(page)) == 1
    # A press on Save is not lost on its way.
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog", name="Not saved")
    dialog.get_by_text("There is no connection to the desk.").wait_for()
    assert faults(page, without=(".cke",)) == []
    one.context.set_offline(False)
    dialog.get_by_text("The desk is there again.").wait_for()
    dialog.get_by_role("button", name="Back to the text").click()
    says(page, KEPT)
    assert copies(page) == []
    assert UnsavedText.objects.get().content["headline"] == "Headline cut"

    # Cut again, and the tab dies with words that the browser alone has.
    one.context.set_offline(True)
    type_everywhere(page, "again")
    leave(page)
    says(page, "No connection: kept in this browser only, since")
    page.close()
    one.context.set_offline(False)
    page = one.page()
    with until_kept(page, "Body again."):
        open_page(one, page, story)
    go_on(page)
    assert copies(page) == []
    stands(page, "again")


def test_a_session_that_ends_is_begun_anew_without_leaving_the_page(person, story):
    one = person()
    page = open_page(one, one.sign_in(base.person("editor")), story)
    Session.objects.all().delete()
    type_everywhere(page, "late")
    leave(page)
    notice = page.get_by_role("alert").filter(has_text="You are signed out.")
    notice.wait_for()
    assert faults(page, without=(".cke",)) == []
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog", name="Not saved")
    with one.context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in again").click()
    door = opened.value
    door.locator("#id_username").fill("editor")
    door.locator("#id_password").fill(base.PASSWORD)
    door.keyboard.press("Enter")
    door.get_by_text("This window may be closed").wait_for()
    assert faults(door) == []
    door.close()

    dialog.get_by_text("The desk is there again. Press Save now.").wait_for()
    dialog.get_by_role("button", name="Back to the text").click()
    says(page, KEPT)
    assert notice.is_hidden()
    stands(page, "late")
    save(page)
    assert Article.objects.get(pk=story.pk).headline == "Headline late"
    assert not Revision.objects.filter(kind="refused").exists()


def test_somebody_else_who_signs_in_is_told_and_keeps_nothing(person, story):
    one = person()
    page = open_page(one, one.sign_in(base.person("editor")), story)
    one.sign_in(base.person("sub_editor"))
    headline(page).fill("The editor's own words")
    leave(page)
    page.get_by_role("alert").filter(has_text="sub_editor is signed in in this browser").wait_for()
    assert not UnsavedText.objects.exists()
    # Another page of somebody else's takes the copy out of the browser.
    assert len(copies(page)) == 1
    other = open_page(one, one.page(), story)
    assert copies(other) == []
    assert other.get_by_text("You typed this").count() == 0


def test_a_save_in_a_session_that_had_ended_unnoticed_is_offered_back(person, story):
    one = person()
    page = open_page(one, one.sign_in(base.person("editor")), story)
    Session.objects.all().delete()
    headline(page).fill("Typed in vain")
    page.keyboard.press("Control+s")
    page.get_by_role("heading", name="Sign in").wait_for()
    page.locator("#id_username").fill("editor")
    page.locator("#id_password").fill(base.PASSWORD)
    page.keyboard.press("Enter")
    go_on(page)
    assert headline(page).input_value() == "Typed in vain"


def test_a_step_back_brings_no_old_text_onto_a_new_base(person, story):
    one = person()
    page = open_page(one, one.sign_in(base.person("editor")), story)
    headline(page).fill("Mine")
    drafting.save(story, {"headline": "Theirs"}, base=story.head, by=base.person("chief_editor"))
    page.keyboard.press("Control+s")
    page.get_by_role("heading", name="Two texts of one story").wait_for()
    page.go_back()
    page.locator(".cke_wysiwyg_frame").wait_for()
    page.keyboard.press("Control+s")
    page.wait_for_load_state()
    assert Article.objects.get(pk=story.pk).headline == "Theirs"
    assert Revision.objects.get(kind="refused").content["headline"] == "Mine"


def test_a_save_waits_for_what_is_on_its_way(person, story):
    one = person()
    page = open_page(one, one.sign_in(base.person("editor")), story)
    on_its_way = []
    page.route("**/keep/", lambda route: on_its_way.append(route))
    headline(page).fill("Half")
    leave(page)
    says(page, "keeping")
    headline(page).fill("Whole")
    with page.expect_response("**/keep/"):
        page.keyboard.press("Control+s")
        assert Article.objects.get(pk=story.pk).headline == "Ferry runs"
        on_its_way[0].continue_()
    page.get_by_text("Readers see no change until you publish.").wait_for()
    assert Article.objects.get(pk=story.pk).headline == "Whole"
    assert not UnsavedText.objects.exists()
    assert Revision.objects.count() == 2


def test_a_browser_that_keeps_nothing_says_so(offline_is_quiet, person, story):
    one = person()
    one.context.add_init_script(FULL)
    page = open_page(one, one.sign_in(base.person("editor")), story)
    headline(page).fill("Typed")
    leave(page)
    says(page, "kept at")
    headline(page).fill("Typed on")
    says(page, "this browser keeps no copy beside it")
    one.context.set_offline(True)
    headline(page).fill("Typed on and on")
    leave(page)
    alarm = page.get_by_role("alert").filter(has_text="copy your text")
    alarm.wait_for()
    assert "No connection, and this browser keeps no copy" in alarm.inner_text()


def test_two_tabs_on_one_story_keep_a_text_each(offline_is_quiet, person, story):
    one = person()
    tabs = [open_page(one, one.sign_in(base.person("editor")), story)]
    tabs.append(open_page(one, one.page(), story))
    one.context.set_offline(True)
    for number, page in enumerate(tabs):
        headline(page).fill(f"Tab {number}")
        leave(page)
        says(page, "No connection: kept in this browser only")
    assert len(copies(tabs[0])) == 2
    for page in tabs:
        page.close()
    one.context.set_offline(False)
    page = open_page(one, one.page(), story)
    page.get_by_text("1 more text that was not saved").click()
    page.get_by_role("link", name="Go on with it").nth(1).wait_for()
    assert faults(page, without=(".cke",)) == []
    kept = {text.content["headline"] for text in UnsavedText.objects.all()}
    assert kept == {"Tab 0", "Tab 1"}
    # Who logs out leaves nothing of theirs in the browser.
    headline(page).fill("Tab 2")
    one.context.set_offline(True)
    leave(page)
    says(page, "No connection: kept in this browser only")
    assert len(copies(page)) == 1
    one.context.set_offline(False)
    # Nor does a page whose last words the desk does not have yet.
    page.route("**/keep/", lambda route: route.abort())
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="Log out").click()
    page.get_by_text("Logged out").first.wait_for()
    assert copies(page) == []
