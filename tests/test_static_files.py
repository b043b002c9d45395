"""Which of CKEditor's files may be served: what our configuration loads, and nothing more."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from newsroom.editor import CKEDITOR_CONFIGS, REMOVED_PLUGINS
from newsroom.staticfiles import PrunedAppDirectoriesFinder, is_pruned


@pytest.fixture(scope="module")
def listed() -> set[str]:
    return {path for path, _storage in PrunedAppDirectoriesFinder().list([])}


@pytest.mark.parametrize(
    "path",
    [
        "ckeditor/ckeditor-init.js",
        "ckeditor/ckeditor.css",
        "ckeditor/fixups.js",
        "ckeditor/ckeditor/ckeditor.js",
        "ckeditor/ckeditor/LICENSE.md",
        "ckeditor/ckeditor/lang/az.js",
        "ckeditor/ckeditor/plugins/icons.png",
        "ckeditor/ckeditor/plugins/link/dialogs/link.js",
        "ckeditor/ckeditor/plugins/table/dialogs/table.js",
        "ckeditor/ckeditor/plugins/tableselection/styles/tableselection.css",
        "ckeditor/ckeditor/plugins/tabletools/dialogs/tableCell.js",
        "ckeditor/ckeditor/plugins/find/dialogs/find.js",
        "ckeditor/ckeditor/plugins/autogrow/plugin.js",
        "articles/editor/newslink/plugin.js",
        "ckeditor/ckeditor/plugins/pastefromword/filter/default.js",
        "ckeditor/ckeditor/plugins/pastefromgdocs/filter/default.js",
        "ckeditor/ckeditor/plugins/pastetools/filter/common.js",
        "ckeditor/ckeditor/skins/moono-lisa/editor.css",
        "articles/editor/ckeditor-contents.css",
        "admin/css/base.css",
    ],
)
def test_what_the_editor_loads_is_served(path, listed):
    assert path in listed
    assert finders.find(path)


@pytest.mark.parametrize(
    "path",
    [
        "ckeditor/ckeditor/plugins/exportpdf/tests/manual/exportpdf.html",
        "ckeditor/ckeditor/plugins/preview/preview.html",
        "ckeditor/ckeditor/plugins/wsc/dialogs/ciframe.html",
        "ckeditor/ckeditor/plugins/iframe/dialogs/iframe.js",
        "ckeditor/ckeditor/plugins//exportpdf/../preview/preview.html",
        "ckeditor/ckeditor/config.js",
        "ckeditor/ckeditor/samples/index.html",
        "ckeditor/ckeditor/skins/moono/editor.css",
        "ckeditor/galleriffic/js/jquery.galleriffic.js",
        "ckeditor_uploader/x.js",
    ],
)
def test_what_the_editor_never_loads_is_not_found(path, listed):
    assert is_pruned(path)
    assert path not in listed
    assert PrunedAppDirectoriesFinder().find(path) == []


def test_no_removed_plugin_and_no_page_is_listed(listed):
    editor = {path for path in listed if path.startswith("ckeditor/")}
    assert not [path for path in editor if path.endswith((".html", ".htm", ".php", ".swf"))]
    assert not [path for path in editor for name in REMOVED_PLUGINS if f"/plugins/{name}/" in path]
    # 247 of the package's 1,268 files when this was written.
    assert 0 < len(editor) < 300


def test_the_editor_asks_nobody_else():
    config = CKEDITOR_CONFIGS["newsroom"]
    assert config["versionCheck"] is False
    assert {"scayt", "wsc", "exportpdf", "embed"} <= set(config["removePlugins"].split(","))
    assert "://" not in repr(config)


def test_a_script_that_others_import_defines_no_element():
    """Collected, it is loaded under two names, and an element can be defined only once."""
    folder = Path(settings.BASE_DIR) / "articles/static/articles/admin"
    sources = {path.name: path.read_text() for path in folder.glob("*.js")}
    imported = {name for text in sources.values() for name in re.findall(r'from "\./(.+?)"', text)}
    assert "desk-line.js" in imported
    assert [name for name in imported if "customElements.define" in sources[name]] == []
