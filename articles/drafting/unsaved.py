"""Texts that were not saved: kept while somebody types, or laid out for somebody to go on with."""

from datetime import datetime

from articles import content as contents
from articles.models import Article, Revision, UnsavedText


def lay_out(
    article: Article,
    changes: dict,
    *,
    base: Revision,
    by,
    kind: str,
    merged: Revision | None = None,
    note: str = "",
    now: datetime,
) -> UnsavedText:
    """A text for the writing page to open with, on `base` and not yet saved; a save of it becomes a
    revision of this kind, with `merged` as its other parent. Raises Invalid and BodyRefused.
    """
    return UnsavedText.objects.create(
        user=by,
        article=article,
        uid=article.uid,
        base=base,
        kind=kind,
        merged=merged,
        note=note,
        began_at=now,
        kept_at=now,
        content=base.content | contents.normalise(changes),
    )
