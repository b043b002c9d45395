"""Bodies of all that a body may hold, for Hypothesis, and a body as somebody changed it."""

from hypothesis import strategies as st

from articles import richtext

_WORDS = st.sampled_from(
    [
        *("the", "of", "harbour", "walls", "don't", "1,250.50", "well-known", "Şəkidə", "правда"),
        *("قالَ", "الرئيسُ،", "東京で建設。", "👩\u200d👩\u200d👧", "🇦🇿🇹🇷", "é", "e\u0301", "a,"),
        *("b.", "&amp;", "&lt;b&gt;", "10&nbsp;km"),
    ]
)
_AROUND = st.sampled_from(
    [
        "{}",
        "{}",
        "{}",
        "<b>{}</b>",
        "<em>{}</em>",
        '<a href="/x">{}</a>',
        '<a href="https://keldavar.example/y">{}</a>',
        '<span lang="ar" dir="rtl">{}</span>',
        "<q>{}</q>",
        "<ins>{}</ins>",
        "{}<br>",
        '<time datetime="2026-01-01">{}</time>',
    ]
)


_phrases = st.builds(
    lambda around, words: around.format(" ".join(words)),
    _AROUND,
    st.lists(_WORDS, min_size=1, max_size=5),
)
_lines = st.lists(_phrases, min_size=1, max_size=4).map(" ".join)


def _in(name: str, inner):
    return inner.map(lambda text: f"<{name}>{text}</{name.split()[0]}>")


def _several(inner, most=3):
    return st.lists(inner, min_size=1, max_size=most).map("".join)


_plain = st.one_of(
    _in("p", _lines), _in("p", _lines), _in("h2", _lines), _in("h3", _lines), _in("pre", _lines)
)
_cells = st.one_of(
    _in("td", _lines), _in("th", _lines), _in("td", _plain), _in('td colspan="2"', _lines)
)
_tables = st.builds(
    lambda caption, rows: f"<table>{caption}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>",
    st.one_of(st.just(""), _in("caption", _lines)),
    st.lists(_several(_cells), min_size=1, max_size=4),
)


# Of few pictures, so that two bodies have some in common.
_UIDS = st.sampled_from([f"0b7a4f5e-51f5-4d6c-9c3e-3f0a6f0f1a2{number}" for number in range(3)])
_said = st.sampled_from(["", ' data-align="wide"', ' data-alt="Gulls"', ' data-decoration="true"'])
_caption = st.one_of(st.just(""), _in("figcaption", _lines))
_pictures = st.builds('<figure data-image="{}"{}>{}</figure>'.format, _UIDS, _said, _caption)
_embeds = st.builds(
    '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"{}>{}{}</figure>'.format,
    st.one_of(st.just(""), _UIDS.map(' data-image="{}"'.format)),
    _caption,
    st.one_of(st.just(""), _in('aside data-kind="transcript"', _plain)),
)
_cards = _UIDS.map('<figure data-story="{}"></figure>'.format)
_galleries = st.builds(
    '<figure data-kind="gallery">{}{}</figure>'.format, _several(_pictures), _caption
)
_figures = st.one_of(_pictures, _pictures, _embeds, _cards, _galleries)


def _boxes(inner):
    items = _in("li", st.one_of(_lines, _several(inner, 2)))
    return st.one_of(
        _in("ul", _several(items, 4)),
        _in("ol", _several(items, 4)),
        _in("blockquote", _several(inner)),
        _in('aside data-kind="fact-box"', _several(inner)),
        _in("dl", st.builds("<dt>{}</dt><dd>{}</dd>".format, _lines, _several(inner, 2))),
        st.builds("<figure>{}<figcaption>{}</figcaption></figure>".format, inner, _lines),
        st.builds("<figure><figcaption>{}</figcaption>{}</figure>".format, _lines, inner),
    )


_blocks = st.recursive(
    st.one_of(_plain, _plain, _tables, _figures, st.just("<hr>"), _lines), _boxes, max_leaves=4
)
_bodies = st.lists(_blocks, max_size=6)


@st.composite
def pairs(draw) -> tuple[str, str]:
    """A clean body and another, which has some of its blocks, in some order."""
    one = draw(_bodies)
    other = draw(st.one_of(_bodies, st.permutations(one)))
    other = [each for each in other if draw(st.integers(0, 5))]
    if one:
        other += draw(st.lists(st.sampled_from(one), max_size=2))
    other = [_edited(draw, each) for each in other]
    return richtext.clean("".join(one)), richtext.clean("".join(other))


def _edited(draw, block: str) -> str:
    """The block with one thing in it replaced, or as it was."""
    places = ["harbour", "the", "<b>", "h2>", "</p>", "ul>", " ", "blockquote>", "wide", "1a20"]
    old = draw(st.sampled_from(places))
    new = {
        "harbour": "quay of the old town",
        "the": "",
        "<b>": "<b>now ",
        "h2>": "h3>",
        "</p>": "</p><p>new</p>",
        "ul>": "ol>",
        " ": " , ",
        "blockquote>": "aside>",
        "wide": "end",
        "1a20": "1a21",
    }[old]
    return block.replace(old, new, 2) if draw(st.booleans()) else block
