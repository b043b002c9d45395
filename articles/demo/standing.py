"""The demo paper's standing pages: standing/<language>/<kind>.txt, written like its stories."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from articles.models import StandingPage

_FOLDER = Path(__file__).resolve().parent / "standing"
# A paper's own pages are older than its news.
_AGE = timedelta(days=45)


def pages() -> list[tuple[str, str, dict, str]]:
    """(language, kind, fields, body) of every page."""
    found = []
    for path in sorted(_FOLDER.glob("*/*.txt")):
        _before, fields, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        found.append((path.parent.name, path.stem, tomllib.loads(fields), body.strip()))
    return found


def load(*, now: datetime) -> None:
    """Writes them all; call on a newsroom without any."""
    changed_at = (now - _AGE).replace(second=0, microsecond=0)
    for language, kind, fields, body in pages():
        StandingPage.objects.create(
            **fields, language=language, kind=kind, body=body, updated_at=changed_at
        )
