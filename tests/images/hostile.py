"""Files that nobody sends in good faith: made up, cut, mended, grown, and in a hurry."""

import io
import random
import struct
import zipfile
import zlib

from PIL import Image as Pillow

from tests.images.looks import photograph
from tests.images.pictures import (
    SECRET,
    declared_png,
    encoded,
    exif,
    halves,
    jpeg,
    many_scans,
    plain,
    telling_jpeg,
    telling_png,
    telling_webp,
    told_xmp,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("evil.php", b"<?php evil(); ?>" + SECRET)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(*chunks: bytes) -> bytes:
    data = encoded(plain(), "PNG")
    return data[:33] + b"".join(chunks) + data[33:]


def film_of(frames: int, form: str = "GIF", **options) -> bytes:
    """A picture that changes its colour so often."""
    pictures = [plain("RGB", ("red", "blue")[number % 2]) for number in range(frames)]
    options |= {"save_all": True, "append_images": pictures[1:], "duration": 20}
    return encoded(pictures[0], form, **options)


def gif_with_tiny_blocks(number: int) -> bytes:
    """Parts of one byte each, which a reader walks through one by one."""
    data = encoded(plain("P", 3), "GIF")
    return data[:-1] + b"\x21\xfe" + b"\x01x" * number + b"\x00;"


def gif_that_grows() -> bytes:
    """The first frame is said to be larger than the picture."""
    data = bytearray(encoded(plain("P", 3), "GIF"))
    at = data.index(b"\x2c") + 5
    data[at : at + 4] = struct.pack("<HH", 60_000, 60_000)
    return bytes(data)


def made_up() -> dict[str, bytes]:
    """Name → file; nothing of SECRET may be stored of any."""
    bomb = zlib.compress(bytes(60_000_000), 9)
    tags = exif(6)
    tags[0x0112] = 6
    return {
        "nothing": b"",
        "an SVG": SVG,
        "a page": HTML,
        "a zip": zipped(),
        "a PDF": b"%PDF-1.7\n" + SECRET,
        "a script": b"#!/bin/sh\nrm -rf /\n",
        "a TIFF of LAB": encoded(Pillow.new("LAB", (64, 64)), "TIFF"),
        "a BMP": encoded(plain(), "BMP"),
        "an icon": encoded(plain(), "ICO"),
        "PostScript": encoded(plain(), "EPS"),
        "JPEG 2000": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(200),
        "a JPEG and a zip": jpeg() + zipped(),
        "a JPEG and a page": jpeg(comment=HTML) + HTML,
        "a GIF and a script": b"GIF89a/*" + encoded(plain(), "GIF")[8:] + b"*/=1;alert(1)",
        "a PNG and a page": encoded(plain(), "PNG") + HTML,
        "a PNG of zeros": declared_png(7000, 7000),
        "a PNG too large": declared_png(60_000, 60_000),
        "a PNG too wide": declared_png(2**31 - 1, 40),
        "a PNG of a bomb of text": png_with(chunk(b"zTXt", b"Comment\x00\x00" + bomb)),
        "a PNG of a bomb of a profile": png_with(chunk(b"iCCP", b"x\x00\x00" + bomb)),
        "a PNG of many texts": png_with(*[chunk(b"tEXt", b"Comment\x00" + SECRET)] * 20_000),
        "a PNG of more than it says": png_with(chunk(b"IDAT", bomb)),
        "a JPEG of many scans": many_scans(5000),
        "a JPEG of 90 scans": many_scans(90),
        "a JPEG of many markers": jpeg()[:2] + b"\xff\xfe\x00\x02" * 200_000 + jpeg()[2:],
        "a JPEG of many records": jpeg()[:2]
        + b"\xff\xe1\x00\x08Exif\x00\x00" * 50_000
        + jpeg()[2:],
        "a JPEG that lies of its size": _with_size(jpeg(), 6000, 8000),
        "a JPEG of a huge size": _with_size(jpeg(), 65_500, 65_500),
        "a GIF of many frames": film_of(3000),
        "a GIF of tiny parts": gif_with_tiny_blocks(1_000_000),
        "a GIF that grows": gif_that_grows(),
        "a WebP of many frames": film_of(250, "WEBP"),
        "a WebP of a huge size": b"RIFF\x40\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x12\x00\x00\x00"
        + b"\xff\xff\xff\xff\xff\xff" + bytes(40),
        "an AVIF cut off": encoded(photograph(), "AVIF")[:-200],
        "a telling JPEG": telling_jpeg(6),
        "a telling PNG": telling_png(),
        "a telling WebP": telling_webp(),
        "a telling AVIF": encoded(plain(), "AVIF", exif=tags.tobytes(), xmp=SECRET),
        "a telling GIF": encoded(plain("P", 3), "GIF", comment=SECRET) + SECRET,
        "EXIF of circles": jpeg(
            exif=b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x87\x69\x00\x04"
            + b"\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x08"
        ),
        "EXIF of lies": jpeg(exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff" + bytes(range(256))),
        "XMP without end": jpeg(xmp=b"<x:xmpmeta " * 5000),
    }  # fmt: skip


def _with_size(data: bytes, width: int, height: int) -> bytes:
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def seeds() -> list[bytes]:
    """Proper files of every kind, with all that may stand in them."""
    few = photograph((64, 48))
    frames = [halves(), halves(left="green")]
    tags = exif(6).tobytes()
    return [
        telling_jpeg(6),
        encoded(few, "JPEG", progressive=True, xmp=told_xmp(), exif=tags),
        encoded(few.convert("CMYK"), "JPEG"),
        encoded(few.convert("L"), "JPEG"),
        telling_png(),
        encoded(few.quantize(32), "PNG", transparency=3),
        encoded(few.convert("1"), "PNG"),
        encoded(few, "PNG", save_all=True, append_images=[few.rotate(90)]),
        telling_webp(),
        encoded(few.convert("RGBA"), "WEBP", lossless=True, xmp=told_xmp()),
        encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:]),
        encoded(few, "AVIF", exif=tags, xmp=told_xmp()),
        encoded(few.convert("RGBA"), "AVIF"),
        encoded(few.quantize(32), "GIF", comment=SECRET),
        encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], loop=0),
    ]


def mutated(chance: random.Random, files: list[bytes]) -> bytes:
    """One of the files with some of its bytes changed, cut, doubled or taken from another."""
    data = bytearray(chance.choice(files))
    for _turn in range(chance.choice((1, 1, 2, 4, 16, 64))):
        at = chance.randrange(max(1, len(data)))
        # Heads are what parsers trust.
        at = at if chance.random() < 0.5 else min(at, chance.randrange(1, 200))
        kind = chance.randrange(7)
        if kind == 0 and len(data) > at:
            data[at] = chance.randrange(256)
        elif kind == 1 and len(data) > at:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            data[at : at + 4] = chance.choice(
                (bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x00\x00\xff\xff")
            )
        elif kind == 3:
            del data[at : at + chance.randrange(1, 40)]
        elif kind == 4:
            data[at:at] = data[at : at + chance.randrange(1, 200)]
        elif kind == 5:
            other = chance.choice(files)
            start = chance.randrange(len(other))
            data[at:at] = other[start : start + chance.randrange(1, 300)]
        elif chance.random() < 0.2:
            del data[at:]
    return bytes(data)
