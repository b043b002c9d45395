"""Documents of the library, and where they are used.

`file` is the PDF as it was printed anew at its intake: never public by its own address, for readers
get it at `/documents/<uid>/<slug>.pdf` while a live version uses it.
"""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import folding
from articles.models.published import PublishedVersion


def document_path(document: "Document", filename: str) -> str:
    """documents/<128 random bits>.pdf: nothing of the uploaded name is kept."""
    return f"documents/{secrets.token_hex(16)}.pdf"


class DocumentQuerySet(models.QuerySet):
    def live(self, now):
        """Those that a version uses which readers see at this moment."""
        uses = DocumentUse.objects.filter(version__in=PublishedVersion.objects.live(now))
        return self.filter(pk__in=uses.values("document"))


class Document(models.Model):
    uid = models.UUIDField(_("uid"), default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(
        _("title"), max_length=200, help_text=_("What readers are told that it is.")
    )
    file = models.FileField(_("file"), upload_to=document_path, editable=False)
    # SHA-256 of the uploaded bytes, and of those that are kept: either is recognised.
    hash = models.CharField(max_length=64, editable=False)
    stored_hash = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    pages = models.PositiveIntegerField(_("pages"), editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-id"]
        constraints = [
            # Serves "is this file in the library already?".
            models.UniqueConstraint(fields=["hash"], name="document_hash"),
            models.UniqueConstraint(fields=["stored_hash"], name="document_stored_hash"),
            models.CheckConstraint(condition=Q(size__gt=0, pages__gt=0), name="document_has_pages"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/documents/{self.uid}/{self.filename}"

    @property
    def filename(self) -> str:
        """What it is called where it is kept, and the end of its address: letters, digits, -."""
        return f"{folding.slugify(self.title)}.pdf"


class DocumentUseQuerySet(models.QuerySet):
    def of_working_copies(self):
        return self.filter(version=None)


class DocumentUse(models.Model):
    """A document in a story: in its working copy where `version` is None, else in that version.

    Written by articles.uses alone, as those of pictures are.
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="uses", db_index=False
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="document_uses", db_index=False
    )
    version = models.ForeignKey(
        "articles.PublishedVersion",
        on_delete=models.CASCADE,
        null=True,
        related_name="document_uses",
        db_index=False,
    )

    objects = DocumentUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a document")
        verbose_name_plural = _("uses of documents")
        indexes = [
            # Where a document is used, and whether a version that is live uses it.
            models.Index(
                fields=["document", "version", "article"], name="document_use_of_document"
            ),
        ]
        constraints = [
            # Serves the documents of a version.
            models.UniqueConstraint(fields=["version", "document"], name="document_use_in_version"),
            # Serves the documents of a working copy.
            models.UniqueConstraint(
                fields=["article", "document"],
                condition=Q(version=None),
                name="document_use_in_working_copy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} in {self.article_id} ({self.version_id or 'working copy'})"
