"""Writes the audit: one row an act, never changed again."""

from datetime import datetime

from articles.models import Article, AuditRow, Revision


def record(
    act: str,
    *,
    by,
    at: datetime,
    article: Article | None = None,
    revision: Revision | None = None,
    **detail,
) -> AuditRow:
    """A row for an act; `detail` holds JSON values, never bodies."""
    return AuditRow.objects.create(
        act=act,
        by=by if by is not None and by.pk else None,
        at=at,
        article=article,
        revision=revision,
        detail=detail,
    )
