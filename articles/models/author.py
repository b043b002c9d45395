"""Authors: the people whose names stand in bylines; perhaps users of the desk, perhaps not."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.address import Mergeable, edition_prefix


class Author(Mergeable):
    role = models.CharField(_("role"), max_length=100, blank=True)
    bio = models.TextField(_("biography"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user of the desk"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="author",
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [
            # Serves /authors/<slug>/.
            models.UniqueConstraint(fields=["slug"], name="author_slug"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="author_has_slug"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="author_not_into_itself"
            ),
        ]

    def get_absolute_url(self, language: str = "") -> str:
        return f"{edition_prefix(language)}/authors/{self.slug}/"
