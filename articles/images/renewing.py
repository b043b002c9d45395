"""Cuts the files of one picture while nobody has to wait for it.

Names are written down, files cut with no row held, then the rows changed in one short transaction.
Whatever is ended in between leaves the picture as it was, and FormerFiles that the next sweep
deletes (renaming).
"""

from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import transaction

from articles.errors import ImageRefused
from articles.images import renaming, renditions
from articles.models import Image, Rendition


def bring_up_to_date(
    image: Image, *, now: datetime, anew: bool = False, missing: bool = False
) -> list[Rendition]:
    """Cuts what is missing or shows something else than it should; where asked to, what the
    storage has lost, or all. Not to be called within a transaction; whoever calls it recomposes.
    Raises renaming.Overtaken where somebody changed the picture or its files meanwhile; then
    nothing of it is left.
    """
    image = Image.objects.get(pk=image.pk)
    rows = list(image.renditions.order_by("pk"))
    files = renditions.wanted(image)
    old, lacking = renditions.compared(rows, files, anew=anew, missing=missing)
    if not old and not lacking:
        return []
    turn = renaming.Copies(image, now)
    try:
        made = _stored(image, lacking, turn)
        return _swapped(image, rows, old, made, turn)
    finally:
        renaming.forget(turn, now)


@contextmanager
def ahead(image: Image, files: list[renditions.Wanted], *, now: datetime):
    """Cuts those of these files that a picture lacks, with no row held, for renditions.recut() to
    take within; what is not taken is deleted. Not to be called within a transaction. An original
    that cannot be read is recut()'s to say.
    """
    _old, lacking = renditions.compared(list(image.renditions.all()), files)
    cut = renditions.Ahead(renaming.Copies(image, now))
    try:
        with suppress(OSError, ImageRefused):
            cut.made = _stored(image, lacking, cut.turn)
        yield cut
    finally:
        renaming.forget(cut.turn, now)


def _stored(image: Image, files: list[renditions.Wanted], turn: renaming.Copies) -> list[Rendition]:
    if not files:
        return []
    names = [renaming.new_name(each.format) for each in files]
    renaming.plan(turn, names)
    with image.file.open("rb") as original:
        return list(renditions.stored(image, original, files, names))


@transaction.atomic(durable=True)
def _swapped(
    image: Image,
    rows: list[Rendition],
    old: list[Rendition],
    made: list[Rendition],
    turn: renaming.Copies,
) -> list[Rendition]:
    there = renaming.lock(image)
    if _state(there, list(there.renditions.order_by("pk"))) != _state(image, rows):
        raise renaming.Overtaken
    renaming.settle(turn)
    return renditions.put(there, rows, old, made)


def _state(image: Image, rows: list[Rendition]) -> tuple:
    """All that the files depend on."""
    files = [(row.pk, row.file.name, row.cut) for row in rows]
    return image.file.name, image.identity_protected, renditions.wanted(image), files
