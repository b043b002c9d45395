"""Files of no good faith: each is refused with a sentence, or cleaned, soon and within bounds."""

import random
import re
import time

import pytest

from articles.errors import ImageRefused
from articles.images import intake
from tests.images import hostile
from tests.images.pictures import SECRET, opened, upload

MADE_UP = hostile.made_up()
# Of bytes that only files for metadata have.
TELLING = (SECRET, b"Exif", b"http", b"ICC_PROFILE", b"8BIM", b"tEXt", b"iTXt", b"eXIf", b"iCCP",
           b"XMP ", b"EXIF", b"ICCP", b"<?php", b"<script")  # fmt: skip
TOLD = re.compile(rb"|".join(map(re.escape, TELLING)))
# Beside what a machine that is busy adds.
LONGEST_S = 2
# More files of chance: 20,000 were tried when this was written.
BY_CHANCE = 250


def outcome(data: bytes, **how) -> str:
    """The sentence of the refusal, or "" for one that is taken and proper."""
    try:
        taken = intake.take(upload(data, "../a.svg"), **how)
    except ImageRefused as refusal:
        return str(refusal)
    picture = opened(taken.data)
    assert picture.size == (taken.width, taken.height)
    assert not picture.getexif()
    # Pixels of chance may spell four letters; heads and tails hold no pixels.
    assert SECRET not in taken.data
    assert not TOLD.search(taken.data[:700] + taken.data[-100:])
    return ""


@pytest.mark.parametrize("name", MADE_UP)
@pytest.mark.parametrize("how", [{}, {"moves": True}], ids=["still", "moving"])
def test_a_made_up_file_is_refused_or_cleaned(name, how):
    begun = time.monotonic()
    said = outcome(MADE_UP[name], **how)
    assert time.monotonic() - begun < 3 * LONGEST_S
    assert said == "" or re.fullmatch(r"[A-Z].*\.", said)


@pytest.mark.parametrize(
    "name",
    ["an SVG", "a page", "a zip", "a script", "a TIFF of LAB", "a BMP", "PostScript", "JPEG 2000"],
)
def test_what_is_no_picture_that_we_take_is_refused(name):
    assert "or it is damaged." in outcome(MADE_UP[name])


@pytest.mark.parametrize("name", ["a JPEG and a zip", "a JPEG and a page", "a PNG and a page"])
def test_of_a_file_that_is_two_things_the_picture_is_kept(name):
    assert outcome(MADE_UP[name]) == ""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a GIF of many frames", "more than 200 frames"),
        ("a WebP of many frames", "more than 200 frames"),
        ("a PNG too large", "million pixels"),
        ("a GIF that grows", "million pixels"),
        ("a JPEG of many scans", "far too many steps"),
    ],
)
def test_a_bound_that_is_passed_is_named(name, wanted):
    assert wanted in outcome(MADE_UP[name], moves=True)


def test_files_of_chance_are_refused_or_cleaned():
    chance, files = random.Random(7731), hostile.seeds()
    refused = 0
    for number in range(BY_CHANCE):
        data = hostile.mutated(chance, files)
        begun = time.monotonic()
        try:
            refused += outcome(data, moves=number % 3 == 0) != ""
        except Exception as fault:
            raise AssertionError(f"file {number} of chance: {data[:60]!r}") from fault
        assert time.monotonic() - begun < 3 * LONGEST_S
    assert BY_CHANCE * 0.1 < refused < BY_CHANCE * 0.9
