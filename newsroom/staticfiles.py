"""The static files of the apps, without the parts of CKEditor that nobody here may load.

A plugin that the configuration removes is still a page or a script on our own host until its files
are gone; of the editor's 64 plugin folders the newsroom's configuration can ask for fifteen.
"""

import posixpath
from collections.abc import Iterator

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.storage import Storage

# A folder and what is kept in it: what the editor asked for in Chromium with every button, dialog
# and paste filter of our configuration used, and its licence. Other folders are kept whole.
KEPT = {
    "ckeditor": {"ckeditor", "ckeditor-init.js", "ckeditor.css", "fixups.js"},
    "ckeditor/ckeditor": {"LICENSE.md", "ckeditor.js", "lang", "plugins", "skins"},
    "ckeditor/ckeditor/skins": {"moono-lisa"},
    "ckeditor/ckeditor/plugins": {
        "a11yhelp",
        "autogrow",
        "clipboard",
        "dialog",
        "find",
        "icons.png",
        "icons_hidpi.png",
        "link",
        "magicline",
        "pastefromgdocs",
        "pastefromlibreoffice",
        "pastefromword",
        "pastetools",
        "table",
        "tableselection",
        "tabletools",
        "widget",
    },
}


class PrunedAppDirectoriesFinder(AppDirectoriesFinder):
    """Django's finder of the apps' files, which neither lists nor finds what is pruned."""

    def list(self, ignore_patterns: list[str]) -> Iterator[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            if not is_pruned(path):
                yield path, storage

    def find_in_app(self, app: str, path: str) -> str | None:
        return None if is_pruned(path) else super().find_in_app(app, path)


def is_pruned(path: str) -> bool:
    """Whether the static path is a part of CKEditor, or its uploader's, that stays off the site."""
    parts = posixpath.normpath(path).split("/")
    folders = {"/".join(parts[:depth]): parts[depth] for depth in range(1, len(parts))}
    return parts[0] == "ckeditor_uploader" or any(
        name not in KEPT.get(folder, {name}) for folder, name in folders.items()
    )
