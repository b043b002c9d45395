"""Puts pictures into the library: taken in, stored, cut, each once.

Names are written down, files stored, then the rows made in one transaction: whatever is ended in
between leaves FormerFiles that the next sweep deletes (renaming), unless it is all done within
another transaction.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit
from articles.errors import ImageRefused
from articles.images import intake, renaming, renditions, replacing
from articles.images.intake import Taken
from articles.models import Image, Rendition
from articles.models.image import original_path


def add(upload, *, by, moves: bool = False, **fields) -> tuple[Image, bool]:
    """The image of an uploaded file, and whether it is new. `moves` keeps the frames of a picture
    that moves. Raises ImageRefused.
    """
    return keep(intake.take(upload, moves=moves), by=by, **fields)


def keep(taken: Taken, *, by, **fields) -> tuple[Image, bool]:
    """The same of one that is taken in: stored once, also if it comes in another file or with other
    words.

    `fields` are alt, caption, credit and the like; what is not given, or empty, is what the file
    says.
    """
    known = _known(taken)
    if known is not None:
        return known, False
    try:
        return _store(taken, by, _with_facts(taken, fields)), True
    except IntegrityError:
        # Another process took the same picture in between the look and the write.
        known = _known(taken)
        if known is None:
            raise
        return known, False


def replace(image: Image, upload, *, by, moves: bool = False) -> Image:
    """Puts an uploaded file in the place of a picture's own, wherever that is used; nothing else
    that is said of the picture changes. Not to be called within a transaction. Raises ImageRefused.

    Pressed twice it replaces once: the file is the picture's own by then.
    """
    taken = intake.take(upload, moves=moves)
    known = _known(taken)
    if known is None:
        return replacing.put(image, taken, by=by, now=timezone.now())
    if known.pk != image.pk:
        raise ImageRefused(_("This picture is in the library already, as another one."))
    return known


def _known(taken: Taken) -> Image | None:
    same = Image.objects.filter(Q(hash=taken.hash) | Q(pixels=taken.pixels))
    return same.order_by("pk").first()


def _with_facts(taken: Taken, fields: dict) -> dict:
    """Readers are shown the credit: where the file has none, it is whoever made the picture."""
    found = {**taken.facts}
    if found.get("creator"):
        found.setdefault("credit", found["creator"])
    given = {name: value for name, value in fields.items() if value not in ("", None)}
    return found | given


def _store(taken: Taken, by, fields: dict) -> Image:
    image = Image(
        hash=taken.hash,
        pixels=taken.pixels,
        width=taken.width,
        height=taken.height,
        created_by=audit.account(by),
        **fields,
    )
    image.file = original_path(image, f"original.{taken.ending}")
    now = timezone.now()
    turn = renaming.Copies(None, now)
    try:
        made = renditions.stored_with_original(image, taken.data, turn)
        with transaction.atomic():
            renaming.settle(turn)
            image.save()
            Rendition.objects.bulk_create(made)
    finally:
        renaming.forget(turn, now)
    return image
