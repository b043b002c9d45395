"""One world for the whole folder, made once; what a test does in it is taken back."""

import pytest

from tests.matrix import checking
from tests.matrix.places import NOW, World


@pytest.fixture(scope="package")
def world(standing_paper):
    with standing_paper(NOW):
        made = World()
        made.contents = checking.contents()
        yield made
