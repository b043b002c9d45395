"""The editors' guide says what is so: its links, its pictures, the interface's words, the roles."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.text import capfirst

from articles.roles import ACTS, Act, Role
from tests.test_catalogues import CATALOGUES, entries

GUIDE = Path(settings.BASE_DIR, "docs", "editors.md")
TEXT = GUIDE.read_text(encoding="utf-8")
# A picture has alternative text, a link has words; of both, where they lead.
LINKS = re.findall(r"\[([^\]]*)\]\(([^)\s]+)\)", TEXT)
PICTURES = re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", TEXT)
HEADINGS = re.findall(r"^#+ (.+)$", TEXT, re.M)
BOLD = sorted(set(re.findall(r"\*\*(.+?)\*\*", TEXT, re.S)))
_MOST_PICTURES = 9
_MOST_BYTES = 120_000


def anchor(heading: str) -> str:
    """As the pages that show Markdown name a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_link_of_the_guide_leads_somewhere():
    anchors = {f"#{anchor(heading)}" for heading in HEADINGS}
    inner = [target for _words, target in LINKS if target.startswith("#")]
    assert inner
    assert [target for target in inner if target not in anchors] == []
    files = [target for _words, target in LINKS if not target.startswith(("#", "http"))]
    assert [target for target in files if not (GUIDE.parent / target).is_file()] == []


def test_the_pictures_are_few_small_and_told_in_words():
    assert 0 < len(PICTURES) <= _MOST_PICTURES
    assert [target for words, target in PICTURES if len(words) < 20] == []
    sizes = {target: (GUIDE.parent / target).stat().st_size for _words, target in PICTURES}
    assert {target: size for target, size in sizes.items() if size > _MOST_BYTES} == {}


def test_what_is_bold_stands_on_the_screen():
    path = next(each for each in CATALOGUES if "az" in each.parts)
    known = set(entries(path))
    known |= {capfirst(words) for words in known}
    said = [" ".join(words.split()) for words in BOLD]
    assert len(said) > 100
    assert [words for words in said if words not in known] == []


def _table_of_roles() -> dict[str, list[str]]:
    """What may be done → the roles that have a mark."""
    rows = [line.strip("|").split("|") for line in TEXT.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in row] for row in rows]
    start = next(place for place, row in enumerate(rows) if row[0] == "may …")
    roles = rows[start][1:]
    return {
        row[0]: [role for role, mark in zip(roles, row[1:], strict=True) if mark]
        for row in rows[start + 1 :]
    }


@pytest.mark.parametrize("words, roles", _table_of_roles().items())
def test_the_table_of_roles_is_true(words, roles):
    act = next(each for each in Act if str(each.words) == words)
    assert roles == [role.label for role in Role if act in ACTS[role]]
