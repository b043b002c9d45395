"""Wire records: every text that came by wire, as it came, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WireRecord(models.Model):
    class Outcome(models.TextChoices):
        CREATED = "created", _("became a working copy")
        REVISED = "revised", _("became a revision")
        CONFLICT = "conflict", _("waits: the copy was edited meanwhile")
        SETTLED = "settled", _("was settled by the desk")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="wire_records"
    )
    # What it became: a head then, or the refused revision of a conflict.
    revision = models.ForeignKey("articles.Revision", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    format = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255, blank=True)
    # SHA-256 over date and paragraphs, the same in any encoding.
    fingerprint = models.CharField(max_length=64)
    # 0, or how many desks that do not see each other's stories had brought it in before.
    copy = models.PositiveSmallIntegerField(default=0)
    # The first folded words: finds a newer text of a dispatch that has no date.
    opening = models.CharField(max_length=200, blank=True)
    # The source's own date line and zone, as they stood.
    date_line = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    dated_at = models.DateTimeField(null=True)
    agency = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=12, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField()

    class Meta:
        verbose_name = _("wire record")
        verbose_name_plural = _("wire records")
        ordering = ["-id"]
        indexes = [
            # Other texts of the same dispatch.
            models.Index(fields=["dated_at"], name="wire_dated"),
            models.Index(
                fields=["file_name"],
                condition=~models.Q(file_name=""),
                name="wire_file_name",
            ),
            models.Index(
                fields=["opening"],
                condition=models.Q(dated_at=None),
                name="wire_undated_opening",
            ),
        ]
        constraints = [
            # Serves "has this text been brought in already?".
            models.UniqueConstraint(
                fields=["format", "fingerprint", "copy"], name="wire_text_once_a_desk"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["created", "revised", "conflict", "settled"]),
                name="wire_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or self.date_line or self.fingerprint[:12]
