"""Reads table.txt, strictly: a word that means nothing, a cell too few or an act without an address
is a fault of the table, never overlooked.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.matrix.places import EVERYWHERE, IN_TOWN, ROLES

WORDS = {"yes", "no", "hidden", "refused", "ignored", "onward", "gone", "sign-in"}
COLUMNS = [*ROLES, "no-role", "superuser", "sent-away", "nobody"]
_GLOSSARY = "Where each act is done"
_PARTS = {name.upper(): name for name in (_GLOSSARY, IN_TOWN, EVERYWHERE)}
_FILE = Path(__file__).parent / "table.txt"


@dataclass(frozen=True)
class Cell:
    """One expectation: somebody, an act, what it is done to, and the word for the answer."""

    held: str
    column: str
    about: str
    act: str
    word: str

    def __str__(self) -> str:
        place = "Town alone" if self.held == IN_TOWN else "everywhere"
        return f"{self.column} ({place}) · {self.act} · {self.about}"


@dataclass(frozen=True)
class Table:
    addresses: dict[str, str]
    cells: list[Cell]


@cache
def table() -> Table:
    return read(_FILE.read_text(encoding="utf-8"))


def read(text: str) -> Table:
    """The table of a text. Raises ValueError, with the number of the line."""
    addresses: dict[str, str] = {}
    cells: list[Cell] = []
    part, about, columns = "", "", []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if line.isupper() and not line.startswith(" "):
            part = _PARTS.get(line, line)
        elif part == _GLOSSARY and words:
            act, address = _in_two(line, number)
            _once(addresses, act, number)
            addresses[act] = address
        elif part in (IN_TOWN, EVERYWHERE) and words:
            label, rest = _label(line, number)
            if rest[0] == "reporter":
                about, columns = label, rest
                _refuse(number, "columns", set(columns) - set(COLUMNS))
            else:
                _refuse(number, "cells", [] if len(rest) == len(columns) else rest)
                _refuse(number, "words", set(rest) - WORDS)
                _refuse(number, "acts without an address", {label} - set(addresses))
                found = zip(columns, rest, strict=True)
                cells += [Cell(part, column, about, label, word) for column, word in found]
    _refuse(0, "rows that stand twice", _twice(cells))
    _refuse(0, "acts in no row", set(addresses) - {cell.act for cell in cells})
    return Table(addresses, cells)


def _label(line: str, number: int) -> tuple[str, list[str]]:
    label, rest = _in_two(line, number)
    return label, rest.split()


def _in_two(line: str, number: int) -> tuple[str, str]:
    """What stands before the first gap of two spaces, and what stands behind it."""
    halves = re.split(r"  +", line.strip(), maxsplit=1)
    if line.startswith(" ") or len(halves) != 2:
        raise ValueError(f"line {number} of the table cannot be read: {line}")
    return halves[0], halves[1]


def _once(addresses: dict, act: str, number: int) -> None:
    _refuse(number, "acts with two addresses", {act} & set(addresses))


def _twice(cells: list[Cell]) -> set[str]:
    names = [str(cell) for cell in cells]
    return {name for name in names if names.count(name) > 1} if len(names) > len(set(names)) else ()


def _refuse(number: int, what: str, found) -> None:
    if found:
        raise ValueError(f"line {number} of the table, {what}: {', '.join(sorted(found))}")
