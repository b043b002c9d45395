"""The audit: who did what, when, from which revision. Append-only by guard."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditRow(models.Model):
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    act = models.CharField(_("act"), max_length=40)
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story"),
        on_delete=models.PROTECT,
        null=True,
        related_name="audit_rows",
    )
    revision = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("audit row")
        verbose_name_plural = _("audit")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.act}"
