"""The checklist of a sub-editor: warnings and notes, each with its field and a key that stays."""

import pytest

from articles import readiness
from articles.readiness import Level
from tests import base
from tests.base import DAY, LATER, NOON
from tests.factories import (
    make_article,
    make_author,
    make_image,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db

WHOLE = {"standfirst": "Fog on the sound.", "headline": "Ferry stands still"}


def found(article, *, start=NOON, level=None, **content):
    """{key: finding} of a story's content, or of that content changed."""
    content = {**article.head.content, **content}
    findings = readiness.findings(article, content, start=start, now=NOON)
    return {each.key: each for each in findings if level in (None, each.level)}


def warned(article, **content) -> list[str]:
    """The kinds of warnings, without what tells several of a kind apart."""
    return [key.partition(":")[0] for key in found(article, level=Level.WARNING, **content)]


def whole(**fields):
    """A story of which there is nothing to say but what `fields` bring."""
    return make_article(**{**WHOLE, "bylines": [make_author()], **fields})


def test_of_a_whole_story_nothing_is_said():
    assert found(whole()) == {}


@pytest.mark.parametrize(
    ("fields", "kind", "field"),
    [
        ({"standfirst": " "}, "standfirst-missing", "standfirst"),
        ({"headline": "x" * 111}, "headline-long", "headline"),
        ({"section": None}, "section-missing", "section"),
        ({"body": "<p>\xa0</p>"}, "body-missing", "body"),
        ({"genre": "opinion", "bylines": []}, "byline-missing", "bylines"),
    ],
)
def test_what_is_missing_is_a_warning_at_its_field(fields, kind, field):
    [finding] = found(whole(**fields)).values()
    assert (finding.level, finding.key, finding.field) == (Level.WARNING, kind, field)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"headline": "x" * 71}, "headline-in-search"),
        ({"bylines": []}, "nobody-named"),
        ({"source": "Keldavar Wire"}, "credit-missing"),
    ],
)
def test_what_is_only_good_to_know_is_a_note(fields, kind):
    [finding] = found(whole(**fields)).values()
    assert (finding.level, finding.key) == (Level.NOTE, kind)


def test_headlines_that_fit_are_not_spoken_of():
    assert found(whole(headline="x" * 70)) == {}
    assert found(whole(headline="x" * 110, seo_headline="Short")) == {}


def test_a_section_of_another_language_is_named(town):
    elsewhere = make_section("Şəhər", language="az")
    [finding] = found(whole(section=town, further_sections=[elsewhere])).values()
    assert "“Şəhər” is of another language" in finding.sentence
    assert finding.field == "further_sections"


def test_a_picture_lacks_text_and_credit_until_it_has_them():
    article = whole(lead_image=make_image(credit=""))
    assert {key for key in found(article) if key.startswith("picture-")} == {
        "picture-alt",
        "picture-credit",
    }
    assert warned(whole(lead_image=make_image(alt="A ferry", credit="Anouk Orvel"))) == []


def test_rights_are_asked_for_the_moment_of_publication():
    image = make_image(alt="A ferry", credit="Anouk Orvel", rights_until=LATER)
    article = whole(lead_image=image)
    assert list(found(article, start=LATER - base.SECOND)) == ["picture-ends"]
    [finding] = found(article, start=LATER).values()
    assert finding.level is Level.ERROR
    assert "ended 10 March 2025 15:00 (UTC+04:00)" in finding.sentence


def test_errors_come_first_and_are_those_of_every_door():
    article = make_article(headline="", dated_at=NOON + DAY, legal_hold=True)
    findings = readiness.findings(article, article.head.content, start=NOON, now=NOON)
    errors = [each for each in findings if each.level is Level.ERROR]
    assert findings[: len(errors)] == errors
    sentences = readiness.problems(article, article.head.content, start=NOON)
    assert [each.sentence for each in errors] == sentences
    assert [each.key for each in errors] == ["headline-missing", "dated-ahead", "hold"]


def test_its_cost_is_bounded_however_long_the_text_is():
    topics = [make_topic(f"Harbour Office {number}", kind="organisation") for number in range(5)]
    links = "".join(f'<a href="/2025/03/10/story-{number}/">x</a> ' for number in range(9000))
    body = f"<p>{links}{'Harbour Ofice 3 said so. ' * 3000}</p>"
    article = whole(topics=topics, lead_image=make_image())
    with base.queries() as queries:
        kinds = warned(article, body=body)
    # Once to read the content itself.
    assert len(queries) <= 11
    assert kinds.count("link") == 10 and "links-many" in kinds and "name" in kinds


def test_keys_hold_no_words_of_the_text():
    article = whole(topics=[make_topic("Ines Varrow", kind="person")])
    body = '<p>Ines Varow <a href="/secret/">x</a></p>'
    keys = " ".join(found(article, body=body))
    assert "secret" not in keys and "Varow" not in keys
    assert readiness.in_words("link:0123456789ab") == "link that leads to nothing"
    assert readiness.in_words("never heard of") == "never heard of"
