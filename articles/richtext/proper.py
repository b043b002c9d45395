"""proper(): a clean body → the same as the HTML standard lets it stand in a page.

Clean bodies are safe, and browsers show them somehow; checkers, screen readers and feed readers
want list items in lists, no blocks in a line, tables whose cells fit and values that are what they
should be. What is stored stays as it was written.
"""

from collections.abc import Iterable, Iterator

from articles.richtext import tables, values
from articles.richtext.allowed import INLINE, names
from articles.richtext.tree import Element, elements, parsed, printed

# What may hold whatever their own place may.
_TRANSPARENT = names("a del ins")
_LINES = (INLINE - _TRANSPARENT) | names("p h2 h3 h4 pre")
_HEADINGS = names("h2 h3 h4")
_LISTS = names("ul ol")
_VALUES = {
    "href": values.address,
    "cite": values.address,
    "lang": values.language,
    "hreflang": values.language,
    "datetime": values.moment,
}

# What stands between the words of two blocks where these may not stand.
_BETWEEN = "\n"

_Child = Element | str


def proper(html: str) -> str:
    """The body as a page may print it; what is so already stays to the byte."""
    body = parsed(html)
    for element in elements(body):
        _mend_values(element)
    _fit(body, in_line=False)
    return printed(body)


def _mend_values(element: Element) -> None:
    for name in element.attributes.keys() & _VALUES.keys():
        element.attributes[name] = _VALUES[name](element.attributes[name])
        if not element.attributes[name]:
            del element.attributes[name]


def _fit(element: Element, *, in_line: bool) -> None:
    """Brings what stands in an element to a form that may stand there, and so on below.

    `in_line`: the element's own place takes words and no blocks.
    """
    inside = in_line if element.name in _TRANSPARENT else element.name in _LINES
    children = list(_allowed(element.children, in_line=inside))
    while children and children[-1] is _BETWEEN:
        children.pop()
    element.children = _ARRANGED.get(element.name, _arranged)(element, children)
    for child in element.children:
        if not isinstance(child, str):
            _fit(child, in_line=inside)


def _allowed(children: Iterable[_Child], *, in_line: bool) -> Iterator[_Child]:
    """The children, with what may not stand here replaced by what stands in it."""
    for child in children:
        if isinstance(child, str) or not _must_go(child, in_line=in_line):
            yield child
            continue
        yield from _allowed(child.children, in_line=in_line)
        if in_line and child.is_block:
            yield _BETWEEN


def _must_go(element: Element, *, in_line: bool) -> bool:
    if element.is_block:
        return in_line
    if element.name == "time":
        return "datetime" not in element.attributes and not _is_moment(element)
    if element.name == "a":
        leads = element.attributes.keys() & {"href", "data-story"}
        return not leads or any(each.name == "table" for each in elements(element))
    return element.has_blocks and element.name not in _TRANSPARENT


def _is_moment(element: Element) -> bool:
    inside = element.children
    return all(isinstance(each, str) for each in inside) and bool(values.moment("".join(inside)))


def _arranged(element: Element, children: list[_Child]) -> list[_Child]:
    """Anywhere but in lists: items get a list, names and captions without one become paragraphs."""
    children = [each for child in children for each in _at_large(element, child)]
    return _gathered(children, "ul", lambda child: _is(child, "li"))


def _at_large(element: Element, child: _Child) -> list[_Child]:
    if _is(child, "dt", "dd") or (_is(child, "figcaption") and element.name != "figure"):
        child.name = "div" if child.has_blocks else "p"
    if _is(child, "table"):
        return [*map(_as_paragraph, tables.mend(child)), child]
    return [child]


def _as_paragraph(element: Element) -> Element:
    element.name = "div" if element.has_blocks else "p"
    return element


def _of_list(element: Element, children: list[_Child]) -> list[_Child]:
    """Items alone; a list that stands between them belongs to the one before it."""
    children = [child for child in children if not _is_blank(child)]
    found: list[_Child] = []
    for child in children:
        if _is(child, *_LISTS) and found and _is(found[-1], "li"):
            found[-1].children.append(child)
        else:
            found.append(child)
    return _gathered(found, "li", lambda child: not _is(child, "li"))


def _of_names(element: Element, children: list[_Child]) -> list[_Child]:
    """Names and what is said of them, by turns; a list that does not hold such pairs is a list."""
    children = [child for child in children if not _is_blank(child)]
    children = _gathered(children, "dd", lambda child: not _is(child, "dt", "dd"))
    if children and _is(children[0], "dt") and _is(children[-1], "dd"):
        return children
    element.name = "ul"
    for child in children:
        child.name = "li"
    return children


def _of_head(element: Element, children: list[_Child]) -> list[_Child]:
    """A name or a head of a table holds no heading and no box."""
    for inner in elements(Element("", {}, children)):
        if inner.name in _HEADINGS:
            inner.name = "p"
        elif inner.name == "aside":
            inner.name = "div"
    return _arranged(element, children)


def _of_figure(element: Element, children: list[_Child]) -> list[_Child]:
    """One caption, before or after all else; the card of a story is made of that story alone."""
    if "data-story" in element.attributes:
        element.attributes = {"data-story": element.attributes["data-story"]}
        return []
    children = [child for child in children if not _is_blank(child)]
    captions = [child for child in children if _is(child, "figcaption")]
    is_first = bool(captions) and captions[0] is children[0]
    kept = captions[0] if is_first else captions[-1] if captions else None
    rest = [child for child in children if child is not kept]
    figure = _arranged(Element(""), rest)
    if kept is None:
        return figure
    return [kept, *figure] if is_first else [*figure, kept]


def _of_table(element: Element, children: list[_Child]) -> list[_Child]:
    return children


_ARRANGED = {
    "ul": _of_list,
    "ol": _of_list,
    "dl": _of_names,
    "dt": _of_head,
    "th": _of_head,
    "figure": _of_figure,
    **dict.fromkeys(names("table thead tbody tfoot tr"), _of_table),
}


def _gathered(children: list[_Child], name: str, is_one) -> list[_Child]:
    """The children, with each run of those that `is_one` says in an element of that name."""
    found: list[_Child] = []
    around: Element | None = None
    for child in children:
        if not is_one(child):
            around = None
            found.append(child)
            continue
        if around is None:
            around = Element(name, has_blocks=True)
            found.append(around)
        around.children.append(child)
    return found


def _is(child: _Child, *wanted: str) -> bool:
    return not isinstance(child, str) and child.name in wanted


def _is_blank(child: _Child) -> bool:
    return isinstance(child, str) and not child.strip(" \t\n")
