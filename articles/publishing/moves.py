"""What waits, moved to another moment or taken back."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, readiness, timeline
from articles.errors import NotLive, NotReady, Refused, ScheduledAhead, Withdrawn
from articles.models import OPEN, PublishedVersion, Withdrawal
from articles.publishing import queue as queues
from articles.publishing.locks import hold_names, lock


@transaction.atomic
@audit.held_back()
def unschedule(version: PublishedVersion, *, by, now: datetime | None = None) -> None:
    """Takes back a publication that has not begun. Raises NotLive once it has."""
    now = now or timezone.now()
    hold_names(*queues.texts_ahead(version.article, now))
    _locked, now = lock(version.article, now)
    version = PublishedVersion.objects.filter(pk=version.pk, live_from__gt=now).first()
    if version is None:
        raise NotLive(_("This publication has begun already, or was taken back before."))
    _refuse_to_leave_a_lone_withdrawal(version, now)
    queues.take_out(version, by=by, now=now)
    queues.date_anew(version.article, version.live_from, by=by, now=now)
    queues.withdrawn_until_next(version.article, now)


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
    hold_names(*queues.texts_ahead(version.article, now))
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
    notes = queues.notes_of(chain)
    embargo = readiness.embargo_end(article, moved.revision.content)
    anew = [queues.as_waiting(each, notes) for each in chain]
    anew[0] = replace(anew[0], start=at, by=by, embargo=embargo)
    for each in reversed(chain):
        queues.take_out(each, by=by, now=now)
    made = [queues.put_in_again(article, each, each.revision, now=now) for each in anew]
    queues.withdrawn_until_next(article, now)
    first, *following = made
    queues.record("scheduled", first, {"moved_from": was.isoformat()}, by=by, now=now)
    for each in following:
        queues.record("scheduled", each, {"behind": at.isoformat()}, by=by, now=now)
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
