"""The guiding text of a template that nobody wrote over."""

import pytest

from articles import content as contents
from articles.readiness import Level, guides, in_words
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def found(**fields) -> list:
    return list(guides.look_at(contents.of(make_article(**fields))))


@pytest.mark.parametrize("field", ["kicker", "headline", "standfirst", "body"])
def test_guiding_text_that_is_left_is_said_beside_its_field(field):
    guide = "<p>The mayor [[said what?]] today.</p>" if field == "body" else "[[Says what?"
    [finding] = found(**{field: guide})
    assert (finding.level, finding.field) == (Level.WARNING, field)
    assert finding.sentence.startswith("Guiding text of a template is left: [[")
    assert "today" not in finding.sentence
    assert in_words(finding.key) == "guiding text of a template"


def test_brackets_of_a_quotation_are_no_guiding_text():
    assert not found(body="<p>“He [the mayor] came,” she said. [sic]</p>")
