"""Whoever tries an act at its address is answered as the table says."""

import pytest

from tests.matrix import checking, reading

pytestmark = pytest.mark.django_db

TABLE = reading.table()
WHO = sorted({(cell.held, cell.column) for cell in TABLE.cells})


@pytest.mark.parametrize(("held", "column"), WHO)
def test_everybody_is_answered_as_the_table_says(world, held, column):
    wrong = []
    for cell in TABLE.cells:
        if (cell.held, cell.column) == (held, column):
            answered = checking.answer(world, cell, TABLE.addresses[cell.act])
            if answered != cell.word:
                wrong.append(f"{cell}: expected {cell.word}, got {answered}")
    assert not wrong, "\n".join(["", *wrong])
