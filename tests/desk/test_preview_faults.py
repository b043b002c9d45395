"""The preview of a form that would not save: shown as far as it goes, and what is wrong is said."""

import pytest

from tests import base, factories
from tests.desk import pages
from tests.desk.test_preview import NEW, opened, preview, text_of

pytestmark = pytest.mark.django_db


def faults(client, article, **typed) -> str:
    return text_of(preview(client, article, "faults", **typed))


def test_a_headline_that_is_not_written_is_said_to_be_so(at_desk):
    article = factories.make_article()
    for way in ("article", "card", "search", "social", "print"):
        assert "[No headline yet]" in text_of(preview(at_desk, article, way, headline="")), way


def test_an_empty_form_has_a_preview(at_desk):
    article = factories.make_article(headline="Ferry runs")
    assert "[No headline yet]" in text_of(at_desk.post(NEW, {}))
    assert at_desk.post(pages.room(article, "preview"), {}).status_code == 200


def test_a_name_that_nobody_has_is_shown_as_typed(at_desk):
    author = factories.make_author("Ines Varrow")
    article = factories.make_article()
    typed = {"bylines-name": ["ines varrow", "Nobody Known"], "bylines-role": ["", "photographs"]}
    text = text_of(preview(at_desk, article, **typed))
    assert f'href="{author.get_absolute_url("en")}">Ines Varrow</a>' in text
    assert "Nobody Known" in text and "photographs" in text
    assert "Nobody Known" in faults(at_desk, article, **typed)
    assert "Ines Varrow, Nobody Known" in text_of(preview(at_desk, article, "card", **typed))


def test_a_date_that_cannot_be_is_said_and_the_saved_one_shown(at_desk):
    article = factories.make_article(dated_at=base.NOON)
    typed = {"dated_at_0": "2025-02-31", "dated_at_1": "12:00", "headline": "Ferry stands still"}
    assert "<li>Dated: " in faults(at_desk, article, **typed)
    text = text_of(preview(at_desk, article, **typed))
    assert "10 March 2025 14:00" in text and "Ferry stands still" in text


def test_a_text_that_is_too_long_is_shown_as_typed(at_desk):
    article = factories.make_article()
    assert "x" * 301 in text_of(preview(at_desk, article, headline="x" * 301))
    assert "<li>Headline: " in faults(at_desk, article, headline="x" * 301)


@pytest.mark.parametrize("body", ["<p>" + "long " * 130_000 + "</p>", "<b>" * 2000 + "deep"])
def test_a_body_that_is_refused_is_said_and_the_saved_one_shown(at_desk, body):
    article = factories.make_article(body="<p>The boat is blue.</p>")
    assert "<li>Body: " in faults(at_desk, article, body=body)
    assert "The boat is blue." in text_of(preview(at_desk, article, body=body))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "nul \0 nul"),
        ("body", "<p>nul \0 nul</p>"),
        ("slug", "nul \0 nul"),
        ("bylines-name", ["nul \0 nul"]),
        ("bylines-name", ["Somebody"] * 60),
        ("section", "999999"),
        ("section", "9" * 60),
        ("topics", ["x", "-1", "0"]),
        ("lead_image", "²"),
        ("language", "xx"),
        ("genre", "nonsense"),
        ("urgency", "9" * 60),
        ("dated_at_0", "0001-01-01"),
        ("dated_at_1", "25:61"),
        ("base", "nul \0"),
        ("uid", "x"),
        ("show", "nonsense"),
        ("theme", "<b>"),
    ],
)
def test_what_cannot_be_read_breaks_no_preview(at_desk, field, value):
    article = factories.make_article(body="<p>The boat is blue.</p>")
    typed = {field: value, "bylines-role": [""] * 60, "standfirst": "Typed words."}
    if field == "dated_at_0":
        typed["dated_at_1"] = "00:00"
    for story in (article, None):
        text = text_of(preview(at_desk, story, **typed))
        assert "Typed words." in text and "\0" not in text


def test_a_section_that_one_may_not_choose_is_left_out(town):
    sport = factories.make_section("Sport")
    reporter = base.person("reporter", section=town)
    article = factories.make_article(section=town, by=reporter)
    client = base.signed_in(reporter)
    text = text_of(preview(client, article, section=str(sport.pk)))
    assert town.name in text and "Sport" not in text
    assert "<li>Section: " in faults(client, article, section=str(sport.pk))


def test_faults_stand_above_the_page_in_a_window_of_its_own_and_not_in_the_frame(at_desk):
    article = factories.make_article()
    data = opened(at_desk, article) | {"genre": "nonsense"}
    address = pages.room(article, "preview")
    assert "preview-faults" in text_of(at_desk.post(address, data))
    framed = text_of(at_desk.post(f"{address}?framed=1", data))
    assert "preview-faults" not in framed and "Preview: not published" not in framed


def test_a_form_without_a_fault_says_nothing(at_desk):
    article = factories.make_article()
    assert faults(at_desk, article).strip() == ""


def test_more_than_the_server_takes_is_refused(at_desk):
    article = factories.make_article()
    assert preview(at_desk, article, body="x" * 10_000_000).status_code == 400
