"""Asked once for the whole folder, in two worlds that are never committed."""

import pytest

from tests.canaries import paper
from tests.factories import restart


@pytest.fixture(scope="package")
def answers(standing_paper):
    restart()
    with standing_paper():
        yield paper.ask_twice()
