"""What becomes of the texts that wait when another one is published before them: they stay, take
over what it changes, or go.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from articles import audit, readiness, three_way
from articles import content as contents
from articles.errors import NotReady, ScheduledAhead, Unsettled
from articles.models import Article, Change, PublishedVersion, Revision
from articles.publishing import queue as queues
from articles.publishing.queue import Waiting
from articles.three_way import Sides, Undecided

# What an editor may say of the texts that wait behind a new one.
KEEP, REBASE, CANCEL = "keep", "rebase", "cancel"


def ahead_of(
    coming: Sequence[PublishedVersion], start: datetime, now: datetime, *, but
) -> list[PublishedVersion]:
    """What waits for that moment or a later one, besides one version."""
    waits = [version for version in coming if version.live_from > now and version is not but]
    return [version for version in waits if version.live_from >= start]


def replaced_by(
    coming: Sequence[PublishedVersion], start: datetime, *, but
) -> PublishedVersion | None:
    """What readers would see at a moment, besides one version; None before the first of all."""
    begun = [each for each in coming if each.live_from <= start and each is not but]
    return begun[-1] if begun else None


def is_nothing(content: dict, before: dict, change: str) -> bool:
    """Whether readers would neither see nor be told anything new by a text after another."""
    return not contents.differing(content, before) and change not in Change.noted()


def make_way(
    article: Article,
    coming: Sequence[PublishedVersion],
    new: Revision,
    *,
    start: datetime,
    same: PublishedVersion | None,
    queue: str,
    settled: Mapping[int, Mapping[str, str]],
    by,
    now: datetime,
) -> list[Waiting]:
    """Takes out what waits behind a text that is put in, and returns what is to be put in again
    behind it, by put_back. `same` is the schedule of that very text. What waits for the very moment
    gives its place: two texts cannot begin at once.

    Raises ScheduledAhead where nobody has said what becomes of it, Unsettled where it has to be
    said how two texts go together.
    """
    ahead = ahead_of(coming, start, now, but=same)
    if ahead and queue not in (KEEP, REBASE, CANCEL):
        raise ScheduledAhead(
            _("Another text of this story is scheduled after this moment. Say what becomes of it."),
            versions=ahead,
        )
    later = [version for version in ahead if version.live_from > start]
    if later and queue == REBASE and replaced_by(coming, start, but=same) is None:
        raise ScheduledAhead(
            _(
                "Readers see nothing of this story before this moment, so there is nothing to take "
                "over. Say whether the text that is scheduled stays or is cancelled."
            ),
            versions=later,
        )
    again: list[Waiting] = []
    if queue == REBASE:
        again = rebased(coming, new, later, start=start, same=same, settled=settled)
        gone = ahead
    else:
        gone = ahead if queue == CANCEL else [each for each in ahead if each not in later]
    for version in reversed([*([same] if same is not None else []), *gone]):
        queues.take_out(version, by=by, now=now)
    return again


def rebased(
    coming: Sequence[PublishedVersion],
    new: Revision,
    later: Sequence[PublishedVersion],
    *,
    start: datetime,
    same: PublishedVersion | None,
    settled: Mapping[int, Mapping[str, str]],
) -> list[Waiting]:
    """Each text that waits, with what the new one changes of what it was to replace; one of which
    nothing is left, and of which readers would be told nothing, has an empty content. No rows are
    changed. `settled`: revision → choices, as three_way.merged takes them.
    """
    before = replaced_by(coming, start, but=same)
    if before is None or not later:
        return []
    notes = queues.notes_of(later)
    base, theirs, found, behind = before.revision.content, new.content, [], None
    for version in later:
        mine = version.revision.content
        content = _together(version, behind, Sides(base, theirs, mine), settled)
        base, before_it, theirs, behind = mine, theirs, content, version
        if is_nothing(content, before_it, version.change):
            content = {}
        found.append(queues.as_waiting(version, notes, content=content))
    return found


def _together(version: PublishedVersion, behind, sides: Sides, settled) -> dict:
    try:
        content = three_way.merged(sides, settled.get(version.revision_id, {}))
    except Undecided as undecided:
        raise Unsettled(
            _(
                "The text that waits and the one before it change the same places. "
                "Say for each what stands."
            ),
            version=version,
            behind=behind,
            sides=sides,
            names=undecided.names,
        ) from undecided
    contents.validate(content)
    return content


def put_back(
    article: Article, again: Sequence[Waiting], new: Revision, *, by, now: datetime
) -> list[PublishedVersion]:
    """Puts in again what make_way took out, each on record with the text that it came from."""
    made, before = [], new
    for waiting in again:
        if waiting.is_empty:
            continue
        revision = Revision.objects.create(
            article=article,
            base=before,
            merged=waiting.revision,
            kind=Revision.Kind.REBASED,
            made_by=audit.account(by),
            made_at=now,
            content=waiting.content,
        )
        found = readiness.problems(article, revision.content, start=waiting.start)
        if found:
            raise NotReady(found)
        embargo = readiness.embargo_end(article, revision.content)
        waiting = replace(waiting, embargo=embargo)
        version = queues.put_in_again(article, waiting, revision, now=now)
        queues.record("scheduled", version, {"rebased": waiting.revision.pk}, by=by, now=now)
        made.append(version)
        before = revision
    return made
