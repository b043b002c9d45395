"""The box that goes anywhere: stories by words, address, number, uid; rooms by their names."""

import pytest

from articles import limiting
from articles.models import Address
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

JUMP = "/admin/jump/"


def _hits(client, text: str) -> list[dict]:
    return client.get(JUMP, {"q": text}, headers={"Accept": "application/json"}).json()["hits"]


def _titles(client, text: str) -> list[str]:
    return [hit["title"] for hit in _hits(client, text)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("ferry", ["Ferry late", "Ferry runs"]),
        ("RUNS fer", ["Ferry runs"]),
        ("seki", ["Şəki açılır"]),
        ("ŞƏKİ", ["Şəki açılır"]),
        ("quay", ["Ferry late"]),
        ("ferry tram", []),
        ("%", []),
        ("_", []),
    ],
)
def test_it_finds_every_word_folded_newest_change_first(at_desk, text, titles):
    factories.make_article(headline="Ferry runs", now=base.NOON)
    factories.make_article(headline="Ferry late", slugline="quay", now=base.LATER)
    factories.make_article(headline="Şəki açılır")
    assert _titles(at_desk, text) == titles


def test_older_stories_are_looked_through_when_somebody_asks(at_desk, monkeypatch):
    monkeypatch.setattr("articles.admin.finding._RECENT", 1)
    factories.make_article(headline="Ferry runs", now=base.NOON - base.DAY)
    factories.make_article(headline="Ferry late", now=base.NOON)
    [late, further] = _hits(at_desk, "ferry")
    assert (late["title"], further["title"]) == ("Ferry late", "Look through all older stories")
    page = at_desk.get(further["url"])
    assert [hit.title for hit in page.context["answer"].hits] == ["Ferry late", "Ferry runs"]


def test_each_story_is_told_with_state_section_change_and_number(at_desk):
    version = factories.make_live(headline="Ferry runs")
    [hit] = _hits(at_desk, "ferry")
    assert hit == {
        "title": "Ferry runs",
        "url": pages.change(version.article),
        "note": f"Town · changed 10 March 2025 14:00 (UTC+04:00) · No. {version.article_id}",
        "state": "live",
        "state_words": "Live",
        "is_further": False,
    }


def test_an_exact_name_of_a_story_goes_there_at_once(at_desk, settings):
    version = factories.make_live(headline="Ferry runs")
    article = version.article
    Address.objects.create(path="/old.php?id=7", article=article, public_from=base.NOON)
    Address.objects.create(path="/küçə/", article=article, public_from=base.NOON)
    for text in (
        str(article.pk),
        f"#{article.pk}",
        str(article.uid),
        article.uid.hex,
        version.path,
        version.path.rstrip("/"),
        f"{settings.SITE_URL}{version.path}?utm_source=x#y",
        f"news.example{version.path}",
        "/old.php?id=7&x=1",
        "https://news.example/k%C3%BC%C3%A7%C9%99/",
        pages.room(article, "publish"),
    ):
        response = at_desk.get(JUMP, {"q": text})
        assert response.get("Location") == pages.change(article), text


def test_a_number_that_a_headline_holds_too_shows_both(at_desk, monkeypatch):
    numbered = factories.make_article(headline="Ferry runs")
    factories.make_article(headline=f"Ice of {numbered.pk}", now=base.NOON - base.DAY)
    factories.make_article(headline="Newest", now=base.LATER)
    titles = ["Ferry runs", f"Ice of {numbered.pk}"]
    for looked_through in (5000, 1):
        monkeypatch.setattr("articles.admin.finding._RECENT", looked_through)
        response = at_desk.get(JUMP, {"q": str(numbered.pk)})
        assert [hit.title for hit in response.context["answer"].hits] == titles
    response = at_desk.get(JUMP, {"q": f"#{numbered.pk}"})
    assert response["Location"] == pages.change(numbered)


def test_what_is_hidden_is_found_by_nothing(editor, chief_editor):
    version = factories.make_live(headline="Whistle blown")
    article = factories.change(version.article, legal_hold=True)
    limiting.limit(article, [editor], by=None)
    desk = base.signed_in(chief_editor)
    for text in ("whistle", str(article.pk), str(article.uid), version.path, pages.change(article)):
        response = desk.get(JUMP, {"q": text})
        assert response.status_code == 200, text
        assert "Whistle" not in response.content.decode(), text
        assert "Nothing found." in response.content.decode(), text
        assert _hits(desk, text) == []
    assert "Whistle blown" not in _titles(desk, "")


def test_who_sees_no_stories_goes_to_rooms_alone(operator):
    article = factories.make_article(headline="People of the harbour")
    desk = base.signed_in(operator)
    assert _titles(desk, "people") == ["People"]
    assert _titles(desk, str(article.pk)) == []


def test_rooms_and_ways_come_by_name_before_stories(at_desk):
    factories.make_article(headline="New story of an old boat")
    assert _titles(at_desk, "new story") == ["New story", "New story of an old boat"]
    assert _titles(at_desk, "wire") == ["From the wire"]
    assert _titles(at_desk, "log out") == ["Log out"]
    everything = _titles(at_desk, "")
    assert {"Stories", "Pictures", "Sections", "The desk", "New story of an old boat"} <= {
        *everything
    }
    for hit in _hits(at_desk, ""):
        assert at_desk.get(hit["url"]).status_code == 200, hit["url"]


def test_a_browser_without_scripts_gets_a_page_of_links(at_desk):
    for number in range(12):
        now = base.NOON + number * base.MINUTE
        factories.make_article(headline=f"Ferry {number}", now=now)
    response = at_desk.get(JUMP, {"q": "ferry"})
    text = response.content.decode()
    assert "8 found." in text
    assert "Ferry 11" in text
    assert "Ferry 3<" not in text


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "x" * 10_000,
        "9" * 400,
        "http://[",
        "//",
        "/%00/",
        "/?",
        "a/b/c",
        "/" * 3000,
        "'\"<",
    ],
)
def test_whatever_is_typed_is_answered(at_desk, text):
    factories.make_article()
    assert at_desk.get(JUMP, {"q": text}).status_code == 200
    assert isinstance(_hits(at_desk, text), list)


def test_its_queries_do_not_grow_with_the_paper(at_desk):
    factories.make_live(headline="Ferry runs")
    with base.queries() as few:
        _hits(at_desk, "ferry")
    for _number in range(12):
        factories.make_live(headline="Ferry late")
    with base.queries() as many:
        _hits(at_desk, "ferry")
    assert len(many) <= len(few) <= 8
