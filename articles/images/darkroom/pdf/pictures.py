"""Pictures within a PDF: what a camera wrote into them beside the picture is left out.

They stay coded as they are, so nothing is lost of their looks.
"""

from articles.images.darkroom.refusal import Refusal

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
# Markers without a length: what restarts, and the two that stand alone.
_ALONE = {0x01, *range(0xD0, 0xD8)}
# Words for people, and whatever programs keep: position, serial number, thumbnail, edits. Adobe's
# own (EE) says how colours are coded, so it stays.
_LEFT_OUT = {0xFE, *range(0xE0, 0xEE), 0xEF}
# The boxes of JPEG 2000 that a picture is made of.
_KEPT_BOXES = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def clean_jpeg(data: bytes) -> bytes:
    """The same JPEG without what it says beside the picture, and without what follows it."""
    if data[:2] != b"\xff\xd8":
        raise Refusal("damaged")
    kept, place = [data[:2]], 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise Refusal("damaged")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == _END:
            break
        if marker in _ALONE:
            place += 2
            continue
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        if marker not in _LEFT_OUT:
            kept.append(data[place:end])
        place = end
    return b"".join((*kept, b"\xff\xd9"))


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the next marker stands that is not part of the coded picture."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            return len(data)
        if data[place + 1] not in (0x00, *range(0xD0, 0xD8)):
            return place
        place += 2


def clean_jpeg_2000(data: bytes) -> bytes:
    """The same JPEG 2000 of those boxes alone that make the picture."""
    if data[4:8] != b"jP  ":
        # A picture without boxes has no room for words.
        if data[:4] != b"\xff\x4f\xff\x51":
            raise Refusal("damaged")
        return data
    kept, place = [], 0
    while place + 8 <= len(data):
        size, head = int.from_bytes(data[place : place + 4]), 8
        if size == 1:
            size, head = int.from_bytes(data[place + 8 : place + 16]), 16
        end = len(data) if size == 0 else place + size
        if end < place + head:
            raise Refusal("damaged")
        if data[place + 4 : place + 8] in _KEPT_BOXES:
            kept.append(data[place:end])
        place = end
    return b"".join(kept)
