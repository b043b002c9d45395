"""What stands beside a story: more of its section, the one before it and the one after."""

import re

import pytest

from articles import publishing
from articles.views import beside
from tests.base import DAY, HOUR, MICROSECOND, MINUTE, NOON, queries
from tests.factories import change, make_article, make_live, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page_of(client, version) -> str:
    return client.get(version.get_absolute_url()).content.decode()


def headlines(page: str, part: str) -> list[str]:
    found = re.search(rf'<aside class="{part}".*?</aside>', page, re.S)
    return re.findall(r"<a [^>]*>([^<]*)</a>", found[0]) if found else []


def neighbours(page: str) -> dict[str, str]:
    return dict(re.findall(r'rel="(prev|next)"[^>]*>.*?<bdi>([^<]*)</bdi>', page))


def test_more_of_the_section_is_its_newest_others(client):
    town = make_section("Town")
    for number in range(beside.MORE + 2):
        make_live(headline=f"Town {number}", section=town, now=NOON - (number + 1) * MINUTE)
    make_live(headline="Elsewhere", section=make_section("Harbour"))
    version = make_live(headline="This", section=town, now=NOON - DAY)
    page = page_of(client, version)
    assert headlines(page, "more") == [f"Town {number}" for number in range(beside.MORE)]
    assert "More from Town" in page


def test_what_is_related_stands_not_among_more_of_the_section(client):
    boats = make_topic("Boats")
    version = make_live(topics=[boats])
    make_live(headline="Related", topics=[boats], now=NOON - MINUTE)
    make_live(headline="Other", now=NOON - HOUR)
    page = page_of(client, version)
    assert headlines(page, "related") == ["Related"]
    assert headlines(page, "more") == ["Other"]


def test_a_section_full_of_related_stories_still_has_more(client):
    boats = make_topic("Boats")
    version = make_live(topics=[boats], now=NOON - DAY)
    for number in range(beside.RELATED):
        make_live(headline=f"Boat {number}", topics=[boats])
    for number in range(beside.MORE):
        make_live(headline=f"Town {number}", now=NOON - HOUR)
    assert len(headlines(page_of(client, version), "more")) == beside.MORE


def test_a_story_stands_between_the_one_before_and_the_one_after(client):
    for name, now in (
        ("Oldest", NOON - 3 * DAY),
        ("Before", NOON - 2 * DAY),
        ("After", NOON - HOUR),
        ("Newest", NOON),
    ):
        make_live(headline=name, now=now)
    version = make_live(headline="This", now=NOON - DAY)
    assert neighbours(page_of(client, version)) == {"prev": "Before", "next": "After"}


def test_stories_of_one_moment_each_have_their_place(client):
    """Walking by "next" meets every story once: the tie-break orders what the date does not."""
    versions = {make_live(headline=f"Story {number}").headline for number in range(5)}
    version = make_live(headline="First", now=NOON - DAY)
    met, page = [], page_of(client, version)
    while "next" in neighbours(page):
        met.append(neighbours(page)["next"])
        path = re.search(r'<a class="neighbour" rel="next" href="([^"]+)"', page)[1]
        page = client.get(path).content.decode()
    assert len(met) == 5
    assert set(met) == versions


def test_the_ends_of_a_section_have_one_neighbour_each(client):
    first = make_live(headline="First", now=NOON - DAY)
    last = make_live(headline="Last")
    assert neighbours(page_of(client, first)) == {"next": "Last"}
    assert neighbours(page_of(client, last)) == {"prev": "First"}


def test_nothing_hidden_stands_beside_a_story(client, editor):
    version = make_live(headline="This", now=NOON - HOUR)
    make_article(headline="Draft")
    make_live(headline="To come", at=NOON + MICROSECOND)
    make_live(headline="Azərbaycanca", language="az", section=version.section)
    gone = make_live(headline="Gone", now=NOON - DAY)
    publishing.withdraw(gone.article, by=editor, now=NOON - MINUTE)
    page = page_of(client, version)
    assert (headlines(page, "more"), neighbours(page)) == ([], {})


def test_what_was_updated_stands_there_once_and_anew(client, editor):
    version = make_live(now=NOON - HOUR)
    other = make_live(headline="Earlier", now=NOON - MINUTE)
    publishing.publish(change(other.article, headline="Newer"), by=editor, now=NOON)
    page = page_of(client, version)
    assert headlines(page, "more") == ["Newer"]
    assert neighbours(page) == {"next": "Newer"}


def test_a_story_of_no_section_and_no_topic_stands_alone(client):
    version = make_live(section=None)
    make_live()
    with queries() as made:
        page = page_of(client, version)
    assert 'class="more"' not in page
    assert 'class="neighbours"' not in page
    assert len(made) == 2
