"""The interface in other languages: every word there, compiled, with its places.

The catalogues of the languages that the desk speaks hold all words, the others those of the
readers' pages.
"""

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from articles.models import Change, Genre, Topic

LOCALE = Path(settings.LOCALE_PATHS[0])
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
WHOLE = [path for path in CATALOGUES if path.parts[-3] in dict(settings.INTERFACE_LANGUAGES)]
# Where the words of the readers' pages are written; labels of choices are those of LABELS.
READERS = (
    "articles/feeds.py",
    "articles/jsonld",
    "articles/rendering.py",
    "articles/richtext/printing.py",
    "articles/templatetags/",
    "articles/views/",
    "templates/400.html",
    "templates/404.html",
    "templates/410.html",
    "templates/500.html",
    "templates/articles/",
    "templates/base.html",
    "templates/feeds/",
)
LABELS = (Change, Genre, Topic.Kind)
# Plural forms of one number alone, which a language says without a figure: "two minutes".
IN_WORDS = {"ar": (1, 2)}
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def everything(block: str) -> bool:
    return True


def of_readers(block: str) -> bool:
    """Whether a word stands in a source of the readers' pages."""
    places = [place for line in block.splitlines() if line[:2] == "#:" for place in line.split()]
    return any(place.startswith(READERS) for place in places)


def entries(path: Path, is_wanted=everything) -> dict[str, list[str]]:
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
        if parts.get("msgid") and is_wanted(block):
            key = parts.get("msgctxt", "") + "\4" * ("msgctxt" in parts) + parts["msgid"]
            found[key] = [text for part, text in parts.items() if part.startswith("msgstr")]
    return found


def by_language(path: Path) -> str:
    return path.parts[-3]


def test_every_edition_but_the_source_s_has_a_catalogue():
    assert {by_language(path) for path in CATALOGUES} == {
        code for code, _ in settings.LANGUAGES
    } - {"en"}


@pytest.mark.parametrize("path", WHOLE, ids=by_language)
def test_every_word_is_translated(path):
    assert len(entries(path)) > 900
    assert [key for key, texts in entries(path).items() if not all(texts)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=by_language)
def test_no_translation_is_a_guess(path):
    assert "#, fuzzy" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CATALOGUES, ids=by_language)
def test_the_compiled_catalogue_says_the_same(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    told = {key: texts[0] for key, texts in entries(path).items() if texts[0]}
    kept = {key: text for key, text in compiled._catalog.items() if isinstance(key, str) and key}
    plural = {key[0]: text for key, text in compiled._catalog.items() if key and key[1:] == (0,)}
    assert kept | plural == told


@pytest.mark.parametrize("path", CATALOGUES, ids=by_language)
def test_what_is_put_into_a_sentence_has_its_place_in_every_language(path):
    spoken = IN_WORDS.get(by_language(path), ())
    for key, texts in entries(path).items():
        for form, text in enumerate(texts):
            if not text or (len(texts) > 1 and form in spoken):
                continue
            assert sorted(_PLACE.findall(text)) == sorted(_PLACE.findall(key)), text


@pytest.fixture(scope="module")
def gathered(tmp_path_factory) -> Path:
    """The project with its words gathered anew, as `make words` does, and where each one stands."""
    if shutil.which("xgettext") is None:
        absent = pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip
        absent("No xgettext: install the system's gettext.")
    root = tmp_path_factory.mktemp("words")
    for name in ("articles", "newsroom", "templates"):
        shutil.copytree(settings.BASE_DIR / name, root / name)
    shutil.copy(settings.BASE_DIR / "manage.py", root)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--all", "--no-wrap"],
        cwd=root,
        check=True,
        capture_output=True,
        env=os.environ | {"DEBUG": "1", "DATABASE_URL": ""},
    )
    return root


@pytest.mark.parametrize("path", CATALOGUES, ids=by_language)
def test_no_word_of_the_source_is_missing(gathered, path):
    anew = gathered / path.relative_to(settings.BASE_DIR)
    assert set(entries(anew)) - set(entries(path)) == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=by_language)
def test_every_word_that_readers_meet_is_translated(gathered, path):
    met = set(entries(gathered / path.relative_to(settings.BASE_DIR), of_readers))
    with override("en"):
        met |= {str(label) for choices in LABELS for label in choices.labels}
    kept = entries(path)
    assert len(met) > 50
    assert sorted(word for word in met if not all(kept.get(word, [""]))) == []
