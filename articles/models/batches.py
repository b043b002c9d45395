"""Long tables, a part at a time."""

from collections.abc import Iterator

from django.db.models import QuerySet


def in_batches(rows: QuerySet, size: int = 500) -> Iterator[list]:
    """The rows in order of their keys, a list at a time, so that memory stays constant."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        last = batch[-1].pk
        yield batch
