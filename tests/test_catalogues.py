"""The interface in other languages: every word there, compiled, with its places."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

LOCALE = Path(settings.LOCALE_PATHS[0])
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries(path: Path) -> dict[str, list[str]]:
    """msgid → its translations (one, or one for each plural form), the header left out."""
    found: dict[str, list[str]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            name = line.split(" ", 1)[0] if not line.startswith('"') else name
            text = "".join(_STRING.findall(line))
            parts[name] = parts.get(name, "") + text.replace('\\"', '"').replace("\\n", "\n")
        if parts.get("msgid"):
            key = parts.get("msgctxt", "") + "\4" * ("msgctxt" in parts) + parts["msgid"]
            found[key] = [text for part, text in parts.items() if part.startswith("msgstr")]
    return found


def by_language(path: Path) -> str:
    return path.parts[-3]


@pytest.mark.parametrize("path", CATALOGUES, ids=by_language)
def test_every_word_is_translated(path):
    assert len(entries(path)) > 900
    assert [key for key, texts in entries(path).items() if not all(texts)] == []
    assert "#, fuzzy" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CATALOGUES, ids=by_language)
def test_the_compiled_catalogue_says_the_same(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    told = {key: texts[0] for key, texts in entries(path).items()}
    kept = {key: text for key, text in compiled._catalog.items() if isinstance(key, str) and key}
    plural = {key[0]: text for key, text in compiled._catalog.items() if key and key[1:] == (0,)}
    assert kept | plural == told


@pytest.mark.parametrize("path", CATALOGUES, ids=by_language)
def test_what_is_put_into_a_sentence_has_its_place_in_every_language(path):
    for key, texts in entries(path).items():
        for text in texts:
            assert sorted(_PLACE.findall(text)) == sorted(_PLACE.findall(key)), text


def test_no_word_of_the_source_is_missing(tmp_path):
    """Gathers them anew, as `make words` does."""
    if shutil.which("xgettext") is None:
        absent = pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip
        absent("No xgettext: install the system's gettext.")
    root = settings.BASE_DIR
    for name in ("articles", "newsroom", "templates"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "manage.py", tmp_path)
    before = {path: set(entries(tmp_path / path.relative_to(root))) for path in CATALOGUES}
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--all", "--no-wrap", "--no-location"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env=os.environ | {"DEBUG": "1", "DATABASE_URL": ""},
    )
    for path, known in before.items():
        assert set(entries(tmp_path / path.relative_to(root))) - known == set()
