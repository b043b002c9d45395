"""Publishing: what makes readers see a story, see it changed, or see it no more.

Every verb takes the article's row lock, asks the timeline what is coming, changes it and records
the act. `now` is the clock of the door that calls, `at` a later moment at which the act takes
effect.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, drafting, readiness, timeline
from articles import content as contents
from articles.errors import NotLive, NotReady, Refused, ScheduledAhead, StaleBase, Withdrawn
from articles.models import (
    OPEN,
    Article,
    Author,
    Change,
    Correction,
    PublishedVersion,
    Revision,
    Topic,
    Withdrawal,
)

_NEXT = timedelta(microseconds=1)


def publish(
    article: Article,
    *,
    by,
    at: datetime | None = None,
    change: str = Change.UPDATE,
    note: str = "",
    queue: str = "",
    passed: Sequence[str] = (),
    word: str = "",
    now: datetime | None = None,
) -> PublishedVersion:
    """Publishes the revision that this instance was loaded with, now or at a moment to come.

    Columns changed in memory are saved as a revision first. Pressed twice, it publishes once and
    returns the same version; a revision already scheduled is moved. Where other texts are scheduled
    after the new one, `queue` says whether they stay ("keep") or go ("cancel"). `note` is what
    readers are told of a change that must be told (Change.noted). `passed` are the keys of the
    warnings of readiness that `by` has seen and publishes all the same, `word` says why; both go on
    record, and a door that asks nobody gives neither.
    Raises StaleBase, NotReady, ScheduledAhead, Withdrawn, Refused.
    """
    now = now or timezone.now()
    revision = _revision_of(article, by=by, now=now)
    with transaction.atomic(), audit.held_back():
        _hold_names(revision)
        locked, now = _lock(article, now)
        if locked.head_id != revision.pk:
            raise _moved_on(locked, revision)
        _refuse_withdrawn(locked, at or now)
        version = _put_in(
            locked,
            revision,
            at=at,
            change=change,
            note=note,
            queue=queue,
            by=by,
            now=now,
            seen=_seen(passed, word),
        )
    return version


def _seen(passed: Sequence[str], word: str) -> dict:
    """What the record of a publication says of warnings that were passed, if any were."""
    return {"passed": list(passed), "word": word.strip()} if passed else {}


def _revision_of(article: Article, *, by, now: datetime) -> Revision:
    """The revision that an instance stands for; what differs in memory becomes one first."""
    if article.pk is None:
        return drafting.save(article, {}, base=None, by=by, now=now)
    held = contents.of(article)
    if article.head_id is None:
        return drafting.save(article, held, base=None, by=by, now=now)
    head = Revision.objects.get(pk=article.head_id)
    still_head = Article.objects.filter(pk=article.pk, head=head).exists()
    # Lists live in rows of their own: once somebody else saved, they are no longer this instance's.
    fields = contents.FIELDS if still_head else contents.COLUMNS
    if not head.content:
        # It was thinned or erased since: what the instance was loaded with is not known any more.
        raise _moved_on(Article.objects.get(pk=article.pk), head)
    names = [name for name in fields if held[name] != head.content[name]]
    if not names:
        return head
    changes = {name: held[name] for name in names}
    return drafting.save(article, changes, base=head, by=by, now=now)


def _last_revision(article: Article) -> Revision | None:
    return (
        Revision.objects.filter(versions__article=article).order_by("-versions__live_from").first()
    )


def _hold_names(*revisions: Revision | None) -> None:
    """No topic and no author of a text is merged or renamed until it is published. They are held
    before the story, because who merges them asks for the stories after them.
    """
    contents_of = [revision.content for revision in revisions if revision is not None]
    Topic.objects.hold(key for content in contents_of for key in content["topics"])
    Author.objects.hold(row["author"] for content in contents_of for row in content["bylines"])


def _lock(article: Article, now: datetime) -> tuple[Article, datetime]:
    """The article, its row locked, and a clock that is not behind what was done to it last: who
    waited for the lock asked the clock before whoever held it did.
    """
    locked = Article.objects.select_for_update().get(pk=article.pk)
    latest = PublishedVersion.objects.of(locked).aggregate(Max("changed_at"))["changed_at__max"]
    return locked, latest + _NEXT if latest is not None and now < latest else now


def _moved_on(article: Article, mine: Revision) -> StaleBase:
    return StaleBase(
        _("Somebody saved this story after you opened it. Compare the two, then publish."),
        article=article,
        base=mine,
        theirs=article.head,
        mine=mine,
    )


def _refuse_withdrawn(article: Article, start: datetime) -> None:
    if Withdrawal.objects.in_force(start).filter(article=article).exists():
        raise Withdrawn(_("This story is withdrawn. Bring it back instead of publishing it."))


def _put_in(article, revision, *, at, change, note, queue, by, now, seen=None) -> PublishedVersion:
    """The checks of publish() and bring_back(), then the version, on record."""
    start = at or now
    coming = timeline.coming(article, now)
    same = next((version for version in coming if version.revision_id == revision.pk), None)
    # Asked before the clock: the second press of a schedule may come when the first has begun.
    if same is not None and (same.live_from <= now or same.live_from == at):
        return same
    if start < now:
        raise Refused(_("The moment lies in the past. Publish now, or choose a later one."))
    found = readiness.problems(article, revision.content, start=start)
    if change not in Change.values:
        found.append(_("Say what kind of change this is."))
    elif change in Change.noted() and not note.strip():
        found.append(_("Write what readers should be told of this change."))
    if found:
        raise NotReady(found)
    _settle_queue(coming, same, start, queue, by=by, now=now)
    version = timeline.put_in(
        article, revision, start=start, change=change, note=note.strip(), by=by, now=now
    )
    _withdrawn_until_next(article, now)
    timeline.sweep(now)
    _record("scheduled" if start > now else "published", version, seen or {}, by=by, now=now)
    return version


def _settle_queue(coming, same, start: datetime, queue: str, *, by, now: datetime) -> None:
    """Drops the same revision's own schedule, and what is ahead if the editor said so."""
    ahead = [version for version in coming if version.live_from > start and version is not same]
    if ahead and queue not in ("keep", "cancel"):
        raise ScheduledAhead(
            _(
                "Another text of this story is scheduled after this moment. "
                "Say whether it stays or is cancelled."
            ),
            versions=ahead,
        )
    dropped = ([same] if same is not None else []) + (ahead if queue == "cancel" else [])
    for version in dropped:
        _take_out(version, by=by, now=now)


