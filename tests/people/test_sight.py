"""What they will see: with the roles that they have, and with those of a form not saved yet."""

import pytest
from django.contrib.auth import get_user_model

from articles import leaving, limiting
from tests.base import person, signed_in
from tests.desk import pages
from tests.factories import make_article, make_section
from tests.people import rooms
from tests.people.rooms import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def sport():
    return make_section("Sport")


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def places(response) -> list[str]:
    return [name for name, _acts in response.context["places"]]


def test_it_says_what_they_may_do_where_and_what_they_see(chief_s_browser, town, sport):
    user = person("reporter", name="ines", section=town)
    make_article(section=town, headline="Ferry runs")
    make_article(section=sport, headline="Tram wins")
    answer = chief_s_browser.get(rooms.of(user, "sight"))
    assert places(answer) == ["Town"]
    page = text(answer)
    assert "Write their own stories" in page and "Publish" not in page
    assert "1 story, drafts included." in page
    assert "Ferry runs" in page and "Tram wins" not in page


def test_roles_of_the_form_are_shown_and_not_saved(chief_s_browser, reporter, town, sport):
    make_article(section=sport, headline="Tram wins")
    data = pages.open_form(chief_s_browser, rooms.of(reporter))
    typed = {**data, **row(0, "reporter", take=True), **row(1, "editor", sport)}
    answer = chief_s_browser.post(rooms.of(reporter, "sight"), typed)
    assert places(answer) == ["Sport"]
    assert "not saved yet" in text(answer) and "Tram wins" in text(answer)
    assert rooms.roles(reporter) == {("reporter", "everywhere")}


def test_somebody_who_is_only_being_invited_is_shown_too(chief_s_browser, town):
    make_article(section=town, headline="Ferry runs")
    data = {**pages.open_form(chief_s_browser, rooms.ADD), **row(0, "legal")}
    answer = chief_s_browser.post(rooms.SIGHT_OF_NEW, data)
    assert places(answer) == ["Everywhere"] and "Ferry runs" in text(answer)
    assert get_user_model().objects.count() == 1


def test_rows_that_cannot_be_saved_are_said_to_be_left_out(chief_s_browser, town):
    data = {**pages.open_form(chief_s_browser, rooms.ADD), **row(0, "legal"), **row(1, "", town)}
    assert "were left out" in text(chief_s_browser.post(rooms.SIGHT_OF_NEW, data))


def test_nobody_learns_through_it_what_they_do_not_see(operator_s_browser, chief_editor):
    make_article(headline="Ferry sinks")
    answer = operator_s_browser.get(rooms.of(chief_editor, "sight"))
    assert "Ferry sinks" not in text(answer)


def test_a_limited_story_is_not_shown_to_who_is_not_named(chief_s_browser, reporter):
    story = make_article(headline="Ferry sinks", legal_hold=True)
    limiting.limit(story, [reporter], by=None)
    answer = chief_s_browser.get(rooms.of(reporter, "sight"))
    assert "Ferry sinks" not in text(answer)


def test_who_has_no_role_sees_nothing(chief_s_browser, stranger):
    make_article()
    page = text(chief_s_browser.get(rooms.of(stranger, "sight")))
    assert "they can sign in and see no story" in page
    assert "No story before readers do." in page


def test_who_was_sent_away_is_shown_with_what_they_would_have(chief_s_browser, reporter):
    make_article(headline="Ferry runs")
    leaving.deactivate(reporter, by=None)
    page = text(chief_s_browser.get(rooms.of(reporter, "sight")))
    assert "They were sent away" in page and "Ferry runs" in page


def test_a_chief_of_a_section_cannot_try_roles_that_are_not_theirs(town, sport):
    make_article(section=sport, headline="Tram wins")
    browser = signed_in(person("chief_editor", name="town chief", section=town))
    data = {**pages.open_form(browser, rooms.ADD), **row(0, "editor", sport), **row(1, "editor")}
    answer = browser.post(rooms.SIGHT_OF_NEW, data)
    assert places(answer) == [] and answer.context["count"] == 0


@pytest.mark.parametrize("data", [{}, {"memberships-TOTAL_FORMS": "x"}])
def test_a_broken_form_shows_nobody_s_sight(chief_s_browser, data):
    answer = chief_s_browser.post(rooms.SIGHT_OF_NEW, data)
    assert places(answer) == []
