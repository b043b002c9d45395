"""A dispatch becomes a working copy with its own date, and is never in print by itself."""

import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from articles import publishing
from articles.errors import NotReady, WireRefused
from articles.models import PublishedVersion, Revision
from articles.wire import importing
from tests.base import NOON
from tests.factories import make_section, reloaded
from tests.wire.dispatches import DATED, TEXT, bring_in, edited, row_counts

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "dispatch-2025-02-25.txt"

pytestmark = pytest.mark.django_db


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
