"""What a history is made of: entries, and the span of time that one page of it tells of."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from articles import people
from articles.models import Article


@dataclass(frozen=True)
class Entry:
    at: datetime
    who: str
    what: str
    note: str = ""
    # The name of its text in addresses; "" where there is none to be read.
    side: str = ""
    revision: int | None = None
    # What it changed in a few words.
    changed: str = ""
    # With which other text it was merged.
    merged: str = ""
    # The texts that it was made of, to be compared with it: (their words, their names).
    parents: tuple[tuple[str, str], ...] = ()
    # Readers see it, or may; the story's own texts do not go on from it.
    is_beside: bool = False
    # Why its text cannot be read any more.
    lost: str = ""
    is_head: bool = False
    # Another story that it is about, if whoever looks may see it.
    story: Article | None = None


class Span(NamedTuple):
    """From the first of a page to that of the page of what is newer; None is without end."""

    since: datetime | None
    until: datetime | None

    def holds(self, moment: datetime) -> bool:
        is_late_enough = self.since is None or moment >= self.since
        return is_late_enough and (self.until is None or moment < self.until)


def who(user) -> str:
    return people.full_name(user) if user else "–"
