"""What readers see: published versions, the listing rows that point to them, and corrections.

A version is what readers see of one story during [live_from, live_until). Its content columns never
change; composing.recompose rebuilds its composed columns (path, card, page) from the revision.
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from articles.models.timed import GATE, Timed, TimedQuerySet, span_constraints


class Change(models.TextChoices):
    """What a version changed, as the trade and the law name it."""

    MINOR = "minor", _("minor")
    UPDATE = "update", _("update")
    CLARIFICATION = "clarification", _("clarification")
    CORRECTION = "correction", _("correction")
    RETRACTION = "retraction", _("retraction")
    EDITORS_NOTE = "editors_note", _("editor’s note")
    REPLY = "reply", _("reply")

    @classmethod
    def quiet(cls) -> frozenset[str]:
        """Changes that do not move "Updated"."""
        return frozenset({cls.MINOR, cls.EDITORS_NOTE})

    @classmethod
    def noted(cls) -> frozenset[str]:
        """Changes that readers are told of in words."""
        return frozenset(cls.values) - {cls.MINOR, cls.UPDATE}


class PublishedVersionQuerySet(TimedQuerySet):
    def at_path(self, path: str):
        return self.filter(path=path)

    def of(self, article):
        return self.filter(article=article)

    def for_lists(self):
        """Without what only the article's own page prints."""
        return self.defer("page")

    def with_content(self):
        """With what composing and listings ask of a version."""
        return self.select_related("revision", "article")

    def begun(self, now: datetime):
        return self.filter(live_from__lte=now)

    def has_any(self, now: datetime) -> bool:
        """Whether one of these live rows is there: one look at the index of an edition.

        Not exists(), which forgets the order: PostgreSQL would read all rows of an edition without
        any. Without the bound, SQLite takes another index and sorts.
        """
        begun = self.filter(dated_at__lte=now).newest_first()
        return begun.values("pk").first() is not None


