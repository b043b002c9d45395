"""Telling: one run over what is due, within the minute that the timer leaves it."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings

from articles.announcing import boundaries
from articles.announcing.addresses import Changed, SitemapsOf
from articles.edge import Edge
from articles.hub import Hub
from articles.models import Announcement

# The timer runs every minute.
_LATE = timedelta(minutes=2)
# A run ends before the next begins, also where everybody lets us wait.
_RUN_S = 45
_HUB = "hub"

_log = logging.getLogger(__name__)

# Who is told → what tells them of a change, and gives why it could not, or "".
Listeners = dict[str, Callable[[Changed], str]]


@dataclass(frozen=True)
class Outcome:
    """What became of one boundary; `faults` names who was not told and why."""

    at: datetime
    late_by: timedelta
    # What a hub and edges were told; nothing where there is none.
    feeds: list[str]
    pages: list[str]
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_late(self) -> bool:
        return self.late_by > _LATE

    @property
    def fault(self) -> str:
        return "; ".join(f"{name}: {fault}" for name, fault in self.faults.items())


def announce(now: datetime, *, forms: Iterable[str], sitemaps_of: SitemapsOf) -> Iterator[Outcome]:
    """Tells what is due, the longest waiting first; several processes may do so at once. `forms`
    are the endings of feeds' addresses, `sitemaps_of` names the sitemaps of dates.
    """
    forms, ends = tuple(forms), monotonic() + _RUN_S
    boundaries.note(now)
    if not listeners():
        # Nobody is told of it later either.
        boundaries.due(now).update(told_at=now)
        return
    with ExitStack() as lines:
        heard = _listening(lines)
        for row in list(boundaries.due(now)):
            if monotonic() > ends:
                _log.warning("Edges or the hub answer slowly: the rest is told in the next run")
                return
            if boundaries.claim(row, now):
                changed = Changed(row.article_id, row.at, now, forms, sitemaps_of)
                yield _tell(row, changed, heard)


def planned(now: datetime, *, forms: Iterable[str], sitemaps_of: SitemapsOf) -> list[Outcome]:
    """What announce() would tell, without a trace."""
    if not listeners():
        return []
    noted = set(boundaries.due(now).values_list("article", "at"))
    found = sorted(noted | boundaries.new(now), key=lambda boundary: boundary[1])
    forms = tuple(forms)
    return [_outcome(Changed(*each, now, forms, sitemaps_of)) for each in found]


def listeners() -> list[str]:
    """Who is told, as settings say; edges first, because a hub fetches through them."""
    return [*settings.EDGES, *([_HUB] if settings.WEBSUB_HUB else [])]


def _listening(lines: ExitStack) -> Listeners:
    edges = [lines.enter_context(closing(Edge(address))) for address in settings.EDGES]
    heard: Listeners = {
        edge.address: lambda changed, edge=edge: edge.forget(changed.pages) for edge in edges
    }
    if settings.WEBSUB_HUB:
        hub = Hub(settings.WEBSUB_HUB)
        heard[_HUB] = lambda changed: hub.tell(changed.feeds)
    return heard


def _tell(row: Announcement, changed: Changed, heard: Listeners) -> Outcome:
    """Tells those who have not been told of it before, and notes who has been now."""
    answers = {name: tell(changed) for name, tell in heard.items() if name not in row.told}
    faults = {name: fault for name, fault in answers.items() if fault}
    told = [*row.told, *(name for name in answers if name not in faults)]
    outcome = _outcome(changed, faults)
    for name, fault in faults.items():
        tries = row.tries, boundaries.MOST_TRIES
        _log.warning("Try %d of %d: %s was not told: %s", *tries, name, fault)
    if faults:
        boundaries.put_off(row, told, changed.now)
        return outcome
    boundaries.close(row, told, changed.now)
    if outcome.is_late:
        _log.warning("A boundary was told late by %s", clock_text(outcome.late_by))
    return outcome


def _outcome(changed: Changed, faults: dict[str, str] | None = None) -> Outcome:
    return Outcome(
        changed.at,
        changed.now - changed.at,
        feeds=changed.feeds if settings.WEBSUB_HUB else [],
        pages=changed.pages if settings.EDGES else [],
        faults=faults or {},
    )


def clock_text(span: timedelta) -> str:
    """Like 00:12:31; hours go on behind 24."""
    seconds = int(span.total_seconds())
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
