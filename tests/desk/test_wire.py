"""From the wire at the desk: read, confirmed, brought in; refused by file and line."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, PublishedVersion, Revision, WireRecord
from tests import factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parent.parent / "files"
DISPATCH = (FILES / "dispatch.txt").read_text()
NEWER = DISPATCH.replace("31 kilometres", "33 kilometres")


def _file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/plain")


def _bring_in(client, text: str, **typed):
    read = client.post(pages.WIRE, {"text": text})
    assert read.status_code == 200, read.content.decode()
    return client.post(pages.WIRE, pages.fields(read) | {"confirm": "1"} | typed, follow=True)


def test_what_was_understood_is_shown_before_anything_is_stored(at_desk):
    text = at_desk.post(pages.WIRE, {"text": DISPATCH}).content.decode()
    for words in (
        "date 2024-05-14 14 May 2024 18:20 (UTC+04:00)",
        "14 May 2024 18:20 (UTC+04:00)</dd>",
        "UTC+04:00",
        'value="Lumen Courier"',
        "We counted the minutes",
        "Children under twelve pay nothing.",
    ):
        assert words in text, words
    assert not Article.objects.exists()


def test_confirmed_it_is_a_working_copy_without_a_headline(at_desk, editor, town):
    answer = _bring_in(at_desk, DISPATCH, **{"d0-section": town.pk})
    article = Article.objects.get()
    assert answer.redirect_chain[-1][0] == pages.change(article)
    assert article.headline == "" and article.section == town
    assert article.source == "Lumen Courier"
    assert article.dated_at.isoformat() == "2024-05-14T14:20:00+00:00"
    assert article.head.made_by == editor
    assert WireRecord.objects.get().received_by == editor
    assert not PublishedVersion.objects.exists()


def test_an_agency_that_was_not_confirmed_is_not_printed(at_desk):
    _bring_in(at_desk, DISPATCH, **{"d0-agency": ""})
    article = Article.objects.get()
    assert article.source == ""
    assert "Lumen Courier" in article.note_to_editors


def test_the_second_time_changes_nothing(at_desk):
    _bring_in(at_desk, DISPATCH)
    before = (Article.objects.count(), Revision.objects.count(), WireRecord.objects.count())
    known = at_desk.post(pages.WIRE, {"text": DISPATCH})
    assert "was brought in before" in known.content.decode()
    answer = _bring_in(at_desk, DISPATCH)
    assert "nothing was changed" in pages.said(answer)[0]
    after = (Article.objects.count(), Revision.objects.count(), WireRecord.objects.count())
    assert before == after


def test_a_newer_text_becomes_a_revision(at_desk):
    _bring_in(at_desk, DISPATCH)
    answer = _bring_in(at_desk, NEWER)
    assert "became a revision" in pages.said(answer)[0]
    assert "33 kilometres" in Article.objects.get().body


def test_a_newer_text_of_an_edited_copy_waits_and_is_settled(at_desk):
    _bring_in(at_desk, DISPATCH)
    article = Article.objects.get()
    factories.change(article, headline="Lamp lit", body="<p>Edited by hand.</p>")
    answer = _bring_in(at_desk, NEWER)
    assert "settle the two" in pages.said(answer)[0]
    article = factories.reloaded(article)
    assert article.body == "<p>Edited by hand.</p>"
    refused = Revision.objects.get(kind="refused")
    sheet = pages.room(article, "settle", refused.pk)
    assert sheet in answer.content.decode()
    opened = pages.open_form(at_desk, sheet)
    assert at_desk.post(sheet, opened | {"body": "mine"}).status_code == 302
    article = factories.reloaded(article)
    assert "33 kilometres" in article.body and article.headline == "Lamp lit"
    assert WireRecord.objects.filter(outcome="settled").count() == 1


def test_several_files_at_once_and_what_cannot_be_read_by_name_and_line(at_desk):
    files = [
        _file("lamp.txt", DISPATCH.encode()),
        _file("az.txt", (FILES / "dispatch_az.txt").read_bytes()),
        _file("broken.txt", b"date 2024-05-99 nothing of the kind\n\nText.\n"),
        _file("empty.txt", b""),
        _file("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        _file("large.txt", b"x" * 2_100_000),
    ]
    read = at_desk.post(pages.WIRE, {"files": files})
    text = read.content.decode()
    assert read.status_code == 200
    for words in ("broken.txt, line 1", "empty.txt", "picture.txt, line 1", "large.txt"):
        assert words in text, words
    answer = at_desk.post(pages.WIRE, pages.fields(read) | {"confirm": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == pages.LIST
    assert set(Article.objects.values_list("language", flat=True)) == {"en", "az"}
    assert set(WireRecord.objects.values_list("file_name", flat=True)) == {"lamp.txt", "az.txt"}


def test_a_russian_text_in_windows_1251_keeps_its_letters_and_its_encoding(at_desk):
    russian = (FILES / "dispatch_ru.txt").read_text()
    read = at_desk.post(pages.WIRE, {"files": [_file("ru.txt", russian.encode("cp1251"))]})
    at_desk.post(pages.WIRE, pages.fields(read) | {"confirm": "1"})
    record = WireRecord.objects.get()
    assert record.encoding == "windows-1251"
    assert record.text.split()[0] in russian and record.language == "ru"


def test_what_is_not_ticked_stays_outside(at_desk):
    read = at_desk.post(pages.WIRE, {"text": DISPATCH})
    data = pages.fields(read)
    data.pop("d0-take")
    at_desk.post(pages.WIRE, data | {"confirm": "1"})
    assert not Article.objects.exists()


def test_a_refused_confirmation_keeps_what_was_typed(at_desk):
    read = at_desk.post(pages.WIRE, {"text": DISPATCH})
    typed = {"d0-language": "xx", "d0-agency": "Typed Agency", "confirm": "1"}
    again = at_desk.post(pages.WIRE, pages.fields(read) | typed)
    text = again.content.decode()
    assert "Language" in text and 'role="alert"' in text
    kept = pages.fields(again)
    assert kept["d0-agency"] == ["Typed Agency"] and kept["count"] == ["1"]
    assert not Article.objects.exists()
    done = at_desk.post(pages.WIRE, kept | {"d0-language": "en", "confirm": "1"})
    assert done.status_code == 302 and Article.objects.get().source == "Typed Agency"


@pytest.mark.parametrize("count", ["", "x", "-1", "²", "9" * 400, "0", "3", "nul \0"])
def test_a_count_that_is_none_is_no_error_of_ours(at_desk, count):
    read = at_desk.post(pages.WIRE, {"text": DISPATCH})
    data = pages.fields(read) | {"count": count, "confirm": "1"}
    assert at_desk.post(pages.WIRE, data).status_code in (200, 302, 400)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"text": "   "},
        {"text": "nul \0 nul"},
        {"text": DISPATCH, "zone": "Nowhere/Town"},
        {"text": DISPATCH, "zone": "nul \0"},
        {"text": DISPATCH, "zone": "../../etc/passwd"},
        {"text": "x" * 3_000_000},
        {"text": "date 2024-05-14 14 May 2024 18:20\n\nNo zone is named.\n"},
    ],
)
def test_what_cannot_be_read_is_said_and_kept(at_desk, typed):
    answer = at_desk.post(pages.WIRE, typed)
    text = answer.content.decode()
    assert answer.status_code in (200, 400)
    assert "errorlist" in text or 'role="alert"' in text
    if len(typed.get("text", "")) < 1000:
        assert pages.fields(answer)["text"] == [typed.get("text", "")]
    assert not Article.objects.exists()


@pytest.mark.parametrize("field", ["text", "file", "zone", "encoding", "section", "agency"])
@pytest.mark.parametrize("value", ["nul \0", "x" * 400, "-1", ""])
def test_a_tampered_confirmation_is_no_error_of_ours(at_desk, field, value):
    read = at_desk.post(pages.WIRE, {"text": DISPATCH})
    data = pages.fields(read) | {f"d0-{field}": value, "confirm": "1"}
    assert at_desk.post(pages.WIRE, data).status_code in (200, 302, 400)


def test_hostile_words_in_a_dispatch_stay_words(at_desk):
    hostile = "date 2024-05-14 14 May 2024 18:20 (UTC+04:00)\n\n<script>alert(1)</script> words.\n"
    assert "<script>alert" not in at_desk.post(pages.WIRE, {"text": hostile}).content.decode()
    _bring_in(at_desk, hostile)
    assert "<script" not in Article.objects.get().body
