"""A legal hold: nothing of a story is published until it is cleared, and what waits is stopped.

A publication that was stopped is kept as it was. When the hold is cleared it goes back into the
queue if its moment is still to come; if not, somebody who publishes says what becomes of it.
"""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, drafting, readiness, timeline
from articles.errors import NotLive, Refused
from articles.models import Article, PublishedVersion, StoppedPublication, Withdrawal
from articles.publishing import queue as queues
from articles.publishing.locks import hold_names, lock
from articles.publishing.rebasing import KEEP
from articles.publishing.versions import put_in


class Cleared(NamedTuple):
    """What goes on as it was planned, and what was stopped for good until somebody decides."""

    resumed: list[PublishedVersion]
    left: list[StoppedPublication]


@transaction.atomic
@audit.held_back()
def hold(
    article: Article, *, by, reason: str, now: datetime | None = None
) -> list[StoppedPublication]:
    """Puts a story on legal hold and stops what waits of it, on record; returns what it stopped.
    What readers see goes on, and so does a withdrawal that waits. Pressed twice, only the reason
    is written anew.
    """
    now = now or timezone.now()
    locked, now = lock(article, now)
    ahead = [each for each in timeline.coming(locked, now) if each.live_from > now]
    stopped = [_stop(version, by=by, now=now) for version in ahead]
    for version in reversed(ahead):
        queues.take_out(version, by=by, now=now, act="stopped by the hold")
    queues.withdrawn_until_next(locked, now)
    changes = {"legal_hold": True, "legal_hold_reason": reason}
    drafting.save(locked, changes, base=locked.head_id, by=by, now=now)
    return stopped


def _stop(version: PublishedVersion, *, by, now: datetime) -> StoppedPublication:
    returns = Withdrawal.objects.filter(article=version.article_id, ends_at=version.live_from)
    notes = queues.notes_of([version])
    return StoppedPublication.objects.create(
        article_id=version.article_id,
        revision=version.revision,
        live_from=version.live_from,
        change=version.change,
        note=notes.get(version.pk, ""),
        published_by=version.published_by,
        ends_withdrawal=returns.filter(begins_at__lt=version.live_from).exists(),
        stopped_by=audit.account(by),
        stopped_at=now,
    )


@transaction.atomic
@audit.held_back()
def clear_hold(article: Article, *, by, now: datetime | None = None) -> Cleared:
    """Clears a legal hold: what was stopped, and whose moment is still to come, goes on as it was
    planned, where nothing else stands in its way. Pressed twice, it clears once.
    """
    now = now or timezone.now()
    waiting = StoppedPublication.objects.filter(article=article, settled_at=None)
    stopped_texts = [each.revision for each in waiting.select_related("revision")]
    hold_names(*stopped_texts, *queues.texts_ahead(article, now))
    locked, now = lock(article, now)
    if not locked.legal_hold:
        return Cleared([], list(waiting.all()))
    changes = {"legal_hold": False, "legal_hold_reason": ""}
    drafting.save(locked, changes, base=locked.head_id, by=by, now=now)
    resumed = [
        _go_on(
            locked,
            stopped,
            at=stopped.live_from,
            by=by,
            now=now,
            planned_by=stopped.published_by,
        )
        for stopped, obstacle in on_clearing(locked, now)
        if not obstacle
    ]
    return Cleared(resumed, list(waiting.order_by("live_from", "pk")))


def on_clearing(article: Article, now: datetime) -> list[tuple[StoppedPublication, str]]:
    """What becomes of each stopped publication when the hold is cleared: (it, a sentence about what
    stands in its way, or "" where it goes on as it was planned), earliest first.
    """
    free = copy(article)
    free.legal_hold = False
    coming = timeline.coming(article, now)
    taken = {version.live_from for version in coming}
    texts = {version.revision_id for version in coming}
    withdrawn = list(Withdrawal.objects.filter(article=article, ends_at__gt=now))
    waiting = StoppedPublication.objects.filter(article=article, settled_at=None)
    found = []
    for stopped in waiting.select_related("revision", "published_by").order_by("live_from", "pk"):
        down = _in_force(withdrawn, stopped.live_from)
        obstacle = _obstacle(free, stopped, now, taken=taken, texts=texts, is_down=bool(down))
        found.append((stopped, obstacle))
        if not obstacle:
            taken.add(stopped.live_from)
            texts.add(stopped.revision_id)
            for withdrawal in down:
                withdrawal.ends_at = stopped.live_from
    return found


