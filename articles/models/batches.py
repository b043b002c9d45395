"""Long tables, a part at a time."""

from collections.abc import Iterator

from django.db.models import QuerySet


def in_batches(rows: QuerySet, size: int = 500, key: str = "pk") -> Iterator[list]:
    """The rows in order of a unique number, a list at a time, so that memory stays constant."""
    last = 0
    while batch := list(rows.filter(**{f"{key}__gt": last}).order_by(key)[:size]):
        last = getattr(batch[-1], key)
        yield batch
