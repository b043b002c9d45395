"""The desk's own language: chosen, or the browser's; only one whose words are all there."""

import pytest
from django.conf import settings as project

from tests import base

pytestmark = pytest.mark.django_db

CHOOSE = "/admin/account/language/"


@pytest.fixture(autouse=True)
def two_languages(settings):
    settings.INTERFACE_LANGUAGES = [("en", "English"), ("az", "Azərbaycanca")]


def spoken(client, **headers) -> str:
    return client.get("/admin/", headers=headers).headers["Content-Language"]


def test_the_desk_speaks_what_the_browser_asks_for(at_desk):
    assert spoken(at_desk, accept_language="az") == "az"
    assert spoken(at_desk, accept_language="en-GB,az;q=0.5") == "en"


def test_a_language_whose_words_are_not_there_is_not_spoken_by_halves(at_desk):
    """Django has Russian words for half of every page."""
    assert spoken(at_desk, accept_language="ru") == "en"


def test_what_somebody_chose_goes_before_the_browser(at_desk):
    answer = at_desk.post(CHOOSE, {"language": "az", "next": "/admin/articles/article/"})
    assert answer["Location"] == "/admin/articles/article/"
    cookie = answer.cookies[project.LANGUAGE_COOKIE_NAME]
    assert cookie["path"] == "/admin/"
    assert spoken(at_desk, accept_language="en") == "az"


def test_it_is_chosen_before_signing_in_too(client):
    page = client.get("/admin/login/")
    assert 'value="az"' in page.content.decode()
    client.post(CHOOSE, {"language": "az"})
    assert client.get("/admin/login/").headers["Content-Language"] == "az"


@pytest.mark.parametrize("language", ["", "tlh", "../en", "\0", "x" * 5000])
def test_a_language_that_is_none_changes_nothing(at_desk, language):
    assert at_desk.post(CHOOSE, {"language": language}).status_code == 302
    assert spoken(at_desk, accept_language="en") == "en"


def test_the_choice_leads_to_no_other_site(at_desk):
    answer = at_desk.post(CHOOSE, {"language": "az", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_readers_get_no_cookie_and_no_other_language_by_it(at_desk):
    at_desk.post(CHOOSE, {"language": "az"})
    page = at_desk.get("/", headers={"accept-language": "az"})
    assert page.headers["Content-Language"] == "en"
    assert not page.cookies


def test_a_single_language_is_no_choice(settings):
    settings.INTERFACE_LANGUAGES = [("en", "English")]
    page = base.signed_in(base.person("editor")).get("/admin/").content.decode()
    assert CHOOSE not in page
