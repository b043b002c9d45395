"""Several bounded lists in one statement."""

from django.db import connection
from django.db.models import QuerySet


def rows_of(parts: list[QuerySet]) -> list[tuple]:
    """The rows of all parts, each with its own order and limit, in one statement. Django's union()
    refuses such parts on SQLite, which takes them as sub-selects.
    """
    statements = [part.query.sql_with_params() for part in parts]
    sql = " UNION ALL ".join(
        f"SELECT * FROM ({text}) AS part{number}" for number, (text, _) in enumerate(statements)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _text, values in statements for value in values])
        return cursor.fetchall()
