"""A publication that waits is moved: its text stays, and the queue keeps its order."""

import pytest

from articles import publishing
from articles.errors import NotLive, NotReady, Refused, ScheduledAhead, Withdrawn
from articles.models import (
    OPEN,
    Address,
    AuditRow,
    Change,
    Correction,
    Listing,
    PublishedVersion,
    Withdrawal,
)
from tests.base import DAY, EVENING, HOUR, LATER, MICROSECOND, NOON
from tests.factories import change, make_article, make_live, make_topic, reloaded
from tests.publishing.timeline import spans

pytestmark = pytest.mark.django_db


def _update(article, headline: str, at, **more) -> PublishedVersion:
    changed = change(article, headline=headline)
    return publishing.publish(changed, by=None, at=at, queue="keep", now=NOON, **more)


def test_it_moves_later_and_earlier(editor):
    article = make_live(headline="One").article
    waits = _update(article, "Two", LATER)
    for at in (EVENING, NOON + 2 * HOUR):
        waits = publishing.move(waits, by=editor, at=at, now=NOON)
        assert spans(article) == [("One", NOON, at), ("Two", at, OPEN)]
        assert waits.published_by == editor
    assert set(Listing.objects.filter(version=waits).values_list("live_from", flat=True)) == {at}
    moves = AuditRow.objects.filter(act="scheduled", by=editor).order_by("number")
    assert [row.detail["moved_from"] for row in moves] == [LATER.isoformat(), EVENING.isoformat()]


def test_it_moves_a_text_that_is_not_the_head_any_more(editor):
    article = make_live(headline="One").article
    waits = _update(article, "Two", LATER)
    change(article, headline="Three, still being written")
    moved = publishing.move(waits, by=editor, at=EVENING, now=NOON)
    assert moved.revision == waits.revision
    assert spans(article)[1][0] == "Two"
    assert reloaded(article).headline == "Three, still being written"


def test_moved_to_where_it_is_it_stays(editor):
    waits = make_live(at=LATER)
    assert publishing.move(waits, by=editor, at=LATER, now=NOON) == waits
    assert AuditRow.objects.filter(act="scheduled").count() == 1


def test_what_has_begun_or_is_gone_is_not_moved(editor):
    waits = make_live(at=LATER)
    with pytest.raises(NotLive):
        publishing.move(waits, by=editor, at=EVENING, now=LATER)
    publishing.unschedule(waits, by=editor, now=NOON)
    with pytest.raises(NotLive):
        publishing.move(waits, by=editor, at=EVENING, now=NOON)


def test_it_does_not_move_into_the_past(editor):
    with pytest.raises(Refused, match="past"):
        publishing.move(make_live(at=LATER), by=editor, at=NOON - MICROSECOND, now=NOON)


@pytest.mark.parametrize("at", [EVENING, EVENING + HOUR])
def test_no_text_overtakes_another_nor_takes_its_place(editor, at):
    article = make_live(headline="One").article
    waits = _update(article, "Two", LATER)
    last = _update(article, "Three", EVENING)
    before = spans(article)
    with pytest.raises(ScheduledAhead) as refusal:
        publishing.move(waits, by=editor, at=at, now=NOON)
    assert refusal.value.versions == [last]
    with pytest.raises(ScheduledAhead):
        publishing.move(last, by=editor, at=LATER, now=NOON)
    assert spans(article) == before


def test_what_follows_the_first_publication_gets_its_new_date_and_address(editor):
    first = make_live(headline="One", at=NOON + DAY)
    article = first.article
    _update(article, "Two", NOON + 3 * DAY)
    publishing.move(first, by=editor, at=NOON + 2 * DAY, now=NOON)
    versions = PublishedVersion.objects.of(article).order_by("live_from")
    assert [version.dated_at for version in versions] == [NOON + 2 * DAY] * 2
    assert {version.path for version in versions} == {"/2025/03/12/one/"}
    assert not Address.objects.filter(path="/2025/03/11/one/").exists()
    assert spans(article) == [
        ("One", NOON + 2 * DAY, NOON + 3 * DAY),
        ("Two", NOON + 3 * DAY, OPEN),
    ]


def test_what_follows_keeps_who_published_it_and_says_when_it_was_updated(editor):
    article = make_live(headline="One").article
    waits = _update(article, "Two", LATER)
    _update(article, "Two.", EVENING + DAY, change=Change.MINOR)
    publishing.move(waits, by=editor, at=EVENING, now=NOON)
    last = PublishedVersion.objects.of(article).latest("live_from")
    assert (last.updated_at, last.published_by) == (EVENING, None)


def test_a_correction_goes_with_its_words(editor):
    article = make_live(headline="One").article
    waits = _update(article, "Two", LATER, change=Change.CORRECTION, note="It was two.")
    moved = publishing.move(waits, by=editor, at=EVENING, now=NOON)
    told = Correction.objects.get()
    assert (told.version, told.dated_at, told.text) == (moved, EVENING, "It was two.")


def test_an_embargo_and_a_hold_stand_in_its_way(editor):
    end = NOON + 2 * HOUR
    article = make_article(headline="One", embargoed_until=end)
    waits = publishing.publish(article, by=None, at=EVENING, now=NOON)
    with pytest.raises(NotReady, match="embargo"):
        publishing.move(waits, by=editor, at=LATER, now=NOON)
    assert publishing.move(waits, by=editor, at=end, now=NOON).live_from == end


def test_a_return_takes_the_end_of_its_withdrawal_with_it(editor):
    article = make_live(headline="One").article
    publishing.withdraw(article, by=None, now=NOON + MICROSECOND)
    back = publishing.bring_back(article, by=None, at=LATER, now=NOON + 2 * MICROSECOND)
    for at in (EVENING, NOON + 2 * HOUR):
        back = publishing.move(back, by=editor, at=at, now=NOON + HOUR / 2)
        assert Withdrawal.objects.get().ends_at == at
        assert spans(article)[-1] == ("One", at, OPEN)


def test_it_does_not_move_behind_a_withdrawal_that_waits(editor):
    article = make_live(headline="One").article
    waits = _update(article, "Two", LATER)
    publishing.withdraw(article, by=None, at=EVENING, now=NOON)
    with pytest.raises(Withdrawn):
        publishing.move(waits, by=editor, at=EVENING, now=NOON)
    publishing.move(waits, by=editor, at=EVENING - HOUR, now=NOON)
    assert spans(article) == [("One", NOON, EVENING - HOUR), ("Two", EVENING - HOUR, EVENING)]


def test_a_first_publication_that_a_withdrawal_ends_is_moved_before_it(editor):
    topic = make_topic("Rain")
    waits = make_live(headline="One", at=LATER, topics=[topic.pk])
    publishing.withdraw(waits.article, by=None, at=EVENING, now=NOON)
    publishing.move(waits, by=editor, at=NOON + 2 * HOUR, now=NOON)
    assert spans(waits.article) == [("One", NOON + 2 * HOUR, EVENING)]
    assert Listing.objects.filter(topic=topic).count() == 1
