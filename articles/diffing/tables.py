"""Whether the rows of a table fit together."""

from articles.richtext import tree
from articles.richtext.allowed import CELLS


def is_even(html: str) -> bool:
    """Whether all rows of each table are equally wide. A row that one side added and a column that
    the other side added make a table that is not.
    """
    body = tree.parsed(html)
    return all(
        len(_widths(element)) < 2 for element in tree.elements(body) if element.name == "table"
    )


def _widths(table: tree.Element) -> set[int]:
    rows = (element for element in tree.elements(table) if element.name == "tr")
    return {sum(map(_span, row.children)) for row in rows}


def _span(cell: tree.Element | str) -> int:
    if isinstance(cell, str) or cell.name not in CELLS:
        return 0
    return int(cell.attributes.get("colspan", 1))
