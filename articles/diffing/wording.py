"""The tokens of two texts side by side, as phrases that were replaced and not as confetti."""

from collections.abc import Sequence
from itertools import groupby

from articles.diffing.sequences import Step, steps
from articles.diffing.tokens import LINE_BREAK, PARAGRAPH_BREAK, Token

# Few words that stay between two changes are part of one, where they have no more letters than
# either: by chance both have an "of the" there.
_MOST_JOINED_WORDS = 3
_MOST_JOINED_LETTERS = 8
# Where so little of the longer text stays, and not most of the shorter, it is another text.
LEAST_IN_COMMON = 0.3
_MOST_OF_SHORTER = 0.7
# Fewer letters are a phrase, in which a word that stays counts.
_PHRASE = 40
# Beyond so many words on both sides, sentences are put side by side first.
_MANY_WORDS = 20_000
_ENDS = frozenset(".!?。！？؟…\n")


def aligned(one: Sequence[Token], other: Sequence[Token]) -> list[Step]:
    """Steps over the tokens of both: what stays, and between it what was replaced.

    Words are compared, and spaces follow them. One step, in which all differs, where the texts
    have hardly anything in common.
    """
    here, there = _words(one), _words(other)
    found = _of_words([one[at].key for at in here], [other[at].key for at in there])
    found = _joined(_with_spaces(found, one, other, here, there), one, other)
    if _is_another(found, one, other):
        return [Step(False, 0, len(one), 0, len(other))]
    return found


def _words(tokens: Sequence[Token]) -> list[int]:
    return [place for place, token in enumerate(tokens) if not token.is_space]


def _of_words(one: list[str], other: list[str]) -> list[Step]:
    if len(one) * len(other) <= _MANY_WORDS**2:
        return steps(one, other)
    here, there = _sentences(one), _sentences(other)
    found = []
    starts, other_starts = _starts(here), _starts(there)
    for step in steps(here, there):
        start, end = starts[step.start], starts[step.end]
        other_start, other_end = other_starts[step.other_start], other_starts[step.other_end]
        if step.is_equal:
            found.append(Step(True, start, end, other_start, other_end))
            continue
        for inner in steps(one[start:end], other[other_start:other_end]):
            found.append(_shifted(inner, start, other_start))
    return found


def _sentences(words: list[str]) -> list[tuple[str, ...]]:
    found: list[list[str]] = [[]]
    for word in words:
        found[-1].append(word)
        if word in _ENDS:
            found.append([])
    return [tuple(sentence) for sentence in found if sentence]


def _starts(sentences: list[tuple[str, ...]]) -> list[int]:
    """Where each begins, and where the last one ends."""
    found = [0]
    for sentence in sentences:
        found.append(found[-1] + len(sentence))
    return found


def _shifted(step: Step, by: int, other_by: int) -> Step:
    return Step(
        step.is_equal,
        step.start + by,
        step.end + by,
        step.other_start + other_by,
        step.other_end + other_by,
    )


def _with_spaces(
    found: list[Step],
    one: Sequence[Token],
    other: Sequence[Token],
    here: list[int],
    there: list[int],
) -> list[Step]:
    """Steps over all tokens, from steps over the words whose places are `here` and `there`."""
    whole: list[Step] = []
    done = other_done = 0
    for step in found:
        if not step.is_equal:
            continue
        for word, other_word in zip(
            here[step.start : step.end], there[step.other_start : step.other_end], strict=True
        ):
            whole += _between(one, other, done, word, other_done, other_word)
            whole.append(Step(True, word, word + 1, other_word, other_word + 1))
            done, other_done = word + 1, other_word + 1
    whole += _between(one, other, done, len(one), other_done, len(other))
    return _merged(whole)


def _between(one, other, start: int, end: int, other_start: int, other_end: int) -> list[Step]:
    """What stands between two words that stay: a space at either end may stay too."""
    found, tail = [], []
    if _both_spaces(one, other, start, end, other_start, other_end, first=True):
        found = [Step(True, start, start + 1, other_start, other_start + 1)]
        start, other_start = start + 1, other_start + 1
    if _both_spaces(one, other, start, end, other_start, other_end, first=False):
        tail = [Step(True, end - 1, end, other_end - 1, other_end)]
        end, other_end = end - 1, other_end - 1
    if start < end or other_start < other_end:
        found.append(Step(False, start, end, other_start, other_end))
    return found + tail


def _both_spaces(one, other, start, end, other_start, other_end, *, first: bool) -> bool:
    if start == end or other_start == other_end:
        return False
    place, other_place = (start, other_start) if first else (end - 1, other_end - 1)
    return one[place].is_space and other[other_place].is_space


def _merged(found: list[Step]) -> list[Step]:
    """Each step as long as can be."""
    runs = []
    for is_equal, group in groupby(found, key=lambda step: step.is_equal):
        run = list(group)
        first, last = run[0], run[-1]
        runs.append(Step(is_equal, first.start, last.end, first.other_start, last.other_end))
    return runs


def _joined(found: list[Step], one: Sequence[Token], other: Sequence[Token]) -> list[Step]:
    """The steps, with each chance match between two changes made part of them."""
    kept: list[Step] = []
    for step in found:
        kept.append(step)
        while len(kept) >= 3 and not kept[-1].is_equal:
            before, match, change = kept[-3:]
            if not _is_chance(before, match, change, one, other):
                break
            kept[-3:] = [
                Step(False, before.start, change.end, before.other_start, change.other_end)
            ]
    return kept


def _is_chance(before: Step, match: Step, change: Step, one, other) -> bool:
    if match.end - match.start > 2 * _MOST_JOINED_WORDS + 1:
        return False
    words = [token for token in one[match.start : match.end] if not token.is_space]
    if any(token.key in (LINE_BREAK, PARAGRAPH_BREAK) for token in words):
        return False
    if len(words) > _MOST_JOINED_WORDS:
        return False
    letters = _letters(words)
    # Two words that came on both sides of one that stays read well as they are.
    if _is_one_sided(before) and _is_one_sided(change):
        return not letters and (before.start == before.end) != (change.start == change.end)
    least = min(_most_letters(step, one, other) for step in (before, change))
    return letters <= min(least, _MOST_JOINED_LETTERS)


def _is_one_sided(step: Step) -> bool:
    return step.start == step.end or step.other_start == step.other_end


def _most_letters(step: Step, one, other) -> int:
    here, there = one[step.start : step.end], other[step.other_start : step.other_end]
    return max(_letters(here), _letters(there))


def _letters(tokens: Sequence[Token]) -> int:
    return sum(len(token.key) for token in tokens if token.key[0].isalnum())


def _is_another(found: list[Step], one: Sequence[Token], other: Sequence[Token]) -> bool:
    stays = sum(_letters(one[step.start : step.end]) for step in found if step.is_equal)
    shorter, longer = sorted((_letters(one), _letters(other)))
    if longer < _PHRASE:
        return False
    return stays < LEAST_IN_COMMON * longer and stays < _MOST_OF_SHORTER * shorter