def _in_force(withdrawn: list[Withdrawal], at: datetime) -> list[Withdrawal]:
    return [each for each in withdrawn if each.begins_at <= at < each.ends_at]


def _obstacle(
    article: Article, stopped, now: datetime, *, taken: set, texts: set, is_down: bool
) -> str:
    start = stopped.live_from
    if start <= now:
        return _("Its moment has passed.")
    if start in taken:
        return _("Another text of this story begins at that moment.")
    if stopped.revision_id in texts:
        return _("This very text is published or scheduled already.")
    if is_down and not stopped.ends_withdrawal:
        return _("The story is withdrawn then.")
    if not is_down and stopped.ends_withdrawal:
        return _("The story is not withdrawn any more.")
    known = is_known(stopped)
    return " ".join(
        readiness.problems(article, stopped.revision.content, start=start, is_known=known)
    )


def is_known(stopped: StoppedPublication) -> bool:
    """Whether the story was to come back as readers last saw it: an embargo on what the desk writes
    now does not hold that.
    """
    versions = PublishedVersion.objects.of(stopped.article_id).filter(revision=stopped.revision_id)
    return stopped.ends_withdrawal and versions.exists()


def resume(
    stopped: StoppedPublication,
    *,
    by,
    at: datetime | None = None,
    queue: str = "",
    settled: Mapping[int, Mapping[str, str]] | None = None,
    now: datetime | None = None,
) -> PublishedVersion:
    """Publishes what a hold had stopped, now or at a moment. Pressed twice, it publishes once.
    Raises what publish() raises, and NotLive for what was given up or has gone on.
    """
    now = now or timezone.now()
    with transaction.atomic(), audit.held_back():
        hold_names(stopped.revision, *queues.texts_ahead(stopped.article, now))
        locked, now = lock(stopped.article, now)
        stopped.refresh_from_db()
        if stopped.settled_at is not None:
            return _gone_on_before(locked, stopped, now)
        return _go_on(locked, stopped, at=at, by=by, now=now, queue=queue, settled=settled)


def _gone_on_before(article: Article, stopped: StoppedPublication, now) -> PublishedVersion:
    made = [each for each in timeline.coming(article, now) if each.pk == stopped.version]
    if not made:
        raise NotLive(_("This publication went on before, or was given up."))
    return made[0]


def _go_on(
    article: Article,
    stopped: StoppedPublication,
    *,
    at: datetime | None,
    by,
    now: datetime,
    queue: str = KEEP,
    settled: Mapping[int, Mapping[str, str]] | None = None,
    planned_by=None,
) -> PublishedVersion:
    _end_withdrawal(article, stopped, at or now, by=by, now=now)
    version = put_in(
        article,
        stopped.revision,
        at=at,
        change=stopped.change,
        note=stopped.note,
        queue=queue,
        settled=settled,
        by=by,
        planned_by=planned_by,
        now=now,
        seen={"stopped_from": stopped.live_from.isoformat()},
        is_known=is_known(stopped),
    )
    StoppedPublication.objects.filter(pk=stopped.pk).update(
        settled_at=now, settled_by=audit.account(by), version=version.pk
    )
    return version


def _end_withdrawal(article: Article, stopped, start: datetime, *, by, now: datetime) -> None:
    """Where the story was to come back with it, it does; else it must not be withdrawn then."""
    down = Withdrawal.objects.in_force(start).filter(article=article)
    if not down.exists():
        return
    if not stopped.ends_withdrawal:
        raise Refused(_("The story is withdrawn then. Bring it back instead."))
    down.update(ends_at=start, brought_back_by=audit.account(by))


@transaction.atomic
@audit.held_back()
def give_up(stopped: StoppedPublication, *, by, now: datetime | None = None) -> None:
    """Lets go of what a hold had stopped, on record; its text stays in the history. Pressed twice,
    it is given up once. Raises NotLive for what has gone on meanwhile.
    """
    locked, now = lock(stopped.article, now or timezone.now())
    waiting = StoppedPublication.objects.filter(pk=stopped.pk, settled_at=None)
    if waiting.update(settled_at=now, settled_by=audit.account(by)):
        audit.record(
            "stopped publication given up",
            by=by,
            at=now,
            article=locked,
            revision=stopped.revision,
            live_from=stopped.live_from.isoformat(),
        )
        return
    stopped.refresh_from_db()
    if stopped.version is not None:
        raise NotLive(_("This publication has gone on meanwhile: take it back, or withdraw it."))
