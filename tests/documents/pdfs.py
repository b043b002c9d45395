"""PDFs for tests, made by hand: honest ones, and some that do or tell what they must not."""

import io

from PIL import Image as Pillow

SECRET = b"zqserial4711"


def pdf(*pages: str, root: str = "", more: tuple[bytes, ...] = (), trailer: str = "") -> bytes:
    """A PDF of a page for each of these entries; `more` are further objects, the first of which has
    the number 3 + 2 for each page.
    """
    pages = pages or ("",)
    kids = " ".join(f"{3 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<</Type /Catalog /Pages 2 0 R %b>>" % root.encode(),
        b"<</Type /Pages /Kids [%b] /Count %d /MediaBox [0 0 200 200]>>"
        % (kids.encode(), len(pages)),
    ]
    for place, entries in enumerate(pages):
        words = f"<</Type /Page /Parent 2 0 R /Contents {4 + 2 * place} 0 R {entries}>>"
        objects += [words.encode(), stream(b"0 0 50 %d re f" % (place + 1))]
    return written([*objects, *more], trailer)


def first_more(pages: int = 1) -> int:
    return 3 + 2 * pages


def stream(data: bytes, entries: str = "") -> bytes:
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries.encode(), len(data), data)


def written(objects: list[bytes], trailer: str = "") -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.6\n")
    for number, words in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, words))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    words = f"trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n"
    out.write(words.encode())
    return out.getvalue()


def photograph() -> bytes:
    """A JPEG that tells of its camera and its place."""
    picture, out = Pillow.new("RGB", (16, 12), (200, 30, 30)), io.BytesIO()
    exif = picture.getexif()
    exif[0x010F] = SECRET.decode()
    picture.save(out, "JPEG", exif=exif, comment=SECRET)
    return out.getvalue()


def telling() -> bytes:
    """One that acts, tells and hides wherever a PDF can."""
    jpeg = photograph()
    entries = "/Type /XObject /Subtype /Image /Width 16 /Height 12 /ColorSpace /DeviceRGB "
    coded = stream(jpeg, f"{entries}/BitsPerComponent 8 /Filter /DCTDecode /Metadata 8 0 R")
    letters = stream(jpeg.hex().encode() + b">", f"{entries}/BitsPerComponent 8 "
                     "/Filter [/ASCIIHexDecode /DCTDecode]")  # fmt: skip
    secret = SECRET.decode()
    notes = (
        f"/Annots [<</Subtype /Text /Rect [0 0 9 9] /T ({secret}) /Contents ({secret})>>"
        "<</Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI (https://example.org/a)>>>>"
        f"<</Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI (javascript:{secret})>>>>"
        f"<</Subtype /Link /Rect [0 0 9 9] /A <</S /Launch /F ({secret})>>>>"
        "<</Subtype /Link /Rect [0 0 9 9] /Dest [3 0 R /Fit]>>"
        f"<</Subtype /Widget /Rect [0 0 9 9] /T ({secret}) /AP <</N 9 0 R>> "
        f"/A <</S /JavaScript /JS ({secret})>>>>"
        f"<</Subtype /FileAttachment /Rect [0 0 9 9] /FS <</EF <</F 10 0 R>>>>>>]"
    )
    pictures = "/Resources <</XObject <</A 5 0 R /B 6 0 R>>>>"
    acts = f"/AA <</O <</S /JavaScript /JS ({secret})>>>> /PieceInfo <</X ({secret})>>"
    root = (
        f"/OpenAction <</S /JavaScript /JS ({secret})>> /Metadata 8 0 R /AcroForm <</XFA 8 0 R>> "
        f"/Names <</JavaScript <</Names [(a) <</S /JavaScript /JS ({secret})>>]>> "
        "/EmbeddedFiles <</Names [(a) <</EF <</F 10 0 R>>>>]>>>> /AF [<</EF <</F 10 0 R>>>>]"
    )
    more = (
        coded,
        letters,
        b"<</Author (%b) /Producer (%b)>>" % (SECRET, SECRET),
        stream(SECRET, "/Type /Metadata /Subtype /XML"),
        stream(b"0 0 5 5 re f", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
        stream(SECRET, "/Type /EmbeddedFile"),
        b"(%b of a state before)" % SECRET,
    )
    return pdf(f"{notes} {pictures} {acts}", root=root, more=more, trailer="/Info 7 0 R")
