"""Makes the paper, lets its moments pass, and prints what was seen (see the package)."""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tests.benchmarks import serving
from tests.benchmarks.boundaries import plan
from tests.benchmarks.boundaries.expected import Expected
from tests.benchmarks.boundaries.paper import Paper
from tests.benchmarks.boundaries.running import Run

_COUNTED = ("requests", "tags", "asked with a condition", "not changed (304)")


def main() -> int:
    options = _options()
    zone = ZoneInfo(options.zone)
    begins = _wanted(options.clock, zone) if options.clock else None
    if begins and not serving.is_under_another_clock():
        ahead = begins - timedelta(seconds=options.making) - datetime.now(UTC)
        serving.under_another_clock(round(ahead.total_seconds()))
    begins = begins or _whole_second(datetime.now(UTC) + timedelta(seconds=options.making))
    folder = tempfile.mkdtemp(prefix="newsroom-boundaries-")
    try:
        with serving.database(folder, "boundaries") as url:
            serving.prepare(
                folder,
                url,
                NEWSROOM_TIME_ZONE=options.zone,
                SECURITY_CONTACT="mailto:security@gazette.example",
            )
            scheme = urlsplit(url).scheme
            return _report(_passed(options, begins, zone), scheme, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.boundaries")
    parser.add_argument("boundaries", nargs="?", type=int, default=1000)
    parser.add_argument("--zone", default="Asia/Baku", help="the newsroom's zone")
    parser.add_argument("--clock", help="the first moment, as a clock in the zone shows it")
    parser.add_argument("--together", type=int, default=25, help="boundaries of one moment")
    parser.add_argument("--apart", type=float, default=12, help="seconds between two moments")
    parser.add_argument("--making", type=float, help="seconds that making the paper may take")
    options = parser.parse_args()
    options.making = options.making or 30 + options.boundaries * 0.08
    return options


def _wanted(clock: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(clock).replace(tzinfo=zone).astimezone(UTC)


def _whole_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0) + timedelta(seconds=1)


def _passed(options: argparse.Namespace, begins: datetime, zone: ZoneInfo) -> Run:
    """All moments, once they have passed."""
    number = -(-options.boundaries // options.together)
    moments = [begins + timedelta(seconds=round(options.apart * each)) for each in range(number)]
    stories = plan.stories(options.boundaries, moments)
    began = time.monotonic()
    paper = Paper(stories, moments[0])
    print(f"{len(stories)} stories in {time.monotonic() - began:.0f} s", file=sys.stderr)
    expected = Expected(stories, paper.see_instead, zone)
    from django.db import connections

    connections.close_all()
    with serving.servers(number=2, workers=2) as running:
        left = (moments[0] - datetime.now(UTC)).total_seconds()
        print(f"{left:.0f} s left until the first moment", file=sys.stderr)
        if left < options.apart:
            raise SystemExit("Making the paper took too long: give it more seconds with --making.")
        run = Run(paper, expected, moments, zone, running)
        run.through()
    return run


def _report(run: Run, scheme: str, options: argparse.Namespace) -> int:
    counts, verdict = run.judge.verdict.counts, run.judge.verdict
    kinds = Counter(each.kind for story in run.paper.stories for each in story.boundaries)
    print(
        f"{scheme}, {options.zone}, {run.moments[0].astimezone(run.zone).isoformat()} to "
        f"{run.moments[-1].astimezone(run.zone).isoformat()}, {len(run.moments)} moments"
    )
    rows = {
        "boundaries": kinds.total(),
        **{f"  {kind}": kinds[kind] for kind in plan.KINDS},
        **{name: counts[name] for name in _COUNTED},
        "surfaces": len(run.surfaces),
        **{f"restarts: {name}": number for name, number in run.restarts.items()},
        "early": counts["early"],
        "late by more than a second": counts["late"],
        "late within a second": counts["late within a second"],
        "otherwise wrong": counts["wrong"],
        "not asked before its moment": run.not_asked,
    }
    for name, number in rows.items():
        print(f"  {name:28} {number:>8}")
    print(f"  {'worst lateness':28} {verdict.worst.total_seconds():>8.3f} s")
    print(f"  {'last answer before a moment':28} {run.nearest.total_seconds():>8.3f} s (median)")
    for fault in verdict.faults[:20]:
        print(f"  {fault}")
    is_right = not (counts["early"] or counts["late"] or counts["wrong"] or run.not_asked)
    return 0 if is_right and kinds.total() == options.boundaries else 1


if __name__ == "__main__":
    raise SystemExit(main())
