"""What cannot be read or kept is refused with file and line, and nothing is done."""

import pytest

from articles.errors import WireRefused
from articles.wire import importing
from tests.wire.dispatches import bring_in, row_counts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "bad.txt: the file is empty"),
        (b" \r\n\n", "bad.txt: the file is empty"),
        (b"date 14 May 2024 18:20 (UTC+04:00)\n\n", "bad.txt: there is no text in the file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "bad.txt, line 1: this is a PNG picture"),
        (b"One.\n\nTwo\x00\x00\x01\x02\x00 three.", "bad.txt, line 3: a NUL byte"),
        (b"One.\n\nTwo \x07 three.", "bad.txt, line 3: the character U+0007"),
        ("One.\n\nTwo \ufffd.".encode(), "bad.txt, line 3: characters were lost"),
        (b"date yesterday at noon\n\nText.", "bad.txt, line 1: the date line cannot be read"),
        (b"date 14 May 2024 18:20\n\nText.", "bad.txt, line 1: the date line names no zone"),
        (b"date 31 June 2024 18:20 (UTC+04:00)\n\nText.", "bad.txt, line 1: the date line: "),
        (b"word " * 500_000, "bad.txt: the file is larger than 2 MB"),
        (b"word " * 20_000, "bad.txt, line 1: a paragraph of more than 50,000 characters"),
        (b"word\n\n" * 9_000, "bad.txt, line 4001: more than 2,000 paragraphs"),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_line_and_nothing_is_done(data, said):
    before = row_counts()
    with pytest.raises(WireRefused) as refused:
        importing.import_bytes(data, file="bad.txt", by=None)
    assert str(refused.value).startswith(said)
    assert row_counts() == before


def test_a_body_too_large_to_clean_is_refused_with_nothing_done():
    before = row_counts()
    with pytest.raises(WireRefused, match=r"^big\.txt"):
        bring_in("\n\n".join(["ş" * 40_000] * 8), file="big.txt")
    assert row_counts() == before


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    before = row_counts()

    def fail(*args, **kwargs):
        raise RuntimeError("the power went out")

    monkeypatch.setattr(importing.audit, "record", fail)
    with pytest.raises(RuntimeError):
        bring_in()
    assert row_counts() == before
