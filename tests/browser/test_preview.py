"""The preview in a real browser: what is typed, seen without being saved, and shut in its frame."""

import pytest
from django.http import HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware

from articles.admin.article.preview import showing
from articles.models import Revision
from newsroom import csp
from tests import base, factories
from tests.browser.conftest import violations
from tests.desk import pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The frame in sight; while the next one loads, there are two.
FRAME = ".story-preview-stage iframe:not(.is-coming)"


def _preview(page):
    """The document in the frame, once the present one is there."""
    page.locator(".story-preview-said", has_text="As typed").wait_for()
    return page.frame_locator(FRAME)


def _shows(page, kind: str, name: str, words: str):
    page.locator(".story-preview").get_by_label(name, exact=True).check()
    frame = _preview(page)
    frame.locator(kind, has_text=words).first.wait_for()
    return frame


def _width(page) -> int:
    """As the page in the frame knows it."""
    return next(frame for frame in page.frames if "framed=1" in frame.url).evaluate("innerWidth")


def _open(one, article):
    page = one.sign_in(base.person("chief_editor"))
    page.goto(f"{one.site}{pages.change(article)}")
    page.locator(".rich-text iframe").wait_for()
    return page


def test_what_is_typed_is_seen_in_every_way_without_being_saved(person, live_server, settings):
    settings.SITE_URL = live_server.url
    body = "<p>The boat is blue.</p>"
    image = factories.make_image(alt="The quay")
    article = factories.make_article(headline="Ferry runs", body=body, lead_image=image)
    one = person()
    page = _open(one, article)
    page.get_by_label("Headline", exact=True).fill("Ferry stands still")
    text = page.frame_locator(".rich-text iframe").locator("body")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Fog all day.")
    steps = page.evaluate("history.length")

    button = page.get_by_role("button", name="Preview", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    frame = _preview(page)
    frame.get_by_role("heading", name="Ferry stands still").wait_for()
    frame.get_by_text("Fog all day.").wait_for()
    for name, width in (("Phone", 390), ("Tablet", 820), ("Desktop", 1280)):
        page.locator(".story-preview").get_by_label(name, exact=True).check()
        assert _width(page) == width
    frame = _shows(page, "h1", "Dark", "Ferry stands still")
    ground = frame.locator("html").evaluate("page => getComputedStyle(page).backgroundColor")
    assert ground == "rgb(22, 21, 19)"
    assert violations(page, without=(".cke", ".story-preview-stage")) == []
    _shows(page, ".card", "Card", "Ferry stands still")
    _shows(page, ".found", "Search result", "Ferry stands still")
    _shows(page, ".shared", "Social card", "Ferry stands still")
    with page.context.expect_page() as beside:
        page.get_by_role("button", name="Print…").click()
    beside.value.get_by_text("Unsaved, as typed on revision").wait_for()
    assert violations(beside.value) == []
    beside.value.close()

    page.keyboard.press("Escape")
    assert not page.locator(".story-preview").is_visible()
    assert button.evaluate("button => button === document.activeElement")
    assert page.evaluate("history.length") == steps
    assert Revision.objects.count() == 1
    # What was chosen is remembered, and nothing of the page was taken for sent.
    button.click()
    _preview(page).get_by_role("heading", name="Ferry stands still").wait_for()
    assert page.locator(".story-preview").get_by_label("Dark").is_checked()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Readers see no change until you publish.").wait_for()
    assert factories.reloaded(article).headline == "Ferry stands still"


def test_beside_the_text_it_follows_the_typing(person):
    article = factories.make_article(headline="Ferry runs")
    page = _open(person(width=1600), article)
    page.get_by_role("button", name="Preview", exact=True).click()
    _preview(page).get_by_role("heading", name="Ferry runs").wait_for()
    page.get_by_label("Headline", exact=True).fill("")
    page.locator("[name=bylines-name]").first.fill("Nobody Known")
    frame = page.frame_locator(FRAME)
    frame.get_by_role("heading", name="[No headline yet]").wait_for()
    frame.get_by_text("Nobody Known").wait_for()
    page.locator(".story-preview-faults", has_text="Nobody Known").wait_for()
    assert violations(page, without=(".cke", ".story-preview-stage")) == []
    page.get_by_role("button", name="Beside the text").click()
    assert page.locator(".story-preview:modal").count() == 1


def _as_it_is(_middleware, _request, response):
    return response


def test_the_frame_runs_nothing_and_its_links_lead_nowhere(person, monkeypatch):
    """Even if a script came through all that stands before it, the policy included."""

    def unguarded(text):
        return HttpResponse(text.replace("The boat", "<script>parent.ran = 1</script>The boat"))

    monkeypatch.setattr(showing, "_guarded", unguarded)
    monkeypatch.setattr(csp.ContentSecurityPolicyMiddleware, "process_response", _as_it_is)
    monkeypatch.setattr(XFrameOptionsMiddleware, "process_response", _as_it_is)
    article = factories.make_article(body='<p><a href="/admin/">The boat</a> is blue.</p>')
    one = person(width=390, scheme="dark")
    page = _open(one, article)
    page.get_by_role("button", name="Preview", exact=True).click()
    frame = _preview(page)
    frame.get_by_role("link", name="The boat").click()
    page.wait_for_timeout(300)
    assert len(page.context.pages) == 1
    assert frame.get_by_role("link", name="The boat").is_visible()
    assert page.evaluate("window.ran") is None
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0 and _width(page) == 390
    # The browser says that it stopped the script and the link; nothing else was complained of.
    assert all("sandbox" in said for said in one.complaints), one.complaints
    assert one.complaints
    one.complaints.clear()


def test_without_scripts_it_opens_in_a_window_of_its_own(person, chromium, live_server):
    article = factories.make_article(headline="Ferry runs")
    one = person()
    one.sign_in(base.person("editor"))
    bare = chromium.new_context(
        java_script_enabled=False, storage_state=one.context.storage_state()
    )
    page = bare.new_page()
    page.goto(f"{live_server.url}{pages.change(article)}")
    page.get_by_label("Headline", exact=True).fill("Ferry stands still")
    for button in ("Preview", "Social card"):
        with bare.expect_page() as beside:
            page.get_by_role("button", name=button, exact=True).click()
        beside.value.get_by_role("heading", name="Ferry stands still").wait_for()
    assert factories.reloaded(article).headline == "Ferry runs"
    bare.close()
