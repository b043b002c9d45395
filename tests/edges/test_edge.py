"""An edge is told over one line, within bounds, and whatever it does comes back as words."""

import socket
import threading
from time import monotonic

import pytest

from articles import edge
from articles.edge import Edge
from tests.edges.servers import Server, serving

PATHS = ["/", "/town/", "/я/"]


@pytest.fixture
def server(settings):
    settings.SITE_URL = "https://News.example"
    with serving(Server()) as server:
        yield server


@pytest.fixture
def told(server):
    """The edge as a run holds it."""
    told = Edge(server.address)
    yield told
    told.close()


def test_each_path_is_told_for_the_paper_s_host_over_one_line(server, told):
    assert told.forget(PATHS) == ""
    assert server.told == [("news.example", path) for path in ("/", "/town/", "/%D1%8F/")]
    assert told.forget(["/harbour/"]) == ""
    assert server.lines == 1


def test_an_address_is_forgotten_once_a_run(server, told):
    told.forget(PATHS)
    assert told.forget([*PATHS, "/harbour/"]) == ""
    assert server.paths == ["/", "/town/", "/%D1%8F/", "/harbour/"]


@pytest.mark.parametrize("status", [302, 403, 404, 405, 500, 503])
def test_a_refusal_is_a_fault_and_asked_anew(server, told, status):
    server.answers = [200, status]
    assert told.forget(PATHS) == f"It answered {status}."
    assert told.forget(PATHS) == ""
    # What it forgot before the fault it is not told again, and it is led nowhere else.
    assert server.paths == ["/", "/town/", "/town/", "/%D1%8F/"]


def test_one_that_is_not_there_is_asked_once_a_run(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        gone = Edge(f"http://127.0.0.1:{taken.getsockname()[1]}")
        assert "refused" in gone.forget(PATHS)
    # Another try would say something else: nothing is bound there any more, or something is.
    assert "refused" in gone.forget(PATHS)


def test_a_line_that_was_closed_meanwhile_is_opened_again(server, told):
    def close(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        handler.close_connection = True

    server.answers = [close, close, close]
    assert told.forget(PATHS) == ""
    assert (len(server.told), server.lines) == (3, 3)


def test_one_that_says_that_it_closes_the_line_is_asked_on_another(server, told):
    def close(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        handler.close_connection = True

    server.answers = [close, close]
    assert told.forget(PATHS) == ""
    assert server.lines == 3


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\r\n",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 purged\r\n\r\n",
        b"\x00\xff" * 40_000,
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbody",
    ],
)
def test_garbage_is_a_fault_in_words(server, told, said):
    def answer(handler):
        handler.wfile.write(said)
        handler.close_connection = True

    server.answers = [answer] * 9
    fault = told.forget(PATHS)
    assert fault.isprintable() and 0 < len(fault) <= 200
    assert told.forget(PATHS) == fault
    assert len(server.told) == 1


def test_an_answer_without_end_is_not_read_to_its_end(server, told):
    def answer(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n" + b"x" * 99_999)

    server.answers = [answer]
    assert told.forget(PATHS) == ""
    assert len(server.told) == 3


def _seconds(act) -> tuple[str, float]:
    begun = monotonic()
    return act(), monotonic() - begun


def test_one_that_does_not_answer_is_left_after_a_moment(server, settings, monkeypatch):
    monkeypatch.setattr(edge, "_TIMEOUT_S", 0.2)
    rest = threading.Event()
    server.answers = [lambda handler: rest.wait(10)]
    silent = Edge(server.address)
    fault, took = _seconds(lambda: silent.forget(PATHS))
    assert "timed out" in fault and took < 2
    fault, took = _seconds(lambda: silent.forget(PATHS))
    assert "timed out" in fault and took < 0.1
    rest.set()


@pytest.mark.parametrize("where", ["headers", "body", "line by line"])
def test_one_that_answers_bit_by_bit_is_left_when_the_time_is_over(
    server, settings, monkeypatch, where
):
    monkeypatch.setattr(edge, "_ALL_S", 0.3)
    rest = threading.Event()

    def drip(handler):
        begin = {
            "headers": b"HTTP/1.1 200 OK\r\nX: ",
            "body": b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n",
            "line by line": b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        }
        while not rest.wait(0.05):
            handler.wfile.write(begin.get(where, b"y"))
            begin.pop(where, None)
            if where == "line by line":
                return

    slow = [drip] * 99
    server.answers = slow
    dripping = Edge(server.address)
    fault, took = _seconds(lambda: dripping.forget(f"/{number}/" for number in range(90)))
    rest.set()
    assert fault == "It answers too slowly."
    assert took < 3


def test_no_path_can_begin_another_request(server, told):
    fault = told.forget(["/\r\nX: y", "/town/"])
    assert fault == "" and server.paths == ["/%0D%0AX:%20y", "/town/"]
