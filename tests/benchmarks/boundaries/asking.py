"""Asks many addresses of running servers at once, over connections that stay open."""

import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle

from tests.benchmarks.boundaries.expected import Address

THREADS = 6


@dataclass(frozen=True)
class Question:
    """One request to come; `server` counts the servers round."""

    address: Address
    server: int = 0
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Answer:
    """What came, and when it was asked for and was there."""

    question: Question
    asked_at: datetime
    came_at: datetime
    status: int
    headers: dict[str, str] = field(repr=False)
    text: str = field(repr=False)


def ask(
    questions: list[Question],
    ports: list[int],
    *,
    until: datetime | None = None,
    anew: bool = False,
) -> list[Answer]:
    """The answers to all that can be asked before `until`; with `anew`, round and round till then.

    Threads have connections of their own: a server that was struck is connected to anew.
    """
    waiting = iter(cycle(questions) if anew and questions else questions)
    lock, answers = threading.Lock(), []

    def work() -> None:
        with _Connections(ports) as connections:
            for question in _shared(waiting, lock):
                if until and datetime.now(UTC) >= until:
                    return
                answers.append(connections.ask(question))

    threads = [threading.Thread(target=work) for _number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _shared(questions: Iterator[Question], lock: threading.Lock) -> Iterator[Question]:
    while True:
        with lock:
            question = next(questions, None)
        if question is None:
            return
        yield question


class _Connections:
    def __init__(self, ports: list[int]):
        self.open = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for port in ports]

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        for connection in self.open:
            connection.close()

    def ask(self, question: Question) -> Answer:
        connection = self.open[question.server % len(self.open)]
        try:
            return self._ask(connection, question)
        except (OSError, http.client.HTTPException):
            connection.close()
            return self._ask(connection, question)

    def _ask(self, connection: http.client.HTTPConnection, question: Question) -> Answer:
        asked_at = datetime.now(UTC)
        connection.request("GET", question.address.path, headers=dict(question.headers))
        answer = connection.getresponse()
        body = answer.read()
        came_at = datetime.now(UTC)
        headers = {name.lower(): value for name, value in answer.getheaders()}
        # Pictures are no text, and nothing is read on them.
        text = body.decode("utf-8", "replace")
        return Answer(question, asked_at, came_at, answer.status, headers, text)
