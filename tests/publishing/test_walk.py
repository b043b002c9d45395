"""A random walk of all verbs over one story: after each step its rows agree, nothing begins early,
and no text that waited is gone without a word on record.
"""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple

import pytest

from articles import drafting, integrity, publishing
from articles.errors import Refused, Unsettled
from articles.models import OPEN, AuditRow, Change, PublishedVersion, StoppedPublication, Withdrawal
from articles.publishing.rebasing import is_nothing
from tests.base import HOUR, MINUTE, NOON, SECOND
from tests.factories import make_article, reloaded

pytestmark = pytest.mark.django_db

# Short texts: what becomes of each is known without the arithmetic that is tried here.
NAMES = ("headline", "kicker", "standfirst", "dateline")
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.repeated) for seed in range(1, 6))]
STEPS = 50
DROPPED = ("version dropped", "stopped by the hold")


class Row(NamedTuple):
    """A version as it stands: its key, its span, what it says and of what kind it is."""

    key: int
    start: object
    end: object
    revision: object
    change: str

    @property
    def content(self) -> dict:
        return self.revision.content

    @property
    def says(self) -> tuple:
        return self.start, *(self.content[name] for name in NAMES)


def rows_of(article) -> list[Row]:
    versions = PublishedVersion.objects.of(article).select_related("revision")
    return [
        Row(each.pk, each.live_from, each.live_until, each.revision, each.change)
        for each in versions.order_by("live_from")
    ]


def waits_among(rows, now) -> list[Row]:
    return [row for row in rows if row.start > now]


