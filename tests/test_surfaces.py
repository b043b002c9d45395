"""Over every public address: nothing shows before its time, and all is there at its second."""

import re
from functools import cache
from itertools import count

import pytest
import time_machine
from django.conf import settings
from django.urls import path

from articles import content, merging, publishing, urls
from articles.models import Article, Author, Change, Front, Placement, Rendition, Topic, Withdrawal
from tests import surfaces
from tests.base import DAY, HOUR, MICROSECOND, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_image,
    make_live,
    make_section,
    make_standing_page,
    make_topic,
)
from tests.surfaces import HOME, OTHER, SURFACES

LATER = NOON + HOUR
NIGHT = NOON + 8 * HOUR
SHOWING = [surface for surface in SURFACES if surface.shows_stories]
# Pages of an edition that no hidden thing has an address on.
ALWAYS_THERE = (
    *("front", "year", "month", "day", "front-feed", "everything-feed", "news_sitemap"),
    "corrections-feed",
    *("archive", "corrections", "topics", "authors"),
)


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


# Canary -----------------------------------------------------------------------------------------


_numbers = count(1)


def secret_fields(word: str, language: str) -> dict:
    """A value for every field of a story, with the word in all that holds text."""
    number = next(_numbers)
    texts = {
        name: f"{word} {name}"
        for name in content.TEXTS
        if name not in ("genre", "language", "direction", "slug", "legal_hold_reason")
    }
    return {
        **texts,
        "slug": f"{word}-slug",
        "body": f"<p>{word} body <a href='https://{word}.example/'>{word}</a></p>",
        "language": language,
        "section": make_section(f"{word} section {number}", language=language, description=word),
        "topics": [make_topic(f"{word} topic {number}", description=word), *_shared("topic")],
        "bylines": [(make_author(f"{word} author {number}", bio=word), word), *_shared("author")],
        "further_sections": [make_section("Town", language=language)],
        "lead_image": make_image(alt=word, caption=word, credit=word, copyright=word),
    }


def _shared(kind: str) -> list:
    """The topic and the author that public stories have too."""
    if kind == "topic":
        return [Topic.objects.filter(name="Harbour").first() or make_topic("Harbour")]
    return [Author.objects.filter(name="Ada Quill").first() or make_author("Ada Quill")]


@pytest.fixture
def world(editor):
    """Public stories in two editions, and beside them one of every kind that nobody may see.

    Gives the public places by language and [(words, place)] of what is hidden at LATER.
    """
    public, hidden = {}, []
    for language in (HOME, OTHER):
        make_standing_page(language=language, slug=surfaces.STANDING)
        public[language] = surfaces.place_of(
            make_live(
                language=language,
                section=make_section("Town", language=language),
                topics=_shared("topic"),
                bylines=_shared("author"),
                headline=f"Public {language}",
                told="It said nine boats.",
            )
        )
        hidden += [
            _draft(language),
            _scheduled(language, editor),
            _embargoed(language, editor),
            _unpublished_change(language, editor),
            _scheduled_change_taken_back(language, editor),
            _withdrawn(language, editor, Withdrawal.Answer.GONE),
            _withdrawn(language, editor, Withdrawal.Answer.NEVER),
            _placed_draft(language),
            _held_by_legal(language),
            _scheduled_under_a_double(language, editor),
        ]
    return public, hidden


def _told(word: str) -> dict:
    return {"change": Change.CORRECTION, "note": f"{word} note"}


def _draft(language):
    article = make_article(**secret_fields("zqdraft", language))
    return "zqdraft", _place(article)


def _scheduled(language, editor):
    article = make_article(**secret_fields("zqscheduled", language))
    version = publishing.publish(article, by=editor, at=NIGHT, now=NOON, **_told("zqscheduled"))
    return "zqscheduled", _place(article, version.path)


def _embargoed(language, editor):
    article = make_article(**secret_fields("zqembargoed", language), embargoed_until=NIGHT)
    version = publishing.publish(article, by=editor, at=NIGHT, now=NOON, **_told("zqembargoed"))
    return "zqembargoed", _place(article, version.path)


def _unpublished_change(language, editor):
    article = make_live(language=language, headline="Seen").article
    article = change(article, **secret_fields("zqchange", language))
    return "zqchange", _place(article)


