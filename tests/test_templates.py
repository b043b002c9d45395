"""The readers' templates print a page's values, escaped, and nothing that runs."""

import re
from dataclasses import asdict, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from articles import jsonld
from articles.composing import Byline, Card, Link, Notice, Page, Picture, TopicLink
from articles.rendering import Head, head_of_story
from articles.templatetags import newsroom

MOMENT = datetime(2025, 2, 25, 19, 36, tzinfo=UTC)
TIME = '<time datetime="2025-02-25T23:36:00+04:00">25 February 2025 23:36 (UTC+04:00)</time>'
HOSTILE = "</title><script>alert('1')</script>\"'>"

CARD = Card(
    uid="6f0c1f6e-0000-4000-8000-000000000001",
    path="/2025/02/25/ferry/",
    language="en",
    direction="ltr",
    kicker="Harbour",
    genre="analysis",
    headline="New ferry timetable adds an early boat",
    standfirst="The first crossing leaves in time for the market.",
    byline="Ines Varrow",
    dated_at=MOMENT,
    updated_at=None,
    picture=Picture(
        src="/media/ferry-800.jpg",
        srcset="/media/ferry-800.jpg 800w",
        webp_srcset="/media/ferry-800.webp 800w",
        width=1200,
        height=800,
        alt="A ferry at the steps",
        caption="The early boat",
        credit="Mara Teel",
        copyright="",
    ),
)
PAGE = Page(
    **{**asdict(CARD), "picture": CARD.picture},
    section=Link("Harbour", "/harbour/"),
    bylines=(Byline("Ines Varrow", "/authors/ines-varrow/", "Harbour correspondent"),),
    dateline="Gullhaven",
    source="Coastwise",
    credit_line="",
    copyright_line="© Coastwise",
    body_html="<p>The boat is blue.</p>",
    topics=(TopicLink("Ferries", "/topics/ferries/"),),
    topic_keys=(1,),
    corrections=(),
    word_count=4,
    title=CARD.headline,
    description=CARD.standfirst,
    social_title=CARD.headline,
    social_description=CARD.standfirst,
    noindex=False,
    sections=(Link("Harbour", "/harbour/"),),
)
TAIL = {
    "beside": {"related": [CARD], "more": [CARD], "previous": CARD, "next": CARD},
    "share": [Link("E-mail", "mailto:?subject=Ferry")],
    "report": "mailto:errors@courier.example?subject=Ferry",
    "lite": "/2025/02/25/ferry/lite/",
}
CHROME = {
    "paper": {"name": "The Gullhaven Courier", "home": "/", "url": "https://courier.example/"},
    "sections": [Link("Harbour", "/harbour/"), Link("Town", "/town/")],
    "language": "en",
    "direction": "ltr",
    "canonical": "https://courier.example/2025/02/25/ferry/",
    "editions": [],
    "head": Head(),
}


@pytest.fixture(autouse=True)
def zone_of_the_examples(settings):
    """The hour that readers see is checked to the letter, whatever this machine is set to."""
    settings.ZONE = ZoneInfo("Asia/Baku")


def rendered(template: str, language: str = "en", **context) -> str:
    with override(language):
        return render_to_string(template, CHROME | context)


def article(page: Page = PAGE, **context) -> str:
    head = replace(head_of_story(page), data=(jsonld.news_article(page),))
    return rendered("articles/article.html", **{"page": page, "head": head, **context})


def every_page() -> dict[str, str]:
    lists = {"cards": [CARD], "older": "/?before=1", "newer": ""}
    words = {"heading": "Ferries", "label": "Topic", "intro": "", "children": []}
    return {
        "article": article(**TAIL),
        "lite": rendered("articles/lite.html", page=PAGE, head=head_of_story(PAGE), report=""),
        "preview": article(replace(PAGE, headline="", title="", dated_at=None), preview=True),
        "front": rendered("articles/front.html", lead=CARD, pins=[CARD], **lists),
        "empty front": rendered("articles/front.html", lead=None, pins=[], cards=[]),
        "list": rendered("articles/list.html", **words, **lists),
        "404": rendered("404.html"),
        "410": rendered("410.html", note="Its source withdrew it."),
        "500": render_to_string("500.html"),
    }


