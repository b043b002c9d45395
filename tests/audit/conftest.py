"""A chain of twelve rows, and the database without its guards, for whoever tampers with it."""

import pytest

from articles import audit
from articles.models import guards
from tests.audit import chains
from tests.base import signed_in


@pytest.fixture
def unguarded(db):
    """What somebody can do who owns the database. The guards come back with the rollback."""
    guards.remove()


@pytest.fixture
def chain(unguarded, editor, reporter):
    """Twelve rows that no test wrote; returns the end of it, as it would be kept outside."""
    chains.write(12, by=editor, person=reporter)
    assert chains.faults() == []
    return audit.head()


@pytest.fixture
def chief(chief_editor):
    """A chief editor's browser; signing in is not among the rows."""
    client = signed_in(chief_editor)
    chains.begin_anew()
    return client
