"""Tables as rows and columns: which rows there are, and which column became which."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from articles.diffing.nodes import Node
from articles.diffing.printing import Piece
from articles.richtext.tables import mend
from articles.richtext.tree import Element

_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}
# What is looked at to find the columns: a wider table is taken cell by cell.
_MOST_COLUMNS = 40
_SAMPLE = 100


class Group(NamedTuple):
    """The part of a table that a row stands in."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()


def caption(table: Node) -> Node | None:
    return next((each for each in table.children if each.name == "caption"), None)


def rows(table: Node) -> tuple[list[Group], list[Node]]:
    """The group of each row, and the rows."""
    parts = [part for part in table.children if part.name in _ORDER]
    groups = [
        Group(part.name, tuple(part.attributes.items())) for part in parts for _ in part.children
    ]
    return groups, [row for part in parts for row in part.children]


def columns(pairs: Sequence[tuple[Node, Node]]) -> list[tuple[int | None, int | None]] | None:
    """Which column of the old rows is which of the new; None where all have as many, or where
    they are not told apart.
    """
    widths = {len(row.children) for row, _ in pairs}
    other_widths = {len(row.children) for _, row in pairs}
    if len(widths) != 1 or len(other_widths) != 1 or widths == other_widths:
        return None
    wide, other_wide = widths.pop(), other_widths.pop()
    if max(wide, other_wide) > _MOST_COLUMNS:
        return None
    keys = [
        ([cell.key for cell in row.children], [cell.key for cell in new.children])
        for row, new in pairs[:_SAMPLE]
    ]
    alike = [
        [sum(old[here] == new[there] for old, new in keys) for there in range(other_wide)]
        for here in range(wide)
    ]
    return _filled(_most_alike(alike), wide, other_wide)


def cells(here: int, there: int) -> list[tuple[int | None, int | None]]:
    """So many cells of a row against so many, one by one from the first on."""
    both: list[tuple[int | None, int | None]] = [(n, n) for n in range(min(here, there))]
    both += [(n, None) for n in range(there, here)]
    return both + [(None, n) for n in range(here, there)]


def padded(row: Element, columns, is_old: bool) -> Element:
    """A row of one text among those of both: an empty cell where only the other has a column."""
    if not columns or len(row.children) != sum(pair[not is_old] is not None for pair in columns):
        return row
    own = iter(row.children)
    cells = [Element("td") if pair[not is_old] is None else next(own) for pair in columns]
    return replace(row, children=cells)


def table(node: Node, head: list[Piece], rows_in_groups: list[tuple[Group, Element]]) -> Element:
    """The table of such rows: head, bodies and foot in their order, and its cells in a grid."""
    last, placed = 0, []
    for group, row in rows_in_groups:
        last = max(last, _ORDER[group.name])
        name = next(name for name, place in _ORDER.items() if place == last)
        placed.append((group if group.name == name else Group(name), row))
    parts = [
        Element(group.name, dict(group.attributes), [row for _, row in run])
        for group, run in groupby(placed, key=lambda pair: pair[0])
    ]
    found = Element("table", dict(node.attributes), [*head, *parts])
    mend(found)
    return found


def _most_alike(alike: list[list[int]]) -> list[tuple[int, int]]:
    """The pairs of columns, in one order, that have the most cells in common."""
    wide, other_wide = len(alike), len(alike[0])
    best = [[0] * (other_wide + 1) for _ in range(wide + 1)]
    for here in range(wide - 1, -1, -1):
        for there in range(other_wide - 1, -1, -1):
            both = best[here + 1][there + 1] + alike[here][there]
            best[here][there] = max(both, best[here + 1][there], best[here][there + 1])
    found, here, there = [], 0, 0
    while here < wide and there < other_wide:
        if best[here][there] == best[here + 1][there]:
            here += 1
        elif best[here][there] == best[here][there + 1]:
            there += 1
        else:
            found.append((here, there))
            here, there = here + 1, there + 1
    return found


def _filled(pairs: list[tuple[int, int]], wide: int, other_wide: int):
    """The pairs with the columns between them: as many as both have stand for each other."""
    found: list[tuple[int | None, int | None]] = []
    here = there = 0
    for end, other_end in [*pairs, (wide, other_wide)]:
        for old, new in cells(end - here, other_end - there):
            found.append(
                (None if old is None else here + old, None if new is None else there + new)
            )
        if end < wide and other_end < other_wide:
            found.append((end, other_end))
        here, there = end + 1, other_end + 1
    return found
