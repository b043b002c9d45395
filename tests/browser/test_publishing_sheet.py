"""The publish sheet in a real browser: one press by keyboard, and words that follow the choice."""

import pytest
from django.utils import timezone

from articles.models import Article, PublishedVersion
from tests import base, factories
from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _sheet(page, site: str, article: Article):
    page.goto(f"{site}/admin/articles/article/{article.pk}/publish/")
    return page


def _press(page):
    return page.locator(".outcome-press")


def _whole(**fields) -> Article:
    return factories.make_article(
        standfirst="Fog on the sound.", bylines=[factories.make_author()], **fields
    )


def test_enter_publishes_and_the_story_says_where_it_is(person):
    one = person()
    page = one.sign_in(base.person("editor"))
    article = _whole(headline="Ferry runs")
    page.goto(f"{one.site}/admin/articles/article/{article.pk}/change/")
    page.get_by_role("button", name="Publish…").click()
    page.locator(".outcome-press:focus").wait_for()
    assert _press(page).inner_text() == "Publish now"
    # Both presses of an impatient hand.
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator(".messagelist .success a").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ferry runs"
    assert PublishedVersion.objects.count() == 1


def test_a_word_and_enter_publish_what_has_warnings(person):
    one = person()
    page = one.sign_in(base.person("editor"))
    article = factories.make_article(headline="Ferry runs", section=None)
    page.goto(f"{one.site}/admin/articles/article/{article.pk}/change/")
    page.get_by_role("button", name="Publish…").click()
    page.locator("[name=word]:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator(".refusals:focus").wait_for()
    assert "Say in a word why." in page.locator(".refusals").inner_text()
    page.get_by_role("link", name="Say in a word why.").click()
    page.keyboard.type("Urgent.")
    page.keyboard.press("Enter")
    page.locator(".messagelist .success", has_text="Published").wait_for()
    assert PublishedVersion.objects.count() == 1


def test_words_and_press_follow_the_choice(person):
    one = person()
    page = _sheet(one.sign_in(base.person("editor")), one.site, _whole())
    words = page.locator(".outcome-words")
    assert "at once at /" in words.inner_text()
    page.get_by_label("Day").fill("20270225")
    page.get_by_label("Time").fill("2336")
    assert page.get_by_label("At a moment").is_checked()
    assert "from 25 February 2027 23:36 (UTC+04:00)." in words.inner_text()
    assert _press(page).inner_text() == "Schedule"
    page.get_by_label("Time").fill("23:36:05")
    assert "from 25 February 2027 23:36:05 (UTC+04:00)." in words.inner_text()
    assert "/2027/02/25/" in page.locator(".outlook-address").inner_text()
    page.get_by_label("Now", exact=True).check()
    assert _press(page).inner_text() == "Publish now"

    page.get_by_role("button", name="Tomorrow, 06:00").click()
    page.get_by_label("Time").press("Control+Enter")
    page.locator(".messagelist .success", has_text="Scheduled for").wait_for()
    begins = timezone.localtime(PublishedVersion.objects.get().live_from)
    assert (begins.hour, begins.minute) == (6, 0)


def test_a_form_whose_answer_never_came_can_be_sent_again(person):
    one = person()
    page = one.sign_in(base.person("editor"))
    _sheet(page, one.site, _whole())
    # Playwright's own clock would run in the sandboxed frame of the page that comes next, too.
    page.evaluate(
        "() => { const real = setTimeout; window.setTimeout = (act, wait) =>"
        " wait > 9000 ? ((window.later = act), 0) : real(act, wait); }"
    )
    # As after Stop: the browser stays on the page.
    page.route("**/publish/", lambda route: route.abort("aborted"))
    _press(page).click()
    form = page.locator(".publish-form")
    assert form.get_attribute("aria-busy") == "true"
    page.evaluate("() => window.later()")
    assert form.get_attribute("aria-busy") is None
    page.unroute("**/publish/")
    _press(page).click()
    page.locator(".messagelist .success", has_text="Published").wait_for()


def test_the_note_shows_for_kinds_that_need_it_and_for_all_without_scripts(person, chromium):
    live = factories.make_live(body="<p>Teh ferry.</p>")
    article = factories.change(live.article, body="<p>The ferry.</p>")
    one = person()
    page = _sheet(one.sign_in(base.person("editor")), one.site, article)
    note = page.get_by_label("What readers are told")
    kinds = page.get_by_label("Kind of change")
    assert kinds.input_value() == "minor" and not note.is_visible()
    assert "Only 2 characters differ" in page.locator(".kind").inner_text()
    kinds.select_option("correction")
    assert note.is_visible()
    assert "above the story" in page.locator(".outcome-words").inner_text()
    assert _press(page).inner_text() == "Publish the correction"
    page.get_by_label("At a moment").check()
    assert _press(page).inner_text() == "Schedule the correction"

    state = one.context.storage_state()
    bare = chromium.new_context(java_script_enabled=False, storage_state=state)
    page = _sheet(bare.new_page(), one.site, article)
    page.get_by_label("Kind of change").select_option("correction")
    page.get_by_label("What readers are told").fill("It said Teh.")
    _press(page).click()
    page.locator(".messagelist .success").wait_for()
    assert article.corrections.get().text == "It said Teh."
    bare.close()


@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (390, "dark"), (390, "light")])
def test_everybody_can_use_the_sheet(person, width, scheme):
    one = person(width=width, scheme=scheme)
    page = one.sign_in(base.person("editor"))
    body = '<p><a href="/nowhere/">x</a> <a href="http://harbour.example/">y</a></p>'
    faulty = factories.make_article(body=body, lead_image=factories.make_image())
    blocked = factories.make_article(headline="", legal_hold=True)
    update = factories.change(factories.make_live().article, body="<p>Mended.</p>")
    for article in (faulty, blocked, update, _whole()):
        _sheet(page, one.site, article)
        for notes in page.locator(".check-notes summary").all():
            notes.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    _sheet(page, one.site, faulty)
    _press(page).click()
    page.locator(".refusals").wait_for()
    assert violations(page) == []
