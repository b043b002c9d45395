"""Saves what was typed on a picture's page: one transaction from the lock to the last file."""

from django.db import transaction

from articles.admin.pictures.form import PictureForm
from articles.errors import ImageRefused
from articles.images import renaming, renditions
from articles.models import Image


def hold(image: Image) -> None:
    """Lets nobody else change it, or a story that shows it, until the transaction ends: first of
    all, in the order of whoever publishes, and before the form is compared with the row.
    """
    with transaction.atomic():
        renaming.lock(image)


def cut(image: Image, form: PictureForm) -> bool:
    """Brings the files in line with the form, before the row is saved, whose receivers make the
    pages anew. False, and all as it was, where the original cannot be read.
    """
    protects = image.identity_protected and "identity_protected" in form.changed_data
    changes = form.with_cuts and form.changes_cuts
    if not (changes or protects):
        return True
    try:
        with transaction.atomic():
            if changes:
                form.keep_cuts(image)
            # Written at once: whether what was cut before may still be served hangs on it.
            Image.objects.filter(pk=image.pk).update(
                focal_x=image.focal_x,
                focal_y=image.focal_y,
                identity_protected=image.identity_protected,
            )
            renditions.recut(image)
    except (OSError, ImageRefused):
        image.refresh_from_db(fields=["focal_x", "focal_y"])
        return False
    return True
