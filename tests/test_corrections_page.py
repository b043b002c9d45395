"""The corrections of an edition: told from their moment on, and only of stories that are live."""

import re

import pytest
import time_machine

from articles import publishing
from articles.models import Change, Correction, Withdrawal
from articles.views import lists
from tests.base import DAY, HOUR, MICROSECOND, MINUTE, NOON, queries
from tests.factories import change, make_article, make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ADDRESS = "/corrections/"


def correct(version, text: str, *, at=None, now=NOON, kind=Change.CORRECTION, **fields):
    """The version that a correction leads to."""
    article = change(version.article, kicker=text, now=now, **fields)
    return publishing.publish(article, by=None, at=at, change=kind, note=text, now=now)


def told(client, address: str = ADDRESS) -> list[str]:
    """The texts of the corrections of a page, in order."""
    response = client.get(address)
    assert response.status_code == 200
    found = re.findall(r'correction-text"><p>(.*?)</p>', response.content.decode(), re.S)
    return [text.strip() for text in found]


def test_it_tells_the_newest_first_with_kind_moment_and_story(client):
    first = make_live(headline="Ten boats", now=NOON - DAY)
    second = make_live(headline="Market hall", now=NOON - 2 * DAY)
    correct(first, "It said ten.", now=NOON - 2 * HOUR)
    correct(second, "It said Monday.", now=NOON - HOUR, kind=Change.CLARIFICATION)
    assert told(client) == ["It said Monday.", "It said ten."]
    page = client.get(ADDRESS).content.decode()
    assert f'<a href="{first.path}">Ten boats</a>' in page
    assert "Clarification" in page
    assert '<time datetime="2025-03-10T13:00:00+04:00">10 March 2025 13:00' in page


def test_two_corrections_of_one_story_stand_each_for_itself(client):
    version = make_live(now=NOON - DAY)
    version = correct(version, "One.", now=NOON - 2 * HOUR)
    correct(version, "Two.", now=NOON - HOUR)
    assert told(client) == ["Two.", "One."]


def test_it_stays_when_a_later_text_stands_in_its_place_and_names_the_story_as_it_is(client):
    version = correct(make_live(headline="Ten boats", now=NOON - DAY), "Told.", now=NOON - 2 * HOUR)
    newer = change(version.article, headline="Nine boats")
    publishing.publish(newer, by=None, now=NOON - HOUR)
    assert told(client) == ["Told."]
    page = client.get(ADDRESS).content.decode()
    assert "Nine boats" in page
    assert "Ten boats" not in page


def test_an_update_is_no_correction(client):
    version = make_live(now=NOON - DAY)
    publishing.publish(change(version.article, headline="New"), by=None, now=NOON)
    assert told(client) == []


def test_a_scheduled_one_is_told_from_its_microsecond_on(client):
    correct(make_live(now=NOON - DAY), "Told.", at=NOON + HOUR)
    with time_machine.travel(NOON + HOUR - MICROSECOND, tick=False):
        assert told(client) == []
    with time_machine.travel(NOON + HOUR, tick=False):
        assert told(client) == ["Told."]


@pytest.mark.parametrize("answer", Withdrawal.Answer.values[:2])
def test_it_goes_with_its_story_and_comes_back_with_it(client, editor, answer):
    make_live()
    version = correct(make_live(now=NOON - DAY), "Told.", now=NOON - HOUR)
    publishing.withdraw(version.article, by=editor, answer=answer, now=NOON - MINUTE)
    assert told(client) == []
    publishing.bring_back(version.article, by=editor, now=NOON)
    assert told(client) == ["Told."]


def test_editions_do_not_mix(client):
    correct(make_live(now=NOON - DAY), "English.", now=NOON)
    correct(make_live(language="az", now=NOON - DAY), "Azərbaycanca.", now=NOON)
    assert told(client) == ["English."]
    assert told(client, "/az/corrections/") == ["Azərbaycanca."]


def test_an_edition_that_corrected_nothing_says_so_and_an_empty_one_has_no_page(client):
    make_live()
    make_article(language="az")
    assert "Nothing had to be corrected" in client.get(ADDRESS).content.decode()
    assert client.get("/az/corrections/").status_code == 404


def test_what_was_typed_is_escaped(client):
    correct(make_live(now=NOON - DAY), "<b>It</b> said\n\nten & more.", now=NOON)
    page = client.get(ADDRESS).content.decode()
    assert "&lt;b&gt;It&lt;/b&gt; said</p>" in page
    assert "ten &amp; more." in page


def test_its_pages_lead_through_all_of_them(client, monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", 3)
    for number in range(8):
        version = make_live(now=NOON - DAY)
        correct(version, f"Told {number}.", now=NOON - HOUR + min(number, 4) * MINUTE)
    pages, address = [], ADDRESS
    while address:
        pages.append(told(client, address))
        found = re.search(r'<a rel="next" href="([^"]*)"', client.get(address).content.decode())
        address = found and found[1]
    assert [len(page) for page in pages] == [3, 3, 2]
    assert {text for page in pages for text in page} == {f"Told {number}." for number in range(8)}
    assert client.get(f"{ADDRESS}?before=0-0000000000000000").status_code == 404


def test_it_costs_three_queries_however_many_there_are(client):
    version = make_live(now=NOON - DAY)
    for number in range(12):
        version = correct(version, f"Told {number}.", now=NOON - HOUR + number * MINUTE)
    with queries() as made:
        assert len(told(client)) == 12
    assert len(made) == 3


def test_it_announces_its_feed(client):
    make_live()
    assert "/corrections/feed.rss" in client.get(ADDRESS).content.decode()


def test_a_scheduled_one_does_not_stand_ahead_of_a_cursor_either(client):
    version = correct(make_live(now=NOON - DAY), "One.", now=NOON - 2 * HOUR)
    version = correct(version, "Two.", now=NOON - HOUR)
    correct(version, "Later.", at=NOON + HOUR)
    place = lists.cursor(Correction.objects.get(text="One."))
    assert told(client, f"{ADDRESS}?after={place}") == ["Two."]
