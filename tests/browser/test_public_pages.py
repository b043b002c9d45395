"""Every public page in a real browser: accessible, as wide as its window, quiet, and nobody else's.

The pages are those of tests/surfaces.py, so a new one is looked at without being named here. They
are given in an edition from right to left too, which differs in nothing but its language.
"""

import gzip
from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Change, Front, Placement
from tests import surfaces
from tests.base import DAY, HOUR
from tests.browser.conftest import faults
from tests.factories import change, make_author, make_image, make_live, make_section, make_topic
from tests.factories import publishing as verbs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A word that no line can hold, a mark of direction, emoji, and what looks like HTML.
LONG = "Donau" * 54
NAUGHTY = "\u202e<b>& “Şəki” 🧿 قارب"
RIGHT_TO_LEFT = "ar"
# Long enough for faces that came late to be laid out.
FACES_MS = 150
BODY = f"""<p>First, <a href="https://else.example/">a link</a> and {LONG}.</p>
<h2>Heading</h2><ul><li>One</li></ul><h3>Below it</h3>
<blockquote><p>Said.</p><p><cite>Ada Quill, skipper</cite></p></blockquote>
<aside data-kind="pull-quote"><p>Pulled.</p></aside>
<aside data-kind="fact-box"><h3>Facts</h3><p>Two.</p></aside>
<p lang="ar" dir="rtl">قارب</p>
<table><caption>Ferries</caption>
<thead><tr><th scope="col">Pier</th>{"<th scope='col'>At</th>" * 12}</tr></thead>
<tbody><tr><td>North</td>{"<td>12:00</td>" * 12}</tr></tbody></table>"""


def story(language: str, **fields):
    """A story with all that a story can have, and a correction."""
    now = timezone.now()
    version = make_live(
        **{
            "headline": f"{NAUGHTY} {LONG}",
            "kicker": NAUGHTY,
            "standfirst": f"{NAUGHTY} {LONG}",
            "slug": f"story-{language}",
            "body": BODY,
            "dateline": "Keldavar",
            "source": "Coast Wire",
            "genre": "opinion",
            "language": language,
            "section": make_section("Town", language=language, description=NAUGHTY),
            "topics": [make_topic(f"Boats {language}", kind="event", description=NAUGHTY)],
            "bylines": [
                (make_author(f"Ada Quill {language} {number}", role="Skipper"), "words")
                for number in range(30)
            ],
            "lead_image": make_image(alt="A boat", caption=NAUGHTY, credit="Mara Teel"),
            **fields,
        },
        now=now - DAY,
    )
    article = change(version.article, body=BODY.replace("Said.", "Told."), now=now - HOUR)
    return verbs.publish(article, by=None, change=Change.CORRECTION, note=NAUGHTY, now=now - HOUR)


def others(language: str) -> None:
    """Neighbours in the section and on the front: plain, without a picture, of one word."""
    section = make_section("Town", language=language)
    for number, headline in enumerate(("Fog", "Ferry stops for a day", "Hall opens")):
        version = make_live(
            headline=headline,
            language=language,
            section=section,
            body="<p>Word</p>",
            now=timezone.now() - (number + 2) * HOUR,
        )
    front = Front.objects.create(language=language)
    Placement.objects.create(front=front, article=version.article, slot=Placement.Slot.LEAD)


# What moved after it was painted, and how large and how named parts are: no rule of axe asks.
WATCH = """
window.shifts = [];
new PerformanceObserver(list => shifts.push(...list.getEntries().map(entry => entry.value)))
  .observe({type: "layout-shift", buffered: true});
"""
SEEN = """() => ({
  shifts: window.shifts,
  scripts: document.querySelectorAll("script:not([type='application/ld+json'])").length,
  parts: [...document.querySelectorAll("nav, [aria-label], [aria-labelledby]")].map(part =>
    part.tagName + ": " + (part.getAttribute("aria-label") ??
      document.getElementById(part.getAttribute("aria-labelledby"))?.textContent ?? "")),
  ids: [...document.querySelectorAll("[id]")].map(part => part.id),
  nowhere: [...document.links].filter(link =>
    !link.textContent.trim() && !link.querySelector("img")).map(link => link.outerHTML),
  small: [...document.querySelectorAll("nav a, header a, footer a, .byline a")].filter(link => {
    const box = link.getBoundingClientRect();
    return box.width && Math.min(box.width, box.height) < 24;
  }).map(link => link.outerHTML),
})"""


