"""Feeds for whoever has them already, and hubs."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.http import http_date

from articles import publishing
from articles.models import ImageUse
from tests.base import DAY, HOUR, NOON
from tests.factories import change, make_image, make_live, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

FORMS = ("rss", "atom", "json")


@pytest.mark.parametrize("form", FORMS)
def test_whoever_has_it_is_told_so(client, form):
    make_live(now=NOON - DAY)
    first = client.get(f"/feed.{form}")
    for header in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = client.get(f"/feed.{form}", headers=header)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]


def test_the_page_s_type_is_the_form_s(client):
    types = [client.get(f"/feed.{form}")["Content-Type"] for form in FORMS]
    assert types == [
        "application/rss+xml; charset=utf-8",
        "application/atom+xml; charset=utf-8",
        "application/feed+json",
    ]


def test_a_change_of_any_kind_is_news_to_whoever_asks_by_time_alone(client):
    """A story that comes, one that is withdrawn, and one that leaves for another list."""
    stays = make_live(now=NOON - 9 * DAY)
    goes = make_live(now=NOON - 8 * DAY)
    moves = make_live(now=NOON - 7 * DAY)
    for number, act in enumerate(
        (
            lambda at: make_live(now=at),
            lambda at: publishing.withdraw(goes.article, by=None, now=at),
            lambda at: publishing.publish(
                change(moves.article, section=make_section("Harbour"), now=at), by=None, now=at
            ),
        )
    ):
        seen = client.get("/town/feed.rss")["Last-Modified"]
        act(NOON - (3 - number) * DAY)
        answer = client.get("/town/feed.rss", headers={"if-modified-since": seen})
        assert answer.status_code == 200
    assert stays.headline in answer.content.decode()


def test_what_is_scheduled_moves_nothing_before_its_second(client):
    make_live(now=NOON - DAY)
    first = client.get("/feed.rss")
    make_live(now=NOON - DAY, at=NOON + HOUR)
    again = client.get("/feed.rss")
    assert (again["ETag"], again["Last-Modified"]) == (first["ETag"], first["Last-Modified"])
    assert first["Last-Modified"] == http_date((NOON - DAY).timestamp())


def test_only_the_end_of_rights_that_readers_saw_is_told_to_them(client):
    """Of a picture that no reader was shown nothing is told, nor of one that was gone before."""
    make_live(now=NOON - DAY)
    first = client.get("/feed.rss")
    hidden, gone, shown = (make_image(rights_until=NOON - HOUR) for _each in range(3))
    make_live(
        now=NOON - DAY, at=NOON + HOUR, body=f'<figure data-image="{make_image().uid}"></figure>'
    )
    ImageUse.objects.update(image=hidden)
    past = make_live(now=NOON - DAY)
    ImageUse.objects.create(image=gone, article=past.article, version=past)
    publishing.withdraw(past.article, by=None, now=NOON - 2 * HOUR)
    told = client.get("/feed.rss")["Last-Modified"]
    assert told == http_date((NOON - 2 * HOUR).timestamp()) != first["Last-Modified"]
    live = make_live(now=NOON - DAY)
    ImageUse.objects.create(image=shown, article=live.article, version=live)
    assert client.get("/feed.rss")["Last-Modified"] == http_date((NOON - HOUR).timestamp())


def test_who_asks_by_time_misses_nothing_of_the_same_second(client):
    """Seconds are all that such a question carries."""
    half = timedelta(milliseconds=500)
    make_live(now=NOON - half)
    with time_machine.travel(NOON - half, tick=False):
        assert "Last-Modified" not in client.get("/feed.rss")
    with time_machine.travel(NOON, tick=False):
        seen = client.get("/feed.rss")["Last-Modified"]
    assert seen == http_date((NOON - 2 * half).timestamp())


@pytest.mark.parametrize("form", FORMS)
def test_conditions_are_read_as_http_says(client, form):
    make_live(now=NOON - DAY)
    tag = client.get(f"/feed.{form}")["ETag"]
    old, new = http_date((NOON - 9 * DAY).timestamp()), http_date(NOON.timestamp())
    for headers, status in (
        ({"if-none-match": f'"other", W/{tag}, "more"'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"other"'}, 200),
        ({"if-none-match": tag.strip('"')}, 200),
        # The tag alone decides where there is one.
        ({"if-none-match": tag, "if-modified-since": old}, 304),
        ({"if-none-match": '"other"', "if-modified-since": new}, 200),
        ({"if-modified-since": old}, 200),
        ({"if-modified-since": "yesterday"}, 200),
        ({"if-modified-since": "Mon, 99 Feb 9999 99:99:99 GMT"}, 200),
    ):
        for ask in (client.get, client.head):
            assert ask(f"/feed.{form}", headers=headers).status_code == status, headers


def test_a_hub_is_named_in_the_feed_and_beside_it(client, settings):
    assert "Link" not in client.get("/feed.rss")
    settings.WEBSUB_HUB = "https://hub.example/?a=1&b=2"
    own = f"{settings.SITE_URL}/feed."
    for form in FORMS:
        answer = client.get(f"/feed.{form}")
        hub, itself = '<https://hub.example/?a=1&b=2>; rel="hub"', f'<{own}{form}>; rel="self"'
        assert answer["Link"] == f"{hub}, {itself}"
    assert answer.json()["hubs"] == [{"type": "WebSub", "url": settings.WEBSUB_HUB}]
    assert b'rel="hub" href="https://hub.example/?a=1&amp;b=2"' in client.get("/feed.rss").content


def test_head_has_the_headers_of_get(client):
    make_live()
    get, head = client.get("/feed.rss"), client.head("/feed.rss")
    assert head.content == b""
    assert head["ETag"] == get["ETag"]
    assert head["Content-Length"] == str(len(get.content))


def test_no_feed_is_sent_to(client):
    assert client.post("/feed.rss").status_code == 405
