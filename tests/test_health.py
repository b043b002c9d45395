"""Whether a process says truly that it can serve."""

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_it_is_well(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer["Cache-Control"] == "no-store"


def test_a_migration_that_waits_is_said(client):
    MigrationRecorder.Migration.objects.filter(app="articles").delete()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"migrations")


def test_a_database_that_is_away_is_said_in_one_word(client, monkeypatch):
    def away(self):
        raise OperationalError("no route to db.internal")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", away)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"database")
