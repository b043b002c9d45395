"""Judges answers: whether what they show is what stood there while they were made."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from tests.benchmarks.boundaries.asking import Answer
from tests.benchmarks.boundaries.expected import WORD, Expected, Seen

ALLOWED = timedelta(seconds=1)
_TICK = timedelta(microseconds=1)
_NAMED = re.compile(rf"{WORD.pattern}|(?:pier|pen)-[0-9]{{4}}|[0-9a-f]{{32}}\.(?:jpeg|webp)")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\.[0-9]+)?(?:Z|[+-][0-9:]{5})")
_MOMENT_IN_WORDS = re.compile(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} \S+")


@dataclass
class Verdict:
    """What came of all answers. A fault is told in full, the first of them at least."""

    counts: Counter = field(default_factory=Counter)
    worst: timedelta = timedelta()
    faults: list[str] = field(default_factory=list)

    def add(self, kind: str, words: str, lateness: timedelta = timedelta()) -> None:
        if kind == "late" and lateness <= ALLOWED:
            kind = "late within a second"
        self.worst = max(self.worst, lateness)
        self.counts[kind] += 1
        self.faults.append(f"{kind}: {words}")


class Judge:
    def __init__(self, expected: Expected, moments: list[datetime], zone: ZoneInfo):
        self.expected, self.moments, self.verdict = expected, moments, Verdict()
        self.texts_of_moments = {
            text: moment for moment in moments for text in _all_texts(moment, zone)
        }
        # What somebody holds who asked before: the path → what it showed, its tag and its date.
        self.held: dict[str, tuple[Seen, str, str]] = {}
        # The newest tag of each path, what it stood for, and when it was given.
        self.tags: dict[str, tuple[Seen, str, datetime]] = {}

    def judge(self, answer: Answer) -> None:
        self.verdict.counts["requests"] += 1
        self.verdict.counts["asked with a condition"] += bool(answer.question.headers)
        seen = self._seen(answer)
        self._judge_state(answer, seen)
        self._judge_words(answer)
        self._judge_moments(answer)
        self._judge_tag(answer, seen)

    def _seen(self, answer: Answer) -> Seen:
        """What the asker sees: with 304, what they held before."""
        address = answer.question.address
        if answer.status == 304:
            self.verdict.counts["not changed (304)"] += 1
            return self.held[address.path][0]
        return address.read(answer.status, answer.headers.get("location", ""), answer.text)

    def _judge_state(self, answer: Answer, seen: Seen) -> None:
        at = answer.question.address.at
        if seen in (at(answer.asked_at), at(answer.came_at)):
            return
        before = self.moments[: bisect_right(self.moments, answer.asked_at)]
        after = self.moments[bisect_left(self.moments, answer.came_at) :]
        words = f"{_told(answer)} {_difference(seen, at(answer.asked_at))}"
        if after and seen == at(after[0]):
            self.verdict.add("early", words)
        elif before and seen == at(before[-1] - _TICK):
            self.verdict.add("late", words, answer.asked_at - before[-1])
        else:
            self.verdict.add("wrong", words)

    def _judge_words(self, answer: Answer) -> None:
        """On no page whatever stands a word before its time, or a second after it."""
        address = answer.question.address
        for word in set(_NAMED.findall(answer.text)) - set(_NAMED.findall(address.path)):
            spans = self.expected.lives.get(word, [])
            if not spans or any(
                begins <= answer.came_at and (ends is None or answer.asked_at < ends)
                for begins, ends in spans
            ):
                continue
            ended = [ends for _begins, ends in spans if ends and ends <= answer.asked_at]
            if ended:
                self.verdict.add("late", f"{_told(answer)} {word}", answer.asked_at - max(ended))
            else:
                self.verdict.add("early", f"{_told(answer)} {word}")

    def _judge_moments(self, answer: Answer) -> None:
        """Nor does anything tell a moment that is to come, in whatever form machines read."""
        told = [answer.headers.get("last-modified", "")]
        told += _MOMENT.findall(answer.text) + _MOMENT_IN_WORDS.findall(answer.text)
        for text in set(told):
            if self.texts_of_moments.get(text, answer.came_at) > answer.came_at:
                self.verdict.add("early", f"{_told(answer)} tells {text}")

    def _judge_tag(self, answer: Answer, seen: Seen) -> None:
        """Between two moments a tag stays what it is: it follows from the bytes alone."""
        tag = answer.headers.get("etag", "")
        if not tag or answer.status != 200:
            return
        path = answer.question.address.path
        self.verdict.counts["tags"] += 1
        known = self.tags.get(path)
        self.tags[path] = (seen, tag, answer.asked_at)
        if known is None:
            return
        was, old, since = known
        first, last = sorted((since, answer.came_at))
        has_passed = bisect_right(self.moments, first) < bisect_right(self.moments, last)
        if not has_passed and old != tag:
            self.verdict.add("early", f"{_told(answer)} has another tag, and no moment has passed")
        if was != seen and old == tag:
            self.verdict.add("wrong", f"{_told(answer)} has the tag of before")

    def hold(self, answers: list[Answer]) -> None:
        """Takes these answers for what readers' programs hold when they ask next."""
        for answer in answers:
            if answer.status == 200 and "etag" in answer.headers:
                path = answer.question.address.path
                changed = answer.headers.get("last-modified", "")
                self.held[path] = (self._seen(answer), answer.headers["etag"], changed)


def _difference(seen: Seen, expected: Seen) -> str:
    """What is there and should not be, and the other way round."""
    more, missing = seen.signs - expected.signs, expected.signs - seen.signs
    return (
        f"is {seen.status} {seen.location} for {expected.status} {expected.location}, "
        f"too much: {sorted(more)[:5]}, missing: {sorted(missing)[:5]}"
    )


def _told(answer: Answer) -> str:
    address = answer.question.address
    return (
        f"{address.surface} {address.path} [{answer.asked_at:%H:%M:%S.%f}–{answer.came_at:%S.%f}]"
        f" {answer.status}"
    )


def _all_texts(moment: datetime, zone: ZoneInfo) -> list[str]:
    """A moment as feeds, sitemaps, pages and headers write it."""
    local = moment.astimezone(zone)
    utc = moment.astimezone(UTC)
    return [
        local.isoformat(),
        utc.isoformat(),
        f"{utc:%Y-%m-%dT%H:%M:%SZ}",
        format_datetime(local),
        format_datetime(utc),
        format_datetime(utc, usegmt=True),
    ]
