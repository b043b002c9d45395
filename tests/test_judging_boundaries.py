"""The benchmark of boundaries finds what it looks for: its judge, on answers made up here."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.benchmarks.boundaries import plan
from tests.benchmarks.boundaries.asking import Answer, Question
from tests.benchmarks.boundaries.expected import Address, Expected
from tests.benchmarks.boundaries.judging import Judge

ZONE = ZoneInfo("Asia/Baku")
BEGINS = datetime(2027, 3, 10, 10, tzinfo=UTC)
MOMENTS = [BEGINS + timedelta(seconds=10 * number) for number in range(8)]
MOMENT = MOMENTS[1]
TENTH = timedelta(milliseconds=100)


@pytest.fixture
def story() -> plan.Story:
    """One whose second text follows its first at MOMENT, and which is withdrawn later."""
    told = plan.Story(3, "en")
    told.dated_at = BEGINS
    told.spans = [
        plan.Span(BEGINS, "zq0003t1", MOMENT),
        plan.Span(MOMENT, "zq0003t2", MOMENTS[2]),
    ]
    told.boundaries = [
        plan.Boundary("publish", BEGINS, 1),
        plan.Boundary("update", MOMENT, 2),
        plan.Boundary("gone", MOMENTS[2], 3),
    ]
    told.withdrawals = [plan.Span(MOMENTS[2], "gone")]
    return told


@pytest.fixture
def judge(story) -> Judge:
    stays = {code: plan.Story(9000, code, dated_at=BEGINS) for code in plan.LANGUAGES}
    return Judge(Expected([story], stays, ZONE), MOMENTS, ZONE)


@pytest.fixture
def page(judge, story) -> Address:
    found = judge.expected.addresses(story, BEGINS)
    return next(address for address in found if address.surface == "topic")


def _faults(judge: Judge) -> dict[str, int]:
    names = ("early", "late", "late within a second", "wrong")
    return {name: judge.verdict.counts[name] for name in names if judge.verdict.counts[name]}


def _answer(page: Address, asked_at: datetime, text: str, status: int = 200, **headers) -> Answer:
    return Answer(Question(page), asked_at, asked_at + TENTH / 2, status, headers, text)


def test_what_is_right_on_both_sides_of_a_moment_is_no_fault(judge, page):
    judge.judge(_answer(page, MOMENT - TENTH, "zq0003t1"))
    judge.judge(_answer(page, MOMENT, "zq0003t2"))
    # Made while the moment passed, it may show either.
    for text in ("zq0003t1", "zq0003t2"):
        judge.judge(_answer(page, MOMENT - TENTH / 4, text))
    judge.judge(_answer(page, MOMENTS[2], "", status=404))
    assert _faults(judge) == {}


@pytest.mark.parametrize(
    ("after", "text", "status", "fault"),
    [
        (-TENTH, "zq0003t2", 200, "early"),
        (-TENTH, "zq0003t1 zq0003t2", 200, "early"),
        (timedelta(seconds=2), "zq0003t1", 200, "late"),
        (TENTH, "zq0003t1", 200, "late within a second"),
        (TENTH, "", 200, "wrong"),
        (timedelta(seconds=12), "zq0003t2", 200, "late"),
        (-TENTH, "zq0003t1 2027-03-10T14:00:10+04:00", 200, "early"),
        (-TENTH, "zq0003t1 Wed, 10 Mar 2027 10:00:10 GMT", 200, "early"),
    ],
)
def test_what_is_early_late_or_wrong_is_found(judge, page, after, text, status, fault):
    judge.judge(_answer(page, MOMENT + after, text, status=status))
    assert fault in _faults(judge)


def test_not_changed_is_late_where_it_has_changed(judge, page):
    judge.hold([_answer(page, MOMENT - TENTH, "zq0003t1", etag='"a"')])
    judge.judge(_answer(page, MOMENT - TENTH, "", status=304))
    assert _faults(judge) == {}
    judge.judge(_answer(page, MOMENT + timedelta(seconds=2), "", status=304))
    assert _faults(judge) == {"late": 1}


def test_a_tag_is_new_with_a_moment_alone(judge, page):
    judge.judge(_answer(page, MOMENT - 3 * TENTH, "zq0003t1", etag='"a"'))
    judge.judge(_answer(page, MOMENT - 2 * TENTH, "zq0003t1", etag='"b"'))
    assert _faults(judge) == {"early": 1}
    judge.judge(_answer(page, MOMENT + TENTH, "zq0003t2", etag='"b"'))
    assert _faults(judge) == {"early": 1, "wrong": 1}


@pytest.mark.parametrize("count", [1, 60, 1000])
def test_the_plan_holds_as_many_boundaries_as_were_asked_for(count):
    moments = [BEGINS + timedelta(seconds=10 * number) for number in range(-(-count // 25))]
    boundaries = [each for story in plan.stories(count, moments) for each in story.boundaries]
    assert len(boundaries) == count
    if count == 1000:
        assert {each.kind for each in boundaries} == set(plan.KINDS)
