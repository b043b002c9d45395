"""The edge: caches in front of the paper (Varnish), which are told to forget addresses.

One PURGE request an address, for the host of SITE_URL; deploy/varnish.vcl is the other side. What
goes wrong comes back in words.
"""

from collections.abc import Iterable
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

# Of a connection, and of each answer: an edge stands near.
_TIMEOUT_S = 3
# Of all addresses of one boundary, whatever the edge does with our patience in between. Sixty take
# a twentieth of a second.
_ALL_S = 10
# An edge says "purged" in less; of a longer answer the rest is not read.
_MOST_BYTES = 16_384
_MOST_LETTERS = 200
_HEADERS = {"User-Agent": "Newsroom"}


class Edge:
    """One cache, by its address (http://127.0.0.1:6081), for the length of a run.

    An address that it forgot once in a run is not told again: what it fetched since was made after
    every boundary of the run. One that could not be reached is left alone for the rest of the run.
    """

    def __init__(self, address: str):
        self.address = address
        parts = urlsplit(address)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(parts.hostname, parts.port, timeout=_TIMEOUT_S)
        self._forgotten: set[str] = set()
        self._gone = ""
        self._is_over = False

    def forget(self, paths: Iterable[str]) -> str:
        """Tells it to forget these paths of the paper; returns why it could not, or ""."""
        if self._gone:
            return self._gone
        try:
            with self._within(_ALL_S):
                return next(filter(None, map(self._forget, paths)), "")
        # ValueError: what no client of ours can send or read.
        except (OSError, HTTPException, ValueError) as fault:
            self.close()
            self._gone = "It answers too slowly." if self._is_over else _words_of(fault)
            return self._gone

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _within(self, seconds: float):
        """Cuts the line when the time is over: an answer that comes letter by letter passes every
        other limit.
        """
        timer = Timer(seconds, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self) -> None:
        self._is_over = True
        line = self._connection.sock
        if line is not None:
            with suppress(OSError):
                line.shutdown(SHUT_RDWR)

    def _forget(self, path: str) -> str:
        path = iri_to_uri(path)
        if path in self._forgotten:
            return ""
        status = self._answer_to(path)
        if not 200 <= status < 300:
            return f"It answered {status}."
        self._forgotten.add(path)
        return ""

    def _answer_to(self, path: str) -> int:
        """A line that was open may have been closed meanwhile: then on a new one."""
        if self._connection.sock is not None:
            with suppress(ConnectionError):
                return self._ask(path)
            self._connection.close()
        self._connection.connect()
        return self._ask(path)

    def _ask(self, path: str) -> int:
        if self._is_over:
            raise TimeoutError
        host = urlsplit(settings.SITE_URL).netloc.lower()
        self._connection.request("PURGE", path, headers={"Host": host, **_HEADERS})
        answer = self._connection.getresponse()
        if not answer.will_close:
            answer.read(_MOST_BYTES)
        if not answer.isclosed():
            answer.close()
            self._connection.close()
        return answer.status


def _words_of(fault: Exception) -> str:
    """In one line; it may hold what the other side sent."""
    words = " ".join(str(fault).split()) or type(fault).__name__
    return "".join(letter if letter.isprintable() else "?" for letter in words[:_MOST_LETTERS])
