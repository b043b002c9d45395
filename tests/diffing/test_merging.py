"""Merging two bodies, by example: what is taken over, what is asked, what a choice gives."""

import time

import pytest

from articles import richtext
from articles.diffing import Agreed, Conflict, merge, merged_html

ONE, TWO, THREE, FOUR = (
    f"<p>{text}</p>"
    for text in (
        "The ferry left the quay at noon with all hands.",
        "Nobody on the island had heard of the storm.",
        "By evening the lamps along the shore were lit.",
        "The harbour master counted forty boats at dawn.",
    )
)
TEXT = ONE + TWO + THREE + FOUR


def conflicts(pieces) -> list[Conflict]:
    return [piece for piece in pieces if isinstance(piece, Conflict)]


def changed(pieces) -> list[tuple[str, str]]:
    return [(piece.who, piece.html) for piece in pieces if piece.who != "nobody"]


def settled(base, theirs, mine, choice="theirs") -> str:
    pieces = merge(base, theirs, mine)
    return merged_html(pieces, {piece.key: choice for piece in conflicts(pieces)})


def test_neighbouring_paragraphs_changed_by_each_are_no_conflict():
    two, three = TWO.replace("island", "isle"), THREE.replace("lamps", "lanterns")
    pieces = merge(TEXT, ONE + two + THREE + FOUR, ONE + TWO + three + FOUR)
    assert changed(pieces) == [("theirs", two), ("mine", three)]
    assert merged_html(pieces, {}) == ONE + two + three + FOUR


def test_what_is_unchanged_is_one_stretch_and_paragraphs_are_counted_as_they_are_saved():
    pieces = merge(TEXT, "<p>New.</p>" + TEXT, ONE + TWO + THREE + "<p>Forty boats.</p>")
    assert [(piece.who, piece.place) for piece in pieces] == [
        ("theirs", 1),
        ("nobody", 2),
        ("mine", 5),
    ]


def test_one_paragraph_rewritten_by_both_is_a_conflict_with_four_ways_out():
    theirs, mine = TWO.replace("island", "isle"), TWO.replace("storm", "gale")
    (conflict,) = conflicts(merge(ONE + TWO, ONE + theirs, ONE + mine))
    assert (conflict.base, conflict.theirs, conflict.mine) == (TWO, theirs, mine)
    assert conflict.place == 2
    made = {
        choice: settled(ONE + TWO, ONE + theirs, ONE + mine, choice)
        for choice in ("theirs", "mine", "both", "base")
    }
    assert made == {
        "theirs": ONE + theirs,
        "mine": ONE + mine,
        "both": ONE + theirs + mine,
        "base": ONE + TWO,
    }


def test_taken_out_by_one_and_rewritten_by_the_other_is_a_conflict():
    mine = TWO.replace("storm", "gale")
    (conflict,) = conflicts(merge(TEXT, ONE + THREE + FOUR, ONE + mine + THREE + FOUR))
    assert (conflict.theirs, conflict.mine) == ("", mine)


def test_what_both_put_in_at_one_place_stands_once_where_it_is_the_same():
    new = "<p>New.</p>"
    assert merged_html(merge(ONE + TWO, ONE + new + TWO, ONE + new + TWO), {}) == ONE + new + TWO
    (conflict,) = conflicts(merge(ONE + TWO, ONE + new + TWO, ONE + "<p>Other.</p>" + TWO))
    assert conflict.chosen("both") == "<p>New.</p><p>Other.</p>"
    longer = ONE + new + "<p>More.</p>" + TWO
    assert merged_html(merge(ONE + TWO, longer, ONE + new + TWO), {}) == longer


def test_a_paragraph_that_one_moved_and_the_other_rewrote_is_rewritten_where_it_stands_now():
    one = ONE.replace("noon", "midnight")
    for theirs, mine in ((TWO + THREE + FOUR + ONE, one + TWO + THREE + FOUR),):
        assert settled(TEXT, theirs, mine) == TWO + THREE + FOUR + one
        assert settled(TEXT, mine, theirs) == TWO + THREE + FOUR + one
        assert not conflicts(merge(TEXT, theirs, mine))


def test_a_paragraph_that_both_moved_elsewhere_is_asked_about():
    pieces = merge(TEXT, TWO + THREE + ONE + FOUR, TWO + THREE + FOUR + ONE)
    assert conflicts(pieces)
    assert merged_html(pieces, {one.key: "mine" for one in conflicts(pieces)}).count(ONE) == 1


def test_a_paragraph_split_by_one_and_rewritten_by_the_other_is_one_conflict():
    split = "<p>The ferry left the quay at noon</p><p>with all hands.</p>"
    mine = ONE.replace("noon", "midnight")
    (conflict,) = conflicts(merge(ONE + TWO, split + TWO, mine + TWO))
    assert (conflict.theirs, conflict.mine) == (split, mine)


def _list(*items) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def test_a_list_that_both_changed_is_merged_item_by_item():
    base = _list("salt cod", "rope", "lamp oil")
    theirs, mine = _list("fresh cod", "rope", "lamp oil"), _list("salt cod", "rope", "oil", "tar")
    assert settled(base, theirs, mine) == _list("fresh cod", "rope", "oil", "tar")
    mine = _list("dried cod", "rope", "lamp oil")
    (conflict,) = conflicts(merge(base, theirs, mine))
    assert (conflict.theirs, conflict.mine) == (theirs, mine)


