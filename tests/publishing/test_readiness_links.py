"""Links to our own lead somewhere, or it is said; of others, nothing is fetched."""

import socket

import pytest

from articles import publishing, readiness
from articles.models import Article
from articles.readiness import Level
from tests.base import DAY, LATER, NOON, standing_clock
from tests.factories import change, make_article, make_live, make_topic

pytestmark = pytest.mark.django_db
clock = standing_clock(NOON)


def said_of(body: str, *, start=NOON, among=None, level=Level.WARNING) -> list[str]:
    article = make_article(standfirst="Fog.")
    content = {**article.head.content, "body": body}
    findings = readiness.findings(article, content, start=start, now=NOON, among=among)
    return [each.sentence for each in findings if each.field == "body" and each.level is level]


def link(href: str, story: str = "") -> str:
    attribute = f'data-story="{story}" ' if story else ""
    return f'<p><a {attribute}href="{href}">here</a></p>'


def test_a_link_to_a_live_story_is_whole(settings):
    version = make_live()
    assert said_of(link(version.path)) == []
    assert said_of(link(f"{settings.SITE_URL}{version.path}")) == []
    assert said_of(link(f"{version.path}?from=list#second")) == []


@pytest.mark.parametrize(
    "href",
    ["/2025/03/10/nowhere/", "/nowhere/", "/admin/", "/%00/", "/topics/none/", "/a/b/c/d/e/"],
)
def test_a_path_that_nobody_knows_is_said(href):
    [sentence] = said_of(link(href))
    assert "leads to nothing that readers see" in sentence


@pytest.mark.parametrize("href", ["#note", "mailto:desk@gazette.invalid", "tel:+1", "/", "/2025/"])
def test_what_is_no_story_is_left_alone(href):
    assert said_of(link(href)) == []


def test_drafts_withdrawn_stories_and_those_to_come_lead_nowhere():
    withdrawn = make_live(now=NOON - DAY)
    publishing.withdraw(withdrawn.article, by=None, now=NOON)
    scheduled = make_live(at=NOON + DAY)
    for version in (withdrawn, scheduled):
        assert len(said_of(link(version.path))) == 1


def test_an_old_address_leads_on():
    version = make_live()
    moved = change(version.article, slug="moved")
    publishing.publish(moved, by=None, now=NOON)
    assert said_of(link(version.path)) == []


def test_a_topic_that_readers_find_is_whole():
    make_live(topics=[make_topic("Ferries")])
    make_topic("Trams")
    assert said_of(link("/topics/ferries/")) == []
    assert len(said_of(link("/topics/trams/"))) == 1


def test_a_link_to_a_story_is_judged_by_the_story_and_not_by_its_address():
    version = make_live(now=NOON - DAY)
    uid = str(version.article.uid)
    assert said_of(link("/2025/03/10/nowhere/", uid)) == []
    publishing.withdraw(version.article, by=None, now=NOON)
    assert len(said_of(link("/2025/03/10/nowhere/", uid))) == 1
    assert len(said_of(link("/2025/03/10/nowhere/", "no-uid"))) == 1


@pytest.mark.parametrize("by_uid", [False, True])
def test_stories_of_the_same_moment_may_link_to_each_other_if_one_may_know(by_uid):
    version = make_live(at=LATER)
    body = link(version.path, str(version.article.uid) if by_uid else "")
    assert said_of(body, start=LATER, among=Article.objects.all()) == []
    assert len(said_of(body, start=LATER, among=Article.objects.none())) == 1
    assert len(said_of(body, start=NOON, among=Article.objects.all())) == 1


@pytest.mark.parametrize(
    ("href", "said"),
    [
        ("http://harbour.example/x", "is not encrypted"),
        ("https://harbour/x", "is no address on the web"),
        ("https://127.0.0.1/x", "is no address on the web"),
        ("https://name@harbour.example/", "is no address on the web"),
        ("https://harbour.example:99999/", "is no address on the web"),
        ("https://[::1/", "is no address on the web"),
    ],
)
def test_addresses_elsewhere_are_judged_by_themselves_and_only_noted(monkeypatch, href, said):
    def refuse(*_args, **_more):
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert said_of(link(href)) == []
    [sentence] = said_of(link(href), level=Level.NOTE)
    assert said in sentence


def test_a_sound_address_elsewhere_is_not_spoken_of():
    assert said_of(link("https://harbour.example/x"), level=Level.NOTE) == []
