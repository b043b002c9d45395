"""The floors of the house, read from the imports of every file.

A file imports its own floor or a lower one, and there is no circle. On the floor of the verbs the
rows stand in order: each knows only those below it.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# (floor, step on it, modules). A module stands for itself and for all within it; the longest wins.
ROWS: list[tuple[int, int, str]] = [
    (0, 0, "errors richtext cropping diffing folding dates roles wire wire.formats"),
    (0, 0, "newsroom_time dumps manifests chain alphabets embeds"),
    (0, 0, "newsroom newsroom.csp newsroom.editor newsroom.settings newsroom.staticfiles"),
    (0, 0, "newsroom.formats newsroom.media newsroom.s3"),
    (0, 0, "newsroom.gunicorn"),
    (1, 0, "models migrations"),
    (
        2,
        0,
        "uses permissions composing content addressing jsonld images search pagecache edge audit",
    ),
    (2, 0, "uses hub listings rendering mentions calendars furniture standing branding three_way"),
    (2, 0, "documents"),
    (3, 0, "readiness people limiting merging presence announcing hiding"),
    (3, 1, "drafting leaving"),
    (3, 2, "timeline beginning"),
    (3, 3, "publishing"),
    (3, 4, "curation wire.importing backups integrity"),
    (3, 5, "demo"),
    (4, 0, "views feeds sitemaps templatetags middleware api admin management"),
    (5, 0, "urls apps receivers checks newsroom.desk newsroom.urls newsroom.wsgi newsroom.asgi"),
]
# Packages whose other files have no row of their own: a new one must be given its place.
OPEN_PACKAGES = {"articles", "articles.wire", "newsroom"}

READERS_DOORS = ["views", "feeds", "sitemaps", "templatetags", "middleware", "api"]
VERBS_OF_THE_DESK = ["drafting", "publishing", "timeline", "workflow", "curation"]


def full(name: str) -> str:
    return name if name.split(".")[0] == "newsroom" else f"articles.{name}"


PLACES = {full(name): (floor, step) for floor, step, names in ROWS for name in names.split()}
PLACES["articles"] = (0, 0)


def place_of(module: str) -> tuple[int, int] | None:
    """(floor, step) of a module, or None where it has no row."""
    if module in PLACES:
        return PLACES[module]
    parent = module.rpartition(".")[0]
    return None if parent in OPEN_PACKAGES or not parent else place_of(parent)


def within(module: str, names: list[str]) -> bool:
    return any(f"{module}.".startswith(f"{full(name)}.") for name in names)


def sources() -> dict[str, str]:
    """Module → source text of every file of the project."""
    found = {}
    for package in ("articles", "newsroom"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[module] = path.read_text(encoding="utf-8")
    return found


@cache
def statements(source: str) -> list[ast.Import | ast.ImportFrom]:
    """Read once: of hundreds of files a planted violation changes one."""
    imports = (ast.Import, ast.ImportFrom)
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, imports)]


def imports(module: str, source: str, known: set[str]) -> Iterator[str]:
    """The modules that a source imports; of the project's own, the most exact that exists."""
    for node in statements(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.level:
            yield f"relative import in {module}"
        else:
            for alias in node.names:
                exact = f"{node.module}.{alias.name}"
                yield exact if exact in known else node.module


def faults(files: dict[str, str]) -> list[str]:
    """Sentences, one for each import that the floors do not allow."""
    known = set(files)
    graph = {module: set(imports(module, text, known)) for module, text in files.items()}
    found = [f"{module} has no row" for module in files if place_of(module) is None]
    for module, imported in graph.items():
        here = place_of(module)
        for other in sorted(imported):
            there = place_of(other) if other.split(".")[0] in ("articles", "newsroom") else None
            if here and there and there > here:
                found.append(f"{module} imports {other}, which stands above it")
            if within(module, READERS_DOORS) and within(other, VERBS_OF_THE_DESK):
                found.append(f"{module} is a reader's door and imports {other}")
            if within(module, ["admin"]) and within(other, ["views"]):
                found.append(f"{module} is of the desk and imports {other}")
            if other.split(".")[0] == "ckeditor" and module != "articles.richtext.field":
                found.append(f"{module} imports {other}; only articles.richtext.field may")
            if other.startswith("relative"):
                found.append(other)
    return found + [f"circle: {' → '.join(circle)}" for circle in circles(graph)]


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Every circle that a walk from each module meets first."""
    found, done = [], set()

    def walk(module: str, trail: list[str]) -> None:
        if module in trail:
            found.append([*trail[trail.index(module) :], module])
        elif module in graph and module not in done:
            for other in sorted(graph[module]):
                walk(other, [*trail, module])
            done.add(module)

    for module in sorted(graph):
        walk(module, [])
    return found


def test_every_import_keeps_to_the_floors():
    assert not faults(sources())


def test_every_file_is_looked_at():
    found = sources()
    assert {"articles.publishing", "articles.models.article", "newsroom.settings"} <= set(found)
    assert len(found) > 50


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("articles.richtext", "from articles.models import Article", "stands above it"),
        ("articles.models.article", "from articles import drafting", "stands above it"),
        ("articles.composing", "from articles import publishing", "stands above it"),
        ("articles.drafting", "import articles.publishing", "stands above it"),
        ("articles.timeline", "from articles.publishing import publish", "stands above it"),
        ("articles.publishing", "from articles.views import lists", "stands above it"),
        ("articles.views.lists", "from articles import receivers", "stands above it"),
        ("articles.views.lists", "from articles import drafting", "is a reader's door"),
        ("articles.middleware", "from articles.publishing import publish", "is a reader's door"),
        ("articles.templatetags.newsroom", "import articles.timeline", "is a reader's door"),
        ("articles.admin.section", "from articles.views import page", "is of the desk"),
        ("articles.admin.section", "from ckeditor.widgets import CKEditorWidget", "ckeditor"),
        ("articles.models.article", "from ckeditor.fields import RichTextField", "ckeditor"),
        ("articles.richtext.cleaning", "from ckeditor.fields import RichTextField", "ckeditor"),
        ("articles.content", "from articles import composing", "circle"),
        ("articles.novelty", "", "has no row"),
        ("articles.wire.novelty", "", "has no row"),
        ("newsroom.novelty", "", "has no row"),
        ("articles.folding", "from . import errors", "relative import"),
    ],
)
def test_a_planted_violation_is_found(module, line, said):
    files = sources()
    files[module] = f"{line}\n{files.get(module, '')}"
    assert any(said in fault and module in fault for fault in faults(files)), faults(files)


def test_an_import_within_a_function_is_seen_too():
    files = sources()
    files["articles.models.article"] += "\ndef x():\n    from articles import publishing\n"
    assert any("stands above it" in fault for fault in faults(files))
