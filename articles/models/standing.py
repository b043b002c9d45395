"""Standing pages: what the paper says of itself, in each edition, without a date of its own."""

from textwrap import shorten

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import richtext
from articles.models.address import Addressed, default_language, edition_prefix
from articles.richtext import BodyField

# As many letters as search engines print of a description.
_SUMMARY = 160


class StandingPageQuerySet(models.QuerySet):
    def shown(self):
        """What readers find; a page without words is not there, whatever was ticked."""
        return self.filter(is_shown=True).exclude(body="")

    def in_language(self, language: str):
        return self.filter(language=language)


class StandingPage(Addressed):
    class Kind(models.TextChoices):
        ABOUT = "about", _("about the paper")
        CONTACT = "contact", _("contact")
        IMPRINT = "imprint", _("imprint and responsible editor")
        PRIVACY = "privacy", _("privacy notice")
        ACCESSIBILITY = "accessibility", _("accessibility statement")
        ETHICS = "ethics", _("ethics")
        CORRECTIONS = "corrections", _("corrections policy")
        OWNERSHIP = "ownership", _("ownership and funding")
        OTHER = "other", _("another page")

    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=default_language
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.OTHER)
    description = models.TextField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("For search engines; the first words of the text if left empty."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_shown = models.BooleanField(
        _("shown to readers"), default=True, help_text=_("A page without text is never shown.")
    )
    # When its words were last others for readers; the desk sets it.
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    # Wide columns stand last: SQLite reads a row from its beginning.
    body = BodyField(_("body"), blank=True)

    objects = StandingPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        ordering = ["language", "position", "name"]
        constraints = [
            # Serves /<slug>/ and /<language>/<slug>/.
            models.UniqueConstraint(fields=["language", "slug"], name="standing_slug_in_language"),
            models.UniqueConstraint(
                fields=["language", "kind"],
                condition=~Q(kind="other"),
                name="standing_kind_in_language",
                violation_error_message=_("This edition has a page of this kind already."),
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="standing_has_slug"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "about",
                        "contact",
                        "imprint",
                        "privacy",
                        "accessibility",
                        "ethics",
                        "corrections",
                        "ownership",
                        "other",
                    ]
                ),
                name="standing_kind_known",
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{edition_prefix(self.language)}/{self.slug}/"

    def save(self, *args, **kwargs):
        """Paragraphs with nothing in them are no text."""
        if not richtext.plain_text(self.body):
            self.body = ""
        super().save(*args, **kwargs)

    @property
    def summary(self) -> str:
        """What search engines are told: its description, else its first words."""
        return self.description or shorten(
            richtext.plain_text(self.body), _SUMMARY, placeholder="…"
        )

    @property
    def is_live(self) -> bool:
        """Whether readers find it; as the phrase `shown` asks the database."""
        return self.is_shown and bool(self.body)
