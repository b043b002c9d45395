"""A clean body as a tree, for what must know who stands in whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.richtext.allowed import INLINE, VOID
from articles.richtext.rewriting import TAG

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*+)"')


@dataclass(eq=False)
class Element:
    """`attributes` as they are written, with their entities; a child is an element or HTML of text.
    The body itself has no name. `has_blocks` says whether one stands anywhere in it.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    has_blocks: bool = False

    @property
    def is_block(self) -> bool:
        return self.name not in INLINE and self.name != "br"


def parsed(html: str) -> Element:
    """The tree of what clean has returned: every tag has its end there."""
    opened, done = [Element("")], 0
    for tag in TAG.finditer(html):
        if done < tag.start():
            opened[-1].children.append(html[done : tag.start()])
        done = tag.end()
        if tag[1]:
            opened.pop()
            continue
        element = Element(tag[2], dict(_ATTRIBUTE.findall(tag[3])))
        opened[-1].children.append(element)
        if element.is_block:
            _note_block(opened)
        if element.name not in VOID:
            opened.append(element)
    if done < len(html):
        opened[-1].children.append(html[done:])
    return opened[0]


def _note_block(opened: list[Element]) -> None:
    """Those around one that knows already know it too."""
    for around in reversed(opened):
        if around.has_blocks:
            return
        around.has_blocks = True


def printed(element: Element) -> str:
    inner = "".join(each if isinstance(each, str) else printed(each) for each in element.children)
    if not element.name:
        return inner
    attributes = "".join(f' {name}="{value}"' for name, value in element.attributes.items())
    end = "" if element.name in VOID else f"</{element.name}>"
    return f"<{element.name}{attributes}>{inner}{end}"


def elements(element: Element):
    """All elements in it, in the order of their tags."""
    for child in element.children:
        if not isinstance(child, str):
            yield child
            yield from elements(child)
