"""What is one word, number or sign, in every script."""

import pytest

from articles.diffing.tokens import tokens


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text) if not token.is_space]


@pytest.mark.parametrize(
    "text",
    [
        "I don't pay € 1,250.50 for well-known U.S. walls",
        "10\xa0000 at 10:30 on 2026-05-12",
        "https://keldavar.example/a?b=c,d#e",
        "newsdesk@keldavar",
        "Şəkidə yağış yağdı",
        "Она сказала",
        "قالَ الرئيسُ إنّ ١٬٢٥٠٫٥٠ درهم",
        "می‌خواهم",
        "क्षत्रिय",
        "e\u0301te\u0301 a\u030a",
        "👩‍👩‍👧 🇦🇿 🇹🇷 👍🏽 ♥️ 1️⃣ 🏴\U000e0067\U000e0062\U000e007f",
        "データセンター",
    ],
)
def test_each_of_these_is_one(text):
    assert words(text) == text.split(" ")


def test_scripts_without_spaces_are_taken_sign_by_sign():
    assert words("東京で建設。") == ["東", "京", "で", "建", "設", "。"]
    assert words("สวัสดี") == ["ส", "วั", "ส", "ดี"]


def test_flags_and_signs_stand_for_themselves():
    assert words("🇦🇿🇹🇷 (a), 5%") == ["🇦🇿", "🇹🇷", "(", "a", ")", ",", "5", "%"]


def test_a_letter_and_its_mark_are_the_same_however_they_are_written():
    assert next(tokens("e\u0301")).key == next(tokens("é")).key


@pytest.mark.parametrize(
    "text",
    ["a" + "\u0301" * 200_000, "http://" + "." * 100_000, "a.a." * 50_000, "1," * 100_000],
    ids=["marks", "address of dots", "letters and dots", "digits and commas"],
)
def test_long_runs_are_read_once(text):
    assert "".join(token.text for token in tokens(text)) == text
