"""Puts pictures into the library: taken in, stored, cut, each once."""

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from articles import audit
from articles.images import intake, renditions
from articles.images.intake import Taken
from articles.models import Image


def add(upload, *, by, **fields) -> tuple[Image, bool]:
    """The image of an uploaded file, and whether it is new: the same bytes are stored once.

    `fields` are alt, caption, credit and the like. Raises ImageRefused.
    """
    taken = intake.take(upload)
    known = _known(taken)
    if known is not None:
        return known, False
    try:
        return _store(taken, by, fields), True
    except IntegrityError:
        # Another process took the same picture in between the look and the write.
        known = _known(taken)
        if known is None:
            raise
        return known, False


def _known(taken: Taken) -> Image | None:
    return Image.objects.filter(hash=taken.hash).first()


@transaction.atomic
def _store(taken: Taken, by, fields: dict) -> Image:
    image = Image(
        hash=taken.hash,
        width=taken.width,
        height=taken.height,
        created_by=audit.account(by),
        **fields,
    )
    image.file.save(f"original.{taken.ending}", ContentFile(taken.data), save=False)
    try:
        image.save()
    except IntegrityError:
        image.file.delete(save=False)
        raise
    renditions.make(image)
    return image
