"""What waits of a story: at the publish sheet, and on the page that settles it, in a browser."""

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import PublishedVersion
from tests import base, factories
from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIVE = "<p>The ferry sails at nine.</p><p>It is white.</p>"


def _in_conflict(by):
    """Two texts wait; the first and the newest changed the same."""
    now = timezone.now()
    fields = {"headline": "Ferry sails", "standfirst": "Fog.", "body": LIVE}
    article = factories.make_live(**fields, now=now - base.DAY, by=by).article
    news = factories.change(article, headline="Ferry sails at ten", kicker="Sound")
    publishing.publish(news, by=by, at=now + base.DAY)
    more = factories.change(article, body=LIVE + "<p>Tickets are at the quay.</p>")
    publishing.publish(more, by=by, at=now + 2 * base.DAY)
    return factories.change(
        article, headline="Ferry sails at eleven", kicker="", body=LIVE.replace("white", "blue")
    )


@pytest.mark.parametrize(
    ("width", "scheme"), [(1366, "light"), (390, "dark"), (390, "light"), (1366, "dark")]
)
def test_what_waits_is_settled_and_published(person, width, scheme):
    one = person(width=width, scheme=scheme)
    editor = base.person("editor")
    page = one.sign_in(editor)
    article = _in_conflict(editor)
    page.goto(f"{one.site}/admin/articles/article/{article.pk}/publish/")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.locator("[name=queue]:checked").count()
    page.get_by_label("takes over what this text changes").check()
    if page.locator("[name=word]").count():
        page.locator("[name=word]").fill("As agreed.")
    page.locator(".outcome-press").click()

    page.get_by_role("heading", name="Settle what waits").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("The text that waits for", exact=False).first.check()
    page.get_by_role("button", name="Publish with these choices").click()
    said = page.locator(".messagelist .success")
    said.wait_for()
    assert said.inner_text().count("takes it over.") == 2
    newest = PublishedVersion.objects.order_by("live_from").last()
    assert newest.headline == "Ferry sails at ten"
    assert "blue" in newest.revision.content["body"] and "quay" in newest.revision.content["body"]
