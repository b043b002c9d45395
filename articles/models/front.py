"""Fronts: the curated top of an edition's first page."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.address import default_language


class Front(models.Model):
    """One a language; what stands below its placements is the newest."""

    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=default_language
    )

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")
        constraints = [
            models.UniqueConstraint(fields=["language"], name="front_one_a_language"),
        ]

    def __str__(self) -> str:
        return self.get_language_display()


class Placement(models.Model):
    """A story in a slot of a front; shown while the story is live."""

    class Slot(models.IntegerChoices):
        LEAD = 0, _("lead")
        PIN_1 = 1, _("pinned, first")
        PIN_2 = 2, _("pinned, second")
        PIN_3 = 3, _("pinned, third")
        PIN_4 = 4, _("pinned, fourth")

    front = models.ForeignKey(Front, on_delete=models.CASCADE, related_name="placements")
    article = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )
    slot = models.PositiveSmallIntegerField(_("slot"), choices=Slot)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["slot"]
        constraints = [
            models.UniqueConstraint(fields=["front", "slot"], name="placement_one_a_slot"),
            models.UniqueConstraint(fields=["front", "article"], name="placement_story_once"),
            models.CheckConstraint(
                condition=models.Q(slot__gte=0, slot__lte=4), name="placement_slot_known"
            ),
        ]

    def __str__(self) -> str:
        """Without the headline: Django's log keeps this text, and the story may be a secret."""
        return self.get_slot_display()
