"""What lies on a page: links out and within, and what somebody drew or filled in, as it looks.

A drawing, a mark or a field is kept as a stamp of its looks alone: no name of who made it, no note,
nothing that acts or that can be filled in.
"""

import re
from collections.abc import Iterator

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from articles.images.darkroom.pdf.printing import Printer, names

_LOOKS = names(
    "FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp "
    "Caret Ink Widget Watermark"
)
# What is hidden, or seen on no screen.
_HIDDEN = 2 | 32
_ADDRESS = re.compile(rb"(?:https?://|mailto:)[!-~]{1,2000}", re.IGNORECASE)
# More on one page is no page of a paper.
_MOST = 2000


def printed(page: DictionaryObject, printer: Printer) -> bytes:
    """The page's /Annots as it stands in the new file, b"" where it has none."""
    found = [one for each in _all(page) if (one := _printed(each, printer))]
    return b"/Annots [%b]" % b" ".join(map(printer.add, found)) if found else b""


def _all(page: DictionaryObject) -> Iterator[DictionaryObject]:
    rows = _resolved(page.get("/Annots"))
    for each in list(rows)[:_MOST] if isinstance(rows, ArrayObject) else ():
        each = _resolved(each)
        if isinstance(each, DictionaryObject):
            yield each


def _resolved(value):
    return value.get_object() if isinstance(value, IndirectObject) else value


def _printed(each: DictionaryObject, printer: Printer) -> bytes:
    flags, kind = _resolved(each.get("/F")), str(_resolved(each.get("/Subtype")))
    rect = _resolved(each.get("/Rect"))
    if (isinstance(flags, int) and flags & _HIDDEN) or not _is_box(rect):
        return b""
    if kind == "/Link":
        return _link(each, printer, rect)
    return _stamp(each, printer, rect) if kind in _LOOKS else b""


def _is_box(rect) -> bool:
    values = [_resolved(each) for each in rect] if isinstance(rect, ArrayObject) else []
    return len(values) == 4 and all(isinstance(each, int | float) for each in values)


def _link(each: DictionaryObject, printer: Printer, rect: ArrayObject) -> bytes:
    act, goal = _resolved(each.get("/A")), _resolved(each.get("/Dest"))
    if isinstance(act, DictionaryObject):
        if str(_resolved(act.get("/S"))) == "/URI":
            return _link_out(_resolved(act.get("/URI")), printer, rect)
        goal = _resolved(act.get("/D")) if str(_resolved(act.get("/S"))) == "/GoTo" else None
    if not isinstance(goal, ArrayObject) or not goal:
        return b""
    page = list.__getitem__(goal, 0)
    if not isinstance(page, IndirectObject) or not printer.is_page(page):
        return b""
    words = b"<</Type /Annot /Subtype /Link /Border [0 0 0] /Rect %b /Dest %b>>"
    return words % (printer.value(rect), printer.value(goal))


def _link_out(address, printer: Printer, rect: ArrayObject) -> bytes:
    data = getattr(address, "original_bytes", b"")
    if not _ADDRESS.fullmatch(data):
        return b""
    words = b"<</Type /Annot /Subtype /Link /Border [0 0 0] /Rect %b /A <</S /URI /URI <%b>>>>>"
    return words % (printer.value(rect), data.hex().encode())


def _stamp(each: DictionaryObject, printer: Printer, rect: ArrayObject) -> bytes:
    looks = _looks(each)
    if looks is None:
        return b""
    words = b"<</Type /Annot /Subtype /Stamp /F 4 /Rect %b /AP <</N %b>>>>"
    return words % (printer.value(rect), printer.value(looks))


def _looks(each: DictionaryObject) -> IndirectObject | None:
    """The drawing that is shown: of several, the one of the present state."""
    all_looks = _resolved(each.get("/AP"))
    if not isinstance(all_looks, DictionaryObject):
        return None
    looks = dict.get(all_looks, "/N")
    states = _resolved(looks)
    if isinstance(states, DictionaryObject) and not isinstance(states, StreamObject):
        state = _resolved(each.get("/AS"))
        looks = dict.get(states, state) if isinstance(state, NameObject) else None
    is_drawing = isinstance(looks, IndirectObject) and isinstance(_resolved(looks), StreamObject)
    return looks if is_drawing else None
