"""Pictures of the library, and the files cut from them.

`file` is the re-encoded original: never public, a WebP where it moves. A Rendition's file is public
and carries 128 random bits in its name, so that nothing about the picture can be guessed from its
address. Free renditions have the picture's own shape and stand on a story's page; the others are
crops, for cards, and the largest of each shape for machines.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
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


class Usage(models.TextChoices):
    """Where the paper may use a picture, beside until when."""

    ANYWHERE = "", _("wherever the paper wants")
    ONCE = "once", _("in one story only")
    SECTION = "section", _("in one section only")


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

    def hold_single_uses(self, keys: Iterable[int]) -> None:
        """Lets nobody else publish those of these pictures that one story alone may use, until the
        transaction ends: of two that ask at once whether another has it, one waits.
        """
        single = self.filter(pk__in=list(keys), usage=Usage.ONCE).order_by("pk")
        if keys:
            list(single.select_for_update(of=("self",)).values_list("pk"))


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
    rights_until = models.DateTimeField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_("From this second on no page shows it. Empty: without an end."),
    )
    not_for_web = models.BooleanField(
        _("not for web"), default=False, help_text=_("No page shows it, whatever stories it is in.")
    )
    usage = models.CharField(
        _("may be used"), max_length=10, blank=True, choices=Usage, default=Usage.ANYWHERE
    )
    usage_section = models.ForeignKey(
        "articles.Section",
        verbose_name=_("section that may use it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    identity_protected = models.BooleanField(
        _("identity protected"),
        default=False,
        help_text=_(
            "Who is in it must not be known: the original and what is cut off are shown to the "
            "picture desk alone."
        ),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False
    )
    # Since when readers know no address of its files, because its rights ended or it is not for the
    # web; None once it may be shown again (hiding).
    rights_hidden_at = models.DateTimeField(null=True, editable=False)
    # Whoever claimed it to give its files new names has until then.
    renaming_until = models.DateTimeField(null=True, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-id"]
        indexes = [
            # What ended last, and what ends within some days.
            models.Index(
                fields=["rights_until"],
                condition=Q(rights_until__isnull=False),
                name="image_rights_until",
            ),
            # The few whose rights ended, or that are not for the web, and that may not be hidden.
            models.Index(
                fields=["rights_until"],
                condition=Q(rights_until__isnull=False, rights_hidden_at=None),
                name="image_rights_to_hide",
            ),
            models.Index(
                fields=["id"],
                condition=Q(not_for_web=True, rights_hidden_at=None),
                name="image_web_to_hide",
            ),
        ]
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
            models.CheckConstraint(
                condition=Q(usage__in=Usage.values)
                & (Q(usage_section=None) | Q(usage=Usage.SECTION)),
                name="image_usage_known",
            ),
        ]

    def __str__(self) -> str:
        return _shortened(self.caption) or _shortened(self.alt) or str(self.uid)

    def may_be_shown(self, now: datetime) -> bool:
        """Whether its rights let readers see it at this moment."""
        return not self.not_for_web and (self.rights_until is None or now < self.rights_until)

    @property
    def moves(self) -> bool:
        return self.file.name.endswith(".webp")

    def free_files(self) -> list["Rendition"]:
        """The renditions in its own shape, the smallest first; reads what was prefetched."""
        files = (file for file in self.renditions.all() if file.spec == FREE)
        return sorted(files, key=lambda file: file.width)

    def crops(self) -> list["Rendition"]:
        """For machines, the largest JPEG in each other shape, the widest shape first; reads what
        was prefetched.
        """
        largest: dict[str, Rendition] = {}
        for file in self.renditions.all():
            if file.spec != FREE and file.format == "jpeg":
                known = largest.setdefault(file.spec, file)
                largest[file.spec] = max(known, file, key=lambda each: each.width)
        return sorted(largest.values(), key=lambda file: file.height / file.width)

    def cropped_files(self) -> dict[str, list["Rendition"]]:
        """Shape → its renditions, the smallest first, the widest shape first; reads what was
        prefetched.
        """
        shapes: dict[str, list[Rendition]] = {crop.spec: [] for crop in self.crops()}
        for file in sorted(self.renditions.all(), key=lambda file: file.width):
            if file.spec in shapes:
                shapes[file.spec].append(file)
        return shapes


def _shortened(text: str) -> str:
    """The text in one line; one too long for a list ends behind a word, with a sign of it."""
    line = " ".join(text.split())
    if len(line) <= _MOST_OF_NAME:
        return line
    whole = line[: _MOST_OF_NAME + 1].rpartition(" ")[0] or line[:_MOST_OF_NAME]
    return f"{whole.rstrip(' ,;:–—-')}…"


class ManualCrop(models.Model):
    """What a person chose to be seen of a picture in one shape, as shares (0–1) of the original.

    The shape FREE is the frame: what of the picture is shown at all, in any shape.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="manual_crops")
    # The name of a spec of renditions.
    shape = models.CharField(max_length=20)
    left = models.FloatField()
    top = models.FloatField()
    right = models.FloatField()
    bottom = models.FloatField()

    class Meta:
        verbose_name = _("manual crop")
        verbose_name_plural = _("manual crops")
        constraints = [
            # Serves the crops of a picture.
            models.UniqueConstraint(fields=["image", "shape"], name="manual_crop_one_of_each"),
            models.CheckConstraint(
                condition=Q(left__gte=0, top__gte=0, right__lte=1, bottom__lte=1)
                & Q(left__lt=F("right"), top__lt=F("bottom")),
                name="manual_crop_inside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shape} of {self.image_id}"

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.left, self.top, self.right, self.bottom


class Rendition(models.Model):
    """A public file made to a spec from an original."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    spec = models.CharField(max_length=20)
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.FileField()
    # What of the original it shows, in its pixels; empty where that is all of it.
    cut = models.CharField(max_length=80, blank=True, default="")
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
    """A file that no row names any more, or that none names yet.

    Crops that were cut anew stay under their old names until the picture is hidden. A file stands
    here before it is made, so that one that nothing came of is found and deleted. What is just
    being taken in belongs to no picture yet, and a document's file never does.
    """

    image = models.ForeignKey(
        Image, on_delete=models.CASCADE, null=True, related_name="former_files"
    )
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
