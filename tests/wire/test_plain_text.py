"""A dispatch in plain text: its date line, its paragraphs, and what may be suggested from it."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.errors import WireRefused
from articles.wire import formats
from articles.wire.formats import plain_text
from articles.wire.formats.decoding import MAX_BYTES
from articles.wire.formats.story import suggested_agency, suggested_language

FILES = Path(__file__).parents[1] / "files"
SEED = Path(__file__).parents[3] / "shared" / "seed"
MOMENT = datetime(2024, 5, 14, 18, 20, tzinfo=timezone(timedelta(hours=4)))
DATE_LINE = "date 2024-05-14 14 May 2024 18:20 (UTC+04:00)"
BODY = "The lamp was lit.\n\nThe band played."


def read(text: str, **options):
    return plain_text.read(text.encode(), file="lamp.txt", **options)


def test_a_dispatch_is_read_whole():
    story = formats.read((FILES / "dispatch.txt").read_bytes(), file="dispatch.txt")
    assert story.format == "plain_text"
    assert story.file_name == "dispatch.txt"
    assert story.headline == ""
    assert story.dated_at == MOMENT
    assert story.date_line == DATE_LINE
    assert story.zone == "UTC+04:00"
    assert len(story.paragraphs) == 5
    assert (story.agency, story.language, story.encoding) == ("Lumen Courier", "en", "utf-8")


@pytest.mark.parametrize("path", sorted(SEED.glob("*.txt")) or [None])
def test_a_real_dispatch_is_read_where_one_is_at_hand(path):
    if path is None:
        pytest.skip("no real dispatch beside this checkout")
    story = formats.read(path.read_bytes(), file=path.name)
    assert story.dated_at.isoformat() == "2025-02-25T23:36:00+04:00"
    assert story.zone == "UTC+04:00"
    assert len(story.paragraphs) > 3


@pytest.mark.parametrize(
    ("name", "language", "agency"),
    [
        ("dispatch_az.txt", "az", "Lümen Xəbərləri"),
        ("dispatch_tr.txt", "tr", "Lümen Postası"),
        ("dispatch_ru.txt", "ru", "Вестник гавани"),
        ("dispatch_ar.txt", "ar", ""),
    ],
)
def test_dispatches_in_the_other_languages_are_read(name, language, agency):
    story = formats.read((FILES / name).read_bytes())
    assert story.dated_at.strftime("%Y-%m-%d %H:%M") == "2024-05-14 18:20"
    assert (story.language, story.agency, len(story.paragraphs)) == (language, agency, 3)


@pytest.mark.parametrize(
    "line",
    [
        DATE_LINE,
        " " + DATE_LINE,
        "date 14 May 2024 18:20 (UTC+04:00)",
        "2024-05-14 14 May 2024 18:20 (UTC+04:00)",
        "14 May 2024 18:20 (UTC+04:00)",
        "date 2024-05-14 18:20 +0400",
        "date 2024-05-14 2024-05-14T18:20:00+04:00",
        "Date: 14 May 2024 18:20 (UTC+04:00)",
        "DATE 14 May 2024 18:20 (UTC+04:00)",
        "2024-05-14T18:20:00+04:00",
        "date\t2024-05-14\t14 May 2024 18:20 (UTC+04:00)",
        "date ٢٠٢٤-٠٥-١٤ ١٤ مايو ٢٠٢٤ ١٨:٢٠ (UTC+04:00)",
    ],
)
def test_the_word_and_the_iso_day_are_each_optional(line):
    story = read(f"\n\n{line}\n\n{BODY}")
    assert story.dated_at == MOMENT
    assert story.paragraphs == ("The lamp was lit.", "The band played.")


@pytest.mark.parametrize(
    "first",
    [
        "14 May 2024 was a quiet day in Port Lumen.",
        "14 May 2024 18:20 the band began to play.",
        "31 February 2024 was invented by the band.",
        "Monday 14 May 2024 was no Monday.",
        "Dates grow in the keeper's garden.",
        "Date palms grow in the keeper's garden.",
        "May 2024",
        "14 May 2024",
    ],
)
def test_prose_that_looks_like_a_date_is_text(first):
    story = read(f"{first}\n\n{BODY}")
    assert (story.dated_at, story.date_line, story.zone) == (None, "", "")
    assert story.paragraphs[0] == first


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("date the day before yesterday", "cannot be read; write it like “date 2024-05-14 14 May"),
        ("date", "cannot be read; write it like"),
        ("date 2024-05-14", "names no time; write it like"),
        ("date 14 May 2024 18:20", r"names no zone; add it at the end, like \(UTC\+04:00\)"),
        ("14 May 2024 18:20", "names no zone"),
        ("14 May 2024 18:20 (BST)", "means several"),
        ("date 2024-05-15 14 May 2024 18:20 (UTC+04:00)", "two different days"),
        ("date 31 February 2024 18:20 (UTC+04:00)", "no calendar"),
        ("14 May 2024 25:61 (UTC+04:00)", "no calendar"),
        ("date " + "9" * 1_000_000, "cannot be read"),
    ],
)
def test_a_date_line_that_cannot_be_trusted_is_refused_with_what_to_write(line, says):
    with pytest.raises(WireRefused, match=rf"^lamp\.txt, line 2: .*{says}"):
        read(f"\n{line}\n\n{BODY}")


def test_the_newsrooms_zone_may_stand_in_for_a_missing_one():
    story = read(f"14 May 2024 18:20\n\n{BODY}", zone=UTC)
    assert (story.dated_at, story.zone) == (datetime(2024, 5, 14, 18, 20, tzinfo=UTC), "UTC+00:00")


def test_broken_lines_join_and_blank_lines_part():
    assert read("The lamp\n  was lit.\n \t\nThe band\nplayed.\n\n\n").paragraphs == (
        "The lamp was lit.",
        "The band played.",
    )


def test_long_lines_without_blank_ones_are_paragraphs_each():
    long_line = "The lamp was lit again. " * 8
    assert len(read(f"{DATE_LINE}\n{long_line}\n{long_line}\nThe end.").paragraphs) == 3


def test_short_lines_without_blank_ones_are_one_paragraph():
    assert read(f"{DATE_LINE}\nThe lamp\nwas lit.").paragraphs == ("The lamp was lit.",)


def test_overrides_go_and_marks_that_are_spelling_stay():
    story = read("\ufeffabc\u202edef\u202c gh\u2066i\u2069 la\u00admp \u200fمى\u200cم 10\u00a0km")
    assert story.paragraphs == ("abcdef ghi lamp \u200fمى\u200cم 10\u00a0km",)


@pytest.mark.parametrize("text", [DATE_LINE, f"{DATE_LINE}\n\n \u202e\n", "\u200b\n"])
def test_a_text_without_paragraphs_is_refused(text):
    with pytest.raises(WireRefused, match="no text"):
        read(text)


def test_an_unknown_format_is_refused():
    with pytest.raises(WireRefused, match=r"^a\.bin: no reader for the format “carrier pigeon”"):
        formats.read(b"lamp", format="carrier pigeon", file="a.bin")


def test_the_fingerprint_is_of_the_words_and_the_instant_not_of_the_bytes():
    text = "14 мая 2024 18:20 (UTC+04:00)\n\nМаяк снова зажгли.\n\nИграл оркестр."
    same = [
        text.encode(),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        text.encode("windows-1251"),
        text.replace("\n", "\r\n").encode(),
        text.replace("снова ", "снова\n").encode(),
        text.replace("14 мая 2024 18:20 (UTC+04:00)", "date 2024-05-14 14:20 UTC").encode(),
    ]
    assert len({plain_text.read(data, file=str(n)).fingerprint for n, data in enumerate(same)}) == 1


def test_another_word_or_another_minute_is_another_fingerprint():
    texts = [f"{DATE_LINE}\n\n{BODY}", f"{DATE_LINE}\n\n{BODY} Twice.", BODY]
    texts.append(texts[0].replace("18:20", "18:21"))
    assert len({read(text).fingerprint for text in texts}) == 4


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("Lumen Courier reports that the lamp is lit.", "Lumen Courier"),
        ("Harbour News Agency reported: the lamp is lit.", "Harbour News Agency"),
        ("The lamp is lit, reports Lumen Courier.", "Lumen Courier"),
        ("According to the Lumen Courier news agency, the lamp is lit.", "Lumen Courier"),
        ("Bu barədə Liman Xəbərləri xəbər verir.", "Liman Xəbərləri"),
        ("Lampa yandırılıb, Lümen-Xəbər məlumat verir.", "Lümen-Xəbər"),
        ("Lümen Postası bildirdi: lamba yandı.", "Lümen Postası"),
        ("Маяк зажгли, сообщает Гавань.", "Гавань"),
        ("По данным агентства «Свет и море», маяк зажгли.", "Свет и море"),
        ("The keeper reports to the mayor.", ""),
        ("He reports that the lamp is lit. Police reported: nothing.", ""),
        ("According to the keeper, the lamp is lit.", ""),
        ("One Two Three Four Five Six reports that the lamp is lit.", ""),
        ("Lumen Courier reports that it is lit, reports Harbour News.", ""),
        ("The lamp is lit.", ""),
    ],
)
def test_an_agency_is_suggested_only_where_one_name_is_plain(paragraph, agency):
    assert suggested_agency([paragraph]) == agency


def test_a_source_after_the_third_paragraph_is_not_suggested():
    assert suggested_agency(["The lamp."] * 3 + ["Lumen Courier reports that it is lit."]) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Lamp",
        "Der Leuchtturm wurde nach zwei Jahren wieder angezündet und viele Leute kamen.",
        "Маяк знову запалили після двох років ремонту, і на набережну прийшли люди з її кінців.",
        "فانوس دریایی پس از دو سال تعمیر دوباره روشن شد و گروهی از مردم در بندر گرد آمدند",
        "1234567890 " * 10,
    ],
)
def test_no_language_is_suggested_when_unsure(text):
    assert suggested_language(text) == ""


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_paragraphs_or_a_refusal(text):
    try:
        story = plain_text.read(text.encode(errors="replace"))
    except WireRefused:
        return
    assert story.paragraphs and all(part == part.strip() != "" for part in story.paragraphs)
    assert len(story.fingerprint) == 64


LINES = ["a", "\n", "a\n\n", "a\n", " \t", "A ", "date ", "1", "\u202e", "ə\u0301", "reports "]
PARAGRAPHS = [("A" * 39 + " ") * 1_000 + "\n\n", "Ab " * 15_000 + "\n\n", "«a" * 20_000 + "\n\n"]


@pytest.mark.parametrize("unit", LINES + PARAGRAPHS)
def test_two_megabytes_are_read_or_refused_quickly(unit):
    started = time.process_time()
    with suppress(WireRefused):
        assert plain_text.read((unit * (MAX_BYTES // len(unit.encode()))).encode()).fingerprint
    assert time.process_time() - started < 1
