"""announce_due: edges are told of each boundary once, beside a hub and without one."""

import io
import threading

import pytest
import time_machine
from django.core.management import CommandError, call_command

from articles import announcing, publishing, sitemaps
from articles.edge import Edge
from articles.hub import Hub
from articles.models import OPEN, Announcement
from tests.base import DAY, HOUR, MINUTE, NOON, SECOND, queries
from tests.edges.servers import Server, serving
from tests.factories import make_live
from tests.test_announcing import hub as a_hub
from tests.test_simultaneous import at_once

pytestmark = pytest.mark.django_db
hub = a_hub


@pytest.fixture
def edges(settings):
    """Two edges on this machine; the command has run before, a day ago."""
    settings.SITE_URL = "https://courier.example"
    with serving(Server()) as one, serving(Server()) as other:
        settings.EDGES = [one.address, other.address]
        _run(NOON - DAY)
        yield one, other


def _run(now, **options) -> str:
    out = io.StringIO()
    with time_machine.travel(now, tick=False):
        call_command("announce_due", stdout=out, **options)
    return out.getvalue()


def test_every_edge_is_told_of_a_boundary_once(edges):
    story = make_live(at=NOON + HOUR)
    assert "0 told." in _run(NOON + HOUR - SECOND)
    said = _run(NOON + HOUR)
    assert "1 told." in said and "feeds" not in said
    for later in (SECOND, MINUTE, DAY):
        assert "0 told." in _run(NOON + HOUR + later)
    for edge in edges:
        assert {host for host, _path in edge.told} == {"courier.example"}
        assert len(edge.paths) == len(set(edge.paths))
        assert {story.path, f"{story.path}lite/", "/", "/town/"} <= set(edge.paths)
        assert edge.lines == 1


def test_an_address_that_several_boundaries_share_is_told_once_a_run(edges):
    stories = [make_live() for _number in range(5)]
    assert "5 told." in _run(NOON + SECOND)
    paths = edges[0].paths
    assert paths.count("/") == 1
    assert all(paths.count(story.path) == 1 for story in stories)


def test_what_a_secret_withdrawal_leaves_at_404_is_told_too(edges):
    story = make_live()
    _run(NOON + SECOND)
    edges[0].told.clear()
    publishing.withdraw(story.article, by=None, answer=404, at=NOON + HOUR, now=NOON + SECOND)
    _run(NOON + HOUR)
    assert {story.path, "/town/", "/town/feed.rss"} <= set(edges[0].paths)


def test_who_was_told_is_not_told_again_because_another_could_not_be(edges, hub):
    one, other = edges
    make_live()
    other.answers = [500]
    with pytest.raises(CommandError, match="1 could not be told"):
        _run(NOON + SECOND)
    assert (len(one.told) > 20, len(other.told), len(hub.heard)) == (True, 1, 1)
    one.told.clear()

    assert "0 told." in _run(NOON + MINUTE)
    assert "1 told." in _run(NOON + 3 * MINUTE)

    assert (len(one.told), len(other.told) > 20, len(hub.heard)) == (0, True, 1)


def test_the_hub_alone_is_told_again_where_it_failed(edges, hub):
    make_live()
    hub.answers = [503]
    with pytest.raises(CommandError):
        _run(NOON + SECOND)
    told = [len(edge.told) for edge in edges]
    assert "1 told." in _run(NOON + 3 * MINUTE)
    assert [len(edge.told) for edge in edges] == told
    assert len(hub.heard) == 2


def test_it_says_who_was_not_told_and_why(edges, hub, caplog):
    make_live()
    hub.answers, edges[1].answers = [503], [403]
    out = io.StringIO()
    with time_machine.travel(NOON + SECOND, tick=False), pytest.raises(CommandError):
        call_command("announce_due", stdout=out)
    for said in (out.getvalue(), caplog.text):
        assert f"{edges[1].address}" in said and "It answered 403." in said
        assert "hub" in said and "503" in said
        assert edges[0].address not in said


