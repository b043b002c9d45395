"""A dispatch becomes a working copy, a revision of one, or a conflict: once, and never in print."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, get_ident

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles import drafting, publishing
from articles.errors import NotReady, WireRefused
from articles.models import Article, AuditRow, PublishedVersion, Revision, WireRecord
from articles.wire import formats, importing
from tests.base import DAY, HOUR, MINUTE, NOON, signed_in
from tests.factories import make_section, reloaded

DISPATCH = (Path(__file__).parent.parent / "files" / "dispatch.txt").read_bytes()
TEXT = DISPATCH.decode()
DATED = datetime(2024, 5, 14, 14, 20, tzinfo=UTC)
SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "dispatch-2025-02-25.txt"

pytestmark = pytest.mark.django_db


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


# A working copy ---------------------------------------------------------------------------------


def test_a_dispatch_becomes_a_working_copy_with_its_date_and_nothing_invented(editor):
    imported = bring_in(by=editor)
    article = reloaded(imported.article)
    assert imported.outcome == "created"
    assert article.dated_at == DATED
    assert article.headline == article.standfirst == article.slug == article.source == ""
    assert article.section is None
    assert article.language == "en"
    assert article.body.count("<p>") == 5
    assert article.head.kind == Revision.Kind.IMPORTED
    assert article.head.made_by == editor
    assert not PublishedVersion.objects.exists()


def test_the_record_keeps_what_came_as_it_came(editor):
    record = bring_in(by=editor).record
    record.refresh_from_db()
    assert record.date_line == "date 2024-05-14 14 May 2024 18:20 (UTC+04:00)"
    assert (record.zone, record.dated_at) == ("UTC+04:00", DATED)
    assert (record.file_name, record.encoding, record.format) == (
        "dispatch.txt", "utf-8", "plain_text",
    )  # fmt: skip
    assert (record.received_at, record.received_by) == (NOON, editor)
    assert record.text.split("\n\n")[1].startswith("Lumen Courier reports that")
    assert record.revision == record.article.head


def test_without_a_headline_it_cannot_be_published(editor):
    article = reloaded(bring_in(section=make_section("Town")).article)
    with pytest.raises(NotReady) as refused:
        publishing.publish(article, by=editor, now=NOON)
    assert str(refused.value) == "The story has no headline yet. Write one, then publish."
    assert not PublishedVersion.objects.exists()


def test_a_dispatch_of_last_year_published_today_stands_in_last_year(editor):
    article = edited(bring_in(section=make_section("Town")), headline="The lamp is lit")
    version = publishing.publish(article, by=editor, now=NOON)
    assert version.dated_at == DATED
    assert version.live_from == NOON
    assert version.path == "/2024/05/14/the-lamp-is-lit/"


def test_half_past_one_in_the_newsroom_is_of_that_day_though_utc_has_the_day_before(editor):
    text = TEXT.replace(
        "2024-05-14 14 May 2024 18:20", "2024-05-26 26 May 2024 01:30"
    )  # 21:30 on the 25th in UTC.
    article = edited(bring_in(text, section=make_section("Town")), headline="The lamp is lit")
    version = publishing.publish(article, by=editor, now=NOON)
    assert version.path == "/2024/05/26/the-lamp-is-lit/"
    with time_machine.travel(NOON, tick=False):
        assert "The lamp is lit" in Client().get("/2024/05/26/").content.decode()
        assert Client().get("/2024/05/25/").status_code == 404
        page = Client().get(version.path).content.decode()
    assert '<time datetime="2024-05-26T01:30:00+04:00">26 May 2024 01:30 (UTC+04:00)</time>' in page


def test_hostile_html_in_a_text_is_text(editor):
    hostile = '<script>alert("x")</script> <img src=x onerror=alert(1)> &lt;b&gt; & <p>no'
    imported = bring_in(f"{TEXT}\n\n{hostile}\n", section=make_section("Town"))
    article = reloaded(imported.article)
    assert "<script" not in article.body
    assert "<img" not in article.body
    assert "&lt;script&gt;" in article.body
    version = publishing.publish(edited(imported, headline="Lit"), by=editor, now=NOON)
    with time_machine.travel(NOON, tick=False):
        page = Client().get(version.path).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "&amp;lt;b&amp;gt; &amp; &lt;p&gt;no" in page
    assert "<img src=x" not in page


# What somebody confirmed ------------------------------------------------------------------------


def test_an_agency_that_nobody_confirmed_is_a_note_for_editors():
    article = reloaded(bring_in().article)
    assert article.source == ""
    assert article.note_to_editors == (
        "The text names “Lumen Courier” as its source. Confirm it before you print it."
    )


def test_an_agency_that_somebody_confirmed_is_printed():
    article = reloaded(bring_in(agency=" Lumen Courier ").article)
    assert (article.source, article.note_to_editors) == ("Lumen Courier", "")


def test_the_confirmed_language_and_section_win():
    section = make_section("Şəhər", language="az")
    article = reloaded(bring_in(language="az", section=section).article)
    assert (article.language, article.section) == ("az", section)


def test_a_language_that_the_paper_does_not_have_is_refused_with_nothing_done():
    before = row_counts()
    with pytest.raises(WireRefused, match=r"^dispatch\.txt: .*language"):
        bring_in(language="tlh")
    assert row_counts() == before


# The same text again ----------------------------------------------------------------------------


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


# A newer text -----------------------------------------------------------------------------------


def test_a_newer_text_becomes_a_revision_on_the_one_before():
    first = bring_in()
    second = bring_in(newer(), now=NOON + HOUR)
    assert second.outcome == "revised"
    assert second.article == first.article
    head = reloaded(first.article).head
    assert (head.base, head.kind) == (first.record.revision, Revision.Kind.IMPORTED)
    assert "412" in reloaded(first.article).body
    assert second.record.revision == head


def test_a_newer_text_leaves_what_readers_see_alone(editor):
    first = bring_in(section=make_section("Town"))
    version = publishing.publish(edited(first, headline="Lit"), by=editor, now=NOON)
    bring_in(newer(), now=NOON + HOUR)
    assert PublishedVersion.objects.get() == version


def test_the_old_text_after_a_newer_one_changes_nothing():
    bring_in()
    bring_in(newer())
    before = row_counts()
    assert bring_in(now=NOON + DAY).outcome == importing.UNCHANGED
    assert row_counts() == before
    assert "412" in Article.objects.get().body


def test_a_third_text_stands_on_the_second():
    bring_in()
    second = bring_in(newer())
    third = bring_in(newer(newer()).replace("412 on Wednesday", "450 on Thursday", 1))
    assert third.outcome == "revised"
    assert third.record.revision.base == second.record.revision


def test_a_newer_text_with_another_time_is_known_by_its_file_name():
    first = bring_in(file="lamp.txt")
    moved = newer().replace("18:20", "19:05")
    second = bring_in(moved, file="lamp.txt")
    assert (second.outcome, second.article) == ("revised", first.article)
    assert reloaded(first.article).dated_at == DATED + 45 * MINUTE


def test_two_dispatches_of_one_minute_stay_apart():
    first = bring_in(file="one.txt")
    other = TEXT.split("\n\n")[0] + (
        "\n\nThe ferry to Skarrow lay in port all afternoon because of the swell outside."
        "\n\nPassengers with season tickets were taken across by the pilot boat, in three turns.\n"
    )
    second = bring_in(other, file="two.txt")
    assert second.outcome == "created"
    assert second.article != first.article


def test_another_dispatch_under_a_file_name_used_before_stays_apart():
    first = bring_in(file="latest.txt")
    other = (
        "15 May 2024 09:00 (UTC+04:00)\n\nThe ferry to Skarrow lay in port all afternoon because "
        "of the swell outside.\n\nPassengers were taken across by the pilot boat.\n"
    )
    assert bring_in(other, file="latest.txt").article != first.article


def test_tomorrows_bulletin_of_one_name_and_much_the_same_words_is_a_story_of_its_own():
    first = bring_in(file="tides.txt")
    tomorrow = TEXT.replace("2024-05-14", "2024-05-15").replace("14 May", "15 May")
    second = bring_in(tomorrow, file="tides.txt")
    assert (second.outcome, second.article == first.article) == ("created", False)


# Edited meanwhile -------------------------------------------------------------------------------


def test_a_newer_text_of_an_edited_copy_waits_as_a_conflict():
    first = bring_in()
    article = edited(first, headline="The lamp is lit", body="<p>Our own words.</p>")
    second = bring_in(newer(), now=NOON + HOUR)
    assert second.outcome == "conflict"
    stands = reloaded(article)
    assert (stands.headline, stands.body) == ("The lamp is lit", "<p>Our own words.</p>")
    assert stands.head_id == article.head_id
    refused = second.record.revision
    assert refused.kind == Revision.Kind.REFUSED
    assert "412" in refused.content["body"]
    assert refused.base == first.record.revision
    assert list(importing.waiting(article)) == [second.record]


def test_a_conflict_brought_in_again_changes_nothing():
    edited(bring_in(), headline="The lamp is lit")
    bring_in(newer())
    before = row_counts()
    assert bring_in(newer()).outcome == importing.UNCHANGED
    assert row_counts() == before


def test_the_desk_settles_a_conflict(chief_editor):
    article = edited(bring_in(), headline="The lamp is lit", body="<p>Our own words.</p>")
    record = bring_in(newer(), now=NOON + HOUR).record
    address = reverse("admin:articles_article_settle", args=[article.pk, record.revision_id])
    client = signed_in(chief_editor)
    assert "412" in client.get(address).content.decode()
    choice = {"head": reloaded(article).head_id, "headline": "theirs", "body": "mine"}
    assert client.post(address, choice).status_code == 302
    stands = reloaded(article)
    assert stands.headline == "The lamp is lit"
    assert "412" in stands.body
    assert (stands.head.kind, stands.head.merged) == (Revision.Kind.MERGED, record.revision)
    record.refresh_from_db()
    assert (record.outcome, record.revision) == ("settled", stands.head)
    assert not importing.waiting(article).exists()


def test_after_a_conflict_was_settled_the_next_text_is_a_revision():
    article = edited(bring_in(), headline="The lamp is lit")
    record = bring_in(newer()).record
    merged = drafting.save(
        reloaded(article),
        {"body": record.revision.content["body"]},
        base=reloaded(article).head_id,
        by=None,
        kind=Revision.Kind.MERGED,
        merged=record.revision,
        now=NOON + HOUR,
    )
    importing.settle(record, merged)
    third = bring_in(newer().replace("412", "430"), now=NOON + DAY)
    assert third.outcome == "revised"
    assert reloaded(article).headline == "The lamp is lit"
    assert "430" in reloaded(article).body


# Without a date ---------------------------------------------------------------------------------


UNDATED = TEXT.split("\n\n", 1)[1]


def test_an_undated_dispatch_has_no_date_until_it_is_published(editor):
    imported = bring_in(UNDATED, section=make_section("Town"))
    assert imported.article.dated_at is None
    article = edited(imported, headline="The lamp is lit")
    assert publishing.publish(article, by=editor, now=NOON).dated_at == NOON


def test_an_undated_dispatch_again_changes_nothing_and_a_newer_one_revises():
    first = bring_in(UNDATED, file="one.txt")
    assert bring_in(UNDATED, file="two.txt").outcome == importing.UNCHANGED
    second = bring_in(newer(UNDATED), file="three.txt")
    assert (second.outcome, second.article) == ("revised", first.article)


def test_undated_dispatches_of_other_words_stay_apart():
    bring_in(UNDATED, file="")
    bring_in("The ferry to Skarrow lay in port all afternoon.\n", file="")
    assert Article.objects.count() == 2


# Refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "bad.txt: the file is empty"),
        (b" \r\n\n", "bad.txt: the file is empty"),
        (b"date 14 May 2024 18:20 (UTC+04:00)\n\n", "bad.txt: there is no text in the file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "bad.txt, line 1: this is a PNG picture"),
        (b"One.\n\nTwo\x00\x00\x01\x02\x00 three.", "bad.txt, line 3: a NUL byte"),
        (b"One.\n\nTwo \x07 three.", "bad.txt, line 3: the character U+0007"),
        ("One.\n\nTwo \ufffd.".encode(), "bad.txt, line 3: characters were lost"),
        (b"date yesterday at noon\n\nText.", "bad.txt, line 1: the date line cannot be read"),
        (b"date 14 May 2024 18:20\n\nText.", "bad.txt, line 1: the date line names no zone"),
        (b"date 31 June 2024 18:20 (UTC+04:00)\n\nText.", "bad.txt, line 1: the date line: "),
        (b"word " * 500_000, "bad.txt: the file is larger than 2 MB"),
        (b"word " * 20_000, "bad.txt, line 1: a paragraph of more than 50,000 characters"),
        (b"word\n\n" * 9_000, "bad.txt, line 4001: more than 2,000 paragraphs"),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_line_and_nothing_is_done(data, said):
    before = row_counts()
    with pytest.raises(WireRefused) as refused:
        importing.import_bytes(data, file="bad.txt", by=None)
    assert str(refused.value).startswith(said)
    assert row_counts() == before


def test_a_body_too_large_to_clean_is_refused_with_nothing_done():
    before = row_counts()
    with pytest.raises(WireRefused, match=r"^big\.txt"):
        bring_in("\n\n".join(["ş" * 40_000] * 8), file="big.txt")
    assert row_counts() == before


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    before = row_counts()

    def fail(*args, **kwargs):
        raise RuntimeError("the power went out")

    monkeypatch.setattr(importing.audit, "record", fail)
    with pytest.raises(RuntimeError):
        bring_in()
    assert row_counts() == before


# At once ----------------------------------------------------------------------------------------


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

    def known_together(story):
        """Both look before either writes; SQLite lets the second look only after the first."""
        found = known(story)
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


# The real one, where it lies beside the checkout ------------------------------------------------


@pytest.mark.skipif(not SEED.exists(), reason="there is no dispatch beside this checkout")
def test_the_dispatch_beside_the_checkout_is_read_at_its_address_with_exactly_its_time(editor):
    imported = bring_in(SEED.read_bytes(), file=SEED.name, section=make_section("Town"))
    article = edited(imported, headline="Test headline")
    with time_machine.travel(NOON, tick=False):
        version = publishing.publish(article, by=editor)
        page = Client().get("/2025/02/25/test-headline/")
    assert version.path == "/2025/02/25/test-headline/"
    html = page.content.decode()
    dates = re.findall(r"<time[^>]*>[^<]*</time>", html)
    exact = '<time datetime="2025-02-25T23:36:00+04:00">25 February 2025 23:36 (UTC+04:00)</time>'
    assert exact in dates
    assert html.count("<h1") == 1
    before = row_counts()
    assert bring_in(SEED.read_bytes(), file=SEED.name).outcome == importing.UNCHANGED
    assert row_counts() == before
