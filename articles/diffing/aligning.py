"""Which block became which: what stayed in place, changed or not, what moved, came and went.

Also items of lists, rows of tables, blocks of boxes.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.diffing.likeness import Candidate, Comparable, candidates, weight
from articles.diffing.sequences import steps

# A part of a paragraph is a paragraph of its own now, where so much of it stood there.
_SPLIT_OFF = 0.6

STAYED, LEFT, ARRIVED = range(3)


class Pairing(NamedTuple):
    """Ranges of places in both texts that stand for each other, of one place but where paragraphs
    were split or joined; empty where it is not in one. What moved has two: one where it was
    (`move` is LEFT) and one where it is (ARRIVED), and `is_down` says whither.
    """

    here: range
    there: range
    move: int = STAYED
    is_down: bool = False


def pairings(one: Sequence[Comparable], other: Sequence[Comparable]) -> list[Pairing]:
    """In the order in which somebody reads both: what went stands before what came in its place."""
    found = steps([each.key for each in one], [each.key for each in other])
    pairs: dict[int, int] = {}
    for step in found:
        if step.is_equal:
            pairs |= dict(_side_by_side(step))
    gaps = [step for step in found if not step.is_equal]
    pairs |= _best(candidates(one, other, gaps))
    in_place = _heaviest(sorted(pairs.items()), one)
    spans = _with_parts(in_place, pairs, one, other)
    spans += _rewritten(spans, pairs, one, other)
    moved = pairs.items() - in_place
    return list(_in_order(sorted(spans, key=_place), dict(moved), len(one), len(other)))


def _side_by_side(step) -> Iterable[tuple[int, int]]:
    return zip(range(step.start, step.end), range(step.other_start, step.other_end), strict=True)


def _best(likely: list[Candidate]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _score, here, there in likely:
        if here not in found and there not in taken:
            found[here] = there
            taken.add(there)
    return found


def _heaviest(pairs: list[tuple[int, int]], one: Sequence[Comparable]) -> set[tuple[int, int]]:
    """Those that are in one order in both texts, as many letters as can be; the rest has moved.

    For each length of a chain, `ends` holds where it ends and `weights` what it weighs, both
    rising: a chain that ends later and weighs less is of no use.
    """
    ends: list[int] = []
    weights: list[int] = []
    lasts: list[int] = []
    came_from: list[int] = []
    for number, (here, there) in enumerate(pairs):
        at = bisect_left(ends, there)
        total = (weights[at - 1] if at else 0) + one[here].size + 1
        came_from.append(lasts[at - 1] if at else -1)
        beaten = at
        while beaten < len(ends) and weights[beaten] <= total:
            beaten += 1
        ends[at:beaten], weights[at:beaten], lasts[at:beaten] = [there], [total], [number]
    found, last = set(), lasts[-1] if lasts else -1
    while last >= 0:
        found.add(pairs[last])
        last = came_from[last]
    return found


_Span = tuple[range, range]


def _with_parts(in_place: set[tuple[int, int]], pairs: dict[int, int], one, other) -> list[_Span]:
    """The pairs in place, each with the blocks beside it that were parts of it, or are now."""
    taken, other_taken = set(pairs), set(pairs.values())
    found = []
    for here, there in sorted(in_place):
        span = range(here, here + 1), range(there, there + 1)
        if one[here].key != other[there].key and one[here].line and other[there].line:
            rest = Counter(one[here].words) - Counter(other[there].words)
            span = (span[0], _grown(there, rest, other, other_taken))
            if len(span[1]) == 1:
                rest = Counter(other[there].words) - Counter(one[here].words)
                span = (_grown(here, rest, one, taken), span[1])
        found.append(span)
    return found


def _grown(place: int, rest: Counter, blocks: Sequence[Comparable], taken: set[int]) -> range:
    """The place with its neighbours whose words are in `rest`; these are taken now."""
    start, end = place, place + 1
    while _is_part(start - 1, rest, blocks, taken, blocks[place].kind):
        start -= 1
        taken.add(start)
        rest = rest - Counter(blocks[start].words)
    while _is_part(end, rest, blocks, taken, blocks[place].kind):
        taken.add(end)
        rest = rest - Counter(blocks[end].words)
        end += 1
    return range(start, end)


def _is_part(place: int, rest: Counter, blocks, taken: set[int], kind: str) -> bool:
    if not 0 <= place < len(blocks) or place in taken or not rest:
        return False
    block = blocks[place]
    if block.kind != kind or not block.line:
        return False
    words = Counter(block.words)
    return bool(words) and weight(words & rest) >= _SPLIT_OFF * weight(words)


def _place(span: _Span) -> int:
    return span[0].start


def _rewritten(spans: list[_Span], pairs: dict[int, int], one, other) -> list[_Span]:
    """One of a kind that came where one of its kind went: the same, in other words."""
    gone = {place for here, _ in spans for place in here} | set(pairs)
    come = {place for _, there in spans for place in there} | set(pairs.values())
    found = []
    last = other_last = 0
    ends = [*sorted(spans, key=_place), (range(len(one), len(one)), range(len(other), len(other)))]
    for here, there in ends:
        old = [place for place in range(last, here.start) if place not in gone]
        new = [place for place in range(other_last, there.start) if place not in come]
        if len(old) == len(new) == 1 and one[old[0]].kind == other[new[0]].kind:
            found.append((range(old[0], old[0] + 1), range(new[0], new[0] + 1)))
        last, other_last = here.stop, there.stop
    return found


def _in_order(spans: list[_Span], moved: dict[int, int], length: int, other_length: int):
    """Yields all of both: between two that are in place first what went, then what came."""
    came_from = {there: here for here, there in moved.items()}
    done = other_done = 0
    for here, there in [*spans, (range(length, length), range(other_length, other_length))]:
        for place in range(done, here.start):
            goal = moved.get(place, -1)
            move = STAYED if goal < 0 else LEFT
            yield Pairing(_one(place), _one(goal), move, is_down=goal >= other_done)
        for place in range(other_done, there.start):
            source = came_from.get(place, -1)
            move = STAYED if source < 0 else ARRIVED
            yield Pairing(_one(source), _one(place), move, is_down=source < here.start)
        if here:
            yield Pairing(here, there)
        done, other_done = here.stop, there.stop


def _one(place: int) -> range:
    return range(place, place + 1) if place >= 0 else range(0)
