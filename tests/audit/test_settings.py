"""The audit's keys in the environment, and the warning about superusers that the audit gives."""

import os
import subprocess
import sys
from hashlib import sha256

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import checks as django_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from articles import audit, checks
from articles.models import Membership
from newsroom import settings
from tests.audit import chains
from tests.base import DAY, HOUR, NOON

SECRET = "x" * 50
NEW, OLD = "n" * 32, "o" * 40


def keys(monkeypatch, value: str) -> list[str]:
    monkeypatch.setenv("UNDER_TEST", value)
    return settings.env_audit_keys("UNDER_TEST", secret=SECRET)


# AUDIT_KEY ------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["", "  ", ","])
def test_without_a_key_the_secret_makes_one_that_does_not_tell_it(monkeypatch, value):
    (key,) = keys(monkeypatch, value)
    assert len(key) == 64
    assert key != sha256(SECRET.encode()).hexdigest()
    assert SECRET not in key


def test_another_secret_makes_another_key(monkeypatch):
    monkeypatch.setenv("UNDER_TEST", "")
    made = {
        settings.env_audit_keys("UNDER_TEST", secret=secret)[0]
        for secret in (SECRET, SECRET + "y", "y" * 50)
    }
    assert len(made) == 3


def test_the_first_key_seals_and_those_before_it_still_prove(monkeypatch):
    (of_the_secret,) = keys(monkeypatch, "")
    assert keys(monkeypatch, f" {NEW} , {OLD},") == [NEW, OLD, of_the_secret]


@pytest.mark.parametrize("value", ["hush", "n" * 31, f"{NEW},hush", f"hush,{OLD}"])
def test_a_short_key_is_refused_and_not_printed(monkeypatch, value):
    with pytest.raises(ImproperlyConfigured) as refusal:
        keys(monkeypatch, value)
    said = str(refusal.value)
    assert "UNDER_TEST is too short: write at least 32 random characters" in said
    assert not any(key in said for key in value.split(","))


def test_nothing_starts_with_a_short_key():
    process = subprocess.run(
        [sys.executable, "-c", "from newsroom import settings"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DEBUG": "1", "AUDIT_KEY": "hush-hush"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode != 0
    assert "AUDIT_KEY is too short" in process.stderr.splitlines()[-1]
    assert "hush-hush" not in process.stderr


@pytest.mark.django_db
def test_rows_from_before_the_first_key_are_still_proven(monkeypatch):
    with override_settings(AUDIT_KEYS=keys(monkeypatch, "")):
        chains.write(2)
    with override_settings(AUDIT_KEYS=keys(monkeypatch, NEW)):
        chains.write(2)
        assert chains.faults() == []


# articles.W004 --------------------------------------------------------------------------------


@pytest.fixture
def root(db):
    return get_user_model().objects.create_superuser("root")


def warnings(at=NOON) -> list[str]:
    with time_machine.travel(at, tick=False):
        found = django_checks.run_checks(databases=["default"])
    return [message.msg for message in found if message.id == "articles.W004"]


def comes_in(user, *days: int) -> None:
    """Signs in on days before NOON, twice on each."""
    for day in days:
        for hour in (0, 2):
            audit.record("signed in", by=user, at=NOON - day * DAY - hour * HOUR, person=user)


def test_a_superuser_who_comes_in_on_three_days_is_named(root):
    comes_in(root, 0, 1, 13)
    (said,) = warnings()
    assert said.startswith("root works at the desk as a superuser")


def test_a_superuser_for_emergencies_is_no_fault(root):
    comes_in(root, 0, 1)
    assert warnings() == []


def test_days_are_of_the_newsroom(root):
    # 23:30, 00:30 and 01:30 in Baku are two days there, as 19:30, 20:30 and 21:30 are one in UTC.
    for hour in (9.5, 10.5, 11.5):
        audit.record("signed in", by=root, at=NOON - 2 * DAY + hour * HOUR, person=root)
    comes_in(root, 0)
    assert len(warnings()) == 1


def test_what_lies_two_weeks_back_is_forgotten(root):
    comes_in(root, 0, 1, 15, 16)
    assert warnings() == []


def test_an_editor_comes_in_as_often_as_they_like(editor):
    comes_in(editor, 0, 1, 2, 3)
    assert warnings() == []


def test_a_superuser_with_a_role_of_the_paper_is_named(root):
    Membership.objects.create(user=root, role="editor")
    assert len(warnings()) == 1
    get_user_model().objects.filter(pk=root.pk).update(is_active=False)
    assert warnings() == []


@pytest.mark.django_db
def test_the_check_asks_no_database_that_is_not_named():
    assert checks.superusers_stay_away(None, None) == []