class PublishedVersion(Timed):
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    revision = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, related_name="versions"
    )
    # Content columns.
    section = models.ForeignKey(
        "articles.Section", on_delete=models.PROTECT, null=True, related_name="versions"
    )
    headline = models.CharField(max_length=300)
    genre = models.CharField(max_length=12)
    noindex = models.BooleanField(default=False)
    lead_image = models.ForeignKey(
        "articles.Image", on_delete=models.PROTECT, null=True, related_name="versions"
    )
    updated_at = models.DateTimeField(null=True)
    embargoed_until = models.DateTimeField(null=True)
    change = models.CharField(max_length=15, choices=Change, default=Change.UPDATE)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The clock of the application at the last change of live_until, and at dropping: the guards
    # compare with these, because they never read a clock themselves.
    changed_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    # Composed columns; the widest last, because SQLite reads a row from its beginning.
    path = models.CharField(max_length=500)
    card = models.JSONField()
    page = models.JSONField()

    objects = PublishedVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        indexes = [
            # Front, day, month and year of an edition, newest first.
            models.Index(
                fields=["language", "-dated_at", "-tiebreak", *GATE],
                condition=Q(past=False),
                name="version_edition",
            ),
            # What the desk says of each story of a list: what is live, what waits, its date. Whole
            # rows are wide, and a filter may ask this of every story.
            models.Index(
                fields=["article", "-live_from", "live_until", "revision", "dated_at"],
                name="version_of_article",
            ),
            # An article's page.
            models.Index(fields=["path"], condition=Q(past=False), name="version_path"),
            # The next boundary: what begins.
            models.Index(fields=["live_from"], condition=Q(past=False), name="version_from"),
            # What began since somebody was told, also where it is over and marked past by now.
            models.Index(fields=["live_from"], name="version_begins"),
            # The next boundary: what ends; and what is over but not yet marked past.
            models.Index(fields=["live_until"], condition=Q(past=False), name="version_until"),
        ]
        constraints = [
            *span_constraints("version"),
            # One article at any moment; also the index of everything "of" an article.
            models.UniqueConstraint(fields=["article", "live_from"], name="version_one_start"),
            models.UniqueConstraint(fields=["article", "live_until"], name="version_one_end"),
            models.CheckConstraint(
                condition=Q(embargoed_until=None) | Q(live_from__gte=F("embargoed_until")),
                name="version_keeps_the_embargo",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(dropped_at__lte=F("live_from")),
                name="version_dropped_before_it_began",
            ),
            models.CheckConstraint(
                condition=Q(change__in=Change.values), name="version_change_known"
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="version_has_headline"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return iri_to_uri(self.path)

    def is_live(self, now: datetime) -> bool:
        return self.live_from <= now < self.live_until


class ListingQuerySet(TimedQuerySet):
    article = "version__article__"

    def in_section(self, section):
        return self.filter(section=section)

    def on_topic(self, topic):
        return self.filter(topic=topic)

    def by_author(self, author):
        return self.filter(author=author)


class Listing(Timed):
    """One version in one list: of a section, a topic or an author. Kept by publishing alone."""

    version = models.ForeignKey(PublishedVersion, on_delete=models.CASCADE, related_name="listings")
    section = models.ForeignKey(
        "articles.Section", on_delete=models.PROTECT, null=True, db_index=False
    )
    topic = models.ForeignKey("articles.Topic", on_delete=models.PROTECT, null=True, db_index=False)
    author = models.ForeignKey(
        "articles.Author", on_delete=models.PROTECT, null=True, db_index=False
    )

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing row")
        verbose_name_plural = _("listing rows")
        indexes = [
            # Each serves the pages of its kind of list, in one edition, newest first.
            models.Index(
                fields=[place, "language", "-dated_at", "-tiebreak", *GATE, "version"],
                condition=Q(past=False, **{f"{place}__isnull": False}),
                name=f"listing_{place}",
            )
            for place in ("section", "topic", "author")
        ] + [
            # What is over but not yet marked past.
            models.Index(fields=["live_until"], condition=Q(past=False), name="listing_until"),
        ]
        constraints = [
            *span_constraints("listing"),
            models.CheckConstraint(
                condition=(
                    Q(section__isnull=False, topic=None, author=None)
                    | Q(section=None, topic__isnull=False, author=None)
                    | Q(section=None, topic=None, author__isnull=False)
                ),
                name="listing_is_in_one_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} in {self.section_id or self.topic_id or self.author_id}"


class CorrectionQuerySet(TimedQuerySet):
    def live(self, now: datetime):
        """What readers are told on the pages of stories that are live, with the key of the version
        that tells it as `told_by`: the one that it leads to, or a later one.

        Its order is that of the index, so that each row costs one look.
        """
        telling = PublishedVersion.objects.live(now).filter(
            article=OuterRef("article"), live_from__gte=OuterRef("dated_at")
        )
        newest = telling.order_by("-live_from").values("pk")[:1]
        return self.annotate(told_by=Subquery(newest)).filter(told_by__isnull=False)


class Correction(models.Model):
    """What readers are told of a change; live while a version tells it that the change led to.

    Never changes, so what the list of an edition asks is repeated here of its version, whose
    columns never change either: dated_at is the moment from which readers are told.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="corrections"
    )
    version = models.OneToOneField(
        PublishedVersion, on_delete=models.PROTECT, related_name="correction"
    )
    language = models.CharField(max_length=12)
    dated_at = models.DateTimeField()
    tiebreak = models.BigIntegerField()
    kind = models.CharField(max_length=15, choices=Change)
    text = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["dated_at"]
        indexes = [
            # The corrections of an edition, newest first.
            models.Index(
                fields=["language", "-dated_at", "-tiebreak", "article"], name="correction_edition"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(Change.noted())), name="correction_kind_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="correction_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
