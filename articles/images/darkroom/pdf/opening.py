"""A file → its pages, if it is a PDF that can be printed anew."""

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from articles.images.darkroom.refusal import Refusal

MOST_PAGES = 3000
# Readers look for the two signs within this much of either end.
_NEAR = 1024
# What a page may leave to those above it.
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
# How deep a tree of pages may be.
_DEEPEST = 50


def opened(data: bytes) -> PdfReader:
    """A reader of the file; raises Refusal for what is no PDF, is locked, or shows no pages."""
    if b"%PDF-" not in data[:_NEAR] or b"%%EOF" not in data[-2 * _NEAR :]:
        raise Refusal("damaged")
    if b"/Encrypt" in data and _is_locked(data):
        raise Refusal("locked")
    reader = PdfReader(io.BytesIO(data), strict=False)
    root = root_of(reader)
    if "/Collection" in root:
        raise Refusal("collection")
    form = root.get("/AcroForm")
    form = form.get_object() if form is not None else None
    if isinstance(form, DictionaryObject) and "/XFA" in form and root.get("/NeedsRendering"):
        raise Refusal("drawn")
    return reader


def _is_locked(data: bytes) -> bool:
    try:
        return PdfReader(io.BytesIO(data), strict=False).is_encrypted
    # By a lock that the reader does not know.
    except Exception:
        return True


def root_of(reader: PdfReader) -> DictionaryObject:
    root = reader.trailer.get("/Root")
    root = root.get_object() if root is not None else None
    if not isinstance(root, DictionaryObject):
        raise Refusal("damaged")
    return root


def pages_of(reader: PdfReader) -> list[tuple[IndirectObject, DictionaryObject]]:
    """Every page in its order, with what it has from those above it."""
    found = []
    for page in _walk(root_of(reader).raw_get("/Pages")):
        found.append(page)
        if len(found) > MOST_PAGES:
            raise Refusal("pages", MOST_PAGES)
    if not found:
        raise Refusal("damaged")
    return found


def _walk(top) -> Iterator[tuple[IndirectObject, DictionaryObject]]:
    waiting, seen = [(top, {}, 0)], set()
    while waiting:
        node, above, depth = waiting.pop()
        if not isinstance(node, IndirectObject) or node.idnum in seen or depth > _DEEPEST:
            continue
        seen.add(node.idnum)
        values = node.get_object()
        if not isinstance(values, DictionaryObject):
            continue
        had = above | {name: values.raw_get(name) for name in _INHERITED if name in values}
        kids = values.get("/Kids")
        if isinstance(kids, ArrayObject):
            below = [(list.__getitem__(kids, place), had, depth + 1) for place in range(len(kids))]
            waiting.extend(reversed(below))
        elif values.get("/Type") != "/Pages":
            page = DictionaryObject(values)
            page.update({name: value for name, value in had.items() if name not in values})
            yield node, page
