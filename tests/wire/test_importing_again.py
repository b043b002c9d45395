"""The same text again changes nothing, however it was written and whoever else brings it in."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier, get_ident

import pytest
from django.db import connection

from articles import publishing
from articles.models import Article, Revision, WireRecord
from articles.wire import formats, importing
from tests.base import DAY, NOON
from tests.factories import make_section, reloaded
from tests.wire.dispatches import DISPATCH, TEXT, bring_in, edited, row_counts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "again",
    [
        DISPATCH,
        b"\xef\xbb\xbf" + DISPATCH,
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n\n", "\n \n\n\n").encode() + b"\n\n\x1a",
        TEXT.replace("date 2024-05-14 ", "").encode(),
        TEXT.replace("14 May 2024 18:20 (UTC+04:00)", "14 May 2024 17:20 (UTC+03:00)").encode(),
    ],
    ids=[
        "bytes", "BOM", "UTF-16", "UTF-16 big-endian", "CRLF", "CR", "blank lines", "no ISO day",
        "another zone",
    ],
)  # fmt: skip
def test_the_same_text_again_changes_nothing(again):
    first = bring_in()
    before, stood = row_counts(), Article.objects.values().get()
    second = bring_in(again, now=NOON + DAY)
    assert second.outcome == importing.UNCHANGED
    assert (second.article, second.record) == (first.article, first.record)
    assert row_counts() == before
    assert Article.objects.values().get() == stood


def test_a_text_in_a_code_page_of_its_own_is_known_again_in_utf_8():
    text = (Path(__file__).parent.parent / "files" / "dispatch_ru.txt").read_text(encoding="utf-8")
    first = bring_in(text.encode("windows-1251"))
    assert first.record.encoding == "windows-1251"
    assert first.article.language == "ru"
    assert bring_in(text).outcome == importing.UNCHANGED


def test_another_file_name_makes_no_other_story():
    first = bring_in(file="one.txt")
    assert bring_in(file="two.txt").record == first.record
    assert Article.objects.count() == 1


def test_the_same_text_is_known_after_it_was_edited_and_published(editor):
    article = edited(bring_in(section=make_section("Town")), headline="Lit", body="<p>Other.</p>")
    publishing.publish(article, by=editor, now=NOON)
    before = row_counts()
    assert bring_in(now=NOON + DAY).outcome == importing.UNCHANGED
    assert row_counts() == before
    assert reloaded(article).body == "<p>Other.</p>"


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_in_one_text_at_once_make_one_story(monkeypatch):
    known, together, looked = importing._known, Barrier(2, timeout=20), set()
    story = formats.read(DISPATCH, file="dispatch.txt")

    def bring(name: str) -> tuple[str, int]:
        try:
            imported = importing.import_story(replace(story, file_name=name), by=None, now=NOON)
            return str(imported.outcome), imported.article.pk
        finally:
            connection.close()

    def known_together(story, reach):
        """Both look before either writes; SQLite lets the second look only after the first."""
        found = known(story, reach)
        if connection.vendor == "postgresql" and get_ident() not in looked:
            looked.add(get_ident())
            together.wait()
        return found

    monkeypatch.setattr(importing, "_known", known_together)
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(bring, ["one.txt", "two.txt"]))
    assert sorted(outcome for outcome, _key in results) == ["created", "unchanged"]
    assert len({key for _outcome, key in results}) == 1
    assert Article.objects.count() == WireRecord.objects.count() == Revision.objects.count() == 1
