"""Servers on this machine: an edge that answers as a test wants, and a real Varnish."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.conf import settings

VARNISHD = shutil.which("varnishd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
VCL = Path(settings.BASE_DIR, "deploy", "varnish.vcl")


class _Edge(BaseHTTPRequestHandler):
    """Answers PURGE with the next of `answers`, then with 200; keeps what it was told."""

    protocol_version = "HTTP/1.1"
    # Headers and body go one by one: the second would wait for word of the first.
    disable_nagle_algorithm = True

    def setup(self):
        super().setup()
        self.server.lines += 1

    def do_PURGE(self):
        self.server.told.append((self.headers["Host"], self.path))
        answer = self.server.answers.pop(0) if self.server.answers else 200
        if callable(answer):
            answer(self)
            return
        self.send_response(answer)
        if answer == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"Purged")

    def log_message(self, *args):
        """Quiet."""


class Server(ThreadingHTTPServer):
    """An edge; `told` holds (host, path) of each PURGE, `lines` counts connections."""

    daemon_threads = True

    def __init__(self, handler=_Edge):
        super().__init__(("127.0.0.1", 0), handler)
        self.told: list[tuple[str, str]] = []
        self.answers: list = []
        self.lines = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def paths(self) -> list[str]:
        return [path for _host, path in self.told]

    def handle_error(self, request, client_address):
        """Quiet: tests hang up."""


@contextmanager
def serving(server):
    """The server, until the end of the block."""
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def varnish(folder: Path, *, backend: int) -> Iterator[int]:
    """The port of a Varnish with deploy/varnish.vcl before a port of this machine."""
    vcl = folder / "newsroom.vcl"
    vcl.write_text(VCL.read_text().replace('.port = "8000";', f'.port = "{backend}";'))
    port = _free_port()
    process = subprocess.Popen(
        [
            VARNISHD, "-F", "-j", "none", "-n", str(folder / "varnish"), "-f", str(vcl),
            "-a", f"127.0.0.1:{port}", "-T", "none", "-s", "malloc,16m", "-p", "thread_pools=1",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def _wait(process: subprocess.Popen, port: int) -> None:
    for _time in range(600):
        if process.poll() is not None:
            raise AssertionError(process.stdout.read().decode())
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("Varnish does not answer.")


def ask(port: int, path: str, *, method: str = "GET", source: str = "127.0.0.1", **headers):
    """(status, body, headers) of an answer at a port, as the host news.example."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    line = HTTPConnection("127.0.0.1", port, timeout=10, source_address=(source, 0))
    try:
        line.request(method, path, headers={"Host": "news.example", **headers})
        answer = line.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())
    finally:
        line.close()
