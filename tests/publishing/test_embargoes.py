"""An embargo on a story of which something waits, or which readers see: nothing moves unsaid."""

import pytest

from articles import drafting, integrity, publishing
from articles.errors import NotReady, Refused, ScheduledAhead, StaleBase, Withdrawn
from articles.models import OPEN, AuditRow, Change
from tests.base import DAY, EVENING, HOUR, LATER, MINUTE, NOON
from tests.factories import change, make_article, make_live, reloaded
from tests.publishing.timeline import spans

pytestmark = pytest.mark.django_db

END = NOON + DAY


def scheduled(article=None, at=EVENING, **fields):
    return publishing.publish(article or make_article(**fields), by=None, at=at, now=NOON)


def embargo(article, until=END, *, reason="A deal.", by=None, waits="", now=LATER):
    return publishing.embargo(
        reloaded(article), until=until, reason=reason, by=by, waits=waits, now=now
    )


def lift(article, *, by=None, now=LATER):
    return publishing.lift_embargo(reloaded(article), by=by, why="Released early.", now=now)


def acts(article) -> list[str]:
    return list(article.audit_rows.order_by("number").values_list("act", flat=True))


def test_nothing_of_a_draft_is_published_before_its_end(editor):
    article = make_article()
    embargo(article)
    with pytest.raises(NotReady, match="under embargo until"):
        publishing.publish(reloaded(article), by=editor, now=END - MINUTE)
    version = publishing.publish(reloaded(article), by=editor, at=END, now=LATER)
    assert version.live_from == version.embargoed_until == END


def test_until_it_is_lifted_no_moment_is_late_enough(editor):
    article = make_article()
    embargo(article, OPEN)
    with pytest.raises(NotReady, match="until it is lifted"):
        publishing.publish(reloaded(article), by=editor, at=END, now=LATER)
    lift(article)
    assert publishing.publish(reloaded(article), by=editor, now=LATER).live_from == LATER


def test_who_set_it_and_why_it_was_set_moved_and_lifted_stays_on_record(editor, chief_editor):
    article = make_article()
    embargo(article, by=editor)
    embargo(article, END + HOUR, by=chief_editor)
    embargo(article, END + HOUR, reason="Another deal.", by=editor)
    lift(article, by=chief_editor)
    rows = article.audit_rows.order_by("number")
    assert [(row.act, row.by, row.detail["why"]) for row in rows] == [
        ("embargo set", editor, "A deal."),
        ("embargo moved", chief_editor, "A deal."),
        ("embargo reason changed", editor, "Another deal."),
        ("embargo lifted", chief_editor, "Released early."),
    ]


def test_set_after_one_that_is_over_it_is_not_said_to_be_moved():
    article = make_article(embargoed_until=LATER)
    embargo(article, now=LATER + MINUTE)
    assert acts(article) == ["embargo set", "embargo set"]


def test_pressed_twice_each_act_is_done_once():
    article = make_article()
    embargo(article)
    embargo(article)
    lift(article)
    assert lift(article) is None
    assert acts(article) == ["embargo set", "embargo lifted"]
    assert article.revisions.count() == 3


def test_what_readers_see_goes_on_and_can_be_amended(editor):
    live = make_live(headline="Ferry")
    article = live.article
    embargo(article)
    assert spans(article) == [("Ferry", NOON, OPEN)]
    changes = {"headline": "Ferries"}
    publishing.amend(reloaded(article), changes, base=live.revision, by=editor, now=LATER)
    assert spans(article) == [("Ferry", NOON, LATER), ("Ferries", LATER, OPEN)]


def test_what_waits_before_its_end_is_asked_about():
    article = scheduled(headline="Ferry").article
    with pytest.raises(ScheduledAhead) as asked:
        embargo(article)
    assert [version.headline for version in asked.value.versions] == ["Ferry"]
    assert spans(article) == [("Ferry", EVENING, OPEN)]
    assert reloaded(article).embargoed_until is None


def test_it_is_taken_back():
    article = scheduled(headline="Ferry").article
    done = embargo(article, waits="back")
    assert (done.moved, done.taken_back) == (None, [EVENING])
    assert spans(article) == []
    assert reloaded(article).embargoed_until == END


