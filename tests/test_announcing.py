"""announce_due: a hub is told of the feeds that a boundary changed, each once.

tests/edges/ holds what edges are told.
"""

import io
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
import time_machine
from django.core.management import CommandError, call_command

from articles import announcing, publishing, sitemaps
from articles.hub import Hub
from articles.models import OPEN, Announcement, Change
from tests.base import DAY, HOUR, MINUTE, NOON, SECOND
from tests.factories import change, make_author, make_live, make_section, make_topic
from tests.test_simultaneous import at_once

pytestmark = pytest.mark.django_db

FORMS = ["rss", "atom", "json"]


class _Hub(BaseHTTPRequestHandler):
    """Answers with the next of `answers`, then with 204; keeps what it was sent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append(parse_qs(body))
        status = self.server.answers.pop(0) if self.server.answers else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def hub(settings, monkeypatch):
    """A hub on this machine."""
    monkeypatch.setenv("no_proxy", "*")
    server = HTTPServer(("127.0.0.1", 0), _Hub)
    server.heard, server.answers = [], []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/"
    settings.SITE_URL = "https://courier.example"
    yield server
    server.shutdown()
    server.server_close()


def _run(now, **options) -> str:
    out = io.StringIO()
    with time_machine.travel(now, tick=False):
        call_command("announce_due", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def begun(hub):
    """The command has run before, a day ago."""
    _run(NOON - DAY)
    return hub


def _feeds(heard: dict) -> set[str]:
    """Paths of the feeds that the hub was told of, without their endings; all three are named."""
    assert heard["hub.mode"] == ["publish"]
    urls = heard["hub.url"]
    assert all(url.startswith("https://courier.example/") for url in urls)
    paths = [url.removeprefix("https://courier.example").rpartition("feed.") for url in urls]
    assert len(urls) == len(set(urls)) == 3 * len({path for path, *_ in paths})
    return {path for path, *_ in paths}


def test_every_feed_that_changed_is_told_and_can_be_fetched(begun, client):
    town = make_section("Town")
    version = make_live(
        section=make_section("Harbour", parent=town),
        topics=[make_topic("Rain").pk],
        bylines=[{"author": make_author("Nadia Reeve").pk, "role": "text"}],
    )
    assert "1 told." in _run(NOON + SECOND)
    [heard] = begun.heard
    assert _feeds(heard) == {
        "/all/", "/", "/town/", "/harbour/", "/topics/rain/", "/authors/nadia-reeve/",
    }  # fmt: skip
    assert version.path not in str(heard)
    with time_machine.travel(NOON + SECOND, tick=False):
        for url in heard["hub.url"]:
            assert client.get(url.removeprefix("https://courier.example")).status_code == 200


def test_nothing_is_told_before_its_second_and_nothing_twice(begun):
    make_live(at=NOON + HOUR)
    assert "0 told." in _run(NOON + HOUR - SECOND)
    assert "1 told." in _run(NOON + HOUR)
    for later in (SECOND, MINUTE, DAY):
        assert "0 told." in _run(NOON + HOUR + later)
    assert len(begun.heard) == 1


def test_an_update_tells_the_topics_that_it_left_too(begun):
    sun, rain = make_topic("Sun"), make_topic("Rain")
    make_live(topics=[sun.pk, rain.pk])
    article = make_live(topics=[sun.pk]).article
    _run(NOON + SECOND)
    changed = change(article, topics=[rain.pk])
    publishing.publish(changed, by=None, at=NOON + HOUR, now=NOON + 2 * SECOND)
    _run(NOON + HOUR)
    assert {"/topics/sun/", "/topics/rain/"} <= _feeds(begun.heard[-1])


def test_a_correction_tells_the_feed_of_corrections(begun):
    article = make_live().article
    _run(NOON + SECOND)
    assert "/corrections/" not in _feeds(begun.heard[0])
    changed = change(article, body="<p>Mended.</p>")
    publishing.publish(
        changed, by=None, at=NOON + HOUR, change=Change.CORRECTION, note="Mended.", now=NOON
    )
    _run(NOON + HOUR)
    assert "/corrections/" in _feeds(begun.heard[1])


def test_a_withdrawal_names_no_place_that_is_not_there_any_more(begun, client):
    make_live()
    article = make_live(topics=[make_topic("Leak").pk], headline="Secret").article
    _run(NOON + SECOND)
    publishing.withdraw(article, by=None, at=NOON + HOUR, now=NOON + SECOND)
    _run(NOON + HOUR)
    assert _feeds(begun.heard[-1]) == {"/all/", "/", "/town/"}
    assert "secret" not in str(begun.heard[-1]).lower()


def test_a_topic_of_a_story_that_is_hidden_still_is_not_named(begun):
    leak = make_topic("Leak")
    article = make_live().article
    hidden = change(article, topics=[leak.pk])
    publishing.publish(hidden, by=None, at=NOON + DAY, now=NOON)
    make_live(topics=[leak.pk], at=NOON + DAY)
    _run(NOON + HOUR)
    assert "leak" not in str(begun.heard)


def test_another_edition_has_feeds_of_its_own(begun):
    make_live(language="az", section=make_section("Şəhər", language="az"))
    _run(NOON + SECOND)
    assert _feeds(begun.heard[0]) == {"/all/", "/az/", "/az/seher/"}


def test_the_first_run_on_an_old_paper_tells_nothing(hub):
    make_live()
    assert "0 told." in _run(NOON + DAY)
    make_live(now=NOON + 2 * DAY)
    assert "1 told." in _run(NOON + 2 * DAY)
    assert len(hub.heard) == 1


def test_what_runs_late_says_so(begun, caplog):
    make_live()
    said = _run(NOON + timedelta(minutes=12, seconds=31))
    assert "late by 00:12:31" in said and "late by 00:12:31" in caplog.text
    make_live(now=NOON + DAY)
    assert "late" not in _run(NOON + DAY + MINUTE)


def test_what_came_and_went_while_nothing_ran_is_told(begun):
    sun = make_topic("Sun")
    make_live(topics=[sun.pk])
    article = make_live(topics=[sun.pk]).article
    _run(NOON + SECOND)
    for hour in (1, 2, 3):
        changed = change(article, topics=[], headline=f"Hour {hour}", now=NOON + hour * HOUR)
        publishing.publish(changed, by=None, now=NOON + hour * HOUR)
    assert "3 told." in _run(NOON + DAY)
    assert "/topics/sun/" in set().union(*map(_feeds, begun.heard[2:]))


def test_what_is_stored_behind_a_later_boundary_is_not_missed(begun):
    make_live(now=NOON + 30 * SECOND)
    _run(NOON + 30 * SECOND)
    make_live(now=NOON + 10 * SECOND)
    assert "1 told." in _run(NOON + MINUTE)


@pytest.mark.parametrize("status", [500, 404, 302])
def test_a_failing_hub_is_tried_again_and_stops_nobody(begun, status):
    make_live(headline="One")
    make_live(headline="Two", at=NOON + SECOND)
    begun.answers = [status]
    with pytest.raises(CommandError, match="1 could not be told"):
        _run(NOON + SECOND)
    assert len(begun.heard) == 2
    assert "0 told." in _run(NOON + MINUTE)
    assert "1 told." in _run(NOON + 3 * MINUTE)
    assert len(begun.heard) == 3


def test_it_gives_up_after_a_while(hub, settings):
    _run(NOON - DAY)
    make_live()
    hub.answers = [503] * 100
    for hour in range(1, 20):
        try:
            _run(NOON + hour * 3 * HOUR)
        except CommandError:
            continue
    assert len(hub.heard) == 7
    assert Announcement.objects.get(told_at=None).try_at == OPEN


def test_a_hub_that_is_not_there_is_a_fault(begun, settings):
    settings.WEBSUB_HUB = "http://127.0.0.1:1/"
    make_live()
    with pytest.raises(CommandError):
        _run(NOON + SECOND)


def test_a_process_that_ended_in_between_loses_its_claim(begun, monkeypatch):
    make_live()

    def end(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Hub, "tell", end)
        _run(NOON + SECOND)
    assert "0 told." in _run(NOON + MINUTE)
    assert "1 told." in _run(NOON + 11 * MINUTE)
    assert len(begun.heard) == 1


def test_without_a_hub_nothing_is_said_later_either(settings, hub):
    address, settings.WEBSUB_HUB = settings.WEBSUB_HUB, ""
    _run(NOON - DAY)
    make_live()
    _run(NOON + SECOND)
    settings.WEBSUB_HUB = address
    _run(NOON + MINUTE)
    assert not hub.heard


def test_a_dry_run_leaves_no_trace(begun):
    make_live()
    said = _run(NOON + SECOND, dry_run=True)
    assert "9 feeds: would be told" in said
    assert not begun.heard and Announcement.objects.count() == 1
    assert "1 told." in _run(NOON + SECOND)


@pytest.mark.django_db(transaction=True)
def test_several_at_once_tell_each_boundary_once(begun):
    for _number in range(8):
        make_live()

    def run() -> int:
        doors = {"forms": FORMS, "sitemaps_of": sitemaps.paths_for}
        return len(list(announcing.announce(NOON + SECOND, **doors)))

    told = at_once(run, run, run, run)
    assert sum(told) == 8, told
    assert len(begun.heard) == 8
    assert not Announcement.objects.filter(told_at=None).exists()
