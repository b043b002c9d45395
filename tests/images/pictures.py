"""Makes picture files as cameras, programs and attackers make them."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

# Stands in every place of a file that is not a pixel.
SECRET = b"SECRET-7731"
SIZE = (96, 64)


def encoded(picture: Pillow.Image, form: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def plain(mode: str = "RGB", colour="#c04030", size=SIZE) -> Pillow.Image:
    return Pillow.new(mode, size, colour)


def jpeg(**options) -> bytes:
    return encoded(plain(), "JPEG", **options)


def upload(data: bytes, name: str = "picture.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def opened(data: bytes) -> Pillow.Image:
    picture = Pillow.open(io.BytesIO(data))
    picture.load()
    return picture


def halves(mode: str = "RGB", left="red", right="blue") -> Pillow.Image:
    """Two colours side by side: shows which way up a picture is."""
    picture = Pillow.new(mode, SIZE, right)
    picture.paste(Pillow.new(mode, (SIZE[0] // 2, SIZE[1]), left), (0, 0))
    return picture


def exif(orientation: int = 1) -> Pillow.Exif:
    """What a telephone writes: maker, serial numbers, comment, position."""
    secret = SECRET.decode()
    tags = Pillow.Exif()
    tags[0x0112] = orientation
    for tag in (0x010E, 0x010F, 0x013B, 0x8298):  # description, maker, artist, copyright
        tags[tag] = secret
    details = tags.get_ifd(0x8769)
    for tag in (0xA431, 0xA435, 0x9286, 0xA430):  # body and lens serial, comment, owner
        details[tag] = secret
    position = tags.get_ifd(0x8825)
    position[1], position[2] = "N", (40.0, 22.0, 33.0)
    position[3], position[4] = "E", (49.0, 50.0, 11.0)
    position[29] = secret
    return tags


def telling_jpeg(orientation: int = 1) -> bytes:
    """A JPEG with metadata of every kind, a thumbnail, and bytes after its end."""
    data = encoded(
        halves(),
        "JPEG",
        quality=95,
        exif=exif(orientation).tobytes(),
        xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>",
        icc_profile=b"\x00\x00\x02\x00lcms" + SECRET * 20,
        comment=SECRET,
    )
    thumbnail = _segment(0xE0, b"JFXX\x00\x10" + jpeg(comment=SECRET))
    caption = _segment(0xED, b"Photoshop 3.0\x008BIM" + SECRET)
    return data[:2] + thumbnail + caption + data[2:] + SECRET + b"PK\x03\x04" + SECRET


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def telling_png() -> bytes:
    texts = PngInfo()
    texts.add_text("Comment", SECRET.decode())
    texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    data = encoded(plain(), "PNG", pnginfo=texts, exif=exif().tobytes(), icc_profile=SECRET * 20)
    return data + SECRET


def telling_webp() -> bytes:
    options = {"exif": exif().tobytes(), "xmp": SECRET, "icc_profile": SECRET * 20}
    return encoded(plain(), "WEBP", **options)


def declared_png(width: int, height: int) -> bytes:
    """A few hundred bytes that say they are a picture of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def many_scans(number: int) -> bytes:
    """A progressive JPEG whose last pass over the pixels is coded again and again."""
    data = encoded(plain("L", 90), "JPEG", progressive=True)
    return data[:-2] + data[data.rindex(b"\xff\xda") : -2] * number + data[-2:]


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" {attributes}>{elements}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def xmp(elements: str = "", attributes: str = "") -> bytes:
    return XMP.format(elements=elements, attributes=attributes).encode()


def alternatives(name: str, **texts: str) -> str:
    """A property in several languages; `x_default` is the default."""
    rows = "".join(
        f'<rdf:li xml:lang="{language.replace("_", "-")}">{text}</rdf:li>'
        for language, text in texts.items()
    )
    return f"<{name}><rdf:Alt>{rows}</rdf:Alt></{name}>"


def told_xmp() -> bytes:
    """What a press photographer's program writes."""
    return xmp(
        alternatives("dc:description", az="Qayıqlar", x_default="Boats at rest")
        + "<dc:creator><rdf:Seq><rdf:li>Ines Varrow</rdf:li></rdf:Seq></dc:creator>"
        + alternatives("dc:rights", x_default="© 2025 Bay Press")
        + alternatives("core:AltTextAccessibility", x_default="Two boats by a quay."),
        'photoshop:Credit="Varrow/Bay Press" photoshop:City="Keldavar" '
        'photoshop:Country="Ostvik" photoshop:DateCreated="2025-02-25T09:30:00+04:00" '
        'ext:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"',
    )


def told_jpeg(*, words: bool = True) -> bytes:
    """A press picture, with its words or without them."""
    return encoded(halves(), "JPEG", quality=90, **({"xmp": told_xmp()} if words else {}))


def iim(*records: tuple[int, int, bytes]) -> bytes:
    """Records (record, number, value) in the Photoshop part of a JPEG."""
    data = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in records
    )
    part = b"8BIM" + struct.pack(">HH", 0x0404, 0) + struct.pack(">I", len(data)) + data
    return _segment(0xED, b"Photoshop 3.0\x00" + part + b"\x00" * (len(data) % 2))


def iim_jpeg(*records: tuple[int, int, bytes], **options) -> bytes:
    data = jpeg(**options)
    return data[:2] + iim(*records) + data[2:]