def test_edges_are_told_before_the_hub_which_fetches_through_them(edges, hub, monkeypatch):
    asked = []
    for kind, verb in ((Edge, "forget"), (Hub, "tell")):
        monkeypatch.setattr(kind, verb, lambda self, names: asked.append(type(self)) or "")
    make_live()
    _run(NOON + SECOND)
    assert asked == [Edge, Edge, Hub]


def test_one_that_is_not_there_holds_nobody_up(edges, settings):
    settings.EDGES = ["http://127.0.0.1:1", edges[0].address]
    for _number in range(20):
        make_live()
    with pytest.raises(CommandError, match="20 could not be told"):
        _run(NOON + SECOND)
    assert len({path for path in edges[0].paths if path.endswith("lite/")}) >= 20


def test_an_edge_that_was_taken_away_is_waited_for_no_longer(edges, settings):
    make_live()
    edges[1].answers = [500]
    with pytest.raises(CommandError):
        _run(NOON + SECOND)
    settings.EDGES = [edges[0].address]
    assert "1 told." in _run(NOON + 3 * MINUTE)


def test_it_gives_up_on_an_edge_after_a_while(edges, settings):
    settings.EDGES = [edges[0].address]
    make_live()
    edges[0].answers = [503] * 100
    for hour in range(1, 20):
        try:
            _run(NOON + hour * 3 * HOUR)
        except CommandError:
            continue
    assert len(edges[0].told) == 7
    assert Announcement.objects.get(told_at=None).try_at == OPEN


def test_without_anybody_to_tell_it_says_so_and_composes_nothing(settings, monkeypatch):
    settings.EDGES, settings.WEBSUB_HUB = [], ""
    _run(NOON - DAY)
    for _number in range(3):
        make_live()
    with queries() as made:
        said = _run(NOON + SECOND)
    assert "Nobody is to be told: neither EDGES nor WEBSUB_HUB is set." in said
    assert "0 told." in said
    assert len(made) < 15
    assert not Announcement.objects.filter(told_at=None).exists()


def test_without_an_edge_none_is_told_later_either(edges, settings):
    addresses, settings.EDGES = settings.EDGES, []
    make_live()
    _run(NOON + SECOND)
    settings.EDGES = addresses
    _run(NOON + MINUTE)
    assert not edges[0].told


def test_a_dry_run_tells_no_edge(edges):
    make_live()
    said = _run(NOON + SECOND, dry_run=True)
    assert "pages: would be told" in said
    assert not edges[0].told and Announcement.objects.count() == 1


@pytest.mark.parametrize("stored", ["published", "withdrawn"])
def test_what_is_stored_hours_after_its_moment_is_not_missed(edges, stored):
    early = make_live(now=NOON - DAY + SECOND)
    _run(NOON)
    make_live(now=NOON + DAY)
    _run(NOON + DAY)
    edges[0].told.clear()
    # A clock that was behind, or a transaction that took its time.
    if stored == "published":
        early = make_live(now=NOON + HOUR)
    else:
        publishing.withdraw(early.article, by=None, now=NOON + HOUR)
    assert "1 told." in _run(NOON + DAY + MINUTE)
    assert early.path in edges[0].paths
    assert "0 told." in _run(NOON + DAY + 2 * MINUTE)


@pytest.mark.django_db(transaction=True)
def test_several_at_once_tell_each_boundary_once(edges, hub):
    stories = [make_live() for _number in range(6)]
    lock, told = threading.Lock(), []

    def run() -> int:
        doors = {"forms": ["rss"], "sitemaps_of": sitemaps.paths_for}
        found = list(announcing.announce(NOON + SECOND, **doors))
        with lock:
            told.extend(found)
        return len(found)

    counts = at_once(run, run, run, run)
    assert sum(counts) == len(told) == len(hub.heard) == 6, counts
    for edge in edges:
        assert all(edge.paths.count(story.path) == 1 for story in stories)
