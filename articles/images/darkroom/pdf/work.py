"""The whole work at one PDF: opened, and its pages printed into a new file."""

from collections.abc import Callable

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, TextStringObject

from articles.images.darkroom.pdf import annotations
from articles.images.darkroom.pdf.opening import opened, pages_of, root_of
from articles.images.darkroom.pdf.printing import Printer, names
from articles.images.darkroom.refusal import Refusal

# What a page is printed of. Its box is read from whoever is above it, too.
_OF_PAGES = names(
    "MediaBox CropBox BleedBox TrimBox ArtBox Rotate UserUnit Resources Contents Group "
    "StructParents Tabs"
)
# What the whole file is read by: which of its layers are seen, and the order of its text for those
# who cannot see it.
_OF_FILES = ("/OCProperties", "/StructTreeRoot")


def done(data: bytes, *, allow: Callable[[int], None] = lambda size: None) -> tuple[dict, bytes]:
    """What is said of the PDF, and the file to be kept; raises Refusal and nothing else.

    `allow` is told how large the file is.
    """
    allow(len(data))
    try:
        return _done(data)
    except Refusal:
        raise
    except MemoryError as fault:
        raise Refusal("costly") from fault
    # The reader raises whatever it likes for what is damaged or made up.
    except Exception as fault:
        raise Refusal("damaged") from fault


def _done(data: bytes) -> tuple[dict, bytes]:
    reader = opened(data)
    pages = pages_of(reader)
    numbers = {reference.idnum: 3 + place for place, (reference, _page) in enumerate(pages)}
    printer = Printer(numbers)
    printer.put(1, _catalog(reader, printer))
    kids = b" ".join(b"%d 0 R" % number for number in numbers.values())
    printer.put(2, b"<</Type /Pages /Count %d /Kids [%b]>>" % (len(pages), kids))
    for reference, page in pages:
        printer.put(numbers[reference.idnum], _page(page, printer))
    return {"pages": len(pages), "left": _left(reader, pages)}, printer.finish()


def _catalog(reader: PdfReader, printer: Printer) -> bytes:
    root = root_of(reader)
    kept = {name: root.raw_get(name) for name in _OF_FILES if name in root}
    if isinstance(root.get("/Lang"), TextStringObject):
        kept["/Lang"] = root["/Lang"]
    marked = b" /MarkInfo <</Marked true>>" if "/StructTreeRoot" in kept else b""
    return b"<</Type /Catalog /Pages 2 0 R %b%b>>" % (printer.entries(kept), marked)


def _page(page: DictionaryObject, printer: Printer) -> bytes:
    kept = {name: page.raw_get(name) for name in sorted(_OF_PAGES) if name in page}
    lying = annotations.printed(page, printer)
    return b"<</Type /Page /Parent 2 0 R %b %b>>" % (printer.entries(kept), lying)


def _left(reader: PdfReader, pages: list) -> list[str]:
    """What the file had and readers will miss: words of intake's sentences."""
    root, found = root_of(reader), []
    named = root.get("/Names")
    named = named.get_object() if named is not None else {}
    if "/JavaScript" in named or "/AA" in root:
        found.append("scripts")
    if "/EmbeddedFiles" in named or "/AF" in root:
        found.append("files")
    if "/AcroForm" in root:
        found.append("form")
    if any(_has_notes(page) for _reference, page in pages):
        found.append("notes")
    return found


def _has_notes(page: DictionaryObject) -> bool:
    rows = page.get("/Annots")
    rows = rows.get_object() if rows is not None else None
    kinds = [each.get_object() for each in rows] if isinstance(rows, ArrayObject) else []
    return any(isinstance(each, dict) and each.get("/Subtype") == "/Text" for each in kinds)
