"""An embargo at the desk: set, moved and lifted on sheets of its own, and told where it holds."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles import publishing
from articles.models import OPEN, AccessLimit, Article
from tests import base, factories
from tests.base import DAY, EVENING, HOUR, NOON
from tests.desk import pages
from tests.factories import reloaded

pytestmark = pytest.mark.django_db

clock = base.standing_clock(NOON)

END = NOON + DAY
# The end, on the newsroom's clock.
TYPED = {"until": "moment", "at_0": "2025-03-11", "at_1": "14:00", "reason": "A deal."}
LIFTED = {"until": "lifted", "reason": "A deal."}


@pytest.fixture
def sub():
    """Writes in every story, and lifts no embargo."""
    return base.signed_in(base.person("sub_editor", name="sub"))


def set_on(client, story, **typed):
    return pages.act(client, pages.room(story, "embargo"), **{**TYPED, **typed})


def lift(client, story, why="Released early."):
    return pages.act(client, pages.room(story, "lift_embargo"), why=why)


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def gate(story) -> tuple:
    story = reloaded(story)
    return story.embargoed_until, story.embargo_reason


def acts(story) -> list[str]:
    return list(story.audit_rows.order_by("number").values_list("act", flat=True))


def scheduled(at=EVENING, **fields):
    return publishing.publish(factories.make_article(**fields), by=None, at=at).article


# Setting and moving ---------------------------------------------------------------------------


def test_it_is_set_with_a_reason_and_told_on_the_writing_page(sub):
    story = factories.make_article()
    page = text_of(sub, pages.change(story))
    assert "Embargo…" in page and "embargoed_until" not in page
    assert set_on(sub, story).status_code == 302
    assert gate(story) == (END, "A deal.")
    page = text_of(sub, pages.change(story))
    assert "Embargoed until 11 March 2025 14:00 (UTC+04:00)</strong>: A deal." in page
    assert "Set by sub, 10 March 2025 14:00 (UTC+04:00)" in page
    assert "Change the embargo…" in page and "Lift the embargo…" not in page


def test_without_a_reason_it_is_not_set(sub):
    story = factories.make_article()
    for reason in ("", "  ", "\x01"):
        answer = set_on(sub, story, reason=reason)
        assert answer.status_code in (200, 409) and gate(story) == (None, "")


def test_until_it_is_lifted_is_nowhere_a_moment(at_desk, chief_editor):
    story = factories.make_article(headline="Budget")
    set_on(at_desk, story, **LIFTED)
    assert gate(story) == (OPEN, "A deal.")
    chief = base.signed_in(chief_editor)
    tells = [
        *(pages.room(story, name) for name in ("publish", "embargo", "lift_embargo", "history")),
        pages.change(story), f"{pages.room(story, 'preview')}?show=print", pages.LIST, "/admin/",
        "/admin/articles/article/queue/", "/admin/articles/auditrow/",
        f"{pages.room(story, 'compare')}?from=r{story.head_id}&to=now", pages.room(story, "copy"),
    ]  # fmt: skip
    for address in tells:
        page = text_of(chief, address)
        assert "9999" not in page, address
    for address in (pages.LIST, pages.change(story), "/admin/articles/auditrow/"):
        assert "until it is lifted" in text_of(chief, address), address


def test_it_stands_filled_in_and_is_moved_later_by_whoever_writes(sub):
    story = factories.make_article()
    set_on(sub, story)
    opened = pages.open_form(sub, pages.room(story, "embargo"))
    assert (opened["at_0"], opened["at_1"], opened["reason"]) == (
        ["2025-03-11"], ["14:00"], ["A deal."],
    )  # fmt: skip
    assert set_on(sub, story, at_1="15:00").status_code == 302
    assert gate(story)[0] == END + HOUR
    assert set_on(sub, story, **LIFTED).status_code == 302
    assert acts(story) == ["embargo set", "embargo moved", "embargo moved"]


def test_it_is_ended_earlier_by_an_editor_alone(sub, at_desk):
    story = factories.make_article(embargoed_until=END, embargo_reason="A deal.")
    answer = set_on(sub, story, at_1="13:00")
    assert answer.status_code == 409
    assert "Your role does not allow you to lift an embargo" in answer.content.decode()
    assert gate(story)[0] == END
    assert set_on(at_desk, story, at_1="13:00").status_code == 302
    assert gate(story)[0] == END - HOUR


def test_parts_of_a_second_are_not_an_earlier_end(sub):
    end = END + base.SECOND / 2
    story = factories.make_article(embargoed_until=end, embargo_reason="A deal.")
    answer = pages.act(sub, pages.room(story, "embargo"), reason="Another.")
    assert answer.status_code == 302 and gate(story) == (end, "Another.")


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2025-03-10", "14:00", "This moment is past."),
        ("2025-03-10", "13:59:59", "This moment is past."),
        ("0001-01-01", "00:00", "No embargo can be that long."),
        ("9999-12-31", "23:59:59", "No embargo can be that long."),
        ("9999-01-01", "04:00", "No embargo can be that long."),
        ("99999-01-01", "10:00", "Write the day like"),
        ("2025-02-30", "10:00", "Write the day like"),
        ("2025-03-11", "24:00", "Write the time like"),
        ("", "", "Say until which moment."),
        ("nul \0", "١٤:٠٠", "Write"),
    ],
)
def test_an_end_that_is_none_is_said_beside_its_box(at_desk, day, time, said):
    story = factories.make_article()
    answer = set_on(at_desk, story, at_0=day, at_1=time)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert gate(story) == (None, "")


@pytest.mark.parametrize("until", ["", "never", "9" * 400, "\0"])
def test_a_forged_choice_sets_none(at_desk, until):
    story = factories.make_article()
    assert set_on(at_desk, story, until=until).status_code == 200
    assert gate(story) == (None, "")


def test_a_time_that_the_clock_shows_twice_is_asked_about(at_desk, settings):
    settings.TIME_ZONE, settings.ZONE = "Europe/Berlin", ZoneInfo("Europe/Berlin")
    story = factories.make_article()
    answer = set_on(at_desk, story, at_0="2027-10-31", at_1="02:30")
    assert "shows this time twice" in answer.content.decode()
    chosen = "2027-10-31T02:30:00+01:00"
    assert set_on(at_desk, story, at_0="2027-10-31", at_1="02:30", at_2=chosen).status_code == 302
    assert gate(story)[0] == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_pressed_twice_it_is_set_once_and_lifted_once(at_desk):
    story = factories.make_article()
    address = pages.room(story, "embargo")
    sent = pages.open_form(at_desk, address) | TYPED
    assert [at_desk.post(address, sent).status_code for _press in range(2)] == [302, 302]
    address = pages.room(story, "lift_embargo")
    sent = pages.open_form(at_desk, address) | {"why": "Released."}
    assert [at_desk.post(address, sent).status_code for _press in range(2)] == [302, 302]
    assert acts(story) == ["embargo set", "embargo lifted"]
    assert story.revisions.count() == 3


# What waits, and what readers see -------------------------------------------------------------


def test_what_is_scheduled_before_its_end_is_named_and_asked_about(at_desk):
    story = scheduled(headline="Ferry")
    answer = set_on(at_desk, story)
    assert answer.status_code == 409
    said = "Before its end this is scheduled: 10 March 2025 20:00 (UTC+04:00) “Ferry”."
    assert said in answer.content.decode()
    assert story.versions.get().live_from == EVENING and gate(story) == (None, "")


@pytest.mark.parametrize(("waits", "left"), [("back", []), ("move", [END])])
def test_it_is_taken_back_or_moved_as_the_press_says(at_desk, waits, left):
    story = scheduled(headline="Ferry")
    answer = at_desk.post(
        pages.room(story, "embargo"),
        pages.open_form(at_desk, pages.room(story, "embargo")) | TYPED | {"waits": waits},
        follow=True,
    )
    assert list(story.versions.values_list("live_from", flat=True)) == left
    [said] = pages.said(answer)
    assert ("Taken back: it was scheduled for 10 March" in said) == (waits == "back")
    assert ("goes live 11 March 2025 14:00" in said) == (waits == "move")


@pytest.mark.parametrize("waits", ["", "back", "move"])
def test_who_may_not_schedule_is_told_whom_to_ask(sub, waits):
    story = scheduled(headline="Ferry")
    page = text_of(sub, pages.room(story, "embargo"))
    assert "ask an editor to take it back" in page and 'name="waits"' not in page
    answer = set_on(sub, story, waits=waits)
    assert answer.status_code == 409
    assert "Ask an editor to do that first" in answer.content.decode()
    assert story.versions.get().live_from == EVENING and gate(story) == (None, "")


def test_what_was_scheduled_since_the_page_was_opened_is_not_taken_back_unseen(at_desk):
    story = factories.make_article()
    address = pages.room(story, "embargo")
    sent = pages.open_form(at_desk, address) | TYPED | {"waits": "back"}
    publishing.publish(reloaded(story), by=None, at=EVENING)
    answer = at_desk.post(address, sent)
    assert answer.status_code == 409
    assert "Something has changed since this page was opened" in answer.content.decode()
    assert story.versions.count() == 1 and gate(story) == (None, "")
    assert at_desk.post(address, pages.fields(answer) | {"waits": "back"}).status_code == 302
    assert story.versions.count() == 0


def test_what_was_published_since_is_said_before_it_is_set(at_desk):
    story = factories.make_article()
    address = pages.room(story, "embargo")
    sent = pages.open_form(at_desk, address) | TYPED
    publishing.publish(reloaded(story), by=None)
    answer = at_desk.post(address, sent)
    assert answer.status_code == 409
    assert "Readers see this story already" in answer.content.decode()
    assert at_desk.post(address, pages.fields(answer)).status_code == 302
    assert gate(story)[0] == END


def test_of_a_live_story_it_says_that_what_readers_see_goes_on(at_desk):
    live = factories.make_live()
    assert "what readers see goes on" in text_of(at_desk, pages.room(live.article, "embargo"))
    set_on(at_desk, live.article)
    assert base.signed_in(base.person()).get(live.get_absolute_url()).status_code == 200


def test_out_of_sight_it_is_not_there(sub):
    story = factories.make_article()
    AccessLimit.objects.create(article=story, user=base.person("reporter", name="nina"))
    Article.objects.filter(pk=story.pk).update(is_limited=True)
    for name in ("embargo", "lift_embargo"):
        assert sub.get(pages.room(story, name)).status_code == 404
        assert sub.post(pages.room(story, name), TYPED).status_code == 404
