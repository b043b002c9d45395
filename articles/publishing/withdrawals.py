"""A story taken down, now or at a moment, and brought back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, timeline
from articles.errors import NotLive, Refused
from articles.models import OPEN, Article, Change, PublishedVersion, Withdrawal
from articles.publishing.locks import hold_names, last_revision, lock, moved_on, revision_of
from articles.publishing.queue import texts_ahead
from articles.publishing.rebasing import KEEP
from articles.publishing.versions import put_in


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
    article, now = lock(article, now)
    start = at or now
    if start < now:
        raise Refused(_("The moment lies in the past. Withdraw now, or choose a later one."))
    if answer == Withdrawal.Answer.MOVED and (see_instead is None or see_instead == article):
        raise Refused(_("Choose another story that readers shall see instead."))
    standing = Withdrawal.objects.filter(article=article, ends_at=OPEN).first()
    if standing is not None and (standing.begins_at <= now or standing.begins_at == start):
        return standing
    if standing is not None:
        let_go_on(article, standing.begins_at, now)
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


def let_go_on(article: Article, end: datetime, now: datetime) -> None:
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
    revision = revision_of(article, by=by, now=now) if text == "working copy" else None
    with transaction.atomic(), audit.held_back():
        hold_names(revision or last_revision(article), *texts_ahead(article, now))
        locked, now = lock(article, now)
        start = at or now
        withdrawal, is_down = _withdrawal_to_end(locked, start, now)
        if start < now:
            raise Refused(
                _("The moment lies in the past. Bring it back now, or choose a later one.")
            )
        if revision is not None and locked.head_id != revision.pk:
            raise moved_on(locked, revision)
        last = PublishedVersion.objects.of(locked).order_by("-live_from").first()
        if last is None and revision is None:
            raise NotLive(_("Readers never saw this story: choose the working copy."))
        # One that has not begun of a story that is live never will: its span is empty.
        ends_at = start if is_down else withdrawal.begins_at
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
        let_go_on(locked, withdrawal.begins_at, now)
        if revision is None and last.live_until > now:
            return PublishedVersion.objects.get(pk=last.pk)
        return put_in(
            locked,
            revision or last.revision,
            at=at,
            change=Change.MINOR,
            note="",
            queue=KEEP,
            by=by,
            now=now,
            is_known=revision is None,
        )


def _withdrawal_to_end(article: Article, start: datetime, now: datetime) -> tuple[Withdrawal, bool]:
    """Which one ends, and whether the story is down with it. Where another one follows at once,
    because nothing came in between, it is the one of that moment.
    """
    last = Withdrawal.objects.filter(article=article, ends_at=OPEN).first()
    present = Withdrawal.objects.in_force(now).filter(article=article).first()
    if last is not None:
        if present is None or present.ends_at < last.begins_at:
            return last, last.begins_at <= now
        return (present if start < last.begins_at else last), True
    if present is not None:
        raise NotLive(
            _("This story is to be brought back at a moment already. Take that back first.")
        )
    raise NotLive(_("This story is not withdrawn."))
