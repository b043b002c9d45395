"""The search of stories to link to: by words and by address, and never what is hidden."""

import json

import pytest

from articles import limiting
from tests import base
from tests.factories import change, make_article, make_live, make_section

pytestmark = pytest.mark.django_db

LINKS = "/admin/articles/article/links/"


def _found(user, **asked) -> list[dict]:
    response = base.signed_in(user).get(LINKS, asked)
    assert response.status_code == 200
    return json.loads(response.content)["stories"]


def _headlines(user, **asked) -> list[str]:
    return [story["headline"] for story in _found(user, **asked)]


def test_words_find_the_newest_stories_that_hold_them_all():
    make_live(headline="Ferry runs early")
    make_article(headline="Ferry stands still")
    make_article(headline="Tram stops")
    editor = base.person("editor")
    assert _headlines(editor, q="ferry") == ["Ferry stands still", "Ferry runs early"]
    assert _headlines(editor, q="EARLY ferry") == ["Ferry runs early"]
    assert len(_headlines(editor)) == 3


def test_a_story_is_described_in_words():
    version = make_live(headline="Ferry runs")
    [story] = _found(base.person("editor"), q="ferry")
    assert story["uid"] == str(version.article.uid)
    assert (story["path"], story["state"]) == (version.path, "Live")
    assert "10 March 2025" in story["date"]


def test_an_address_finds_its_story_with_or_without_the_host(settings):
    settings.SITE_URL = "https://courier.example"
    version = make_live(headline="Ferry runs")
    editor = base.person("editor")
    for address in (
        version.path,
        version.path.rstrip("/"),
        f"https://courier.example{version.path}",
    ):
        assert _headlines(editor, address=address) == ["Ferry runs"]
        assert _headlines(editor, q=address) == ["Ferry runs"]
    assert _headlines(editor, address=f"https://foreign.example{version.path}") == []


def test_a_story_out_of_sight_is_found_by_nothing():
    secret = make_live(headline="Leak at the plant").article
    secret = change(secret, legal_hold=True, legal_hold_reason="A letter came.")
    limiting.limit(secret, [base.person("editor", name="other")], by=None)
    mine = base.person("chief_editor")
    assert _headlines(mine, q="leak") == []
    assert _headlines(mine, address=secret.versions.get().path) == []
    reporter = base.person("reporter", section=make_section("Sport"))
    assert _headlines(reporter) == []


def test_who_sees_no_stories_is_refused():
    assert base.signed_in(base.person("operator")).get(LINKS).status_code == 403
    assert base.Client().get(LINKS).status_code == 302


@pytest.mark.parametrize("name", ["q", "address"])
def test_odd_questions_are_answered(name):
    client = base.signed_in(base.person("editor"))
    assert client.get(LINKS, {name: "a\0b"}).status_code == 400
    for odd in ("/%00/", "http://[", "x" * 20_000, "% _ ' \\ /", "//", "\ud83d/"[1:]):
        assert client.get(LINKS, {name: odd}).status_code == 200
