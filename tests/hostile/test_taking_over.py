"""Ways around the predicate that somebody with a role might find, each of them shut."""

import sys

import pytest
from django.db import connection
from django.urls import reverse

from articles import leaving, limiting, people, permissions
from articles.checks import guards_stand
from articles.errors import Refused
from articles.models import Front, Membership, Placement, PublishedVersion, guards
from articles.roles import Act, Role
from tests import base
from tests.base import NOON, person
from tests.desk import pages
from tests.factories import make_article, make_live, make_section, reloaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def sport():
    return make_section("Sport")


def test_the_chief_does_not_take_over_who_is_named_on_a_limited_story(chief_editor, editor):
    story = make_article(legal_hold=True)
    limiting.limit(story, [editor], by=None, now=NOON)
    with pytest.raises(Refused, match="address of this person"):
        people.change(editor, {"email": "chief@gazette.invalid"}, by=chief_editor)
    people.change(editor, {"first_name": "Ines"}, by=chief_editor)


def test_a_section_s_chief_does_not_take_over_whom_others_invited(town, stranger):
    chief = person(Role.CHIEF_EDITOR, name="mara", section=town)
    people.give(stranger, Role.REPORTER, town, by=chief)
    with pytest.raises(Refused, match="address of this person"):
        people.change(stranger, {"email": "mara2@gazette.invalid"}, by=chief)


def test_drafts_in_no_section_go_to_nobody_who_would_not_see_them(chief_editor, operator, sport):
    draft = make_article(section=None, by=chief_editor)
    friend = person(Role.REPORTER, name="friend", section=sport)
    assert leaving.hand_over(chief_editor, to=friend, by=operator, now=NOON) == (0, 1)
    assert draft not in permissions.of(friend).may(Act.SEE)


def test_nobody_publishes_into_a_section_by_calling_it_a_further_one(town, sport):
    user = person(Role.EDITOR, name="mara", section=sport)
    Membership.objects.create(user=user, section=town, role=Role.SUB_EDITOR)
    story = make_article(section=sport, further_sections=[town], by=user)
    client = base.signed_in(user)
    answer = pages.act(client, pages.room(story, "publish"), when="now", word="For now.")
    assert answer.status_code == 409
    assert "You may not publish in Town" in answer.content.decode()
    assert not PublishedVersion.objects.exists()


def test_moving_a_section_is_for_who_manages_all_people(town, sport, editor, chief_editor):
    address = reverse("admin:articles_section_change", args=[town.pk])
    values = {"name": "Town", "slug": "town", "language": "en", "position": 1, "parent": sport.pk}
    assert base.signed_in(editor).post(address, values).status_code == 200
    town.refresh_from_db()
    assert town.parent is None
    assert base.signed_in(chief_editor).post(address, values).status_code == 302


def test_a_slot_that_a_hidden_story_holds_is_no_fault_of_ours(chief_editor, editor):
    hidden = make_article(legal_hold=True)
    limiting.limit(hidden, [editor], by=None, now=NOON)
    front = Front.objects.create(language="en")
    Placement.objects.create(front=front, article=hidden, slot=0)
    shown = make_live().article
    values = {
        "language": "en",
        "placements-TOTAL_FORMS": 1,
        "placements-INITIAL_FORMS": 0,
        "placements-0-article": shown.pk,
        "placements-0-slot": 0,
    }
    address = reverse("admin:articles_front_change", args=[front.pk])
    answer = base.signed_in(chief_editor).post(address, values, follow=True)
    assert answer.status_code == 200
    assert hidden.headline not in answer.content.decode()
    assert Placement.objects.get().article == hidden


def test_a_session_of_before_does_not_come_back_to_life(editor, chief_editor):
    client = base.signed_in(editor)
    leaving.deactivate(editor, by=chief_editor)
    leaving.reactivate(editor, by=chief_editor)
    assert client.get("/admin/").status_code == 302


def test_the_reason_of_a_hold_is_changed_by_who_may_clear_it(sub_editor, legal):
    story = make_article(legal_hold=True, legal_hold_reason="A court order.")
    values = {"reason": "Never mind."}
    answer = base.signed_in(sub_editor).post(pages.room(story, "hold"), values)
    assert answer.status_code == 403
    assert reloaded(story).legal_hold_reason == "A court order."
    assert base.signed_in(legal).post(pages.room(story, "hold"), values).status_code == 302


def test_migrate_is_not_stopped_by_a_guard_that_it_will_install(monkeypatch):
    with connection.cursor() as cursor:
        name, table = next(iter(guards.installed().items()))
        guards._remove(cursor, connection.vendor, name, table)
    assert guards_stand(None, ["default"])
    monkeypatch.setattr(sys, "argv", ["manage.py", "migrate"])
    assert not guards_stand(None, ["default"])
