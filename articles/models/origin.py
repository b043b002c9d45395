"""Origins: what a story was begun from. Written once, with its first revision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Origin(models.Model):
    class Kind(models.TextChoices):
        COPY = "copy", _("copied from")
        FOLLOW_UP = "follow_up", _("follow-up of")
        TEMPLATE = "template", _("begun from a template")

    article = models.OneToOneField(
        "articles.Article", on_delete=models.PROTECT, related_name="origin"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    # The story copied or followed up. Its headline is asked for when it is shown, never kept here:
    # by then it may be a secret.
    source = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, null=True, related_name="begun_from_it"
    )

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["copy", "follow_up"], source__isnull=False)
                | Q(kind="template", source=None),
                name="origin_names_its_source",
            ),
        ]

    def __str__(self) -> str:
        """Without the headline: the story may be a secret."""
        return f"{self.get_kind_display()} {self.source_id or ''}".strip()
