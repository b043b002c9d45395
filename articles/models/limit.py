"""Limits: a story that named people alone may see, whatever the roles of others."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessLimit(models.Model):
    """One of the people named; the article says is_limited as long as there are any."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="access_limits"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
        # The unique index below begins with it.
        db_index=False,
    )

    class Meta:
        verbose_name = _("access limit")
        verbose_name_plural = _("access limits")
        constraints = [
            # Serves permissions.over_articles(): what is somebody named on?
            models.UniqueConstraint(fields=["user", "article"], name="limit_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.user}"