def test_a_moment_is_printed_in_the_newsrooms_zone_to_the_letter():
    assert f"Published {TIME}" in article()
    assert "Updated" not in article()


def test_an_update_is_printed_beside_the_first_date():
    text = article(replace(PAGE, updated_at=MOMENT))
    assert f"Published {TIME}" in text
    assert f"Updated {TIME}" in text


def test_moments_follow_the_language_and_digits_do_not():
    with override("az"):
        assert newsroom.moment(MOMENT) == "25 fevral 2025 23:36 (UTC+04:00)"
    with override("ar"):
        assert newsroom.moment(MOMENT) == "25 فبراير 2025 23:36 (UTC+04:00)"
        assert newsroom.iso(MOMENT) == "2025-02-25T23:36:00+04:00"
    assert newsroom.moment(None) == newsroom.iso(None) == ""


def test_addresses_for_elsewhere_carry_the_host():
    assert newsroom.absolute("/media/a.jpg") == settings.SITE_URL + "/media/a.jpg"
    assert newsroom.absolute("https://pictures.example/a.jpg") == "https://pictures.example/a.jpg"
    assert newsroom.absolute("") == ""
    assert f'<meta property="og:image" content="{settings.SITE_URL}/media/' in article()


def test_a_hostile_story_is_printed_and_not_obeyed():
    fields = ("headline", "kicker", "standfirst", "title", "social_title", "dateline", "source")
    text = article(replace(PAGE, **dict.fromkeys(fields, HOSTILE)))
    assert "&lt;script&gt;alert" in text
    assert "<script>" not in text
    assert text.count("<script") == text.count("</script>") == 1


def test_nothing_on_a_page_runs_or_brings_its_own_style():
    for name, text in every_page().items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), name
        assert all(
            script.startswith('<script type="application/ld+json">')
            for script in re.findall(r"<script[^>]*>", text)
        ), name
        assert not re.search(r'(?:src|href)="(?:https?:)?//(?!courier\.example)', text), name


def test_every_page_has_one_main_heading():
    for name, text in every_page().items():
        assert len(re.findall(r"<h1[ >]", text)) == 1, name


def test_correction_stands_above_the_story_and_a_reply_below():
    notices = (
        Notice("correction", "The boat was said to be green.", MOMENT),
        Notice("reply", "The owner: it is teal.", MOMENT),
    )
    text = article(replace(PAGE, corrections=notices))
    places = [text.index(words) for words in ("green.", "The boat is blue.", "it is teal.")]
    assert places == sorted(places)
    assert f"<strong>Correction</strong> {TIME}" in text
    assert f"<strong>Reply</strong> {TIME}" in text


def test_a_preview_says_so_and_stays_out_of_search_engines():
    text = every_page()["preview"]
    assert "Preview: not published" in text
    assert "No headline yet" in text
    kept_out = rendered("404.html", head=Head(is_indexed=False))
    assert 'content="noindex, max-image-preview:large"' in kept_out
    assert "noindex" not in article()
    assert "Preview: not published" not in article()


def test_a_story_in_another_language_than_its_page_says_which():
    text = article(replace(PAGE, language="ar", direction="rtl"))
    assert '<article class="article" lang="ar" dir="rtl">' in text
    assert '<article class="article">' in article()


def test_pages_of_a_list_lead_to_their_neighbours():
    context = {"lead": None, "pins": [], "cards": [CARD]}
    text = rendered("articles/front.html", older="/?before=1", newer="/?after=2", **context)
    assert '<a rel="next" href="/?before=1">' in text
    assert '<a rel="prev" href="/?after=2">' in text
