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
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise ImageRefused(
                _("The picture has %(width)d × %(height)d pixels; at most %(most)d million fit.")
                % {"width": width, "height": height, "most": MAX_PIXELS // 1_000_000}
            )
        if min(width, height) < MIN_SIDE:
            raise ImageRefused(_("The picture is smaller than %d pixels.") % MIN_SIDE)
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        return upright.convert("RGBA" if has_alpha else "RGB")
    except ImageRefused:
        raise
    except (OSError, ValueError, SyntaxError, MemoryError, Pillow.DecompressionBombError) as fault:
        raise ImageRefused(
            _("The file is not a JPEG, PNG or WebP picture, or it is damaged.")
        ) from fault


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
