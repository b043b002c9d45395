"""Headings of a body as readers get them: below the headline, each next to what it belongs to."""

import re

import pytest

from articles import composing, richtext
from tests.factories import make_article, reloaded

BOX = '<aside data-kind="fact-box"><h3>In figures</h3><p>Two.</p></aside>'


def levels(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h(\d)", html)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2>", [2, 3, 4, 2]),
        ("<h3>a</h3><h3>b</h3>", [2, 2]),
        ("<h4>a</h4><h3>b</h3><h4>c</h4>", [2, 2, 3]),
        ("<h2>a</h2><h4>b</h4><h4>c</h4><h3>d</h3>", [2, 3, 3, 3]),
        (f"<p>One.</p>{BOX}<h2>a</h2>{BOX}", [2, 2, 3]),
    ],
)
def test_no_level_is_left_out(typed, printed):
    html = richtext.render(typed)
    assert levels(html) == printed
    assert [int(level) for level in re.findall(r"</h(\d)>", html)] == printed


def test_no_heading_stands_within_a_heading():
    html = richtext.render(f"<h2>a {BOX} z</h2>")
    assert re.findall(r"</?h\d", html) == ["<h2", "</h2"]
    assert "In figures" in html


def test_attributes_and_rules_stay_as_they_were():
    assert richtext.render('<h3 lang="ar">a</h3><hr>') == '<h2 lang="ar">a</h2><hr>'


def test_rendering_again_gives_the_same():
    once = richtext.render(f"{BOX}<h4>a</h4><h3>b</h3><h4>c</h4>")
    assert richtext.render(once) == once


@pytest.mark.django_db
def test_what_is_stored_stays_as_it_was_typed():
    article = reloaded(make_article(body=BOX))
    page = composing.compose(article.head.content, article=article)
    assert "<h3>In figures</h3>" in article.body
    assert "<h2>In figures</h2>" in page.body
