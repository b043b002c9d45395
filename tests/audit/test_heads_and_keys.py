"""The head of the chain, which tells where it ends, and the keys that seal it."""

import pytest
from django.test import override_settings

from articles import audit
from articles.chain import key_id
from articles.models import AuditHead, AuditRow
from tests.audit import chains
from tests.base import NOON

pytestmark = pytest.mark.django_db


# The head -------------------------------------------------------------------------------------


def test_a_head_that_was_deleted_is_named(chain):
    AuditHead.objects.all().delete()
    assert chains.faults() == ["The head of the chain is missing."]


def test_a_deleted_head_is_still_told_of_after_the_next_act(chain):
    chains.cut_after(2)
    AuditHead.objects.all().delete()
    audit.record("signed in", by=None, at=NOON)
    assert chains.faults() == [
        "The head was gone when row 3 was written; rows before it may be too."
    ]


@pytest.mark.parametrize(
    "values", [{"number": 11}, {"last": "0" * 64}, {"seal": "0" * 64}, {"seal": ""}]
)
def test_a_head_that_was_changed_is_named(chain, values):
    AuditHead.objects.update(**values)
    assert chains.faults() == ["The head of the chain is not as it was written."]


def test_a_head_of_another_key_is_named(chain):
    AuditHead.objects.update(key="0" * 8)
    assert chains.faults() == ["The head names the key 00000000, which AUDIT_KEY does not hold."]


def test_rows_behind_an_older_head_are_named(chain):
    older = chains.present_head()
    chains.write(3)
    chains.put_head(older)
    assert chains.faults() == ["Rows 13 to 15 are not known to the head."]


# Keys -----------------------------------------------------------------------------------------

NEW, OLD = "the key that seals from now on: 1234567", "the key that sealed until today: 123456"


def test_with_another_key_nothing_is_proven(chain):
    with override_settings(AUDIT_KEYS=[NEW]):
        said = chains.faults()
    assert len(said) == 13
    assert all("which AUDIT_KEY does not hold" in fault for fault in said)


def test_with_a_new_key_before_the_old_one_all_is_proven(unguarded):
    with override_settings(AUDIT_KEYS=[OLD]):
        chains.write(3)
    with override_settings(AUDIT_KEYS=[NEW, OLD]):
        assert chains.faults() == []
        chains.write(2)
        assert chains.faults() == []
    assert list(AuditRow.objects.order_by("number").values_list("key", flat=True)) == [
        key_id(key) for key in (OLD, OLD, OLD, NEW, NEW)
    ]


def test_an_old_key_that_is_gone_is_named_at_each_of_its_rows(unguarded):
    with override_settings(AUDIT_KEYS=[OLD]):
        chains.write(2)
    with override_settings(AUDIT_KEYS=[NEW]):
        chains.write(1)
        assert chains.faults() == [
            f"Row {number} names the key {key_id(OLD)}, which AUDIT_KEY does not hold."
            for number in (1, 2)
        ]


def test_the_old_key_cannot_take_a_row_of_the_new_one_over(unguarded):
    with override_settings(AUDIT_KEYS=[NEW, OLD]):
        chains.write(3)
        chains.row(2).update(key=key_id(OLD))
        (fault,) = chains.faults()
    assert fault.startswith("Row 2 is not as it was written")


def test_a_key_is_named_without_being_told():
    assert len(key_id(NEW)) == 8
    assert key_id(NEW) != key_id(OLD)
    assert key_id(NEW) not in NEW
