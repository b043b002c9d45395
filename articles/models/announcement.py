"""Boundaries of which somebody outside is told: what went live, or came down."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Announcement(models.Model):
    """One moment of one story at which readers came to see something else, or nothing more.

    Written after the moment came, told once. The first row of all is of no story: nothing that was
    before it is ever announced.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    # Whoever claims it moves this on: no other process tells it before. OPEN: given up.
    try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    # Who has been told already: "hub", or the address of an edge. Others may have failed.
    told = models.JSONField(default=list)
    claimed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        indexes = [
            # The newest and the oldest that was noted.
            models.Index(fields=["at"], name="announcement_at"),
            # What is due.
            models.Index(fields=["try_at"], condition=Q(told_at=None), name="announcement_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "at"], name="announcement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} at {self.at:%Y-%m-%d %H:%M:%S}"
