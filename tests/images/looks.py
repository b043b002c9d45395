"""How alike two pictures look, in numbers."""

from statistics import fmean

from PIL import Image as Pillow
from PIL import ImageChops, ImageStat

_BLOCK = 8
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def photograph(size=(240, 160)) -> Pillow.Image:
    """Soft shapes, an edge and some grain in all colours, none at the edge of what screens show."""
    wide, high = size
    slope = Pillow.linear_gradient("L").resize(size)
    ring = Pillow.radial_gradient("L").resize(size)
    cloud = Pillow.effect_noise((wide // 8, high // 8), 60).resize(size, Pillow.Resampling.BICUBIC)
    picture = Pillow.merge("RGB", [slope, ring, cloud])
    picture.paste((200, 180, 90), (wide // 8, high // 8, wide // 3, high // 2))
    return picture.point(lambda value: 30 + value * 190 // 255)


def mean_error(one: Pillow.Image, other: Pillow.Image) -> float:
    """The mean difference of a colour of a pixel, of 255."""
    return fmean(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def ssim(one: Pillow.Image, other: Pillow.Image) -> float:
    """The structural similarity of brightness in blocks of 8 × 8 (Wang and others, 2004)."""
    assert one.size == other.size
    boxes = [
        (left, top, left + _BLOCK, top + _BLOCK)
        for top in range(0, one.height - _BLOCK + 1, _BLOCK)
        for left in range(0, one.width - _BLOCK + 1, _BLOCK)
    ]
    one, other = one.convert("L"), other.convert("L")
    return fmean(_alike(one.crop(box).tobytes(), other.crop(box).tobytes()) for box in boxes)


def _alike(one: bytes, other: bytes) -> float:
    mean, its = fmean(one), fmean(other)
    spread = fmean((value - mean) ** 2 for value in one)
    wide = fmean((value - its) ** 2 for value in other)
    shared = fmean((a - mean) * (b - its) for a, b in zip(one, other, strict=True))
    top = (2 * mean * its + _C1) * (2 * shared + _C2)
    return top / ((mean**2 + its**2 + _C1) * (spread + wide + _C2))
