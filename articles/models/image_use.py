"""Where a picture is used: by working copies, and by published versions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImageUseQuerySet(models.QuerySet):
    def of_versions(self):
        return self.filter(version__isnull=False)

    def of_working_copies(self):
        return self.filter(version=None)


class ImageUse(models.Model):
    """A picture in a story: in its working copy where `version` is None, else in that version.

    Written by articles.uses alone, from the content: a lead picture and pictures of the text alike.
    Those of a version never change, as its content never does.
    """

    image = models.ForeignKey(
        "articles.Image", on_delete=models.PROTECT, related_name="uses", db_index=False
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="image_uses", db_index=False
    )
    version = models.ForeignKey(
        "articles.PublishedVersion",
        on_delete=models.CASCADE,
        null=True,
        related_name="image_uses",
        db_index=False,
    )

    objects = ImageUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        indexes = [
            # Where a picture is used, and whether it is used at all.
            models.Index(fields=["image", "version", "article"], name="image_use_of_image"),
        ]
        constraints = [
            # Serves the pictures of a version.
            models.UniqueConstraint(fields=["version", "image"], name="image_use_in_version"),
            # Serves the pictures of a working copy.
            models.UniqueConstraint(
                fields=["article", "image"],
                condition=Q(version=None),
                name="image_use_in_working_copy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image_id} in {self.article_id} ({self.version_id or 'working copy'})"
