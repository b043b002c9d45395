"""Bytes become the text that was written, or are refused."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.errors import WireRefused
from articles.wire.formats.decoding import MAX_BYTES, check_size, decode

FILES = Path(__file__).parents[1] / "files"


def sample(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


ENGLISH, AZERBAIJANI, TURKISH, RUSSIAN, ARABIC = (
    sample(f"dispatch{language}.txt") for language in ("", "_az", "_tr", "_ru", "_ar")
)
UNICODE = ["utf-8", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("text", [ENGLISH, AZERBAIJANI, TURKISH, RUSSIAN, ARABIC])
def test_unicode_is_read_without_a_mark(text, encoding):
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", UNICODE)
def test_a_byte_order_mark_is_read_and_dropped(encoding):
    assert decode(("\ufeff" + AZERBAIJANI).encode(encoding)) == (AZERBAIJANI, encoding)


@settings(deadline=None)
@given(st.lists(st.sampled_from(RUSSIAN.splitlines()[2::2]), min_size=1))
def test_russian_in_windows_1251_comes_out_right(paragraphs):
    text = "\n\n".join(paragraphs)
    assert decode(text.encode("windows-1251")) == (text, "windows-1251")


@settings(deadline=None)
@given(st.lists(st.sampled_from(TURKISH.splitlines()[2::2]), min_size=1))
def test_turkish_in_windows_1254_comes_out_right(paragraphs):
    text = "\n\n".join(paragraphs)
    assert decode(text.encode("windows-1254")) == (text, "windows-1254")


@pytest.mark.parametrize(
    "text",
    [
        "“We counted the minutes” – it’s lit… a café costs €5\n",
        "The keeper’s lamp\n",
        "Ærø — smørrebrød\n",
    ],
)
def test_western_quotes_and_dashes_come_out_right(text):
    assert decode(text.encode("windows-1252"))[0] == text


@pytest.mark.parametrize(
    "text", ["МАЯК СНОВА ЗАЖГЛИ", "Маяк «Ёлка» открыт", "The sign said «Маяк открыт»"]
)
def test_short_russian_comes_out_right(text):
    assert decode(text.encode("windows-1251")) == (text, "windows-1251")


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_line_ends_of_every_system_become_one(newline):
    assert decode(f"lamp{newline}lit{newline}".encode())[0] == "lamp\nlit\n"


def test_the_dos_end_of_file_is_dropped():
    assert decode(b"lamp\x1a")[0] == "lamp"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859-5"),
        (ARABIC, "cp1256"),
        ("Ο φάρος της πόλης άναψε ξανά και ήρθαν στο λιμάνι", "cp1253"),
        ("Zażółć gęślą jaźń, lampę naprawiono w mieście", "cp1250"),
        ("灯塔重新点亮，人们来到港口", "gbk"),
        (RUSSIAN, "utf-32"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused_rather_than_garbled(text, encoding):
    with pytest.raises(WireRefused, match="UTF-8"):
        decode(text.encode(encoding, "ignore"))


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1a"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(WireRefused, match=r"^a\.txt: the file is empty$"):
        decode(data, file="a.txt")


def test_too_large_a_file_is_refused_before_it_is_read():
    with pytest.raises(WireRefused, match="larger than 2 MB"):
        check_size(MAX_BYTES + 1, "a.txt")
    with pytest.raises(WireRefused, match="larger than 2 MB"):
        decode(b"a" * (MAX_BYTES + 1))
    check_size(MAX_BYTES)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 lamp",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 20,
        b"\xff\xd8\xff\xe0 lamp",
        b"PK\x03\x04lamp",
        b"\xd0\xcf\x11\xe0lamp",
        b"{\\rtf1 lamp}",
        b"\x00" * 100,
        bytes(range(256)) * 4,
    ],
)
def test_a_file_that_is_no_text_is_refused(data):
    with pytest.raises(WireRefused, match=r"^a\.txt, line [0-9]+: "):
        decode(data, file="a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"one\r\ntwo\r\nla\x00mp",
        b"one\ntwo\nla\x1bmp",
        "one\ntwo\nla\x92mp".encode(),
        "one\ntwo\nla\ufffdmp".encode(),
        "one\ntwo\nla\uffffmp".encode(),
        "Şəki\nmaяк\nla".encode() + b"\xff" + "mp şəki".encode(),
        "one\ntwo\n".encode("utf-16") + b"\x00\xd8mp",
        "Şəki\nmaяк\nмая".encode()[:-1],
    ],
)
def test_damage_is_refused_with_its_line(data):
    with pytest.raises(WireRefused) as caught:
        decode(data, file="a.txt")
    assert (caught.value.file, caught.value.line) == ("a.txt", 3)


def test_two_encodings_in_one_file_are_refused():
    with pytest.raises(WireRefused, match="line 2: this is not UTF-8 throughout"):
        decode("Маяк снова зажгли\n".encode() + "Маяк снова зажгли".encode("windows-1251"))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_clean_text_or_a_refusal(data):
    try:
        text, _ = decode(data)
    except WireRefused:
        return
    assert "\x00" not in text and "\r" not in text and "\ufffd" not in text


@pytest.mark.parametrize("unit", [b"\xc0", b"a \xe9 ", b"a\x00", b"\xd0\x90", b"\n", b"\xe9a1"])
def test_two_megabytes_are_judged_quickly(unit):
    started = time.process_time()
    with suppress(WireRefused):
        decode(unit * (MAX_BYTES // len(unit)))
    assert time.process_time() - started < 1
