"""The audit: who did what, when, to whom or which story, from which revision.

Append-only by guard. The rows are one chain, sealed by keys that the database does not hold; see
articles.chain for what is sealed and articles.audit, which alone writes here.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditRow(models.Model):
    # Its place in the chain, from 1 without a gap.
    number = models.PositiveBigIntegerField(_("number"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    # As the account was named then.
    name = models.CharField(_("name"), max_length=150, blank=True)
    act = models.CharField(_("act"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whom"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
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
    # Which key sealed it, and the seal over this row and the seal of the row before.
    key = models.CharField(max_length=8)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("audit row")
        verbose_name_plural = _("audit")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="audit_one_chain"),
        ]
        indexes = [
            # The audit of a day, of a person, of a story; newest first.
            models.Index(fields=["at"], name="audit_day"),
            models.Index(fields=["by", "-number"], name="audit_by"),
            models.Index(fields=["person", "-number"], name="audit_person"),
            models.Index(fields=["article", "-number"], name="audit_article"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.act}"


class AuditHead(models.Model):
    """The end of the chain, sealed: one row, locked by whoever writes the next one."""

    number = models.PositiveBigIntegerField()
    last = models.CharField(max_length=64)
    key = models.CharField(max_length=8)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("head of the audit")
        verbose_name_plural = _("heads of the audit")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.last}"
