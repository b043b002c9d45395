"""The table is read strictly: what cannot be meant is a fault, never overlooked."""

import pytest

from tests.matrix import reading
from tests.matrix.checking import ACTS

TABLE = """\
WHERE EACH ACT IS DONE

open  articles/article/STORY/change/

ROLES HELD IN TOWN ALONE

A draft   reporter  editor
open      no        yes
"""


def test_it_reads_who_does_what_where():
    cells = reading.read(TABLE).cells
    assert [(cell.column, cell.word) for cell in cells] == [("reporter", "no"), ("editor", "yes")]
    assert str(cells[0]) == "reporter (Town alone) · open · A draft"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("yes", "maybe"),
        ("editor", "manager"),
        ("no        yes", "yes"),
        ("open      no", "shout     no"),
        ("open      no", "open no"),
        ("open  articles/article/STORY/change/", "open  x/\nshout  y/"),
        ("open  articles/article/STORY/change/", "open  x/\nopen  y/"),
        ("open      no        yes", "open      no        yes\nopen      no        no"),
    ],
)
def test_it_refuses_what_cannot_be_meant(before, after):
    assert before in TABLE
    with pytest.raises(ValueError, match="of the table"):
        reading.read(TABLE.replace(before, after))


def test_every_act_of_the_table_can_be_done_and_none_is_forgotten():
    assert set(ACTS) == set(reading.table().addresses)
