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
    known: dict[tuple, str] = {}
    for step in steps:
        here, there = one[step.start : step.end], other[step.other_start : step.other_end]
        if step.is_equal:
            notes = [_note(*pair, known) for pair in zip(here, there, strict=True)]
            old += map(Word, here, notes)
            new += map(Word, there, notes)
            both += map(Word, there, notes)
            change = max(change, FORMAT if any(notes) else SAME)
            continue
        gone, come = _replaced(here, there)
        old += gone
        new += come
        both += [Word(_within(token, counterparts), state) for token, state in gone]
        both += come
        change = CHANGED
    return old, new, both, change


def _note(before: Token, after: Token, known: dict[tuple, str]) -> str:
    """What changed in how a word is formatted; `known` holds what was said of such looks before,
    because thousands of words may be formatted otherwise alike.
    """
    if before.text != after.text:
        return formats.of_words(before, after)
    if before.look == after.look:
        return ""
    looks = before.look, after.look
    if looks not in known:
        known[looks] = formats.of_words(before, after)
    return known[looks]


def _replaced(here: list[Token], there: list[Token]) -> tuple[list[Word], list[Word]]:
    """The space between two sentences is no news where a line ended there, or ends now."""
    is_break = {token.key for token in (*here, *there)} in _BREAK_OR_SPACE
    gone = [Word(token, "" if is_break and token.is_space else "del") for token in here]
    return gone, [Word(token, "" if is_break and token.is_space else "ins") for token in there]


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
            shared = _shared(before.marks, after.marks) if before.marks else 0
            for depth in range(shared):
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


def _within(token: Token, counterparts: dict[int, Element]) -> Token:
    """A token of the old text in the elements of the new one."""
    if not token.marks:
        return token
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
