"""A table too wide for a phone: read, scrolled without a mouse, and whole on paper."""

import pytest

from tests import factories
from tests.browser.conftest import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CAPTION = "<caption>Tides by month</caption>"
HEAD = "".join(f'<th scope="col">Month {number}</th>' for number in range(1, 15))
ROW = "".join(f"<td>{number}1,234.5</td>" for number in range(1, 15))


def wide_table(caption: str = "") -> str:
    return f"<table>{caption}<thead><tr>{HEAD}</tr></thead><tbody><tr>{ROW}</tr></tbody></table>"


BODY = f"<p>a</p>{wide_table(CAPTION)}<p>b</p>{wide_table()}<ul><li>c{wide_table()}</li></ul>"


def opened(person, *, width: int, language: str = "en", scheme: str = "light"):
    version = factories.make_live(headline="The tides", language=language, body=BODY)
    reader = person(width=width, height=700, scheme=scheme)
    page = reader.page()
    page.goto(f"{reader.site}{version.path}")
    return page


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [(320, "en", "light"), (320, "ar", "dark"), (1366, "en", "light")],
)
def test_a_wide_table_scrolls_in_its_own_box_and_everybody_can_reach_it(
    person, width, language, scheme
):
    page = opened(person, width=width, language=language, scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.get_by_role("region", name="Tides by month")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert box.evaluate("box => box.scrollHeight === box.clientHeight")
    assert box.get_by_role("table", name="Tides by month").get_by_role("columnheader").count() == 14
    # The page's own policy forbids to wait for a condition written as text.
    box.evaluate(
        """box => {
            box.focus();
            window.scrolled = new Promise(done => box.addEventListener("scroll", done));
        }"""
    )
    page.keyboard.press("ArrowRight" if language == "en" else "ArrowLeft")
    page.evaluate("scrolled.then(() => true)")


def test_on_paper_no_column_is_lost(person):
    page = opened(person, width=320)
    page.emulate_media(media="print")
    # A sheet of A4 within its margins, in CSS pixels.
    page.set_viewport_size({"width": 672, "height": 986})
    for box in page.locator(".table-scroll").all():
        assert box.evaluate("box => getComputedStyle(box).overflowX") == "visible"
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
