"""Tables whose cells fit: what spans more rows or columns than there are is cut to those."""

from articles.richtext.tree import Element, elements

# Squares that a table may cover: 58 million of them took two minutes. No story needs so many.
_MAX_SQUARES = 50_000
_GROUPS = ("thead", "tbody", "tfoot")


def mend(table: Element) -> list[Element]:
    """Puts a table's parts in order and its cells in a grid; returns captions that cannot stay."""
    captions = _named(table, "caption")
    groups = [each for name in _GROUPS for each in _named(table, name)]
    for name in ("thead", "tfoot"):
        # A further head or foot is a body.
        for group in _named(table, name)[1:]:
            group.name = "tbody"
    groups.sort(key=lambda group: _GROUPS.index(group.name))
    for group in groups:
        group.children = [row for row in _named(group, "tr") if _cells(row)]
    groups = [group for group in groups if group.children]
    kept = [each for each in captions[:1] if not _holds_table(each)]
    table.children = [*kept, *groups]
    _fit_cells(groups)
    return [caption for caption in captions if caption not in kept]


def _holds_table(caption: Element) -> bool:
    return any(each.name == "table" for each in elements(caption))


def _named(element: Element, name: str) -> list[Element]:
    return [each for each in element.children if not isinstance(each, str) and each.name == name]


def _cells(row: Element) -> list[Element]:
    return [each for each in row.children if not isinstance(each, str)]


def _fit_cells(groups: list[Element]) -> None:
    """Counts of a span only the rows and columns in which a cell begins; where cells would lie over
    each other, none spans anything.
    """
    places = [place for group in groups for place in _placed(group)]
    cells = [cell for group in groups for row in _named(group, "tr") for cell in _cells(row)]
    if not any("rowspan" in cell.attributes or "colspan" in cell.attributes for cell in cells):
        return
    columns = {column for _cell, column, _wide in places}
    for cell, column, wide in places:
        _span(cell, "colspan", len(columns & set(range(column, column + wide))))
    if len(places) < len(cells):
        for cell in cells:
            _span(cell, "rowspan", 1)
            _span(cell, "colspan", 1)


def _placed(group: Element) -> list[tuple[Element, int, int]]:
    """(cell, its column, how many it spans) of a group of rows; [] where cells overlap or cover
    far too much.
    """
    rows, found = _named(group, "tr"), []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while (number, column) in taken:
                column += 1
            wide = int(cell.attributes.get("colspan", 1))
            high = min(int(cell.attributes.get("rowspan", 1)), len(rows) - number)
            _span(cell, "rowspan", high)
            covered = {(number + y, column + x) for y in range(high) for x in range(wide)}
            if covered & taken or len(taken) > _MAX_SQUARES:
                return []
            taken |= covered
            found.append((cell, column, wide))
    return found


def _span(cell: Element, name: str, number: int) -> None:
    if name not in cell.attributes:
        return
    if number > 1:
        cell.attributes[name] = str(number)
    else:
        del cell.attributes[name]
