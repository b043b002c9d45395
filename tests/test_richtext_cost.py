"""What would cost the parser too much is refused, and nothing takes long."""

import time
from contextlib import suppress

import pytest

from articles import richtext
from articles.errors import BodyRefused

COSTLY = {
    "bytes": "x" * (richtext.MAX_BYTES + 1),
    "bytes of two-byte letters": "ж" * (richtext.MAX_BYTES // 2 + 1),
    "nested lists": "<ul><li>" * 20_000,
    "nested spans": "<span lang=az>" * 30_000,
    "nested divs with text": "<blockquote>x" * 20_000,
    "formatting carried into every paragraph": "".join(
        f"<b lang=a{first}{second}>" for first in "abcdefghi" for second in "abcdefghij"
    )
    + "<p>x" * 20_000,
    "misnested formatting": "<b><p></b></p>" * 7_000,
    "end tags that end nothing": "<ul title='</ul>'><!--</ul>-->" * 10_000,
    "end tags behind a barrier": "<b><table><tr><td></b></td></b>" * 5_000,
    "tags without number": "<br>" * 60_000,
    "signs that might be entities": "&" * 450_000,
    "escaping that makes it too large": "<" * 300_000,
    "long attributes of open formatting": "<a href='/" + "x" * 1_900 + "'><p>x" * 4_000,
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_text_that_costs_too_much_is_refused_with_a_sentence(name):
    with pytest.raises(BodyRefused, match=r"^[A-Z].*\.$"):
        richtext.clean(COSTLY[name])


@pytest.mark.parametrize(
    "hostile",
    [
        *COSTLY.values(),
        "<table>" + "<br>" * 29_900,
        "<a " + " ".join(f"x{number}" for number in range(60_000)) + ">",
        "<a b='" * 60_000,
        "<script>" * 60_000,
        "<!--" * 120_000,
        "<svg><![CDATA[" * 30_000,
        "<title>x" * 60_000,
        "<p title='" + "x" * 400_000,
        "<a" + " " * 400_000,
        "&" * 90_000,
        "&nbsp;" * 80_000,
        "<p>" + "a\xa0 " * 120_000 + "😀",
        "<pre>" + "\n" * 400_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_takes_longer_than_a_second(hostile):
    began = time.process_time()
    with suppress(BodyRefused):
        richtext.clean(hostile)
    assert time.process_time() - began < 1


def test_twenty_thousand_words_of_cyrillic_with_links_pass():
    paragraph = "<p>" + "правда " * 20 + '<a href="https://lindenau.example/x">x</a></p>\n'
    html = richtext.clean(paragraph * 1_000)
    assert richtext.word_count(html) == 21_000


def test_old_markup_without_end_tags_passes():
    html = richtext.clean("<p>one<p>two <b>x</b>" * 1_000 + "<ul>" + "<li>x" * 1_000 + "</ul>")
    assert html.count("<p>") == 2_000
    assert html.count("</li>") == 1_000
