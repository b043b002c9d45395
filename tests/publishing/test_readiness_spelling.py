"""A name that the text spells differently from the topic chosen for it is said."""

import random
import time
from itertools import cycle, islice

import pytest

from articles import readiness
from articles.readiness import Level, spelling
from tests.base import NOON
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db


def said_of(body: str, topic, *, level=Level.WARNING, **fields) -> list[str]:
    article = make_article(topics=[topic], body=f"<p>{body}</p>", **fields)
    findings = readiness.findings(article, article.head.content, start=NOON, now=NOON)
    names = [each for each in findings if each.key.startswith("name:")]
    return [each.sentence for each in names if each.level is level]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Şəki", "Trains to Seki stop."),
        ("Ines Varrow", "It was Ines Varow who said so."),
        ("Ines Varrow", "It was Ines Varraw who said so."),
        ("Keldavar", "Keldaver sleeps."),
        ("Алёна Реева", "Так сказала Алена Реева."),
    ],
)
def test_another_spelling_is_said_with_both(name, text):
    [sentence] = said_of(text, make_topic(name, kind="person"))
    assert f"“{name}”" in sentence
    written = sentence.split("“")[1].split("”")[0]
    assert written in text and written != name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ines Varrow", "Ines Varrow’s ferry, INES VARROW and ines varrow."),
        ("O’Harra", "O'Harra and O’Harra."),
        ("Keldavar", "Keldavara, Keldavarda, Keldavars."),
        ("Marta Reeve", "Maria Reeve."),
        ("Ferries", "Nothing of them here."),
        ("…", "Nothing at all."),
    ],
)
def test_the_name_itself_its_endings_and_short_words_are_left_alone(name, text):
    assert said_of(text, make_topic(name, kind="person")) == []


def test_a_subject_is_no_name():
    assert said_of("Ferrees and feries.", make_topic("Ferries")) == []


def test_another_name_is_said_unless_the_name_stands_beside_it():
    topic = make_topic("Port of Keldavar", kind="place", alternative_names="Old Harbour\n\n—")
    [sentence] = said_of("The Old Harbour sleeps.", topic)
    assert "“Old Harbour”" in sentence and "“Port of Keldavar”" in sentence
    both = "The Port of Keldavar, or Old Harbour."
    assert said_of(both, topic) == []
    assert len(said_of(both, topic, level=Level.NOTE)) == 1


def test_in_another_language_another_name_may_be_the_right_one():
    topic = make_topic("Keldavar", kind="place", alternative_names="Kəldəvər")
    assert said_of("Kəldəvər yatır.", topic, language="az") == []
    assert len(said_of("Kəldəvər yatır.", topic, language="az", level=Level.NOTE)) == 1


@pytest.mark.parametrize("distinct", [1, 19_000, 48_000])
def test_the_largest_body_with_many_topics_takes_less_than_a_second(distinct):
    chance = random.Random(1)
    words = ["A" + "".join(chance.choices("abcdefgh", k=9)) for _number in range(distinct)]
    topics = []
    for number in range(50):
        name = " ".join(chance.choices(words, k=13))
        topic = make_topic(name, slug=f"n{number}", kind="person", alternative_names=name[1:])
        topics.append(topic.pk)
    body = f"<p>{' '.join(islice(cycle(words), 43_000))}</p>"
    content = {"headline": "", "standfirst": "", "body": body, "language": "en", "topics": topics}
    began = time.process_time()
    list(spelling.look_at(content))
    assert time.process_time() - began < 1
