"""Publications that a legal hold took out of the queue, kept as they were planned."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.published import Change


class StoppedPublication(models.Model):
    """What would have begun: of which text, when, and what readers would have been told. It waits
    until it goes on (then `version` says as what) or is given up.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="stopped", db_index=False
    )
    revision = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    live_from = models.DateTimeField()
    change = models.CharField(max_length=15, choices=Change)
    note = models.TextField(blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Whether the story was to come back with it.
    ends_withdrawal = models.BooleanField(default=False)
    stopped_at = models.DateTimeField()
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The key of a version that may be taken out again.
    version = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("stopped publication")
        verbose_name_plural = _("stopped publications")
        indexes = [
            # What was stopped of one story, and what revisions are still needed.
            models.Index(fields=["article", "live_from"], name="stopped_of_article"),
            # The queue: what waits, in the order of the clock.
            models.Index(
                fields=["live_from", "id"], condition=Q(settled_at=None), name="stopped_waiting"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(change__in=Change.values), name="stopped_change_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} at {self.live_from:%Y-%m-%d %H:%M:%S}"
