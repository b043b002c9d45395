"""The feed of what was corrected."""

import pytest

from articles import publishing
from articles.models import Change
from tests.base import HOUR, NOON
from tests.factories import change, make_live
from tests.feeds import reading
from tests.feeds.reading import ATOM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def corrected(now=NOON - HOUR, kind=Change.CORRECTION, note="It was <seven>.", **fields):
    version = make_live(now=NOON - 5 * HOUR, **{"headline": "Boat", **fields})
    article = change(version.article, body="<p>Seven.</p>", now=now)
    return publishing.publish(article, by=None, change=kind, note=note, now=now)


def test_each_change_that_readers_are_told_of_is_an_item(client, settings):
    version = corrected()
    channel = reading.rss(client, "/corrections/")
    [item] = channel.findall("item")
    assert item.findtext("title") == "Correction: Boat"
    assert item.findtext("link") == settings.SITE_URL + version.get_absolute_url()
    assert item.findtext("description") == "It was &lt;seven&gt;."
    assert item.findtext(reading.CONTENT) == "<p>It was &lt;seven&gt;.</p>"
    assert channel.findtext("title") == f"Corrections – {settings.NEWSROOM_NAME}"
    assert reading.titles(client, "/corrections/")["json"] == ["Correction: Boat"]


def test_its_identity_is_its_own_and_outlives_the_story_s_next_changes(client):
    version = corrected()
    before = reading.atom(client, "/corrections/").findtext(f"{ATOM}entry/{ATOM}id")
    assert before != version.article.uid.urn
    article = change(version.article, slug="ship", now=NOON)
    publishing.publish(article, by=None, change=Change.CLARIFICATION, note="A ship.", now=NOON)
    entries = reading.atom(client, "/corrections/").findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}id") for one in entries][1:] == [before]
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2


def test_what_is_withdrawn_takes_its_corrections_along(client):
    version = corrected()
    publishing.withdraw(version.article, by=None, now=NOON)
    make_live(now=NOON - HOUR)
    assert reading.titles(client, "/corrections/")["rss"] == []


def test_an_edition_speaks_its_own_language_and_has_a_feed_while_it_has_a_story(client, settings):
    assert client.get("/az/corrections/feed.rss").status_code == 404
    corrected(language="az", headline="Gəmi")
    channel = reading.rss(client, "/az/corrections/")
    assert channel.findtext("title").startswith("Düzəlişlər – ")
    assert channel.find("item").findtext("title") == "Düzəliş: Gəmi"
