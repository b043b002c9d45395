"""Hiding: the pictures of a withdrawn story are served no more under addresses that readers know.

The pages are gone at their second, by the clock. A file has no clock, so its names are taken away:
right after a withdrawal is committed (receivers), and by the command that a timer runs every minute
where it was timed or failed. A picture that readers are shown elsewhere stays as long; until then
its withdrawal is looked at again with every run.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, QuerySet

from articles import composing
from articles.images import renaming
from articles.models import Article, FormerFile, Image, PublishedVersion, Withdrawal

# Within this after a withdrawal no address of its pictures is served; what browsers and edges may
# keep (views/files) is reckoned into it.
PROMISED = timedelta(minutes=5)

_log = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What became of the pictures of one withdrawn story; `waiting` are those that readers are
    shown elsewhere, or that another process has in hand.
    """

    withdrawal: Withdrawal
    hidden: int = 0
    waiting: int = 0
    faults: list[str] = field(default_factory=list)


def hide_all(now: datetime) -> Iterator[Outcome]:
    """Hides what is due; several processes may do so at once."""
    for withdrawal in due(now):
        yield _hide_those_of(withdrawal, now)


def hide_those_of(article: int, now: datetime) -> list[Outcome]:
    """The same for the story of this key."""
    return [_hide_those_of(withdrawal, now) for withdrawal in due(now).filter(article=article)]


def due(now: datetime) -> QuerySet[Withdrawal]:
    """Withdrawals in force with pictures that may not be hidden yet, the oldest first."""
    waiting = Withdrawal.objects.in_force(now).filter(pictures_hidden_at=None)
    # In the order of its index, which leaves out those that were dealt with or brought back.
    return waiting.order_by("ends_at", "begins_at")


def pictures_of(withdrawal: Withdrawal, now: datetime) -> QuerySet[Image]:
    """Those that readers were ever shown with the story."""
    begun = PublishedVersion.objects.of(withdrawal.article_id).begun(now)
    return Image.objects.filter(pk__in=begun.values("lead_image")).order_by("pk")


def is_shown(image: Image, now: datetime) -> bool:
    """Whether readers are shown it now. All that shows pictures to readers is asked here."""
    return PublishedVersion.objects.live(now).filter(lead_image=image).exists()


def has_known_names(image: Image, now: datetime) -> bool:
    """Whether readers were shown it since its files have their names."""
    begun = PublishedVersion.objects.begun(now).filter(lead_image=image)
    shown_until = begun.aggregate(last=Max("live_until"))["last"]
    named_at = image.renditions.aggregate(first=Min("named_at"))["first"]
    return None not in (shown_until, named_at) and named_at < shown_until


def planned(now: datetime) -> set[Image]:
    """What hide_all() would hide, without a trace."""
    pictures = {image for withdrawal in due(now) for image in pictures_of(withdrawal, now)}
    return {image for image in pictures if _is_served(image, now)}


def overdue(now: datetime) -> Iterator[str]:
    """A sentence for each picture and each file that is served for longer than was promised."""
    for withdrawal in due(now).filter(begins_at__lte=now - PROMISED):
        for image in pictures_of(withdrawal, now):
            if _is_served(image, now):
                yield f"Picture {image.pk} of withdrawal {withdrawal.pk} is still served."
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
        renaming.sweep(now, image)


@transaction.atomic(durable=True)
def _rename(copies: renaming.Copies, now: datetime) -> bool:
    image = copies.image
    # In this order, which is that of whoever publishes: first the stories, then the picture.
    stories = Article.objects.filter(pk__in=image.versions.values("article")).order_by("pk")
    list(stories.select_for_update().values_list("pk"))
    list(Image.objects.select_for_update().filter(pk=image.pk).values_list("pk"))
    if not _is_served(image, now):
        return False
    renaming.swap(copies, now)
    composing.rehang(image)
    for row in copies.lost:
        _log.warning("The storage lacks %s: manage.py cut_crops makes it anew", row.file.name)
    return True


def _hide_those_of(withdrawal: Withdrawal, now: datetime) -> Outcome:
    outcome = Outcome(withdrawal)
    for image in pictures_of(withdrawal, now):
        if not has_known_names(image, now):
            continue
        try:
            done = hide(image, now=now)
        # Storages raise what they like, and one picture must not keep the others.
        except Exception as fault:
            _log.exception("Hiding picture %s", image.uid)
            outcome.faults.append(f"picture {image.uid}: {str(fault) or type(fault).__name__}")
        else:
            outcome.hidden += done
            outcome.waiting += not done
    if not outcome.waiting and not outcome.faults:
        rows = Withdrawal.objects.filter(pk=withdrawal.pk, pictures_hidden_at=None)
        rows.update(pictures_hidden_at=now)
    return outcome
