"""The sheets of a person: send away, let in again, hand over; each said in a sentence."""

import pytest
from django.contrib.auth import get_user_model

from articles import leaving, people
from articles.models import AuditRow
from tests.base import signed_in
from tests.desk import pages
from tests.factories import make_article, make_section, reloaded
from tests.people import rooms

pytestmark = pytest.mark.django_db


def said(browser, address: str, **typed) -> list[str]:
    data = {**pages.open_form(browser, address), **typed}
    return pages.said(browser.post(address, data, follow=True))


def refused(browser, address: str, **typed) -> str:
    answer = browser.post(address, {**pages.open_form(browser, address), **typed})
    assert answer.status_code == 409
    return answer.content.decode()


def is_active(user) -> bool:
    return get_user_model().objects.get(pk=user.pk).is_active


def test_somebody_is_sent_away_and_their_stories_handed_over(operator_s_browser, reporter, editor):
    stories = [make_article(by=reporter) for _story in range(2)]
    away = rooms.of(reporter, "deactivate")
    assert said(operator_s_browser, away, to=editor.pk) == [
        "reporter cannot sign in any more. 2 stories are editor’s now."
    ]
    assert not is_active(reporter)
    assert {reloaded(story).owner for story in stories} == {editor}


def test_somebody_is_sent_away_and_their_stories_stay_for_now(operator_s_browser, reporter):
    story = make_article(by=reporter)
    away = rooms.of(reporter, "deactivate")
    assert said(operator_s_browser, away) == ["reporter cannot sign in any more."]
    assert reloaded(story).owner == reporter


def test_pressed_twice_somebody_is_sent_away_once(operator_s_browser, reporter, editor):
    make_article(by=reporter)
    for _press in range(2):
        assert said(operator_s_browser, rooms.of(reporter, "deactivate"), to=editor.pk)
    acts = AuditRow.objects.filter(person=reporter).values_list("act", flat=True)
    assert sorted(acts) == ["deactivated", "stories handed over"]


def test_what_stays_is_counted(operator_s_browser, reporter, town):
    heir = people.invite(email="heir@gazette.invalid", by=None)[0]
    people.give(heir, "reporter", town, by=None)
    make_article(by=reporter, section=town)
    make_article(by=reporter, section=make_section("Sport"))
    assert said(operator_s_browser, rooms.of(reporter, "hand_over"), to=heir.pk) == [
        "1 story is heir’s now. 1 stays: no role of heir reaches it."
    ]


def test_the_last_chief_is_not_sent_away_and_keeps_their_stories(
    operator_s_browser, chief_editor, editor
):
    story = make_article(by=chief_editor)
    away = rooms.of(chief_editor, "deactivate")
    assert "This is the last chief editor." in refused(operator_s_browser, away, to=editor.pk)
    assert is_active(chief_editor) and reloaded(story).owner == chief_editor


def test_nobody_is_offered_to_send_themselves_away(operator_s_browser, operator, chief_editor):
    page = operator_s_browser.get(rooms.of(operator)).content.decode()
    assert "Send away" not in page
    answer = refused(operator_s_browser, rooms.of(operator, "deactivate"))
    assert "You cannot send yourself away." in answer


@pytest.mark.parametrize("to", ["", "abc", "999999", "9" * 40, "\0"])
def test_stories_are_handed_to_a_person_of_the_desk_alone(operator_s_browser, reporter, to):
    story = make_article(by=reporter)
    answer = pages.act(operator_s_browser, rooms.of(reporter, "hand_over"), to=to)
    assert answer.status_code == 200 and "errorlist" in answer.content.decode()
    assert reloaded(story).owner == reporter


def test_let_in_again_it_is_said_with_what(chief_s_browser, reporter):
    leaving.deactivate(reporter, by=None)
    page = chief_s_browser.get(rooms.of(reporter)).content.decode()
    assert "Let in again" in page and "Send away" not in page and "New link" not in page
    assert said(chief_s_browser, rooms.of(reporter, "reactivate")) == [
        "reporter can sign in again, with the roles of before."
    ]
    assert is_active(reporter)


def test_no_link_is_sent_to_who_was_sent_away(chief_s_browser, reporter):
    leaving.deactivate(reporter, by=None)
    assert "Let them in again first." in refused(chief_s_browser, rooms.of(reporter, "new_link"))


def test_an_operator_does_not_let_a_chief_in_again(operator, chief_editor, second_chief):
    leaving.deactivate(chief_editor, by=operator)
    browser = signed_in(operator)
    answer = browser.post(rooms.of(chief_editor, "reactivate"))
    assert answer.status_code == 403
    assert "Your role does not allow this." in answer.content.decode()
    assert not is_active(chief_editor)


def test_a_look_at_a_sheet_does_nothing(chief_s_browser, reporter):
    for name in ("deactivate", "hand_over", "new_link", "sight"):
        assert chief_s_browser.get(rooms.of(reporter, name)).status_code == 200
    assert is_active(reporter)
    assert not AuditRow.objects.filter(person=reporter).exists()
