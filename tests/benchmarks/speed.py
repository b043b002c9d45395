"""Pages per second and processor time per page, beside a bare Django view that returns a constant
page of the same size: `make bench`, or

    python -m tests.benchmarks.speed [--stories 2000] [--rounds 3] [--seconds 4]

On the database that DATABASE_URL names (a new one on its server, dropped afterwards), else SQLite.
All servers run at once, each gets its share of load in turn, round by round, from wrk; medians of
the rounds are printed, and ratios to the bare view. The processor's time is that of the servers'
processes and, on PostgreSQL, of the database's. Needs wrk (Debian: apt-get install wrk).
"""

import argparse
import io
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.benchmarks import serving

_CONNECTIONS = 8
_TICKS = os.sysconf("SC_CLK_TCK")
_BARE = "bare view"


@dataclass
class Row:
    """One address that is measured, and what each round found."""

    name: str
    url: str
    size: int
    per_second: list[float]
    milliseconds: list[float]


def main() -> int:
    options = _options()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: on Debian, apt-get install wrk.")
    folder = tempfile.mkdtemp(prefix="newsroom-speed-")
    try:
        with serving.database(folder, "speed") as url:
            serving.prepare(folder, url, ALLOWED_HOSTS="127.0.0.1,localhost")
            paths = _paper(options.stories)
            from django.db import connections

            connections.close_all()
            with serving.servers(number=1, workers=2) as [ours]:
                page = f"http://127.0.0.1:{ours.port}"
                rows = [_row(name, page + path) for name, path in paths.items()]
                os.environ["BARE_BYTES"] = str(rows[0].size)
                with serving.bare("tests.benchmarks.bare:application", 2) as bare:
                    rows.insert(0, _row(_BARE, f"http://127.0.0.1:{bare.port}/"))
                    _measure(rows, options)
            _print(rows, urlsplit(url).scheme, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.speed")
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4, help="of load for an address and round")
    return parser.parse_args()


def _paper(stories: int) -> dict[str, str]:
    """The addresses to be measured, of a paper of so many stories."""
    from django.core.management import call_command
    from django.utils import timezone

    from articles.models import PublishedVersion, Section

    call_command("load_demo", articles=stories, stdout=io.StringIO())
    now = timezone.now()
    live = PublishedVersion.objects.live(now).in_language("en")
    story = live.exclude(lead_image=None).newest_first().first()
    section = Section.objects.filter(language="en", versions__in=live).first()
    versions = PublishedVersion.objects.count()
    print(f"{live.count()} stories of the edition are live, {versions} versions in all")
    return {
        "article, fresh": story.get_absolute_url(),
        "front, fresh": "/",
        "section, fresh": section.get_absolute_url(),
    }


def _row(name: str, url: str) -> Row:
    with urllib.request.urlopen(url) as answer:
        return Row(name, url, len(answer.read()), [], [])


def _measure(rows: list[Row], options) -> None:
    for row in rows:
        _load(row.url, 1)
    for _round in range(options.rounds):
        for row in rows:
            before = _processor_s()
            done, seconds = _load(row.url, options.seconds)
            used = _processor_s() - before
            row.per_second.append(done / seconds)
            row.milliseconds.append(1000 * used / done)


def _load(url: str, seconds: int) -> tuple[int, float]:
    """How many answers came, and in how long. An answer that is no page ends the run."""
    command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", url]
    began = time.monotonic()
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    elapsed = time.monotonic() - began
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{url}: {said}")
    found = re.search(r"(\d+) requests in ([\d.]+)s", said)
    return (int(found[1]), float(found[2])) if found else (0, elapsed)


def _processor_s() -> float:
    """Of all servers and of the database, up to now."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
            stat = (folder / "stat").read_text()
        except OSError:
            continue
        if b"gunicorn" in words or words.startswith(b"postgres"):
            fields = stat.rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


def _print(rows: list[Row], database: str, options) -> None:
    print(f"{database}, {options.stories} generated stories, {options.rounds} rounds")
    head = ("", "req/s", "of bare", "ms CPU", "of bare", "bytes")
    print("{:<16}{:>9}{:>9}{:>9}{:>9}{:>9}".format(*head))
    bare = rows[0]
    for row in rows:
        speed, cost = median(row.per_second), median(row.milliseconds)
        ratios = speed / median(bare.per_second), cost / median(bare.milliseconds)
        print(
            f"{row.name:<16}{speed:>9.0f}{ratios[0]:>9.3f}{cost:>9.2f}{ratios[1]:>9.1f}{row.size:>9}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
