"""What stands in somebody's writing page and was not saved, and who has a story open.

Rows come and go here, beside the history: nothing of this is a revision. A *window* is one page
that was opened: the server names it when it makes the page, and its form carries the name.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.revision import ContentField, Revision


def new_window() -> str:
    return uuid.uuid4().hex


class UnsavedText(models.Model):
    """A text that waits to be saved: kept while it was typed, or laid out to go on with."""

    window = models.CharField(max_length=32, unique=True, default=new_window)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="unsaved_texts"
    )
    # None while the story itself is not yet saved; `uid` is that of the story to come.
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, related_name="unsaved_texts"
    )
    uid = models.UUIDField()
    base = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # What a save of it will be: saved, or merged with another text, or restored from an older one.
    kind = models.CharField(max_length=12, choices=Revision.Kind, default=Revision.Kind.SAVED)
    merged = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    # As the form sent it, faulty or not: name of a field → values. None where it was never typed.
    typed = models.JSONField(null=True)
    # What of it a content can hold: for comparisons. It has no schema of its own: a migration that
    # raises SCHEMA may change these rows, which are few and not guarded as revisions are.
    content = ContentField()
    # When a colleague went on from it and saved: then only its own writer is offered it still.
    taken_in_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        ordering = ["-kept_at", "-id"]
        indexes = [
            # Of a story, and of a person; newest first.
            models.Index(fields=["article", "-kept_at"], name="unsaved_of_story"),
            models.Index(fields=["user", "-kept_at"], name="unsaved_of_person"),
            # What is old enough to be thrown away.
            models.Index(fields=["kept_at"], name="unsaved_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["saved", "merged", "restored"]),
                name="unsaved_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kept_at:%Y-%m-%d %H:%M:%S}"


class Presence(models.Model):
    """A story that stands open in somebody's window: it says so again and again, or has gone."""

    window = models.CharField(max_length=32, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="presences"
    )
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    has_unsaved = models.BooleanField(default=False)
    # Who took the story over, while it stood open here.
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["opened_at", "id"]
        indexes = [
            # Who has a story open now.
            models.Index(fields=["article", "seen_at"], name="presence_of_story"),
            # Those that are long gone.
            models.Index(fields=["seen_at"], name="presence_age"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.opened_at:%Y-%m-%d %H:%M:%S}"