def _table(*rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split()) for row in rows)
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


def test_a_table_is_merged_cell_by_cell_unless_its_rows_would_not_fit():
    base = _table("boats 40", "crews 12", "lamps 3")
    theirs, mine = (
        _table("boats 41", "crews 12", "lamps 3"),
        _table("boats 40", "crews 12", "oil 3"),
    )
    assert settled(base, theirs, mine) == _table("boats 41", "crews 12", "oil 3")
    row_more = _table("boats 40", "crews 12", "lamps 3", "sails 80")
    column_more = _table("boats 40 old", "crews 12 new", "lamps 3 old")
    assert conflicts(merge(base, row_more, column_more))


def test_quotes_and_boxes_are_merged_by_their_blocks():
    for start, end in (
        ("<blockquote>", "</blockquote>"),
        ('<aside data-kind="fact-box">', "</aside>"),
    ):
        made = settled(
            f"{start}{ONE}{TWO}{end}",
            f"{start}{ONE.replace('noon', 'six')}{TWO}{end}",
            f"{start}{ONE}{TWO.replace('storm', 'gale')}{end}",
        )
        assert made == f"{start}{ONE.replace('noon', 'six')}{TWO.replace('storm', 'gale')}{end}"


def test_a_list_emptied_by_both_halves_leaves_nothing():
    assert settled(_list("salt", "rope") + ONE, _list("salt") + ONE, _list("rope") + ONE) == ONE


def test_without_a_base_all_that_differs_is_asked():
    mine = TWO.replace("storm", "gale")
    pieces = merge(None, ONE + TWO + FOUR, ONE + mine + FOUR)
    (conflict,) = conflicts(pieces)
    assert (conflict.base, conflict.theirs, conflict.mine) == ("", TWO, mine)
    assert [piece.who for piece in pieces if isinstance(piece, Agreed)] == ["nobody", "nobody"]


def test_a_conflict_has_the_same_key_after_another_save_elsewhere():
    theirs, mine = TWO.replace("island", "isle"), TWO.replace("storm", "gale")
    (before,) = conflicts(merge(ONE + TWO, ONE + theirs, ONE + mine))
    (after,) = conflicts(merge(ONE + TWO, "<p>New.</p>" + ONE + theirs, ONE + mine))
    assert before.key == after.key
    twice = merge(TWO + "<hr>" + TWO, theirs + "<hr>" + theirs, mine + "<hr>" + mine)
    assert len({one.key for one in conflicts(twice)}) == 2


def test_words_outside_of_any_paragraph_do_not_grow_together():
    assert settled(ONE + TWO, ONE + "Harbour" + TWO, ONE + "news") == ONE + "Harbour<br>news"


def test_a_choice_that_is_none_is_not_guessed():
    pieces = merge(ONE, "<p>Theirs.</p>", "<p>Mine.</p>")
    for choices in ({}, {conflicts(pieces)[0].key: "ours"}):
        with pytest.raises(KeyError):
            merged_html(pieces, choices)


@pytest.mark.parametrize(
    ("base", "theirs", "mine"),
    [
        (lambda n: f"<p>{n}</p>", lambda n: f"<p>{n} theirs</p>", lambda n: f"<p>{n} mine</p>"),
        (lambda n: "<p>x</p>", lambda n: f"<p>{n % 3}</p>", lambda n: f"<p>{n % 5}</p>"),
        (lambda n: f"<p>a{n}</p>", lambda n: f"<p>a{9_999 - n}</p>", lambda n: f"<p>a{n}</p>"),
        (lambda n: f"<p>{'word ' * 8}{n}</p>", lambda n: "<p>word</p>", lambda n: "<hr>"),
    ],
)
def test_ten_thousand_blocks_take_seconds_at_most(base, theirs, mine):
    three = ["".join(map(side, range(10_000))) for side in (base, theirs, mine)]
    began = time.perf_counter()
    pieces = merge(*three)
    assert time.perf_counter() - began < 8
    made = merged_html(pieces, {one.key: "mine" for one in conflicts(pieces)})
    assert richtext.clean(made) == made


def _pictured(uid_end: int, said: str = "", caption: str = "Boats") -> str:
    uid = f"0b7a4f5e-51f5-4d6c-9c3e-3f0a6f0f1a2{uid_end}"
    return f'<figure data-image="{uid}"{said}><figcaption>{caption}</figcaption></figure>'


def test_a_caption_is_never_brought_onto_another_picture():
    [piece] = merge(_pictured(1), _pictured(2), _pictured(1, caption="Three boats"))
    assert isinstance(piece, Conflict)


def test_what_two_sides_did_to_one_picture_in_different_places_is_brought_together():
    merged = merge(
        _pictured(1), _pictured(1, ' data-align="wide"'), _pictured(1, caption="Three boats")
    )
    assert merged_html(merged, {}) == richtext.clean(
        _pictured(1, ' data-align="wide"', "Three boats")
    )


def test_pictures_that_both_sides_put_in_are_kept():
    text = "<p>One.</p><p>Two.</p>"
    merged = merge(text, _pictured(1) + text, text + _pictured(2))
    html = merged_html(merged, {})
    assert "1a21" in html and "1a22" in html
