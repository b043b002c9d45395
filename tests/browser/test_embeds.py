"""What stands elsewhere, in a reader's browser: nothing of it before it is asked for."""

import re

import pytest
from django.utils import timezone

from tests.base import HOUR
from tests.browser.conftest import faults
from tests.factories import make_live

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
BODY = (
    f'<p>One.</p><figure data-embed="{FILM}"><figcaption>The ferry leaves</figcaption>'
    '<aside data-kind="transcript"><p>Gulls cry.</p></aside></figure><p>Two.</p>'
)


@pytest.mark.parametrize("width", [390])
def test_a_film_is_loaded_after_a_press_and_not_before(person, width):
    version = make_live(headline="Ferry", body=BODY, now=timezone.now() - HOUR)
    reader = person(width=width)
    page, asked = reader.page(), []

    def stand_in(route):
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<title>Film</title>")

    page.route(lambda url: not url.startswith(reader.site), stand_in)
    page.goto(f"{reader.site}{version.path}")
    press = page.get_by_role("button", name="Show it here, from YouTube")
    press.wait_for()
    assert not asked
    assert not page.context.cookies()
    assert faults(page) == []
    assert page.get_by_text("This loads a page of YouTube (www.youtube-nocookie.com)").is_visible()
    press.click()
    frame = page.locator("news-embed iframe")
    frame.wait_for()
    assert frame.get_attribute("title") == "YouTube: The ferry leaves"
    assert "allow-top-navigation" not in frame.get_attribute("sandbox")
    page.wait_for_timeout(300)
    reader.foreign.clear()
    assert [re.sub(r"\?.*", "", url) for url in asked] == [
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    ]
