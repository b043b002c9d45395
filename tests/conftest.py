"""What every test stands on: plain static files, a quick hasher, a database file, and the cast."""

import gc
import os
from contextlib import contextmanager

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connections, transaction
from django.template.base import Template
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

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
    """No test needs collected static files or a hasher that takes its time.

    Properties are tried on the same examples in every run, so that a run says the same twice; other
    examples are tried with --hypothesis-profile=default.
    """
    hypothesis_settings.register_profile("the same", derandomize=True)
    hypothesis_settings.load_profile("the same")
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


# What stands behind every way to the database; without it pytest-django refuses each query.
_WAYS_TO_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Marks what cannot differ by database, for .ci/suite to run once."""
    for item in items:
        is_of_django = item.cls is not None and issubclass(item.cls, TransactionTestCase)
        has_way = not _WAYS_TO_THE_DATABASE.isdisjoint(item.fixturenames)
        if not (has_way or is_of_django or item.get_closest_marker("django_db")):
            item.add_marker("without_database")


@pytest.fixture(autouse=True)
def not_told_which_database(request, monkeypatch):
    """Nor may a test without the database ask which one it is, as whatever makes SQL does."""
    if request.node.get_closest_marker("without_database"):

        def refuse(connection):
            raise AssertionError("A test without the database asks which one it is.")

        monkeypatch.setattr(type(connections["default"]), "vendor", property(refuse))


def pytest_collection_finish():
    """What was imported stays; to look for garbage in it over and over took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """Python 3.11 asks the system for the frames of calls by 16 kB, and gives them back at once: a
    loop that calls across such an edge does so at each turn, which took a sixth of the time.
    """
    return _with_room_for_calls(item.config.pluginmanager.getplugin("runner"), item, nextitem)


def _with_room_for_calls(runner, item, nextitem):
    return runner.pytest_runtest_protocol(item, nextitem)


# Whoever asks for much is given twice as much, and the calls below have the rest: half a megabyte.
_with_room_for_calls.__code__ = _with_room_for_calls.__code__.replace(co_stacksize=70_000)


@pytest.fixture(autouse=True, scope="session")
def widgets_without_notes(django_test_environment):
    """Django notes every template that is rendered, with a copy of its context, for
    `response.context`; of a page's hundreds of widgets nobody asks for that.
    """
    noted = Template._render

    def render(self, context):
        is_of_a_form = (self.name or "").startswith("django/forms/")
        return self.nodelist.render(context) if is_of_a_form else noted(self, context)

    Template._render = render


@pytest.fixture(scope="session")
def standing_paper(django_db_setup, django_db_blocker):
    """standing_paper(now) holds what is made in it for the tests of a module or a folder.

    It stands in a transaction that is never committed, and what a test does is taken back. No test
    beside them may be a transactional one, or expect an empty paper.
    """

    @contextmanager
    def standing(now=base.NOON):
        with (
            django_db_blocker.unblock(),
            time_machine.travel(now, tick=False),
            transaction.atomic(),
        ):
            yield
            transaction.set_rollback(True)

    return standing


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
