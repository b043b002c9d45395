"""Pairs of simultaneous saves through the whole way: two editors, two workers, real HTTP.

    python -m tests.benchmarks.simultaneous [pairs]

Both editors have one story open, and each pair of saves is sent at one moment, on one base. Of
every text it is asked what its editor was told, whether a refused one stands in the answer, and
where it is in the database. On SQLite; with DATABASE_URL on that server of PostgreSQL, in a
database of its own that is dropped afterwards. Ends with 1 where a text was lost, or went in
silence.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

WORKERS = 2


def main() -> int:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    folder = tempfile.mkdtemp(prefix="newsroom-simultaneous-")
    try:
        with _database(folder) as url:
            counts, seconds = _run(pairs, folder, url)
            print(f"{urlsplit(url).scheme}, {WORKERS} workers, {pairs} pairs, {seconds:.0f} s:")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for name in ("saved", "refused", "lost", "silent", "other"):
        print(f"  {name:8} {counts[name]}")
    is_right = counts["saved"] == counts["refused"] == pairs
    return 0 if is_right and counts.total() == 2 * pairs else 1


@contextmanager
def _database(folder: str):
    """The address of a database that nothing else uses."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{folder}/newsroom.sqlite3"
        return
    import psycopg

    name = f"simultaneous_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _run(pairs: int, folder: str, url: str) -> tuple[Counter, float]:
    os.environ["DATABASE_URL"] = url
    import tests.environment  # noqa: F401  Sets all else, before Django reads it.

    os.environ["STATIC_ROOT"], os.environ["MEDIA_ROOT"] = f"{folder}/static", f"{folder}/media"
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from tests import base, factories

    story = factories.make_article(headline="Ferry").pk
    names = [base.person("editor", name=name).username for name in ("leyla", "tomas")]
    connections.close_all()
    with _server() as port:
        editors = [Editor(name, port) for name in names]
        forms = [_opened(editor, story) for editor in editors]
        began = time.perf_counter()
        presses = [
            press for number in range(pairs) for press in _pair(editors, forms, story, number)
        ]
        seconds = time.perf_counter() - began
    return _outcomes(presses, story), seconds


@contextmanager
def _server():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "python:newsroom.gunicorn"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "newsroom.wsgi"]
    server = subprocess.Popen(command, env=os.environ | {"WEB_CONCURRENCY": str(WORKERS)})
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _attempt in range(300):
        try:
            Editor.ask_at(port, "GET", "/admin/login/")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer.")


@dataclass
class Press:
    base: int
    words: str
    status: int
    answer: str


class Editor:
    """Somebody at the desk: cookies, and forms as the page holds them."""

    def __init__(self, name: str, port: int):
        from tests.base import PASSWORD

        self.name, self.port, self.cookies = name, port, {}
        self.get("/admin/login/")
        form = {"login": name, "username": name, "password": PASSWORD}
        status, _answer = self.post("/admin/login/", form)
        if status != 302 or "sessionid" not in self.cookies:
            raise SystemExit(f"{name} could not sign in: {status}")

    def get(self, address: str) -> tuple[int, str]:
        return self._ask("GET", address)

    def post(self, address: str, form: dict) -> tuple[int, str]:
        form = form | {"csrfmiddlewaretoken": self.cookies["csrftoken"]}
        return self._ask("POST", address, urlencode(form, doseq=True))

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer, text = self.ask_at(self.port, method, address, body, headers)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, text

    @staticmethod
    def ask_at(port: int, method: str, address: str, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request(method, address, body, headers or {})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text


def _opened(editor: Editor, story: int) -> dict:
    """The form as the page holds it."""
    _status, page = editor.get(_address(story))
    return _fields(page) | {"_save": "1"}


def _address(story: int) -> str:
    return f"/admin/articles/article/{story}/change/"


def _pair(editors: list[Editor], forms: list[dict], story: int, number: int) -> list[Press]:
    """Both press Save in one moment, on the text that stands, each in a window just opened."""
    from articles.models import Article

    head = Article.objects.values_list("head", flat=True).get(pk=story)
    barrier = threading.Barrier(len(editors))
    presses: list[Press] = []

    def save(editor: Editor, form: dict) -> None:
        words = f"Words of {editor.name}, pair {number}, nowhere else."
        form = form | {"base": head, "body": f"<p>{words}</p>", "window": uuid.uuid4().hex}
        barrier.wait()
        presses.append(Press(head, words, *editor.post(_address(story), form)))

    threads = [
        threading.Thread(target=save, args=both) for both in zip(editors, forms, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return presses


class _Page:
    def __init__(self, text: str):
        self.content = text.encode()


def _fields(page: str) -> dict:
    from tests.desk import pages

    return pages.fields(_Page(page))


def _outcomes(presses: list[Press], story: int) -> Counter:
    """saved or refused where what was said is what happened; else what went wrong."""
    from articles.models import Revision

    kept: dict[str, list[Revision]] = {}
    for revision in Revision.objects.filter(article=story):
        kept.setdefault(revision.content["body"], []).append(revision)
    # On one base stands one saved text: a second one would have overwritten the first.
    saved = Counter(row.base_id for rows in kept.values() for row in rows if row.kind == "saved")
    return Counter(
        _outcome(press, kept.get(f"<p>{press.words}</p>", []), saved[press.base])
        for press in presses
    )


def _outcome(press: Press, kept: list, saved_on_its_base: int) -> str:
    kinds = [revision.kind for revision in kept]
    if not kinds:
        return "lost"
    if press.status == 302:
        return "saved" if kinds == ["saved"] and saved_on_its_base == 1 else "silent"
    if press.status == 409:
        return "refused" if press.words in press.answer and kinds == ["refused"] else "silent"
    return "other"


if __name__ == "__main__":
    raise SystemExit(main())
