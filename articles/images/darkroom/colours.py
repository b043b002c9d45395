"""Colours by the profile that a file brings, converted to sRGB by littlecms."""

import io
from collections.abc import Callable

from PIL import Image as Pillow
from PIL import ImageCms

_SPACES = {"RGB": "RGB ", "RGBA": "RGB ", "P": "RGB ", "PA": "RGB ", "CMYK": "CMYK", "L": "GRAY",
           "1": "GRAY", "I": "GRAY", "I;16": "GRAY"}  # fmt: skip
# Camera and print profiles are below it.
_MAX_BYTES = 4 * 1024 * 1024
# A profile that changes no colour by more is sRGB under another name.
_NEAR = 2
# Tones keep their distances, black stays black: what programs for photographs do by default.
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


def transform_of(picture: Pillow.Image, mode: str) -> Callable | None:
    """What turns a strip of this picture into sRGB of this mode; None where nothing is to be done,
    or where the profile is broken or of another kind of picture.
    """
    data = picture.info.get("icc_profile") or b""
    if not isinstance(data, bytes) or not 128 <= len(data) <= _MAX_BYTES:
        return None
    # Grey and transparent at once have no transform of their own: they stay as they are.
    found = picture.mode if picture.mode in _SPACES else None
    is_grey = _SPACES.get(found) == "GRAY"
    if found is None or (is_grey and mode == "RGBA"):
        return None
    into = "L" if is_grey else found if found == "CMYK" else mode
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        if profile.profile.xcolor_space != _SPACES[found]:
            return None
        out = ImageCms.createProfile("sRGB")
        transform = ImageCms.buildTransform(profile, out, into, mode, _INTENT, _FLAGS)
        if into in ("RGB", "RGBA") and _changes_nothing(transform, into):
            return None
    # littlecms raises what it likes for what is broken; without a profile it is sRGB.
    except Exception:
        return None
    return lambda strip: ImageCms.applyTransform(strip.convert(into), transform)


def _changes_nothing(transform, mode: str) -> bool:
    levels = range(0, 256, 51)
    colours = [(red, green, blue) for red in levels for green in levels for blue in levels]
    probe = Pillow.new("RGB", (len(colours), 1))
    probe.putdata(colours)
    changed = ImageCms.applyTransform(probe.convert(mode), transform).convert("RGB")
    pairs = zip(probe.tobytes(), changed.tobytes(), strict=True)
    return all(abs(one - other) <= _NEAR for one, other in pairs)
