"""An embargo: nothing of what the desk writes is published before it ends, or before it is lifted.

What readers see already goes on. A publication that waits before the end of a new embargo is taken
back, or moved to that end, as whoever sets it says; nothing moves unsaid. What waits behind the end
stays where it is. The end of an embargo is part of the text, and a story has one embargo: what
waits is put in again with what stands now. Where it was the very text of the desk, it stays that;
of another, which holds an end of its own that lies ahead, a revision is made beside the history.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, drafting, readiness, timeline
from articles import content as contents
from articles.errors import Refused, ScheduledAhead, Withdrawn
from articles.models import OPEN, Article, PublishedVersion, Revision, Withdrawal
from articles.publishing import queue as queues
from articles.publishing.locks import hold_names, lock

# What an editor may say of a publication that waits before the end of the embargo.
BACK, MOVE = "back", "move"
# What a door asks of the story once its row is held.
Look = Callable[[Article, datetime], None]


class Embargoed(NamedTuple):
    """`taken_back`: the moments of what waits no more. `moved` begins at the end; None is none."""

    moved: PublishedVersion | None
    taken_back: list[datetime]


@transaction.atomic
@audit.held_back()
def embargo(
    article: Article,
    *,
    until: datetime,
    reason: str,
    by,
    waits: str = "",
    look: Look | None = None,
    now: datetime | None = None,
) -> Embargoed:
    """Sets an embargo on a story, or moves the one that stands, on record. `until` is OPEN for one
    that holds until it is lifted. Pressed twice, it is set once.

    `look` is asked once nobody else changes the story any more, and raises what it has against it.
    Raises ScheduledAhead where nobody has said what becomes of a publication that waits before its
    end (`waits`), and Refused, Withdrawn.
    """
    now = now or timezone.now()
    hold_names(*queues.texts_ahead(article, now))
    locked, now = lock(article, now)
    if (locked.embargoed_until, locked.embargo_reason) == (until, reason):
        return Embargoed(None, [])
    if look is not None:
        look(locked, now)
    if until <= now:
        raise Refused(_("This moment is past. An embargo ends at one that lies ahead."))
    if not reason.strip():
        raise Refused(_("Say why the story is under an embargo."))
    coming = timeline.coming(locked, now)
    early = [each for each in coming if now < each.live_from < until]
    _refuse_early(locked, coming, early, until, waits, now)
    moved = early[-1] if early and waits == MOVE else None
    gone = [each for each in early if each is not moved]
    changes = {"embargoed_until": until, "embargo_reason": reason}
    starts = {moved.pk: until} if moved is not None else {}
    made = _save(locked, changes, coming, gone, starts, by=by, now=now)
    return Embargoed(
        next((each for each in made if moved is not None and each.live_from == until), None),
        [each.live_from for each in gone],
    )


@transaction.atomic
@audit.held_back()
def lift_embargo(
    article: Article, *, by, why: str, look: Look | None = None, now: datetime | None = None
) -> Revision | None:
    """Takes the embargo of a story away, on record with the word why, out of every text that waits;
    None where none stands. What waits stays at its moment. Pressed twice, it is lifted once.
    """
    now = now or timezone.now()
    hold_names(*queues.texts_ahead(article, now))
    locked, now = lock(article, now)
    if locked.embargoed_until is None or locked.embargoed_until <= now:
        return None
    if look is not None:
        look(locked, now)
    changes = {"embargoed_until": None, "embargo_reason": ""}
    _save(locked, changes, timeline.coming(locked, now), [], {}, by=by, note=why, now=now)
    return locked.head


def held_by_their_own(coming: Sequence[PublishedVersion], now: datetime) -> list[PublishedVersion]:
    """What waits with the end of an embargo in its own text: it is held by that, whatever the desk
    has written since.
    """
    return [each for each in coming if each.live_from > now and _own_end(each, now)]


def _own_end(version: PublishedVersion, now: datetime) -> datetime | None:
    end = contents.moment(version.revision.content["embargoed_until"])
    return end if end and end > now else None


def _refuse_early(article: Article, coming, early, until: datetime, waits: str, now) -> None:
    if not early:
        return
    if waits not in (BACK, MOVE):
        said = _("A publication waits before the end of the embargo. Say what becomes of it.")
        raise ScheduledAhead(said, versions=early)
    waiting = Withdrawal.objects.filter(article=article, ends_at=OPEN, begins_at__gt=now)
    if waits == BACK and len(coming) == len(early) and waiting.exists():
        raise Refused(
            _("A withdrawal of this story waits. Bring it back first, then set the embargo.")
        )
    if waits == MOVE:
        _refuse_to_move(article, coming, until)


def _refuse_to_move(article: Article, coming, until: datetime) -> None:
    if until >= OPEN:
        raise Refused(
            _("Until it is lifted is no moment: what waits can only be taken back before it.")
        )
    there = [each for each in coming if each.live_from == until]
    if there:
        said = _("Another text of this story is scheduled for the end of the embargo already.")
        raise ScheduledAhead(said, versions=there)
    if Withdrawal.objects.in_force(until).filter(article=article, ends_at=OPEN).exists():
        raise Withdrawn(_("The story is withdrawn then. Move the withdrawal first."))


def _save(
    article: Article,
    changes: dict,
    coming: Sequence[PublishedVersion],
    gone: Sequence[PublishedVersion],
    starts: dict[int, datetime],
    *,
    by,
    now: datetime,
    note: str = "",
) -> list[PublishedVersion]:
    """Saves the gate, with what waits out of its way, and puts back what waits on: at its moment,
    or that of `starts`. What says what the desk says is put back as the new head.
    """
    was = article.head
    desk = _text_of_the_desk(coming, was)
    held = [each for each in held_by_their_own(coming, now) if each is not desk]
    chain = _from_first_affected(coming, [*gone, *held], starts, desk=desk, now=now)
    kept = [each for each in chain if each not in gone]
    # Asked before they are taken out, which leaves them without a key.
    notes = queues.notes_of(kept)
    again = [
        queues.as_waiting(each, notes, start=starts.get(each.pk, each.live_from)) for each in kept
    ]
    for each in reversed(chain):
        queues.take_out(each, by=by, now=now)
    head = drafting.save(article, changes, base=was.pk, by=by, note=note, now=now)
    made = []
    for before, waiting in zip(kept, again, strict=True):
        revision = head if before is desk else waiting.revision
        if before in held:
            revision = _with_the_gate(revision, changes, by=by, note=note, now=now)
        waiting = replace(waiting, embargo=readiness.embargo_end(article, revision.content))
        version = queues.put_in_again(article, waiting, revision, now=now)
        queues.record("scheduled", version, _seen(before, version, article), by=by, now=now)
        made.append(version)
    queues.withdrawn_until_next(article, now)
    return made


def _with_the_gate(was: Revision, changes: dict, *, by, note: str, now: datetime) -> Revision:
    """The words of a text that waits under the embargo that stands now, or under none."""
    return Revision.objects.create(
        article_id=was.article_id,
        base=was,
        words_of_id=was.words_of_id or was.pk,
        kind=Revision.Kind.REBASED,
        made_by=audit.account(by),
        made_at=now,
        note=note,
        content=was.content | contents.normalise(changes),
    )


def _from_first_affected(coming, altered, starts: dict, *, desk, now: datetime) -> list:
    """What waits from the first version on that goes, moves, or is a text that gets the gate: what
    follows is put in anew with it, since its date and "Updated" may be this one's.
    """
    ahead = [each for each in coming if each.live_from > now]
    is_affected = [each in altered or each.pk in starts or each is desk for each in ahead]
    return ahead[is_affected.index(True) :] if any(is_affected) else []


def _text_of_the_desk(
    coming: Sequence[PublishedVersion], head: Revision
) -> PublishedVersion | None:
    """The version that says what the desk says: of the head, or one that took over an amendment
    which was carried into the working copy too, so that both say the same.
    """
    own = [each for each in coming if each.revision_id == head.pk]
    same = [each for each in coming if not contents.differing(each.revision.content, head.content)]
    return next(iter(own or reversed(same)), None)


def _seen(before: PublishedVersion, version: PublishedVersion, article: Article) -> dict:
    """What the record of a version that is put in again tells."""
    until = article.embargoed_until
    seen = {"embargo": until and until.isoformat()}
    if before.live_from != version.live_from:
        seen["moved_from"] = before.live_from.isoformat()
    return seen
