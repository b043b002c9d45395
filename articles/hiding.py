"""Hiding: the pictures of a withdrawn story, and those that may be shown no more, are served no
more under addresses that readers know.

The pages are gone at their second, by the clock. A file has no clock, so its names are taken away:
right after a withdrawal, or a picture that is not for the web, is committed (receivers), and by the
command that a timer runs every minute where it was timed or failed, or where rights ended. One that
readers are shown elsewhere stays as long; until then its withdrawal is looked at again with
every run.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet

from articles import composing
from articles.images import renaming
from articles.models import FormerFile, Image, ImageUse, PublishedVersion, Withdrawal

# Within this after a withdrawal no address of its pictures is served; what browsers and edges may
# keep (views/files) is reckoned into it.
PROMISED = timedelta(minutes=5)
# Pictures that one run hides because of their rights: some seconds of copying. The rest is the next
# run's, a minute later.
_AT_ONCE = 100

_log = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What became of the pictures of one withdrawn story, or of one picture that may be shown no
    more; `waiting` are those that readers are shown elsewhere, or that another process has in hand.
    """

    hidden: int = 0
    waiting: int = 0
    faults: list[str] = field(default_factory=list)


def hide_all(now: datetime) -> Iterator[Outcome]:
    """Hides what is due; several processes may do so at once."""
    for withdrawal in due(now):
        yield _hide_those_of(withdrawal, now)
    for image in due_by_rights(now):
        yield _hide_of_rights(image, now)


def count(now: datetime) -> int:
    """How many outcomes hide_all() has."""
    return due(now).count() + len(due_by_rights(now))


def hide_those_of(article: int, now: datetime) -> list[Outcome]:
    """The same for the story of this key."""
    return [_hide_those_of(withdrawal, now) for withdrawal in due(now).filter(article=article)]


def due(now: datetime) -> QuerySet[Withdrawal]:
    """Withdrawals in force with pictures that may not be hidden yet, the oldest first."""
    waiting = Withdrawal.objects.in_force(now).filter(pictures_hidden_at=None)
    # In the order of its index, which leaves out those that were dealt with or brought back.
    return waiting.order_by("ends_at", "begins_at")


def hide_of_rights(image: int, now: datetime) -> list[Outcome]:
    """Hides the picture of this key if it may be shown no more."""
    return [_hide_of_rights(each, now) for each in due_by_rights(now, pk=image)]


def due_by_rights(now: datetime, **only) -> list[Image]:
    """Pictures that may be shown no more and may not be hidden yet, those that ended first first;
    as many as one run takes.
    """
    waiting = Image.objects.filter(rights_hidden_at=None, **only)
    ended = waiting.filter(rights_until__lte=now, not_for_web=False).order_by("rights_until")
    closed = waiting.filter(not_for_web=True).order_by("pk")
    return [*closed[:_AT_ONCE], *ended[:_AT_ONCE]]


def pictures_of(withdrawal: Withdrawal, now: datetime) -> QuerySet[Image]:
    """Those that readers were ever shown with the story."""
    begun = PublishedVersion.objects.of(withdrawal.article_id).begun(now)
    uses = ImageUse.objects.filter(version__in=begun)
    return Image.objects.filter(pk__in=uses.values("image")).order_by("pk")


def is_shown(image: Image, now: datetime) -> bool:
    """Whether readers are shown it now. All that shows pictures to readers is asked here."""
    live = PublishedVersion.objects.live(now).filter(image_uses__image=image)
    return image.may_be_shown(now) and live.exists()


def has_known_names(image: Image, now: datetime) -> bool:
    """Whether readers were shown it since its files have their names. No page shows it since its
    rights ended, or since it was hidden for what else its rights say.
    """
    begun = PublishedVersion.objects.begun(now).filter(image_uses__image=image)
    shown_until = begun.aggregate(last=Max("live_until"))["last"]
    named_at = image.renditions.aggregate(first=Min("named_at"))["first"]
    if None in (shown_until, named_at):
        return False
    ends = (shown_until, image.rights_until, image.rights_hidden_at)
    return named_at < min(filter(None, ends))


def planned(now: datetime) -> set[Image]:
    """What hide_all() would hide, without a trace."""
    pictures = {image for withdrawal in due(now) for image in pictures_of(withdrawal, now)}
    pictures |= set(due_by_rights(now))
    return {image for image in pictures if _is_served(image, now)}


def overdue(now: datetime) -> Iterator[str]:
    """A sentence for each picture and each file that is served for longer than was promised."""
    for withdrawal in due(now).filter(begins_at__lte=now - PROMISED):
        for image in pictures_of(withdrawal, now):
            if _is_served(image, now):
                yield f"Picture {image.pk} of withdrawal {withdrawal.pk} is still served."
    for image in due_by_rights(now, rights_until__lte=now - PROMISED):
        if _is_served(image, now):
            yield f"Picture {image.pk}, whose rights ended, is still served."
    for file in FormerFile.objects.filter(delete_from__lte=now - PROMISED):
        yield f"{file.name} is to be deleted and still there."


def _is_served(image: Image, now: datetime) -> bool:
    """Whether it is served where readers may look for it, without being shown."""
    return has_known_names(image, now) and not is_shown(image, now)


def hide(image: Image, *, now: datetime) -> bool:
    """Gives the files of a picture names that readers do not know, and says whether it did: not
    where it is shown, or another process has it in hand. Not to be called within a transaction,
    because the names of copies are written down before the copies are made.
    """
    copies = renaming.claim(image, now) if _is_served(image, now) else None
    if copies is None:
        return False
    try:
        # Another process may have had its turn just before this one.
        if not _is_served(image, now):
            return False
        renaming.copy(copies)
        return _rename(copies, now)
    finally:
        renaming.release(copies, now)
        renaming.sweep(now, image=image)


@transaction.atomic(durable=True)
def _rename(copies: renaming.Copies, now: datetime) -> bool:
    # Its rights may have been written anew meanwhile.
    image = renaming.lock(copies.image)
    if not _is_served(image, now):
        return False
    renaming.swap(copies, now)
    composing.rehang(image, {row.file.name: name for row, name in copies.names.items()})
    for row in copies.lost:
        _log.warning("The storage lacks %s: manage.py make_renditions makes it anew", row.file.name)
    return True


def _hide_those_of(withdrawal: Withdrawal, now: datetime) -> Outcome:
    outcome = Outcome()
    for image in pictures_of(withdrawal, now):
        _hide_one(image, outcome, now)
    if not outcome.waiting and not outcome.faults:
        rows = Withdrawal.objects.filter(pk=withdrawal.pk, pictures_hidden_at=None)
        rows.update(pictures_hidden_at=now)
    return outcome


def _hide_of_rights(image: Image, now: datetime) -> Outcome:
    outcome = Outcome()
    _hide_one(image, outcome, now)
    if not outcome.waiting and not outcome.faults:
        # Unless it may be shown again by now.
        rows = Image.objects.filter(pk=image.pk, rights_hidden_at=None)
        rows = rows.filter(Q(not_for_web=True) | Q(rights_until__lte=now))
        rows.update(rights_hidden_at=now)
    return outcome


def _hide_one(image: Image, outcome: Outcome, now: datetime) -> None:
    if not has_known_names(image, now):
        return
    try:
        done = hide(image, now=now)
    # Storages raise what they like, and one picture must not keep the others.
    except Exception as fault:
        _log.exception("Hiding picture %s", image.uid)
        outcome.faults.append(f"picture {image.uid}: {str(fault) or type(fault).__name__}")
    else:
        outcome.hidden += done
        outcome.waiting += not done
