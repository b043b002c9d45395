"""The page that the link leads to: a password, once, for whoever has the link."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.test import Client

from articles import leaving, people
from articles.models import AuditRow
from tests.base import NOON, standing_clock
from tests.desk import pages
from tests.people import rooms

pytestmark = pytest.mark.django_db
clock = standing_clock(NOON)

PASSWORD = "slow amber ferry"
BOTH = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def word(operator) -> str:
    _user, word = people.invite(email="ines@gazette.invalid", by=operator, now=NOON)
    return word


def text(response) -> str:
    return response.content.decode()


def test_who_sets_a_password_signs_in_with_it(word, client):
    answer = pages.act(client, rooms.link(word), **BOTH)
    assert "Your password is set." in text(answer) and "ines" in text(answer)
    signed = client.post("/admin/login/", {"username": "ines", "password": PASSWORD})
    assert signed.status_code == 302
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"new_password1": "", "new_password2": ""}, "This field is required."),
        ({"new_password1": PASSWORD, "new_password2": "other"}, "didn’t match"),
        ({"new_password1": "12345678", "new_password2": "12345678"}, "too common"),
    ],
)
def test_a_password_that_will_not_do_leaves_the_link_open(word, client, typed, sentence):
    answer = pages.act(client, rooms.link(word), **typed)
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert not AuditRow.objects.filter(act="password set").exists()
    pages.act(client, rooms.link(word), **BOTH)
    assert authenticate(username="ines", password=PASSWORD)


def test_pressed_twice_it_is_set_once_and_says_where_to_sign_in(word, client):
    data = {**pages.open_form(client, rooms.link(word)), **BOTH}
    client.post(rooms.link(word), data)
    again = client.post(rooms.link(word), data)
    assert again.status_code == 410
    assert "If you set a password with it already" in text(again)
    assert AuditRow.objects.filter(act="password set").count() == 1


def test_every_link_that_is_not_valid_says_the_same(word, operator, client):
    """Never was, used, expired, of somebody sent away: nothing tells one from the other."""
    client.post(rooms.link(word), BOTH)
    expired = people.invite(email="b@gazette.invalid", by=operator, now=NOON - people.LINK_LASTS)[1]
    user, left = people.invite(email="c@gazette.invalid", by=operator, now=NOON)
    leaving.deactivate(user, by=operator, now=NOON)
    answers = [client.get(rooms.link(each)) for each in ("nothing", word, expired, left)]
    assert {answer.status_code for answer in answers} == {410}
    assert len({text(answer) for answer in answers}) == 1


@pytest.mark.parametrize("word", ["%00", "%ff", "a" * 3000, "🗝", "' or 1=1"])
def test_odd_words_are_links_that_are_not_valid(client, word):
    for answer in (client.get, client.post):
        assert answer(f"/admin/auth/user/link/{word}/").status_code == 410


def test_a_name_cannot_be_set_with_it(word, client):
    pages.act(client, rooms.link(word), **BOTH, username="root", is_superuser="1", email="x@y.z")
    user = get_user_model().objects.get(username="ines")
    assert not user.is_superuser and user.email == "ines@gazette.invalid"


def test_another_site_cannot_press_the_button(word):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(rooms.link(word), BOTH).status_code == 403
    assert people.invited_by(word) is not None


def test_nobody_keeps_or_passes_on_the_secret_address(word, client):
    answer = client.get(rooms.link(word))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert word not in text(answer)
