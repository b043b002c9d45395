"""Pages that readers look for: a check names those that an edition lacks."""

import pytest
from django.core import checks

from articles import furniture, standing
from tests.base import NOON, queries
from tests.factories import make_live, make_standing_page

pytestmark = pytest.mark.django_db


def warnings() -> list[str]:
    found = checks.run_checks(databases=["default"])
    return [message.msg for message in found if message.id == "articles.W005"]


def write(language: str, *, but=()) -> None:
    for kind in standing.REQUIRED:
        if kind not in but:
            make_standing_page(f"{kind.value} {language}", kind=kind, language=language)


def test_a_paper_without_stories_is_left_in_peace():
    assert warnings() == []


def test_an_edition_with_every_page_is_in_order():
    make_live()
    write("en")
    assert warnings() == []


def test_an_edition_with_stories_and_no_pages_is_named_with_all_of_them():
    make_live(language="az")
    [said] = warnings()
    assert "'az'" in said
    assert "imprint and responsible editor" in said
    assert "privacy notice" in said


@pytest.mark.parametrize("fields", [{"body": ""}, {"is_shown": False}])
def test_a_page_that_readers_do_not_find_is_missing(fields):
    make_live()
    write("en", but=["privacy"])
    make_standing_page("Privacy", kind="privacy", **fields)
    assert standing.missing(NOON) == {"en": ["privacy"]}


def test_one_edition_s_pages_are_not_another_s():
    make_live()
    make_live(language="az")
    write("en")
    assert list(standing.missing(NOON)) == ["az"]


def test_the_question_costs_one_query_an_edition_and_one():
    with queries() as made:
        standing.missing(NOON)
    assert len(made) == 6


def test_all_that_stands_around_a_page_is_asked_in_one_query():
    make_live()
    make_standing_page("Ethics", kind="ethics")
    with queries() as made:
        around = furniture.of("en", NOON)
    assert len(made) == 1
    assert [link.name for link in around.sections] == ["Town"]
    assert [link.name for link in around.standing] == ["Ethics"]
    assert [edition.language for edition in around.editions] == ["en"]
