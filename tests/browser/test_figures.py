"""Pictures in a text: from pasted files and the library to what is stored."""

import pytest

from articles.models import Image, Revision
from tests import base, factories
from tests.browser.conftest import violations
from tests.browser.test_editor import Desk
from tests.images.pictures import encoded, plain

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """([files, selector]) => {
  const {document} = CKEDITOR.instances.id_body.document.$.defaultView;
  const all = new DataTransfer();
  for (const [name, type, bytes] of files)
    all.items.add(new File([new Uint8Array(bytes)], name, {type}));
  const how = {clipboardData: all, bubbles: true, cancelable: true};
  document.body.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def picture(colour: str, size=(960, 640)) -> list[int]:
    return list(encoded(plain(colour=colour, size=size), "PNG"))


def test_six_pictures_from_files_and_the_library_are_kept_as_they_were_put(person):
    known = [factories.make_image(caption=name, size=(600, 400)) for name in ("Tram", "Quay")]
    article = factories.make_article(headline="Ferry runs", body="<p>One.</p>")
    one = person()
    desk = Desk(one.sign_in(base.person("chief_editor")), one.site, article)
    page = desk.page
    shown = desk.frame.locator(".news-pictures img")
    desk.to_the_end()
    colours = ("#102030", "#405060", "#708090")
    files = [[f"{colour}.png", "image/png", picture(colour)] for colour in colours]
    page.evaluate(DROP, [[*files, ["bad.png", "image/png", [1, 2, 3]]], ""])
    page.locator(".editor-said").filter(has_text="damaged").wait_for()
    shown.nth(2).wait_for()
    assert desk.frame.locator("figure").count() == 3
    assert '<figure data-image="' in desk.data()

    # A gallery and one more picture come out of the library; all by keyboard.
    library = desk.box("library")
    desk.to_the_end()
    desk.button("newspicture")
    library.get_by_label("Search the pictures").fill("tram")
    page.get_by_text("Pictures found: 1", exact=True).wait_for()
    desk.press("Enter")
    page.locator(".picture-option:focus").wait_for()
    desk.press("Space")
    library.get_by_label("Search the pictures").fill("")
    page.get_by_text("Pictures found: 5", exact=True).wait_for()
    library.get_by_role("button", name="Quay").click()
    assert violations(page, without=(".cke",)) == []
    library.get_by_role("button", name="Choose as a gallery (2)").click()
    desk.frame.locator(".cke_widget_newsgallery.cke_widget_focused").wait_for()
    desk.press("Enter")
    box = desk.box("gallery")
    box.get_by_label("Caption of this use").nth(1).fill("Quay & pier")
    box.get_by_role("button", name="Later: Tram").click()
    box.get_by_role("button", name="Apply").click()
    gallery = (
        f'<figure data-kind="gallery"><figure data-image="{known[1].uid}">'
        f'<figcaption>Quay &amp; pier</figcaption></figure><figure data-image="{known[0].uid}">'
        "</figure></figure>"
    )
    assert gallery in desk.data(), desk.data()
    desk.frame.locator(".cke_widget_newsgallery.cke_widget_focused").wait_for()
    desk.press("ArrowDown")
    desk.type("After the gallery.")
    desk.press("Enter")
    desk.button("newspicture")
    payload = {"name": "new.png", "mimeType": "image/png", "buffer": bytes(picture("#aa3333"))}
    letter = {"name": "letter.png", "mimeType": "image/png", "buffer": b"%PDF"}
    library.locator("input[type=file]").set_input_files([letter, payload])
    library.get_by_text("new.png · Taken in.").wait_for()
    assert "damaged" in library.get_by_text("letter.png · ").inner_text()
    library.get_by_role("button", name="Choose the picture").click()
    desk.press("Enter")
    about = desk.box("figure")
    about.get_by_label("Beside the text, where lines end").check()
    about.get_by_label("Alternative text of this use").fill('A "red" one')
    about.get_by_role("button", name="Apply").click()
    latest = Image.objects.latest("pk").uid
    alone = f'<figure data-align="end" data-alt="A &quot;red&quot; one" data-image="{latest}">'
    assert alone in desk.data(), desk.data()

    body = desk.save()
    assert body.count("data-image") == 6, body
    assert gallery in body
    revisions = Revision.objects.count()
    desk.open()
    shown.nth(5).wait_for()
    assert desk.save() == body
    assert Revision.objects.count() == revisions


def test_what_stands_in_a_text_is_emphasised_moved_and_brought_back(person):
    tram, quay = (factories.make_image(caption=name, size=(60, 40)).uid for name in "AB")
    body = (
        f'<p>One.</p><figure data-image="{tram}"><figcaption>Old </figcaption></figure><p>Two.</p>'
    )
    article = factories.make_article(headline="Ferry runs", body=body)
    one = person()
    desk = Desk(one.sign_in(base.person("chief_editor")), one.site, article)
    caption = desk.frame.locator("figcaption")
    caption.click()
    desk.press("End", "Control+b")
    desk.type("bold")
    assert "<strong>bold</strong></figcaption>" in desk.data(), desk.data()

    # With the caret still in the caption, the next picture goes behind its figure.
    desk.page.evaluate(
        'uid => CKEDITOR.instances.id_body.newsPutFigures(`<figure data-image="${uid}"></figure>`)',
        str(quay),
    )
    both = desk.data()
    assert f'</figcaption></figure><figure data-image="{quay}"></figure><p>Two.</p>' in both, both
    desk.press("Alt+ArrowDown")
    moved = desk.data()
    assert moved.endswith(f'<p>Two.</p><figure data-image="{quay}"></figure>'), moved
    desk.press("Delete")
    assert str(quay) not in desk.data()
    desk.press("Control+z")
    assert desk.data() == moved
    desk.press("Control+z")
    assert desk.data() == both
    desk.press("Control+y")
    assert desk.data() == moved


PLUGINS = ("newsdesk", "newslibrary", "newsfigures", "newsdocuments", "newspaste")


def kept_back(page, files: str) -> list:
    """Requests for these files, which wait for continue_()."""
    held = []
    page.route(files, lambda route: held.append(route))
    return held


def test_pictures_stay_in_a_text_whichever_file_of_the_editor_comes_last(person):
    image = factories.make_image(size=(600, 400))
    body = f'<p>One.</p><figure data-image="{image.uid}"></figure><p>Two.</p>'
    one = person()
    desk = Desk(
        one.sign_in(base.person("chief_editor")), one.site, factories.make_article(body=body)
    )
    for last in PLUGINS[:3]:
        files = f"**/editor/{last}/plugin*.js*"
        held = kept_back(desk.page, files)
        desk.page.goto(desk.address, wait_until="commit")
        for name in {*PLUGINS} - {last}:
            desk.until(f"Boolean(window.CKEDITOR?.plugins?.registered?.{name})")
        held[0].continue_()
        desk.until("CKEDITOR.instances.id_body?.status === 'ready'")
        desk.page.unroute(files)
        desk.frame.locator(".cke_widget_newspicture").wait_for()
        assert desk.data() == body
