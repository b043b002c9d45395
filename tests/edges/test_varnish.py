"""deploy/varnish.vcl in a real Varnish: what it keeps, what it forgets, and at whose word."""

import io
import os
import socketserver
import threading
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
import time_machine
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections

from articles import publishing
from articles.edge import Edge
from articles.models import Withdrawal
from tests.base import DAY, HOUR, MINUTE, NOON, SECOND
from tests.edges.servers import VARNISHD, ask, serving, varnish
from tests.factories import change, make_live, make_section

pytestmark = pytest.mark.skipif(
    not VARNISHD and os.environ.get("REQUIRE_SERVICES") != "1", reason="varnishd is not installed"
)


class _Paper(socketserver.ThreadingMixIn, WSGIServer):
    """Answers with whatever `app` is at the moment; counts what it is asked."""

    daemon_threads = True
    app = None
    asked = 0

    def get_app(self):
        return self._answer

    def _answer(self, environ, start_response):
        self.asked += 1
        return self.app(environ, start_response)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Quiet."""


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """(the paper's server, the port of a Varnish before it); one for all tests of the module."""
    server = _Paper(("127.0.0.1", 0), _Quiet)
    with (
        serving(server),
        varnish(tmp_path_factory.mktemp("varnish"), backend=server.server_port) as port,
    ):
        yield server, port


@pytest.fixture
def paper(stack):
    """The server, with a page that says how often it was made and may be kept for a minute."""
    server, _port = stack
    server.asked, server.app = 0, numbered()
    return server


@pytest.fixture
def port(stack, settings):
    settings.SITE_URL = "https://news.example"
    settings.ALLOWED_HOSTS = ["news.example"]
    settings.SECURE_SSL_REDIRECT = False
    settings.EDGES = [f"http://127.0.0.1:{stack[1]}"]
    return stack[1]


def numbered(status: str = "200 OK", **headers):
    """An application whose pages are numbered, and tell which cookie came along."""
    headers = {"Cache_Control": "s-maxage=60", **headers}
    lock, made = threading.Lock(), [0]

    def app(environ, start_response):
        with lock:
            made[0] += 1
        told = [(name.replace("_", "-"), value) for name, value in headers.items() if value]
        start_response(status, [("Content-Type", "text/html"), *told])
        cookie = environ.get("HTTP_COOKIE", "")
        return [f"{made[0]} {environ['HTTP_HOST']} {cookie}".strip().encode()]

    return app


def body(port: int, path: str, **asked) -> str:
    return ask(port, path, **asked)[1]


def purge(port: int, path: str, **asked) -> int:
    return ask(port, path, method="PURGE", **asked)[0]


def test_an_address_is_forgotten_and_no_other(paper, port):
    first, other = body(port, "/forgotten/"), body(port, "/kept/")
    assert (body(port, "/forgotten/"), body(port, "/kept/")) == (first, other)
    with_edge = Edge(f"http://127.0.0.1:{port}")
    assert with_edge.forget(["/forgotten/"]) == ""
    with_edge.close()
    assert body(port, "/forgotten/") != first
    assert body(port, "/kept/") == other


def test_another_host_keeps_its_page(paper, port):
    first = body(port, "/host/", Host="other.example")
    body(port, "/host/")
    assert purge(port, "/host/") == 200
    assert body(port, "/host/", Host="other.example") == first


def test_a_host_is_one_however_it_is_written(paper, port):
    first = body(port, "/spelled/")
    assert body(port, "/spelled/", Host="News.Example:443") == first
    assert purge(port, "/spelled/", Host="NEWS.example") == 200
    assert body(port, "/spelled/") != first


@pytest.mark.parametrize(
    "stranger",
    [
        {"source": "127.0.0.2"},
        {"X_Forwarded_Proto": "https"},
        {"X_Forwarded_For": "198.51.100.7"},
        {"Via": "1.1 front"},
    ],
)
def test_a_stranger_makes_it_forget_nothing(paper, port, stranger):
    first = body(port, "/strange/")
    assert purge(port, "/strange/", **stranger) == 403
    assert body(port, "/strange/") == first
    assert paper.asked <= 1


@pytest.mark.parametrize("said", ["", "no-cache", "no-store", "private, max-age=60", "max-age=0"])
def test_what_may_not_be_kept_is_asked_for_each_time(paper, port, said):
    paper.app = numbered(Cache_Control=said)
    path = f"/not-kept-{said[:6].strip(', ')}/"
    assert len({body(port, path) for _time in range(3)}) == 3


def test_an_old_page_is_never_shown_for_a_new_one(paper, port):
    paper.app = numbered(Cache_Control="s-maxage=1, stale-while-revalidate=60, stale-if-error=60")
    body(port, "/short/")
    paper.app = numbered(status="410 Gone", Cache_Control="no-cache")
    threading.Event().wait(1.1)
    status, _text, _headers = ask(port, "/short/")
    assert status == 410


@pytest.mark.parametrize("path", ["/a/?utm_source=x", "/a/?before=1", "/%d1%8f/", "/%61/"])
def test_nothing_is_kept_at_an_address_that_nobody_tells_of(paper, port, path):
    assert len({body(port, path) for _time in range(2)}) == 2


def test_an_address_in_another_script_is_kept_and_forgotten(paper, port):
    first = body(port, "/%D1%8F/")
    assert body(port, "/%D1%8F/") == first
    with_edge = Edge(f"http://127.0.0.1:{port}")
    assert with_edge.forget(["/я/"]) == ""
    with_edge.close()
    assert body(port, "/%D1%8F/") != first


def test_no_cookie_reaches_the_paper_but_under_the_desk(paper, port):
    assert "me" not in body(port, "/cookies/", Cookie="who=me")
    assert "who=me" in body(port, "/admin/", Cookie="who=me")
    assert len({body(port, "/admin/x/") for _time in range(2)}) == 2
    assert "who=me" not in body(port, "/administration/", Cookie="who=me")


def test_what_came_by_plain_http_is_the_papers_to_answer(paper, port):
    first = body(port, "/plain/", X_Forwarded_Proto="https")
    assert body(port, "/plain/", X_Forwarded_Proto="https") == first
    assert body(port, "/plain/", X_Forwarded_Proto="http") != first


def test_pages_are_pressed(paper, port):
    _status, _body, headers = ask(port, "/pressed/", method="HEAD", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"


def test_an_unknown_method_goes_nowhere(paper, port):
    assert ask(port, "/", method="BAN")[0] == 405
    assert paper.asked == 0


# The paper itself, whose pages a test lets be kept ---------------------------------------------


def _kept(app):
    """The paper, as if its pages might be kept for a minute."""

    def answer(environ, start_response):
        def start(status, headers, *rest):
            others = [each for each in headers if each[0].lower() != "cache-control"]
            return start_response(status, [*others, ("Cache-Control", "s-maxage=60")], *rest)

        try:
            return list(app(environ, start))
        finally:
            connections.close_all()

    return answer


def _run(now) -> str:
    out = io.StringIO()
    with time_machine.travel(now, tick=False):
        call_command("announce_due", stdout=out)
    return out.getvalue()


def _read(port: int, now, *paths: str) -> list[tuple[int, str]]:
    with time_machine.travel(now, tick=False):
        return [ask(port, path)[:2] for path in paths]


@pytest.mark.django_db(transaction=True)
def test_every_page_that_is_kept_is_the_new_one_right_after_a_boundary(paper, port):
    paper.app = _kept(get_wsgi_application())
    _run(NOON - DAY)
    make_live(headline="Calm", section=make_section("Town"))
    story = make_live(headline="Ferry sails")
    publishing.publish(
        change(story.article, headline="Ferry late"), by=None, at=NOON + HOUR, now=NOON
    )
    _run(NOON + MINUTE)
    paths = (story.path, f"{story.path}lite/", "/", "/town/", "/2025/03/10/", "/feed.atom")
    before = _read(port, NOON + HOUR - SECOND, *paths)
    assert all(status == 200 and "Ferry sails" in text for status, text in before)
    assert _read(port, NOON + HOUR, *paths) == before, "nothing was kept"

    assert "1 told." in _run(NOON + HOUR)

    after = _read(port, NOON + HOUR, *paths)
    assert all("Ferry late" in text and "Ferry sails" not in text for _status, text in after)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answer, status", [(Withdrawal.Answer.GONE, 410), (404, 404)])
def test_what_was_withdrawn_is_nowhere_right_after(paper, port, answer, status):
    paper.app = _kept(get_wsgi_application())
    _run(NOON - DAY)
    make_live(headline="Calm", section=make_section("Town"))
    story = make_live(headline="Leaked name")
    paths = (story.path, f"{story.path}lite/", "/", "/town/", "/all/feed.json")
    _run(NOON + SECOND)
    assert all("Leaked" in text for _status, text in _read(port, NOON + MINUTE, *paths))
    publishing.withdraw(story.article, by=None, answer=answer, now=NOON + HOUR)
    _run(NOON + HOUR)
    after = _read(port, NOON + HOUR, *paths)
    assert [found for found, _text in after] == [status, status, 200, 200, 200]
    assert not any("Leaked" in text for _status, text in after)
