"""What edges are told of a boundary: every address whose answer it changed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from django.utils.encoding import iri_to_uri

from articles import merging, publishing, sitemaps
from articles.announcing.addresses import Changed
from articles.feeds import TYPES
from articles.models import Change, PublishedVersion, Section
from tests import surfaces
from tests.base import DAY, HOUR, MICROSECOND, NOON
from tests.factories import change, make_author, make_document, make_live, make_section, make_topic
from tests.surfaces import HOME, OTHER, SURFACES

pytestmark = pytest.mark.django_db

AT = NOON + HOUR
# These tell of no story; a date in one of them goes with the clock.
_NO_LISTS = {"healthz", "rendition", "security"}


def _pages(article, at=AT, now=None) -> set[str]:
    told = Changed(article.pk, at, now or at, tuple(TYPES), sitemaps.paths_for)
    assert len(told.pages) == len(set(told.pages))
    return {iri_to_uri(path) for path in told.pages}


def _content(language: str, name: str) -> dict:
    return {
        "language": language,
        "section": make_section(f"{name} section", language=language),
        "topics": [make_topic(f"{name} topic").pk],
        "bylines": [{"author": make_author(f"{name} author").pk, "role": "text"}],
        "body": f'<p>Text.</p><figure data-document="{make_document("Paper").uid}"></figure>',
    }


def _surfaces(version: PublishedVersion) -> Iterator[str]:
    document = version.document_uses.get().document
    place = replace(surfaces.place_of(version), document=str(document.uid))
    for surface in SURFACES:
        if surface.of != "page" and surface.name not in _NO_LISTS:
            yield iri_to_uri(surface.address(place))


def _answers(client, paths, now) -> dict[str, tuple]:
    with time_machine.travel(now, tick=False):
        return {path: _answer(client.get(path)) for path in paths}


def _answer(response) -> tuple:
    return response.status_code, response.headers.get("Location"), b"".join(response)


@pytest.fixture(autouse=True)
def another_story(db):
    """So that a list is not gone for its last one."""
    for language in (HOME, OTHER):
        make_live(language=language, section=make_section(f"Other {language}", language=language))


def _published(article):
    publishing.publish(change(article, headline="Anew"), by=None, at=AT, now=NOON)


def _moved(article):
    language = article.language
    moved = change(article, slug="moved", topics=[], section=make_section("New", language=language))
    publishing.publish(moved, by=None, at=AT, now=NOON)


def _corrected(article):
    text = change(article, body="<p>Mended.</p>")
    publishing.publish(
        text, by=None, at=AT, change=Change.CORRECTION, note="It said nine.", now=NOON
    )


def _gone(article):
    publishing.withdraw(article, by=None, at=AT, now=NOON)


def _secret(article):
    publishing.withdraw(article, by=None, at=AT, answer=404, now=NOON)


def _led_on(article):
    other = make_live(headline="Other")
    publishing.withdraw(article, by=None, at=AT, answer=301, see_instead=other.article, now=NOON)


_ACTS = [_published, _moved, _corrected, _gone, _secret, _led_on]


@pytest.mark.parametrize(
    "act, language", [*((act, HOME) for act in _ACTS), (_moved, OTHER), (_gone, OTHER)]
)
def test_every_address_whose_answer_changed_is_named(client, act, language):
    version = make_live(**_content(language, "Harbour"))
    act(version.article)
    newest = PublishedVersion.objects.of(version.article).latest("live_from")
    paths = {*_surfaces(version), f"{version.path}lite/", newest.path, f"{newest.path}lite/"}
    if newest.section_id != version.section_id:
        section = Section.objects.get(pk=newest.section_id).get_absolute_url()
        paths |= {section, f"{section}feed.rss"}
    before = _answers(client, paths, AT - MICROSECOND)
    after = _answers(client, paths, AT)
    changed = {path for path in paths if before[path] != after[path]}
    assert {version.path, f"{version.path}lite/"} <= changed
    assert changed - _pages(version.article) == set()


@pytest.mark.parametrize("language", [HOME, OTHER])
def test_of_a_new_story_every_surface_is_named(language):
    version = make_live(at=AT, **_content(language, "Harbour"))
    place, named = surfaces.place_of(version), _pages(version.article)
    shown = [each for each in SURFACES if each.shows_stories and each.language == language]
    assert {iri_to_uri(each.address(place)) for each in shown} - named == set()
    assert {"/sitemap.xml", "/sitemaps/2025/03.xml", "/sitemaps/places.xml"} <= named


def test_a_story_is_named_by_every_address_that_it_had(client):
    version = make_live()
    moved = change(version.article, slug="moved")
    publishing.publish(moved, by=None, at=AT, now=NOON)
    version.article.addresses.create(path="/?p=12", public_from=NOON)
    publishing.withdraw(moved, by=None, at=NOON + DAY, now=AT)
    named = _pages(version.article, NOON + DAY)
    old = {version.path, f"{version.path}lite/", f"/az{version.path}", "/?p=12"}
    assert old | {"/2025/03/10/moved/", "/2025/03/10/moved/lite/"} <= named


def test_an_address_that_is_hidden_still_is_not_named():
    version = make_live()
    publishing.publish(change(version.article, slug="late"), by=None, at=NOON + DAY, now=NOON)
    assert not any("late" in path for path in _pages(version.article, version.live_from, AT))


def test_stories_that_lead_to_a_story_are_named_with_it():
    first, second, last = (make_live(headline=f"Story {name}") for name in "ABC")
    for number, (one, other) in enumerate(((first, second), (second, last))):
        publishing.withdraw(
            one.article, by=None, answer=301, see_instead=other.article, now=AT + number * HOUR
        )
    publishing.withdraw(last.article, by=None, now=NOON + DAY)
    named = _pages(last.article, NOON + DAY)
    assert {first.path, second.path, last.path} <= named


def test_places_are_named_by_every_address_that_they_had(editor):
    town, rain = make_section("Town"), make_topic("Rain")
    double = make_topic("Rains")
    make_live(topics=[double])
    merging.merge(double, rain, by=editor, now=NOON)
    town.addresses.create(path="/stadt/", public_from=NOON)
    version = make_live(section=town, topics=[rain.pk], at=AT)
    other = make_live(language="az", section=make_section("Ev", language="az"), topics=[rain.pk])
    assert {"/stadt/", "/stadt/feed.rss", "/topics/rains/"} <= _pages(version.article)
    assert {"/az/topics/rains/", "/az/topics/rain/"} <= _pages(other.article, other.live_from)


def test_an_old_dispatch_is_named_on_the_day_of_its_date():
    version = make_live(at=AT, dated_at=NOON - 400 * DAY)
    named = _pages(version.article)
    assert {"/2024/", "/2024/02/", "/2024/02/04/", "/sitemaps/2024/02.xml"} <= named
    assert "/2025/03/10/" not in named


def test_sitemaps_in_several_files_are_all_named(monkeypatch):
    monkeypatch.setattr("articles.sitemaps.stories.PER_FILE", 2)
    monkeypatch.setattr("articles.sitemaps.news.PER_FILE", 1)
    for _number in range(3):
        version = make_live()
    named = _pages(version.article, version.live_from)
    assert {"/sitemaps/2025/03-2.xml", "/news-sitemap-5.xml", "/sitemaps/places-2.xml"} <= named
