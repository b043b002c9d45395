"""Puts documents into the library: each once, on record.

A file's name is written down before there is a file (renaming).
"""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles import audit
from articles.documents import intake
from articles.documents.intake import Taken
from articles.images import renaming
from articles.models import Document
from articles.models.document import document_path


def add(upload, *, by, title: str = "") -> tuple[Document, bool]:
    """The document of an uploaded file, and whether it is new. Raises DocumentRefused.

    Without a title it has the name of its file: somebody has to call it something.
    """
    return keep(intake.take(upload), title=title or named(upload.name), by=by)


def named(filename: str) -> str:
    """A title made of a file's name."""
    stem = filename.rpartition("/")[2].removesuffix(".pdf").removesuffix(".PDF")
    words = " ".join(stem.replace("_", " ").split())
    return words[: Document._meta.get_field("title").max_length] or "PDF"


def keep(taken: Taken, *, title: str, by) -> tuple[Document, bool]:
    """The same of one that is taken in."""
    known = _known(taken)
    if known is not None:
        return known, False
    try:
        return _store(taken, title, by), True
    except IntegrityError:
        # Another process took the same file in between the look and the write.
        known = _known(taken)
        if known is None:
            raise
        return known, False


def _known(taken: Taken) -> Document | None:
    """Also where somebody brings back what readers fetch."""
    same = Q(hash=taken.hash) | Q(stored_hash__in=(taken.hash, taken.stored_hash))
    return Document.objects.filter(same).order_by("pk").first()


def _store(taken: Taken, title: str, by) -> Document:
    document = Document(
        title=title,
        hash=taken.hash,
        stored_hash=taken.stored_hash,
        size=len(taken.data),
        pages=taken.pages,
        created_by=audit.account(by),
    )
    document.file = document_path(document, "document.pdf")
    now = timezone.now()
    turn = renaming.Copies(None, now)
    try:
        renaming.plan(turn, [document.file.name])
        default_storage.save(document.file.name, ContentFile(taken.data))
        with transaction.atomic():
            renaming.settle(turn)
            document.save()
            audit.record("document added", by=by, at=now, document=str(document.uid))
    finally:
        renaming.forget(turn, now)
    return document


@transaction.atomic
def remove(document: Document, *, by) -> None:
    """Takes one away that no story uses; raises ProtectedError where one does."""
    file, uid = document.file.name, str(document.uid)
    document.delete()
    audit.record("document removed", by=by, at=timezone.now(), document=uid)
    transaction.on_commit(lambda: document.file.storage.delete(file))
