"""Lines of words side by side: one with one, or the parts of a paragraph that was split."""

from dataclasses import dataclass, field
from itertools import chain

from articles.diffing import formats, printing
from articles.diffing.nodes import Node
from articles.diffing.printing import Piece, Word
from articles.diffing.sequences import Step
from articles.diffing.tokens import LINE_BREAK, PARAGRAPH_BREAK, Token
from articles.diffing.wording import aligned
from articles.richtext.tree import Element

_BREAK_OR_SPACE = ({" ", LINE_BREAK}, {" ", PARAGRAPH_BREAK})
SAME, FORMAT, CHANGED = range(3)


@dataclass
class Shown:
    """What the old text, the new one and the one of both show, and how much of it differs."""

    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    inline: list[Piece] = field(default_factory=list)
    change: int = SAME

    def add(self, other: "Shown") -> None:
        self.before += other.before
        self.after += other.after
        self.inline += other.inline
        self.change = max(self.change, other.change)

    def note(self, text: str) -> None:
        """Says of the whole that it is formatted otherwise."""
        for side in (self.before, self.after, self.inline):
            side[:] = printing.noted(side, "diff-reformatted", text)
        self.change = max(self.change, FORMAT)


def shown(before: list[Node], after: list[Node]) -> Shown:
    """Lines that stand for each other; the text of both has the form of the new one."""
    one, other = _joined(before), _joined(after)
    steps = aligned(one, other)
    old, new, both, change = _words(one, other, steps)
    found = Shown(
        before=_printed(old, before, "del"),
        after=_printed(new, after, "ins"),
        inline=_printed(both, after, "ins"),
        change=change,
    )
    note = formats.of_block(before[0], after[0])
    if note:
        found.note(note)
    return found


def _joined(lines: list[Node]) -> list[Token]:
    parts = [line.tokens for line in lines]
    for part in range(1, len(parts)):
        parts[part] = [Token(PARAGRAPH_BREAK, PARAGRAPH_BREAK), *parts[part]]
    return list(chain.from_iterable(parts))


def _words(
    one: list[Token], other: list[Token], steps: list[Step]
) -> tuple[list[Word], list[Word], list[Word], int]:
    old, new, both, change = [], [], [], SAME
    counterparts = _counterparts(one, other, steps)
    for step in steps:
        here, there = one[step.start : step.end], other[step.other_start : step.other_end]
        if step.is_equal:
            for before, after in zip(here, there, strict=True):
                note = formats.of_words(before, after)
                old.append(Word(before, note))
                new.append(Word(after, note))
                both.append(new[-1])
                change = max(change, FORMAT if note else SAME)
            continue
        change = CHANGED
        # The space between two sentences is no news where a line ended, or ends now.
        idle = {token.key for token in (*here, *there)} in _BREAK_OR_SPACE
        gone = [Word(token, "" if idle and token.is_space else "del") for token in here]
        come = [Word(token, "" if idle and token.is_space else "ins") for token in there]
        old += gone
        new += come
        both += [word._replace(token=_moved(word.token, counterparts)) for word in gone]
        both += come
    return old, new, both, change


def _counterparts(one: list[Token], other: list[Token], steps: list[Step]) -> dict[int, Element]:
    """The element of the new text that an element of the old one became, by its identity."""
    found: dict[int, Element] = {}
    for step in steps:
        if not step.is_equal:
            continue
        for place, other_place in zip(
            range(step.start, step.end), range(step.other_start, step.other_end), strict=True
        ):
            before, after = one[place], other[other_place]
            for depth in range(_shared(before.marks, after.marks)):
                found.setdefault(id(before.marks[depth]), after.marks[depth])
    return found


def _shared(marks: tuple[Element, ...], others: tuple[Element, ...]) -> int:
    """How many of the outermost elements are of one kind. Also a link that leads elsewhere now: a
    word that went from it is shown in it.
    """
    depth = 0
    while depth < min(len(marks), len(others)) and marks[depth].name == others[depth].name:
        depth += 1
    return depth


def _moved(token: Token, counterparts: dict[int, Element]) -> Token:
    marks = tuple(counterparts.get(id(mark), mark) for mark in token.marks)
    return token._replace(marks=marks)


def _printed(words: list[Word], lines: list[Node], own: str) -> list[Piece]:
    """The words in the elements of those lines. A paragraph that ends in both texts, or in the one
    that has the `own` state, ends here; the end of one in the other text is a sign among the words.
    """
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.token.key != PARAGRAPH_BREAK or word.state not in ("", own):
            parts[-1].append(word)
            continue
        parts[-1] += [word] if word.state else []
        parts.append([])
    return [
        printing.with_children(line, printing.line(part, keeps_lines=line.name == "pre"))
        for line, part in zip(lines, parts, strict=True)
    ]
