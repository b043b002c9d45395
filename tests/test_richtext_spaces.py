"""Spaces that do not break: what an editor left behind goes, what was meant stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import richtext


@pytest.mark.parametrize(
    "html",
    [
        "<p>10&nbsp;000 and 5&nbsp;km</p>",
        "<p>Mme&nbsp;Reeve, A.&nbsp;Reeve</p>",
        "<p>«&nbsp;Bonjour&nbsp;!&nbsp;»</p>",
        "<p>Порт&nbsp;— это город</p>",
        "<p><strong>5</strong>&nbsp;km, №&nbsp;<em>7</em></p>",
        "<p> no <b>litter</b>  here </p>",
        "<pre>a&nbsp; b&nbsp;</pre>",
    ],
)
def test_what_was_meant_stays(html):
    assert richtext.clean(html) == html


@pytest.mark.parametrize(
    ("html", "settled"),
    [
        # As CKEditor 4 in Chromium gave them: typed around bold, at a line's end, twice.
        ("<p>It leaves&nbsp;<strong>at six</strong>&nbsp;today.</p>",
         "<p>It leaves <strong>at six</strong> today.</p>"),
        ("<p>See&nbsp;<a href=\"/x/\">this</a>&nbsp;</p>",
         '<p>See <a href="/x/" rel="noopener">this</a></p>'),
        ("<p>two&nbsp; spaces &nbsp;here</p>", "<p>two spaces here</p>"),
        ("<p>a <b>&nbsp;b</b>&nbsp;&nbsp;c</p>", "<p>a <b>b</b> c</p>"),
        ("<p>a</p><p>&nbsp;</p><p>b&nbsp;<br>&nbsp;c</p>", "<p>a</p><p>b<br>c</p>"),
        ("<table><tbody><tr><td>&nbsp;</td></tr></tbody></table>",
         "<table><tbody><tr><td></td></tr></tbody></table>"),
        ("<p>Порт &nbsp;— город</p>", "<p>Порт&nbsp;— город</p>"),
        ("<p>a\xa0<i>b</i> and a&#160;<i>b</i></p>", "<p>a <i>b</i> and a <i>b</i></p>"),
    ],
)  # fmt: skip
def test_litter_becomes_plain_spaces_or_goes(html, settled):
    assert richtext.clean(html) == settled


_PIECES = [
    "&nbsp;",
    "\xa0",
    " ",
    "5",
    "km",
    "—",
    "»",
    "«",
    "a",
    "<b>",
    "</b>",
    "<br>",
    "<p>",
    "</p>",
]


@given(st.lists(st.sampled_from([*_PIECES, "<pre>", "</pre>", "<td>"]), max_size=14).map("".join))
@settings(max_examples=400, deadline=None)
def test_settling_twice_changes_nothing(html):
    cleaned = richtext.clean(html)
    assert richtext.clean(cleaned) == cleaned
    words = "".join(richtext.plain_text(html).split())
    assert "".join(richtext.plain_text(cleaned).split()) == words
