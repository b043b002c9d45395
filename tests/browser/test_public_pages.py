"""Every public page in a real browser: accessible, as wide as its window, quiet, and nobody else's.

The pages are those of tests/surfaces.py, so a new one is looked at without being named here.
"""

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


def addresses(language: str) -> list[str]:
    """All pages of an edition on which the story stands, and one that is not there."""
    place = surfaces.place_of(story(language))
    others(language)
    client, found = Client(), []
    for surface in surfaces.SURFACES:
        address = surface.address(place)
        answer = client.get(address) if surface.language == language else None
        if answer and answer.headers["Content-Type"].startswith("text/html"):
            assert answer.status_code == 200 or not surface.shows_stories, address
            found.append(address)
    prefix = "" if language == surfaces.HOME else f"/{language}"
    return [*dict.fromkeys(found), f"{prefix}/not/there/"]


@pytest.mark.parametrize("language", [surfaces.HOME, surfaces.OTHER])
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
