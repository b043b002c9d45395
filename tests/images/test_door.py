"""The door of files: whole, in parts, or not at all."""

import pytest
from django.test import Client

from tests.factories import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_memory")]


@pytest.fixture
def file():
    """(address, bytes) of a file."""
    row = make_image().renditions.get(format="webp")
    return f"/media/{row.file.name}", row.file.read()


@pytest.mark.parametrize(
    ("asked", "first", "stop"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=5-", 5, None),
        ("bytes=-4", -4, None),
        ("bytes=3-99999", 3, None),
    ],
)
def test_a_part_that_is_asked_for_is_sent(file, asked, first, stop):
    address, data = file
    answer = Client().get(address, headers={"range": asked})
    sent = b"".join(answer)
    assert (answer.status_code, sent) == (206, data[first:stop])
    assert answer["Content-Length"] == str(len(sent))
    start = first % len(data)
    end = start + len(sent) - 1
    assert answer["Content-Range"] == f"bytes {start}-{end}/{len(data)}"


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=0-1,3-4", "lines=1-2", "bytes=x", ""])
def test_what_is_no_span_gets_the_whole(file, asked):
    address, data = file
    answer = Client().get(address, headers={"range": asked})
    assert (answer.status_code, b"".join(answer)) == (200, data)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/webp"


def test_a_span_behind_the_end_and_another_file_than_was_begun(file):
    address, data = file
    behind = Client().get(address, headers={"range": f"bytes={len(data)}-"})
    assert (behind.status_code, behind["Content-Range"]) == (416, f"bytes */{len(data)}")
    other = Client().get(address, headers={"range": "bytes=0-1", "if-range": '"other"'})
    assert other.status_code == 200


def test_what_a_browser_has_is_not_sent_again_and_a_head_has_no_body(file):
    address, data = file
    tag = Client().get(address)["ETag"]
    assert Client().get(address, headers={"if-none-match": tag}).status_code == 304
    head = Client().head(address)
    assert (head["Content-Length"], b"".join(head)) == (str(len(data)), b"")
    assert Client().get(f"/media/renditions/{'0' * 32}.webp").status_code == 404
    assert Client().get("/media/originals/x.jpeg").status_code == 404
