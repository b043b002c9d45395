"""Pictures of the library, and the files cut from them.

`file` is the re-encoded original: never public, a WebP where it moves. A Rendition's file is public
and carries 128 random bits in its name, so that nothing about the picture can be guessed from its
address. Free renditions have the picture's own shape and stand on pages; the others are crops,
named to machines alone.
"""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.timed import OPEN

# The spec of renditions in the picture's own shape; every other spec is a crop's.
FREE = "free"
# Letters of a picture's name in lists: its caption's beginning.
_MOST_OF_NAME = 60


def original_path(image: "Image", filename: str) -> str:
    """originals/<uid>.<ending>: nothing of the uploaded name is kept."""
    return f"originals/{image.uid}.{filename.rsplit('.', 1)[-1]}"


class MadeWithAi(models.TextChoices):
    """The part that AI had in a picture, as readers are told; IPTC's words for it, shortened."""

    TRAINED = "trained", _("Made with AI")
    COMPOSITE = "composite", _("Changed with AI")


class ImageQuerySet(models.QuerySet):
    def hold_names(self, keys: Iterable[int | None]) -> None:
        """Lets nobody give the files of these new names until the transaction ends: for whoever
        writes the names down. What is said of the pictures may change meanwhile.

        Not on SQLite, whose transactions begin IMMEDIATE: there is one writer anyway.
        """
        keys = {key for key in keys if key is not None}
        if keys and connection.vendor == "postgresql":
            rows = self.filter(pk__in=keys).order_by("pk").values("pk")
            sql, values = rows.query.sql_with_params()
            with connection.cursor() as cursor:
                cursor.execute(f"{sql} FOR KEY SHARE", values)


class Image(models.Model):
    uid = models.UUIDField(_("uid"), default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), upload_to=original_path)
    # SHA-256 of the uploaded bytes, so that the same picture is recognised.
    hash = models.CharField(_("hash"), max_length=64, editable=False)
    # SHA-256 of what is seen, so that it is recognised in another file or with other words too;
    # empty for pictures that were taken in before there was one.
    pixels = models.CharField(max_length=64, blank=True, default="", editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What somebody who cannot see the picture should know. Not the caption."),
    )
    caption = models.TextField(_("caption"), blank=True)
    creator = models.CharField(
        _("creator"),
        max_length=200,
        blank=True,
        help_text=_("Who took or drew it. Readers see the credit."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    copyright = models.CharField(_("copyright"), max_length=200, blank=True)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("What it shows; for the desk alone.")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    made_with_ai = models.CharField(
        _("made with AI"),
        max_length=20,
        blank=True,
        choices=MadeWithAi,
        help_text=_("Readers are told beside the credit."),
    )
    focal_x = models.FloatField(_("focal point, from the left (0–1)"), default=0.5)
    focal_y = models.FloatField(_("focal point, from the top (0–1)"), default=0.5)
    rights_until = models.DateTimeField(_("rights until"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False
    )
    # Whoever claimed it to give its files new names has until then.
    renaming_until = models.DateTimeField(null=True, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-id"]
        constraints = [
            # Serves "is this picture in the library already?".
            models.UniqueConstraint(fields=["hash"], name="image_hash"),
            # The same, for another file of it.
            models.UniqueConstraint(
                fields=["pixels"], condition=~Q(pixels=""), name="image_pixels"
            ),
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="image_focal_point_inside",
            ),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="image_has_size"),
        ]

    def __str__(self) -> str:
        return _shortened(self.caption) or _shortened(self.alt) or str(self.uid)

    @property
    def moves(self) -> bool:
        return self.file.name.endswith(".webp")

    def free_files(self) -> list["Rendition"]:
        """The renditions in its own shape, the smallest first; reads what was prefetched."""
        files = (file for file in self.renditions.all() if file.spec == FREE)
        return sorted(files, key=lambda file: file.width)

    def crops(self) -> list["Rendition"]:
        """The renditions in other shapes, the widest shape first; reads what was prefetched."""
        files = (file for file in self.renditions.all() if file.spec != FREE)
        return sorted(files, key=lambda file: file.height / file.width)


def _shortened(text: str) -> str:
    """The text in one line; one too long for a list ends behind a word, with a sign of it."""
    line = " ".join(text.split())
    if len(line) <= _MOST_OF_NAME:
        return line
    whole = line[: _MOST_OF_NAME + 1].rpartition(" ")[0] or line[:_MOST_OF_NAME]
    return f"{whole.rstrip(' ,;:–—-')}…"


class Rendition(models.Model):
    """A public file made to a spec from an original."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    spec = models.CharField(max_length=20)
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.FileField()
    # Since when it is called so: who was shown the picture before does not know this name.
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # Serves all renditions of a picture at composition.
            models.UniqueConstraint(
                fields=["image", "spec", "format", "width"], name="rendition_one_of_each"
            ),
        ]

    def __str__(self) -> str:
        return self.file.name


class FormerFile(models.Model):
    """A public file that no rendition names any more, or that none names yet.

    Crops that were cut anew stay under their old names until the picture is hidden. A copy stands
    here before it is made, so that one that nothing came of is found and deleted.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="former_files")
    name = models.CharField(max_length=100, unique=True)
    delete_from = models.DateTimeField(default=OPEN)

    class Meta:
        verbose_name = _("former file")
        verbose_name_plural = _("former files")
        indexes = [
            # What is to be deleted now.
            models.Index(fields=["delete_from"], name="former_file_due"),
        ]

    def __str__(self) -> str:
        return self.name
