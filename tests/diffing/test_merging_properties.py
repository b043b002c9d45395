"""What holds for any three bodies: nothing is lost, nothing is guessed, no side is favoured."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from articles import richtext
from articles.diffing import (
    CHOICES,
    Agreed,
    Conflict,
    blocks,
    merge,
    merge_bylines,
    merge_lists,
    merged_html,
)

_WORDS = ("ferry", "quay", "lamp", "Şəki", "مرفأ", "a&amp;b", "<em>gale</em>", "12&nbsp;km")
_words = st.lists(st.sampled_from(_WORDS), max_size=5).map(" ".join)
_paragraphs = _words.map(lambda words: f"<p>{words}</p>")
_items = st.lists(_words.map(lambda words: f"<li>{words}</li>"), max_size=4).map("".join)
_rows = st.lists(
    st.lists(_words.map(lambda words: f"<td>{words}</td>"), min_size=1, max_size=3).map(
        lambda cells: f"<tr>{''.join(cells)}</tr>"
    ),
    max_size=3,
).map("".join)
_blocks = st.one_of(
    _paragraphs,
    _paragraphs,
    _words,
    _words.map(lambda words: f"<h2>{words}</h2>"),
    _items.map(lambda items: f"<ul>{items}</ul>"),
    _rows.map(lambda rows: f"<table><tbody>{rows}</tbody></table>"),
    st.lists(_paragraphs, max_size=3).map(
        lambda inner: f"<blockquote>{''.join(inner)}</blockquote>"
    ),
    st.lists(_paragraphs, max_size=3).map(lambda inner: f"<aside>{''.join(inner)}</aside>"),
    st.just("<hr>"),
    st.builds(
        '<figure data-image="0b7a4f5e-51f5-4d6c-9c3e-3f0a6f0f1a2{}"{}>{}</figure>'.format,
        st.integers(0, 2),
        st.sampled_from(["", ' data-align="wide"', ' data-alt="ferry"']),
        _words.map(lambda words: f"<figcaption>{words}</figcaption>" if words else ""),
    ),
)


@st.composite
def _bodies(draw):
    """A body and two texts made of it: blocks changed, taken out, put in, moved."""
    base = draw(st.lists(_blocks, max_size=7))
    return tuple(
        richtext.clean("".join(side)) for side in (base, _edited(draw, base), _edited(draw, base))
    )


def _edited(draw, base: list[str]) -> list[str]:
    side = list(base)
    for _edit in range(draw(st.integers(0, 4))):
        act = draw(st.sampled_from(["put in", "take out", "change", "move"]))
        place = draw(st.integers(0, len(side)))
        if act == "put in":
            side.insert(place, draw(_blocks))
        elif place < len(side):
            block = side.pop(place)
            if act == "change":
                side.insert(place, block.replace("ferry", "boat", 1) + draw(_paragraphs))
            elif act == "move":
                side.insert(draw(st.integers(0, len(side))), block)
    return side


def _words_of(html: str) -> Counter:
    return Counter(re.findall(r"\S+", richtext.plain_text(html)))


def _all_choices(pieces, choice) -> dict[str, str]:
    return {piece.key: choice for piece in pieces if isinstance(piece, Conflict)}


@given(_bodies())
@settings(max_examples=150)
def test_a_change_merged_with_nothing_is_the_change(bodies):
    base, theirs, _mine = bodies
    for pieces in (
        merge(base, theirs, base),
        merge(base, base, theirs),
        merge(base, theirs, theirs),
    ):
        assert not _all_choices(pieces, "mine")
        assert merged_html(pieces, {}) == theirs


@given(_bodies())
@settings(max_examples=300)
def test_both_orders_agree_but_for_who(bodies):
    base, theirs, mine = bodies
    other = {"theirs": "mine", "mine": "theirs"}

    def as_seen(pieces, names):
        return [
            (names.get(piece.who, piece.who), piece.base, piece.html)
            if isinstance(piece, Agreed)
            else (
                piece.base,
                *(getattr(piece, names.get(side, side)) for side in ("theirs", "mine")),
            )
            for piece in pieces
        ]

    assert as_seen(merge(base, theirs, mine), {}) == as_seen(merge(base, mine, theirs), other)


@given(_bodies())
@settings(max_examples=300)
def test_no_word_of_either_side_disappears(bodies):
    base, theirs, mine = bodies
    for pieces in (merge(base, theirs, mine), merge(None, theirs, mine)):
        agreed = Counter()
        for piece in pieces:
            agreed += _words_of(piece.html if isinstance(piece, Agreed) else "")
        for name, side in (("theirs", theirs), ("mine", mine)):
            found = agreed.copy()
            for piece in pieces:
                found += _words_of(getattr(piece, name, ""))
            put_in = _words_of(side) - _words_of(base)
            assert not put_in - found, (name, put_in - found)


@given(_bodies(), st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_any_choice_gives_a_clean_body(bodies, chance):
    pieces = merge(*bodies)
    choices = {key: chance.choice(CHOICES) for key in _all_choices(pieces, "mine")}
    made = merged_html(pieces, choices)
    assert richtext.clean(made) == made
    both = merged_html(pieces, _all_choices(pieces, "both"))
    for piece in pieces:
        if isinstance(piece, Conflict):
            assert not _words_of(piece.theirs) + _words_of(piece.mine) - _words_of(both)


@given(st.lists(_paragraphs, min_size=4, max_size=9, unique=True), st.data())
@settings(max_examples=150)
def test_changes_of_different_paragraphs_give_both(paragraphs, data):
    base = [f"<p>{place} {block[3:]}" for place, block in enumerate(paragraphs)]
    sides = data.draw(
        st.lists(st.sampled_from(["theirs", "mine", ""]), min_size=len(base), max_size=len(base))
    )
    made = {
        name: [
            block.replace("</p>", f" {name}</p>") if side == name else block
            for block, side in zip(base, sides, strict=True)
        ]
        for name in ("theirs", "mine")
    }
    both = [made[side][place] if side else base[place] for place, side in enumerate(sides)]
    texts = [richtext.clean("".join(each)) for each in (base, made["theirs"], made["mine"])]
    assert merged_html(merge(*texts), {}) == richtext.clean("".join(both))


@given(*[st.lists(st.integers(1, 6), unique=True)] * 3)
def test_lists_hold_what_either_side_added_and_neither_took_away(base, theirs, mine):
    merged = merge_lists(base, theirs, mine)
    assert len(merged) == len(set(merged))
    assert set(merged) == {
        key
        for key in {*base, *theirs, *mine}
        if (key in theirs and key in mine) or key not in base
        if key in theirs or key in mine
    }
    assert merge_lists(base, theirs, base) == theirs == merge_lists(base, base, theirs)
    assert set(merge_lists(None, theirs, mine)) == {*theirs, *mine}


_bylines = st.dictionaries(st.integers(1, 4), st.sampled_from(["", "photos", "in Port"])).map(
    lambda roles: [{"author": author, "role": role} for author, role in roles.items()]
)


@given(_bylines, _bylines, _bylines)
def test_bylines_lose_no_author_whose_role_somebody_changed(base, theirs, mine):
    assert merge_bylines(base, theirs, base) == (theirs, [])
    assert merge_bylines(base, base, mine) == (mine, [])
    merged, in_doubt = merge_bylines(base, theirs, mine)
    authors = [row["author"] for row in merged]
    assert len(authors) == len(set(authors))
    assert set(in_doubt) <= set(authors)
    for row in [*theirs, *mine]:
        if row not in base:
            assert row in merged or row["author"] in in_doubt


def test_the_pieces_of_a_text_are_all_of_it():
    body = "<p>One.</p><ul><li>a</li></ul>Words"
    assert [piece.html for piece in merge(body, body, body)] == [body]
    assert blocks(body) == ["<p>One.</p>", "<ul><li>a</li></ul>", "Words"]
