"""Reads IPTC's older records (IIM), as they stand in the Photoshop part of a JPEG."""

from articles.images.darkroom.text import readable

# Record 2 of IIM 4.2, the numbers that we ask for.
HEADLINE, CAPTION, BYLINE, CREDIT, COPYRIGHT = 105, 120, 80, 110, 116
CITY, PART_OF_CITY, COUNTRY, CREATED_ON = 90, 92, 101, 55
_MAX_RECORDS = 500
_UTF_8 = b"\x1b%G"


def read(data: bytes) -> dict[int, list[str]]:
    """Number of a field → its values; what is cut off or made up ends the reading."""
    found: dict[int, list[bytes]] = {}
    is_utf_8, at = False, 0
    for _turn in range(_MAX_RECORDS):
        if at + 5 > len(data) or data[at] != 0x1C:
            break
        record, number = data[at + 1], data[at + 2]
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        # A length above 32,767 is one of lengths; no text is as long.
        if length > 0x7FFF:
            break
        value = data[at + 5 : at + 5 + length]
        is_utf_8 |= (record, number, value) == (1, 90, _UTF_8)
        if record == 2:
            found.setdefault(number, []).append(value)
        at += 5 + length
    return {
        number: [_text(value, is_utf_8) for value in values] for number, values in found.items()
    }


def _text(value: bytes, is_utf_8: bool) -> str:
    """What says that it is UTF-8 is read so, though it be cut; else what proves to be."""
    return value.decode("utf-8", errors="ignore") if is_utf_8 else readable(value)
