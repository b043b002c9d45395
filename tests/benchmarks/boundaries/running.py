"""Lets the moments pass: asks just before and just after each, and strikes the servers between."""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import cycle
from statistics import median
from zoneinfo import ZoneInfo

from tests.benchmarks.boundaries.asking import Question, ask
from tests.benchmarks.boundaries.expected import Address, Expected
from tests.benchmarks.boundaries.judging import Judge
from tests.benchmarks.boundaries.paper import Paper
from tests.benchmarks.serving import Server

# Between so many moments the servers are left alone.
_STRUCK_EACH = 3
_REST = timedelta(milliseconds=150)


class Run:
    """One run through all moments, and what came of it."""

    def __init__(
        self,
        paper: Paper,
        expected: Expected,
        moments: list[datetime],
        zone: ZoneInfo,
        servers: list[Server],
    ):
        self.paper, self.expected, self.moments = paper, expected, moments
        self.zone, self.servers, self.ports = zone, servers, [each.port for each in servers]
        self.judge = Judge(expected, moments, zone)
        self.restarts: Counter[str] = Counter()
        self.surfaces: set[str] = set()
        self.not_asked = 0
        self._nearest: list[timedelta] = []
        # Seconds that a question takes among others; the first rounds tell.
        self._each = 0.02
        self._blows = cycle(
            (server, name)
            for name in ("kill_worker", "renew_workers", "restart")
            for server in servers
        )

    @property
    def nearest(self) -> timedelta:
        """How long before its moment the last answer before it came."""
        return median(self._nearest or [timedelta.max])

    def through(self) -> None:
        for number, moment in enumerate(self.moments):
            addresses = self._addresses(moment)
            self.surfaces |= {address.surface for address in addresses}
            self._before(moment, addresses, number)
            self._after(moment, addresses, number)
            self.paper.order_returns(datetime.now(UTC))
            if number % _STRUCK_EACH == 0:
                self._strike()

    def _addresses(self, moment: datetime) -> list[Address]:
        """All addresses of the stories that change then, each once."""
        changing = [
            story
            for story in self.paper.stories
            if any(boundary.at == moment for boundary in story.boundaries)
        ]
        found = (self.expected.addresses(story, moment) for story in changing)
        return list({each.path: each for addresses in found for each in addresses}.values())

    def _before(self, moment: datetime, addresses: list[Address], number: int) -> None:
        _sleep_until(moment - len(addresses) * timedelta(seconds=self._each) * 1.5 - 2 * _REST)
        questions = [Question(each, place + number) for place, each in enumerate(addresses)]
        began = time.monotonic()
        answers = ask(questions, self.ports, until=moment)
        took = (time.monotonic() - began) / max(1, len(answers))
        self._each = max(took, (2 * self._each + took) / 3)
        self.judge.hold(answers)
        # What is left of the time: the nearer to the moment, the more an early answer would tell.
        _sleep_until(moment - 2 * _REST)
        answers += ask(questions[::-1], self.ports, until=moment, anew=True)
        for answer in answers:
            self.judge.judge(answer)
        came = [each for each in answers if each.came_at < moment]
        self.not_asked += len(addresses) - len({each.question.address.path for each in came})
        self._nearest += [min(moment - each.came_at for each in came)] if came else []

    def _after(self, moment: datetime, addresses: list[Address], number: int) -> None:
        _sleep_until(moment)
        questions = [
            Question(each, place + number + 1, self._conditions(each, place + number))
            for place, each in enumerate(addresses)
        ]
        for answer in ask(questions, self.ports):
            self.judge.judge(answer)

    def _conditions(self, address: Address, number: int) -> tuple[tuple[str, str], ...]:
        """As a program asks that has the page of before: by its tag, by its date, or as if new."""
        held = self.judge.held.get(address.path)
        if held is None or number % 3 == 0:
            return ()
        _seen, tag, changed = held
        if number % 3 == 1 or not changed:
            return (("If-None-Match", tag),)
        return (("If-Modified-Since", changed),)

    def _strike(self) -> None:
        """One of the servers loses a process, renews them all, or is started anew."""
        server, name = next(self._blows)
        getattr(server, name)()
        self.restarts[name.replace("_", " ")] += 1
        # A process that was killed is missed, and one that is renewed goes, a moment later.
        time.sleep(0.2)
        server.wait()


def _sleep_until(moment: datetime) -> None:
    time.sleep(max(0, (moment - datetime.now(UTC)).total_seconds()))
