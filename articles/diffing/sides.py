"""What one side did to a sequence of blocks: which it changed, took away, put in, and moved.

Blocks that were rewritten are told from those that were replaced by the words that they share, so
that two sides that changed neighbouring paragraphs do not meet in one conflict.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from articles.diffing.sequences import Step, steps
from articles.richtext.rewriting import TAG

# Of the words of two blocks, so many in a hundred are in both: one is the other, rewritten.
_ALIKE = 0.4
# Of the words of a block, so many in a hundred are in another: it was split off, or joined.
_WITHIN = 0.6
# The pairs of blocks that are compared by their words; what is longer is paired by its places.
_MOST_PAIRS = 100_000

_WORD = re.compile(r"\w+")
# What a figure shows is one of its words, often the only one.
_THING = re.compile(r' data-(?:embed|image|story|document)="([^"]*+)"')


class Hunk(NamedTuple):
    """base[start:end] became these blocks; start == end where they were put in."""

    start: int
    end: int
    blocks: tuple[str, ...]


def hunks(base: Sequence[str], other: Sequence[str]) -> list[Hunk]:
    """What differs, in order and never overlapping."""
    found: list[Hunk] = []
    for step in steps(base, other):
        if not step.is_equal:
            found += _Region(base, other, step).hunks()
    return found


def moved(base: Sequence[str], other: Sequence[str], made: list[Hunk]) -> dict[int, str]:
    """Place in the base → block, for those that were taken away there and put in elsewhere."""
    once = {block for block, count in Counter(base).items() if count == 1}
    once &= {block for block, count in Counter(other).items() if count == 1}
    once &= {block for hunk in made for block in hunk.blocks}
    taken = (place for hunk in made for place in range(hunk.start, hunk.end))
    return {place: base[place] for place in taken if base[place] in once}


def following(movers: list[Hunk], writers: list[Hunk], moved: dict[int, str]) -> dict[str, Hunk]:
    """Block that one side moved → the hunk in which the other side rewrote it, where nothing else
    of the other side is in the way at its new place.
    """
    rewritten = {hunk.start: hunk for hunk in writers if hunk.end == hunk.start + 1 and hunk.blocks}
    new_places = {block: hunk for hunk in movers for block in hunk.blocks}
    starts = [hunk.start for hunk in writers]
    found = {}
    for place in moved.keys() & rewritten.keys():
        there = new_places[moved[place]]
        near = bisect_left(starts, there.start)
        if not any(_touch(there, hunk) for hunk in writers[max(0, near - 1) : near + 2]):
            found[moved[place]] = rewritten[place]
    return found


def with_following(
    made: list[Hunk], along: dict[str, Hunk], taken_along: dict[str, Hunk]
) -> list[Hunk]:
    """Hunks with what goes along to where a block was moved, without what was taken along."""
    gone = set(taken_along.values())
    return [_with(hunk, along) for hunk in made if hunk not in gone]


def _with(hunk: Hunk, along: dict[str, Hunk]) -> Hunk:
    found: list[str] = []
    for block in hunk.blocks:
        found += along[block].blocks if block in along else (block,)
    return hunk._replace(blocks=tuple(found))


def _touch(one: Hunk, other: Hunk) -> bool:
    """Whether both change the same blocks, or put something in at one place."""
    is_one_place = one.start == one.end == other.start == other.end
    return is_one_place or (one.start < other.end and other.start < one.end)


@lru_cache(maxsize=4096)
def _words(block: str) -> frozenset[str]:
    words = _WORD.findall(TAG.sub(" ", block).casefold())
    return frozenset([*words, *_THING.findall(block)])


class _Region:
    """A run of blocks that became another run: whatever stands for something is found in it."""

    def __init__(self, base: Sequence[str], other: Sequence[str], step: Step):
        self.base, self.other = base, other
        self.step = step

    def hunks(self) -> Iterator[Hunk]:
        """Pairs of blocks that are alike, and between them what is like nothing."""
        start, other_start = self.step.start, self.step.other_start
        pairs = [*self._pairs(), (self.step.end, self.step.other_end)]
        held: Hunk | None = None
        for place, other_place in pairs:
            gap = [start, place, other_start, other_place]
            held = self._joined_to(held, gap)
            is_last = place == self.step.end
            following = None if is_last else Hunk(place, place + 1, (self.other[other_place],))
            following = self._begun_before(following, gap)
            if held:
                yield held
            yield from self._unlike(*gap)
            held, start, other_start = following, place + 1, other_place + 1

    def _pairs(self) -> list[tuple[int, int]]:
        """The places of blocks that are alike, in order on both sides, as alike as can be."""
        step = self.step
        count, other_count = step.end - step.start, step.other_end - step.other_start
        if not count or not other_count:
            return []
        if count * other_count > _MOST_PAIRS:
            return []
        one = [_words(block) for block in self.base[step.start : step.end]]
        other = [_words(block) for block in self.other[step.other_start : step.other_end]]
        found = _best_pairs([[_likeness(a, b) for b in other] for a in one])
        return [(step.start + at, step.other_start + other_at) for at, other_at in found]

    def _joined_to(self, held: Hunk | None, gap: list[int]) -> Hunk | None:
        """A hunk with what was split off its end, or joined to it; the gap shrinks by it."""
        start, end, other_start, other_end = gap
        if held is None:
            return None
        while start == end and other_start < other_end and self._is_within(held, other_start):
            held = held._replace(blocks=(*held.blocks, self.other[other_start]))
            other_start += 1
        while other_start == other_end and start < end and self._took_in(held, start):
            held = held._replace(end=start + 1)
            start += 1
        gap[:] = start, end, other_start, other_end
        return held

    def _begun_before(self, following: Hunk | None, gap: list[int]) -> Hunk | None:
        """The same at its beginning."""
        start, end, other_start, other_end = gap
        if following is None:
            return None
        while (
            start == end and other_start < other_end and self._is_within(following, other_end - 1)
        ):
            other_end -= 1
            following = following._replace(blocks=(self.other[other_end], *following.blocks))
        while other_start == other_end and start < end and self._took_in(following, end - 1):
            end -= 1
            following = following._replace(start=end)
        gap[:] = start, end, other_start, other_end
        return following

    def _is_within(self, hunk: Hunk, other_place: int) -> bool:
        before = frozenset().union(*map(_words, self.base[hunk.start : hunk.end]))
        return _share(_words(self.other[other_place]), before) >= _WITHIN

    def _took_in(self, hunk: Hunk, place: int) -> bool:
        after = frozenset().union(*map(_words, hunk.blocks))
        return _share(_words(self.base[place]), after) >= _WITHIN

    def _unlike(self, start: int, end: int, other_start: int, other_end: int) -> Iterator[Hunk]:
        blocks = tuple(self.other[other_start:other_end])
        if end - start == len(blocks):
            # As many as before: each stands for the one whose place it has.
            for at, block in enumerate(blocks, start):
                yield Hunk(at, at + 1, (block,))
        elif not blocks:
            for at in range(start, end):
                yield Hunk(at, at + 1, ())
        else:
            yield Hunk(start, end, blocks)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    likeness = 2 * len(one & other) / total if total else 0.0
    return likeness if likeness >= _ALIKE else 0.0


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one) if one else 0.0


def _best_pairs(likeness: list[list[float]]) -> list[tuple[int, int]]:
    """The pairs in order on both sides whose sum of likeness is the greatest."""
    rows, columns = len(likeness), len(likeness[0])
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        below, here, alike = best[row + 1], best[row], likeness[row]
        for column in range(columns - 1, -1, -1):
            paired = alike[column] + below[column + 1] if alike[column] else 0.0
            here[column] = max(paired, below[column], here[column + 1])
    found, row, column = [], 0, 0
    while row < rows and column < columns:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            found.append((row, column))
            row, column = row + 1, column + 1
    return found
