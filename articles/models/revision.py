"""Revisions: every saved state of a working copy, unchangeable by guard."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Raised when the shape of `content` changes.
SCHEMA = 1
# Fields that are younger than some revisions, and what those say by not naming them.
YOUNGER = {"target_words": None}


class ContentField(models.JSONField):
    """A content as it was written; read, it has also the fields that its time did not know."""

    def from_db_value(self, value, expression, connection):
        content = super().from_db_value(value, expression, connection)
        # What was thinned stays empty.
        return YOUNGER | content if content and isinstance(content, dict) else content

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class Revision(models.Model):
    class Kind(models.TextChoices):
        SAVED = "saved", _("saved")
        PUBLISHED = "published", _("published")
        IMPORTED = "imported", _("imported")
        MERGED = "merged", _("merged")
        RESTORED = "restored", _("restored")
        # A save on a stale base: kept beside the history, never a head.
        REFUSED = "refused", _("refused")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="revisions"
    )
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # The other parent of a merge.
    merged = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SAVED)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    schema = models.PositiveSmallIntegerField(default=SCHEMA)
    redacted_at = models.DateTimeField(null=True)
    # When its text was thrown away to save room; who saved it and when is still told.
    thinned_at = models.DateTimeField(null=True)
    # The opened page that it was saved from: a window is never in conflict with itself.
    window = models.CharField(max_length=32, blank=True, default="")
    # Field → value as articles.content describes it; keys are row numbers, never public.
    content = ContentField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-id"]
        indexes = [
            # The dashboard: refused texts, newest first.
            models.Index(fields=["kind", "-id"], name="revision_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["saved", "published", "imported", "merged", "restored", "refused"]
                ),
                name="revision_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_at:%Y-%m-%d %H:%M:%S}"