def test_it_is_moved_to_the_end_and_is_the_text_of_the_desk_still():
    article = scheduled(headline="Ferry").article
    done = embargo(article, waits="move")
    assert spans(article) == [("Ferry", END, OPEN)]
    assert done.moved.embargoed_until == END
    assert done.moved.revision_id == reloaded(article).head_id
    assert not any(integrity.faults(LATER))


def test_of_several_the_last_is_moved_and_the_others_are_said_to_be_taken_back():
    article = scheduled(headline="One").article
    scheduled(change(article, headline="Two"), EVENING + HOUR)
    scheduled(change(article, headline="Three"), END + HOUR)
    done = embargo(article, waits="move")
    assert done.taken_back == [EVENING]
    assert spans(article) == [("Two", END, END + HOUR), ("Three", END + HOUR, OPEN)]


def test_a_moved_correction_tells_readers_what_it_told():
    article = make_live(headline="Ferry").article
    later = change(article, headline="Ferries")
    told = {"change": Change.CORRECTION, "note": "There are two."}
    publishing.publish(later, by=None, at=EVENING, now=NOON, **told)
    embargo(article, waits="move")
    assert spans(article) == [("Ferry", NOON, END), ("Ferries", END, OPEN)]
    notice = article.corrections.get()
    assert (notice.text, notice.dated_at) == ("There are two.", END)


def test_what_waits_behind_its_end_stays_where_it_is():
    article = scheduled(headline="Ferry", at=END + HOUR).article
    assert embargo(article).taken_back == []
    assert spans(article) == [("Ferry", END + HOUR, OPEN)]
    assert article.versions.get().revision_id == reloaded(article).head_id


def test_lifted_what_waits_stays_at_its_moment_and_may_be_moved_before_the_old_end():
    article = make_article(headline="Ferry")
    embargo(article)
    scheduled(reloaded(article), END)
    lift(article)
    assert spans(article) == [("Ferry", END, OPEN)]
    publishing.move(article.versions.get(), by=None, at=EVENING, now=LATER)
    assert spans(article) == [("Ferry", EVENING, OPEN)]


def test_lifted_what_took_over_an_amendment_is_held_no_more_either():
    live = make_live(headline="Ferry")
    article = change(live.article, standfirst="At nine.")
    embargo(article)
    scheduled(reloaded(article), END)
    amended = {"kicker": "Harbour"}
    publishing.amend(article, amended, base=live.revision, by=None, queue="rebase", now=LATER)
    lift(article)
    [waiting] = article.versions.ahead(LATER)
    assert waiting.live_from == END and waiting.revision_id == reloaded(article).head_id
    moved = publishing.move(waiting, by=None, at=EVENING, now=LATER)
    assert moved.revision.content["kicker"] == "Harbour"
    assert not any(integrity.faults(LATER))


def two_that_wait_under_it():
    """The head's text, and before it one that holds the embargo, which the desk has left."""
    article = make_article(headline="Ferry")
    embargo(article)
    scheduled(reloaded(article), END)
    scheduled(change(article, headline="Ferries"), END + HOUR)
    return reloaded(article)


def test_lifted_what_the_desk_has_left_behind_is_held_no_more_either(editor):
    article = two_that_wait_under_it()
    was = article.versions.ahead(LATER).order_by("live_from").first().revision
    lift(article, by=editor)
    assert spans(article) == [("Ferry", END, END + HOUR), ("Ferries", END + HOUR, OPEN)]
    first, last = article.versions.ahead(LATER).order_by("live_from")
    assert (first.embargoed_until, last.embargoed_until) == (None, None)
    assert first.revision.content["embargoed_until"] is None
    assert (first.revision.base, first.revision.words_of) == (was, was.words_of)
    assert last.revision_id == reloaded(article).head_id
    freed = article.audit_rows.get(act="scheduled", revision=first.revision)
    assert (freed.by, freed.detail["embargo"]) == (editor, None)
    publishing.move(first, by=None, at=EVENING, now=LATER)
    assert spans(article) == [("Ferry", EVENING, END + HOUR), ("Ferries", END + HOUR, OPEN)]
    assert lift(article) is None and article.versions.count() == 2
    assert not any(integrity.faults(LATER))


