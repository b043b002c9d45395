"""The letters that we serve: small files, and all that our languages need in one of them."""

import re
from gzip import compress
from pathlib import Path

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "articles" / "static" / "articles"
FACES = sorted((STATIC / "fonts").glob("*.woff2"))
SHEET = (STATIC / "css" / "faces.css").read_text()


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_face_is_small_and_named_in_the_sheet(face: Path):
    assert face.stat().st_size <= 40_000
    assert f"fonts/{face.name}" in SHEET


def test_no_face_makes_words_move():
    rules = SHEET.count("@font-face {")
    assert rules == SHEET.count("font-display: optional;") >= len(FACES)


def test_the_letters_of_baku_and_ankara_are_in_the_file_that_is_loaded_ahead():
    latin = next(rule for rule in SHEET.split("@font-face") if "fonts/serif-latin.woff2" in rule)
    spans = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", latin)
    covered = {
        number
        for first, last in spans
        for number in range(int(first, 16), int(last or first, 16) + 1)
    }
    assert {ord(letter) for letter in "ƏəĞğŞşİıÇçÖöÜü₼₺"} <= covered


def test_the_style_of_a_story_is_light():
    names = ("tokens", "faces", "base", "layout", "cards", "article", "body", "print")
    sizes = [len(compress((STATIC / "css" / f"{name}.css").read_bytes())) for name in names]
    assert sum(sizes) < 11_000
