"""The chain of the audit: what was changed, left out, put in or cut off is found and named."""

import re

import pytest
from django.conf import settings
from django.db import connection

from articles import audit
from articles.chain import seal_row
from articles.models import AuditHead, AuditRow, guards
from tests.audit import chains
from tests.base import MICROSECOND, person
from tests.factories import change, make_article

pytestmark = pytest.mark.django_db


def flipped(text: str) -> str:
    """The text with another last letter."""
    return text[:-1] + ("0" if text[-1] != "0" else "1")


def named(faults: list[str]) -> list[int]:
    """The numbers of rows that are not as they were written."""
    pattern = r"Row (\d+) is not as it was written"
    return [int(found[1]) for fault in faults if (found := re.match(pattern, fault))]


def test_a_chain_that_nobody_touched_is_whole(chain):
    assert chains.faults() == []
    assert chains.faults(kept=chain) == []


def test_an_audit_without_a_row_is_whole(db):
    assert chains.faults() == []
    assert audit.head() is None


def test_the_numbers_have_no_gap(chain):
    assert list(AuditRow.objects.order_by("number").values_list("number", flat=True)) == [
        *range(1, 13)
    ]


# What a seal covers; typed here, so that no column can be left out of it unnoticed.
COVERED = (
    "number", "at", "by_id", "name", "act", "person_id", "article_id", "revision_id", "detail",
    "key",
)  # fmt: skip

# One row changed ------------------------------------------------------------------------------

CHANGES = {
    "act": lambda row: {"act": flipped(row.act)},
    "name": lambda row: {"name": flipped(row.name)},
    "one value of detail": lambda row: {"detail": {"place": row.detail["place"] + 1}},
    "one name of detail": lambda row: {"detail": {"plate": row.detail["place"]}},
    "at": lambda row: {"at": row.at + MICROSECOND},
    "by": lambda row: {"by": person("chief_editor")},
    "by nobody": lambda row: {"by": None},
    "person": lambda row: {"person": person("chief_editor")},
    "article": lambda row: {"article": make_article()},
    "article of none": lambda row: {"article": None},
    "revision": lambda row: {"revision": change(row.article, headline="Other").head},
    "seal": lambda row: {"seal": flipped(row.seal)},
    "seal emptied": lambda row: {"seal": ""},
    "seal of another row": lambda row: {"seal": AuditRow.objects.get(number=4).seal},
}


@pytest.mark.parametrize("what", CHANGES)
def test_one_column_changed_names_that_row_alone(chain, what):
    row = chains.row(5)
    row.update(**CHANGES[what](row.get()))
    (fault,) = chains.faults()
    assert fault.startswith("Row 5 is not as it was written")


def test_a_changed_name_of_the_key_is_named(chain):
    chains.row(5).update(key="0" * 8)
    assert chains.faults() == [
        "Row 5 names the key 00000000, which AUDIT_KEY does not hold.",
    ]


def test_two_rows_that_changed_places_are_both_named(chain):
    chains.row(4).update(number=99)
    chains.row(5).update(number=4)
    chains.row(99).update(number=5)
    assert named(chains.faults()) == [4, 5, 6]


@pytest.mark.parametrize("number", [1, 12])
def test_the_first_and_the_last_row_are_proven_too(chain, number):
    chains.row(number).update(act="withdrawn")
    (fault,) = chains.faults()
    assert fault.startswith(f"Row {number} is not as it was written")


def test_a_new_seal_by_a_key_that_is_not_ours_does_not_help(chain):
    row, before = chains.row(5).get(), chains.row(4).get()
    covered = {name: getattr(row, name) for name in COVERED} | {"act": "withdrawn"}
    assert seal_row(settings.AUDIT_KEYS[0], before.seal, covered | {"act": row.act}) == row.seal
    forged = seal_row("a key that a stranger made up for this", before.seal, covered)
    chains.row(5).update(act="withdrawn", seal=forged)
    assert named(chains.faults()) == [5, 6]


# Rows removed ---------------------------------------------------------------------------------


