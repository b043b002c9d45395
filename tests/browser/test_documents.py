"""Documents in a text: from the library and from files to what is stored and what readers see."""

import pytest

from articles.models import Document, Revision
from tests import base, factories
from tests.browser.conftest import violations
from tests.browser.test_editor import Desk
from tests.documents.pdfs import telling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_documents_are_searched_added_and_kept_as_they_were_put(person):
    plan, gone = factories.make_document("Plan of the quay"), "00000000-0000-4000-8000-000000000000"
    first = (
        f'<figure data-document="{gone}" dir="rtl" lang="ar"><figcaption>Gone</figcaption></figure>'
    )
    article = factories.make_article(headline="Ferry runs", body=f"<p>One.</p>{first}")
    one = person()
    desk = Desk(one.sign_in(base.person("chief_editor")), one.site, article)
    page, box = desk.page, desk.box("documents")
    desk.frame.get_by_text("This document is not in the library.").wait_for()
    assert desk.data() == article.body

    desk.to_the_end()
    desk.button("newsdocument")
    box.get_by_label("Search the documents").fill("never was")
    box.get_by_text("No document has these words.").wait_for()
    box.get_by_label("Search the documents").fill("quay")
    box.get_by_text("Documents found: 1").wait_for()
    assert violations(page, without=(".cke",)) == []
    desk.press("Enter")
    box.locator("button:focus", has_text="Plan of the quay").wait_for()
    desk.press("Enter")
    desk.frame.get_by_text("Plan of the quay").wait_for()
    desk.frame.locator(".cke_widget_newsdocument.cke_widget_focused").wait_for()
    desk.frame.locator("figcaption").nth(1).click()
    desk.frame.locator("figcaption.cke_widget_editable_focused").wait_for()
    desk.type("What was <planned>")

    desk.frame.locator("p").last.click()
    desk.button("newsdocument")
    files = [("tides.pdf", telling()), ("letter.pdf", b"no pdf"), ("again.pdf", telling())]
    box.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/pdf", "buffer": data} for name, data in files]
    )
    box.get_by_text("again.pdf · This document was in the library already.").wait_for()
    answers = box.locator(".editor-library-answers").inner_text()
    assert "Scripts in it were left out." in answers
    assert "letter.pdf · The file is not a PDF, or it is damaged." in answers
    box.locator(".editor-stories button", has_text="tides").click()
    desk.frame.get_by_text("tides").wait_for()

    tides = Document.objects.get(title="tides")
    body = desk.save()
    put = f'<figure data-document="{plan.uid}"><figcaption>What was &lt;planned&gt;</figcaption>'
    assert first in body, body
    assert put in body, body
    assert f'<figure data-document="{tides.uid}"></figure>' in body, body
    revisions = Revision.objects.count()
    desk.open()
    desk.frame.get_by_text("tides").wait_for()
    assert desk.save() == body
    assert Revision.objects.count() == revisions
