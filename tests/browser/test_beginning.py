"""New from this, in a real browser: a story from a template, its copy, and the template's end."""

import pytest

from articles.models import Article, StoryTemplate
from tests import base
from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Select2 and CKEditor, which are not ours.
STRANGERS = (".select2-container", ".cke")


@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (390, "dark")])
def test_one_press_each_and_nothing_that_axe_finds(person, town, width, scheme):
    template = StoryTemplate.objects.create(
        name="Council meeting", headline="Council [[does what]]", target_words=300
    )
    page = person(width=width, scheme=scheme).sign_in(base.person("editor"))
    page.get_by_role("link", name="New story").first.click()
    page.locator(".cke_wysiwyg_frame").wait_for()
    assert violations(page, without=STRANGERS) == []
    page.get_by_role("button", name="Council meeting").click()
    page.get_by_text("Begun from “Council meeting”").wait_for()
    assert page.get_by_label("Headline", exact=True).input_value() == "Council [[does what]]"
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_text("This is the copy.").wait_for()
    assert violations(page, without=STRANGERS) == []
    assert Article.objects.count() == 2
    for way in ("article/begin", f"storytemplate/{template.pk}/change"):
        page.goto(f"{page.url.split('/admin/')[0]}/admin/articles/{way}/")
        assert violations(page, without=STRANGERS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Delete").click()
    assert violations(page) == []
    page.get_by_role("button", name="Yes").click()
    page.get_by_text("was deleted successfully").wait_for()
    assert Article.objects.count() == 2 and not StoryTemplate.objects.exists()
