"""Gives the public files of a picture new names, so that their old addresses answer 404.

Copied, then named by the rows in one transaction, then deleted under the old names: a picture never
lacks a file, and whatever ends in between leaves a FormerFile, which the next sweep deletes. Asks
nothing of a storage but to open, to save and to delete. When it is done is hiding's to say.
"""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from articles.models import Article, FormerFile, Image, Rendition

FOLDER = "renditions"

# Seconds are enough for the dozen files of a picture. Who was ended in between has lost its claim
# after this, soon enough for another to keep the promise of five minutes.
LEASE = timedelta(minutes=1)
# Names are kept longer than any picture takes: a sweep that came before the files would lose them.
# Nobody waits for it, and nobody has seen the names.
KEPT = timedelta(hours=1)
# Before every lease, so that what is being deleted is nobody's copy any more.
_CLAIMED = timedelta(microseconds=1)

_log = logging.getLogger(__name__)


class Overtaken(Exception):
    """Somebody else changed the picture's files meanwhile, or the copying took too long."""


@dataclass
class Copies:
    """The new name of each rendition; `lost` are those whose file the storage did not have.

    Without a picture they are the files of what is being taken in.
    """

    image: Image | None
    until: datetime
    names: dict[Rendition, str] = field(default_factory=dict)
    # All names that were written down before there was a file.
    planned: list[str] = field(default_factory=list)
    lost: list[Rendition] = field(default_factory=list)

    @property
    def kept_until(self) -> datetime:
        return self.until + KEPT


def claim(image: Image, now: datetime) -> Copies | None:
    """This process's turn at the picture, or None where another has it."""
    copies = Copies(image, now + LEASE)
    free = Q(renaming_until=None) | Q(renaming_until__lte=now)
    mine = Image.objects.filter(free, pk=image.pk)
    return copies if mine.update(renaming_until=copies.until) else None


def plan(copies: Copies, names: Iterable[str]) -> None:
    """Writes names down before there are files, so that those nothing comes of are deleted."""
    copies.planned = list(names)
    FormerFile.objects.bulk_create(
        FormerFile(image=copies.image, name=name, delete_from=copies.kept_until)
        for name in copies.planned
    )


def settle(copies: Copies, names: Iterable[str] | None = None) -> None:
    """Within the transaction that lets rows name the files, all or these; raises Overtaken."""
    names = copies.planned if names is None else list(names)
    _expect(_planned(copies).filter(name__in=names).delete()[0], len(names))


def lock(image: Image) -> Image:
    """The row of the picture, held until the transaction ends, as are the stories that show it: in
    this order, which is that of whoever publishes.
    """
    shown = image.uses.of_versions().values("article")
    stories = Article.objects.filter(pk__in=shown).order_by("pk")
    list(stories.select_for_update().values_list("pk"))
    return Image.objects.select_for_update().get(pk=image.pk)


def copy(copies: Copies) -> None:
    """Copies each file to a name of its own, which is written down before."""
    rows = list(Rendition.objects.filter(image=copies.image).order_by("pk"))
    copies.names = {row: new_name(row.format) for row in rows}
    plan(copies, copies.names.values())
    for row, name in copies.names.items():
        try:
            with default_storage.open(row.file.name, "rb") as file:
                stored = default_storage.save(name, file)
        except FileNotFoundError:
            # Its address answers 404 already; make_renditions makes it anew once no row names it.
            copies.lost.append(row)
            continue
        if stored != name:
            default_storage.delete(stored)
            raise OSError(f"The storage calls {name} otherwise: {stored}")


def swap(copies: Copies, now: datetime) -> None:
    """Lets the rows name the copies. In a transaction of whoever holds the picture's row; raises
    Overtaken, and then nothing of it may be committed.
    """
    settle(copies)
    _expect(Rendition.objects.filter(image=copies.image).count(), len(copies.names))
    for row, name in copies.names.items():
        same = Rendition.objects.filter(pk=row.pk, file=row.file.name)
        if row in copies.lost:
            _expect(same.delete()[0], 1)
        else:
            _expect(same.update(file=name, named_at=now), 1)
    former = FormerFile.objects.filter(image=copies.image)
    former.filter(delete_from__gt=now).update(delete_from=now)
    FormerFile.objects.bulk_create(
        FormerFile(image=copies.image, name=row.file.name, delete_from=now) for row in copies.names
    )


def _expect(count: int, wanted: int) -> None:
    if count != wanted:
        raise Overtaken


def release(copies: Copies, now: datetime) -> None:
    """Ends the turn; copies that nothing came of are to be deleted now."""
    mine = Image.objects.filter(pk=copies.image.pk, renaming_until=copies.until)
    mine.update(renaming_until=None)
    _planned(copies).update(delete_from=now)


def forget(copies: Copies, now: datetime) -> None:
    """Deletes the planned files that nothing came of."""
    if _planned(copies).update(delete_from=now):
        sweep(now, name__in=copies.planned)


def _planned(copies: Copies) -> QuerySet:
    return FormerFile.objects.filter(name__in=copies.planned, delete_from=copies.kept_until)


def sweep(now: datetime, **of) -> list[str]:
    """Deletes files that are to be deleted, of a picture (image=), of these names (name__in=) or of
    all; a sentence for each that could not be, which the next sweep tries again.
    """
    faults = []
    for row in FormerFile.objects.filter(delete_from__lte=now, **of):
        mine = FormerFile.objects.filter(pk=row.pk, delete_from=row.delete_from)
        if not mine.update(delete_from=now - _CLAIMED):
            continue
        try:
            default_storage.delete(row.name)
        # Storages raise what they like, and one file must not keep the others.
        except Exception as fault:
            _log.exception("Deleting %s", row.name)
            faults.append(f"{row.name} could not be deleted: {fault}")
        else:
            FormerFile.objects.filter(pk=row.pk).delete()
    return faults


def new_name(form: str) -> str:
    """A name for a file. 128 random bits: the address tells nothing, and nothing tells it."""
    return f"{FOLDER}/{secrets.token_hex(16)}.{form}"
