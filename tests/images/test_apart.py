"""The process apart: whatever becomes of it, an editor reads a sentence and the paper goes on."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from articles.errors import ImageRefused
from articles.images import apart, intake
from articles.images.darkroom import bounds
from tests.images.pictures import encoded, jpeg, plain, upload

BASE = str(settings.BASE_DIR)
COSTLY = "Reading the picture takes more time or memory"


def process() -> int:
    """The number of the process that waits."""
    intake.take(upload(jpeg()))
    return apart._process.process.pid


def in_a_process_of_its_own(code: str) -> subprocess.CompletedProcess:
    """What the darkroom's own code does, where it may break."""
    head = (
        f"import sys; sys.path.insert(0, {BASE!r})\nfrom articles.images.darkroom import bounds\n"
    )
    return subprocess.run([sys.executable, "-I", "-c", head + code], capture_output=True, text=True)


def test_it_knows_neither_the_paper_nor_its_secrets():
    number = process()
    environment = Path(f"/proc/{number}/environ").read_bytes()
    assert b"SECRET_KEY" not in environment
    assert b"DATABASE_URL" not in environment
    code = "from articles.images.darkroom import process\nprint('django' in sys.modules)"
    assert in_a_process_of_its_own(code).stdout.strip() == "False"


def test_it_is_started_anew_where_it_was_ended():
    number = process()
    os.kill(number, signal.SIGKILL)
    assert intake.take(upload(jpeg())).ending == "jpeg"
    assert process() != number


def test_the_same_process_serves_one_picture_after_another():
    assert process() == process()


def test_many_at_once_are_all_answered():
    pictures = [encoded(plain("RGB", (number * 9, 9, 9)), "PNG") for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda data: intake.take(upload(data)).pixels, pictures))
    assert len(set(found)) == 20


def test_nothing_is_left_open_behind_a_picture():
    process()
    before = len(os.listdir("/proc/self/fd"))
    for _turn in range(10):
        intake.take(upload(jpeg()))
    assert len(os.listdir("/proc/self/fd")) <= before


def test_a_picture_that_takes_too_much_memory_is_refused():
    """Decoders get no more than there is, and what is refused them is a sentence (work)."""
    code = f"bounds.keep()\nheld = bytearray({bounds.MEMORY_BYTES} + 2**20)"
    assert "MemoryError" in in_a_process_of_its_own(code).stderr


def test_a_picture_that_takes_too_long_is_ended():
    begun = time.monotonic()
    ended = in_a_process_of_its_own("bounds.LEAST_S = 0.1\nbounds.keep()\nwhile True: pass")
    assert ended.returncode == -signal.SIGPROF
    assert time.monotonic() - begun < 10


def test_a_child_that_breaks_is_a_sentence(monkeypatch):
    """As one ended by a bound, or by a fault in a decoder."""
    number = process()
    lines = iter(range(100))

    def chunks():
        yield jpeg()[:100]
        if next(lines) == 0:
            for child in _children(number):
                os.kill(child, signal.SIGSEGV)
        yield jpeg()[100:]

    file = upload(jpeg())
    monkeypatch.setattr(file, "chunks", chunks)
    with pytest.raises(ImageRefused, match=COSTLY):
        intake.take(file)
    assert intake.take(upload(jpeg())).ending == "jpeg"


def _children(number: int) -> list[int]:
    for _turn in range(200):
        found = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        if found:
            return [int(child) for child in found]
        time.sleep(0.01)
    return []


@pytest.mark.parametrize(
    "answer",
    [
        ({"ending": "php", "width": 9, "height": 9, "pixels": "", "facts": {}}, b"<?php"),
        ({"ending": "jpeg", "width": 9, "height": 9, "pixels": "", "facts": {}}, b"<html>"),
    ],
)
def test_an_answer_that_is_no_picture_is_not_kept(monkeypatch, answer):
    monkeypatch.setattr(apart, "developed", lambda *asked, **how: answer)
    with pytest.raises(ImageRefused):
        intake.take(upload(jpeg()))


def test_a_word_that_nobody_knows_is_a_sentence_too(monkeypatch):
    said = {"refused": "something new", "number": None}
    monkeypatch.setattr(apart, "developed", lambda *asked, **how: (said, b""))
    with pytest.raises(ImageRefused, match="or it is damaged"):
        intake.take(upload(jpeg()))


def test_facts_of_the_process_are_looked_at_again(monkeypatch):
    facts = {"caption": "<script>" + "x" * 9000, "id": 1, "taken_on": "x", "made_with_ai": "no"}
    said = {"ending": "jpeg", "width": 9, "height": 9, "pixels": "", "facts": facts}
    monkeypatch.setattr(apart, "developed", lambda *asked, **how: (said, jpeg()))
    found = intake.take(upload(jpeg())).facts
    assert set(found) == {"caption"}
    assert len(found["caption"]) == 3000


def test_a_process_that_cannot_be_started_is_a_sentence_and_stands_in_the_log(monkeypatch, caplog):
    apart._process.stop()
    monkeypatch.setattr(apart, "_python", lambda: "/bin/false")
    with pytest.raises(ImageRefused):
        intake.take(upload(jpeg()))
    assert "cannot be started" in caplog.text
    monkeypatch.undo()
    assert intake.take(upload(jpeg())).ending == "jpeg"