def _take_out(version: PublishedVersion, *, by, now: datetime) -> None:
    """Drops a version that has not begun; the one that it would have ended goes on."""
    before = PublishedVersion.objects.of(version.article_id).filter(
        live_until=version.live_from, live_until__gt=now
    )
    # Asked anew: taking out the one after it may have moved its end since it was loaded.
    end = PublishedVersion.objects.values_list("live_until", flat=True).get(pk=version.pk)
    before = list(before)
    timeline.drop(version, now=now, by=by)
    for earlier in before:
        timeline.cut_short(earlier, end, now=now)


def _record(act: str, version: PublishedVersion, seen: dict, *, by, now: datetime) -> None:
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
    _locked, now = _lock(version.article, now)
    version = PublishedVersion.objects.filter(pk=version.pk, live_from__gt=now).first()
    if version is None:
        raise NotLive(_("This publication has begun already, or was taken back before."))
    _refuse_to_leave_a_lone_withdrawal(version, now)
    _take_out(version, by=by, now=now)
    _withdrawn_until_next(version.article, now)


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
    _hold_names(*(each.revision for each in timeline.coming(version.article, now)))
    article, now = _lock(version.article, now)
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
    notes = _notes(chain)
    anew = [
        {
            "revision": each.revision,
            "start": at if each is moved else each.live_from,
            "change": each.change,
            "note": notes.get(each.pk, ""),
            "by": by if each is moved else each.published_by,
        }
        for each in chain
    ]
    for each in reversed(chain):
        _take_out(each, by=by, now=now)
    made = [timeline.put_in(article, now=now, **version) for version in anew]
    _withdrawn_until_next(article, now)
    first, *following = made
    _record("scheduled", first, {"moved_from": was.isoformat()}, by=by, now=now)
    for each in following:
        _record("scheduled", each, {"behind": at.isoformat()}, by=by, now=now)
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


def _notes(versions: list[PublishedVersion]) -> dict[int, str]:
    """What readers are told of these, by their keys."""
    told = Correction.objects.filter(version__in=versions)
    return dict(told.values_list("version", "text"))


def _withdrawn_until_next(article: Article, now: datetime) -> None:
    """What was to come back at a moment stays withdrawn until the first version to come."""
    returning = Withdrawal.objects.in_force(now).filter(article=article, ends_at__lt=OPEN)
    if returning.exists():
        coming = timeline.coming(article, now)
        returning.update(ends_at=coming[0].live_from if coming else OPEN)


