"""The bodies of two texts: what differs, where it stands, and what is folded between."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import diffing, richtext
from articles.admin.article.figures import Figures

# Equal blocks that stay in sight beside what differs; a run that is no longer is not folded.
_BESIDE = 1
_SHORTEST_FOLD = 3
# What of an earlier text can be put back into the present one.
RESTORABLE = frozenset({"changed", "format", "removed"})
# Nobody goes through more one by one; what is beyond has its marks and no heads. A hostile body has
# ten thousand, and a head costs more than its paragraph.
_MOST_HEADS = 1_000


@dataclass(frozen=True)
class Place:
    """One row of the comparison. The first of each change bears its number, from 1, its name, and
    the numbers of those before and after it; what was added, or taken out, in one piece is one
    change.
    """

    row: diffing.Row
    number: int = 0
    words: str = ""
    of_all: str = ""
    previous: int = 0
    next: int = 0

    @property
    def is_change(self) -> bool:
        return self.row.kind != "same"

    @property
    def has_both(self) -> bool:
        """Whether it has to be said which of the two texts is which."""
        return self.is_change and bool(self.row.before and self.row.after)

    @property
    def is_restorable(self) -> bool:
        return self.row.kind in RESTORABLE and self.row.before_index is not None


@dataclass(frozen=True)
class Run:
    places: list[Place]
    # How it is called while it is folded; "" for one in sight.
    folded: str = ""


@dataclass(frozen=True)
class Body:
    runs: list[Run]
    changes: int
    summary: str
    # In words even where nothing differs: how long both are.
    lengths: str


def compared(before: str, after: str) -> Body:
    rows = [] if before == after else Figures(before, after).compare(before, after)
    changes = sum(_begins(rows, at) for at in range(len(rows)))
    runs = list(_runs(_places(rows, changes))) if changes else []
    return Body(runs, changes, _summary(rows), _lengths(before, after))


def _places(rows: list[diffing.Row], changes: int) -> Iterable[Place]:
    number, last = 0, min(changes, _MOST_HEADS)
    of_all = _("%(number)s of %(count)s")
    for at, row in enumerate(rows):
        if number == last or not _begins(rows, at):
            yield Place(row)
            continue
        number += 1
        said = of_all % {"number": number, "count": changes}
        yield Place(row, number, _words(row), said, number - 1, number + 1 if number < last else 0)


def _begins(rows: list[diffing.Row], at: int) -> bool:
    """Whether a change begins with this row. What moved is one, and named where it is now."""
    kind = rows[at].kind
    goes_on = at > 0 and kind in ("added", "removed") and rows[at - 1].kind == kind
    has_left = kind == "moved" and not rows[at].after
    return kind != "same" and not goes_on and not has_left


def _runs(places: Iterable[Place]) -> Iterable[Run]:
    groups = [list(group) for _same, group in groupby(places, key=_is_same)]
    for at, group in enumerate(groups):
        if not _is_same(group[0]):
            yield Run(group)
            continue
        head = 0 if at == 0 else _BESIDE
        tail = 0 if at == len(groups) - 1 else _BESIDE
        yield from _folded(group, head, len(group) - tail)


def _is_same(place: Place) -> bool:
    return not place.is_change


def _folded(group: list[Place], start: int, end: int) -> Iterable[Run]:
    """An equal run: its ends stay in sight, what is between is folded if there is much of it."""
    if end - start < _SHORTEST_FOLD:
        yield Run(group)
        return
    if start:
        yield Run(group[:start])
    count = end - start
    words = ngettext("%(count)d paragraph unchanged", "%(count)d paragraphs unchanged", count)
    yield Run(group[start:end], words % {"count": count})
    if end < len(group):
        yield Run(group[end:])


def _words(row: diffing.Row) -> str:
    return {
        "changed": _("Changed"),
        "moved": _("Moved to here"),
        "added": _("Added"),
        "removed": _("Taken out"),
        "format": _("Only formatted otherwise"),
    }[row.kind]


def _summary(rows: list[diffing.Row]) -> str:
    """Like "Paragraphs: 3 changed, 1 moved"; what moved has two rows and counts once."""
    kinds = Counter(row.kind for row in rows if row.kind != "moved" or row.after)
    counts = {
        "changed": ngettext("%d changed", "%d changed", kinds["changed"]),
        "added": ngettext("%d added", "%d added", kinds["added"]),
        "removed": ngettext("%d taken out", "%d taken out", kinds["removed"]),
        "moved": ngettext("%d moved", "%d moved", kinds["moved"]),
        "format": ngettext("%d only formatted", "%d only formatted", kinds["format"]),
    }
    said = [words % kinds[kind] for kind, words in counts.items() if kinds[kind]]
    return _("Paragraphs: %s") % ", ".join(said) if said else ""


def _lengths(before: str, after: str) -> str:
    one, other = richtext.word_count(before), richtext.word_count(after)
    if one == other:
        return ngettext("%d word", "%d words", one) % one
    words = ngettext("%(one)d → %(other)d word", "%(one)d → %(other)d words", other)
    return words % {"one": one, "other": other}
