"""The newsroom's own system checks: what is wrong is said before it goes wrong."""

import pytest
from django.contrib.auth import get_user_model
from django.core import checks as django_checks
from django.core.management import call_command
from django.test import override_settings

from articles import addressing, checks
from tests.factories import make_section

pytestmark = pytest.mark.django_db


def found(identity: str) -> list:
    messages = django_checks.run_checks(databases=["default"])
    return [message for message in messages if message.id == identity]


def test_a_sound_installation_passes_every_check():
    make_section("Town")
    call_command("check", databases=["default"], fail_level="WARNING")


def test_no_model_waits_for_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.fixture
def demo_account():
    return get_user_model().objects.create_user("demo", "demo@demo.invalid", "x")


@override_settings(ALLOWED_HOSTS=["127.0.0.1", "localhost", "[::1]", "127.0.0.2"])
def test_demo_accounts_are_no_fault_at_home(demo_account):
    assert found("articles.E002") == []


@pytest.mark.parametrize("host", ["gazette.example", "*", ".example", "192.168.1.5", "0.0.0.0"])
def test_demo_accounts_are_a_fault_where_strangers_come(demo_account, host):
    with override_settings(ALLOWED_HOSTS=["127.0.0.1", host]):
        (fault,) = found("articles.E002")
    assert host in fault.msg


def test_demo_accounts_that_cannot_sign_in_are_no_fault(demo_account):
    demo_account.is_active = False
    demo_account.save()
    with override_settings(ALLOWED_HOSTS=["gazette.example"]):
        assert found("articles.E002") == []


@pytest.mark.parametrize(
    "slug", ["admin", "static", "media", "topics", "authors", "az", "en", "healthz"]
)
def test_a_section_with_another_pages_address_is_named(slug):
    make_section("Blocked", slug=slug)
    (warning,) = found("articles.W003")
    assert "Blocked" in warning.msg
    assert f"/{slug}/" in warning.msg


def test_a_section_called_like_a_year_is_named():
    make_section("2025")
    assert len(found("articles.W003")) == 1


def test_reserved_words_are_plain_words():
    assert all(word.isascii() and "/" not in word for word in addressing.reserved_words())


def test_checks_ask_no_database_that_is_not_named():
    assert checks.guards_stand(None, None) == []
    assert checks.demo_accounts_stay_at_home(None, None) == []
    assert checks.sections_keep_off_reserved_words(None, None) == []
    assert checks.standing_pages_are_written(None, None) == []
