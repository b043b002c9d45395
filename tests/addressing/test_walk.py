"""A walk over every public address with thousands of bad requests: each gets one safe answer."""

import logging
import re
from collections import Counter
from datetime import date
from functools import cache

import pytest
import time_machine
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils.encoding import iri_to_uri

from articles import furniture, publishing
from articles.addressing import answers
from articles.models import Address
from tests import surfaces
from tests.addressing.misspellings import EVIL, Asked, requests
from tests.base import DAY, HOUR, LATER, NOON
from tests.factories import (
    make_article,
    make_author,
    make_live,
    make_section,
    make_topic,
    restart,
)
from tests.surfaces import HOME, OTHER, SURFACES

pytestmark = pytest.mark.django_db

NUMBER = 7_000
# Walked in parts, each a test of its own, for the processes of a run to share.
PARTS = [0, *(pytest.param(part, marks=pytest.mark.repeated) for part in (1, 2, 3))]
CANARY = "zqhidden"
SAFE = {200, 301, 304, 400, 404, 405, 410}
# Where the pictures of the paper's own are, by a name that changes with them.
ICONS = {"/favicon.ico": "favicon.ico", "/apple-touch-icon.png": "icon-180.png"}
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')


@pytest.fixture(scope="module")
def paths(standing_paper):
    """Every address of the resolver, of a story that is live, one that waits and one that never
    was, beside addresses that things once had; all in two editions.
    """
    restart()
    with standing_paper(LATER):
        yield [path for language in (HOME, OTHER) for path in _paths(language)]


def _paths(language: str) -> list[str]:
    live = make_live(**_story("Şəki паром سفينة", language), now=NOON - DAY)
    hidden = make_article(**_story(CANARY, language), standfirst=CANARY, body=f"<p>{CANARY}</p>")
    version = publishing.publish(hidden, by=None, at=LATER + HOUR, now=NOON)
    places = [surfaces.place_of(live), surfaces.place_of(version)]
    places.append(surfaces.never_was(places[0]))
    gone = make_live(headline="Gone", language=language, section=live.section, now=NOON - DAY)
    publishing.withdraw(gone.article, by=None, public_note="Gone.", now=NOON)
    Address.objects.create(path=f"/?p={live.pk}", article=live.article, public_from=NOON)
    Address.objects.create(path=f"/?p={version.pk}", article=hidden, public_from=NOON)
    rows = [row for row in SURFACES if row.language == language]
    return [
        *(row.address(place) for row in rows for place in places),
        gone.path,
        *_moved(live, language),
        f"/?p={live.pk}",
        f"/?p={version.pk}",
        f"/story.html?id={live.pk}",
    ]


def _story(name: str, language: str) -> dict:
    return {
        "headline": name,
        "language": language,
        "section": make_section(f"{name} section", language=language),
        "topics": [make_topic(f"{name} topic {language}")],
        "bylines": [make_author(f"{name} author {language}")],
    }


def _moved(live, language: str) -> list[str]:
    """Addresses that the section, the topic and the author had until a moment ago."""
    places = [live.section, live.article.topics.get(), live.article.bylines.get().author]
    old = [place.get_absolute_url() for place in places]
    for place in places:
        place.slug = f"new-{place.slug}"
        place.save()
    return old


