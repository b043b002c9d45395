"""The link of an invitation: once, for seven days, for who is there; else it says nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from articles import leaving, people
from tests.base import DAY, NOON, SECOND, person, signed_in, standing_clock
from tests.desk import pages

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)
NEW = {"new_password1": "a lamp on the quay", "new_password2": "a lamp on the quay"}


def link(word: str) -> str:
    return f"/admin/auth/user/link/{word}/"


@pytest.fixture
def invited(chief_editor):
    """(user, word) of somebody invited at noon."""
    return people.invite(email="new@gazette.invalid", by=chief_editor)


def after(span: timedelta, word: str, method: str = "post"):
    with time_machine.travel(NOON + span, tick=False):
        return getattr(Client(), method)(link(word), NEW)


def lets_in(user, password: str = NEW["new_password1"]) -> bool:
    user.refresh_from_db()
    return user.check_password(password)


def test_a_link_is_used_once(invited):
    user, word = invited
    assert Client().post(link(word), NEW).status_code == 200 and lets_in(user)
    again = dict.fromkeys(NEW, "another lamp on the quay")
    assert Client().post(link(word), again).status_code == 410
    assert lets_in(user)


def test_a_link_lasts_for_seven_days_to_the_second(invited):
    user, word = invited
    assert after(7 * DAY, word).status_code == 410 and not lets_in(user)
    assert after(7 * DAY - SECOND, word, "get").status_code == 200
    assert after(7 * DAY - SECOND, word).status_code == 200 and lets_in(user)


def test_a_link_of_somebody_sent_away_is_worth_nothing_even_when_they_are_back(
    invited, chief_editor
):
    user, word = invited
    leaving.deactivate(user, by=chief_editor)
    assert Client().post(link(word), NEW).status_code == 410
    leaving.reactivate(user, by=chief_editor)
    assert Client().post(link(word), NEW).status_code == 410
    assert not lets_in(user)


def test_a_newer_link_takes_the_place_of_the_older_one(invited, chief_editor):
    user, word = invited
    newer = people.new_link(user, by=chief_editor)
    assert Client().post(link(word), NEW).status_code == 410 and not lets_in(user)
    assert Client().post(link(newer), NEW).status_code == 200 and lets_in(user)


def test_a_link_that_went_to_an_old_address_is_worth_nothing(invited, chief_editor):
    user, word = invited
    people.change(user, {"email": "other@gazette.invalid"}, by=chief_editor)
    assert Client().post(link(word), NEW).status_code == 410


@pytest.mark.parametrize("method", ["get", "post"])
def test_links_that_are_not_valid_say_the_same_byte_for_byte(chief_editor, method):
    answers = {}
    _user, used = people.invite(email="used@gazette.invalid", by=chief_editor)
    Client().post(link(used), NEW)
    gone, away = people.invite(email="away@gazette.invalid", by=chief_editor)
    leaving.deactivate(gone, by=chief_editor)
    late, replaced = people.invite(email="late@gazette.invalid", by=chief_editor)
    people.new_link(late, by=chief_editor)
    with time_machine.travel(NOON - 8 * DAY, tick=False):
        _user, expired = people.invite(email="expired@gazette.invalid", by=chief_editor)
    root, powerful = people.invite(email="root@gazette.invalid", by=chief_editor)
    root.is_superuser = True
    root.save()
    words = {
        "used": used, "of who was sent away": away, "replaced": replaced, "expired": expired,
        "of a superuser": powerful, "never was": "A" * 43, "short": "x", "odd": "%00%C3%28",
    }  # fmt: skip
    for name, word in words.items():
        answer = getattr(Client(), method)(link(word), NEW)
        answers[name] = (answer.status_code, dict(answer.headers), answer.content)
    assert answers["never was"][0] == 410
    for name, answer in answers.items():
        assert answer == answers["never was"], name


def test_the_link_that_was_mailed_stands_in_no_page_and_no_audit(chief_editor, invited):
    user, _word = invited
    client = signed_in(chief_editor)
    client.post(f"/admin/auth/user/{user.pk}/new-link/")
    people_pages = [f"/admin/auth/user/{user.pk}/change/", "/admin/auth/user/"]
    word = people.new_link(user, by=chief_editor)
    for address in (*people_pages, "/admin/articles/auditrow/", "/admin/"):
        text = client.get(address).content.decode()
        assert word not in text and people._digest(word) not in text, address


def test_a_mailed_link_is_the_one_that_lets_in(chief_editor, django_capture_on_commit_callbacks):
    client, address = signed_in(chief_editor), "/admin/auth/user/add/"
    opened = pages.open_form(client, address)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, opened | {"email": "new@gazette.invalid", "username": "new"})
    [letter] = mail.outbox
    [path] = re.findall(r"/admin/auth/user/link/\S+", letter.body)
    assert letter.to == ["new@gazette.invalid"]
    assert Client().post(path, NEW).status_code == 200
    assert Client().login(username="new", password=NEW["new_password1"])


def test_a_link_of_an_account_with_a_password_leaves_the_old_one_until_it_is_used(chief_editor):
    user = person("reporter")
    word = people.new_link(user, by=chief_editor)
    assert Client().get(link(word)).status_code == 200
    assert lets_in(user, "quiet river stone")
