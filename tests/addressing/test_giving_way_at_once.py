"""An address that gives way while others publish: real threads, on a real database."""

import re
import threading

import pytest
from django.db import connection, transaction

from articles import composing, integrity, publishing
from articles.addressing import giving_way
from articles.errors import Refused
from articles.models import Article, PublishedVersion
from tests.base import EVENING, HOUR, LATER, NOON
from tests.factories import change, make_article, make_section, make_topic, reloaded
from tests.test_simultaneous import at_once, parted

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 2


@pytest.fixture(autouse=True)
def in_order():
    yield
    assert not any(integrity.faults(NOON))


def scheduled(slug: str, at=EVENING, **fields) -> PublishedVersion:
    article = make_article(slug=slug, **fields)
    return publishing.publish(article, by=None, at=at, now=NOON)


def path_of(article: Article) -> str:
    last = PublishedVersion.objects.of(article).latest("live_from")
    assert composing.page_of(last, LATER).path == composing.card_of(last, LATER).path == last.path
    return last.path


def clean(slug: str) -> str:
    return f"/2025/03/10/{slug}/"


def publisher(article: Article, **how):
    return lambda: publishing.publish(article, by=None, **{"now": LATER, **how})


def test_of_two_published_at_once_over_one_that_waits_one_gets_the_address():
    make_section("Town")
    for number in range(ROUNDS):
        slug = f"ferry-{number}"
        hidden = scheduled(slug)
        pair = [make_article(slug=slug) for _ in range(2)]

        made, refused = parted(at_once(*map(publisher, pair)))

        assert refused == []
        paths = [version.path for version in made]
        assert paths.count(clean(slug)) == 1
        assert len({*paths, path_of(hidden.article)}) == 3


def test_two_that_wait_at_each_others_address_are_published_at_once(monkeypatch):
    monkeypatch.setattr(giving_way, "_TRIES", 10)
    make_section("Town")
    for number in range(ROUNDS):
        slugs = [f"ferry-{number}", f"ship-{number}"]
        waiting = [scheduled(slug).article for slug in slugs]
        pair = [
            change(article, slug=slug) for article, slug in zip(waiting, slugs[::-1], strict=True)
        ]

        made, refused = parted(at_once(*(publisher(story, queue="cancel") for story in pair)))

        # Each holds itself and asks for the other: they may refuse, they never wait in a circle.
        assert all(type(fault) is Refused for fault in refused), refused
        assert len({path_of(article) for article in waiting}) == 2
        for version in made:
            assert version.path == clean(version.revision.content["slug"])


def test_a_story_is_published_over_one_that_is_moved_or_taken_back_at_once():
    make_section("Town")
    for number in range(ROUNDS):
        slug = f"ferry-{number}"
        hidden, article = scheduled(slug), make_article(slug=slug)
        acts = {
            0: lambda: publishing.move(hidden, by=None, at=EVENING + HOUR, now=LATER),  # noqa: B023
            1: lambda: publishing.unschedule(hidden, by=None, now=LATER),  # noqa: B023
        }

        _made, refused = parted(at_once(publisher(article), acts[number % 2]))

        assert refused == []
        assert path_of(article) == clean(slug)
        if number % 2 == 0:
            assert re.fullmatch(rf"{clean(slug)[:-1]}-[0-9a-f]{{6}}/", path_of(hidden.article))


def test_a_story_is_published_over_one_that_gets_another_text_at_once():
    make_section("Town")
    for number in range(ROUNDS):
        slug = f"ferry-{number}"
        hidden, article = scheduled(slug).article, make_article(slug=slug)
        newer = change(hidden, kicker="Sea")

        _made, refused = parted(
            at_once(publisher(article), publisher(newer, at=EVENING + HOUR, queue="keep"))
        )

        assert refused == []
        assert path_of(article) == clean(slug)
        paths = PublishedVersion.objects.of(hidden).values_list("path", flat=True)
        assert clean(slug) not in paths and len(set(paths)) == 1


def test_a_story_gives_way_while_its_topic_is_renamed():
    make_section("Town")
    for number in range(ROUNDS):
        slug, topic = f"ferry-{number}", make_topic(f"Boats {number}")
        hidden, article = scheduled(slug, topics=[topic]), make_article(slug=slug)
        topic.name = f"Ships {number}"

        _made, refused = parted(at_once(publisher(article), topic.save))

        assert refused == []
        assert path_of(article) == clean(slug)
        assert path_of(hidden.article) != clean(slug)


def test_a_page_composed_from_before_it_gave_way_stays_where_it_is_now():
    hidden, article = scheduled("ferry"), make_article(slug="ferry")
    before = PublishedVersion.objects.with_content().get(pk=hidden.pk)
    publishing.publish(article, by=None, now=LATER)
    path = path_of(hidden.article)
    before.revision.content["kicker"] = "Sea"
    composing.recompose([before])
    assert path_of(hidden.article) == path
    # As it was.
    composing.recompose(list(PublishedVersion.objects.with_content()))


def test_who_finds_it_held_all_the_while_is_asked_to_try_again(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("One transaction writes at a time.")
    monkeypatch.setattr(giving_way, "_PAUSE_S", 0.001)
    hidden, article = scheduled("ferry"), make_article(slug="ferry")
    held, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            list(Article.objects.select_for_update().filter(pk=hidden.article_id))
            held.set()
            done.wait(30)

    def publish():
        assert held.wait(30)
        try:
            return publishing.publish(article, by=None, now=LATER)
        finally:
            done.set()

    _nothing, fault = at_once(hold, publish)
    assert type(fault) is Refused
    assert not article.versions.exists()
    assert path_of(hidden.article) == clean("ferry")
    assert publishing.publish(reloaded(article), by=None, now=LATER).path == clean("ferry")


def test_who_is_done_soon_is_waited_for(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("One transaction writes at a time.")
    hidden, article = scheduled("ferry"), make_article(slug="ferry")
    held, asked = threading.Event(), threading.Event()
    monkeypatch.setattr(giving_way, "sleep", lambda _seconds: (asked.set(), gone.wait(30)))
    gone = threading.Event()

    def hold():
        with transaction.atomic():
            list(Article.objects.select_for_update().filter(pk=hidden.article_id))
            held.set()
            assert asked.wait(30)
        gone.set()

    def publish():
        assert held.wait(30)
        return publishing.publish(article, by=None, now=LATER)

    _nothing, version = at_once(hold, publish)
    assert version.path == clean("ferry")
