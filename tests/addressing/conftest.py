"""A reader who asks for an address at a moment."""

import pytest
import time_machine

from tests.base import EVENING


@pytest.fixture
def at(client):
    """Asks for a path at a moment."""

    def ask(path: str, moment=EVENING, **headers):
        with time_machine.travel(moment, tick=False):
            return client.get(path, **headers)

    return ask
