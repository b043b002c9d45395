"""The whole work at one file: opened, read, developed, encoded anew."""

import io
from collections.abc import Callable

from PIL import Image as Pillow

from articles.images.darkroom import facts, moving
from articles.images.darkroom.developing import developed, orientation_of, pixels_of
from articles.images.darkroom.opening import opened, refuse_sizes
from articles.images.darkroom.refusal import Refusal

# Originals are cut again and again; films are not.
_STILL_QUALITY, _FILM_QUALITY = 92, 85


def done(
    data: bytes, *, moves: bool, allow: Callable[[int], None] = lambda pixels: None
) -> tuple[dict, bytes]:
    """What is said of the picture, and the file to be kept; raises Refusal and nothing else.

    `allow` is told how many pixels the picture says it has, once that is known to be within bounds.
    """
    try:
        return _done(data, moves, allow)
    except Refusal:
        raise
    except MemoryError as fault:
        raise Refusal("costly") from fault
    # Decoders raise whatever they like for what is damaged or made up.
    except Exception as fault:
        raise Refusal("damaged") from fault


def _done(data: bytes, moves: bool, allow: Callable[[int], None]) -> tuple[dict, bytes]:
    picture = opened(data)
    allow(picture.width * picture.height + (moving.MOST_PIXELS if moves else 0))
    picture.load()
    # A GIF's frame may be larger than the picture was said to be.
    refuse_sizes(picture)
    said = {"facts": facts.read(picture, data)}
    orientation = orientation_of(picture)
    film = moving.film_of(picture, orientation) if moves else None
    if film:
        first, ending, file = film.frames[0], "webp", film.encoded(_FILM_QUALITY)
        said["pixels"] = "".join(pixels_of(frame) for frame in film.frames)
    else:
        picture.seek(0)
        first = developed(picture, orientation)
        said["pixels"] = pixels_of(first)
        ending = "png" if first.mode == "RGBA" else "jpeg"
        file = _encoded(first, ending)
    return said | {"ending": ending, "width": first.width, "height": first.height}, file


def _encoded(picture: Pillow.Image, ending: str) -> bytes:
    """The picture in a new file that holds nothing but its pixels."""
    out = io.BytesIO()
    if ending == "png":
        picture.save(out, "PNG", compress_level=4)
    else:
        picture.save(out, "JPEG", quality=_STILL_QUALITY, subsampling=0)
    return out.getvalue()