def test_moved_it_holds_what_the_desk_has_left_behind_until_the_same_end():
    article = two_that_wait_under_it()
    embargo(article, END - HOUR)
    first = article.versions.ahead(LATER).order_by("live_from").first()
    publishing.move(first, by=None, at=END - HOUR, now=LATER)
    assert spans(article)[0] == ("Ferry", END - HOUR, END + HOUR)
    with pytest.raises(NotReady, match="under embargo until"):
        publishing.move(article.versions.first(), by=None, at=END - 2 * HOUR, now=LATER)
    assert not any(integrity.faults(LATER))


def test_lifted_it_is_published_at_once_instead(editor):
    article = make_article(headline="Ferry")
    embargo(article)
    scheduled(reloaded(article), END)
    lift(article)
    publishing.publish(reloaded(article), by=editor, now=LATER)
    [(_headline, begins, _end)] = spans(article)
    assert begins < END


@pytest.mark.parametrize("waits", ["", "back", "move"])
def test_an_end_that_is_past_is_none(waits):
    article = make_article()
    with pytest.raises(Refused, match="is past"):
        embargo(article, LATER, waits=waits)
    with pytest.raises(Refused, match="is past"):
        embargo(article, NOON, waits=waits)


def test_nothing_is_moved_to_no_moment_or_to_one_that_is_taken():
    article = scheduled(headline="One").article
    with pytest.raises(Refused, match="no moment"):
        embargo(article, OPEN, waits="move")
    scheduled(change(article, headline="Two"), END)
    with pytest.raises(ScheduledAhead, match="for the end of the embargo already"):
        embargo(article, waits="move")
    assert spans(article) == [("One", EVENING, END), ("Two", END, OPEN)]


def test_a_withdrawal_that_waits_is_settled_first():
    article = scheduled(headline="Ferry").article
    publishing.withdraw(reloaded(article), by=None, at=EVENING + HOUR, now=NOON)
    with pytest.raises(Refused, match="A withdrawal of this story waits"):
        embargo(article, waits="back")
    with pytest.raises(Withdrawn):
        embargo(article, waits="move")
    assert spans(article) == [("Ferry", EVENING, EVENING + HOUR)]


@pytest.mark.parametrize(("waits", "comes_back"), [("back", OPEN), ("move", END)])
def test_what_was_to_come_back_comes_back_later_or_not(waits, comes_back):
    article = make_live(headline="Ferry").article
    publishing.withdraw(reloaded(article), by=None, now=NOON + MINUTE)
    publishing.bring_back(reloaded(article), by=None, at=EVENING, now=NOON + MINUTE)
    embargo(article, waits=waits)
    assert article.withdrawals.get().ends_at == comes_back
    begins = [begins for _headline, begins, _end in spans(article) if begins > LATER]
    assert begins == ([END] if waits == "move" else [])
    assert not any(integrity.faults(LATER))


def test_without_a_reason_there_is_none():
    with pytest.raises(Refused, match="Say why"):
        embargo(make_article(), reason=" ")


def test_what_is_written_meanwhile_is_saved_under_it():
    article = make_article(headline="Ferry")
    opened = reloaded(article)
    embargo(article)
    drafting.save(opened, {"headline": "Ferries"}, base=opened.head_id, by=None, now=LATER)
    stored = reloaded(article)
    assert (stored.headline, stored.embargoed_until) == ("Ferries", END)


def test_what_a_colleague_wrote_meanwhile_is_a_conflict_still():
    article = make_article(headline="Ferry")
    opened = reloaded(article)
    embargo(article)
    change(article, headline="Boats")
    with pytest.raises(StaleBase):
        drafting.save(opened, {"headline": "Ferries"}, base=opened.head_id, by=None, now=LATER)


def test_who_looked_at_the_story_before_does_not_publish_it_under_the_embargo(editor):
    article = make_article()
    looked_at = reloaded(article)
    embargo(article)
    with pytest.raises((StaleBase, NotReady)):
        publishing.publish(looked_at, by=editor, now=LATER)
    assert not AuditRow.objects.filter(act="published").exists()
