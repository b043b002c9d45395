"""Topics: the people, organisations, places, events and subjects that stories are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.address import Mergeable, edition_prefix


class Topic(Mergeable):
    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        PLACE = "place", _("place")
        EVENT = "event", _("event")
        SUBJECT = "subject", _("subject")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SUBJECT)
    alternative_names = models.TextField(
        _("alternative names"), blank=True, help_text=_("Other spellings, one to a line.")
    )
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            # Serves /topics/<slug>/.
            models.UniqueConstraint(fields=["slug"], name="topic_slug"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="topic_has_slug"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="topic_not_into_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["person", "organisation", "place", "event", "subject"]
                ),
                name="topic_kind_known",
            ),
        ]

    def get_absolute_url(self, language: str = "") -> str:
        return f"{edition_prefix(language)}/topics/{self.slug}/"
