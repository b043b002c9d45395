"""Pairs of simultaneous saves through the whole way: two editors, two workers, real HTTP.

    python -m tests.benchmarks.simultaneous [pairs]

Each pair is one story that both editors open and save at one moment. Of every text it is asked
what its editor was told, whether a refused one stands in the answer, and where it is in the
database. On SQLite; with DATABASE_URL on that server of PostgreSQL, in a database of its own that
is dropped afterwards. Ends with 1 where a text was lost, or went in silence.
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

    stories = [factories.make_article(headline=f"Story {n}").pk for n in range(pairs)]
    names = [base.person("editor", name=name).username for name in ("leyla", "tomas")]
    connections.close_all()
    with _server() as port:
        editors = [Editor(name, port) for name in names]
        began = time.perf_counter()
        presses = [press for story in stories for press in _pair(editors, story)]
        seconds = time.perf_counter() - began
    counts = Counter(_outcome(press) for press in presses)
    connections.close_all()
    return counts, seconds


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
    story: int
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


def _pair(editors: list[Editor], story: int) -> list[Press]:
    """Both have the story open as it stands, and press Save in the same moment."""
    address = f"/admin/articles/article/{story}/change/"
    # To open it twice would only take longer: the pages are alike but for the name of the window.
    _status, page = editors[0].get(address)
    opened = _fields(page) | {"_save": "1"}
    barrier = threading.Barrier(len(editors))
    presses: list[Press] = []

    def save(editor: Editor) -> None:
        words = f"Words of {editor.name} for story {story}, nowhere else."
        form = opened | {"body": f"<p>{words}</p>", "window": uuid.uuid4().hex}
        barrier.wait()
        presses.append(Press(story, words, *editor.post(address, form)))

    threads = [threading.Thread(target=save, args=[editor]) for editor in editors]
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


def _outcome(press: Press) -> str:
    """saved or refused where what was said is what happened; else what went wrong."""
    from articles.models import Article, Revision

    body = f"<p>{press.words}</p>"
    kept = Revision.objects.filter(article=press.story, content__body=body)
    kinds = list(kept.values_list("kind", flat=True))
    if not kinds:
        return "lost"
    if press.status == 302:
        stands = Article.objects.get(pk=press.story).body == body
        return "saved" if stands and kinds == ["saved"] else "silent"
    if press.status == 409:
        return "refused" if press.words in press.answer and kinds == ["refused"] else "silent"
    return "other"


if __name__ == "__main__":
    raise SystemExit(main())
