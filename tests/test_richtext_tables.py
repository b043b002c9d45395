"""The box that a table scrolls in: put around it for readers, never taken from an editor."""

import re
import time
from html.parser import HTMLParser

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import composing, richtext
from articles.richtext.proper import proper
from tests.factories import make_article, reloaded
from tests.files.hostile_bodies import VECTORS

CELL = "<tbody><tr><td>x</td></tr></tbody>"
TABLE = f"<table>{CELL}</table>"


def box(table: str, name: str = "Table") -> str:
    return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}">{table}</div>'


def captioned(caption: str) -> str:
    return f"<table><caption>{caption}</caption>{CELL}</table>"


class Boxes(HTMLParser):
    """The names of the boxes, as a browser reads them, and whether every tag has its end."""

    def __init__(self, html: str):
        super().__init__()
        self.names: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "hr"):
            self.open.append(tag)
        # Others only hold together what stood in a name or a caption.
        if tag == "div" and attrs:
            self.names.append(dict(attrs)["aria-label"])
            self.attributes |= {name for name, _value in attrs}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def names(html: str) -> list[str]:
    return Boxes(richtext.render(html)).names


def test_each_table_has_one_box_and_all_else_stays_where_it_was():
    html = f'<p>a</p>{TABLE}<p>b</p><table lang="az">{CELL}</table>'
    assert richtext.render(html) == (
        f'<p>a</p>{box(TABLE)}<p>b</p>{box(f"""<table lang="az">{CELL}</table>""", "Table 2")}'
    )


def test_a_body_without_tables_is_only_cleaned():
    assert richtext.render("<p>The word table.</p>") == "<p>The word table.</p>"
    assert richtext.render(None) == ""


def test_what_is_stored_and_counted_knows_no_box():
    assert richtext.clean(TABLE) == TABLE
    assert richtext.word_count(TABLE) == 1


def test_rendering_the_stored_body_again_gives_the_same():
    stored = richtext.clean(f"<p>a{captioned('Tides')}b")
    assert richtext.render(stored) == richtext.render(stored)
    assert richtext.clean(richtext.render(stored)) == stored


def test_a_table_within_a_table_scrolls_with_it():
    nested = f"<table><tbody><tr><td>{captioned('Inner')}</td></tr></tbody></table>"
    assert richtext.render(nested + TABLE) == box(nested) + box(TABLE, "Table 2")


@pytest.mark.parametrize(
    "typed",
    [
        box(TABLE),
        "<div class='table-scroll' role='region' tabindex='0' aria-label='Mine'>x</div>",
        "<p role=region tabindex=0 aria-label=Mine class=table-scroll>x</p>",
    ],
)
def test_a_box_that_an_editor_typed_is_not_kept(typed):
    assert richtext.clean(typed) in (TABLE, "<p>x</p>")
    assert richtext.render(typed) in (box(TABLE), "<p>x</p>")


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Tides", "Tides"),
        ("Tides  at\n <b>Port</b><br>Lumen", "Tides at Port Lumen"),
        ("Приливы &amp; отливы", "Приливы & отливы"),
        ('" onfocus="alert(1)', '" onfocus="alert(1)'),
        ("&lt;/div&gt;&lt;script&gt;", "</div><script>"),
        ("'&amp;quot;&gt;", "'&quot;>"),
        (" &nbsp; ", "Table"),
        ("", "Table"),
    ],
)
def test_the_box_is_named_by_the_caption_in_plain_words(caption, name):
    boxes = Boxes(richtext.render(captioned(caption)))
    assert boxes.names == [name]
    assert boxes.attributes == {"class", "role", "tabindex", "aria-label"}


def test_a_caption_that_holds_a_table_stands_before_its_own():
    assert names(captioned(f"Over{captioned('Inner')}")) == ["Inner", "Table"]


def test_a_caption_that_comes_late_is_the_table_s_name_too():
    assert names(f"<table>{CELL}<caption>Late</caption></table>") == ["Late"]


def test_no_two_boxes_have_the_same_name():
    tables = [captioned("Table 2"), TABLE, TABLE, captioned("Tides"), captioned("TIDES"), TABLE]
    assert names("".join(tables)) == [
        "Table 2",
        "Table",
        "Table 3",
        "Tides",
        "TIDES 2",
        "Table 4",
    ]


ELEMENTS = ("table", "caption", "tr", "td", "p", "b", "a", "pre", "ul", "li")
PIECES = [
    *[f"<{slash}{name}>" for name in ELEMENTS for slash in ("", "/")],
    *VECTORS,
    "<td title='<table>'>",
    "<p title='</table>'>",
    "<!-- </table> -->",
    "x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_mixture_gets_whole_boxes_and_nothing_else(hostile):
    rendered = richtext.render(hostile)
    found = Boxes(rendered)
    assert len({name.casefold() for name in found.names}) == len(found.names)
    alone = proper(richtext.clean(hostile))
    assert re.sub(r"</?div[^>]*>", "", rendered) == re.sub("</?div>", "", alone)


@pytest.fixture
def spoken(monkeypatch):
    """Each text is "translated" by naming the language that it was asked for in."""
    monkeypatch.setattr(
        "articles.richtext.printing._", lambda text: f"{text} ({translation.get_language()})"
    )


def test_a_table_without_caption_is_named_in_the_language_of_the_story(spoken):
    with translation.override("tr"):
        assert richtext.render(TABLE, "az") == box(TABLE, "Table (az)")
        assert richtext.render(TABLE) == box(TABLE, "Table (tr)")
        assert translation.get_language() == "tr"


@pytest.mark.django_db
def test_a_composed_page_has_the_box_in_its_own_language(spoken):
    article = reloaded(make_article(body=TABLE, language="ru"))
    page = composing.compose(article.head.content, article=article)
    assert page.body == box(TABLE, "Table (ru)")


@pytest.mark.parametrize("table", ["<table></table>", captioned("x"), captioned("Table 2") + TABLE])
def test_a_thousand_tables_take_no_longer_than_a_second(table):
    began = time.process_time()
    richtext.render(table * 1_000)
    assert time.process_time() - began < 1
