"""Colour profiles as cameras and screens have them, built from their primaries."""

import struct

# Columns red, green and blue, adapted to D50, and the exponent.
DISPLAY_P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
WHITE = (0.9642, 1.0, 0.8249)


def rgb(primaries=DISPLAY_P3, gamma: float = 2.2, name: str = "of a test") -> bytes:
    red, green, blue = primaries
    tags = {
        b"desc": _text(b"desc", name),
        b"cprt": b"text" + bytes(4) + b"none\x00",
        b"wtpt": _xyz(WHITE),
        b"rXYZ": _xyz(red),
        b"gXYZ": _xyz(green),
        b"bXYZ": _xyz(blue),
        **{tag: _curve(gamma) for tag in (b"rTRC", b"gTRC", b"bTRC")},
    }
    return _profile(b"RGB ", tags)


def grey(gamma: float) -> bytes:
    tags = {b"desc": _text(b"desc", "grey"), b"wtpt": _xyz(WHITE), b"kTRC": _curve(gamma)}
    return _profile(b"GRAY", tags | {b"cprt": b"text" + bytes(4) + b"none\x00"})


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    table, data, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        value += bytes(-len(value) % 4)
        table += name + struct.pack(">II", at + len(data), len(value))
        data += value
    body = struct.pack(">I", len(tags)) + table + data
    head = struct.pack(
        ">I4sI4s4s4s", 128 + len(body), bytes(4), 0x02400000, b"mntr", space, b"XYZ "
    )
    head += bytes(12) + b"acsp" + bytes(28) + _fixed(WHITE) + bytes(48)
    return head[:128] + body


def _fixed(values) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(values)


def _curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))


def _text(kind: bytes, text: str) -> bytes:
    data = text.encode() + b"\x00"
    return kind + bytes(4) + struct.pack(">I", len(data)) + data + bytes(78)
