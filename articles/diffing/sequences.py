"""Two sequences side by side: what both have in order, and what only one has."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

# The longest common subsequence takes a bit of memory for each pair: 50 MB at most.
_MOST_PAIRS = 400_000_000


class Step(NamedTuple):
    """one[start:end] and other[other_start:other_end] are equal, or stand for each other."""

    is_equal: bool
    start: int
    end: int
    other_start: int
    other_end: int


def steps(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Step]:
    """From the beginning to the end of both: equal runs, and between them what differs.

    As much as can be is equal. Where both are so long that this would cost too much, all between
    what they begin and end with differs.
    """
    head, tail = _common(one, other)
    inner = one[head : len(one) - tail]
    other_inner = other[head : len(other) - tail]
    found = [Step(True, 0, head, 0, head)] if head else []
    found += _inner_steps(inner, other_inner, head)
    if tail:
        ends = len(one), len(other)
        found.append(Step(True, ends[0] - tail, ends[0], ends[1] - tail, ends[1]))
    return found


def _common(one: Sequence, other: Sequence) -> tuple[int, int]:
    """How many both begin with, and how many of the rest both end with."""
    shorter = min(len(one), len(other))
    head = 0
    while head < shorter and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail


def _inner_steps(one: Sequence, other: Sequence, start: int) -> list[Step]:
    if not one and not other:
        return []
    if len(one) * len(other) > _MOST_PAIRS or not one or not other:
        return [Step(False, start, start + len(one), start, start + len(other))]
    found: list[Step] = []
    for tag, low, high, other_low, other_high in LCSseq.opcodes(one, other):
        step = Step(tag == "equal", *(start + at for at in (low, high, other_low, other_high)))
        if found and not found[-1].is_equal and not step.is_equal:
            step = Step(False, found[-1].start, step.end, found.pop().other_start, step.other_end)
        found.append(step)
    return found
