"""Topics that a text names: by their names, in other spellings, with endings; and how quickly."""

import pytest

from articles import mentions
from tests.base import queries
from tests.factories import make_topic

pytestmark = pytest.mark.django_db


def named(text: str) -> list[str]:
    return [topic.name for topic in mentions.topics_in(text)]


def test_the_topic_named_most_often_stands_first():
    make_topic("Ferries")
    make_topic("Town Council")
    make_topic("Weather")
    text = "The town council met. Ferries were late, and the Town Council said so."
    assert named(text) == ["Town Council", "Ferries"]


def test_a_name_is_found_in_whatever_case_and_with_whatever_marks_it_is_typed():
    make_topic("Şəki")
    make_topic("Überfähre")
    assert set(named("SEKI und die Uberfahre")) == {"Şəki", "Überfähre"}


def test_a_name_is_found_with_an_ending():
    make_topic("Keldavar")
    assert named("Keldavarda qar yağır") == ["Keldavar"]


def test_a_short_name_is_not_seen_in_the_beginning_of_other_words():
    make_topic("Rai")
    make_topic("Rain")
    assert named("Rains fell on the railway") == ["Rain"]


def test_another_spelling_names_the_topic_too():
    make_topic("Ilka Brûnswold", alternative_names="I. Brunswold\nIlka Bruenswold\n")
    assert named("Then Ilka Bruenswold spoke") == ["Ilka Brûnswold"]


def test_a_text_that_names_nothing_has_no_topics():
    make_topic("Ferries")
    assert named("") == named("…") == named("Nothing of the kind") == []


def test_the_longest_text_takes_few_queries_and_names_at_most_eight():
    for number in range(12):
        make_topic(f"Topic number{number:03}")
    text = " ".join(f"topic number{n % 12:03} word{n}" for n in range(50_000))
    with queries() as asked:
        assert len(mentions.topics_in(text)) == 8
    assert len(asked) <= 4
    assert max(query["sql"].count(",") for query in asked) < 30


def test_a_run_longer_than_any_slug_is_not_looked_for():
    make_topic("Ferries")
    assert named("ferries " + "x" * 480_000) == ["Ferries"]


def test_of_many_topics_those_are_found_that_the_text_names_early(monkeypatch):
    monkeypatch.setattr(mentions, "_MOST_READ", 1)
    make_topic("Ferries", alternative_names="Boats")
    make_topic("Keldavar")
    text = "Keldavarda boats. " + " ".join(f"word{number}" for number in range(4_000))
    with queries() as asked:
        assert set(named(text)) == {"Ferries", "Keldavar"}
    assert len(asked) <= 4
    assert max(query["sql"].count(",") for query in asked) < 10_000
