"""Nodes of two bodies that stand for each other, each with what differs in it marked."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from articles.diffing import formats, lines, printing, tabling
from articles.diffing.aligning import LEFT, STAYED, Pairing, pairings
from articles.diffing.lines import CHANGED, Shown
from articles.diffing.nodes import Node, around, boxed
from articles.diffing.printing import Piece
from articles.diffing.tabling import Group
from articles.richtext.allowed import names
from articles.richtext.tree import Element

# Of each of these families, the parts of one may stand in another.
_FAMILIES = [
    names("p h2 h3 h4 pre blockquote aside div") | {""},
    names("ul ol"),
    names("td th"),
    names("dt dd"),
]
# The member of a family that may hold whatever the others may.
_WIDEST = {"th": "td", "dt": "dd"}
_WIDE = frozenset(_WIDEST.values())


def facing(one: Node, other: Node) -> Shown:
    """One element that became another."""
    if one.key == other.key:
        same = printing.plain(other)
        return Shown([same], [same], [same])
    if one.name == other.name == "table":
        return _of_tables(boxed(one), boxed(other))
    if one.name != other.name and not _are_family(one, other):
        return _in_other_form(one, other)
    if one.line and other.line:
        return lines.shown([one], [other])
    return _of_boxes(one, other)


def side_by_side(one: Sequence[Node], other: Sequence[Node]) -> Shown:
    """What stands in two boxes."""
    if len(one) == len(other) == 1:
        return facing(one[0], other[0])
    found = Shown()
    for pairing in pairings(one, other):
        old = [one[place] for place in pairing.here]
        new = [other[place] for place in pairing.there]
        found.add(paired(pairing, old, new))
    return found


def paired(pairing: Pairing, old: Sequence[Node], new: Sequence[Node]) -> Shown:
    """What a pairing found, in the nodes that it is about."""
    if not old:
        return _came(new)
    if not new:
        return _went(old)
    if len(old) + len(new) > 2:
        return lines.shown(old, new)
    return _moved(pairing, facing(old[0], new[0]))


def _moved(pairing: Pairing, inner: Shown) -> Shown:
    """Of what moved, the part where it was or where it is."""
    if pairing.move == STAYED:
        return inner
    if pairing.move == LEFT:
        note = _("Moved further down") if pairing.is_down else _("Moved further up")
        pieces = printing.noted(inner.before, "diff-moved-away", note)
        return Shown(before=pieces, inline=list(pieces), change=CHANGED)
    note = _("Moved here from above") if pairing.is_down else _("Moved here from below")
    return Shown(
        after=printing.noted(inner.after, "diff-moved", note),
        inline=printing.noted(inner.inline, "diff-moved", note),
        change=CHANGED,
    )


def _came(nodes: Iterable[Node]) -> Shown:
    pieces = printing.added([printing.plain(node) for node in nodes])
    return Shown(after=pieces, inline=list(pieces), change=CHANGED)


def _went(nodes: Iterable[Node]) -> Shown:
    pieces = printing.removed([printing.plain(node) for node in nodes])
    return Shown(before=pieces, inline=list(pieces), change=CHANGED)


def _are_family(one: Node, other: Node) -> bool:
    return any({one.name, other.name} <= family for family in _FAMILIES)


def _in_other_form(one: Node, other: Node) -> Shown:
    """A paragraph that became a list, and the like: one form cannot hold the parts of the other."""
    if one.words != other.words or one.size != other.size:
        found = _went([one])
        found.add(_came([other]))
        return found
    now = [printing.plain(other)]
    found = Shown([printing.plain(one)], now, list(now))
    found.note(formats.of_block(one, other))
    return found


def _of_boxes(one: Node, other: Node) -> Shown:
    """Also a line against a box: a paragraph that became a quote, an item that got a list. A part
    of a table or of a list of terms has nothing around it but that.
    """
    is_same_kind = one.name == other.name or {one.name, other.name} <= _WIDEST.keys() | _WIDE
    old_box = boxed(one) if is_same_kind else around(one)
    new_box = boxed(other) if is_same_kind else around(other)
    (old_caption, old), (new_caption, new) = _uncaptioned(old_box), _uncaptioned(new_box)
    inner = side_by_side(old, new) if old or new else Shown()
    caption = _either(old_caption, new_caption)
    found = _held(
        old_box,
        new_box,
        Shown(
            _captioned(inner.before, caption.before, old_box),
            _captioned(inner.after, caption.after, new_box),
            _captioned(inner.inline, caption.inline, new_box if new_caption else old_box),
            max(inner.change, caption.change),
        ),
    )
    return _noted(found, one, other)


def _captioned(pieces: list[Piece], caption: list[Piece], box: Node) -> list[Piece]:
    is_first = bool(box.children) and box.children[0].name == "figcaption"
    return caption + pieces if is_first else pieces + caption


def _held(one: Node, other: Node, inner: Shown) -> Shown:
    """What stands in two boxes, in them."""
    both = printing.with_children(other, inner.inline)
    if one.name != other.name:
        both.name = _WIDEST.get(other.name, other.name)
    return Shown(
        [printing.with_children(one, inner.before)],
        [printing.with_children(other, inner.after)],
        [both],
        inner.change,
    )


def _noted(found: Shown, one: Node, other: Node) -> Shown:
    note = formats.of_block(one, other)
    if note:
        found.note(note)
        if one.thing or other.thing:
            # Another picture, or the same said otherwise, is no matter of formatting.
            found.change = CHANGED
    return found


def _uncaptioned(node: Node) -> tuple[Node | None, list[Node]]:
    """There is one caption at most, in a figure."""
    rest = [child for child in node.children if child.name != "figcaption"]
    return next((child for child in node.children if child.name == "figcaption"), None), rest


def _either(one: Node | None, other: Node | None) -> Shown:
    if one and other:
        return facing(one, other)
    return _went([one]) if one else _came([other]) if other else Shown()


def _of_tables(one: Node, other: Node) -> Shown:
    head = _either(tabling.caption(one), tabling.caption(other))
    (old_groups, old), (new_groups, new) = tabling.rows(one), tabling.rows(other)
    found = pairings(old, new)
    pairs = [(old[each.here[0]], new[each.there[0]]) for each in found if each.here and each.there]
    columns = tabling.columns(pairs)
    rows: dict[str, list[tuple[Group, Element]]] = {"before": [], "after": [], "inline": []}
    change = head.change
    for pairing in found:
        shown = _of_row(pairing, old, new, columns)
        change = max(change, shown.change)
        old_group = old_groups[pairing.here[0]] if pairing.here else None
        new_group = new_groups[pairing.there[0]] if pairing.there else None
        group = old_group if pairing.move == LEFT else new_group or old_group
        rows["before"] += [(old_group, row) for row in shown.before]
        rows["after"] += [(new_group, row) for row in shown.after]
        rows["inline"] += [(group, row) for row in shown.inline]
    shown = Shown(
        [tabling.table(one, head.before, rows["before"])],
        [tabling.table(other, head.after, rows["after"])],
        [tabling.table(other, head.inline, rows["inline"])],
        change,
    )
    return _noted(shown, one, other)


def _of_row(pairing: Pairing, old: list[Node], new: list[Node], columns) -> Shown:
    if not pairing.here or not pairing.there:
        nodes = [old[place] for place in pairing.here], [new[place] for place in pairing.there]
        shown = paired(pairing, *nodes)
        shown.inline = [tabling.padded(row, columns, bool(nodes[0])) for row in shown.inline]
        return shown
    one, other = old[pairing.here[0]], new[pairing.there[0]]
    cells = columns or tabling.cells(len(one.children), len(other.children))
    inner = Shown()
    for here, there in cells:
        cell = None if here is None else one.children[here]
        new_cell = None if there is None else other.children[there]
        inner.add(_either(cell, new_cell))
    return _moved(pairing, _noted(_held(one, other, inner), one, other))
