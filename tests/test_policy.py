"""What every answer carries: a strict policy, no cookie, no word about who asks."""

import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from articles import publishing
from articles.views import lists
from newsroom.csp import ContentSecurityPolicyMiddleware, csp_override
from tests.base import HOUR, NOON
from tests.factories import make_author, make_image, make_live, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PAGES = [
    "/",
    "/town/",
    "/topics/boats/",
    "/authors/ada-quill/",
    "/2025/",
    "/2025/03/",
    "/2025/03/10/",
    "/2025/03/10/ferry/",
    "/2025/03/10/gone/",
    "/nowhere/",
    "/healthz",
    "/2025/03/10/ferry",
]


@pytest.fixture
def answers(client, editor):
    """Path → answer of one page of every kind."""
    make_live(
        headline="Ferry",
        now=NOON - HOUR,
        section=make_section("Town"),
        topics=[make_topic("Boats")],
        bylines=[make_author("Ada Quill")],
        lead_image=make_image(alt="A boat"),
        body='<p><a href="https://other.example/">there</a></p>',
    )
    gone = make_live(headline="Gone", now=NOON - HOUR)
    publishing.withdraw(gone.article, by=editor, now=NOON)
    return {path: client.get(path) for path in PAGES}


def test_every_answer_has_the_strict_policy(answers):
    for path, answer in answers.items():
        directives = dict(
            part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; ")
        )
        assert directives["default-src"] == "'none'", path
        assert directives["script-src"] == "'self'"
        assert directives["style-src"] == "'self'"
        assert directives["frame-ancestors"] == "'none'"
        assert directives["base-uri"] == "'none'"
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert "nonce" not in answer["Content-Security-Policy"]


def test_every_answer_has_the_safe_headers(answers):
    for answer in answers.values():
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_public_answer_sets_a_cookie_or_varies_with_one(answers):
    for path, answer in answers.items():
        assert not answer.cookies, path
        assert "cookie" not in answer.get("Vary", "").lower()


def test_every_page_says_how_long_it_may_be_kept(answers):
    for path, answer in answers.items():
        if answer.status_code != 301:
            kept = answer["Cache-Control"]
            assert "max-age" not in kept or int(re.search(r"max-age=(\d+)", kept)[1]) <= 60, path


def test_no_page_asks_for_a_script_or_style_that_the_policy_forbids(answers):
    for path, answer in answers.items():
        page = answer.content.decode()
        assert not re.search(r"<script(?! type=\"application/ld\+json\"| src=\"/static/)", page), (
            path
        )
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page), path


def test_no_page_asks_another_host_for_anything(answers):
    for path, answer in answers.items():
        page = answer.content.decode()
        loaded = re.findall(r'<(?:link|img|script|source|iframe)[^>]* (?:src|href)="([^"]+)"', page)
        foreign = [url for url in loaded if re.match(r"(https?:)?//(?!testserver/)", url)]
        assert not foreign, path


def test_a_reader_who_is_signed_in_at_the_desk_sees_what_everybody_sees(client, editor, answers):
    client.force_login(editor)
    for path in PAGES:
        again = client.get(path)
        assert again.content == answers[path].content
        assert not again.cookies


def test_the_cookies_of_the_desk_never_leave_it():
    assert settings.SESSION_COOKIE_PATH == settings.CSRF_COOKIE_PATH == "/admin/"
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400


def test_a_strangers_word_about_host_and_scheme_is_not_believed(client, answers):
    page = client.get("/", HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_FORWARDED_PROTO="https")
    assert page.content == answers["/"].content


def test_a_view_may_have_a_policy_of_its_own():
    @csp_override({"default-src": ["'self'"]})
    def view(request):
        return HttpResponse()

    answer = ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/"))
    assert answer["Content-Security-Policy"] == "default-src 'self'"


def test_an_empty_policy_sends_no_header():
    with override_settings(SECURE_CSP={}):
        answer = ContentSecurityPolicyMiddleware(lambda request: HttpResponse())(
            RequestFactory().get("/")
        )
    assert "Content-Security-Policy" not in answer


def test_the_health_of_the_paper_is_one_word(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer["Cache-Control"] == "no-store"


def test_an_error_page_needs_no_database(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("XSECRETX")

    monkeypatch.setattr(lists, "window", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert b"XSECRETX" not in answer.content
    assert b"RuntimeError" not in answer.content
