"""manage.py import_wire brings in what it can, names what it cannot, and ends with the truth."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, AuditRow, PublishedVersion, Revision, WireRecord

FILES = Path(__file__).parent.parent / "files"
DISPATCH = (FILES / "dispatch.txt").read_text(encoding="utf-8")
OTHER = (
    "15 May 2024 09:00 (UTC+04:00)\n\nThe ferry to Skarrow lay in port all afternoon.\n\n"
    "Passengers were taken across by the pilot boat.\n"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "lamp.txt").write_text(DISPATCH, encoding="utf-8")
    (tmp_path / "ferry.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


def run(*files, **options) -> tuple[int, list[str], list[str]]:
    """(exit code, lines of stdout, lines of stderr), as the shell would have them."""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("import_wire", *map(str, files), stdout=out, stderr=err, **options)
    except CommandError as fault:
        err.write(f"CommandError: {fault}\n")
        code = fault.returncode
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def row_counts() -> list[int]:
    return [model.objects.count() for model in (Article, Revision, WireRecord, AuditRow)]


def test_each_file_becomes_a_working_copy_and_is_reported(folder):
    code, out, err = run(folder / "lamp.txt", folder / "ferry.txt")
    records = {record.file_name: record for record in WireRecord.objects.all()}
    assert (code, err) == (0, [])
    assert out == [
        f"{folder / name}: created: article {records[name].article_id}"
        for name in ("lamp.txt", "ferry.txt")
    ]
    assert not PublishedVersion.objects.exists()


def test_a_second_run_changes_nothing_and_says_so(folder):
    run(folder / "lamp.txt")
    before = row_counts()
    code, out, _err = run(folder / "lamp.txt")
    assert (code, row_counts()) == (0, before)
    assert out == [f"{folder / 'lamp.txt'}: unchanged: article {Article.objects.get().pk}"]


def test_what_is_refused_is_named_with_its_line_and_the_rest_is_brought_in(folder):
    bad, empty = folder / "bad.txt", folder / "empty.txt"
    bad.write_bytes(b"One.\n\nTwo \x07 three.")
    empty.write_bytes(b"")
    code, out, err = run(bad, folder / "lamp.txt", empty, folder / "ferry.txt")
    assert code == 1
    assert [line.split(": ")[1] for line in out] == ["created", "created"]
    assert err[0].startswith(f"{bad}: refused: bad.txt, line 3: the character U+0007")
    assert err[1] == f"{empty}: refused: empty.txt: the file is empty"
    assert err[-1] == "CommandError: 2 of 4 files were refused."
    assert Article.objects.count() == 2


def test_a_file_that_is_not_there_and_a_folder_are_refused(folder):
    code, out, err = run(folder / "no.txt", folder, folder / "lamp.txt")
    assert code == 1
    assert len(out) == 1
    assert err[0].startswith(f"{folder / 'no.txt'}: refused: ")
    assert "No such file" in err[0]
    assert err[1].startswith(f"{folder}: refused: ")
    assert "Is a directory" in err[1]


def test_a_file_of_fifty_megabytes_is_refused_without_being_read_whole(folder, monkeypatch):
    big = folder / "big.txt"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", None)
    code, _out, err = run(big)
    assert code == 1
    assert err[0] == f"{big}: refused: big.txt: the file is larger than 2 MB"


def test_a_device_that_never_ends_is_refused():
    code, _out, err = run("/dev/zero")
    assert code == 1
    assert err[0] == "/dev/zero: refused: zero: the file is larger than 2 MB"


def test_a_dry_run_says_what_was_understood_and_writes_nothing(folder):
    before = row_counts()
    code, out, _err = run(folder / "lamp.txt", dry_run=True)
    assert (code, row_counts()) == (0, before)
    assert out == [
        f"{folder / 'lamp.txt'}: date 2024-05-14 14 May 2024 18:20 (UTC+04:00); en; "
        "agency perhaps Lumen Courier; 5 paragraphs"
    ]


def test_a_dry_run_refuses_what_the_run_would(folder):
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n")
    code, _out, err = run(folder / "bad.txt", dry_run=True)
    assert code == 1
    assert "bad.txt, line 1: this is a PNG picture" in err[0]


def test_dates_without_a_zone_are_of_the_zone_that_was_said(folder):
    (folder / "bare.txt").write_text(DISPATCH.replace(" (UTC+04:00)", ""), encoding="utf-8")
    assert run(folder / "bare.txt")[0] == 1
    assert run(folder / "bare.txt", zone="+05:30")[0] == 0
    record = WireRecord.objects.get()
    assert record.zone == "UTC+05:30"
    assert f"{record.dated_at:%H:%M}" == "12:50"


def test_a_zone_that_cannot_be_read_stops_before_the_first_file(folder):
    code, out, err = run(folder / "lamp.txt", zone="over there")
    assert (code, out) == (1, [])
    assert err[0].startswith("CommandError: --zone over there: ")
    assert not Article.objects.exists()


def test_an_agency_that_the_operator_names_is_printed(folder):
    run(folder / "lamp.txt", agency="Lumen Courier")
    assert Article.objects.get().source == "Lumen Courier"


def test_a_language_is_that_which_the_operator_names(folder):
    assert run(folder / "lamp.txt", language="tr")[0] == 0
    assert Article.objects.get().language == "tr"


def test_a_language_that_is_none_is_refused_for_each_file(folder):
    code, _out, err = run(folder / "lamp.txt", folder / "ferry.txt", language="tlh")
    assert code == 1
    assert err[-1] == "CommandError: 2 of 2 files were refused."
    assert not Article.objects.exists()
