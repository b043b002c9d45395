"""Templates: what a new story of a kind begins with. A story keeps nothing of its template."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.address import default_language
from articles.models.article import Genre
from articles.models.section import Section
from articles.models.topic import Topic
from articles.richtext import BodyField


class StoryTemplate(models.Model):
    name = models.CharField(_("name"), max_length=100)
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Offered to whoever writes there, and filled in; to everybody if left empty."),
    )
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=default_language
    )
    # As the fields of a story, and as long.
    kicker = models.CharField(_("kicker"), max_length=100, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    standfirst = models.TextField(_("standfirst"), max_length=1000, blank=True)
    genre = models.CharField(_("genre"), max_length=12, choices=Genre, default=Genre.NEWS)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    note_to_editors = models.TextField(_("note to editors"), max_length=5000, blank=True)
    target_words = models.PositiveIntegerField(
        _("target length"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20_000)],
    )
    # Wide columns stand last: SQLite reads a row from its beginning.
    body = BodyField(_("body"), blank=True)

    class Meta:
        verbose_name = _("story template")
        verbose_name_plural = _("story templates")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="template_has_name"),
            models.CheckConstraint(
                condition=Q(genre__in=Genre.values), name="template_genre_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
