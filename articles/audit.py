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
        by=account(by),
        at=at,
        article=article,
        revision=revision,
        detail=detail,
    )


def account(by):
    """The account to write down as who did it: None for a command, and for nobody signed in."""
    return by if by is not None and by.pk else None
