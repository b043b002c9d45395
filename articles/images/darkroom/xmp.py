"""Reads an XMP packet: RDF in XML, as cameras, programs and agencies write it.

Expat alone, with handlers that refuse a document type: without one there are no entities but the
five of XML, so nothing can grow or be fetched. Bounded in bytes, depth and elements.
"""

from xml.parsers import expat

MAX_BYTES = 1024 * 1024
_MAX_DEPTH = 40
_MAX_ELEMENTS = 20_000
_MAX_VALUES = 20

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
# Of other pictures that this one was made of, or of its former states.
_OF_OTHERS = {"Pantry", "Ingredients", "History", "DerivedFrom", "ArtworkOrObject"}
_SPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "core",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "ext",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/xap/1.0/": "xmp",
}


class Unreadable(ValueError):
    """The packet is no XML that is read here."""


def read(data: bytes) -> dict[str, list[str]]:
    """Property ("dc:creator") → its values in order; of several languages the default first."""
    if len(data) > MAX_BYTES:
        raise Unreadable
    packet = _Packet()
    try:
        packet.parser.Parse(data.strip(b"\x00 \r\n\t"), True)
    except expat.ExpatError as fault:
        raise Unreadable from fault
    return packet.values


class _Packet:
    def __init__(self):
        self.values: dict[str, list[str]] = {}
        self.names: list[str] = []
        self.languages: list[str] = []
        self.texts: list[list[str]] = []
        self.elements = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.add

    def refuse(self, *declared):
        raise Unreadable

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if len(self.names) >= _MAX_DEPTH or self.elements > _MAX_ELEMENTS:
            raise Unreadable
        self.names.append(name)
        self.languages.append(attributes.get(_LANGUAGE, ""))
        self.texts.append([])
        # The short form: properties as attributes of what they describe.
        for attribute, value in attributes.items():
            self.keep(attribute, value)
            if attribute == f"{_RDF}resource":
                self.keep(self.property(), value)

    def add(self, text: str) -> None:
        if self.texts:
            self.texts[-1].append(text)

    def end(self, name: str) -> None:
        text = "".join(self.texts.pop())
        if text.strip():
            self.keep(self.property(), text, self.languages[-1])
        self.names.pop()
        self.languages.pop()

    def property(self) -> str:
        """The innermost name that is no frame of RDF."""
        return next((name for name in reversed(self.names) if not name.startswith(_RDF)), "")

    def keep(self, name: str, value: str, language: str = "") -> None:
        space, _gap, local = name.partition(" ")
        if space not in _SPACES or any(
            outer.rpartition(" ")[2] in _OF_OTHERS for outer in self.names
        ):
            return
        values = self.values.setdefault(f"{_SPACES[space]}:{local}", [])
        if language == "x-default":
            values.insert(0, value)
        elif len(values) < _MAX_VALUES:
            values.append(value)
