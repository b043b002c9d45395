"""Puts pictures into the library: taken in, stored, cut, each once."""

from django.core.files.base import ContentFile
from django.db import transaction

from articles.images import intake, renditions
from articles.models import Image


@transaction.atomic
def add(upload, *, by, **fields) -> tuple[Image, bool]:
    """The image of an uploaded file, and whether it is new: the same bytes are stored once.

    `fields` are alt, caption, credit and the like. Raises ImageRefused.
    """
    taken = intake.take(upload)
    known = Image.objects.filter(hash=taken.hash).first()
    if known is not None:
        return known, False
    image = Image(
        hash=taken.hash,
        width=taken.width,
        height=taken.height,
        created_by=by if by is not None and by.pk else None,
        **fields,
    )
    image.file.save(f"original.{taken.ending}", ContentFile(taken.data), save=False)
    image.save()
    renditions.make(image)
    return image, True
