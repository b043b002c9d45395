"""What a publication would do to the texts that wait, said before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from articles import content as contents
from articles import diffing, readiness, three_way
from articles.errors import Refused
from articles.models import Article, PublishedVersion
from articles.publishing import rebasing
from articles.three_way import Sides, Undecided


@dataclass(frozen=True)
class Taken:
    """What of the new text readers see no more once a text that stayed replaces it: names of
    fields, and how many paragraphs.
    """

    names: tuple[str, ...] = ()
    paragraphs: int = 0

    def __bool__(self) -> bool:
        return bool(self.names or self.paragraphs)


@dataclass(frozen=True)
class Expected:
    """One text that waits behind the new one.

    Staying, it takes back what `takes_back` says. Taking over, it is asked at the `unsettled` names
    (`is_open`: that depends on what is settled before it), or nothing `is_left` of it, or it cannot
    and `problems` say why.
    """

    version: PublishedVersion
    takes_back: Taken = Taken()
    unsettled: frozenset[str] = frozenset()
    is_open: bool = False
    is_left: bool = True
    problems: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not (self.unsettled or self.is_open or self.problems)


@dataclass(frozen=True)
class Forecast:
    """`before`: what the new text would replace; `passed` wait, and begin before it; `replaced`
    wait for the very moment and give their place.
    """

    before: PublishedVersion | None
    passed: list[PublishedVersion]
    replaced: list[PublishedVersion]
    behind: list[Expected]

    @property
    def may_rebase(self) -> bool:
        return self.before is not None and bool(self.behind)

    @property
    def is_clean(self) -> bool:
        return self.may_rebase and all(each.is_clean for each in self.behind)


def forecast(
    article: Article,
    coming: Sequence[PublishedVersion],
    content: dict | None,
    *,
    start: datetime,
    now: datetime,
    but: PublishedVersion | None = None,
) -> Forecast:
    """What publishing a content at `start` would do to what is `coming` (timeline.coming); without
    a content, which is not written yet, only what waits is told. `but`: the schedule of that very
    text. Merges each text that waits twice: a tenth of a second for 10,000 words.
    """
    before = rebasing.replaced_by(coming, start, but=but)
    ahead = rebasing.ahead_of(coming, start, now, but=but)
    waits = [each for each in coming if each.live_from > now and each is not but]
    later = [each for each in ahead if each.live_from > start]
    is_known = before is not None and content is not None
    return Forecast(
        before,
        [each for each in waits if each.live_from < start],
        [each for each in ahead if each.live_from == start],
        _expected(article, before.revision.content, content, later)
        if is_known
        else [Expected(each, is_open=True) for each in later],
    )


def _expected(article: Article, base: dict, new: dict, later) -> list[Expected]:
    found, theirs, first = [], new, base
    for version in later:
        mine = version.revision.content
        said = {"takes_back": _taken_back(Sides(first, new, mine))}
        if theirs is None:
            found.append(Expected(version, is_open=True, **said))
            continue
        before, (theirs, met) = theirs, _taken_over(Sides(base, theirs, mine))
        if theirs is not None:
            met["is_left"] = not rebasing.is_nothing(theirs, before, version.change)
            start = version.live_from
            problems = readiness.problems(article, theirs, start=start) if met["is_left"] else ()
            met["problems"] = tuple(map(str, problems))
        base = mine
        found.append(Expected(version, **said, **met))
    return found


def _taken_over(sides: Sides) -> tuple[dict | None, dict]:
    """The content with what the text before it changed, and what stands in the way of it."""
    try:
        content = three_way.merged(sides, {})
        contents.validate(content)
    except Undecided as undecided:
        return None, {"unsettled": frozenset(undecided.names)}
    except Refused as refusal:
        return None, {"problems": (str(refusal),)}
    return content, {}


def _taken_back(sides: Sides) -> Taken:
    """What the text before changed, and this one does not say, its own words included."""
    changed = contents.differing(sides.base, sides.theirs)
    names = [name for name in changed if sides.theirs[name] != sides.mine[name] and name != "body"]
    if "body" not in changed or sides.theirs["body"] == sides.mine["body"]:
        return Taken(tuple(names))
    return Taken(tuple(names), sum(map(_paragraphs, three_way.pieces(sides))))


def _paragraphs(piece: diffing.Piece) -> int:
    if isinstance(piece, diffing.Conflict):
        return len(diffing.blocks(piece.theirs or piece.base))
    return len(diffing.blocks(piece.html or piece.base)) if piece.who == "theirs" else 0
