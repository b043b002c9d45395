"""Puts another file in the place of a picture's own, under new names, in every page at once.

Names are written down, files stored, then rows and stored pages changed in one transaction; what
was there before is deleted later. Whatever is ended in between leaves the picture as it was, and
FormerFiles that the next sweep deletes (renaming).
"""

import secrets
from copy import copy
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles import audit, composing
from articles.errors import ImageRefused
from articles.images import renaming, renditions
from articles.images.intake import Taken
from articles.models import FormerFile, Image, Rendition

# Pages that browsers and caches keep name the old files for a minute; a slow reader for some more.
_PAGES_KEPT = timedelta(minutes=5)
# Shapes this near each other are one: a pixel was lost when it was made smaller.
_SAME_SHAPE = 0.01


def put(image: Image, taken: Taken, *, by, now: datetime) -> Image:
    """The picture with what was taken in. Raises ImageRefused."""
    turn = renaming.claim(image, now)
    if turn is None:
        raise ImageRefused(_at_work())
    try:
        new = _planned(Image.objects.get(pk=image.pk), taken)
        made = renditions.stored_with_original(new, taken.data, turn)
        return _swapped(new, taken, made, turn, by, now)
    except (renaming.Overtaken, IntegrityError) as fault:
        raise ImageRefused(_at_work()) from fault
    finally:
        renaming.release(turn, now)
        renaming.sweep(now, image=image)


def _at_work() -> str:
    return _("Somebody else is changing the files of this picture. Try again in a minute.")


def _planned(image: Image, taken: Taken) -> Image:
    """The picture as it will be, not saved. Raises ImageRefused where it could show too much."""
    new = copy(image)
    new.hash, new.pixels = taken.hash, taken.pixels
    new.width, new.height = taken.width, taken.height
    new.file = f"originals/{image.uid}-{secrets.token_hex(4)}.{taken.ending}"
    if image.identity_protected and _has_another_shape(image, taken):
        raise ImageRefused(
            _(
                "The picture protects an identity, and the new file has another shape: what is"
                " to be cut off is not known. Take it in as a new picture."
            )
        )
    return new


def _has_another_shape(image: Image, taken: Taken) -> bool:
    ratio = image.width * taken.height / (image.height * taken.width)
    return abs(ratio - 1) > _SAME_SHAPE


@transaction.atomic(durable=True)
def _swapped(
    new: Image, taken: Taken, made: list[Rendition], turn: renaming.Copies, by, now: datetime
) -> Image:
    image = renaming.lock(new)
    if image.renaming_until != turn.until or renditions.wanted(new) != renditions.wanted(
        _with_files_of(image, new)
    ):
        raise renaming.Overtaken
    renaming.settle(turn)
    old = list(image.renditions.all())
    _leave(image, [image.file.name, *(row.file.name for row in old)], now)
    image.renditions.all().delete()
    Rendition.objects.bulk_create(made)
    image = _with_files_of(image, new)
    # Pages that readers may still come to see are composed anew by this (receivers).
    image.save()
    composing.rehang(image, renditions.successors(old, made))
    audit.record("picture replaced", by=by, at=now, picture=str(image.uid), hash=taken.hash)
    return image


def _with_files_of(image: Image, new: Image) -> Image:
    """The picture as it stands now, with the file of the other."""
    found = copy(image)
    for name in ("file", "hash", "pixels", "width", "height"):
        setattr(found, name, getattr(new, name))
    return found


def _leave(image: Image, names: list[str], now: datetime) -> None:
    """Has the old files deleted: at once where they may show who must not be known."""
    delete_from = now if image.identity_protected else now + _PAGES_KEPT
    FormerFile.objects.bulk_create(
        FormerFile(image=image, name=name, delete_from=delete_from) for name in names
    )
    former = FormerFile.objects.filter(image=image, delete_from__gt=delete_from)
    former.update(delete_from=delete_from)
