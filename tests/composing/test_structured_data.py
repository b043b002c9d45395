"""Structured data says what the page says, and nothing in it breaks out."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.test import Client

from articles import composing, jsonld
from tests.base import HOUR, LATER
from tests.composing.stories import corrected, full_fields
from tests.factories import make_author, make_image, make_live, make_section, make_topic

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
    page = composing.page_of(corrected(), LATER)
    data = jsonld.news_article(page)
    assert data["@type"] == "NewsArticle"
    assert [author["name"] for author in data["author"]] == ["Ada Quill", "Bo Marrak"]
    assert data["author"][0]["url"] == "http://testserver/authors/ada-quill/"
    assert data["mainEntityOfPage"] == page.url
    assert data["publisher"]["name"] == "The Test Gazette"
    assert data["keywords"] == ["Lighthouses", "Ferries"]
    assert data["articleSection"] == "Town"
    assert data["isAccessibleForFree"] is True
    assert data["sourceOrganization"] == {"@type": "Organization", "name": "Lumen Courier"}
    assert (data["creditText"], data["copyrightNotice"]) == (
        "With the Harbour Post",
        "© Lumen Courier",
    )
    assert data["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "It was two.",
            "datePublished": "2025-03-10T15:00:00+04:00",
        }
    ]


def test_a_story_without_authors_names_its_source_or_the_paper():
    by_agency = jsonld.news_article(composing.page_of(make_live(source="Lumen Courier"), LATER))
    assert by_agency["author"] == [{"@type": "Organization", "name": "Lumen Courier"}]
    unsigned = jsonld.news_article(composing.page_of(make_live(), LATER))
    assert unsigned["author"] == [
        {"@type": "Organization", "name": "The Test Gazette", "url": "http://testserver/"}
    ]


def test_an_address_in_another_script_is_written_as_a_url():
    data = jsonld.news_article(composing.page_of(make_live(headline="Маяк зажгли", slug=""), LATER))
    assert data["mainEntityOfPage"].isascii()


# What it tells of parts -----------------------------------------------------------------------


def story(**fields) -> dict:
    return jsonld.news_article(composing.page_of(make_live(**fields), LATER))


def test_an_authors_job_is_no_part_of_the_name():
    ada = make_author("Ada Quill", role="Harbour correspondent")
    [author] = story(bylines=[(ada, "pictures")])["author"]
    assert (author["name"], author["jobTitle"]) == ("Ada Quill", "Harbour correspondent")


def test_a_picture_is_told_by_its_largest_file_behind_its_crops_and_not_if_it_is_tiny():
    image = make_image(size=(2000, 1000), caption="Boats", credit="Ada", copyright="© Ada")
    *_crops, picture = story(lead_image=image)["image"]
    largest = image.free_files()[-2]
    assert (largest.format, largest.width) == ("jpeg", 2000)
    assert picture == {
        "@type": "ImageObject",
        "url": f"http://testserver{largest.file.url}",
        "contentUrl": f"http://testserver{largest.file.url}",
        "width": 2000,
        "height": 1000,
        "caption": "Boats",
        "creditText": "Ada",
        "copyrightNotice": "© Ada",
    }
    assert "image" not in story(lead_image=make_image(size=(64, 48)))


@pytest.mark.parametrize(
    ("genre", "kind", "additional"),
    [
        ("news", "NewsArticle", None),
        ("obituary", "NewsArticle", None),
        ("opinion", "NewsArticle", "https://schema.org/OpinionNewsArticle"),
        ("analysis", "NewsArticle", "https://schema.org/AnalysisNewsArticle"),
        ("review", "NewsArticle", "https://schema.org/ReviewNewsArticle"),
        ("sponsored", "Article", "https://schema.org/AdvertiserContentArticle"),
    ],
)
def test_what_is_no_plain_news_says_so(genre, kind, additional):
    data = story(genre=genre)
    assert (data["@type"], data.get("additionalType")) == (kind, additional)


@pytest.mark.parametrize(("genre", "told"), [("opinion", "Keldavar"), ("sponsored", None)])
def test_news_alone_has_a_dateline(genre, told):
    assert story(genre=genre, dateline="Keldavar").get("dateline") == told


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("person", "Person"),
        ("organisation", "Organization"),
        ("place", "Place"),
        ("event", "Thing"),
        ("subject", "Thing"),
    ],
)
def test_what_a_story_is_about_has_its_type(kind, wanted):
    [thing] = story(topics=[make_topic("Lamp", kind=kind)])["about"]
    assert (thing["@type"], thing["name"]) == (wanted, "Lamp")
    assert thing["url"] == "http://testserver/topics/lamp/"


def test_what_is_empty_is_left_out():
    data = story(body="", section=None)
    assert not {"image", "dateline", "keywords", "about", "correction", "wordCount"} & set(data)
    assert "articleSection" not in data


def test_it_was_changed_no_earlier_than_it_appeared():
    page = composing.page_of(make_live(), LATER)
    early = replace(page, updated_at=page.dated_at - HOUR)
    data = jsonld.news_article(early)
    assert data["dateModified"] == data["datePublished"]


# Of the paper and its people --------------------------------------------------------------------


def test_the_paper_names_the_policies_that_it_has():
    plain = jsonld.organization()
    assert (plain["@type"], plain["name"]) == ("NewsMediaOrganization", "The Test Gazette")
    assert not {"ethicsPolicy", "correctionsPolicy"} & set(plain)
    policies = {"ethics": "/ethics/", "corrections": "/mending/", "about": "/about/"}
    full = jsonld.organization(policies)
    assert full["ethicsPolicy"] == full["publishingPrinciples"] == "http://testserver/ethics/"
    assert full["correctionsPolicy"] == "http://testserver/mending/"
    page = composing.page_of(make_live(), LATER)
    assert jsonld.news_article(page, policies)["publisher"]["ethicsPolicy"]


def test_the_paper_has_a_logo_its_own_or_its_icon(settings):
    def logo():
        return jsonld.news_article(composing.page_of(version, LATER))["publisher"]["logo"]

    version = make_live()
    assert logo()["@type"] == "ImageObject"
    assert re.fullmatch(r"http://testserver/static/articles/icon-512\S*\.png", logo()["url"])
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.NEWSROOM_LOGO = "brand/logo.svg"
    assert logo()["url"] == "http://testserver/static/brand/logo.svg"


def test_a_front_is_the_papers_site():
    make_live(language="az")
    [site] = data_of("/az/")
    assert (site["@type"], site["url"]) == ("WebSite", "http://testserver/az/")
    assert site["inLanguage"] == "az"
    assert site["publisher"] == jsonld.organization()


def test_an_author_has_a_profile():
    ada = make_author("Ada Quill", role="Keeper", bio="Born at sea.")
    make_live(bylines=[ada])
    profile, _way = data_of("/authors/ada-quill/")
    assert profile["@type"] == "ProfilePage"
    assert profile["mainEntity"] == {
        "@type": "Person",
        "name": "Ada Quill",
        "url": "http://testserver/authors/ada-quill/",
        "identifier": str(ada.uid),
        "jobTitle": "Keeper",
        "description": "Born at sea.",
    }


def data_of(path: str) -> list[dict]:
    html = Client().get(path).content.decode()
    return [json.loads(text) for text in Scripts(html).texts]
