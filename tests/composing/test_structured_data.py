"""Structured data says what the page says, and nothing in it breaks out."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from articles import composing, jsonld
from tests.composing.stories import corrected, full_fields
from tests.factories import make_author, make_live, make_section

pytestmark = pytest.mark.django_db


class Scripts(HTMLParser):
    """Collects what a browser would take for the text of script elements."""

    def __init__(self, html: str):
        super().__init__()
        self.texts: list[str] = []
        self.feed(html)

    def handle_data(self, data):
        if self.lasttag == "script" and self.cdata_elem == "script":
            self.texts.append(data)


HOSTILE = (
    "</script><script>alert(1)</script>",
    "</SCRIPT ><img src=x onerror=alert(1)>",
    "<!-- <script>",
    "--> ]]> <![CDATA[",
    "line\u2028and\u2029paragraph",
    '"}; alert(1); {"a": "\\',
    "&quot;&lt;/script&gt;",
    "ends in a backslash \\",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_breaks_out_of_the_script_element(text):
    fields = full_fields(
        headline=text, standfirst=text, dateline=text[:100], source=text, seo_description=text
    )
    fields["bylines"] = [make_author(text)]
    fields["section"] = make_section(text, slug="hostile")
    version = make_live(**fields)
    answer = Client().get(version.get_absolute_url())
    scripts = [t for t in Scripts(answer.content.decode()).texts if "schema.org" in t]
    assert len(scripts) == 2
    data, way = (json.loads(script) for script in scripts)
    assert way["itemListElement"][-1]["name"] == text
    assert data["headline"] == data["description"] == text
    assert data["author"][0]["name"] == data["articleSection"] == text
    assert not re.search("[<>&\u2028\u2029]", "".join(scripts))


@pytest.mark.parametrize("text", HOSTILE)
def test_structured_data_is_json_that_says_the_same(text):
    assert json.loads(jsonld.text({"headline": text})) == {"headline": text}


def test_its_dates_are_the_visible_ones():
    html = Client().get(corrected().path).content.decode()
    data = json.loads(re.search(r"ld\+json[^>]*>(.*?)</script>", html)[1])
    visible = re.findall(r'<time datetime="([^"]+)"', html)
    assert data["datePublished"] == "2025-03-10T14:00:00+04:00"
    assert data["dateModified"] == "2025-03-10T15:00:00+04:00"
    assert {data["datePublished"], data["dateModified"]} <= set(visible)
    assert ">10 March 2025 14:00 (UTC+04:00)</time>" in html
    assert ">10 March 2025 15:00 (UTC+04:00)</time>" in html


def test_it_names_what_the_page_names():
    page = composing.page_of(corrected())
    data = jsonld.news_article(page)
    assert data["@type"] == "NewsArticle"
    assert [author["name"] for author in data["author"]] == ["Ada Quill", "Bo Marrak"]
    assert data["author"][0]["url"] == "http://testserver/authors/ada-quill/"
    assert data["mainEntityOfPage"] == page.url
    assert data["image"] == [f"http://testserver{page.picture.src}"]
    assert data["publisher"]["name"] == "The Test Gazette"


def test_a_story_without_authors_names_its_source_or_the_paper():
    by_agency = jsonld.news_article(composing.page_of(make_live(source="Lumen Courier")))
    assert by_agency["author"] == [{"@type": "Organization", "name": "Lumen Courier"}]
    unsigned = jsonld.news_article(composing.page_of(make_live()))
    assert unsigned["author"] == [{"@type": "Organization", "name": "The Test Gazette"}]


def test_an_address_in_another_script_is_written_as_a_url():
    data = jsonld.news_article(composing.page_of(make_live(headline="Маяк зажгли", slug="")))
    assert data["mainEntityOfPage"].isascii()
