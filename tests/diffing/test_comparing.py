"""What an editor sees of the changes that editors make."""

import re

import pytest

from articles import diffing, richtext
from articles.diffing import likeness
from tests.diffing import reading


def compare(before: str, after: str) -> list[diffing.Row]:
    return diffing.compare(richtext.clean(before), richtext.clean(after))


def only(before: str, after: str) -> diffing.Row:
    (row,) = compare(before, after)
    assert reading.faults(row.inline) == []
    return row


def signs(html: str) -> str:
    """Words in [-…-] went and in {+…+} came, as plain text has it; nothing else is marked."""
    html = re.sub(r'<del class="diff-del"[^>]*>(.*?)</del>', r"[-\1-]", html)
    html = re.sub(r'<ins class="diff-ins"[^>]*>(.*?)</ins>', r"{+\1+}", html)
    return richtext.plain_text(html)


def kinds(rows: list[diffing.Row]) -> list[str]:
    return [row.kind for row in rows]


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        (
            "The dam holds 1,250.50 tonnes.",
            "The dam holds 1,350.50 tonnes.",
            "The dam holds [-1,250.50-]{+1,350.50+} tonnes.",
        ),
        ("She went home.", "She soon went home.", "She {+soon +}went home."),
        ("She soon went home.", "She went home.", "She [-soon -]went home."),
        ("It was, he said, late.", "It was late.", "It was[-, he said,-] late."),
        # A word that stays by chance is part of the phrase.
        (
            "A meeting of the town council was held.",
            "A session of our harbour office was held.",
            "A [-meeting of the town council-]{+session of our harbour office+} was held.",
        ),
        (
            "The mayor of Lindenau resigned on Monday.",
            "The mayor of Lindenau stepped down on Monday.",
            "The mayor of Lindenau [-resigned-]{+stepped down+} on Monday.",
        ),
        ("Evlərdə su yoxdur.", "Evlərdən su yoxdur.", "[-Evlərdə-]{+Evlərdən+} su yoxdur."),
        ("قال الوزير، اليوم.", "قال الرئيس، اليوم.", "قال [-الوزير-]{+الرئيس+}، اليوم."),
        ("東京で建設する。", "大阪で建設する。", "[-東京-]{+大阪+}で建設する。"),
        ("Good 👩‍👩‍👧!", "Good 👩‍👩‍👦!", "Good [-👩‍👩‍👧-]{+👩‍👩‍👦+}!"),
    ],
)
def test_words_are_replaced_as_somebody_would_say_it(before, after, seen):
    assert signs(only(f"<p>{before}</p>", f"<p>{after}</p>").inline) == seen


def test_a_paragraph_with_hardly_anything_in_common_is_no_mash():
    row = only(
        "<p>The ferry to the islands was late again because of the fog.</p>",
        "<p>Schools in the valley get new books and the teachers are glad of it.</p>",
    )
    assert row.kind == "changed"
    assert row.inline.count("<del") == row.inline.count("<ins") == 1


MOVABLE = ["The ferry was late again.", "Schools get new books.", "The harbour wall needs stone."]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_paragraph_that_moved_stands_where_it_was_and_where_it_is():
    one, two, three = MOVABLE
    rows = compare(paragraphs(one, two, three), paragraphs(three, one, two))
    assert kinds(rows) == ["moved", "same", "same", "moved"]
    assert "Moved here from below" in rows[0].inline
    assert "Moved further up" in rows[3].inline
    assert [(row.before_index, row.after_index) for row in rows] == [(2, 0), (0, 1), (1, 2), (2, 0)]
    assert (rows[0].before, rows[3].after) == ("", "")


def test_words_that_changed_on_the_way_are_marked_in_it():
    one, two, three = MOVABLE
    rows = compare(
        paragraphs(one, two, three), paragraphs(three.replace("stone", "wood"), one, two)
    )
    assert kinds(rows) == ["moved", "same", "same", "moved"]
    assert "[-stone-]{+wood+}" in signs(rows[0].inline)


def test_a_paragraph_that_was_split_shows_one_sign():
    before, after = (
        "<p>The ferry was late. Schools get books.</p>",
        paragraphs("The ferry was late.", "Schools get books."),
    )
    row = only(before, after)
    assert (row.kind, row.before_count, row.after_count) == ("changed", 1, 2)
    assert "late. {+¶new paragraph+}" in signs(row.inline)
    assert "<del" not in row.before + row.inline


