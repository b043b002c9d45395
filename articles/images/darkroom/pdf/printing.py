"""Objects of a PDF written anew: what is reached from the pages, without what acts or tells.

Only what is asked for is copied, so earlier states of the file, which every program that saves a
change leaves behind in it, stay behind with all else that no page is printed of.
"""

import io
from collections import deque

from pypdf.filters import decode_stream_data
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from articles.images.darkroom.pdf.pictures import clean_jpeg, clean_jpeg_2000
from articles.images.darkroom.refusal import Refusal

MOST_OBJECTS = 300_000
_DEEPEST = 60


def names(text: str) -> frozenset[str]:
    return frozenset(f"/{name}" for name in text.split())


# What acts, leads out of the file or tells of who made it, wherever it stands. Roots that act are
# not even asked for; this is the second wall.
_LEFT_OUT = names(
    "OpenAction JS JavaScript Launch EmbeddedFiles Metadata PieceInfo LastModified XFA "
    "AcroForm Names URI OPI Ref Measure PtData Alternates Thumb Perms Legal Collection RichMedia "
    "RichMediaContent RichMediaSettings Movie Sound Rendition Author Creator CreatorInfo Producer "
    "CreationDate ModDate Usage"
)
_KINDS_LEFT_OUT = names(
    "Action Filespec F EmbeddedFile Metadata Annot Page Pages Catalog Sig DocTimeStamp ObjStm XRef "
    "OBJR Rendition MediaClip Sound Thread Bead Template"
)
_ACTIONS = names(
    "JavaScript Launch URI GoTo GoToR GoToE GoToDp SubmitForm ResetForm ImportData Named Thread "
    "Sound Movie Hide SetOCGState Rendition Trans GoTo3DView RichMediaExecute"
)
# Of a stream: its length is counted, and its data never stands in another file.
_OF_STREAMS = names("Length F FFilter FDecodeParms DL")
_CODED_PICTURES = {"/DCTDecode": clean_jpeg, "/DCT": clean_jpeg, "/JPXDecode": clean_jpeg_2000}


class Printer:
    """Numbers objects as they are reached and writes each once."""

    def __init__(self, pages: dict[int, int]):
        """`pages`: numbers of the pages in the old file → in the new one, from 3 on; 1 and 2 are
        the catalog and the tree of pages.
        """
        self._pages = pages
        self._numbers: dict[int, int] = {}
        self._written: dict[int, bytes] = {}
        self._waiting: deque[tuple[int, IndirectObject]] = deque()
        self._next = 3 + len(pages)

    def put(self, number: int, data: bytes) -> None:
        self._written[number] = data

    def is_page(self, reference: IndirectObject) -> bool:
        return reference.idnum in self._pages

    def add(self, data: bytes) -> bytes:
        """Writes an object of our own, and gives the words that refer to it."""
        number, self._next = self._next, self._next + 1
        self.put(number, data)
        return b"%d 0 R" % number

    def finish(self) -> bytes:
        """The file of all that was put and of what that refers to."""
        while self._waiting:
            number, reference = self._waiting.popleft()
            self.put(number, self._object(reference.get_object()))
        return _file(self._written)

    def value(self, value, depth: int = 0) -> bytes:
        """Any value as it stands in the new file."""
        if depth > _DEEPEST:
            raise Refusal("damaged")
        if isinstance(value, IndirectObject):
            return self._reference(value)
        if isinstance(value, StreamObject):
            # A stream has a number of its own, or the file is broken.
            return b"null"
        if isinstance(value, DictionaryObject):
            return self._dictionary(value, depth)
        if isinstance(value, ArrayObject):
            inner = (self.value(each, depth + 1) for each in list.__iter__(value))
            return b"[%b]" % b" ".join(inner)
        # As a value it says nothing to a reader, and then nobody has to look whether it does.
        return b"null" if str(value) in _LEFT_OUT else _plain(value)

    def entries(self, values: dict, depth: int = 0) -> bytes:
        return b" ".join(
            b"%b %b" % (_plain(NameObject(name)), self.value(value, depth + 1))
            for name, value in dict.items(values)
        )

    def _reference(self, reference: IndirectObject) -> bytes:
        key = reference.idnum
        if key in self._pages:
            return b"%d 0 R" % self._pages[key]
        if key not in self._numbers:
            self._numbers[key], self._next = self._next, self._next + 1
            self._waiting.append((self._numbers[key], reference))
            if self._next > MOST_OBJECTS:
                raise Refusal("costly")
        return b"%d 0 R" % self._numbers[key]

    def _object(self, value) -> bytes:
        if isinstance(value, StreamObject):
            return b"null" if _is_left_out(value) else self._stream(value)
        return self.value(value)

    def _dictionary(self, values: DictionaryObject, depth: int) -> bytes:
        if _is_left_out(values):
            return b"null"
        return b"<<%b>>" % self.entries(_without(values, _LEFT_OUT), depth)

    def _stream(self, stream: StreamObject) -> bytes:
        values = _without(stream, _LEFT_OUT | _OF_STREAMS)
        data = _data(stream, values)
        head = self.entries(values)
        return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (head, len(data), data)


def _without(values: DictionaryObject, names: frozenset[str]) -> dict:
    return {name: value for name, value in dict.items(values) if str(name) not in names}


def _is_left_out(values: DictionaryObject) -> bool:
    kind, act = (_name(values, key) for key in ("/Type", "/S"))
    # The elements of a text's structure are named freely, and stand below each other.
    is_act = act in _ACTIONS and "/P" not in values
    is_file = "/EF" in values and ("/F" in values or "/UF" in values)
    return kind in _KINDS_LEFT_OUT or is_act or is_file


def _name(values: DictionaryObject, key: str) -> str:
    value = values.get(key)
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return str(value) if isinstance(value, NameObject) else ""


def _plain(value) -> bytes:
    if isinstance(value, TextStringObject | ByteStringObject):
        data = value.original_bytes
        return b"<%b>" % data.hex().encode()
    if value is None or isinstance(value, NullObject) or not isinstance(value, PdfObject):
        return b"null"
    out = io.BytesIO()
    value.write_to_stream(out)
    return out.getvalue()


def _data(stream: StreamObject, values: dict) -> bytes:
    """The bytes of a stream as they stand in the file, pictures cleaned; `values` are brought in
    line where their coding changed.
    """
    codings = stream.get("/Filter")
    codings = codings.get_object() if codings is not None else None
    codings = list(codings) if isinstance(codings, ArrayObject) else [codings]
    clean = _CODED_PICTURES.get(str(codings[-1]))
    if clean is None:
        return bytes(stream._data)
    if len(codings) == 1:
        return clean(bytes(stream._data))
    # It hides behind other codings, as programs do that write letters alone.
    outer = EncodedStreamObject()
    outer._data = stream._data
    outer[NameObject("/Filter")] = ArrayObject(codings[:-1])
    values.pop("/DecodeParms", None)
    values[NameObject("/Filter")] = codings[-1]
    return clean(bytes(decode_stream_data(outer)))


def _file(objects: dict[int, bytes]) -> bytes:
    """A whole file; the catalog is its first object."""
    out, places = io.BytesIO(), {}
    # The bytes behind the version tell programs that move files that it is no text.
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    for number in sorted(objects):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, objects[number]))
    size, start = max(objects) + 1, out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places[number])
    out.write(b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return out.getvalue()
