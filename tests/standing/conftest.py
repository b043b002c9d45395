"""A chief editor's browser, and the clock at noon."""

import pytest

from tests import base

clock = base.standing_clock(base.NOON)


@pytest.fixture
def at_desk(chief_editor):
    return base.signed_in(chief_editor)
