"""Takes a picture in: recognised by content, decoded within bounds, encoded anew.

What is stored is only what was decoded, so no metadata, no thumbnail and no trailing data of the
upload survives: no position, no serial number, no name.
"""

import hashlib
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageOps

from articles.errors import ImageRefused

# By content, never by name; Pillow opens nothing else here.
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 30 * 1024 * 1024
# A 50-megapixel camera's picture; decoded it takes 150 MB.
MAX_PIXELS = 50_000_000
MIN_SIDE = 32
# With it no rendition is longer than the 16,383 pixels that WebP holds, no original than JPEG's.
MAX_RATIO = 10
# Progressive cameras and editors write about ten. A hundred bytes more are one pass over all pixels
# more, so that a small file could keep a server busy for hours.
MAX_SCANS = 100


@dataclass(frozen=True)
class Taken:
    """A picture as it is stored: `ending` is jpeg or png, `hash` that of the uploaded bytes."""

    data: bytes
    ending: str
    hash: str
    width: int
    height: int


def take(upload) -> Taken:
    """Reads an uploaded file; raises ImageRefused, with a sentence, for what is no picture."""
    if upload.size > MAX_BYTES:
        raise ImageRefused(_("The file is larger than %d MB.") % (MAX_BYTES // 1024 // 1024))
    data = upload.read()
    picture = decode(data)
    ending = "png" if picture.mode in ("RGBA", "P", "LA") else "jpeg"
    return Taken(
        data=_encoded(picture, ending),
        ending=ending,
        hash=hashlib.sha256(data).hexdigest(),
        width=picture.width,
        height=picture.height,
    )


def decode(data: bytes) -> Pillow.Image:
    """The picture in these bytes, upright, in RGB or RGBA; the first frame of several."""
    try:
        picture = Pillow.open(io.BytesIO(data), formats=FORMATS)
        _refuse_sizes(*picture.size)
        if picture.format == "JPEG" and data.count(b"\xff\xda") > MAX_SCANS:
            raise ImageRefused(_("The picture is coded in far too many steps. Save it again."))
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        if upright.mode.startswith("I"):
            # 16 bits of grey: Pillow's own conversion cuts them off at 255, which gives white.
            return upright.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
        has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        return upright.convert("RGBA" if has_alpha else "RGB")
    except ImageRefused:
        raise
    except Pillow.DecompressionBombError as fault:
        raise ImageRefused(_too_many_pixels()) from fault
    except (OSError, ValueError, SyntaxError, MemoryError) as fault:
        raise ImageRefused(
            _("The file is not a JPEG, PNG or WebP picture, or it is damaged.")
        ) from fault


def _refuse_sizes(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise ImageRefused(_too_many_pixels())
    if min(width, height) < MIN_SIDE:
        raise ImageRefused(_("The picture is smaller than %d pixels.") % MIN_SIDE)
    if max(width, height) > MAX_RATIO * min(width, height):
        raise ImageRefused(_("The picture is more than %d times as long as wide.") % MAX_RATIO)


def _too_many_pixels() -> str:
    return _("The picture has more than %d million pixels.") % (MAX_PIXELS // 1_000_000)


def _encoded(picture: Pillow.Image, ending: str) -> bytes:
    """The picture in a new file that holds nothing but its pixels."""
    clean = Pillow.new(picture.mode, picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    if ending == "png":
        clean.save(out, "PNG", optimize=False)
    else:
        clean.save(out, "JPEG", quality=92, subsampling=0)
    return out.getvalue()