def addresses(language: str) -> list[str]:
    """All pages of an edition on which the story stands, and one that is not there."""
    place = surfaces.place_of(story(language))
    others(language)
    client, found = Client(), []
    # The table names two editions; a third one has the pages of the other.
    row = language if language == surfaces.HOME else surfaces.OTHER
    for surface in surfaces.SURFACES:
        address = surface.address(place).replace(f"/{surfaces.OTHER}/", f"/{language}/", 1)
        answer = client.get(address) if surface.language == row else None
        # An icon at an old address answers with a way to it, which is no page.
        if answer and "Location" not in answer and answer["Content-Type"].startswith("text/html"):
            assert answer.status_code == 200 or not surface.shows_stories, address
            found.append(address)
    prefix = "" if language == surfaces.HOME else f"/{language}"
    return [*dict.fromkeys(found), f"{prefix}/not/there/"]


@pytest.mark.parametrize("language", [surfaces.HOME, surfaces.OTHER, RIGHT_TO_LEFT])
def test_every_page_is_for_everybody(person, language):
    """axe, light and dark, and at 320 px with letters of double size: no rule left out."""
    one = person()
    page = one.page()
    found = {}
    for address in addresses(language):
        page.set_viewport_size({"width": 1366, "height": 900})
        page.goto(one.site + address)
        found[address] = faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found[address] += faults(page)
    assert {address: said for address, said in found.items() if said} == {}
    assert len(found) > 8


@pytest.mark.parametrize("language", [surfaces.HOME, RIGHT_TO_LEFT])
def test_every_page_stands_still_and_is_clearly_marked(person, language):
    """On a phone: nothing moves, nothing runs, parts differ by name, and fingers find the links."""
    one = person(width=390, height=844)
    page = one.page()
    page.add_init_script(WATCH)
    found = {}
    for address in addresses(language):
        page.goto(one.site + address, wait_until="load")
        page.wait_for_timeout(FACES_MS)
        seen = page.evaluate(SEEN)
        seen["parts"] = _twice(seen["parts"])
        seen["ids"] = _twice(seen["ids"])
        found[address] = {name: what for name, what in seen.items() if what}
    assert {address: what for address, what in found.items() if what} == {}
    assert one.context.cookies() == []


def test_a_story_is_light(person):
    """HTML and style below 25 kB as they are sent, below 100 kB with picture and letters."""
    version = story(surfaces.HOME, headline="Ferry stops", standfirst="For a day.", bylines=[])
    others(surfaces.HOME)
    one = person(width=390, height=844)
    page, answers = one.page(), []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(one.site + version.path, wait_until="networkidle")
    sent = Counter()
    for answer in answers:
        body, kind = answer.body(), answer.request.resource_type
        sent[kind] += len(body if kind in ("image", "font") else gzip.compress(body))
    assert 0 < sent["document"] + sent["stylesheet"] < 25_000
    assert 0 < sent["image"] + sent["document"] + sent["stylesheet"] + sent["font"] < 100_000
    assert not sent["script"]


def test_a_phone_of_three_dots_to_a_pixel_takes_the_picture_of_two(chromium, live_server, settings):
    """What it would take more is twice the bytes, and nobody sees it."""
    settings.ALLOWED_HOSTS = ["*"]
    version = story(surfaces.HOME, lead_image=make_image(size=(1600, 1067)))
    taken = set()
    for dots in (2, 3):
        page = chromium.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=dots)
        page.goto(live_server.url + version.path)
        taken.add(page.evaluate("document.querySelector('.figure img').currentSrc"))
        page.close()
    assert len(taken) == 1


def _twice(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]
