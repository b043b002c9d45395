"""CKEditor in a real browser: a whole session of writing, and hostile bodies opened in it."""

import pytest
from django.db import connection

from articles.models import Article, Revision, guards
from tests import base, factories
from tests.browser.conftest import violations
from tests.files.hostile_bodies import VECTORS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal {margin:0}</style></head>
<body><p class=MsoNormal><b><span style='color:red;mso-ansi-language:EN-GB'>From Word.</span></b>
<o:p></o:p><img width=2 src="https://foreign.example/pixel.png"></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>·</span><![endif]>One point</p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p>Secret?</p></div></div>
</body></html>"""
PASTE = """([editor, html]) => {
  const transfer = new DataTransfer();
  transfer.setData("text/html", html);
  transfer.setData("text/plain", "plain");
  const given = {clipboardData: transfer, bubbles: true, cancelable: true};
  const event = new ClipboardEvent("paste", given);
  CKEDITOR.instances[editor].document.$.body.dispatchEvent(event);
}"""


class Desk:
    """The writing page of one story, and what is done in its editor."""

    def __init__(self, page, site: str, article: Article):
        self.page, self.article = page, article
        self.address = f"{site}/admin/articles/article/{article.pk}/change/"
        self.open()

    def open(self) -> None:
        self.page.goto(self.address)
        self.frame = self.page.frame_locator(".rich-text iframe")
        self.body = self.frame.locator("body")
        self.body.wait_for()
        self.until("CKEDITOR.instances.id_body.status === 'ready'")

    def until(self, says: str) -> None:
        """Playwright's own waiting evaluates text, which the page's policy rightly refuses."""
        for _turn in range(300):
            if self.page.evaluate(says):
                return
            self.page.wait_for_timeout(100)
        pytest.fail(says)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def button(self, name: str) -> None:
        self.page.locator(f".cke_button__{name}").click()

    def box(self, name: str):
        return self.page.locator(f"dialog[data-box={name}]")

    def data(self) -> str:
        return self.page.evaluate("CKEDITOR.instances.id_body.getData()")

    def to_the_end(self) -> None:
        self.body.click()
        self.press("Control+End", "Enter")

    def save(self) -> str:
        self.page.get_by_role("button", name="Save draft").click()
        self.page.get_by_text("Readers see no change until you publish.").wait_for()
        return factories.reloaded(self.article).body


@pytest.fixture
def target():
    return factories.make_live(headline="Ferry stops for a day", body="<p>Fog.</p>").article


def _desk(
    person, *, role: str = "editor", body: str = "<p>The boat is blue.</p>", **window
) -> Desk:
    article = factories.make_article(headline="Ferry runs", body=body)
    one = person(**window)
    return Desk(one.sign_in(base.person(role)), one.site, article)


def test_a_whole_session_of_writing_is_kept_in_its_stored_forms(person, target):
    desk = _desk(person)
    page = desk.page
    page.evaluate(
        "window.told = 0; document.addEventListener('body-change', () => window.told++);"
        "window.keys = []; document.addEventListener('keydown', e => window.keys.push(e.key))"
    )
    desk.to_the_end()
    desk.type("It leaves ")
    desk.press("Control+b")
    desk.type("at six")
    desk.press("Control+b")
    desk.type(" today. ")

    desk.button("link")
    link = desk.box("link")
    link.get_by_label("To a story of ours").fill("stops day")
    link.get_by_role("button", name="Ferry stops for a day").click()
    desk.type(" See ")
    desk.button("link")
    link.get_by_label("Or to another address").fill("htps:/keldavar.example/timetable,")
    link.get_by_role("button", name="Link", exact=True).click()
    assert "taken away" in link.get_by_role("alert").inner_text()
    link.get_by_role("button", name="Link", exact=True).click()
    assert "mistyped" in link.get_by_role("alert").inner_text()
    link.get_by_role("button", name="Link", exact=True).click()
    link.wait_for(state="hidden")

    desk.press("Enter")
    desk.type("Nobody was there.")
    desk.button("newsquote")
    desk.box("quote").get_by_label("Who says it").fill("Ines Varrow, ferryman")
    page.keyboard.press("Enter")
    desk.press("Control+End", "Enter", "Enter")
    desk.button("newspullquote")
    desk.type("We waited.")
    desk.press("Enter", "Enter")
    desk.button("newsfactbox")
    desk.type("The ferry")
    desk.press("ArrowDown")
    desk.type("Built in 1962.")
    desk.press("Enter", "Enter")
    desk.button("newssigns")
    desk.box("signs").get_by_role("button", name="opening quotation mark", exact=True).click()
    desk.press("Enter")
    page.evaluate(PASTE, ["id_body", WORD])
    said = page.locator(".editor-said")
    said.filter(has_text="pictures (1)").wait_for()
    assert "colours" in said.inner_text()
    assert "comments (1)" in said.inner_text()
    assert "words" not in said.inner_text()

    # The page's own keys reach it from inside the text.
    desk.press("Control+k")
    page.locator(".jump-dialog").wait_for()
    page.keyboard.press("Escape")
    desk.until("window.told > 0")
    assert page.evaluate("window.keys.includes('k')")
    desk.until("id_body.value === CKEDITOR.instances.id_body.getData()")

    body = desk.save()
    path = target.versions.get().path
    for stored in (
        "<p>It leaves <strong>at six</strong> today. <a ",
        f'<a data-story="{target.uid}" href="{path}" rel="noopener">Ferry stops for a day</a>',
        '<a href="https://keldavar.example/timetable" rel="noopener">',
        "<blockquote><p>Nobody was there.</p><p><cite>Ines Varrow, ferryman</cite></p>",
        '<aside data-kind="pull-quote"><p>We waited.</p></aside>',
        '<aside data-kind="fact-box"><h3>The ferry</h3><p>Built in 1962.</p></aside>',
        "“",
        "<strong>From Word.</strong>",
        "<li>One point</li>",
    ):
        assert stored in body, body
    assert "&nbsp;" not in body
    revisions = Revision.objects.count()
    desk.open()
    assert desk.save() == body
    assert Revision.objects.count() == revisions


def test_the_build_s_own_tools_work_within_the_policy(person):
    desk = _desk(person)
    page = desk.page
    desk.to_the_end()
    page.locator(".cke_combo__format a").click()
    page.frame_locator(".cke_panel_frame").get_by_role("option").nth(1).click()
    desk.type("Heading")
    desk.press("Enter")
    desk.button("table")
    page.locator(".cke_dialog_ui_button_ok").click()
    desk.type("Pier")
    desk.press("Control+End")
    desk.button("find")
    page.locator("input.cke_dialog_ui_input_text:visible").first.fill("boat")
    page.locator(".cke_dialog_ui_button:visible", has_text="Find").first.click()
    page.locator(".cke_dialog_ui_button_cancel:visible").click()
    desk.button("maximize")
    desk.button("maximize")
    desk.button("source")
    page.locator("textarea.cke_source").fill(
        '<h2>Heading</h2><p>Typed <img src="https://foreign.example/x.png" onerror=alert(1)>'
        "by hand</p><table><thead><tr><th scope='col'>Pier</th></tr></thead></table>"
    )
    desk.button("source")
    assert desk.body.locator("img").count() == 0
    assert "<h2>Heading</h2><p>Typed by hand</p><table>" in desk.save()


def test_keys_pressed_in_the_text_reach_the_page_or_a_link(person):
    desk = _desk(person, body='<p>The boat is <a href="https://keldavar.example/">blue</a>.</p>')
    page = desk.page
    jump = page.locator(".jump-dialog")
    # The page itself would save at the first of them.
    page.evaluate(
        "window.keys = []; window.addEventListener('keydown', e => {"
        "window.keys.push(e.code); e.stopImmediatePropagation()}, true)"
    )
    desk.body.click()
    # Whatever script the keyboard writes, and whether or not Caps Lock is on.
    page.evaluate(
        "for (const key of ['ы', 'S', 'س']) CKEDITOR.instances.id_body.document.$.dispatchEvent("
        "new KeyboardEvent('keydown', {key, code: 'KeyS', ctrlKey: true, cancelable: true}))"
    )
    assert page.evaluate("window.keys") == ["KeyS"] * 3
    desk.open()
    desk.body.click()
    desk.press("Control+Home", "Control+k")
    jump.wait_for()
    desk.press("Escape")
    jump.wait_for(state="hidden")
    desk.until("document.activeElement.matches('.cke_wysiwyg_frame')")
    desk.type("Look: ")
    assert desk.data().startswith("<p>Look: The boat")
    desk.press("Shift+ArrowRight", "Control+k")
    desk.box("link").wait_for()
    desk.press("Escape")
    desk.box("link").wait_for(state="hidden")
    desk.until("document.activeElement.matches('.cke_wysiwyg_frame')")
    desk.press("Control+End", "ArrowLeft", "ArrowLeft", "Control+k")
    desk.box("link").wait_for()
    assert desk.box("link").get_by_label("Or to another address").input_value()
    assert jump.is_hidden()
    desk.press("Escape", "Control+.")
    page.locator("html.is-writing").wait_for()
    desk.press("Escape")
    page.locator("html:not(.is-writing)").wait_for()


def test_an_untouched_text_is_ready_and_called_by_its_name(person):
    desk = _desk(person, body="<p>A&nbsp;ferry &amp; a pier</p><p>Two</p>")
    page = desk.page
    assert page.locator(".rich-text iframe").get_attribute("aria-label") == "Body"
    assert page.locator(".rich-text iframe").get_attribute("title") == "Body"
    page.get_by_role("application", name="Body", exact=True).wait_for()
    assert page.evaluate("id_body.value === CKEDITOR.instances.id_body.getData()")
    page.add_init_script(
        "document.addEventListener('body-ready', ({target}) => (window.ready = target.id))"
    )
    desk.open()
    desk.until("window.ready === 'id_body'")
    desk.until("!document.querySelector('form[data-unsaved]')")


def test_boxes_say_what_belongs_in_them_and_have_ways_out(person):
    desk = _desk(person)
    desk.to_the_end()
    desk.button("newsfactbox")
    title, text = desk.frame.locator("aside > h3"), desk.frame.locator("aside > p")
    hint = "each => getComputedStyle(each, '::before').content"
    assert title.evaluate(hint) == '"Title of the fact box"'
    assert text.evaluate(hint) == '"What readers should know"'
    desk.type("Pier")
    assert title.evaluate(hint) == "none"
    desk.press("ArrowDown")
    desk.type("Old.")
    desk.press("Enter", "Enter")
    desk.type("After.")
    box = '<aside data-kind="fact-box"><h3>Pier</h3><p>Old.</p></aside>'
    assert desk.data() == f"<p>The boat is blue.</p>{box}<p>After.</p>"
    desk.page.evaluate("html => CKEDITOR.instances.id_body.setData(html)", box)
    desk.frame.locator("body > aside:only-child").wait_for()
    desk.body.click()
    desk.press("Control+End", "ArrowDown")
    desk.type("Below.")
    assert desk.data() == f"{box}<p>Below.</p>"
    desk.press("Enter")
    desk.button("newspullquote")
    assert desk.frame.locator("[data-kind=pull-quote] > p").evaluate(hint) != "none"
    desk.press("Enter")
    assert "pull-quote" not in desk.data()
    assert "vacant" not in desk.data()


HEADED = """<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1">
<h1>One</h1><p>See
<a href="https://www.google.com/url?q=https://keldavar.example/%3Fa%3D1&amp;sa=D">the plan</a>
and <a href="#_ftn1">[1]</a>, <a href="file:///C:/x.htm#_edn2">[2]</a>.</p><h5>Five</h5>
<p>Six<img src="https://foreign.example/x.png"></p></b>"""


def test_a_pull_quote_switched_off_leaves_its_words_in_the_text_once(person):
    desk = _desk(person)
    before = desk.data()
    desk.body.click()
    desk.press("Control+Home", "Control+Shift+End")
    desk.button("newspullquote")
    assert desk.data().count("The boat is blue.") == 2
    desk.button("newspullquote")
    assert desk.data().count("The boat is blue.") == 1
    assert desk.data().startswith(before)


def test_pasted_headings_and_links_take_our_forms_and_losses_stay_in_sight(person):
    desk = _desk(person, body="<p>Long.</p>" * 60)
    page = desk.page
    desk.to_the_end()
    page.evaluate(PASTE, ["id_body", HEADED])
    said = page.locator(".editor-said")
    said.filter(has_text="pictures (1)").wait_for()
    assert "words" not in said.inner_text()
    data = desk.data()
    assert "<h2>One</h2>" in data
    assert "<h3>Five</h3>" in data
    assert '<a href="https://keldavar.example/?a=1">the plan</a>' in data
    assert "[1], [2]." in " ".join(data.split())
    assert page.evaluate(
        "document.querySelector('.editor-said').checkVisibility() && "
        "document.querySelector('.editor-said').getBoundingClientRect().top >= 0 && "
        "document.querySelector('.editor-said').getBoundingClientRect().bottom < innerHeight"
    )
    page.get_by_role("application", name="Body").get_by_role("button", name="Close").click()
    assert said.inner_text() == ""
    desk.type("!")
    assert desk.data().rstrip("</p>").endswith("!")


def test_a_reporter_has_no_source_view(person):
    article = factories.make_article(by=base.person("reporter"))
    one = person()
    desk = Desk(one.sign_in(base.person("reporter")), one.site, article)
    assert desk.page.locator(".cke_button__bold").count() == 1
    assert desk.page.locator(".cke_button__source").count() == 0


def test_the_area_has_the_story_s_language_and_the_desk_s_theme(person):
    desk = _desk(person, body="<p>نص قصير</p>", scheme="dark")
    page = desk.page
    shown = "getComputedStyle(CKEDITOR.instances.id_body.editable().$).backgroundColor"
    assert page.evaluate(shown) == "rgb(22, 21, 19)"
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    desk.frame.locator("html[data-theme=light]").wait_for()
    assert page.evaluate(shown) == "rgb(253, 252, 249)"
    page.get_by_label("Language", exact=True).select_option("ar")
    for _turn in "chosen", "seen in its source and back":
        for element in desk.body, desk.frame.locator("html"):
            assert element.get_attribute("lang") == "ar"
            assert element.get_attribute("dir") == "rtl"
        assert page.evaluate(shown) == "rgb(253, 252, 249)"
        desk.button("source")
        page.locator("textarea.cke_source[aria-label=Body]").wait_for()
        desk.button("source")
        desk.body.wait_for()
    assert desk.body.get_attribute("spellcheck") != "false"
    desk.body.click()
    desk.button("newssigns")
    assert desk.box("signs").get_by_role("button").first.inner_text() == "«"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_boxes_fit_a_phone_and_everybody(person, target, scheme):
    desk = _desk(person, width=390, height=844, scheme=scheme)
    page = desk.page
    found = []
    desk.body.click()
    for name in ("link", "newsquote", "newssigns"):
        desk.button(name)
        page.wait_for_timeout(300)
        found += violations(page, without=(".cke",))
        page.keyboard.press("Escape")
    desk.button("table")
    dialog = page.locator(".cke_dialog_body").bounding_box()
    assert dialog["x"] >= 0
    assert dialog["x"] + dialog["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert found == []


def test_a_hostile_body_past_the_cleaning_runs_and_fetches_nothing(person):
    """Written straight into the database, opened, and handed to the editor itself besides."""
    vectors = [text.replace("\x00", "").encode("utf-8", "replace").decode() for text in VECTORS]
    desk = _desk(person)
    guards.remove()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_article SET body = %s WHERE id = %s",
            ["".join(vectors), desk.article.pk],
        )
    guards.install()
    desk.page.add_init_script("window.alert = () => (top.alerted = (top.alerted ?? 0) + 1)")
    desk.open()
    assert desk.body.locator("img, script, iframe, svg, object, embed, video").count() == 0
    desk.page.evaluate("html => CKEDITOR.instances.id_body.setData(html)", "<p>x</p>".join(vectors))
    desk.page.wait_for_timeout(500)
    assert desk.body.locator("img, script, iframe, svg, object, embed, video").count() == 0
    assert desk.page.evaluate("window.alerted ?? 0") == 0