def test_a_row_removed_in_the_middle_is_named(chain):
    chains.row(5).delete()
    assert chains.faults() == ["Row 5 is missing; without that, row 6 cannot be proven."]


def test_several_rows_removed_in_the_middle_are_named(chain):
    AuditRow.objects.filter(number__in=[5, 6, 7]).delete()
    assert chains.faults() == ["Rows 5 to 7 are missing; without that, row 8 cannot be proven."]


def test_the_first_row_removed_is_named(chain):
    chains.row(1).delete()
    assert chains.faults() == ["Row 1 is missing; without that, row 2 cannot be proven."]


def test_a_gap_that_was_closed_by_new_numbers_is_found(chain):
    chains.row(5).delete()
    for number in range(6, 13):
        chains.row(number).update(number=number - 1)
    said = chains.faults()
    assert said[0].startswith("Row 5 is not as it was written")
    assert said[-1] == "Row 12 is missing at the end."


def test_ten_cut_from_the_end_are_named(chain):
    chains.cut_after(2)
    assert chains.faults() == ["Rows 3 to 12 are missing at the end."]


def test_ten_cut_from_the_end_are_named_by_the_kept_head_too(chain):
    chains.cut_after(2)
    assert chains.faults(kept=chain) == [
        "Rows 3 to 12 are missing at the end.",
        "Rows 3 to 12 are missing at the end: the kept head knows them.",
    ]


def test_ten_cut_with_an_older_head_put_back_are_known_to_the_kept_head_alone(chain):
    older = chains.present_head()
    chains.write(10)
    kept = audit.head()
    chains.cut_after(12)
    chains.put_head(older)
    assert chains.faults() == []
    assert chains.faults(kept=kept) == [
        "Rows 13 to 22 are missing at the end: the kept head knows them."
    ]


def test_ten_cut_and_written_over_are_known_to_the_kept_head(chain):
    older = chains.present_head()
    chains.write(10)
    kept = audit.head()
    chains.cut_after(12)
    chains.put_head(older)
    chains.write(11)
    assert chains.faults(kept=kept) == ["Row 22 is another one than the kept head knows."]


def test_all_rows_removed_is_named(chain):
    AuditRow.objects.all().delete()
    assert chains.faults() == ["Rows 1 to 12 are missing at the end."]


def test_all_rows_removed_with_the_head_is_known_to_the_kept_head(chain):
    AuditRow.objects.all().delete()
    AuditHead.objects.all().delete()
    assert chains.faults(kept=chain) == [
        "Rows 1 to 12 are missing at the end: the kept head knows them."
    ]


# Rows put in ----------------------------------------------------------------------------------


def test_a_row_put_in_between_is_named(chain):
    for number in range(12, 5, -1):
        chains.row(number).update(number=number + 1)
    chains.copied(5, number=6, act="withdrawn")
    said = chains.faults()
    assert named(said)[0] == 6
    assert said[-1] == "The head knows another row 12."


def test_a_row_copied_to_the_end_is_named(chain):
    chains.copied(12, number=13)
    said = chains.faults()
    assert said[0].startswith("Row 13 is not as it was written")
    assert said[1:] == ["Row 13 is not known to the head."]


def test_a_row_put_in_before_the_first_is_named(chain):
    chains.copied(1, number=0)
    assert chains.faults() == ["Row 0 was put in before the first."]


@pytest.mark.django_db(transaction=True)
def test_a_number_that_is_there_twice_is_named(monkeypatch):
    guards.remove()
    (once,) = AuditRow._meta.constraints
    with monkeypatch.context() as patch, connection.schema_editor() as schema:
        # SQLite builds the table anew as the model says it.
        patch.setattr(AuditRow._meta, "constraints", [])
        schema.remove_constraint(AuditRow, once)
    try:
        chains.write(12)
        chains.copied(5, act="withdrawn")
        assert "Row 5 is there more than once." in chains.faults()
    finally:
        AuditRow.objects.all().delete()
        with connection.schema_editor() as schema:
            schema.add_constraint(AuditRow, once)
