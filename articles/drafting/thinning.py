"""Thinning: the texts of old revisions thrown away to save room, never one that readers saw.

Of every story stay whole: its first revision, the last of each day, the newest, all that were
published, and whatever somebody still has to settle or to go on from. Who saved the others and when
is still told.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import (
    Article,
    PublishedVersion,
    Revision,
    StoppedPublication,
    UnsavedText,
    WireRecord,
)
from articles.models.batches import in_batches

_STORIES_AT_ONCE = 200
_REVISIONS_AT_ONCE = 1000
_REFUSED = Revision.Kind.REFUSED


def stories() -> QuerySet[Article]:
    """Those that are thinned; what is on legal hold stays as evidence."""
    return Article.objects.filter(legal_hold=False, erased_at=None)


def thin(*, before: datetime, now: datetime, dry_run: bool = False) -> Iterator[tuple[int, int]]:
    """Thins what was saved before a moment, and yields after each batch (stories looked through,
    revisions thinned). Each batch is done for good: broken off, it goes on where it was.
    """
    for batch in in_batches(stories().only("pk", "head"), _STORIES_AT_ONCE):
        keys = _to_thin({article.pk: article.head_id for article in batch}, before)
        yield len(batch), len(keys) if dry_run else _empty(keys, now)


def _empty(keys: list[int], now: datetime) -> int:
    """How many were emptied; a part at a time, as many as one statement may name."""
    done = 0
    for start in range(0, len(keys), _REVISIONS_AT_ONCE):
        part = keys[start : start + _REVISIONS_AT_ONCE]
        revisions = Revision.objects.filter(pk__in=part, thinned_at=None)
        done += revisions.update(content={}, thinned_at=now)
    return done


def _to_thin(heads: dict[int, int | None], before: datetime) -> list[int]:
    rows = Revision.objects.filter(article__in=heads).order_by("article", "id")
    fields = ("pk", "article", "made_at", "kind", "base", "merged", "thinned_at", "redacted_at")
    rows = list(rows.values(*fields))
    kept = _kept(rows) | set(heads.values()) | _pointed_to(heads)
    return [
        row["pk"]
        for row in rows
        if row["pk"] not in kept and row["made_at"] < before
        if row["thinned_at"] is None and row["redacted_at"] is None
    ]


def _kept(rows: list[dict]) -> set[int]:
    """The first of each story, the last of each of its days, and what waits with its parents."""
    firsts: dict[int, int] = {}
    lasts: dict[tuple, int] = {}
    for row in rows:
        firsts.setdefault(row["article"], row["pk"])
        if row["kind"] not in Revision.BESIDE:
            lasts[row["article"], timezone.localdate(row["made_at"])] = row["pk"]
    settled = {row["merged"] for row in rows}
    waiting = [row for row in rows if row["kind"] == _REFUSED and row["pk"] not in settled]
    parents = {row[name] for row in waiting for name in ("pk", "base", "merged")}
    return {*firsts.values(), *lasts.values(), *parents}


def _pointed_to(articles) -> set[int | None]:
    """What readers saw or will see, what unsaved texts go on from, what came by wire: a newer text
    of a dispatch is compared with that.
    """
    found: set[int | None] = set()
    for model, columns in (
        (PublishedVersion, ["revision"]),
        (UnsavedText, ["base", "merged"]),
        (WireRecord, ["revision"]),
        (StoppedPublication, ["revision"]),
    ):
        rows = model.objects.filter(article__in=articles).order_by()
        found.update(key for row in rows.values_list(*columns) for key in row)
    return found