def _scheduled_change_taken_back(language, editor):
    article = make_live(language=language, headline="Seen").article
    article = change(article, **secret_fields("zqtakenback", language))
    told = _told("zqtakenback")
    version = publishing.publish(article, by=editor, at=LATER, now=NOON, **told)
    publishing.unschedule(version, by=editor, now=NOON)
    return "zqtakenback", _place(article, version.path)


def _withdrawn(language, editor, answer):
    word = f"zqwithdrawn{answer}"
    version = make_live(now=NOON - DAY, told=word, **secret_fields(word, language))
    publishing.withdraw(
        version.article,
        by=editor,
        answer=answer,
        reason=word,
        public_note="Withdrawn by the editor.",
        now=NOON,
    )
    return word, _place(version.article, version.path)


def _placed_draft(language):
    article = make_article(**secret_fields("zqplaced", language))
    front, _made = Front.objects.get_or_create(language=language)
    Placement.objects.create(front=front, article=article, slot=0)
    return "zqplaced", _place(article)


def _held_by_legal(language):
    article = make_article(
        **secret_fields("zqheld", language), legal_hold=True, legal_hold_reason="zqheld reason"
    )
    return "zqheld", _place(article)


def _scheduled_under_a_double(language, editor):
    """Its topic and its author turned out to be others, which are hidden too."""
    fields = secret_fields("zqdouble", language)
    article = make_article(**fields)
    version = publishing.publish(article, by=editor, at=NIGHT, now=NOON, **_told("zqdouble"))
    merging.merge(
        fields["topics"][0], make_topic(f"zqdouble whole {language}"), by=editor, now=NOON
    )
    merging.merge(
        fields["bylines"][0][0], make_author(f"zqdouble whole {language}"), by=editor, now=NOON
    )
    return "zqdouble", _place(article, version.path)


def _place(article: Article, where: str = "") -> surfaces.Place:
    day = LATER.astimezone(settings.ZONE).date()
    return surfaces.would_be_place_of(article, day=day, path=where)


def raw(response) -> bytes:
    """All that a reader's program receives: headers and body, in lower case."""
    body = b"".join(response) if response.streaming else response.content
    return response.serialize_headers().lower() + b"\r\n\r\n" + body.lower()


@pytest.mark.django_db
def test_nothing_hidden_is_on_any_page(client, world):
    public, hidden = world
    leaking = {}
    seen_at = cache(lambda address: raw(client.get(address)))
    with time_machine.travel(LATER, tick=False):
        for surface in SURFACES:
            place = public[surface.language]
            seen = seen_at(surface.address(place))
            assert surface.of != "page" or b"who we are" in seen, surface.name
            if surface.shows_stories:
                sign = surface.shown_by(f"Public {surface.language}", place)
                assert sign.lower().encode() in seen, surface.name
            # Whoever asks for the very address sends the word; it must not come back.
            for _word, place in hidden:
                seen += seen_at(surface.address(place))
            leaking[named(surface)] = set(re.findall(rb"zq[a-z]*", seen))
    assert not {name: words for name, words in leaking.items() if words}


@pytest.mark.django_db
def test_what_is_hidden_answers_as_what_never_was(client, world):
    _public, hidden = world
    differing = []
    seen_at = cache(client.get)
    with time_machine.travel(LATER, tick=False):
        for surface in SHOWING:
            if surface.name.endswith(ALWAYS_THERE):
                continue
            for word, place in hidden:
                answer = seen_at(surface.address(place))
                if word == "zqwithdrawn410" and surface.name in ("article", "lite"):
                    assert answer.status_code == 410
                    continue
                never = seen_at(surface.address(surfaces.never_was(place)))
                if answer.status_code != 404 or raw(answer) != raw(never):
                    differing.append((named(surface), word, answer.status_code))
    assert not differing


@pytest.mark.django_db
def test_an_empty_archive_answers_as_a_day_that_never_was(client):
    with time_machine.travel(LATER, tick=False):
        publishing.publish(make_article(), by=None, at=NIGHT, now=NOON)
        for hidden, never in (
            ("/2025/", "/1931/"),
            ("/2025/03/", "/1931/04/"),
            ("/2025/03/10/", "/1931/04/05/"),
        ):
            assert raw(client.get(hidden)) == raw(client.get(never))


@pytest.mark.django_db
def test_a_picture_of_a_hidden_story_has_no_address_that_tells_anything(world):
    names = list(Rendition.objects.values_list("file", flat=True))
    assert names
    assert all("zq" not in name and "harbour" not in name for name in names)


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
    version = publishing.publish(article, by=editor, at=begins, now=NOON, **_told("Boundary"))
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
