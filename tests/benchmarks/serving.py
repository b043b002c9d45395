"""Application servers for benchmarks: gunicorn as `make run` starts it, on a port of its own."""

import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

# libfaketime refuses the system call that Python's sleep makes; select waits as well.
_WAITING = """
import runpy, select, time
time.sleep = lambda seconds: select.select([], [], [], seconds)
runpy.run_module("gunicorn", run_name="__main__")
"""


def under_another_clock(offset: int) -> None:
    """Runs the same program again under a clock that is so many seconds ahead, or behind. All
    processes have one offset, so that servers that are started later agree.
    """
    libraries = [path for folder in _FAKETIME for path in sorted(Path("/").glob(folder))]
    if not libraries:
        raise SystemExit("--clock needs libfaketime: on Debian, apt-get install faketime.")
    environment = os.environ | {
        "LD_PRELOAD": str(libraries[0]),
        "FAKETIME": f"{offset:+d}",
        # Waiting and the ages of files stay those of the machine.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }
    os.execvpe(sys.executable, sys.orig_argv, environment)


_FAKETIME = ("usr/lib/*/faketime/libfaketime.so.1", "usr/lib*/faketime/libfaketime.so.1")


def is_under_another_clock() -> bool:
    """Whether it is; then waiting is mended for this very process too."""
    if "FAKETIME" not in os.environ:
        return False
    time.sleep = lambda seconds: select.select([], [], [], seconds)
    return True


@contextmanager
def database(folder: str, name: str) -> Iterator[str]:
    """The address of a database that nothing else uses: SQLite in the folder, or one more on the
    server of PostgreSQL that DATABASE_URL names, which is dropped afterwards.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{folder}/newsroom.sqlite3"
        return
    import psycopg

    name = f"{name}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def prepare(folder: str, url: str, **environment: str) -> None:
    """Django on an empty database, in an environment that the servers inherit."""
    os.environ["DATABASE_URL"] = url
    import tests.environment  # noqa: F401  Sets all else, before Django reads it.

    os.environ["STATIC_ROOT"], os.environ["MEDIA_ROOT"] = f"{folder}/static", f"{folder}/media"
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    os.environ.update(environment)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


class Server:
    """One gunicorn with its workers; it can be struck and comes back."""

    def __init__(self, workers: int, application: str = "newsroom.wsgi"):
        self.workers, self.application = workers, application
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self) -> None:
        is_other_clock = "FAKETIME" in os.environ
        command = [sys.executable, *(["-c", _WAITING] if is_other_clock else ["-m", "gunicorn"])]
        command += ["-c", "python:newsroom.gunicorn", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--log-level", "critical", self.application]
        environment = os.environ | {"WEB_CONCURRENCY": str(self.workers)}
        self.process = subprocess.Popen(command, env=environment)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def restart(self) -> None:
        """Everything ends and begins anew."""
        self.stop()
        self.start()

    def kill_worker(self) -> None:
        """One worker dies at once, as if memory had run out."""
        os.kill(min(self._workers()), signal.SIGKILL)

    def renew_workers(self) -> None:
        """As after a deployment: new workers come, the old ones finish what they are at."""
        self.process.send_signal(signal.SIGHUP)

    def _workers(self) -> list[int]:
        pid = self.process.pid
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def wait(self) -> None:
        """Until all of its workers are there and it answers."""
        for _attempt in range(300):
            if len(self._workers()) >= self.workers and self._is_well():
                return
            time.sleep(0.1)
        raise SystemExit("The server does not answer.")

    def wait_for_workers(self) -> None:
        for _attempt in range(300):
            if len(self._workers()) >= self.workers:
                time.sleep(1)
                return
            time.sleep(0.1)
        raise SystemExit("The server does not start.")

    def _is_well(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@contextmanager
def servers(number: int, workers: int) -> Iterator[list[Server]]:
    """So many servers, each with so many processes; they end with the block."""
    running = [Server(workers) for _number in range(number)]
    try:
        for server in running:
            server.wait()
        yield running
    finally:
        for server in running:
            server.stop()


@contextmanager
def bare(application: str, workers: int) -> Iterator[Server]:
    """A server of another application, under the same settings; nobody asks how it is."""
    server = Server(workers, application)
    try:
        server.wait_for_workers()
        yield server
    finally:
        server.stop()
