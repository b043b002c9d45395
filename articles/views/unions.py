"""Several bounded lists in one statement."""

from collections.abc import Mapping

from django.db import connection
from django.db.models import QuerySet


def rows_of(parts: list[QuerySet]) -> list[tuple]:
    """The rows of all parts, each with its own order and limit, in one statement."""
    return [row for _part, row in named_rows_of(dict(enumerate(parts)))]


def named_rows_of(parts: Mapping[object, QuerySet]) -> list[tuple]:
    """(part, row) of all parts in one statement, none without parts. Django's union() refuses
    parts with an order and a limit on SQLite, which takes them as sub-selects.
    """
    if not parts:
        return []
    names, statements = list(parts), [rows.query.sql_with_params() for rows in parts.values()]
    sql = " UNION ALL ".join(
        f"SELECT {number}, part{number}.* FROM ({text}) AS part{number}"
        for number, (text, _) in enumerate(statements)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _text, values in statements for value in values])
        return [(names[number], tuple(row)) for number, *row in cursor.fetchall()]
