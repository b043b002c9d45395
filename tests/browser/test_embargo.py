"""An embargo set, asked about and lifted in a browser, by keyboard and on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import publishing
from articles.models import OPEN
from tests import base, factories
from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1366, "light")])
def test_what_is_scheduled_is_asked_about_and_the_embargo_is_lifted(person, width, scheme):
    editor, now = base.person("editor"), timezone.now()
    story = factories.make_article(headline="Ferry timetable", by=editor, now=now)
    publishing.publish(story, by=editor, at=now + timedelta(hours=1))
    desk = person(width=width, height=844, scheme=scheme)
    page = desk.sign_in(editor)
    page.goto(f"{desk.site}/admin/articles/article/{story.pk}/change/")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Embargo…").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Until it is lifted").check()
    expect(page.get_by_label("Day", exact=False)).to_be_hidden()
    page.get_by_label("Reason").fill("Until the family is told.")
    page.get_by_label("Reason").press("Enter")
    expect(page.get_by_text("Say below what becomes of it.")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("is taken back").check()
    page.get_by_role("button", name="Set an embargo").click()
    expect(page.get_by_text("Embargoed until it is lifted").first).to_be_visible()
    assert violations(page) == []
    assert factories.reloaded(story).embargoed_until == OPEN
    page.get_by_role("link", name="Lift the embargo…").click()
    assert violations(page) == []
    page.get_by_label("Why, in a word").fill("They were told.")
    page.get_by_role("button", name="Lift the embargo").click()
    expect(page.get_by_text("The embargo is lifted.")).to_be_visible()
    assert factories.reloaded(story).embargoed_until is None
    assert desk.complaints == []
