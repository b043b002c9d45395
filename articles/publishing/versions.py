"""A text of a story made what readers see, now or at a moment to come."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, readiness, timeline, uses
from articles import content as contents
from articles.errors import NotReady, Refused, Withdrawn
from articles.models import Article, Change, Image, PublishedVersion, Revision, Withdrawal
from articles.publishing import queue as queues
from articles.publishing import rebasing
from articles.publishing.locks import hold_names, lock, moved_on, revision_of


def publish(
    article: Article,
    *,
    by,
    at: datetime | None = None,
    change: str = Change.UPDATE,
    note: str = "",
    queue: str = "",
    settled: Mapping[int, Mapping[str, str]] | None = None,
    passed: Sequence[str] = (),
    word: str = "",
    now: datetime | None = None,
) -> PublishedVersion:
    """Publishes the revision that this instance was loaded with, now or at a moment to come.

    Columns changed in memory are saved as a revision first. Pressed twice, it publishes once and
    returns the same version; a revision already scheduled is moved. Where other texts are scheduled
    for that moment or after it, `queue` says whether those after it stay ("keep"), take over what
    the new one changes ("rebase") or go ("cancel"); one for the very moment gives its place.
    `settled` says for the revision of each what stands where two changed the same, in the words of
    three_way. `note` is what readers are told of a change that must be told (Change.noted).
    `passed` are the keys of the warnings of readiness that `by` has seen and publishes all the
    same, `word` says why; both go on record, and a door that asks nobody gives neither.
    Raises StaleBase, NotReady, ScheduledAhead, Unsettled, Withdrawn, Refused.
    """
    now = now or timezone.now()
    revision = revision_of(article, by=by, now=now)
    with transaction.atomic(), audit.held_back():
        hold_names(revision, *queues.texts_ahead(article, now))
        locked, now = lock(article, now)
        if locked.head_id != revision.pk:
            raise moved_on(locked, revision)
        _refuse_withdrawn(locked, at or now)
        version = put_in(
            locked,
            revision,
            at=at,
            change=change,
            note=note,
            queue=queue,
            settled=settled,
            by=by,
            now=now,
            seen=what_was_passed(passed, word),
        )
    return version


def what_was_passed(passed: Sequence[str], word: str) -> dict:
    """What the record of a publication says of warnings that were passed, if any were."""
    return {"passed": list(passed), "word": word.strip()} if passed else {}


def _refuse_withdrawn(article: Article, start: datetime) -> None:
    if Withdrawal.objects.in_force(start).filter(article=article).exists():
        raise Withdrawn(_("This story is withdrawn. Bring it back instead of publishing it."))


def put_in(
    article: Article,
    revision: Revision,
    *,
    at: datetime | None,
    change: str,
    note: str,
    queue: str,
    by,
    now: datetime,
    settled: Mapping[int, Mapping[str, str]] | None = None,
    seen: Mapping | None = None,
    is_known: bool = False,
    planned_by=None,
) -> PublishedVersion:
    """The checks of every verb that publishes, then the version, on record.

    `planned_by`: whose publication it is, where `by` only lets go on what somebody else planned.
    `is_known`: readers know this text, or the one that it was made of; an embargo on what the desk
    writes now does not hold it.
    """
    start = at or now
    coming = timeline.coming(article, now)
    same = next((version for version in coming if version.revision_id == revision.pk), None)
    # Asked before the clock: the second press of a schedule may come when the first has begun.
    if same is not None and (same.live_from <= now or same.live_from == at):
        return same
    if start < now:
        raise Refused(_("The moment lies in the past. Publish now, or choose a later one."))
    _refuse_unready(article, revision, start, change, note, is_known=is_known)
    again = rebasing.make_way(
        article,
        coming,
        revision,
        start=start,
        same=same,
        queue=queue,
        settled=settled or {},
        by=by,
        now=now,
    )
    if same is not None:
        # What stood behind its schedule may now stand before it.
        queues.date_anew(article, same.live_from, by=by, now=now)
    version = timeline.put_in(
        article,
        revision,
        start=start,
        embargo=_embargo(article, revision, is_known=is_known),
        change=change,
        note=note.strip(),
        by=planned_by or by,
        now=now,
    )
    act = "scheduled" if start > now else "published"
    queues.record(act, version, seen or {}, by=by, now=now)
    rebasing.put_back(article, again, revision, by=by, now=now)
    queues.date_anew(article, start, by=by, now=now)
    queues.withdrawn_until_next(article, now)
    timeline.sweep(now)
    return version


def _refuse_unready(article, revision, start, change: str, note: str, *, is_known: bool) -> None:
    Image.objects.hold_single_uses(uses.pictures_of(revision.content))
    found = readiness.problems(article, revision.content, start=start, is_known=is_known)
    if change not in Change.values:
        found.append(_("Say what kind of change this is."))
    elif change in Change.noted() and not note.strip():
        found.append(_("Write what readers should be told of this change."))
    if found:
        raise NotReady(found)


def _embargo(article: Article, revision: Revision, *, is_known: bool) -> datetime | None:
    if is_known:
        return contents.moment(revision.content["embargoed_until"])
    return readiness.embargo_end(article, revision.content)
