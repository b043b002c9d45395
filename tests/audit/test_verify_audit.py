"""manage.py verify_audit: says that the audit is whole or what is wrong, and keeps its end."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import audit
from articles.models import AuditRow
from tests.audit import chains
from tests.base import NOON

pytestmark = pytest.mark.django_db


def verify(*arguments) -> tuple[str, str, str]:
    """(what was said, the faults, the refusal at the end or "")."""
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as refusal:
        assert refusal.returncode == 1
        return out.getvalue(), err.getvalue(), str(refusal)
    return out.getvalue(), err.getvalue(), ""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "audit-head.json"


def test_a_whole_audit_is_said_to_be_whole_with_its_end(chain):
    said, faults, refusal = verify()
    assert said == f"The audit is whole: 12 rows. {chain[1]}\n"
    assert (faults, refusal) == ("", "")


def test_an_audit_that_was_never_written_is_whole(db, file):
    said, _faults, refusal = verify("--head", file)
    assert said.endswith("The audit is whole: 0 rows.\n")
    assert refusal == ""
    chains.write(1)
    assert verify("--head", file)[2] == ""


def test_each_fault_is_a_line_and_the_command_fails(chain):
    chains.row(3).update(act="withdrawn")
    chains.row(7).delete()
    said, faults, refusal = verify()
    assert said == ""
    lines = faults.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("Row 3 is not as it was written (2025-03-10 10:00:00 withdrawn)")
    assert lines[1].startswith("Row 7 is missing")
    assert refusal == "2 faults found."


# The kept head --------------------------------------------------------------------------------


def test_the_end_is_kept_in_a_file_and_moved_on(chain, file):
    said, _faults, _refusal = verify("--head", file)
    assert f"{file} was not there" in said
    assert json.loads(file.read_text()) == {"number": 12, "seal": chain[1]}
    chains.write(2)
    said, _faults, refusal = verify("--head", file)
    assert "was not there" not in said
    assert refusal == ""
    assert json.loads(file.read_text())["number"] == 14
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_what_was_cut_with_an_older_head_put_back_is_found_with_the_file_alone(chain, file):
    older = chains.present_head()
    chains.write(10)
    verify("--head", file)
    chains.cut_after(12)
    chains.put_head(older)
    assert verify()[2] == ""
    _said, faults, refusal = verify("--head", file)
    assert faults == "Rows 13 to 22 are missing at the end: the kept head knows them.\n"
    assert refusal == "1 fault found. The kept head was left as it is."


def test_an_audit_begun_anew_is_found_with_the_file(chain, file):
    verify("--head", file)
    AuditRow.objects.all().delete()
    chains.put_head({"id": 1, "number": 0, "last": "0" * 64, "key": "", "seal": ""})
    chains.write(12)
    assert verify()[2] == ""
    assert "Row 12 is another one than the kept head knows." in verify("--head", file)[1]


@pytest.mark.parametrize("number", [3, 12])
def test_after_a_fault_the_kept_head_stays_where_it_was(chain, file, number):
    verify("--head", file)
    kept = file.read_bytes()
    chains.write(3)
    chains.row(number).update(act="withdrawn")
    refusal = verify("--head", file)[2]
    assert refusal == "1 fault found. The kept head was left as it is."
    assert file.read_bytes() == kept


def test_no_head_is_kept_of_an_audit_with_a_fault(chain, file):
    chains.row(3).update(act="withdrawn")
    assert verify("--head", file)[2] == "1 fault found."
    assert not file.exists()


GOOD = "ab" * 32


@pytest.mark.parametrize(
    "bytes_there",
    [
        b"", b"{", b"12", b"[]", b"null", b'"x"', b"{}", b"\xff\xfe", b"\0" * 40,
        b'{"number": 12}', b'{"seal": "%s"}' % GOOD.encode(),
        *(
            json.dumps({"number": number, "seal": seal}).encode()
            for number, seal in [
                (-1, GOOD), (1.5, GOOD), (True, GOOD), ("12", GOOD), (None, GOOD),
                (float("inf"), GOOD), (float("nan"), GOOD), ([], GOOD),
                (12, ""), (12, None), (12, 5), (12, "x" * 64), (12, "\ud800" * 64),
                (12, GOOD + "a"), (0, GOOD),
            ]
        ),
    ],
    ids=repr,
)  # fmt: skip
def test_a_damaged_head_file_is_refused_in_a_sentence_and_left(chain, file, bytes_there):
    file.write_bytes(bytes_there)
    said, faults, refusal = verify("--head", file)
    assert re.search(r"audit-head\.json is no head of an audit", refusal)
    assert (said, faults) == ("", "")
    assert file.read_bytes() == bytes_there


def test_a_folder_is_no_head_file(chain, tmp_path):
    assert "is no head of an audit" in verify("--head", tmp_path)[2]


def test_a_head_that_cannot_be_written_is_said(chain, tmp_path):
    assert "cannot be written" in verify("--head", tmp_path / "no such folder" / "head.json")[2]


# While others write ---------------------------------------------------------------------------


def test_what_is_written_while_it_is_proven_is_no_fault(chain):
    proof = audit.faults(chain)
    said = [next(proof)]
    chains.write(5)
    assert set(said + list(proof)) == {""}


def test_what_is_written_after_the_last_row_was_read_is_no_fault(chain, monkeypatch):
    in_order = audit._in_order

    def then_somebody_writes():
        yield from in_order()
        chains.write(2)

    monkeypatch.setattr(audit, "_in_order", then_somebody_writes)
    assert chains.faults() == []


def test_only_what_was_proven_is_kept(chain, file, monkeypatch):
    faults = audit.faults

    def then_somebody_writes(kept):
        yield from faults(kept)
        audit.record("signed in", by=None, at=NOON)

    monkeypatch.setattr(audit, "faults", then_somebody_writes)
    verify("--head", file)
    assert json.loads(file.read_text())["number"] == 12


@pytest.mark.parametrize("at_once", [1, 4, 5, 11, 12])
def test_a_chain_longer_than_one_reading_is_proven(chain, monkeypatch, at_once):
    monkeypatch.setattr(audit, "_AT_ONCE", at_once)
    assert verify()[2] == ""
    chains.row(4).update(act="withdrawn")
    chains.row(5).delete()
    lines = verify()[1].splitlines()
    assert lines[0].startswith("Row 4 is not as it was written")
    assert lines[1:] == ["Row 5 is missing; without that, row 6 cannot be proven."]
