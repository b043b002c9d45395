"""A body as what is compared: lines of words, and boxes of lines and boxes.

A paragraph, a heading, an item without a list in it is a line; what holds blocks is a box. Words
beside blocks are a line without a name.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from itertools import chain, islice

from articles.diffing.tokens import LINE_BREAK, Token, tokens
from articles.richtext.allowed import names
from articles.richtext.proper import proper
from articles.richtext.tree import Element, parsed

# How like two blocks are is judged by so many words of each.
_SAMPLE = 1_000
# No story has so many elements around one word; a hostile one has a hundred around each.
_MOST_MARKS = 12
# What most paragraphs are, and nothing in it needs parsing.
_PLAIN = re.compile(r"<p>([^<]++)</p>")
_NO_WORDS = names("hr ul ol dl table")
# What a figure shows, by its uid or its address: the name by which it is known again.
THINGS = ("data-embed", "data-image", "data-story", "data-document")


@dataclass(eq=False)
class Node:
    """`children` of a box or `tokens` of a line; the other is None. `attributes` as written."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] | None = None
    tokens: list[Token] | None = None

    @property
    def line(self) -> Node | None:
        """Itself, where it is a line and may hold words."""
        is_none = self.tokens is None or self.name in _NO_WORDS or self.thing
        return None if is_none else self

    @property
    def thing(self) -> str:
        """What a figure shows, "" where it shows what stands in it."""
        return thing_of(self.name, self.attributes)

    @cached_property
    def key(self) -> int:
        """The same for nodes that are the same."""
        inner = [child.key for child in self.children or ()]
        written = [(token.text, token.look) for token in self.tokens or ()]
        return hash((self.name, *self.attributes.items(), *inner, *written))

    @cached_property
    def words(self) -> list[str]:
        """The keys of its first words, to judge likeness by; what a figure shows is one of them."""
        shown = [self.thing] if self.thing else []
        if self.children is None:
            every = (token.key for token in self.tokens if token.key.strip())
        else:
            every = chain.from_iterable(child.words for child in self.children)
        return list(islice(chain(shown, every), _SAMPLE))

    @cached_property
    def size(self) -> int:
        if self.children is None:
            return sum(len(token.text) for token in self.tokens)
        return sum(child.size for child in self.children)

    @property
    def kind(self) -> str:
        return self.name

    @property
    def label(self) -> Hashable:
        """What a row is called: its first cell, where there are words in it."""
        is_row = self.name == "tr" and bool(self.children[0].words)
        return self.children[0].key if is_row else None


class Block:
    """A block of a body, taken apart only where that is needed."""

    label = None

    def __init__(self, html: str):
        self.key, self.size = html, len(html)

    @cached_property
    def node(self) -> Node:
        """A box without a name: proper form may need several elements."""
        plain = _PLAIN.fullmatch(self.key)
        if plain:
            return Node("", children=[Node("p", tokens=list(tokens(unescape(plain[1]))))])
        return Node("", children=_children(parsed(proper(self.key)), ()))

    @property
    def line(self) -> Node | None:
        return self.node.children[0].line if len(self.node.children) == 1 else None

    @property
    def words(self) -> list[str]:
        return self.node.words

    @property
    def kind(self) -> str:
        return self.node.children[0].name if self.node.children else ""


def thing_of(name: str, attributes: dict[str, str]) -> str:
    """What a figure shows: its uid or address, "" where it is no such figure."""
    if name != "figure":
        return ""
    return next((attributes[each] for each in THINGS if each in attributes), "")


def around(node: Node) -> Node:
    """A box, or a line in a box that has no name."""
    return node if node.tokens is None else Node("", children=[node])


def boxed(node: Node) -> Node:
    """The same as a box: a line becomes a box of its words."""
    if node.children is not None:
        return node
    inner = [Node("", tokens=node.tokens)] if node.tokens else []
    return Node(node.name, node.attributes, children=inner)


def _children(element: Element, marks: tuple[Element, ...]) -> list[Node]:
    found: list[Node] = []
    words: list[Token] = []
    for child in [*element.children, None]:
        is_word = isinstance(child, str) or (child and not child.is_block and not child.has_blocks)
        if is_word:
            words += _tokens(child, marks)
            continue
        if any(not token.is_space for token in words):
            found.append(Node("", tokens=words))
        words = []
        if child and child.is_block:
            found.append(_node(child, marks))
        elif child:
            found += _children(child, _with(marks, child))
    return found


def _node(element: Element, marks: tuple[Element, ...]) -> Node:
    if element.has_blocks:
        return Node(element.name, element.attributes, children=_children(element, marks))
    is_pre = element.name == "pre"
    words = [
        token for child in element.children for token in _tokens(child, marks, keeps_lines=is_pre)
    ]
    return Node(element.name, element.attributes, tokens=words)


def _tokens(child: Element | str, marks: tuple[Element, ...], *, keeps_lines=False) -> list[Token]:
    if isinstance(child, str):
        return list(tokens(unescape(child), marks, keeps_lines=keeps_lines))
    if child.name == "br":
        return [Token(LINE_BREAK, LINE_BREAK, marks, _look(marks))]
    marks = _with(marks, child)
    inner = (_tokens(each, marks, keeps_lines=keeps_lines) for each in child.children)
    return list(chain.from_iterable(inner))


def _look(marks: tuple[Element, ...]) -> tuple:
    return tuple((mark.name, *mark.attributes.items()) for mark in marks)


def _with(marks: tuple[Element, ...], element: Element) -> tuple[Element, ...]:
    """No link within a link, and no time that its words would have to tell."""
    if element.name == "a":
        marks = tuple(mark for mark in marks if mark.name != "a")
    if len(marks) >= _MOST_MARKS:
        return marks
    if element.name == "time" and "datetime" not in element.attributes:
        return marks
    return (*marks, element)
