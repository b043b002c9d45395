"""Whatever two bodies hold: nothing is missing, nothing is twice, and all stands where it may."""

from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles import diffing, richtext
from articles.diffing import tokens
from tests.diffing import bodies, reading
from tests.files.hostile_bodies import VECTORS

# A term faces a description of several lines.
_TERMS = (
    "<p>the</p><dl><dt>the the</dt><dd><p>the</p></dd></dl>",
    "<dl><dt>the</dt><dd><p>the the</p></dd></dl>",
)


@settings(max_examples=60, deadline=None)
@example(_TERMS)
@given(bodies.pairs())
def test_each_side_reads_as_its_body_and_both_are_in_the_text_of_both(pair):
    rows = diffing.compare(*pair)
    old, new = map(reading.words_of_body, pair)
    assert reading.words("".join(row.before for row in rows)) == old
    assert reading.words("".join(row.after for row in rows)) == new
    inline = "".join(row.inline for row in rows)
    # A caption that went from above its figure to below stands in one place there, and the same
    # letter in other bytes once.
    assert _unordered(reading.old_words(inline)) == _unordered(old)
    assert reading.new_words(inline) == new
    assert _places(rows, "before") == list(range(len(diffing.blocks(pair[0]))))
    assert _places(rows, "after") == list(range(len(diffing.blocks(pair[1]))))
    for row in rows:
        assert reading.faults(row.before + row.after) == reading.faults(row.inline) == []


def _unordered(words: list[str]) -> list[str]:
    return sorted(normalize("NFC", word) for word in words)


def _places(rows, side: str) -> list[int]:
    return [
        place
        for row in rows
        if getattr(row, side)
        for start in [getattr(row, f"{side}_index")]
        for place in range(start, start + getattr(row, f"{side}_count"))
    ]


@settings(max_examples=30, deadline=None)
@given(bodies.pairs())
def test_a_body_beside_itself_is_the_same(pair):
    for body in pair:
        rows = diffing.compare(body, body)
        assert {row.kind for row in rows} <= {"same"}
        places = [(n, n) for n in range(len(diffing.blocks(body)))]
        assert [(row.before_index, row.after_index) for row in rows] == places


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text())
def test_a_field_reads_as_both_of_its_texts(before, after):
    before, after = (" ".join(each.split()) for each in map(richtext.readable, (before, after)))
    row = diffing.text(before, after)
    assert reading.old_words(row.inline) == before.split()
    assert reading.new_words(row.inline) == after.split()
    assert (row.kind == "same") == (row.before == row.after)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_tokens_are_the_text(text):
    assert "".join(token.text for token in tokens.tokens(text)) == text
    lines = tokens.tokens(text, keeps_lines=True)
    assert "".join(token.text for token in lines) == text


@pytest.mark.parametrize("start", range(0, len(VECTORS), 100))
def test_hostile_bodies_show_nothing_but_what_a_body_may_hold(start):
    harmless = "<p>words of a body</p><ul><li>x</li></ul>"
    for vector in VECTORS[start : start + 100]:
        body = richtext.clean(vector)
        for pair in ((harmless, body), (body, harmless), (body, f"{body}{harmless}")):
            for row in diffing.compare(*pair):
                for html in (row.before, row.after, row.inline):
                    assert reading.faults(html) == []
