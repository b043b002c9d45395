"""Over every public address: a story is there at its second, and gone at its last.

tests/canaries looks for what is hidden.
"""

import pytest
import time_machine
from django.urls import path

from articles import publishing, urls
from articles.models import Change
from tests import surfaces
from tests.base import DAY, HOUR, MICROSECOND, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_live,
    make_section,
    make_topic,
)
from tests.surfaces import HOME, OTHER, SURFACES

LATER = NOON + HOUR
SHOWING = [surface for surface in SURFACES if surface.shows_stories]


def named(surface) -> str:
    return f"{surface.name}{surface.of}-{surface.language}"


each_edition = pytest.mark.parametrize("language", [HOME, OTHER])


def test_every_public_pattern_has_a_row():
    assert surfaces.public_patterns() == {surface.name for surface in SURFACES}


def test_no_row_stands_for_another():
    assert len(set(map(named, SURFACES))) == len(SURFACES)


def test_a_pattern_without_a_row_is_found():
    urls.urlpatterns.append(path("planted/", lambda request: None, name="planted"))
    try:
        assert surfaces.public_patterns() - {surface.name for surface in SURFACES} == {"planted"}
    finally:
        urls.urlpatterns.pop()


# Boundary ---------------------------------------------------------------------------------------


def pages_at(client, moment, place: surfaces.Place, language: str) -> dict[str, str]:
    """What stands at a moment on each surface that shows the story of this place."""
    with time_machine.travel(moment, tick=False):
        return {
            named(surface): client.get(surface.address(place)).content.decode()
            for surface in SHOWING
            if surface.language == language
        }


@pytest.mark.django_db
@each_edition
def test_a_story_begins_and_ends_at_its_microsecond(client, editor, language):
    begins, ends = NOON + HOUR, NOON + 2 * HOUR
    article = make_article(
        language=language,
        headline="Boundary story",
        section=make_section("Boundary", language=language),
        topics=[make_topic("Boundary topic")],
        bylines=[make_author("Boundary author")],
    )
    told = {"change": Change.CORRECTION, "note": "It was a boundary."}
    version = publishing.publish(article, by=editor, at=begins, now=NOON, **told)
    publishing.withdraw(article, by=editor, at=ends, now=begins)
    place = surfaces.place_of(version)
    signs = {
        named(surface): surface.shown_by("Boundary story", place)
        for surface in SHOWING
        if surface.language == language
    }
    assert len(signs) > 20

    def showing(moment) -> set[str]:
        pages = pages_at(client, moment, place, language)
        return {name for name, page in pages.items() if signs[name] in page}

    assert showing(begins - MICROSECOND) == set()
    assert showing(begins) == set(signs)
    assert showing(ends - MICROSECOND) == set(signs)
    assert showing(ends) == set()
    assert showing(ends + DAY) == set()


@pytest.mark.django_db
@each_edition
def test_a_text_gives_way_to_the_next_at_its_microsecond(client, editor, language):
    version = make_live(
        language=language,
        headline="Earlier text",
        told="It said nine boats.",
        topics=[make_topic()],
        bylines=[make_author()],
    )
    newer = change(version.article, headline="Newer text")
    publishing.publish(newer, by=editor, at=LATER, now=NOON)
    place = surfaces.place_of(version)
    naming = {named(surface) for surface in SHOWING if surface.sign is None}

    def seen(moment) -> set[tuple[bool, bool]]:
        pages = pages_at(client, moment, place, language)
        texts = [page for name, page in pages.items() if name in naming]
        assert len(texts) > 15
        return {("Earlier text" in text, "Newer text" in text) for text in texts}

    assert seen(LATER - MICROSECOND) == {(True, False)}
    assert seen(LATER) == {(False, True)}


def raw(response) -> bytes:
    """All that a reader's program receives: headers and body."""
    return response.serialize_headers() + b"\r\n\r\n" + response.content


@pytest.mark.django_db
def test_an_empty_archive_answers_as_a_day_that_never_was(client):
    with time_machine.travel(LATER, tick=False):
        publishing.publish(make_article(), by=None, at=NOON + 8 * HOUR, now=NOON)
        for hidden, never in (
            ("/2025/", "/1931/"),
            ("/2025/03/", "/1931/04/"),
            ("/2025/03/10/", "/1931/04/05/"),
        ):
            assert raw(client.get(hidden)) == raw(client.get(never))
