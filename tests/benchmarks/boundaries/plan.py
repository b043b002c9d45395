"""Which stories change at which moments: plain values, made before anything is in a database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle

LANGUAGES = ("en", "az")
SECTIONS = 4
# What befalls one story after the other. "live": it has been there before the first moment.
LIVES = (
    ("publish", "update", "update", "correction", "gone", "return"),
    ("embargo", "update", "never", "return"),
    ("live", "update", "correction", "moved"),
    ("publish", "correction", "moved", "return"),
    ("live", "embargoed update", "update", "never", "return"),
    ("embargo", "gone"),
)
KINDS = tuple(dict.fromkeys(kind for life in LIVES for kind in life if kind != "live"))
ENDS = {"gone": 410, "never": 404, "moved": 301}
# A return is ordered once the story is down, so there are moments between the two.
_APART = {"return": 3}


@dataclass
class Span:
    """One text of a story while readers see it."""

    begins: datetime
    text: str
    ends: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return self.begins <= at and (self.ends is None or at < self.ends)


@dataclass
class Boundary:
    kind: str
    at: datetime
    number: int


@dataclass
class Story:
    """A story and what is to befall it. What the paper gives it (path, tiebreak, picture) comes
    when it is made.
    """

    number: int
    language: str
    boundaries: list[Boundary] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    # What readers are told, and since when.
    notes: list[tuple[datetime, str]] = field(default_factory=list)
    withdrawals: list[Span] = field(default_factory=list)
    dated_at: datetime | None = None
    tiebreak: int = 0
    article: object = None
    pictures: tuple[str, ...] = ()
    is_return_ordered: bool = False

    @property
    def section(self) -> str:
        return f"quay-{self.number % (2 * SECTIONS) // 2}"

    @property
    def slug(self) -> str:
        return f"ferry-{self.number:04}" if self.boundaries else f"stays-{self.number:04}"

    @property
    def topic(self) -> str:
        return f"pier-{self.number:04}"

    @property
    def author(self) -> str:
        return f"pen-{self.number:04}"

    @property
    def old_path(self) -> str:
        """Where the story stood in the system before this one."""
        return f"/old/{self.number:04}.html"

    def word(self, kind: str, number: int) -> str:
        """A word that stands nowhere else: of a text (t), a note (n) or a withdrawal (w)."""
        return f"zq{self.number:04}{kind}{number}"

    def span(self, at: datetime) -> Span | None:
        return next((span for span in self.spans if span.holds(at)), None)

    def withdrawal(self, at: datetime) -> Span | None:
        return next((span for span in self.withdrawals if span.holds(at)), None)

    def told(self, at: datetime) -> list[tuple[datetime, str]]:
        """The notes that stand on the story's page, if it is there."""
        return [note for note in self.notes if note[0] <= at] if self.span(at) else []


def stories(count: int, moments: list[datetime]) -> list[Story]:
    """Stories with `count` boundaries in all, laid where the fewest are so far."""
    found: list[Story] = []
    filled = [0] * len(moments)
    # Neighbours in number are of different editions, and both editions live all lives.
    lives = cycle(life for life in LIVES for _language in LANGUAGES)
    while left := count - sum(filled):
        kinds, story = next(lives), Story(len(found), LANGUAGES[len(found) % 2])
        for slot, kind in _slots(kinds, filled)[:left]:
            filled[slot] += 1
            story.boundaries.append(Boundary(kind, moments[slot], len(story.boundaries) + 1))
        _live_through(story, kinds[0] == "live", moments[0] - timedelta(hours=1))
        found.append(story)
    return found


def _slots(kinds: tuple[str, ...], filled: list[int]) -> list[tuple[int, str]]:
    """(the number of a moment, what happens then) of one life, as far as there are moments."""
    steps = [_APART.get(kind, 1) for kind in kinds if kind != "live"]
    earliest, found = 0, []
    # So late that all of the life finds room behind it, if there is so much.
    latest = max(0, len(filled) - sum(steps))
    for kind, step in zip([kind for kind in kinds if kind != "live"], steps, strict=True):
        earliest += step - 1 if found else 0
        latest = max(earliest, latest) if not found else min(earliest + 4, len(filled) - 1)
        if earliest >= len(filled):
            break
        slot = min(range(earliest, max(earliest, latest) + 1), key=lambda each: filled[each])
        found.append((slot, kind))
        earliest = slot + 1
    return found


def _live_through(story: Story, was_live: bool, before: datetime) -> None:
    """Fills in what readers see of it and when."""
    if was_live:
        story.dated_at = before - timedelta(minutes=story.number % 30)
        story.spans.append(Span(story.dated_at, story.word("t", 0)))
    for boundary in story.boundaries:
        at, number = boundary.at, boundary.number
        if boundary.kind == "return":
            story.withdrawals[-1].ends = at
            story.spans.append(Span(at, story.spans[-1].text))
            continue
        if story.spans:
            story.spans[-1].ends = at
        if boundary.kind in ENDS:
            story.withdrawals.append(Span(at, boundary.kind))
            continue
        if boundary.kind == "correction":
            story.notes.append((at, story.word("n", number)))
        story.dated_at = story.dated_at or at
        story.spans.append(Span(at, story.word("t", number)))
