"""Makes of a decoded picture what is kept: upright, in sRGB, in RGB or RGBA, and nothing beside.

All is done in strips, so that at no time two whole pictures are held that together are too large:
then the strips wait in a file without a name.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator

from PIL import Image as Pillow

from articles.images.darkroom import colours
from articles.images.darkroom.refusal import Refusal

_ROWS = 256
_BYTES_A_PIXEL = 4
# Two pictures side by side may take so much of what the process is given.
_BOTH_BYTES = 280 * 1024 * 1024
# What is transparent is composed with paper later, which takes a second picture.
_MOST_TRANSPARENT = 25_000_000

_METHODS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112


def developed(picture: Pillow.Image, orientation: int) -> Pillow.Image:
    """A picture of RGB, or of RGBA where something shows through. The given one is used up."""
    mode = _mode_of(picture)
    clean = _in_mode(picture, orientation, mode)
    if mode == "RGB":
        return clean
    lowest, _highest = clean.getchannel("A").getextrema()
    if lowest == 255:
        return _rebuilt(
            clean, clean.size, "RGB", _strips(clean, 1, lambda strip: strip.convert("RGB"))
        )
    if clean.width * clean.height > _MOST_TRANSPARENT:
        raise Refusal("transparent", _MOST_TRANSPARENT // 1_000_000)
    _forget_hidden(clean)
    return clean


def orientation_of(picture: Pillow.Image) -> int:
    """1 to 8, as EXIF counts; 1 for what nobody can read."""
    try:
        found = picture.getexif().get(_ORIENTATION, 1)
    except Exception:
        return 1
    return found if found in _METHODS else 1


def pixels_of(picture: Pillow.Image) -> str:
    """A hash of what is seen: the same for other metadata and for another lossless file."""
    seen = hashlib.sha256(f"{picture.mode} {picture.width}".encode())
    for strip in _strips(picture, 1, lambda strip: strip):
        seen.update(strip.tobytes())
    return seen.hexdigest()


def _mode_of(picture: Pillow.Image) -> str:
    shows_through = picture.mode in ("RGBA", "LA", "PA", "RGBa", "La")
    return "RGBA" if shows_through or "transparency" in picture.info else "RGB"


def _in_mode(picture: Pillow.Image, orientation: int, mode: str) -> Pillow.Image:
    to_srgb = colours.transform_of(picture, mode)
    if orientation == 1 and picture.mode == mode and to_srgb is None:
        picture.info = {}
        return picture
    size = picture.size if orientation < 5 else picture.size[::-1]
    convert = _converter(picture.mode, mode, to_srgb)
    return _rebuilt(picture, size, mode, _strips(picture, orientation, convert))


def _converter(found: str, mode: str, to_srgb) -> Callable[[Pillow.Image], Pillow.Image]:
    def convert(strip: Pillow.Image) -> Pillow.Image:
        if found.startswith("I"):
            # 16 bits of grey: Pillow's own conversion cuts them off at 255, which gives white.
            strip = strip.convert("I").point(lambda value: value / 256).convert("L")
        return to_srgb(strip) if to_srgb else strip.convert(mode)

    return convert


def _strips(
    picture: Pillow.Image, orientation: int, convert: Callable[[Pillow.Image], Pillow.Image]
) -> Iterator[Pillow.Image]:
    """The upright picture from top to bottom, in strips."""
    width, height = picture.size
    rows = height if orientation < 5 else width
    for top in range(0, rows, _ROWS):
        bottom = min(top + _ROWS, rows)
        box = {
            1: (0, top, width, bottom),
            2: (0, top, width, bottom),
            3: (0, height - bottom, width, height - top),
            4: (0, height - bottom, width, height - top),
            5: (top, 0, bottom, height),
            6: (top, 0, bottom, height),
            7: (width - bottom, 0, width - top, height),
            8: (width - bottom, 0, width - top, height),
        }[orientation]
        strip = picture.crop(box)
        if orientation in _METHODS:
            strip = strip.transpose(_METHODS[orientation])
        yield convert(strip)


def _rebuilt(
    picture: Pillow.Image, size: tuple[int, int], mode: str, strips: Iterator[Pillow.Image]
) -> Pillow.Image:
    if 2 * _BYTES_A_PIXEL * size[0] * size[1] <= _BOTH_BYTES:
        return _pasted(size, mode, strips)
    with tempfile.TemporaryFile() as file:
        for strip in strips:
            file.write(strip.tobytes())
        picture.close()
        file.seek(0)
        return _pasted(size, mode, _read_back(file, size, mode))


def _pasted(size, mode: str, strips: Iterator[Pillow.Image]) -> Pillow.Image:
    whole, top = Pillow.new(mode, size), 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole


def _read_back(file, size: tuple[int, int], mode: str) -> Iterator[Pillow.Image]:
    row = size[0] * len(mode)
    while data := file.read(row * _ROWS):
        yield Pillow.frombytes(mode, (size[0], len(data) // row), data)


def _forget_hidden(picture: Pillow.Image) -> None:
    """Blackens what is wholly transparent: nobody sees it, and anybody could dig it out."""
    hidden = picture.getchannel("A").point(lambda alpha: 255 if alpha == 0 else 0)
    picture.paste((0, 0, 0, 0), mask=hidden)
