"""Tokens with their marks → elements; and the marks of a comparison on words and on blocks.

The words of marks are in the HTML: whoever sees no colours reads or hears them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.diffing.nodes import Node
from articles.diffing.tokens import LINE_BREAK, PARAGRAPH_BREAK, Token
from articles.richtext.tree import Element

Piece = Element | str
HIDDEN = "visually-hidden"
_LONG = 200
_BREAKS = (LINE_BREAK, PARAGRAPH_BREAK)
# These take a mark themselves, because nothing else may stand around them.
_HOLDERS = frozenset(["li", "dt", "dd", "td", "th", "tr", "caption", "figcaption"])


class Word(NamedTuple):
    """A token as one of the texts shows it: `state` is "", "ins", "del" or what changed in how it
    is formatted.
    """

    token: Token
    state: str = ""


def line(words: Iterable[Word], *, keeps_lines: bool = False) -> list[Piece]:
    """The children of the element of a line.

    A mark stands within what stands around all of its words, so that no link is cut in pieces; the
    words of a format are said once where the next words have the same.
    """
    root = Element("")
    opened: list[tuple[object, Element]] = [(None, root)]
    printed: set[int] = set()
    said = ""
    for state, group in groupby(words, key=lambda word: word.state):
        run = list(group)
        mark, depth = _mark(state), _depth(run)
        for _same, words_alike in groupby(run, key=lambda word: tuple(map(id, word.token.marks))):
            alike = list(words_alike)
            marks = alike[0].token.marks
            _open(opened, [*marks[:depth], mark, *marks[depth:]] if mark else marks, printed)
            opened[-1][1].children += _texts(alike, keeps_lines=keeps_lines)
        if state not in ("", "ins", "del", said):
            _mark_of(opened, mark).children.append(_said(f" ({state})"))
        said = said if state in ("ins", "del") else state
    return root.children


def plain(node: Node) -> Element:
    """A node as it is, no mark in it."""
    if node.children is not None:
        return with_children(node, [plain(child) for child in node.children])
    words = (Word(token) for token in node.tokens)
    return with_children(node, line(words, keeps_lines=node.name == "pre"))


def with_children(node: Node, children: list[Piece]) -> Element:
    """The element of a node. A box beside the story is no landmark of a page that compares two."""
    role = {"role": "note"} if node.name == "aside" else {}
    return Element(node.name, dict(node.attributes) | role, children)


def added(pieces: list[Piece]) -> list[Piece]:
    return [_marked(piece, "diff-added", _hidden(f"{_('Added:')} ")) for piece in pieces]


def removed(pieces: list[Piece]) -> list[Piece]:
    return [_marked(piece, "diff-removed", _hidden(f"{_('Removed:')} ")) for piece in pieces]


def noted(pieces: list[Piece], name: str, note: str) -> list[Piece]:
    """The pieces, the first with a note that everybody sees."""
    return [
        _marked(piece, name, *([] if number else [_note(note)]))
        for number, piece in enumerate(pieces)
    ]


def _mark(state: str) -> Element | None:
    if state == "ins":
        return Element("ins", {"class": "diff-ins", "data-said": escape(_("added"))})
    if state == "del":
        return Element("del", {"class": "diff-del", "data-said": escape(_("removed"))})
    if state:
        return Element("span", {"class": "diff-format"})
    return None


def _depth(run: list[Word]) -> int:
    """How many elements stand around all of the words."""
    around = run[0].token.marks
    for word in run:
        marks = word.token.marks
        if marks is around:
            continue
        same = 0
        while same < min(len(around), len(marks)) and marks[same] is around[same]:
            same += 1
        around = around[:same]
    return len(around)


def _open(opened: list[tuple[object, Element]], around: Sequence[Element], printed: set) -> None:
    """Closes what does not stand around the next word, and opens what does.

    A link that changes cut in thousands of pieces has its long address once.
    """
    same = 0
    while same < min(len(around), len(opened) - 1) and opened[same + 1][0] is around[same]:
        same += 1
    del opened[same + 1 :]
    for mark in around[same:]:
        attributes = dict(mark.attributes)
        if id(mark) in printed:
            attributes = {name: value for name, value in attributes.items() if len(value) < _LONG}
        printed.add(id(mark))
        element = Element(mark.name, attributes)
        opened[-1][1].children.append(element)
        opened.append((mark, element))


def _mark_of(opened: list[tuple[object, Element]], mark: Element) -> Element:
    return next(element for source, element in opened if source is mark)


def _texts(words: list[Word], *, keeps_lines: bool) -> list[Piece]:
    found: list[Piece] = []
    for is_break, run in groupby(words, key=lambda word: word.token.key in _BREAKS):
        if is_break:
            for word in run:
                found += _break(word, keeps_lines=keeps_lines)
        else:
            found.append(escape("".join(word.token.text for word in run), quote=False))
    return found


def _break(word: Word, *, keeps_lines: bool) -> list[Piece]:
    if word.token.key == PARAGRAPH_BREAK:
        return [_sign("¶"), _hidden(_("new paragraph"))]
    end: list[Piece] = ["\n"] if keeps_lines else [Element("br")]
    if word.state not in ("ins", "del"):
        return end
    said = [_sign("↵"), _hidden(_("new line"))]
    return said + (end if word.state == "ins" else [])


def _sign(text: str) -> Element:
    return Element("span", {"class": "diff-sign", "aria-hidden": "true"}, [text])


def _hidden(text: str) -> Element:
    return Element("span", {"class": HIDDEN}, [escape(text, quote=False)])


def _said(text: str) -> Element:
    return Element("span", {"class": "diff-said"}, [escape(text, quote=False)])


def _note(text: str) -> Element:
    return Element("span", {"class": "diff-note"}, [escape(text, quote=False)])


def _marked(piece: Piece, name: str, *words: Piece) -> Element:
    if isinstance(piece, str) or piece.name not in _HOLDERS:
        return Element("div", {"class": name}, [*words, piece])
    classes = " ".join(filter(None, [piece.attributes.get("class"), name]))
    marked = replace(piece, attributes=piece.attributes | {"class": classes})
    if piece.name != "tr":
        marked.children = [*words, *piece.children]
        return marked
    first, *rest = piece.children
    marked.children = [replace(first, children=[*words, *first.children]), *rest]
    return marked
