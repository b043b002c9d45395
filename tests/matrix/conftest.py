"""One world for the whole folder, made once; what a test does in it is taken back."""

import pytest
import time_machine
from django.db import transaction

from tests.matrix import checking
from tests.matrix.places import NOW, World


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Stands in a transaction that is never committed, so that nothing of it meets other tests."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        made = World()
        made.contents = checking.contents()
        yield made
        transaction.set_rollback(True)
