"""What data and text of a story say is the same, whatever the desk wrote."""

import json
from html.parser import HTMLParser

import pytest
from django.test import Client

from articles import jsonld, newsroom_time
from tests.base import HOUR, NOON
from tests.factories import (
    make_author,
    make_corrected,
    make_image,
    make_live,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db

NAUGHTY = (
    "</script><script>alert(1)</script>",
    "<!-- <script> --!> <![CDATA[ ]]>",
    "{{ page.uid }} {% load x %} ${7*7} %s {0}",
    "back\\slash \\u003C/script\\u003E",
    "line\u2028and\u2029paragraph\u0085",
    "tab\tline\nfeed\x00\x07\x1b[31m\x7f",
    "half \ud83d of a pair",
    "𝒻𝒶𝓃𝒸𝓎 👩‍👩‍👧‍👦 e\u0301 Z̷̧͎a̸l̵g̶o̴",
    "\u202eright to left\u202c عنوان \u200f\u2066x\u2069",
    "ﷺ ß İı ŞşĞğ",
    "& &amp; &lt; &#x27; &nbsp",
    "'; DROP TABLE articles_article; --",
    "undefined null NaN true -0 1e309",
    "W" * 300,
    "x",
)


class Text(HTMLParser):
    """What stands in the elements of a page, by class or name, and the text of its scripts."""

    VOID = frozenset(["meta", "link", "img", "source", "br", "input", "hr", "wbr"])

    def __init__(self, html: str):
        super().__init__()
        self.open: list[tuple[str, str, dict]] = []
        self.found: dict[str, list[str]] = {}
        self.times: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "time":
            self.times.append(given["datetime"])
        if tag not in self.VOID:
            self.open.append((tag, given.get("class") or tag, given))
            self.found.setdefault(self.open[-1][1], []).append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for name in {name for _tag, name, _given in self.open}:
            self.found[name][-1] += data

    def only(self, name: str) -> str:
        """What the one element of this name says, its white space as a reader sees it."""
        [text] = self.found[name]
        return " ".join(text.split())

    @property
    def data(self) -> list[dict]:
        return [json.loads(text) for text in self.found.get("script", [])]


def read(path: str) -> Text:
    answer = Client().get(path)
    assert answer.status_code == 200
    return Text(answer.content.decode())


def seen(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("text", NAUGHTY)
def test_headline_section_author_and_dates_are_the_visible_ones(text):
    ada = make_author(_stored(text)[:150], slug="ada")
    town = make_section(_stored(text)[:150], slug="hostile")
    version = make_live(
        headline=text,
        slug="x",
        standfirst=text,
        section=town,
        bylines=[(ada, text[:100])],
        topics=[make_topic(_stored(text)[:150], slug="topic")],
        dateline=text[:100],
        body=f"<p>{text}</p>",
    )
    page = read(version.path)
    data, way = page.data
    assert seen(data["headline"]) == page.only("article-headline")
    assert seen(data["description"]) == page.only("standfirst")
    assert [seen(author["name"]) for author in data["author"]] == [seen(page.found["a"][_BYLINE])]
    assert data["datePublished"] == data["dateModified"] == page.times[0]
    crumbs = page.only("crumbs")
    assert crumbs == " ".join(seen(step["name"]) for step in way["itemListElement"])
    assert crumbs.endswith(seen(data["articleSection"]))
    assert seen(data["keywords"][0]) == page.only("links")


# Among the links of a page: skip, nameplate, menu, two crumbs, then the one author.
_BYLINE = 5


def _stored(text: str) -> str:
    """As a form at the desk takes a name: no half characters, no control characters."""
    text = text.encode("utf-8", "replace").decode()
    return "".join(sign for sign in text if sign.isprintable() or sign == " ") or "x"


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_lite_twin_says_the_same(text):
    version = make_live(headline=text, slug="x", standfirst=text)
    page, lite = read(version.path), read(f"{version.path}lite/")
    assert lite.only("h1") == page.only("article-headline")
    assert lite.only("standfirst") == page.only("standfirst")
    assert lite.times == page.times[: len(lite.times)]


def test_dates_of_a_corrected_story_are_the_visible_ones():
    version = make_corrected(new_body="<p>Two.</p>", note="It was two.")
    page = read(version.path)
    data = page.data[0]
    assert [data["datePublished"], data["dateModified"]] == page.times[:2]
    assert data["dateModified"] == newsroom_time.iso(NOON + HOUR)
    assert data["correction"][0]["datePublished"] == page.times[2]
    assert data["correction"][0]["text"] in page.only("notices")
    published, updated = page.found["byline-time"]
    assert seen(published) == "Published 10 March 2025 14:00 (UTC+04:00)"
    assert seen(updated) == "Updated 10 March 2025 15:00 (UTC+04:00)"


def test_a_picture_of_the_data_is_the_one_on_the_page():
    version = make_live(lead_image=make_image(size=(900, 600), caption="Boats", credit="Ada"))
    answer = Client().get(version.path).content.decode()
    *_crops, picture = Text(answer).data[0]["image"]
    assert picture["url"].removeprefix("http://testserver") in answer
    assert picture["caption"] == Text(answer).only("figure-caption")
    assert picture["creditText"] == Text(answer).only("figure-credit")


def test_half_a_character_does_not_stop_a_page():
    written = jsonld.text({"name": "half \ud83d"})
    assert json.loads(written.encode("utf-8")) == {"name": "half ?"}


def test_what_html_forbids_is_on_no_page():
    """A name or a caption is stored as it was typed: bells, halves and no characters at all."""
    forbidden = "\x07\x1b\x7f\x80\x9f\ufdd0\ufffe\uffff\U0001fffe\U0010ffff"
    name = f"Ada{forbidden} Quill"
    version = make_live(
        headline=f"Lamp{forbidden}",
        slug="lamp",
        bylines=[make_author(name, slug="ada", bio=name)],
        topics=[make_topic(name, slug="topic")],
        section=make_section(name, slug="town"),
        lead_image=make_image(size=(400, 300), alt=name, caption=name),
    )
    for path in (version.path, f"{version.path}lite/", "/authors/ada/", "/topics/topic/", "/town/"):
        page = Client().get(path).content.decode()
        assert not set(forbidden) & set(page), path
        assert "Ada Quill" in page
        told = [data["@type"] for data in Text(page).data]
        assert told[-1:] == ([] if "lite" in path else ["BreadcrumbList"])