class Walk:
    """Asks, judges each answer, and follows each address that an answer leads to once."""

    def __init__(self):
        # Django's own handler: the test client notes every template, which takes half the time.
        self.handler = WSGIHandler()
        self.handler.load_middleware()
        self.faults: list[str] = []
        self.counts: Counter[int] = Counter()
        self.ends: dict[str, int] = {}

    def ask(self, asked: Asked):
        answer = self._answer(asked)
        self.counts[answer.status_code] += 1
        for fault in self._judge(asked, answer):
            self.faults.append(f"{asked}: {fault}")

    def _answer(self, asked: Asked):
        request = RequestFactory().generic(asked.method, "/", **asked.environment())
        return self.handler.get_response(request)

    def _judge(self, asked: Asked, answer):
        body = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code not in SAFE and not _is_icon(asked, answer):
            yield f"answers {answer.status_code}"
        if CANARY.encode() in (answer.serialize_headers() + body).lower():
            yield "tells of what is hidden"
        if answer.cookies:
            yield "sets a cookie"
        if EVIL in answer.get("Location", ""):
            yield f"leads to {answer['Location']}"
        if asked.method == "HEAD" and body:
            yield "answers HEAD with a body"
        if answer.status_code == 301:
            yield from self._judge_way(answer["Location"])
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and body:
            yield from _judge_canonical(asked, body.decode())

    def _judge_way(self, location: str):
        if not re.fullmatch(r"/(?![/\\])[!-~]*", location):
            yield f"leads to {location!r}"
        if location not in self.ends:
            path, _sep, query = location.partition("?")
            self.ends[location] = self._answer(Asked(path, query)).status_code
        if self.ends[location] != 200:
            yield f"leads to {location}, which answers {self.ends[location]}"


def _is_icon(asked: Asked, answer) -> bool:
    """A picture that every browser asks for at the root is led to its file, and nowhere else."""
    path = asked.environment()["PATH_INFO"]
    return (
        answer.status_code == 302
        and path in ICONS
        and answer["Location"] == f"{settings.STATIC_URL}articles/{ICONS[path]}"
    )


def _judge_canonical(asked: Asked, text: str):
    """A page is canonical under the path that was asked, in whatever bytes, and unknown parameters
    are no part of it; a lite twin names its story."""
    found = _CANONICAL.search(text)
    path = asked.environment()["PATH_INFO"].encode("latin-1").decode() or "/"
    is_later = any(f"{name}=" in asked.query for name in ("before", "after"))
    if not found:
        if not is_later:
            yield "has no canonical address"
        return
    named, _sep, query = found[1].partition("?")
    meant = {settings.SITE_URL + iri_to_uri(each) for each in (path, path.removesuffix("lite/"))}
    if named not in meant or (query and not re.fullmatch("(before|after)=[0-9]+-[0-9a-f]+", query)):
        yield f"is canonical under {found[1]}"


@pytest.fixture
def asked_once(monkeypatch):
    """What depends on the edition and the clock alone is asked once: it was a fifth of the time."""
    monkeypatch.setattr(furniture, "of", cache(furniture.of))
    monkeypatch.setattr(answers, "_with_something_to_say", cache(answers._with_something_to_say))


@pytest.fixture
def silence():
    """What is refused is logged, each with a traceback."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.usefixtures("asked_once", "silence")
@pytest.mark.parametrize("part", PARTS)
def test_every_bad_request_gets_one_safe_answer(paths, part):
    walk = Walk()
    with time_machine.travel(LATER, tick=False):
        for asked in list(requests(paths, NUMBER))[part :: len(PARTS)]:
            walk.ask(asked)
    said = "\n".join(walk.faults[:40])
    assert not walk.faults, f"{len(walk.faults)} faults ({dict(walk.counts)}):\n{said}"
    assert sum(walk.counts.values()) == NUMBER // len(PARTS)
    # A walk that meets no page, or no way on, would prove nothing.
    assert min(walk.counts[status] for status in (200, 301, 400, 404, 405, 410)) > 2


def test_the_walk_finds_faults(paths):
    walk = Walk()
    with time_machine.travel(LATER, tick=False):
        list_of_faults = list(_judge_canonical(Asked("/town/"), '<link rel="canonical" href="x">'))
        list_of_faults += list(walk._judge_way("//evil.example/"))
        list_of_faults += list(walk._judge_way(surfaces.NEVER))
    assert len(list_of_faults) >= 3


def test_every_public_address_is_walked(paths):
    assert len(paths) > 3 * len(SURFACES)
    assert date(1931, 4, 5).strftime("/%Y/") in paths
