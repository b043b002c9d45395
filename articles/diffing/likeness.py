"""Which blocks of two texts are likely the same one, by the words that both hold.

Never all with all: where many differ, those are looked at together that share a rare word.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import product
from typing import NamedTuple, Protocol

from articles.diffing.sequences import Step


class Comparable(Protocol):
    """key: the same for blocks that are the same; kind: what element; words: of its beginning;
    label: what it is called, whatever it says, or None.
    """

    key: Hashable
    kind: str
    label: Hashable
    words: Sequence[str]
    size: int


class Candidate(NamedTuple):
    score: float
    here: int
    there: int


# A gap of so many pairs is looked at whole.
_MOST_PAIRS = 600
# A word in more blocks than this on one side tells nothing, and would cost its square.
_RARE = 3
# How much of both must be the same words: in one place, and where one must have moved.
_LIKE = 0.4
_MOVED = 0.6
# The same words in so few letters, repeated elsewhere, have not moved: they were written again.
_TELLING = 12
# Of two that are alike, the one of the same kind in the same place is meant.
_BONUS = 0.1


def candidates(
    one: Sequence[Comparable], other: Sequence[Comparable], gaps: list[Step]
) -> list[Candidate]:
    """The likely pairs in the gaps between what is the same in place; the best first."""
    here = {place: n for n, gap in enumerate(gaps) for place in range(gap.start, gap.end)}
    there = {
        place: n for n, gap in enumerate(gaps) for place in range(gap.other_start, gap.other_end)
    }
    bags = {place: Counter(one[place].words) for place in here} if there else {}
    other_bags = {place: Counter(other[place].words) for place in there} if here else {}
    pairs = {*_near(gaps), *_sharing_rare_words(bags, other_bags)}
    found = list(_of_same(one, other, bags, other_bags))
    for old, new in pairs:
        score = likeness(bags[old], other_bags[new])
        if one[old].label is not None and one[old].label == other[new].label:
            score = max(score, _MOVED)
        in_place = here[old] == there[new]
        if score < (_LIKE if in_place else _MOVED):
            continue
        is_nearest = in_place and one[old].kind == other[new].kind
        found.append(Candidate(score + is_nearest * _BONUS, old, new))
    return sorted(found, key=lambda each: (-each.score, abs(each.here - each.there), each))


def likeness(one: Counter, other: Counter) -> float:
    """How much of the letters of both stands in words that both have: 0 to 1."""
    shared = sum(
        len(word) * min(count, other[word]) for word, count in one.items() if word in other
    )
    return 2 * shared / ((weight(one) + weight(other)) or 1)


def weight(bag: Counter) -> int:
    return sum(len(word) * count for word, count in bag.items())


def _near(gaps: list[Step]) -> Iterator[tuple[int, int]]:
    """All pairs of a small gap; of a large one, those as far from its start, or from its end."""
    for gap in gaps:
        here, there = range(gap.start, gap.end), range(gap.other_start, gap.other_end)
        if len(here) * len(there) <= _MOST_PAIRS:
            yield from product(here, there)
        else:
            yield from zip(here, there, strict=False)
            yield from zip(reversed(here), reversed(there), strict=False)


def _sharing_rare_words(bags: dict, other_bags: dict) -> Iterator[tuple[int, int]]:
    where, other_where = _places(bags), _places(other_bags)
    for word, places in where.items():
        others = other_where.get(word, ())
        if len(places) <= _RARE and len(others) <= _RARE:
            for here in places:
                for there in others:
                    yield here, there


def _places(bags: dict[int, Counter]) -> dict[str, list[int]]:
    found = defaultdict(list)
    for place, bag in bags.items():
        for word in bag:
            found[word].append(place)
    return found


def _of_same(one, other, bags: dict, other_bags: dict) -> Iterator[Candidate]:
    """What is the same at another place, in the order of both: the first is the first."""
    where, other_where = defaultdict(list), defaultdict(list)
    for place in bags:
        where[one[place].key].append(place)
    for place in other_bags:
        other_where[other[place].key].append(place)
    for key, places in where.items():
        others = other_where.get(key, ())
        is_alone = len(places) == len(others) == 1
        for here, there in zip(places, others, strict=False):
            if weight(bags[here]) >= _TELLING or (is_alone and bags[here]):
                yield Candidate(2, here, there)
