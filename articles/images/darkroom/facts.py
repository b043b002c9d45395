"""What a file says of its picture: from XMP first, then IIM, then EXIF. Positions are never read.

Whatever cannot be read is not there; texts come clean and no longer than the fields they are for.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice

from articles.images.darkroom import iim, xmp
from articles.images.darkroom.text import clean

# Letters that the fields of Image hold; a caption has no bound of its own.
LENGTHS = {
    "alt": 500,
    "caption": 3000,
    "creator": 200,
    "credit": 200,
    "copyright": 200,
    "place": 200,
}
# IPTC's words for where a picture comes from, as far as AI had a part in it.
AI_SOURCES = {
    "trainedAlgorithmicMedia": "trained",
    "compositeWithTrainedAlgorithmicMedia": "composite",
    "compositeSynthetic": "composite",
}
# Provenance that is signed (C2PA) says it in a record of its own, with the same address.
_AI_ADDRESS = re.compile(rb"cv\.iptc\.org/newscodes/digitalsourcetype/([A-Za-z]{5,60})")
# What cameras write of themselves where a description belongs.
_NO_CAPTION = re.compile(
    r"(?:OLYMPUS DIGITAL CAMERA|SONY DSC|DCIM\W.*|KONICA.*|Exif[_ ]JPEG.*|DIGITAL CAMERA|MINOLTA.*"
    r"|(?:IMG|DSC|DSCN|DSCF|PXL|MVI|P)[_-]?\d+\S*|default|untitled|cof|sdr|hdrpl|jpeg)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\s*([0-9]{4})[-:/]?([0-9]{2})[-:/]?([0-9]{2})")
_DESCRIPTION, _ARTIST, _COPYRIGHT, _DETAILS, _TAKEN_AT = 0x010E, 0x013B, 0x8298, 0x8769, 0x9003

Facts = dict[str, str]


def read(picture, data: bytes) -> Facts:
    """The facts of an opened picture and the bytes that it came in: only those that are there.

    taken_on is YYYY-MM-DD, made_with_ai "trained" or "composite".
    """
    sources = [
        _quietly(lambda: _of_xmp(xmp.read(_packet(picture)))),
        _quietly(lambda: _of_iim(iim.read(_records(picture)))),
        _quietly(lambda: _of_exif(picture.getexif())),
        _quietly(lambda: {"made_with_ai": _of_address(data)}),
    ]
    found: Facts = {}
    for source in sources:
        for name, value in source.items():
            if value and not found.get(name):
                found[name] = value
    return found


def _quietly(read: Callable[[], Facts]) -> Facts:
    """What is found, or nothing: no record, however broken, keeps a picture out."""
    try:
        return proper(read())
    except Exception:
        return {}


def proper(facts: Facts) -> Facts:
    """Clean texts within their bounds, a day that there was, a word that we know."""
    texts = {
        name: clean(facts.get(name, ""), most, lines=name == "caption")
        for name, most in LENGTHS.items()
    }
    if _NO_CAPTION.fullmatch(texts["caption"]):
        texts["caption"] = ""
    texts["taken_on"] = _day(str(facts.get("taken_on", "")))
    word = facts.get("made_with_ai", "")
    texts["made_with_ai"] = word if word in AI_SOURCES.values() else ""
    return {name: value for name, value in texts.items() if value}


def _day(text: str) -> str:
    """The day that a date of any of the three kinds begins with; "" for one that was none."""
    found = _DAY.match(text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        return ""
    # Cameras whose clock was never set begin in their own year one.
    return day.isoformat() if day and day.year >= 1826 else ""


def _packet(picture) -> bytes:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return packet.encode() if isinstance(packet, str) else packet


def _of_xmp(values: dict[str, list[str]]) -> Facts:
    def first(*names: str) -> str:
        return next((values[name][0] for name in names if values.get(name)), "")

    source = first("ext:DigitalSourceType").rstrip("/").rpartition("/")[2]
    return {
        "alt": first("core:AltTextAccessibility"),
        "caption": first("dc:description", "photoshop:Headline"),
        "creator": _together(values.get("dc:creator", [])),
        "credit": first("photoshop:Credit"),
        "copyright": first("dc:rights"),
        "place": _together(
            [
                first("core:Location", "ext:Sublocation"),
                first("photoshop:City", "ext:City"),
                first("photoshop:Country", "ext:CountryName"),
            ]
        ),
        "taken_on": first("photoshop:DateCreated", "exif:DateTimeOriginal"),
        "made_with_ai": AI_SOURCES.get(source, ""),
    }


def _records(picture) -> bytes:
    parts = picture.info.get("photoshop") or {}
    return parts.get(0x0404, b"")


def _of_iim(values: dict[int, list[str]]) -> Facts:
    def first(*numbers: int) -> str:
        return next((values[number][0] for number in numbers if values.get(number)), "")

    return {
        "caption": first(iim.CAPTION, iim.HEADLINE),
        "creator": _together(values.get(iim.BYLINE, [])),
        "credit": first(iim.CREDIT),
        "copyright": first(iim.COPYRIGHT),
        "place": _together([first(iim.PART_OF_CITY), first(iim.CITY), first(iim.COUNTRY)]),
        "taken_on": first(iim.CREATED_ON),
    }


def _of_exif(tags) -> Facts:
    details = tags.get_ifd(_DETAILS)
    return {
        "caption": _exif_text(tags.get(_DESCRIPTION)),
        "creator": _exif_text(tags.get(_ARTIST)),
        # The photographer's and the editor's, parted by a zero.
        "copyright": _exif_text(tags.get(_COPYRIGHT)),
        "taken_on": details.get(_TAKEN_AT) or "",
    }


def _exif_text(value) -> str | bytes:
    """Pillow reads every text of EXIF as Latin-1; most are UTF-8."""
    if isinstance(value, str):
        return value.encode("latin-1", errors="ignore")
    return value if isinstance(value, bytes) else ""


def _of_address(data: bytes) -> str:
    named = islice(_AI_ADDRESS.finditer(data), 100)
    words = {AI_SOURCES.get(found[1].decode(), "") for found in named}
    return "trained" if "trained" in words else "composite" if "composite" in words else ""


def _together(texts: Iterable[str]) -> str:
    """In one line, each once."""
    return ", ".join(dict.fromkeys(text.strip() for text in texts if text.strip()))
