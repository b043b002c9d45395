"""Two texts that were made of one, brought together again paragraph by paragraph.

What one side alone changed is taken over; what both changed differently is a conflict that somebody
has to settle. Nothing that either side wrote disappears: it stands in the merged text, or on its
side of a conflict. The two sides are called theirs (what is saved) and mine (what was refused).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles import richtext
from articles.diffing import sides, tables
from articles.diffing.blocks import blocks, blocks_in, joined
from articles.diffing.nodes import thing_of
from articles.diffing.sides import Hunk
from articles.richtext import tree

CHOICES = ("theirs", "mine", "both", "base")


@dataclass(frozen=True)
class Agreed:
    """A stretch that needs no choice. `who` changed it: nobody, theirs, mine or both; what one side
    took away has no html and its words in `base`. `place` counts the paragraphs of theirs.
    """

    who: str
    html: str
    base: str
    place: int


@dataclass(frozen=True)
class Conflict:
    """Where both changed the same differently. `key` names it in any merge that it comes up in."""

    key: str
    base: str
    theirs: str
    mine: str
    place: int

    def chosen(self, choice: str) -> str:
        if choice == "both":
            return joined([self.theirs, self.mine])
        return {"theirs": self.theirs, "mine": self.mine, "base": self.base}[choice]


Piece = Agreed | Conflict


def merge(base: str | None, theirs: str, mine: str) -> list[Piece]:
    """Three clean bodies → the pieces of one, in order. Without a base all that differs is a
    conflict.
    """
    if base is None:
        return list(_Merge(blocks(theirs), blocks(theirs), blocks(mine)).without_base())
    return list(_Merge(blocks(base), blocks(theirs), blocks(mine)).pieces())


def merged_html(pieces: Iterable[Piece], choices: Mapping[str, str]) -> str:
    """The merged body, as clean as any; `choices` says of each conflict's key theirs, mine, both
    (theirs first) or base. KeyError for one that is missing or none of these. Raises BodyRefused
    where both together are more than a body may hold.
    """
    texts = (
        piece.html if isinstance(piece, Agreed) else piece.chosen(choices[piece.key])
        for piece in pieces
    )
    return richtext.clean(joined(texts))


class _Merge:
    """One merge of three sequences of blocks."""

    def __init__(self, base: list[str], theirs: list[str], mine: list[str]):
        self.base = base
        made, made_too = sides.hunks(base, theirs), sides.hunks(base, mine)
        moved, moved_too = sides.moved(base, theirs, made), sides.moved(base, mine, made_too)
        # To one place or to two: that is for somebody to say.
        self.moved_by_both = {moved[place] for place in moved.keys() & moved_too.keys()}
        # What one side rewrote goes along to where the other one alone moved it.
        along = sides.following(made, made_too, _without(moved, moved_too))
        along_too = sides.following(made_too, made, _without(moved_too, moved))
        self.theirs = sides.with_following(made, along, along_too)
        self.mine = sides.with_following(made_too, along_too, along)
        rewritten = [*along.values(), *along_too.values()]
        self.rewritten = {block for hunk in rewritten for block in hunk.blocks}
        self.place = 1
        self.keys: set[str] = set()

    def pieces(self) -> Iterator[Piece]:
        done = 0
        for start, end, theirs, mine in self._groups():
            yield from self._kept(done, start)
            yield from self._settled(
                self.base[start:end],
                self._after(start, end, theirs),
                self._after(start, end, mine),
            )
            done = end
        yield from self._kept(done, len(self.base))

    def without_base(self) -> Iterator[Piece]:
        """The base is theirs then, and each hunk of mine a conflict."""
        done = 0
        for hunk in self.mine:
            yield from self._kept(done, hunk.start)
            yield self._conflict([], self.base[hunk.start : hunk.end], hunk.blocks)
            done = hunk.end
        yield from self._kept(done, len(self.base))

    def _groups(self) -> Iterator[tuple[int, int, list[Hunk], list[Hunk]]]:
        """Hunks of both sides that touch the same blocks, or put something in at one place."""
        waiting = [(hunk, True) for hunk in self.theirs] + [(hunk, False) for hunk in self.mine]
        waiting.sort(key=lambda one: (one[0].start, one[0].end))
        group: list[tuple[Hunk, bool]] = []
        start = end = -1
        for hunk, is_theirs in waiting:
            is_same_place = hunk.start == hunk.end == start == end
            if group and not (hunk.start < end or is_same_place):
                yield start, end, *_by_side(group)
                group = []
            if not group:
                start = hunk.start
                end = hunk.end
            group.append((hunk, is_theirs))
            end = max(end, hunk.end)
        if group:
            yield start, end, *_by_side(group)

    def _after(self, start: int, end: int, made: list[Hunk]) -> list[str]:
        """base[start:end] as one side left it."""
        found: list[str] = []
        for hunk in made:
            found += [*self.base[start : hunk.start], *hunk.blocks]
            start = hunk.end
        return found + self.base[start:end]

    def _kept(self, start: int, end: int) -> Iterator[Piece]:
        if start < end:
            html = joined(self.base[start:end])
            yield Agreed("nobody", html, html, self.place)
            self.place += end - start

    def _settled(self, base: list[str], theirs: list[str], mine: list[str]) -> Iterator[Piece]:
        """One group: whoever alone changed it is right; else what both begin and end with is."""
        if theirs in (mine, base) or mine == base:
            yield self._agreed(base, theirs, mine)
            return
        head, tail = _common(theirs, mine)
        theirs_rest, mine_rest = theirs[head : len(theirs) - tail], mine[head : len(mine) - tail]
        if head:
            yield self._agreed([], theirs[:head], mine[:head])
        if not base and not (theirs_rest and mine_rest):
            yield self._agreed([], theirs_rest, mine_rest)
        elif (whole := _merged_container(base, theirs_rest, mine_rest)) is not None:
            yield Agreed("both", whole, joined(base), self.place)
            self.place += 1
        else:
            yield self._conflict(base, theirs_rest, mine_rest)
        if tail:
            yield self._agreed([], theirs[-tail:], mine[-tail:])

    def _agreed(self, base: list[str], theirs: list[str], mine: list[str]) -> Piece:
        is_one_sided = theirs != mine
        if is_one_sided and self.moved_by_both.intersection(theirs if mine == base else mine):
            return self._conflict(base, theirs, mine)
        taken = mine if theirs == base else theirs
        who = "both" if not is_one_sided else "mine" if theirs == base else "theirs"
        if self.rewritten.intersection(taken):
            who = "both"
        piece = Agreed(who, joined(taken), joined(base), self.place)
        self.place += len(theirs)
        return piece

    def _conflict(self, base, theirs, mine) -> Conflict:
        texts = [joined(base), joined(theirs), joined(mine)]
        piece = Conflict(self._key(texts), *texts, self.place)
        self.place += len(theirs)
        return piece

    def _key(self, texts: list[str]) -> str:
        """From the texts, so that a choice still stands when another save came in between."""
        digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
        number, key = 1, digest
        while key in self.keys:
            number += 1
            key = f"{digest}-{number}"
        self.keys.add(key)
        return key


def _without(moved: dict[int, str], others: dict[int, str]) -> dict[int, str]:
    return {place: block for place, block in moved.items() if place not in others}


def _by_side(group: list[tuple[Hunk, bool]]) -> tuple[list[Hunk], list[Hunk]]:
    theirs = [hunk for hunk, is_theirs in group if is_theirs]
    return theirs, [hunk for hunk, is_theirs in group if not is_theirs]


def _common(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many blocks both begin with, and how many of the rest both end with."""
    shorter = min(len(one), len(other))
    head = 0
    while head < shorter and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail


