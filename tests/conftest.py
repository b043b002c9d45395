"""What every test stands on: plain static files, a quick hasher, a database file, and the cast."""

import os

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase

from articles.models import guards
from tests import base, factories


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A database for each process, so that two runs on one machine do not meet.

    SQLite in a file: threads and processes of their own see nothing of one in memory.
    """
    for database in settings.DATABASES.values():
        name = f"test_newsroom_{os.getpid()}"
        if database["ENGINE"].endswith("sqlite3"):
            name = str(tmp_path_factory.mktemp("database") / f"{name}.sqlite3")
        database.setdefault("TEST", {})["NAME"] = name


def pytest_configure(config):
    """No test needs collected static files or a hasher that takes its time."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    TransactionTestCase._fixture_teardown = _emptied_without_guards(
        TransactionTestCase._fixture_teardown
    )


def _emptied_without_guards(teardown):
    """Tables are emptied row by row on SQLite, which is what the guards are there to refuse."""

    def empty(self):
        for alias in connections:
            guards.remove(alias)
        try:
            teardown(self)
        finally:
            for alias in connections:
                guards.install(alias)

    return empty


@pytest.fixture(autouse=True)
def empty_cache():
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def fresh_counter():
    """Names that factories make up begin anew with every test."""
    factories.restart()


@pytest.fixture
def noon():
    """The clock stands still at base.NOON, for what asks it by itself."""
    with time_machine.travel(base.NOON, tick=False):
        yield base.NOON


@pytest.fixture
def chief_editor(db):
    return base.person("chief_editor")


@pytest.fixture
def editor(db):
    return base.person("editor")


@pytest.fixture
def reporter(db):
    return base.person("reporter")


@pytest.fixture
def sub_editor(db):
    return base.person("sub_editor")


@pytest.fixture
def picture_desk(db):
    return base.person("picture_desk")


@pytest.fixture
def legal(db):
    return base.person("legal")


@pytest.fixture
def operator(db):
    return base.person("operator")


@pytest.fixture
def stranger(db):
    """Somebody with an account and no role."""
    return base.person("")


@pytest.fixture
def town(db):
    return factories.make_section("Town")
