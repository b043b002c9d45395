"""Pages for what went wrong, is gone or was never there: in the language of the edition."""

import pytest
import time_machine
from django.test import RequestFactory, override_settings

from articles import publishing
from articles.views import errors, lists
from tests.base import HOUR, MINUTE, NOON
from tests.factories import make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def broken(*args, **kwargs):
    raise RuntimeError("XSECRETX")


@pytest.mark.parametrize(
    ("path", "opening", "home"),
    [
        ("/", '<html lang="en" dir="ltr">', '<a href="/">'),
        ("/az/", '<html lang="az" dir="ltr">', '<a href="/az/">'),
        ("/ar/", '<html lang="ar" dir="rtl">', '<a href="/ar/">'),
    ],
)
def test_a_fault_of_ours_is_told_in_the_language_of_the_edition(
    client, monkeypatch, path, opening, home
):
    monkeypatch.setattr(lists, "window", broken)
    client.raise_request_exception = False
    answer = client.get(path)
    page = answer.content.decode()
    assert answer.status_code == 500
    assert opening in page
    assert home in page
    assert "noindex" in page
    assert "XSECRETX" not in page


@pytest.mark.django_db(databases=[])
@pytest.mark.parametrize("view", [errors.bad_request, errors.server_error])
def test_what_may_be_broken_is_not_asked(view):
    request = RequestFactory().get("/ar/x/")
    with override_settings(STORAGES={}):
        answer = view(request)
    assert b'dir="rtl"' in answer.content


def test_a_request_that_cannot_be_read_is_told_so_in_a_page(client):
    answer = client.get("/az/", HTTP_HOST="evil.example<script>")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/html")
    assert '<html lang="az"' in page
    assert '<a href="/az/">' in page
    assert "noindex" in page
    assert "evil" not in page


def test_a_page_of_nothing_is_of_its_edition_and_not_indexed(client):
    make_live(language="ar")
    page = client.get("/ar/never-was/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert 'content="noindex' in page
    assert 'rel="canonical"' not in page
    assert 'href="/ar/town/"' in page


def test_a_withdrawal_says_when_and_leads_home(client, editor):
    version = make_live(language="az", now=NOON - HOUR)
    make_live(language="az")
    publishing.withdraw(version.article, by=editor, public_note="Mənbə götürdü.", now=NOON)
    with time_machine.travel(NOON + MINUTE, tick=False):
        answer = client.get(version.path)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Mənbə götürdü." in page
    assert '<time datetime="2025-03-10T14:00:00+04:00">' in page
    assert '<html lang="az"' in page
    assert '<a href="/az/">' in page
    assert 'content="noindex' in page


@pytest.mark.parametrize("path", ["/", "/archive/", "/corrections/", "/topics/", "/2025/"])
def test_pages_are_for_reading_alone(client, path):
    assert client.post(path).status_code == 405