def test_paragraphs_that_were_joined_show_one_sign():
    row = only(
        paragraphs("The ferry was late.", "Schools get books."),
        "<p>The ferry was late. Schools get books.</p>",
    )
    assert (row.kind, row.before_count, row.after_count) == ("changed", 2, 1)
    assert "<ins" not in row.after + row.inline


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<p>The mayor</p>", "<p>The <b>mayor</b></p>", "mayor (now bold)"),
        ("<p>The <em>mayor</em></p>", "<p>The mayor</p>", "mayor (no longer italic)"),
        ("<p>A report</p>", '<p>A <a href="/x">report</a></p>', "report (now a link to /x)"),
        ('<p>A <a href="/x">report</a></p>', "<p>A report</p>", "report (was a link to /x)"),
        (
            '<p>A <a href="/x">report</a></p>',
            '<p>A <a href="/y">report</a></p>',
            "report (link changed from /x to /y)",
        ),
        (
            "<h2>Walls</h2>",
            "<h3>Walls</h3>",
            "Now: heading of level 3. Before: heading of level 2.",
        ),
        (
            "<p>Words.</p>",
            "<blockquote><p>Words.</p></blockquote>",
            "Now: quote. Before: paragraph.",
        ),
        (
            "<ul><li>a</li></ul>",
            "<ol><li>a</li></ol>",
            "Now: numbered list. Before: bulleted list.",
        ),
        ("<p>a b</p>", "<ul><li>a b</li></ul>", "Now: bulleted list. Before: paragraph."),
        ("<p>قال</p>", '<p dir="rtl">قال</p>', "other direction of writing"),
        ("<p>in 5 km there</p>", "<p>in 5&nbsp;km there</p>", "(other spaces)"),
    ],
)
def test_what_is_formatted_otherwise_says_how(before, after, said):
    row = only(before, after)
    assert row.kind == "format"
    assert said in richtext.plain_text(row.inline)
    assert said in richtext.plain_text(row.before)


def test_tables_are_compared_by_rows_and_cells():
    head, anna = "<tr><th>Name</th><th>Votes</th></tr>", "<tr><td>Anna</td><td>10</td></tr>"
    before = f"<table>{head}{anna}<tr><td>Bela</td><td>12</td></tr></table>"
    after = f"<table>{head}<tr><td>Anna</td><td>11</td></tr><tr><td>Cid</td><td>3</td></tr></table>"
    row = only(before, after)
    assert "<td>Anna</td><td><del" in row.inline
    assert "[-Bela-]{+Cid+}" in signs(row.inline)
    assert row.inline.startswith('<div class="table-scroll" role="group" tabindex="0"')


def test_a_row_is_known_by_its_first_cell_whatever_else_changed():
    rows = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    before = [("Spring", 1, 2), ("Summer", 310, 4_200), ("Autumn", 95, 3_050)]
    after = [("Spring", 1, 2), ("Autumn", 12, 310), ("Summer", 315, 4_400), ("Winter", 2, 9)]
    row = only(
        *(f"<table>{''.join(rows.format(*r) for r in each)}</table>" for each in (before, after))
    )
    assert row.inline.count("Moved") == 2
    assert "[-310-]{+315+}" in signs(row.inline)
    assert row.inline.count('<tr class="diff-added">') == 1
    assert "diff-removed" not in row.inline


def test_a_column_that_came_is_marked_cell_by_cell():
    rows = [("Name", "Votes"), ("Anna", "10"), ("Bela", "12")]
    before = "".join(f"<tr><td>{one}</td><td>{two}</td></tr>" for one, two in rows)
    after = "".join(f"<tr><td>{one}</td><td>new</td><td>{two}</td></tr>" for one, two in rows)
    row = only(f"<table>{before}</table>", f"<table>{after}</table>")
    assert row.inline.count('<td class="diff-added">') == 3
    assert "<del" not in row.inline


def test_an_item_of_a_list_comes_and_goes_by_itself():
    row = only(
        "<ul><li>Apples</li><li>Pears</li></ul>",
        "<ul><li>Apples</li><li>Pears</li><li>Plums and quinces</li></ul>",
    )
    assert '<li class="diff-added"><span class="visually-hidden">Added: </span>Plums' in row.inline


def test_languages_and_directions_stay_on_both_sides():
    row = only('<p dir="rtl" lang="ar">قال الوزير.</p>', '<p dir="rtl" lang="ar">قال الرئيس.</p>')
    for html in (row.before, row.after, row.inline):
        assert html.startswith('<p dir="rtl" lang="ar">')


