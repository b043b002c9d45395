"""The queue of one story: what waits, what becomes of it when another text is published before it,
and how it is moved or taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, readiness, three_way, timeline
from articles import content as contents
from articles.errors import NotLive, NotReady, Refused, ScheduledAhead, Unsettled, Withdrawn
from articles.models import (
    OPEN,
    Article,
    Change,
    Correction,
    PublishedVersion,
    Revision,
    Withdrawal,
)
from articles.publishing.locks import hold_names, lock
from articles.three_way import Sides, Undecided

# What an editor may say of the texts that wait behind a new one.
KEEP, REBASE, CANCEL = "keep", "rebase", "cancel"


@dataclass(frozen=True)
class Waiting:
    """A version to come, as it is put in again: its text, its moment, and what was said of it."""

    revision: Revision
    start: datetime
    change: str
    note: str
    by: object
    embargo: datetime | None
    # What is brought together of it and the text before; None where its own text stays.
    content: dict | None = None

    @property
    def is_empty(self) -> bool:
        return self.content == {}


def texts_ahead(article: Article, queue: str, now: datetime) -> list[Revision]:
    """The texts that a publication will change in the queue, before anything is locked."""
    if queue != REBASE or article.pk is None:
        return []
    return [version.revision for version in timeline.coming(article, now)]


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
        take_out(version, by=by, now=now)
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
    notes = notes_of(later)
    base, theirs, found, behind = before.revision.content, new.content, [], None
    for version in later:
        mine = version.revision.content
        content = _together(version, behind, Sides(base, theirs, mine), settled)
        base, before_it, theirs, behind = mine, theirs, content, version
        if is_nothing(content, before_it, version.change):
            content = {}
        found.append(as_waiting(version, notes, content=content))
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


def as_waiting(version: PublishedVersion, notes: dict[int, str], **changed) -> Waiting:
    fields = {
        "revision": version.revision,
        "start": version.live_from,
        "change": version.change,
        "note": notes.get(version.pk, ""),
        "by": version.published_by,
        "embargo": version.embargoed_until,
    }
    return Waiting(**fields | changed)


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
        version = put_in_again(article, waiting, revision, now=now)
        record("scheduled", version, {"rebased": waiting.revision.pk}, by=by, now=now)
        made.append(version)
        before = revision
    return made


def put_in_again(
    article: Article, waiting: Waiting, revision: Revision, *, now: datetime
) -> PublishedVersion:
    return timeline.put_in(
        article,
        revision,
        start=waiting.start,
        embargo=waiting.embargo,
        change=waiting.change,
        note=waiting.note,
        by=waiting.by,
        now=now,
    )


def date_anew(article: Article, after: datetime, *, by, now: datetime) -> None:
    """Puts in again what waits behind a moment at which the queue was changed, on record, where its
    date or its "Updated" was that of a version which is another by now.
    """
    for version in timeline.coming(article, now):
        if version.live_from <= max(after, now):
            continue
        revision, start = version.revision, version.live_from
        is_dated = (version.dated_at, version.updated_at)
        if is_dated == timeline.dating(article, revision, start, version.change):
            continue
        waiting = as_waiting(version, notes_of([version]))
        take_out(version, by=by, now=now)
        again = put_in_again(article, waiting, revision, now=now)
        record("scheduled", again, {"behind": after.isoformat()}, by=by, now=now)


def take_out(version: PublishedVersion, *, by, now: datetime, act: str = "version dropped") -> None:
    """Drops a version that has not begun; the one that it would have ended goes on."""
    before = PublishedVersion.objects.of(version.article_id).filter(
        live_until=version.live_from, live_until__gt=now
    )
    # Asked anew: taking out the one after it may have moved its end since it was loaded.
    end = PublishedVersion.objects.values_list("live_until", flat=True).get(pk=version.pk)
    before = list(before)
    timeline.drop(version, now=now, by=by, act=act)
    for earlier in before:
        timeline.cut_short(earlier, end, now=now)


def record(act: str, version: PublishedVersion, seen: dict, *, by, now: datetime) -> None:
    audit.record(
        act,
        by=by,
        at=now,
        article=version.article,
        revision=version.revision,
        live_from=version.live_from.isoformat(),
        change=version.change,
        **seen,
    )


@transaction.atomic
@audit.held_back()
def unschedule(version: PublishedVersion, *, by, now: datetime | None = None) -> None:
    """Takes back a publication that has not begun. Raises NotLive once it has."""
    now = now or timezone.now()
    _locked, now = lock(version.article, now)
    version = PublishedVersion.objects.filter(pk=version.pk, live_from__gt=now).first()
    if version is None:
        raise NotLive(_("This publication has begun already, or was taken back before."))
    _refuse_to_leave_a_lone_withdrawal(version, now)
    take_out(version, by=by, now=now)
    date_anew(version.article, version.live_from, by=by, now=now)
    withdrawn_until_next(version.article, now)


def _refuse_to_leave_a_lone_withdrawal(version: PublishedVersion, now: datetime) -> None:
    """A withdrawal that waits needs something that it will end."""
    waiting = Withdrawal.objects.filter(article=version.article_id, ends_at=OPEN, begins_at__gt=now)
    if waiting.exists() and len(timeline.coming(version.article, now)) == 1:
        raise Refused(
            _("A withdrawal of this story waits. Bring it back first, then take this back.")
        )


@transaction.atomic
@audit.held_back()
def move(
    version: PublishedVersion, *, by, at: datetime, now: datetime | None = None
) -> PublishedVersion:
    """Moves a publication that has not begun to another moment; its text, its kind of change and
    what readers are told of it stay. Moved to where it is, it stays as it is.

    The queue keeps its order: raises ScheduledAhead where another text of the story stands in
    between. Raises NotLive once it has begun, NotReady, Withdrawn, Refused.
    """
    now = now or timezone.now()
    hold_names(*(each.revision for each in timeline.coming(version.article, now)))
    article, now = lock(version.article, now)
    coming = timeline.coming(article, now)
    ahead = [each for each in coming if each.live_from > now]
    moved = next((each for each in ahead if each.pk == version.pk), None)
    if moved is None:
        raise NotLive(_("This publication has begun already, or was taken back before."))
    was = moved.live_from
    if was == at:
        return moved
    _refuse_to_move(article, moved, ahead, at, now)
    # What follows is put in anew with it: its date and "Updated" may be this one's.
    chain = [each for each in ahead if each.live_from >= was]
    notes = notes_of(chain)
    embargo = readiness.embargo_end(article, moved.revision.content)
    anew = [as_waiting(each, notes) for each in chain]
    anew[0] = replace(anew[0], start=at, by=by, embargo=embargo)
    for each in reversed(chain):
        take_out(each, by=by, now=now)
    made = [put_in_again(article, each, each.revision, now=now) for each in anew]
    withdrawn_until_next(article, now)
    first, *following = made
    record("scheduled", first, {"moved_from": was.isoformat()}, by=by, now=now)
    for each in following:
        record("scheduled", each, {"behind": at.isoformat()}, by=by, now=now)
    return first


def _refuse_to_move(article, moved, ahead, at: datetime, now: datetime) -> None:
    if at < now:
        raise Refused(_("The moment lies in the past. Publish now, or choose a later one."))
    first, last = sorted((moved.live_from, at))
    between = [each for each in ahead if each is not moved and first <= each.live_from <= last]
    if between:
        raise ScheduledAhead(
            _(
                "Another text of this story is scheduled between the two moments. "
                "Move that one first, or take it back."
            ),
            versions=between,
        )
    if Withdrawal.objects.in_force(at).filter(article=article, ends_at=OPEN).exists():
        raise Withdrawn(_("The story is withdrawn then. Move the withdrawal first."))
    found = readiness.problems(article, moved.revision.content, start=at)
    if found:
        raise NotReady(found)


def notes_of(versions: list[PublishedVersion]) -> dict[int, str]:
    """What readers are told of these, by their keys."""
    told = Correction.objects.filter(version__in=versions)
    return dict(told.values_list("version", "text"))


def withdrawn_until_next(article: Article, now: datetime) -> None:
    """What was to come back at a moment stays withdrawn until the first version to come; without
    one, until the withdrawal that waits, if one does.
    """
    returning = Withdrawal.objects.in_force(now).filter(article=article, ends_at__lt=OPEN)
    if returning.exists():
        coming = timeline.coming(article, now)
        waits = Withdrawal.objects.filter(article=article, ends_at=OPEN, begins_at__gt=now).first()
        otherwise = waits.begins_at if waits else OPEN
        returning.update(ends_at=coming[0].live_from if coming else otherwise)
