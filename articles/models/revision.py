"""Revisions: every saved state of a working copy, unchangeable by guard."""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Raised when the shape of `content` changes, with a step from the one before.
SCHEMA = 1
# Schema → what makes a content of it one of the next; applied whenever an older one is read.
STEPS: dict[int, Callable[[dict], dict]] = {}
# Fields that are younger than some revisions, and what those say by not naming them: a new field
# alone needs no step.
YOUNGER = {
    "target_words": None,
    "embargo_reason": "",
    "lead_image_alt": "",
    "lead_image_is_decoration": False,
}


class ContentField(models.JSONField):
    """A content as it was written; read, it has also the fields that its time did not know. One
    that was thrown away stays empty.
    """

    def from_db_value(self, value, expression, connection):
        content = super().from_db_value(value, expression, connection)
        return YOUNGER | content if content and isinstance(content, dict) else content

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class Revision(models.Model):
    class Kind(models.TextChoices):
        SAVED = "saved", _("saved")
        PUBLISHED = "published", _("published")
        IMPORTED = "imported", _("imported")
        MERGED = "merged", _("merged")
        RESTORED = "restored", _("restored")
        # Made of what readers see, while the working copy says something else; never a head.
        AMENDED = "amended", _("amended")
        # A text that waits, with what was published before it; never a head.
        REBASED = "rebased", _("brought onto another")
        # A save on a stale base: kept beside the history, never a head.
        REFUSED = "refused", _("refused")

    # Kinds that stand beside the line of the story's own texts: never the newest of them.
    BESIDE = frozenset({Kind.AMENDED, Kind.REBASED, Kind.REFUSED})

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="revisions"
    )
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # The other parent of a merge.
    merged = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # Where an embargo or a hold alone was set or taken away: the revision whose words these are.
    # What is published is compared by words; no index, because nothing is found by it.
    words_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SAVED)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    schema = models.PositiveSmallIntegerField(default=SCHEMA)
    redacted_at = models.DateTimeField(null=True)
    # When its text was thrown away to save room; who saved it and when is still told.
    thinned_at = models.DateTimeField(null=True)
    # The opened page that it was saved from: a window is never in conflict with itself.
    window = models.CharField(max_length=32, blank=True, default="")
    # Field → value as articles.content describes it; keys are row numbers, never public.
    content = ContentField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-id"]
        indexes = [
            # The dashboard: refused texts, newest first.
            models.Index(fields=["kind", "-id"], name="revision_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        *("saved", "published", "imported", "merged", "restored"),
                        *("amended", "rebased", "refused"),
                    ]
                ),
                name="revision_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def from_db(cls, db, field_names, values):
        """A revision of an older schema is read as one of today; its row stays as it is."""
        revision = super().from_db(db, field_names, values)
        if {"content", "schema"}.isdisjoint(revision.get_deferred_fields()):
            revision.content = upgraded(revision.content, revision.schema)
        return revision

    def refresh_from_db(self, using=None, fields=None, **kwargs):
        """A content that is read later is never read without its schema."""
        if fields is not None and "content" in fields:
            fields = [*fields, "schema"]
        super().refresh_from_db(using=using, fields=fields, **kwargs)


def upgraded(content: dict, schema: int) -> dict:
    """A content as the present schema has it; an empty one has nothing to be changed."""
    while content and schema < SCHEMA:
        content = STEPS[schema](content)
        schema += 1
    return content
