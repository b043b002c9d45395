"""The bin: a story that readers never saw, removed, put back, and in the end erased.

What was removed is at the desk nowhere but in the bin, whole. What was erased says nothing any
more, in any of its texts; its row stays for the audit, which points to it, and keeps who owned it
and in which section, because that is who may read its audit.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit
from articles import content as contents
from articles.errors import Refused
from articles.models import (
    Address,
    Article,
    Placement,
    Presence,
    PublishedVersion,
    StoppedPublication,
    UnsavedText,
)

# Of an erased story they say who may read its audit.
_KEPT = ("section_id",)


@transaction.atomic
@audit.held_back()
def remove(article: Article, *, by, now: datetime | None = None) -> None:
    """Puts a story into the bin, on record; pressed twice, it is removed once. Raises Refused for
    one that readers saw or will see, and for one on legal hold.
    """
    now = now or timezone.now()
    # Publishing takes this lock: whichever of the two comes second is refused.
    locked = Article.objects.select_for_update().get(pk=article.pk)
    if locked.removed_at is not None:
        return
    refusal = obstacle(locked, now)
    if refusal:
        raise Refused(refusal)
    Article.objects.filter(pk=locked.pk, removed_at=None).update(removed_at=now)
    audit.record("removed", by=by, at=now, article=locked, revision=locked.head)


def obstacle(article: Article, now: datetime) -> str:
    """Why a story cannot be removed, as a sentence; "" where it can."""
    versions = PublishedVersion.objects.of(article)
    if versions.begun(now).exists():
        return _("Readers have seen this story: it is never removed. Withdraw it instead.")
    if versions.exists():
        return _("A publication of this story is scheduled. Take the schedule back first.")
    if StoppedPublication.objects.filter(article=article, settled_at=None).exists():
        return _(
            "A publication of this story was stopped by a legal hold. "
            "Publish it or give it up first."
        )
    if article.legal_hold:
        return _("This story is on legal hold: nothing is removed until the hold is cleared.")
    return ""


@transaction.atomic
@audit.held_back()
def put_back(article: Article, *, by, now: datetime | None = None) -> None:
    """Takes a story out of the bin as it was, on record; pressed twice, it is put back once.
    Raises Refused for one that was erased.
    """
    now = now or timezone.now()
    removed = Article.objects.filter(pk=article.pk, removed_at__isnull=False, erased_at=None)
    if removed.update(removed_at=None):
        stored = Article.objects.get(pk=article.pk)
        audit.record("put back", by=by, at=now, article=stored, revision=stored.head)
    elif Article.objects.filter(pk=article.pk, erased_at__isnull=False).exists():
        raise Refused(_("This story was erased: nothing of it is left to put back."))


def days() -> timedelta:
    """How long the bin keeps what was removed."""
    return timedelta(days=settings.BIN_DAYS)


def due(now: datetime) -> QuerySet[Article]:
    """What has been in the bin for all of its days. A hold that was set on it all the same keeps
    it.
    """
    old = {"removed_at__lte": now - days(), "erased_at": None}
    return Article.objects.filter(**old, legal_hold=False)


@transaction.atomic
@audit.held_back()
def erase(article: Article, *, by, now: datetime | None = None) -> bool:
    """Takes away for good what a story says that has been in the bin for all of its days; False
    where it was put back or erased meanwhile. On record, without a word of it.
    """
    now = now or timezone.now()
    nothing = contents.of(Article())
    columns = contents.columns(nothing)
    blank = {name: value for name, value in columns.items() if name not in _KEPT}
    if not due(now).filter(pk=article.pk).update(erased_at=now, **blank):
        return False
    contents.write_lists(article, nothing, contents.FIELDS)
    for model in (Presence, Placement, Address, StoppedPublication):
        model.objects.filter(article=article).delete()
    # By its uid: a page may not have known that what it began was saved.
    UnsavedText.objects.filter(uid=article.uid).delete()
    # After the columns: the guards ask whether the story was erased.
    article.revisions.update(content={}, note="", thinned_at=Coalesce(F("thinned_at"), now))
    article.wire_records.update(
        text="", opening="", date_line="", zone="", file_name="", agency="", dated_at=None
    )
    audit.record("erased", by=by, at=now, article=article)
    return True
