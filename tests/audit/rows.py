"""What stands in the audit, and what a row of a story says."""

from articles.models import AuditRow
from tests.base import NOON


def acts() -> list[str]:
    return list(AuditRow.objects.order_by("number").values_list("act", flat=True))


def the(act: str) -> AuditRow:
    """The one row of this act."""
    return AuditRow.objects.get(act=act)


def assert_says(row: AuditRow, *, by, at=NOON, article=None, revision=None) -> None:
    assert (row.by, row.name) == (by, by.get_username() if by else "")
    assert (row.at, row.article, row.revision) == (at, article, revision)
