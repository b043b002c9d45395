"""Values that databases store in ways of their own, and bytes that mean nothing any more."""

import pytest
from django.db import connection, transaction

from articles import audit
from articles.models import AuditRow
from tests.audit import chains
from tests.base import MICROSECOND, NOON

pytestmark = pytest.mark.django_db


# What databases store in ways of their own ----------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        0.1, 1.0, -0.0, 1e16, 1e300, 5e-324, 1 / 3, 2**63, -(2**64) - 1, 10**40,
        True, None, "", "Şəki İstanbul Щука قارب 🛶", "a\u2028b\n\t\"'\\", "e\u0301",
        {"z": 1, "a": {"y": [1, {"x": None}], "b": 2.5}}, {1: "one", 2: "two"}, [[], {}, [None]],
        NOON, "2025-03-10T10:00:00Z", "{}", "null",
    ],
    ids=repr,
)  # fmt: skip
def test_a_detail_is_proven_however_the_database_stores_it(unguarded, value):
    audit.record("published", by=None, at=NOON, value=value)
    assert chains.faults() == []


def test_what_is_no_value_of_json_is_refused_and_leaves_no_gap(unguarded):
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="JSON"), transaction.atomic():
            audit.record("published", by=None, at=NOON, value=value)
    audit.record("published", by=None, at=NOON)
    assert chains.faults() == []


def test_a_moment_is_proven_to_its_microsecond(unguarded):
    audit.record("published", by=None, at=NOON + MICROSECOND)
    assert AuditRow.objects.get().at == NOON + MICROSECOND
    assert chains.faults() == []


# Bytes that mean nothing any more -------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "bytes_there"),
    [
        ("detail", "CAST(X'7B22FF227D' AS TEXT)"),
        ("at", "'2025-03-1x 10:00:00'"),
        ("at", "'2025-13-10 10:00:00'"),
        ("act", "CAST(X'70FF' AS TEXT)"),
    ],
)
def test_a_row_that_cannot_be_read_any_more_is_named(chain, column, bytes_there):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL refuses to hold such bytes")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE articles_auditrow SET {column} = {bytes_there} WHERE number = 5")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    assert chains.faults() == [
        "Row 5 cannot be read any more.",
        "Row 6 cannot be proven without the row before it.",
    ]