def test_a_link_is_not_cut_where_a_word_in_it_changed():
    row = only(
        '<p>See <a href="/x">the old plan</a>.</p>', '<p>See <a href="/x">the new plan</a>.</p>'
    )
    assert row.inline.count("<a ") == 1


def test_a_break_of_a_line_that_became_a_space_is_a_sign_alone():
    row = only("<p>Harbour office<br>Lindenau</p>", "<p>Harbour office Lindenau</p>")
    assert signs(row.inline) == "Harbour office[-↵new line-] Lindenau"


def test_only_spaces_that_nobody_sees_are_no_change():
    rows = compare("<p>The  ferry\nwas late.</p>", "<p>The ferry was late.</p>")
    assert kinds(rows) == ["same"]


def test_a_field_keeps_its_lines_and_shows_no_tags():
    row = diffing.text("One <b>\nTwo", "One <b>\nThree")
    assert row.kind == "changed"
    assert row.inline.startswith("One &lt;b&gt;<br><del")
    assert diffing.text("", "x").kind == "added"
    assert diffing.text("x", "").kind == "removed"
    assert diffing.text("", "").kind == "same"


def test_the_cost_of_pairing_grows_with_the_blocks_and_not_with_their_square(monkeypatch):
    looked_at = []
    monkeypatch.setattr(likeness, "likeness", lambda *bags: looked_at.append(bags) or 0)
    before = "".join(f"<p>same words again {n}</p>" for n in range(2_000))
    after = "".join(f"<p>same words {n} and again</p>" for n in range(1, 2_002))
    rows = diffing.compare(before, after)
    assert len(rows) == 4_001
    assert len(looked_at) < 3 * 2_001


def test_many_blocks_alike_that_all_changed_stay_in_their_places():
    before = "".join(f"<p>The same words again and again {n}</p>" for n in range(100))
    after = "".join(f"<p>The same words again and again {n}</p>" for n in range(900, 1_000))
    rows = diffing.compare(before, after)
    assert [(row.kind, row.before_index) for row in rows] == [("changed", n) for n in range(100)]


def test_a_link_cut_by_thousands_of_changes_has_its_long_address_once():
    address = f"/{'x' * 1_900}"
    before = f'<p><a href="{address}">{"unchanging a " * 500}</a></p>'
    row = diffing.compare(before, f"<p>{'unchanging b ' * 500}</p>")[0]
    assert row.inline.count("<del") == row.inline.count("<ins") == 500
    assert row.inline.count(address) == 1


_ONE = "0b7a4f5e-51f5-4d6c-9c3e-3f0a6f0f1a21"
_OTHER = "0b7a4f5e-51f5-4d6c-9c3e-3f0a6f0f1a22"


def _figure(uid: str, said: str = "", inner: str = "") -> str:
    return f'<figure data-image="{uid}"{said}>{inner}</figure>'


def test_another_picture_is_a_change_and_named_where_the_page_knows_a_name():
    [row] = diffing.compare(_figure(_ONE), _figure(_OTHER))
    assert row.kind == "changed"
    assert "Now: a picture. Before: a picture." in row.after
    [row] = diffing.compare(
        _figure(_ONE, ' data-name="Boat"'), _figure(_OTHER, ' data-name="Quay"')
    )
    assert "Now: “Quay”. Before: “Boat”." in row.inline


def test_what_is_said_of_a_picture_is_a_change_in_words():
    [row] = diffing.compare(_figure(_ONE), _figure(_ONE, ' data-align="wide" data-alt="A boat"'))
    assert row.kind == "changed"
    assert "Now: wide. Before: as wide as the text." in row.after
    assert "Alternative text of this use: “A boat”." in row.after


def test_a_picture_without_a_word_is_known_again_where_it_moved():
    between = "<p>Nine boats left the harbour.</p><p>Fog came after noon and stayed.</p>"
    rows = diffing.compare(_figure(_ONE) + between, between + _figure(_ONE))
    assert [row.kind for row in rows] == ["moved", "same", "same", "moved"]


def test_captions_are_compared_as_text():
    one, other = "<figcaption>The old boat</figcaption>", "<figcaption>The new boat</figcaption>"
    [row] = diffing.compare(_figure(_ONE, "", one), _figure(_ONE, "", other))
    assert ">old<" in row.before and ">new<" in row.after
