"""Composed pages: plain values, stored whole, made anew when a name changes, safe as data."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from articles import composing, jsonld, publishing
from articles import content as contents
from articles.models import (
    Article,
    Author,
    Change,
    Image,
    Listing,
    PublishedVersion,
    Section,
    Topic,
)
from tests.base import DAY, HOUR, MINUTE, NOON, signed_in
from tests.factories import (
    change,
    make_article,
    make_author,
    make_image,
    make_live,
    make_section,
    make_topic,
    reloaded,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_clock():
    with time_machine.travel(NOON + 2 * HOUR, tick=False):
        yield


def full_fields(**fields) -> dict:
    """A story with a value in everything that a page prints."""
    return {
        "headline": "The lamp is lit",
        "kicker": "Harbour",
        "standfirst": "After two years of repairs.",
        "genre": "opinion",
        "dateline": "Port Lumen",
        "source": "Lumen Courier",
        "credit_line": "With the Harbour Post",
        "copyright_line": "© Lumen Courier",
        "seo_headline": "Lamp lit at Port Lumen",
        "seo_description": "The lighthouse shines.",
        "social_headline": "It shines!",
        "social_description": "See it shine.",
        "body": '<p>One <a href="https://lumen.example/">two</a>.</p><h2>Three</h2>',
        "section": make_section("Town"),
        "topics": [make_topic("Lighthouses"), make_topic("Ferries")],
        "bylines": [(make_author("Ada Quill"), "words"), (make_author("Bo Marrak"), "pictures")],
        "lead_image": make_image(alt="A tower.", caption="The tower.", credit="B. Marrak"),
        "noindex": True,
        **fields,
    }


def composed_now(article: Article) -> composing.Page:
    article = reloaded(article)
    return composing.compose(article.head.content, article=article)


def page_at(moment: datetime, article: Article) -> composing.Page:
    version = PublishedVersion.objects.of(article).live(moment).get()
    return composing.page_of(version)


# Stored and read back ---------------------------------------------------------------------------


def corrected() -> PublishedVersion:
    article = make_live(**full_fields()).article
    article = change(article, body="<p>One, two.</p>", now=NOON + HOUR)
    return publishing.publish(
        article, by=None, change=Change.CORRECTION, note="It was two.", now=NOON + HOUR
    )


def test_the_stored_page_is_the_composed_one():
    version = PublishedVersion.objects.get(pk=corrected().pk)
    assert composing.page_of(version) == composing.compose(
        version.revision.content,
        article=version.article,
        path=version.path,
        dated_at=version.dated_at,
        updated_at=version.updated_at,
        corrections=composing.notices_of([version])[0],
    )


def test_the_stored_card_is_that_of_the_page():
    version = PublishedVersion.objects.get(pk=corrected().pk)
    assert composing.card_of(version) == composing.card(composing.page_of(version))
    assert type(composing.card_of(version)) is composing.Card


def test_reading_a_page_back_asks_the_database_nothing(django_assert_num_queries):
    version = PublishedVersion.objects.get(pk=corrected().pk)
    with django_assert_num_queries(0):
        page = composing.page_of(version)
        assert page.corrections[0].text == "It was two."
        assert page.picture.alt == "A tower."


def test_a_page_says_what_the_story_says():
    page = composing.page_of(corrected())
    assert (page.headline, page.kicker, page.label) == ("The lamp is lit", "Harbour", "opinion")
    assert page.byline == "Ada Quill, Bo Marrak"
    assert [(byline.name, byline.role) for byline in page.bylines] == [
        ("Ada Quill", "words"),
        ("Bo Marrak", "pictures"),
    ]
    assert page.section == composing.Link("Town", "/town/")
    assert [topic.path for topic in page.topics] == ["/topics/lighthouses/", "/topics/ferries/"]
    assert (page.title, page.description) == ("Lamp lit at Port Lumen", "The lighthouse shines.")
    assert (page.social_title, page.social_description) == ("It shines!", "See it shine.")
    assert (page.dated_at, page.updated_at) == (NOON, NOON + HOUR)
    assert page.corrections == (composing.Notice("correction", "It was two.", NOON + HOUR),)
    assert page.noindex
    assert page.url == f"http://testserver{page.path}"


def test_the_headline_and_the_standfirst_stand_in_for_what_search_and_sharing_lack():
    page = composing.page_of(make_live(headline="Lit", standfirst="At last."))
    assert page.title == page.social_title == "Lit"
    assert page.description == page.social_description == "At last."


@pytest.mark.parametrize(
    ("language", "direction", "wanted"),
    [("en", "", "ltr"), ("ar", "", "rtl"), ("ar", "ltr", "ltr"), ("en", "rtl", "rtl")],
)
def test_the_direction_is_the_language_s_unless_the_story_says_otherwise(
    language, direction, wanted
):
    version = make_live(language=language, direction=direction)
    assert composing.page_of(version).direction == wanted


def test_many_stories_share_one_look_up(django_assert_max_num_queries):
    fields = full_fields()
    articles = [make_article(**fields | {"headline": f"Lamp {number}"}) for number in range(5)]
    relations = composing.Relations()
    with django_assert_max_num_queries(6):
        for article in articles:
            composing.compose(article.head.content, article=article, relations=relations)


# Working copies ---------------------------------------------------------------------------------


def test_an_empty_working_copy_can_be_previewed(chief_editor):
    article = make_article(headline="", body="", section=None)
    page = composed_now(article)
    assert (page.headline, page.path, page.dated_at) == ("", "", None)
    assert (page.section, page.picture, page.bylines) == (None, None, ())
    answer = signed_in(chief_editor).get(
        reverse("admin:articles_article_preview", args=[article.pk])
    )
    assert answer.status_code == 200
    assert "No headline yet" in answer.content.decode()


def test_a_preview_shows_the_saved_copy_and_not_what_is_live(chief_editor):
    article = make_live(**full_fields()).article
    change(article, headline="A better headline")
    html = (
        signed_in(chief_editor)
        .get(reverse("admin:articles_article_preview", args=[article.pk]))
        .content.decode()
    )
    assert "A better headline" in html
    assert 'alt="A tower."' in html
    assert "A better headline" not in Client().get("/").content.decode()


def test_a_picture_without_files_is_left_out():
    image = make_image()
    image.renditions.all().delete()
    assert composed_now(make_article(lead_image=image)).picture is None


def test_what_is_gone_from_the_database_is_left_out():
    article = make_article(bylines=[make_author("Ada Quill")], topics=[make_topic("Ferries")])
    content = article.head.content | {
        "bylines": [{"author": 999_999, "role": ""}, *article.head.content["bylines"]],
        "topics": [999_999, *article.head.content["topics"]],
        "lead_image": 999_999,
        "section": 999_999,
    }
    page = composing.compose(content, article=article)
    assert [byline.name for byline in page.bylines] == ["Ada Quill"]
    assert [topic.name for topic in page.topics] == ["Ferries"]
    assert (page.picture, page.section) == (None, None)


def test_a_story_without_authors_is_signed_by_its_source():
    assert composed_now(make_article(source="Lumen Courier")).byline == "Lumen Courier"


def test_the_caption_for_this_use_wins_over_the_library_s():
    image = make_image(caption="The tower.")
    assert composed_now(make_article(lead_image=image)).picture.caption == "The tower."
    own = composed_now(make_article(lead_image=image, lead_image_caption="Tonight."))
    assert own.picture.caption == "Tonight."


def test_a_hostile_body_is_clean_in_the_page():
    page = composed_now(make_article(body="<p onclick=x>Hi<script>alert(1)</script></p>"))
    assert page.body_html == "<p>Hi</p>"


# Names that change ------------------------------------------------------------------------------


@pytest.fixture
def story():
    """A story with a version that is over, one that is live and one that waits."""
    article = make_live(**full_fields(), now=NOON).article
    for moment, at in ((NOON + HOUR, None), (NOON + HOUR + MINUTE, NOON + DAY)):
        article = change(article, standfirst=f"Of {moment:%H:%M}.", now=moment)
        publishing.publish(article, by=None, at=at, now=moment)
    return article


def _rename(thing, **fields) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


# What changes → the row, its new values, where a page shows it, and what it showed before.
RENAMED = {
    "topic": (Topic, {"name": "Beacons"}, lambda page: page.topics[0].name, "Lighthouses"),
    "author": (Author, {"name": "Ada Marrak"}, lambda page: page.bylines[0].name, "Ada Quill"),
    "section": (Section, {"name": "City"}, lambda page: page.section.name, "Town"),
    "section’s address": (Section, {"slug": "city"}, lambda page: page.section.path, "/town/"),
    "caption": (Image, {"caption": "By day."}, lambda page: page.picture.caption, "The tower."),
    "alternative text": (Image, {"alt": "A lamp."}, lambda page: page.picture.alt, "A tower."),
    "credit": (Image, {"credit": "C. Reef"}, lambda page: page.picture.credit, "B. Marrak"),
}


@pytest.mark.parametrize("kind", RENAMED)
def test_a_name_that_changes_is_new_on_what_is_live_and_what_waits_and_not_on_what_is_over(
    story, kind
):
    model, fields, shown, before = RENAMED[kind]
    _rename(model.objects.order_by("pk").first(), **fields)
    over, live, waiting = map(
        composing.page_of, PublishedVersion.objects.of(story).order_by("live_from")
    )
    assert shown(over) == before
    assert shown(live) == shown(waiting) != before
    assert shown(live).strip("/") in fields.values()


def test_readers_see_a_new_name_at_once(story):
    _rename(Author.objects.get(name="Ada Quill"), name="Ada Marrak")
    path = PublishedVersion.objects.of(story).first().path
    assert "Ada Marrak" in Client().get(path).content.decode()
    assert "Ada Marrak" in Client().get("/").content.decode()


def test_other_stories_are_left_alone(story):
    other = make_live(bylines=[make_author("Cy Reef")])
    before = PublishedVersion.objects.values().get(pk=other.pk)
    _rename(Author.objects.get(name="Ada Quill"), name="Ada Marrak")
    _rename(Topic.objects.get(name="Ferries"), name="Beacons")
    assert PublishedVersion.objects.values().get(pk=other.pk) == before


def test_after_a_name_changed_recompose_has_nothing_left_to_do(story):
    _rename(story.section, name="City")
    live = PublishedVersion.objects.of(story).filter(live_until__gt=NOON + 2 * HOUR)
    assert composing.recompose(live.select_related("revision", "article")) == 0


def test_a_section_moved_below_another_brings_its_stories_to_the_lists_above():
    town, harbour = make_section("Town"), make_section("Harbour")
    quay = make_section("Quay", parent=harbour)
    version = make_live(section=quay, headline="The quay is dry")
    assert Client().get("/town/").status_code == 404
    _rename(harbour, parent=town)
    assert "The quay is dry" in Client().get("/town/").content.decode()
    assert set(Listing.objects.filter(version=version).values_list("section", flat=True)) == {
        town.pk,
        harbour.pk,
        quay.pk,
    }


def test_a_section_moved_away_takes_its_stories_out_of_the_lists_above():
    town = make_section("Town")
    harbour = make_section("Harbour", parent=town)
    make_live(section=harbour)
    scheduled = make_live(section=harbour, at=NOON + DAY)
    assert Client().get("/town/").status_code == 200
    _rename(harbour, parent=None)
    assert Client().get("/town/").status_code == 404
    assert Client().get("/harbour/").status_code == 200
    listed = Listing.objects.filter(version=scheduled)
    assert list(listed.values_list("section", flat=True)) == [harbour.pk]


# Structured data --------------------------------------------------------------------------------


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
    assert len(scripts) == 1
    data = json.loads(scripts[0])
    assert data["headline"] == data["description"] == text
    assert data["author"][0]["name"] == data["articleSection"] == text
    assert not re.search("[<>&\u2028\u2029]", scripts[0])


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
    data = json.loads(page.jsonld)
    assert data["@type"] == "NewsArticle"
    assert [author["name"] for author in data["author"]] == ["Ada Quill", "Bo Marrak"]
    assert data["author"][0]["url"] == "http://testserver/authors/ada-quill/"
    assert data["mainEntityOfPage"] == page.url
    assert data["image"] == [f"http://testserver{page.picture.src}"]
    assert data["publisher"]["name"] == "The Test Gazette"


def test_a_story_without_authors_names_its_source_or_the_paper():
    by_agency = json.loads(composing.page_of(make_live(source="Lumen Courier")).jsonld)
    assert by_agency["author"] == [{"@type": "Organization", "name": "Lumen Courier"}]
    unsigned = json.loads(composing.page_of(make_live()).jsonld)
    assert unsigned["author"] == [{"@type": "Organization", "name": "The Test Gazette"}]


def test_an_address_in_another_script_is_written_as_a_url():
    data = json.loads(composing.page_of(make_live(headline="Маяк зажгли", slug="")).jsonld)
    assert data["mainEntityOfPage"].isascii()


def test_every_field_of_a_page_comes_from_the_content_or_its_place():
    """A content of nothing at all still makes a page: nothing else is needed."""
    article = Article()
    page = composing.compose(contents.of(article), article=article)
    assert page == composing.compose(contents.of(article), article=article)
    assert page.word_count == 0
