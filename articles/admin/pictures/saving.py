"""Saves what was typed on a picture's page: one transaction from the lock to the last row, with the
files cut ahead of it.
"""

from contextlib import AbstractContextManager, nullcontext

from django.db import transaction

from articles.admin.pictures.form import PictureForm
from articles.errors import ImageRefused
from articles.images import renaming, renditions, renewing
from articles.images.renditions import Ahead
from articles.models import Image


def hold(image: Image) -> None:
    """Lets nobody else change it, or a story that shows it, until the transaction ends: first of
    all, in the order of whoever publishes, and before the form is compared with the row.
    """
    with transaction.atomic():
        renaming.lock(image)


def cut_ahead(image: Image, form: PictureForm, now) -> AbstractContextManager[Ahead | None]:
    """Cuts with nothing held what saving this form will ask for, so that nobody waits who publishes
    a story that shows the picture.
    """
    if not (form.is_valid() and _changes_cuts(form)):
        return nullcontext()
    form.keep_focus(image)
    return renewing.ahead(image, renditions.wanted(image, form.boxes), now=now)


def _changes_cuts(form: PictureForm) -> bool:
    return form.with_cuts and form.changes_cuts


def cut(image: Image, form: PictureForm, ahead: Ahead | None) -> bool:
    """Brings the files in line with the form, before the row is saved, whose receivers make the
    pages anew. False, and all as it was, where the original cannot be read.
    """
    protects = image.identity_protected and "identity_protected" in form.changed_data
    changes = _changes_cuts(form)
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
            renditions.recut(image, ahead)
    except (OSError, ImageRefused):
        image.refresh_from_db(fields=["focal_x", "focal_y"])
        return False
    return True