class Walk:
    def __init__(self, seed: int):
        self.random = Random(seed)
        self.now = NOON
        self.article = make_article(headline="0")
        self.done: Counter[str] = Counter()
        self.begun: dict[int, tuple] = {}

    def step(self) -> None:
        self.now += self.random.choice([SECOND, MINUTE, 7 * MINUTE, HOUR])
        self.rows = rows_of(self.article)
        self.stopped = set(self._stopped().values_list("pk", flat=True))
        last = AuditRow.objects.order_by("number").values_list("number", flat=True).last() or 0
        [verb] = self.random.choices(list(VERBS), list(VERBS.values()))
        name = verb.__name__
        try:
            expected = verb(self)
        except Refused as refusal:
            assert rows_of(self.article) == self.rows, f"{name} refused and changed: {refusal}"
            self.done[f"{name} refused"] += 1
        else:
            self.done[name] += 1
            after = [row.says for row in waits_among(rows_of(self.article), self.now)]
            # What begins this very moment is looked at by whoever published it.
            assert expected is None or after == sorted(expected), name
        self._check(name, last)

    def _check(self, name: str, last: int) -> None:
        assert [said for said in integrity.faults(self.now) if said] == [], name
        after = rows_of(self.article)
        self._check_spans(name, after)
        self._check_dates(name)
        self._check_begun(name, after)
        gone = {row.key: row for row in waits_among(self.rows, self.now)}
        for row in after:
            gone.pop(row.key, None)
        dropped = AuditRow.objects.filter(act__in=DROPPED, number__gt=last)
        told = Counter((row.revision_id, row.detail["live_from"]) for row in dropped if row.detail)
        for row in gone.values():
            assert told[row.revision.pk, row.start.isoformat()], f"{name} dropped without a word"

    def _check_spans(self, name: str, rows: list[Row]) -> None:
        """One follows the other, but where the story was withdrawn in between."""
        down = set(
            Withdrawal.objects.filter(article=self.article).values_list("begins_at", "ends_at")
        )
        ends = {begins: until for begins, until in down if begins < until}
        for one, other in pairwise([*rows, None]):
            end, until = one.end, other.start if other else OPEN
            while end < until:
                assert end in ends, f"{name} left a gap"
                end = ends[end]
            assert end == until, name

    def _check_dates(self, name: str) -> None:
        """What waits is dated as the first is, and "Updated" as what comes before it says."""
        versions = list(PublishedVersion.objects.of(self.article).order_by("live_from"))
        for one, other in pairwise(versions):
            if other.live_from > self.now:
                is_quiet = other.change in Change.quiet()
                updated_at = one.updated_at if is_quiet else other.live_from
                assert (other.dated_at, other.updated_at) == (versions[0].dated_at, updated_at), (
                    name
                )

    def _check_begun(self, name: str, rows: list[Row]) -> None:
        """What readers saw once, they saw; nothing is put before the present."""
        found = {row.key: row.says for row in rows if row.start <= self.now}
        for key, said in self.begun.items():
            assert found.get(key) == said, f"{name} changed the past"
        for row in rows:
            if row.key not in {each.key for each in self.rows} and row.key not in self.begun:
                assert row.start >= self.now, f"{name} put one into the past"
        self.begun = found

    # The verbs, each with what is to wait after it; None where the verb alone knows ------------

    def write(self):
        names = self.random.sample(NAMES, self.random.randint(1, 2))
        article = reloaded(self.article)
        changes = {name: self._word() for name in names}
        drafting.save(article, changes, base=article.head_id, by=None, now=self.now)
        return self._waiting()

    def embargo(self):
        article = reloaded(self.article)
        end = self.random.choice([None, None, None, self._moment()])
        drafting.save(
            article, {"embargoed_until": end}, base=article.head_id, by=None, now=self.now
        )
        return self._waiting()

    def set_embargo(self):
        until = self.random.choice([OPEN, self._moment(), self._moment()])
        waits = self.random.choice(["", "back", "move"])
        done = publishing.embargo(
            reloaded(self.article),
            until=until,
            reason=self._word(),
            by=None,
            waits=waits,
            now=self.now,
        )
        rows = waits_among(self.rows, self.now)
        early = [row for row in rows if row.start < until] if done.moved or done.taken_back else []
        stay = [row.says for row in rows if row not in early]
        return [*stay, (until, *early[-1].says[1:])] if done.moved else stay

    def lift_embargo(self):
        publishing.lift_embargo(reloaded(self.article), by=None, why="It is out.", now=self.now)
        return self._waiting()

    def publish(self):
        article, at = reloaded(self.article), self._at()
        head = article.head
        same = [row for row in self._coming() if row.revision == head]
        if same and (same[0].start <= self.now or same[0].start == at):
            publishing.publish(article, by=None, at=at, now=self.now)
            return self._waiting()
        return self._put(
            lambda **said: publishing.publish(article, by=None, at=at, now=self.now, **said),
            head.content,
            at,
            same=same[0] if same else None,
            kind=self._kind(),
        )

    def amend(self):
        live = [row for row in self._coming() if row.start <= self.now]
        base = live[0].revision if live else reloaded(self.article).head
        changes = {self.random.choice(NAMES): self._word()}
        return self._put(
            lambda **said: publishing.amend(
                reloaded(self.article), changes, base=base, by=None, now=self.now, **said
            ),
            base.content | changes,
            None,
            kind=self._kind(),
        )

    def schedule(self):
        return self.publish()

    def resume(self):
        stopped = self._any(self._stopped())
        at = self._at()
        return self._put(
            lambda **said: publishing.resume(stopped, by=None, at=at, now=self.now, **said),
            stopped.revision.content,
            at,
            kind={},
            is_same=stopped.revision_id,
        )

    def move(self):
        version, at = self._any_waiting(), self._moment()
        publishing.move(version, by=None, at=at, now=self.now)
        moved = {row.key: row.says for row in waits_among(self.rows, self.now)}
        moved[version.pk] = (at, *moved[version.pk][1:])
        return [said for said in moved.values() if said[0] > self.now]

    def unschedule(self):
        version = self._any_waiting()
        publishing.unschedule(version, by=None, now=self.now)
        rows = waits_among(self.rows, self.now)
        return [row.says for row in rows if row.key != version.pk]

    def withdraw(self):
        at = self._at()
        standing = Withdrawal.objects.filter(article=self.article, ends_at=OPEN).first()
        publishing.withdraw(reloaded(self.article), by=None, at=at, now=self.now)
        if standing and standing.begins_at <= self.now:
            return self._waiting()
        return [
            row.says for row in waits_among(self.rows, self.now) if row.start < (at or self.now)
        ]

    def bring_back(self):
        at, text = self._at(), self.random.choice(["as it was", "working copy"])
        publishing.bring_back(reloaded(self.article), by=None, at=at, text=text, now=self.now)
        there = {row.says for row in waits_among(rows_of(self.article), self.now)}
        # What waited waits on, besides what gave its place.
        assert {said for said in self._waiting() if said[0] != at} <= there

    def hold(self):
        publishing.hold(reloaded(self.article), by=None, reason="A judge asks.", now=self.now)
        stopped = self._stopped().exclude(pk__in=self.stopped)
        kept = sorted((row.live_from, row.revision_id) for row in stopped)
        waited = [(row.start, row.revision.pk) for row in waits_among(self.rows, self.now)]
        assert kept == waited
        return []

    def clear_hold(self):
        cleared = publishing.clear_hold(reloaded(self.article), by=None, now=self.now)
        left = {each.pk for each in cleared.left}
        assert left == set(self._stopped().values_list("pk", flat=True))
        assert len(left) + len(cleared.resumed) == len(self.stopped)
        rows = {row.key: row.says for row in rows_of(self.article)}
        return [*self._waiting(), *(rows[each.pk] for each in cleared.resumed)]

    def give_up(self):
        stopped = self._any(self._stopped())
        publishing.give_up(stopped, by=None, now=self.now)
        assert AuditRow.objects.filter(act="stopped publication given up").exists()
        return self._waiting()

    # What a text that is put in does to those behind it ----------------------------------------

    def _put(self, verb, content: dict, at, *, kind: dict, same=None, is_same=None):
        queue = self.random.choice(["", "keep", "rebase", "cancel"])
        settled: dict[int, dict[str, str]] = {}
        if is_same:
            same = next((row for row in self._coming() if row.revision.pk == is_same), None)
            if same is not None and (same.start <= self.now or same.start == at):
                verb(queue=queue)
                return self._waiting()
        while True:
            try:
                verb(queue=queue, settled=settled, **kind)
                break
            except Unsettled as unsettled:
                choices = self.random.choices(["theirs", "mine", "base"], k=len(unsettled.names))
                key = unsettled.version.revision_id
                assert key not in settled
                settled[key] = dict(zip(sorted(unsettled.names), choices, strict=True))
        start = at or self.now
        self._is_in(content, start)
        waits = [row for row in waits_among(self.rows, self.now) if row != same]
        ahead = [row for row in waits if row.start >= start]
        assert not ahead or queue
        found = [row.says for row in waits if row.start < start]
        if start > self.now:
            found.append((start, *(content[name] for name in NAMES)))
        later = [row for row in ahead if row.start > start]
        if queue == "keep":
            return found + [row.says for row in later]
        return found + (
            self._rebased(content, start, later, same, settled) if queue == "rebase" else []
        )

    def _is_in(self, content: dict, start) -> None:
        live = PublishedVersion.objects.of(self.article).live(start).get()
        assert live.live_from == start
        assert [live.revision.content[name] for name in NAMES] == [content[name] for name in NAMES]

    def _rebased(self, new: dict, start, later: list[Row], same, settled) -> list[tuple]:
        before = [row for row in self._coming() if row.start <= start and row != same]
        base, theirs, found = before[-1].content if later else {}, new, []
        for row in later:
            said = settled.get(row.revision.pk, {})
            content = dict(row.content)
            for name in (*NAMES, "embargoed_until"):
                sides = {"base": base[name], "theirs": theirs[name], "mine": row.content[name]}
                content[name] = sides[said[name]] if name in said else _one_of(**sides)
            if not is_nothing(content, theirs, row.change):
                found.append((row.start, *(content[name] for name in NAMES)))
            base, theirs = row.content, content
        return found

    # What there is to choose from ---------------------------------------------------------------

    def _coming(self) -> list[Row]:
        return [row for row in self.rows if row.end > self.now]

    def _waiting(self) -> list[tuple]:
        return [row.says for row in waits_among(self.rows, self.now)]

    def _stopped(self):
        return StoppedPublication.objects.filter(article=self.article, settled_at=None)

    def _any(self, rows):
        rows = list(rows)
        if not rows:
            raise Refused("Nothing is there.")
        return self.random.choice(rows)

    def _any_waiting(self) -> PublishedVersion:
        return self._any(PublishedVersion.objects.of(self.article).ahead(self.now))

    def _at(self):
        return self.random.choice([None, self._moment(), self._moment()])

    def _moment(self):
        """One of the next half hours, so that several ask for the same."""
        since = (self.now - NOON) // (30 * MINUTE)
        return NOON + (since + self.random.randint(0, 8)) * timedelta(minutes=30)

    def _kind(self) -> dict:
        if self.random.random() < 0.2:
            return {"change": Change.CORRECTION, "note": "It was not so."}
        return {"change": self.random.choice([Change.UPDATE, Change.MINOR])}

    def _word(self) -> str:
        # Few words, so that two texts say the same now and then.
        return self.random.choice("abcde")


def _one_of(*, base, theirs, mine):
    """What stands where no more than one side changed, or both alike."""
    if theirs == mine or mine == base:
        return theirs
    assert theirs == base, "a place that both changed was not asked about"
    return mine


# How often each is tried: a queue has to grow before it is stopped.
VERBS = {
    Walk.write: 7, Walk.publish: 3, Walk.schedule: 9, Walk.amend: 4, Walk.move: 4,
    Walk.unschedule: 2, Walk.withdraw: 1, Walk.bring_back: 4, Walk.hold: 1, Walk.clear_hold: 5,
    Walk.resume: 4, Walk.give_up: 1, Walk.embargo: 1,
    Walk.set_embargo: 2, Walk.lift_embargo: 2,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_done_in_whatever_order_nothing_is_lost(seed):
    walk = Walk(seed)
    for _step in range(STEPS):
        walk.step()
