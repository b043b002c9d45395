"""The dispatch of the tests, brought in and edited."""

from datetime import UTC, datetime
from pathlib import Path

from articles import drafting
from articles.models import Article, AuditRow, PublishedVersion, Revision, WireRecord
from articles.wire import formats, importing
from tests.base import MINUTE, NOON
from tests.factories import reloaded

DISPATCH = (Path(__file__).parent.parent / "files" / "dispatch.txt").read_bytes()
TEXT = DISPATCH.decode()
DATED = datetime(2024, 5, 14, 14, 20, tzinfo=UTC)
UNDATED = TEXT.split("\n\n", 1)[1]


def bring_in(data: bytes | str = DISPATCH, *, file: str = "dispatch.txt", by=None, **confirmed):
    data = data.encode() if isinstance(data, str) else data
    story = formats.read(data, file=file)
    return importing.import_story(story, by=by, now=confirmed.pop("now", NOON), **confirmed)


def newer(text: str = TEXT) -> str:
    return text + "\n\nThe harbour board put the number of visitors at 412 on Wednesday.\n"


def row_counts() -> dict[str, int]:
    models = (Article, Revision, WireRecord, AuditRow, PublishedVersion)
    return {model.__name__: model.objects.count() for model in models}


def edited(imported, **fields) -> Article:
    article = reloaded(imported.article)
    drafting.save(article, fields, base=article.head_id, by=None, now=NOON + MINUTE)
    return article