@transaction.atomic
@audit.held_back()
def withdraw(
    article: Article,
    *,
    by,
    at: datetime | None = None,
    answer: int = Withdrawal.Answer.GONE,
    public_note: str = "",
    reason: str = "",
    see_instead: Article | None = None,
    now: datetime | None = None,
) -> Withdrawal:
    """Takes a story down, now or at a moment; what is scheduled after it is dropped, on record.

    Pressed twice, it returns the same withdrawal; one that waits is moved. Raises NotLive, Refused.
    """
    now = now or timezone.now()
    article, now = _lock(article, now)
    start = at or now
    if start < now:
        raise Refused(_("The moment lies in the past. Withdraw now, or choose a later one."))
    if answer == Withdrawal.Answer.MOVED and (see_instead is None or see_instead == article):
        raise Refused(_("Choose another story that readers shall see instead."))
    standing = Withdrawal.objects.filter(article=article, ends_at=OPEN).first()
    if standing is not None and (standing.begins_at <= now or standing.begins_at == start):
        return standing
    if standing is not None:
        _let_go_on(article, standing.begins_at, now)
    coming = timeline.coming(article, now)
    if not any(version.live_from < start for version in coming):
        raise NotLive(_("This story is not live then. What is only scheduled can be taken back."))
    for version in coming:
        if version.live_from >= start:
            timeline.drop(version, now=now, by=by)
        elif version.live_until > start:
            timeline.cut_short(version, start, now=now)
    values = {
        "begins_at": start,
        "answer": answer,
        "see_instead": see_instead,
        "public_note": public_note.strip(),
        "reason": reason.strip(),
        "withdrawn_by": audit.account(by),
    }
    withdrawal, _made = Withdrawal.objects.update_or_create(
        article=article, ends_at=OPEN, defaults=values
    )
    timeline.sweep(now)
    audit.record(
        "withdrawn",
        by=by,
        at=now,
        article=article,
        revision=coming[0].revision,
        begins_at=start.isoformat(),
        answer=answer,
    )
    return withdrawal


def _let_go_on(article: Article, end: datetime, now: datetime) -> None:
    """Takes the end away that a waiting withdrawal has set."""
    ending = PublishedVersion.objects.of(article).filter(live_until=end, live_until__gt=now)
    for version in ending:
        timeline.cut_short(version, OPEN, now=now)


def bring_back(
    article: Article,
    *,
    by,
    at: datetime | None = None,
    text: str = "as it was",
    now: datetime | None = None,
) -> PublishedVersion:
    """Undoes a withdrawal: readers see the text "as it was", or the "working copy", again.

    A withdrawal that has not begun is taken back and the live version goes on. Raises NotLive where
    nothing is withdrawn, NotReady, StaleBase (working copy only).
    """
    now = now or timezone.now()
    revision = _revision_of(article, by=by, now=now) if text == "working copy" else None
    with transaction.atomic(), audit.held_back():
        _hold_names(revision or _last_revision(article))
        locked, now = _lock(article, now)
        start = at or now
        withdrawal = _withdrawal_to_end(locked, now)
        if revision is not None and locked.head_id != revision.pk:
            raise _moved_on(locked, revision)
        last = PublishedVersion.objects.of(locked).order_by("-live_from").first()
        # One that has not begun never will: its span is empty.
        ends_at = start if withdrawal.begins_at <= now else withdrawal.begins_at
        Withdrawal.objects.filter(pk=withdrawal.pk).update(
            ends_at=ends_at, brought_back_by=audit.account(by)
        )
        audit.record(
            "brought back",
            by=by,
            at=now,
            article=locked,
            revision=revision or last.revision,
            at_moment=start.isoformat(),
        )
        _let_go_on(locked, withdrawal.begins_at, now)
        if last.live_until > now and revision is None:
            return PublishedVersion.objects.get(pk=last.pk)
        return _put_in(
            locked,
            revision or last.revision,
            at=at,
            change=Change.MINOR,
            note="",
            queue="keep",
            by=by,
            now=now,
        )


def _withdrawal_to_end(article: Article, now: datetime) -> Withdrawal:
    withdrawal = Withdrawal.objects.filter(article=article, ends_at=OPEN).first()
    if withdrawal is not None:
        return withdrawal
    if Withdrawal.objects.in_force(now).filter(article=article).exists():
        raise NotLive(
            _("This story is to be brought back at a moment already. Take that back first.")
        )
    raise NotLive(_("This story is not withdrawn."))
