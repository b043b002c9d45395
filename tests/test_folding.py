"""One folding for slugs, search and duplicates, in every habit of Unicode."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.folding import containment, fold, slugify, words

LAMP = "The lighthouse of Port Lumen was lit again after two years of repairs by the harbour school"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Şəki ŞƏHƏRİ", "seki seheri"),
        ("İstanbul ISPARTA ılıq", "istanbul isparta iliq"),
        ("Göyçay, ağ çörək", "goycay, ag corek"),
        ("straße Łódź Ærø Þór đồng", "strasse lodz aero thor dong"),
        ("Ёлка, ЙОД и за́мок", "елка, йод и замок"),
        ("مُحَمَّد أحمد إلى آخر مـــيناء", "محمد احمد الي اخر ميناء"),
        ("٢٠٢٤ ２０２４", "2024 2024"),
        ("harbour’s\u00a0 lamp\n\tlit", "harbour's lamp lit"),
        ("soft\u00adhyphen \u202eover\u202c", "softhyphen over"),
        ("ﬁrst ①", "first 1"),
    ],
)
def test_readers_find_a_word_however_it_is_typed(written, folded):
    assert fold(written) == folded


def test_composed_and_decomposed_letters_fold_alike():
    text = "Şəki gölü, Ёлка, ảnh"
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_marks_of_other_scripts_stay():
    assert fold("हिन्दी") == "हिन्दी"
    assert fold("ѓ") == "ѓ"


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Şəki: yeni küçələr!", "seki-yeni-kuceler"),
        ("The harbour’s lamp isn't out", "the-harbours-lamp-isnt-out"),
        ("Маяк снова зажгли", "маяк-снова-зажгли"),
        ("ميناء لومن", "ميناء-لومن"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("50% of 1,000 / day?", "50-of-1-000-day"),
        ("Lamp 💡👍🏽 lit", "lamp-lit"),
        ("💡", "story"),
        ("", "story"),
        ("../..//?#", "story"),
        ("ab\u202edc\u0000ef", "abdc-ef"),
        ("\u0301lamp", "lamp"),
    ],
)
def test_a_headline_becomes_the_end_of_an_address(headline, slug):
    assert slugify(headline) == slug


@settings(deadline=None)
@given(st.text(), st.integers(5, 80))
def test_a_slug_is_stable_and_holds_only_letters_marks_digits_and_single_hyphens(text, length):
    slug = slugify(text, max_length=length)
    assert slugify(slug, max_length=length) == slug
    assert 0 < len(slug) <= length
    assert not slug.startswith("-") and not slug.endswith("-") and "--" not in slug
    assert {unicodedata.category(letter)[0] for letter in slug.replace("-", "")} <= set("LMN")
    assert unicodedata.is_normalized("NFC", slug)


def test_a_long_slug_ends_with_a_whole_word():
    assert slugify("lamp " * 40, max_length=22) == "lamp-lamp-lamp-lamp"
    assert slugify("lamp " * 40, max_length=19) == "lamp-lamp-lamp-lamp"


def test_one_long_word_is_cut_where_it_must_be():
    assert slugify("a " + "b" * 200) == "a-" + "b" * 78


def test_words_are_folded_and_keep_their_apostrophes_inside():
    assert words("Bakı'da — “ılıq” (2024)") == ["bakida", "iliq", "2024"]


def test_a_longer_text_of_the_same_dispatch_contains_the_first():
    newer = LAMP + ". Children under twelve pay nothing."
    assert containment(LAMP, newer) == containment(newer, LAMP) == 1.0


def test_other_words_share_nothing():
    assert containment(LAMP, "The band played three marches and a waltz on the pier") == 0.0
    assert containment(LAMP, "") == containment("", "") == 0.0


def test_a_reworded_text_lies_between():
    assert 0.3 < containment(LAMP, LAMP.replace("repairs", "work")) < 0.95


def test_very_short_texts_compare_as_a_whole():
    assert containment("lamp lit", "the LAMP LIT again") == 1.0
    assert containment("lamp", "lit") == 0.0


@settings(deadline=None)
@given(st.text(), st.text())
def test_containment_is_a_share_and_has_no_sides(a, b):
    assert 0.0 <= containment(a, b) == containment(b, a) <= 1.0


@pytest.mark.parametrize("hostile", ["ə\u0301" * 200_000, "\u0301" * 400_000, "a\u202e" * 200_000])
def test_hostile_text_folds_in_linear_time(hostile):
    started = time.process_time()
    fold(hostile), slugify(hostile), containment(hostile, hostile)
    assert time.process_time() - started < 2
