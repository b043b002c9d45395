"""Sections: where readers find a story."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.address import Addressed, default_language, edition_prefix


class Section(Addressed):
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=default_language
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("above it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["language", "position", "name"]
        constraints = [
            # Serves /<slug>/ and /<language>/<slug>/.
            models.UniqueConstraint(fields=["language", "slug"], name="section_slug_in_language"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="section_has_slug"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="section_not_below_itself"
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{edition_prefix(self.language)}/{self.slug}/"

    def clean(self):
        super().clean()
        if self.parent and self.parent.language != self.language:
            raise ValidationError({"parent": _("Choose a section of the same language.")})
        if self.pk and self.parent and self.pk in self.parent.line_of_keys():
            raise ValidationError({"parent": _("A section cannot stand below itself.")})

    def line_of_keys(self) -> list[int]:
        """Its own key and those of the sections above it, nearest first; a query for each step."""
        keys: list[int] = []
        section = self
        while section is not None and section.pk not in keys:
            keys.append(section.pk)
            section = section.parent
        return keys
