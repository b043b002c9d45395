"""Signed-in clients of the cast."""

import pytest

from tests import base


@pytest.fixture
def at_desk(editor):
    """An editor's browser."""
    return base.signed_in(editor)
