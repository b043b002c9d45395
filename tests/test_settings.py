"""Settings: safe unless asked otherwise, and what is wrong is refused with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import settings

ROOT = Path(settings.BASE_DIR)


def start(**environment) -> subprocess.CompletedProcess:
    """The settings read by a process that has nothing but this environment."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from newsroom import settings as s; print(s.DEBUG, s.SECURE_HSTS_SECONDS, "
            "s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.ALLOWED_HOSTS)",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_secret_nothing_starts():
    process = start()
    assert process.returncode != 0
    assert "SECRET_KEY is missing" in process.stderr


def test_production_is_the_default():
    process = start(SECRET_KEY="x" * 50, SITE_URL="https://gazette.example")
    assert process.stdout.split(maxsplit=4) == [
        "False",
        "31536000",
        "True",
        "True",
        "['gazette.example', '127.0.0.1', 'localhost', '[::1]']\n",
    ]


def test_debug_has_to_be_asked_for_and_needs_no_secret():
    assert start(DEBUG="1").stdout.startswith("True ")


@pytest.mark.parametrize(
    ("reader", "value", "said"),
    [
        (settings.env_bool, "maybe", "write 1 or 0"),
        (settings.env_bool, "2", "write 1 or 0"),
        (settings.env_int, "-1", "whole number from 0 on"),
        (settings.env_int, "1.5", "whole number from 0 on"),
        (settings.env_int, "٣", "whole number from 0 on"),
        (settings.env_zone, "Baku", "IANA name"),
        (settings.env_zone, "asia/baku", "IANA name"),
        (settings.env_site_url, "gazette.example", "scheme and host alone"),
        (settings.env_site_url, "ftp://gazette.example", "scheme and host alone"),
        (settings.env_site_url, "https://gazette.example/news", "scheme and host alone"),
        (settings.env_site_url, "https://gazette.example?x=1", "scheme and host alone"),
        (settings.env_site_url, "https://", "scheme and host alone"),
        (settings.env_site_url, "https://gazette.example#x", "scheme and host alone"),
        (settings.env_site_url, "https://me:secret@gazette.example", "scheme and host alone"),
        (settings.env_site_url, "https://gazette.example:99999", "scheme and host alone"),
        (settings.env_site_url, "https://gazette.example:port", "scheme and host alone"),
        (settings.env_site_url, "http://[::1", "scheme and host alone"),
        (settings.env_log_level, "loud", "write one of DEBUG"),
        (settings.env_colour, "red", "write it like"),
        (settings.env_colour, "#fff", "write it like"),
        (settings.env_robots, "GPTBot, all of them", "as it calls itself"),
        (settings.env_robots, "GPTBot\nAllow: /", "as it calls itself"),
        (settings.env_path, "~nobody-has-this-name/media", "write a whole path"),
        (settings.env_database, "mysql://localhost/x", "begins with 'mysql'"),
        (settings.env_database, "gazette.sqlite3", "write postgres://"),
        (settings.env_cache, "memcached://localhost", "write locmem://"),
        (settings.env_cache, "localhost:6379", "write locmem://"),
        (settings.env_email, "http://mail.example", "write smtp+tls://"),
        (settings.env_email, "smtp://", "write smtp+tls://"),
        (settings.env_email, "smtp://mail.example:port", "its port is no number"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(monkeypatch, reader, value, said):
    monkeypatch.setenv("UNDER_TEST", value)
    default = {settings.env_bool: False, settings.env_int: 0}.get(reader, "")
    with pytest.raises(ImproperlyConfigured) as refusal:
        reader("UNDER_TEST", default)
    assert "UNDER_TEST" in str(refusal.value)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "value", ["security@gazette.example", "http://gazette.example", "https://", "https://a b"]
)
def test_an_address_begins_with_a_scheme_that_is_allowed(monkeypatch, value):
    monkeypatch.setenv("UNDER_TEST", f"mailto:somebody@gazette.example, {value}")
    with pytest.raises(ImproperlyConfigured, match="write what begins with mailto: or https://"):
        settings.env_uris("UNDER_TEST", "mailto:", "https://")


def test_a_language_is_named_by_its_code(monkeypatch):
    monkeypatch.setenv("UNDER_TEST", "en, English please")
    with pytest.raises(ImproperlyConfigured, match="write codes such as en"):
        settings.env_language_codes("UNDER_TEST", "en")


def test_a_choice_is_one_of_those_there_are(monkeypatch):
    monkeypatch.setenv("UNDER_TEST", "xx")
    with pytest.raises(ImproperlyConfigured, match="write one of en, az"):
        settings.env_choice("UNDER_TEST", "en", ["en", "az"])


def test_choices_are_some_of_those_there_are(monkeypatch):
    monkeypatch.setenv("UNDER_TEST", "b, a")
    assert settings.env_choices("UNDER_TEST", "a,b,c", "abc") == ["b", "a"]
    monkeypatch.setenv("UNDER_TEST", "none")
    assert settings.env_choices("UNDER_TEST", "a,b,c", "abc") == []
    monkeypatch.setenv("UNDER_TEST", "a,none")
    with pytest.raises(ImproperlyConfigured, match="UNDER_TEST holds 'none': write none, or any"):
        settings.env_choices("UNDER_TEST", "a,b,c", "abc")


@pytest.mark.parametrize("value", ["desk", "@a.example", "a@", "a@b@c.example", "A <a@b.example>"])
def test_a_mailbox_is_one_address(monkeypatch, value):
    monkeypatch.setenv("UNDER_TEST", value)
    with pytest.raises(ImproperlyConfigured, match="write one address"):
        settings.env_mailbox("UNDER_TEST")


@pytest.mark.parametrize(
    "value",
    [
        "https://gazette.example",
        "http://127.0.0.1:8000",
        "HTTPS://Gazette.example",
        "http://[::1]:8000",
        "https://gazette.example/",
    ],
)
def test_an_address_of_the_site_is_scheme_and_host(monkeypatch, value):
    monkeypatch.setenv("UNDER_TEST", value)
    assert settings.env_site_url("UNDER_TEST", "") == value.rstrip("/")


@pytest.mark.parametrize(
    "value",
    [
        "127.0.0.1:6081",
        "http://127.0.0.1:6081/purge",
        "http://127.0.0.1:6081 http://10.0.0.2:6081",
        "http://127.0.0.1:6081, ftp://10.0.0.2",
        "http://me:hush-hush@127.0.0.1:6081",
        "http://127.0.0.1:99999",
        "http://",
        "http://édge.example",
    ],
)
def test_an_edge_is_scheme_host_and_port(monkeypatch, value):
    monkeypatch.setenv("UNDER_TEST", value)
    with pytest.raises(ImproperlyConfigured, match="UNDER_TEST cannot be used: write") as refusal:
        settings.env_origins("UNDER_TEST")
    assert "hush-hush" not in str(refusal.value)


def test_several_edges_are_named_with_commas_between_them(monkeypatch):
    monkeypatch.setenv("UNDER_TEST", "http://127.0.0.1:6081, https://[::1],http://127.0.0.1:6081/")
    assert settings.env_origins("UNDER_TEST") == ["http://127.0.0.1:6081", "https://[::1]"]
    monkeypatch.delenv("UNDER_TEST")
    assert settings.env_origins("UNDER_TEST") == []


@pytest.mark.parametrize("secret", ["", "  "])
def test_a_missing_secret_is_refused(monkeypatch, secret):
    monkeypatch.setenv("UNDER_TEST", secret)
    with pytest.raises(ImproperlyConfigured, match="50 random characters"):
        settings.env_secret("UNDER_TEST", debug=False)


@pytest.mark.parametrize(
    ("word", "meant"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("No", False)]
)
def test_yes_and_no_are_read_in_any_usual_form(monkeypatch, word, meant):
    monkeypatch.setenv("UNDER_TEST", word)
    assert settings.env_bool("UNDER_TEST", not meant) is meant


@pytest.mark.parametrize("value", ["", "   "])
def test_an_empty_value_is_the_default(monkeypatch, value):
    monkeypatch.setenv("UNDER_TEST", value)
    assert settings.env_bool("UNDER_TEST", True) is True
    assert settings.env_int("UNDER_TEST", 7) == 7
    assert settings.env_text("UNDER_TEST", "word") == "word"
    assert settings.env_list("UNDER_TEST", "a, b,") == ["a", "b"]


def test_a_refusal_of_a_database_does_not_print_its_password(monkeypatch):
    monkeypatch.setenv("UNDER_TEST", "mysql://gazette:hush-hush@localhost/x")
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings.env_database("UNDER_TEST", "")
    assert "hush-hush" not in str(refusal.value)


def test_a_refusal_of_a_cache_does_not_print_its_password(monkeypatch):
    monkeypatch.setenv("UNDER_TEST", "memcached://:hush-hush@localhost")
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings.env_cache("UNDER_TEST", "")
    assert "hush-hush" not in str(refusal.value)


def test_mail_is_read_from_one_address(monkeypatch):
    monkeypatch.setenv(
        "UNDER_TEST",
        "smtp+tls://desk%40gazette.example:a%2Fb@mail.example?from=desk@gazette.example",
    )
    assert settings.env_email("UNDER_TEST", "") == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "desk@gazette.example",
        "EMAIL_HOST_PASSWORD": "a/b",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
        "DEFAULT_FROM_EMAIL": "desk@gazette.example",
        "SERVER_EMAIL": "desk@gazette.example",
    }


def test_sqlite_is_opened_as_a_newsroom_needs_it(monkeypatch):
    monkeypatch.setenv("UNDER_TEST", "sqlite:////tmp/gazette.sqlite3")
    config = settings.env_database("UNDER_TEST", "")
    assert config["NAME"] == "/tmp/gazette.sqlite3"
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


def test_postgresql_is_read_from_its_address(monkeypatch):
    monkeypatch.setenv("UNDER_TEST", "postgres://desk:a%2Fb@db.example:5433/gazette")
    config = settings.env_database("UNDER_TEST", "")
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "gazette")
    assert config["PASSWORD"] == "a/b"
    assert config["CONN_HEALTH_CHECKS"] is True
    assert not config.get("ATOMIC_REQUESTS")
