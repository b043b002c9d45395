"""compare() and text(): what an editor reads of two bodies, or of two texts, side by side."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.diffing import lines, printing
from articles.diffing.aligning import STAYED, Pairing, pairings
from articles.diffing.blocks import blocks
from articles.diffing.facing import paired, side_by_side
from articles.diffing.lines import CHANGED, FORMAT, SAME, Shown
from articles.diffing.nodes import Block, Node
from articles.diffing.printing import Piece
from articles.diffing.rows import Row
from articles.diffing.tokens import tokens
from articles.richtext.tree import Element, printed

_KINDS = {SAME: "same", FORMAT: "format", CHANGED: "changed"}


def compare(before: str, after: str) -> list[Row]:
    """Two clean bodies, block by block, in the order in which somebody reads both."""
    with _uncollected():
        one = [Block(html) for html in blocks(before)]
        other = [Block(html) for html in blocks(after)]
        return [_row(pairing, one, other) for pairing in pairings(one, other)]


@contextmanager
def _uncollected() -> Iterator[None]:
    """All that is made here lives until the end: looking through it for garbage, again and again,
    took a third of the time of the costliest bodies and found none.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def text(before: str, after: str) -> Row:
    """The plain text of a field with its line breaks, escaped: phrasing, with `ins` and `del`."""
    if not before or not after:
        kind = "removed" if before else "added" if after else "same"
    one, other = (Node("", tokens=list(tokens(each, keeps_lines=True))) for each in (before, after))
    shown = lines.shown([one], [other])
    if before and after:
        kind = _KINDS[shown.change]
    return Row(kind, *(_html(side) for side in (shown.before, shown.after, shown.inline)))


def _row(pairing: Pairing, one: list[Block], other: list[Block]) -> Row:
    here, there = pairing.here, pairing.there
    old = [one[place] for place in here]
    new = [other[place] for place in there]
    if old and new and old[0].key == new[0].key and pairing.move == STAYED:
        same = _html([printing.plain(new[0].node)])
        return Row("same", same, same, same, here.start, there.start)
    shown = _shown(pairing, old, new)
    before, after = _html(shown.before), _html(shown.after)
    # What came or went in one piece reads the same in one text, and is printed once.
    whole = {"added": after, "removed": before}
    kind = _kind(pairing, shown)
    return Row(
        kind,
        before,
        after,
        whole[kind] if kind in whole else _html(shown.inline),
        here.start if here else None,
        there.start if there else None,
        len(here) or 1,
        len(there) or 1,
    )


def _shown(pairing: Pairing, old: list[Block], new: list[Block]) -> Shown:
    if len(old) + len(new) > 2:
        return lines.shown([block.line for block in old], [block.line for block in new])
    if not old or not new or pairing.move != STAYED:
        return paired(pairing, [block.node for block in old], [block.node for block in new])
    return side_by_side(old[0].node.children, new[0].node.children)


def _kind(pairing: Pairing, shown: Shown) -> str:
    if not pairing.here:
        return "added"
    if not pairing.there:
        return "removed"
    return "moved" if pairing.move != STAYED else _KINDS[shown.change]


def _html(pieces: Iterable[Piece]) -> SafeString:
    body = Element("", children=list(pieces))
    html = printed(body)
    if "<table" not in html:
        return mark_safe(html)
    _box_tables(body)
    return mark_safe(printed(body))


def _box_tables(element: Element) -> None:
    """Each table that stands in no other one gets a box around it that can scroll, as render()
    gives it. It is a group and no region: there may be many, and regions want names that differ.
    What stands in two texts may have its box already.
    """
    for place, child in enumerate(element.children):
        if isinstance(child, str) or child.attributes.get("class") == "table-scroll":
            continue
        if child.name != "table":
            _box_tables(child)
            continue
        box = {"class": "table-scroll", "role": "group", "tabindex": "0", "aria-label": _("Table")}
        element.children[place] = Element("div", box, [child])
