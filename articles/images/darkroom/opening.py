"""Opens a file as a picture: by its content alone, by Pillow's own decoders of five formats, and
refused by what it declares of itself before anything is decoded.
"""

import io
import warnings

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)
from PIL import Image as Pillow

from articles.images.darkroom.refusal import Refusal

# Bytes a pixel while they are decoded, as measured: these two 4 beside a line of the file, the
# others up to 16, for they decode into memory of their own first. More is not to be had (process).
_MILLION = 1_000_000
MOST_PIXELS = {
    "JPEG": 50 * _MILLION,
    "PNG": 50 * _MILLION,
    "WEBP": 20 * _MILLION,
    "AVIF": 20 * _MILLION,
    "GIF": 20 * _MILLION,
}
FORMATS = tuple(MOST_PIXELS)
PLUGINS = (
    AvifImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)
MIN_SIDE = 32
# With it no rendition is longer than the 16,383 pixels that WebP holds, no original than JPEG's.
MAX_RATIO = 10
# Progressive cameras and editors write about ten scans, each a pass over all pixels that a hundred
# bytes can ask for. Twelve of the largest picture, more of smaller ones.
MAX_SCANS = 100
_MOST_PASSES = 600 * _MILLION

_MOST_PROGRESSIVE_BYTES = 290 * 1024 * 1024

# Above it Pillow refuses; below, we do. A frame that reaches over the edge is counted by Pillow.
Pillow.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
# What else it has to say of a broken file would only fill a log with words of strangers.
warnings.simplefilter("ignore")
warnings.simplefilter("error", Pillow.DecompressionBombWarning)
# One thread: time and memory are counted, and several pictures may be in hand.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def opened(data: bytes) -> Pillow.Image:
    """The picture, not decoded yet. Raises Refusal, or whatever decoders raise."""
    try:
        picture = Pillow.open(io.BytesIO(data), formats=FORMATS)
    except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError) as fault:
        raise Refusal("pixels", MOST_PIXELS["JPEG"] // _MILLION) from fault
    refuse_sizes(picture)
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        _refuse_scans(picture, data)
        _refuse_large_progressive(picture)
    return picture


def refuse_sizes(picture: Pillow.Image) -> None:
    width, height = picture.size
    # A JPEG with further pictures behind the first is one to us.
    most = MOST_PIXELS.get(picture.format, MOST_PIXELS["JPEG"])
    if width * height > most:
        raise Refusal("pixels", most // _MILLION)
    if min(width, height) < MIN_SIDE:
        raise Refusal("small", MIN_SIDE)
    if max(width, height) > MAX_RATIO * min(width, height):
        raise Refusal("long", MAX_RATIO)


def _refuse_scans(picture: Pillow.Image, data: bytes) -> None:
    most = max(2, _MOST_PASSES // (picture.width * picture.height))
    if data.count(b"\xff\xda") > min(MAX_SCANS, most):
        raise Refusal("scans")


def _refuse_large_progressive(picture: Pillow.Image) -> None:
    """All of its coefficients are held, two bytes each, beside the pixels."""
    if not picture.info.get("progressive"):
        return
    parts = [(across, down) for _name, across, down, _table in picture.layer]
    widest = max(across for across, _down in parts) * max(down for _across, down in parts)
    share = sum(across * down for across, down in parts) / widest
    if picture.width * picture.height * (4 + 2 * share) > _MOST_PROGRESSIVE_BYTES:
        raise Refusal("progressive")
