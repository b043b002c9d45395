"""Articles: the working copy of a story, as the desk writes it. Readers never see these rows.

Nothing here is written but through `drafting`; `content` lists what a revision keeps of a row.
"""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.models.address import default_language
from articles.models.author import Author
from articles.models.image import Image
from articles.models.section import Section
from articles.models.timed import tiebreak_of
from articles.models.topic import Topic
from articles.richtext import BodyField

# What the desk's list filters by, and what the one predicate asks.
_LISTED = (
    "desk", "is_limited", "removed_at", "section", "stage", "language", "genre", "legal_hold",
    "lead_image", "owner", "created_by", "embargoed_until", "dated_at", "head",
)  # fmt: skip


class Genre(models.TextChoices):
    NEWS = "news", _("news")
    ANALYSIS = "analysis", _("analysis")
    OPINION = "opinion", _("opinion")
    INTERVIEW = "interview", _("interview")
    REVIEW = "review", _("review")
    OBITUARY = "obituary", _("obituary")
    FACT_CHECK = "fact_check", _("fact check")
    SPONSORED = "sponsored", _("sponsored")


class Stage(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    APPROVED = "approved", _("approved")
    SPIKED = "spiked", _("spiked")


class Direction(models.TextChoices):
    LEFT_TO_RIGHT = "ltr", _("left to right")
    RIGHT_TO_LEFT = "rtl", _("right to left")


class Article(models.Model):
    uid = models.UUIDField(_("uid"), default=uuid.uuid4, unique=True, editable=False)
    # The newest revision: what the columns below hold. drafting.save swaps it in one statement.
    head = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.DRAFT)

    headline = models.CharField(_("headline"), max_length=300, blank=True)
    kicker = models.CharField(
        _("kicker"), max_length=100, blank=True, help_text=_("The small label above the headline.")
    )
    standfirst = models.TextField(
        _("standfirst"),
        max_length=1000,
        blank=True,
        help_text=_("The sentence under the headline."),
    )
    slug = models.CharField(
        _("slug"),
        max_length=100,
        blank=True,
        help_text=_("Last part of the address; made from the headline if left empty."),
    )
    slugline = models.CharField(
        _("slugline"), max_length=100, blank=True, help_text=_("The desk's short working name.")
    )
    dateline = models.CharField(
        _("dateline"), max_length=100, blank=True, help_text=_("The place reported from.")
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, null=True, blank=True
    )
    further_sections = models.ManyToManyField(
        Section, verbose_name=_("further sections"), blank=True, related_name="+"
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="articles"
    )
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles")
    genre = models.CharField(_("genre"), max_length=12, choices=Genre, default=Genre.NEWS)
    source = models.CharField(
        _("source"), max_length=150, blank=True, help_text=_("The agency, as readers see it.")
    )
    credit_line = models.CharField(_("credit line"), max_length=200, blank=True)
    copyright_line = models.CharField(_("copyright line"), max_length=200, blank=True)
    lead_image = models.ForeignKey(
        Image, verbose_name=_("lead picture"), on_delete=models.PROTECT, null=True, blank=True
    )
    lead_image_caption = models.TextField(_("caption for this use"), max_length=1000, blank=True)
    lead_image_alt = models.CharField(
        _("alternative text for this use"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("Empty: what the library says."),
    )
    lead_image_is_decoration = models.BooleanField(
        _("the picture is decoration"),
        default=False,
        help_text=_("It tells nothing that the text does not: nobody is read anything."),
    )
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=default_language
    )
    direction = models.CharField(
        _("direction"),
        max_length=3,
        choices=Direction,
        blank=True,
        help_text=_("The language's own if left empty."),
    )
    note_to_editors = models.TextField(_("note to editors"), max_length=5000, blank=True)
    seo_headline = models.CharField(_("headline for search"), max_length=300, blank=True)
    seo_description = models.TextField(_("description for search"), max_length=500, blank=True)
    social_headline = models.CharField(_("headline for sharing"), max_length=300, blank=True)
    social_description = models.TextField(_("description for sharing"), max_length=500, blank=True)
    urgency = models.PositiveSmallIntegerField(
        _("urgency"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("1 highest to 9 lowest."),
    )
    target_words = models.PositiveIntegerField(
        _("target length"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20_000)],
        help_text=_("Words that the desk has room for."),
    )
    noindex = models.BooleanField(_("keep out of search engines"), default=False)
    legal_hold = models.BooleanField(_("legal hold"), default=False)
    legal_hold_reason = models.CharField(_("reason of the hold"), max_length=300, blank=True)
    dated_at = models.DateTimeField(
        _("dated"),
        null=True,
        blank=True,
        help_text=_("The story's one date for readers; its first publication if left empty."),
    )
    # OPEN: until somebody lifts it.
    embargoed_until = models.DateTimeField(_("embargoed until"), null=True, blank=True)
    embargo_reason = models.CharField(_("reason of the embargo"), max_length=300, blank=True)

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    # Whose story it is at the desk: at first who began it; a leaver's are handed over.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="stories",
    )
    # Whether AccessLimit rows say who alone may see it.
    is_limited = models.BooleanField(_("limited to named people"), default=False, editable=False)
    # In whose reach it is, as one number: its section's key or, without one, minus its owner's.
    desk = models.GeneratedField(
        expression=Coalesce("section_id", -F("owner_id")),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )
    changed_at = models.DateTimeField(_("changed"), auto_now_add=True)
    # In the bin since; and since when it says nothing any more. The row stays: the audit names it.
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)
    # Wide columns stand last: SQLite reads a row from its beginning.
    body = BodyField(_("body"), blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-changed_at", "-id"]
        indexes = [
            # The desk's list, newest change first. It holds every column that the list filters by,
            # so that a filter that few stories pass reads this index and not the stories.
            models.Index(fields=["-changed_at", "-id", *_LISTED], name="article_desk_list"),
            # The desk's list of one section.
            models.Index(fields=["section", "-changed_at", "-id"], name="article_desk_section"),
            # The same for whom permissions.over_articles() keeps to a section or to their own.
            models.Index(fields=["desk", "-changed_at", "-id"], name="article_desk_reach"),
            # The dashboard: somebody's own stories, those of one stage, on hold, under an embargo.
            models.Index(fields=["owner", "-changed_at", "-id"], name="article_desk_owner"),
            models.Index(fields=["stage", "-changed_at", "-id"], name="article_desk_stage"),
            models.Index(
                fields=["-changed_at", "-id"], condition=Q(legal_hold=True), name="article_on_hold"
            ),
            models.Index(
                fields=["embargoed_until"],
                condition=Q(embargoed_until__isnull=False),
                name="article_embargo",
            ),
            # The bin, and what in it is old enough to be erased.
            models.Index(
                fields=["-removed_at", "-id"],
                condition=Q(removed_at__isnull=False, erased_at=None),
                name="article_bin",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(urgency__gte=1, urgency__lte=9), name="article_urgency_1_to_9"
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="article_stage_known"),
            models.CheckConstraint(condition=Q(genre__in=Genre.values), name="article_genre_known"),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(
                    removed_at__isnull=False,
                    headline="",
                    standfirst="",
                    slug="",
                    slugline="",
                    note_to_editors="",
                    body="",
                ),
                name="article_erased_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        if self.headline:
            return self.headline
        if self.erased_at is not None:
            return str(_("(erased)"))
        return f"{self.slugline} {_('(no headline yet)')}".strip()

    @property
    def tiebreak(self) -> int:
        return tiebreak_of(self.uid)


class Byline(models.Model):
    """One author of a working copy, in order, perhaps with a role ("photographs")."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT)
    role = models.CharField(_("role"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_author_once"),
        ]

    def __str__(self) -> str:
        return self.author.name
