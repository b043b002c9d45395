"""Addresses: every path that a thing ever had, and what is said where a story was withdrawn.

Readers' pages are found by their own columns (PublishedVersion.path, a slug); these rows are asked
only when nothing is found there.
"""

import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from articles import folding
from articles.models.timed import OPEN, look


def default_language() -> str:
    """LANGUAGE_CODE, asked at run time, so that migrations do not depend on an installation."""
    return settings.LANGUAGE_CODE


def edition_prefix(language: str) -> str:
    """What stands before the paths of an edition: nothing for LANGUAGE_CODE's, /<code> else."""
    return "" if language in ("", settings.LANGUAGE_CODE) else f"/{language}"


def absolute_url(path: str) -> str:
    """A path of ours with scheme and host, as ASCII; an address that has them stays as it is."""
    return path if "://" in path else settings.SITE_URL + iri_to_uri(path)


class Addressed(models.Model):
    """A thing of the paper with a name and an address of its own."""

    uid = models.UUIDField(_("uid"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150)
    slug = models.CharField(
        _("slug"),
        max_length=100,
        blank=True,
        help_text=_("Last part of the address; made from the name if left empty."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.slug = folding.slugify(self.slug or self.name)
        super().save(*args, **kwargs)

    def clean(self):
        self.slug = folding.slugify(self.slug or self.name)


# What an address may lead to: the names of its columns; all but a story are places.
LED_TO = ("article", "section", "topic", "author", "page")


def _leads_to(kind: str) -> Q:
    """To this and to nothing else."""
    return Q(**{f"{name}__isnull": name != kind for name in LED_TO})


class MergeableQuerySet(models.QuerySet):
    def standing(self):
        """Without those that were merged into another."""
        return self.filter(merged_into=None)

    def standing_first(self):
        """With what each is now; of two that share a name, the one that stands."""
        rows = self.select_related("merged_into")
        return rows.order_by(models.F("merged_into_id").asc(nulls_first=True), "pk")

    def hold(self, keys: Iterable[int]) -> None:
        """Keeps these as they are until the transaction ends; others may hold them too.

        Not on SQLite, whose transactions begin IMMEDIATE: there is one writer anyway.
        """
        keys = set(keys)
        if keys and connection.vendor == "postgresql":
            rows = self.filter(pk__in=keys).order_by("pk").values("pk")
            sql, values = rows.query.sql_with_params()
            with connection.cursor() as cursor:
                cursor.execute(f"{sql} FOR SHARE", values)

    def present_keys(self, keys: Iterable[int]) -> dict[int, int]:
        """Key → the key of what it is now, for those that exist; one query, none for no keys."""
        keys = set(keys)
        rows = self.filter(pk__in=keys).values_list("pk", "merged_into") if keys else ()
        return {key: other or key for key, other in rows}


class Mergeable(Addressed):
    """One that may turn out to be the same as another: a name that was entered twice.

    What was written keeps the key that it was written with; whoever composes, lists or offers asks
    what it is now. One step always: merging.merge leads the doubles of a double on.
    """

    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="doubles",
    )

    objects = MergeableQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def present(self):
        """What it is now: itself, or what it was merged into."""
        return self if self.merged_into_id is None else self.merged_into


class AddressQuerySet(models.QuerySet):
    def try_to_hold(self, path: str) -> bool:
        """Whether nobody else gives or takes a story's path until the transaction ends. False where
        somebody does: it never waits.

        Not on SQLite, whose transactions begin IMMEDIATE: there is one writer anyway.
        """
        if connection.vendor != "postgresql":
            return True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [path])
            return cursor.fetchone()[0]


class Address(models.Model):
    """A path → one thing that it leads to, from `public_from` on."""

    path = models.CharField(_("path"), max_length=500)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, null=True, related_name="addresses"
    )
    section = models.ForeignKey(
        "articles.Section", on_delete=models.CASCADE, null=True, related_name="addresses"
    )
    topic = models.ForeignKey(
        "articles.Topic", on_delete=models.CASCADE, null=True, related_name="addresses"
    )
    author = models.ForeignKey(
        "articles.Author", on_delete=models.CASCADE, null=True, related_name="addresses"
    )
    page = models.ForeignKey(
        "articles.StandingPage", on_delete=models.CASCADE, null=True, related_name="addresses"
    )
    public_from = models.DateTimeField()

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            # Serves the look-up of a path that no page has. One story has a path for ever; places
            # may come to one after the other, and each is remembered: a hidden one that took an old
            # address tells nothing, and whoever gives it up leaves it to those before.
            models.UniqueConstraint(
                "path",
                *(Coalesce(kind, 0) for kind in LED_TO[1:]),
                name="address_path",
            ),
            models.CheckConstraint(
                condition=reduce(or_, map(_leads_to, LED_TO)),
                name="address_leads_to_one_thing",
            ),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="address_is_a_path"),
        ]

    def __str__(self) -> str:
        return self.path


class WithdrawalQuerySet(models.QuerySet):
    def in_force(self, now):
        """At this moment; of the desk's look at another, what that person may know of."""
        if taken := look():
            return self.filter(taken.gate(now, ("begins_at", "ends_at"), "article__"))
        return self.filter(begins_at__lte=now, ends_at__gt=now)


class Withdrawal(models.Model):
    """What is answered where a story was, from begins_at until it is brought back."""

    class Answer(models.IntegerChoices):
        GONE = 410, _("gone, with the public note (410)")
        NEVER = 404, _("as if it had never been (404)")
        MOVED = 301, _("see another story (301)")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="withdrawals"
    )
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), default=OPEN)
    answer = models.PositiveSmallIntegerField(_("answer"), choices=Answer, default=Answer.GONE)
    see_instead = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story to see instead"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    public_note = models.TextField(_("public note"), blank=True)
    reason = models.TextField(_("reason, for the desk alone"), blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # None as long as a picture of the story has files whose names readers know (hiding).
    pictures_hidden_at = models.DateTimeField(null=True, editable=False)
    brought_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        indexes = [
            # The queue of what is planned; what came down since somebody was told; the newest.
            models.Index(fields=["begins_at"], name="withdrawal_begins"),
            # The few in force whose pictures are not hidden yet.
            models.Index(
                fields=["ends_at", "begins_at"],
                condition=Q(pictures_hidden_at=None),
                name="withdrawal_pictures",
            ),
        ]
        constraints = [
            # Only of what is open: two that are over may have ended at the same moment.
            models.UniqueConstraint(
                fields=["article"], condition=Q(ends_at=OPEN), name="withdrawal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=models.F("begins_at")), name="withdrawal_ends_after_begin"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=[410, 404, 301]), name="withdrawal_answer_known"
            ),
            models.CheckConstraint(
                condition=~Q(answer=301) | Q(see_instead__isnull=False),
                name="withdrawal_301_names_a_story",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.answer})"