def _merged_container(base: list[str], theirs: list[str], mine: list[str]) -> str | None:
    """A list, a table, a quote or a box that both changed in different places; None where it is no
    such thing, or where a conflict remains in it.
    """
    if not len(base) == len(theirs) == len(mine) == 1:
        return None
    three = [tree.parsed(side[0]).children[0] for side in (base, theirs, mine)]
    if any(isinstance(one, str) or not one.has_blocks for one in three):
        return None
    if len({one.name for one in three}) > 1:
        return None
    # What one side wrote of a picture need not be true of another.
    if len({thing_of(one.name, one.attributes) for one in three}) > 1:
        return None
    attributes = _one_of(*(one.attributes for one in three))
    pieces = list(_Merge(*(blocks_in(one) for one in three)).pieces())
    if attributes is None or any(isinstance(piece, Conflict) for piece in pieces):
        return None
    inner = joined(piece.html for piece in pieces)
    whole = tree.printed(tree.Element(three[0].name, attributes, [inner])) if inner else ""
    if tables.is_even(theirs[0]) and tables.is_even(mine[0]) and not tables.is_even(whole):
        return None
    return whole


def _one_of(base: dict, theirs: dict, mine: dict) -> dict | None:
    if theirs == base:
        return mine
    return theirs if mine in (base, theirs) else None
