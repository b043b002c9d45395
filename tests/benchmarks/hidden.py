"""Whether time tells what readers may not know: answers to addresses of hidden things beside those
to addresses that never were, over HTTP, in a paper of many stories.

    python -m tests.benchmarks.hidden [rounds] [--stories 20000]

Each round asks every address once, in another order. Ends with 1 where bytes or headers differ in
more than the path, or a median differs from "never was" by more than those of two that never were
differ from each other, and by more than one in twenty.
"""

import argparse
import http.client
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median, quantiles
from urllib.parse import urlsplit

from tests.benchmarks import serving

# So many of each kind, so that no single name decides.
_EACH = 4
_NEVER, _NOISE = "never was", "never was either"
_ALLOWED = 0.05
# What differs from answer to answer of one page.
_OF_THE_MOMENT = {"date", "connection"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.hidden")
    parser.add_argument("rounds", nargs="?", type=int, default=300)
    parser.add_argument("--stories", type=int, default=20_000)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="newsroom-hidden-")
    try:
        with serving.database(folder, "hidden") as url:
            serving.prepare(folder, url)
            families = _paper(options.stories)
            from django.db import connections

            connections.close_all()
            with serving.servers(number=1, workers=1) as [server]:
                results = {
                    name: _asked(kinds, server.port, options.rounds)
                    for name, kinds in families.items()
                }
            print(f"{urlsplit(url).scheme}, {options.stories} stories, {options.rounds} rounds")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    reports = [_report(name, *result) for name, result in results.items()]
    return 0 if all(reports) else 1


# The paper --------------------------------------------------------------------------------------


def _paper(stories: int) -> dict[str, dict[str, list[str]]]:
    """Family → kind → addresses; every kind of a family is asked against "never was"."""
    from django.utils import timezone

    from articles.demo import generating, paper
    from tests import base

    now, editor = timezone.now(), base.person("chief_editor")
    for _slug in paper.load(by=editor, now=now):
        pass
    for _size in generating.generate(stories, by=editor, now=now):
        pass
    letters = random.Random(7)
    names = iter(lambda: "".join(letters.choices("bcdfghklmnprstvz", k=14)), "")
    return {
        "stories": _stories(names, editor, now),
        **{
            f"{kind}s": _places(kind, names, editor, now) for kind in ("section", "topic", "author")
        },
    }


def _stories(names: Iterator[str], editor, now: datetime) -> dict[str, list[str]]:
    from articles import publishing
    from tests.factories import make_article

    yesterday, later = now - timedelta(days=1), now + timedelta(days=1)
    day = f"{_local(yesterday):/%Y/%m/%d}/"

    def make(**fields):
        article = make_article(now=yesterday, slug=next(names), dated_at=yesterday, **fields)
        return article, f"{day}{article.slug}/"

    kinds: dict[str, list[str]] = {}
    for _number in range(_EACH):
        article, path = make()
        publishing.publish(article, by=editor, at=later, now=now)
        kinds.setdefault("scheduled", []).append(path)
        article, path = make(embargoed_until=later)
        publishing.publish(article, by=editor, at=later, now=now)
        kinds.setdefault("embargoed", []).append(path)
        article, path = make()
        publishing.publish(article, by=editor, now=yesterday)
        publishing.withdraw(article, by=editor, answer=404, now=yesterday + timedelta(hours=1))
        kinds.setdefault("withdrawn in secret", []).append(path)
        kinds.setdefault("a draft", []).append(make()[1])
    return kinds | _never(names, lambda name: f"{day}{name}/")


def _places(kind: str, names: Iterator[str], editor, now: datetime) -> dict[str, list[str]]:
    """Those of scheduled stories alone."""
    from articles import publishing
    from tests import factories

    folder = "/" if kind == "section" else f"/{kind}s/"
    hidden = []
    for _number in range(_EACH):
        name = next(names)
        place = getattr(factories, f"make_{kind}")(name)
        field = {"section": place, "topic": [place], "author": [place]}[kind]
        named = {"section": "section", "topic": "topics", "author": "bylines"}[kind]
        article = factories.make_article(now=now, slug=next(names), **{named: field})
        publishing.publish(article, by=editor, at=now + timedelta(days=1), now=now)
        hidden.append(f"{folder}{name}/")
    never = _never(names, lambda name: f"{folder}{name}/")
    feeds = {
        f"{name}, its feed": [f"{path}feed.rss" for path in paths] for name, paths in never.items()
    }
    return {
        "of a hidden story": hidden,
        **never,
        "of a hidden story, its feed": [f"{path}feed.rss" for path in hidden],
        **feeds,
    }


def _never(names: Iterator[str], address) -> dict[str, list[str]]:
    return {kind: [address(next(names)) for _number in range(_EACH)] for kind in (_NEVER, _NOISE)}


def _local(moment: datetime) -> datetime:
    from django.utils import timezone

    return timezone.localtime(moment)


# Asking -----------------------------------------------------------------------------------------


def _asked(kinds: dict[str, list[str]], port: int, rounds: int):
    """({kind: seconds}, {kind: answers without their paths})."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
    answers: dict[str, set] = {kind: set() for kind in kinds}
    order, turn = random.Random(11), 0
    for turn in range(rounds + 1):
        asked = [(kind, paths[turn % _EACH]) for kind, paths in kinds.items()]
        order.shuffle(asked)
        for kind, path in asked:
            began = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            # The first round warms what is read once.
            if turn:
                seconds[kind].append(time.perf_counter() - began)
            answers[kind].add(_without_path(answer, body, path))
    connection.close()
    return seconds, answers


def _without_path(answer, body: bytes, path: str) -> tuple:
    headers = [
        (name.lower(), value)
        for name, value in answer.getheaders()
        if name.lower() not in _OF_THE_MOMENT
    ]
    return answer.status, tuple(headers), body.replace(path.encode(), b"PATH")


def _report(name: str, seconds: dict[str, list[float]], answers: dict[str, set]) -> bool:
    """Prints a family; whether all of it answers as what never was."""
    print(f"{name}: milliseconds, median (middle half), and against {_NEVER!r}")
    is_right = True
    for kind, times in seconds.items():
        tail = ", its feed" if kind.endswith(", its feed") else ""
        never, noise = (median(seconds[each + tail]) for each in (_NEVER, _NOISE))
        ratio, allowed = median(times) / never, max(_ALLOWED, abs(noise / never - 1))
        same = answers[kind] == answers[_NEVER + tail] and len(answers[kind]) == 1
        is_like = abs(ratio - 1) <= allowed
        is_right = is_right and same and is_like
        low, _middle, high = quantiles(times, n=4)
        print(
            f"  {kind:28} {median(times) * 1000:7.2f} ({low * 1000:.2f}–{high * 1000:.2f})"
            f"  {ratio:6.3f}{'' if is_like else '  DIFFERS'}"
            f"  {'same bytes' if same else 'OTHER BYTES'}"
        )
    return is_right


if __name__ == "__main__":
    raise SystemExit(main())
