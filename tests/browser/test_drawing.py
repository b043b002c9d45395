"""The readers' pages as drawn: nothing moves, nothing is wider than the window."""

import pytest

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATCH = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const each of list.getEntries()) shifts.push(each.value);
}).observe({type: "layout-shift", buffered: true});
"""
LONG = "w" * 300


@pytest.mark.parametrize("language", ["en", "az", "ru", "ar"])
def test_nothing_moves_while_a_page_is_loaded(person, language):
    stories = [
        factories.make_live(language=language, standfirst="Şəki — Шахты", body="<p>a b</p>" * 20)
        for _number in range(6)
    ]
    front = "/" if language == "en" else f"/{language}/"
    reader = person(width=390)
    page = reader.page()
    page.add_init_script(WATCH)
    for path in (front, stories[0].path):
        page.goto(f"{reader.site}{path}")
        page.evaluate("document.fonts.ready.then(() => scrollTo(0, 2000))")
        assert page.evaluate("shifts.reduce((sum, each) => sum + each, 0)") == 0, path


BODY = (
    f"<p>{LONG}</p><h2>{LONG}</h2><blockquote><p>{LONG}</p></blockquote><ul><li>{LONG}</li></ul>"
    f'<aside data-kind="fact-box"><h3>{LONG}</h3></aside><table><tr><td>{LONG}</td></tr></table>'
)


@pytest.mark.parametrize(
    ("width", "language"), [(320, "en"), (320, "ar"), (768, "en"), (2560, "en")]
)
def test_words_of_three_hundred_letters_stay_on_the_page(person, width, language):
    words = {"headline": LONG[:250], "kicker": LONG[:60], "standfirst": LONG, "language": language}
    version = factories.make_live(body=BODY, **words)
    for _number in range(3):
        factories.make_live(**words)
    reader = person(width=width)
    page = reader.page()
    front = "/" if language == "en" else f"/{language}/"
    below = [f"{front}{name}/" for name in ("archive", "corrections", "no-page")]
    for path in (front, version.path, *below):
        page.goto(f"{reader.site}{path}")
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, path


ROWS = """
count => {
  const grid = document.querySelector(".newest .cards");
  while (grid.children.length > count) grid.lastElementChild.remove();
  const edge = grid.getBoundingClientRect().right;
  const cards = [...grid.children].map(each => each.getBoundingClientRect());
  const ends = cards.filter((each, at) => !cards[at + 1] || cards[at + 1].top > each.top);
  return ends.map(each => Math.round(edge - each.right));
}
"""


@pytest.mark.parametrize("width", [768, 1366])
def test_the_newest_leave_no_row_unfilled_however_many_they_are(person, width):
    for _number in range(10):
        factories.make_live()
    reader = person(width=width)
    page = reader.page()
    page.goto(f"{reader.site}/")
    for count in range(9, 0, -1):
        left_over = page.evaluate(ROWS, count)
        assert set(left_over) == {0}, count


def test_on_paper_a_story_is_its_words_and_its_address(person):
    section = factories.make_section()
    stories = [factories.make_live(section=section) for _number in range(3)]
    reader = person(width=1366)
    page = reader.page()
    page.goto(f"{reader.site}{stories[1].path}")
    around = page.locator("nav, .share, .about, .neighbours, .related, .more, .colophon")
    assert around.count() > 4
    page.emulate_media(media="print")
    assert not [each for each in around.all() if each.is_visible()]
    assert page.locator(".body").is_visible()
    assert page.locator(".credits-address").is_visible()
