"""Plain text and the counting of words; the column, its form field and its editor."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError

from articles import richtext

# Plain text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One &amp; two</p>\n<p>three</p>", "One & two\n\nthree"),
        ("<h2>Head</h2><p>a<br>b\nc</p>", "Head\n\na\nb c"),
        ("<ul><li>x</li><li><b>y</b>z</li></ul>", "x\n\nyz"),
        ("<p>a</p><script>alert(1)</script><!-- b -->", "a"),
        ("<p>&lt;b&gt;</p>", "<b>"),
        (None, ""),
    ],
)
def test_plain_text_is_the_words_in_paragraphs(html, text):
    assert richtext.plain_text(html) == text


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>It rained in Lindenau.</p><p>Again</p>", 5),
        ("<p>Шёл дождь — весь день</p>", 4),
        ("<p>هَطَلَ المَطَرُ، طَوالَ اليَوم</p>", 4),
        ("<p>well-known o’clock 3.5</p>", 3),
        ("<p>…&nbsp;— !</p>", 0),
        ('<p>It rained.</p><aside data-kind="pull-quote"><p>It rained.</p></aside><p>Yes.</p>', 3),
        ('<aside data-kind="fact-box"><p>It rained.</p></aside>', 2),
        ("", 0),
    ],
)
def test_words_are_counted_in_every_script(html, words):
    assert richtext.word_count(html) == words


def test_paragraphs_of_plain_text_are_escaped_and_their_lines_joined():
    html = richtext.from_paragraphs(["One\r\ntwo  <three> & four", " \n ", "five"])
    assert html == "<p>One two &lt;three&gt; &amp; four</p><p>five</p>"


# The field --------------------------------------------------------------------------------------


def test_the_field_is_the_same_one_for_migrations():
    name, path, args, kwargs = richtext.BodyField("text", name="body", blank=True).deconstruct()
    assert (name, path, args) == ("body", "articles.richtext.BodyField", [])
    assert kwargs == {"verbose_name": "text", "blank": True}


def test_a_form_cleans_and_says_why_it_refuses():
    field = richtext.BodyField(blank=True).formfield()
    assert field.clean("<p onclick=x>a</p>") == "<p>a</p>"
    with pytest.raises(ValidationError, match="larger than 500 kB"):
        field.clean("x" * (richtext.MAX_BYTES + 1))


def test_the_admin_cannot_take_the_editor_away():
    field = richtext.BodyField().formfield(widget=forms.Textarea)
    assert isinstance(field.widget, richtext.RichTextWidget)


def test_the_editor_is_drawn_with_our_template_and_configuration():
    html = richtext.BodyField().formfield().widget.render("body", "<p>x</p>", {"id": "id_body"})
    assert "style=" not in html
    assert "&lt;p&gt;x&lt;/p&gt;" in html
    assert "ckeditor-contents" in html
    assert "exportpdf" in html


def test_what_the_editor_lets_through_the_server_keeps():
    config = richtext.RichTextWidget().config
    named = set(re.findall(r"[a-z][a-z0-9]*", re.sub(r"\[[^]]*\]", "", config["allowedContent"])))
    assert named == richtext.ELEMENTS
    assert config["versionCheck"] is False
