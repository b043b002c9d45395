"""The search of the list: words, numbers, uids and addresses, of stories that the person sees."""

import pytest

from tests import base, factories
from tests.base import HOUR, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

clock = base.standing_clock(NOON)


def found(client, text: str) -> list[str]:
    response = client.get(pages.LIST, {"q": text})
    assert response.status_code == 200
    return [story.headline for story in response.context["cl"].result_list]


def test_every_word_must_stand_somewhere(at_desk):
    factories.make_article(headline="Ferry runs", source="Lumen Courier", slugline="harbour")
    factories.make_article(headline="Ferry stops")
    for words in ("ferry RUNS", "lumen ferry", "harbour", "  runs  "):
        assert found(at_desk, words) == ["Ferry runs"], words
    assert found(at_desk, "ferry tram") == []


def test_case_is_no_matter_beyond_ascii(at_desk):
    factories.make_article(headline="Şəhər oyanır")
    for words in ("şəhər", "ŞƏHƏR", "Şəhər"):
        assert found(at_desk, words) == ["Şəhər oyanır"], words


def test_a_published_story_is_found_without_its_accents(at_desk):
    factories.make_live(headline="Şəki yolu açılır", now=NOON - HOUR)
    assert found(at_desk, "seki") == ["Şəki yolu açılır"]
    assert found(at_desk, "acilir seki") == ["Şəki yolu açılır"]


def test_a_year_finds_no_story_by_its_address(at_desk):
    factories.make_live(headline="Ferry runs", now=NOON - HOUR)
    assert found(at_desk, "2025") == []


def test_a_number_finds_its_story(at_desk):
    story = factories.make_article(headline="Ferry runs")
    assert found(at_desk, str(story.pk)) == ["Ferry runs"]
    assert found(at_desk, "9" * 40) == []


def test_a_uid_or_its_beginning_finds_its_story(at_desk):
    story = factories.make_article(headline="Ferry runs")
    factories.make_article(headline="Tram stops")
    for text in (str(story.uid), story.uid.hex, str(story.uid)[:13], str(story.uid)[:8].upper()):
        assert found(at_desk, text) == ["Ferry runs"], text


def test_a_pasted_address_finds_its_story(at_desk):
    version = factories.make_live(headline="Şəki yolu", now=NOON - HOUR)
    factories.make_live(headline="Tram stops", now=NOON - HOUR)
    path = version.path
    for text in (
        path,
        path.rstrip("/"),
        f"https://news.example{version.get_absolute_url()}",
        f"http://127.0.0.1:8000{path}?from=mail#top",
        pages.change(version.article),
        f"https://news.example{pages.room(version.article, 'publish')}",
    ):
        assert found(at_desk, text) == ["Şəki yolu"], text


@pytest.mark.parametrize(
    "text",
    ["/nothing/", "http://[", "https://news.example/%00/", "/admin/", "//", "/" + "x" * 300, "%_%"],
)
def test_what_leads_to_no_story_finds_none(at_desk, text):
    factories.make_live(now=NOON - HOUR)
    assert found(at_desk, text) == []


def test_many_words_are_no_burden(at_desk):
    factories.make_article(headline="a b c d e f g h")
    with base.queries() as made:
        found(at_desk, "a b c d e f g h " * 20)
    assert max(query["sql"].count("LIKE") for query in made) <= 8 * 4
