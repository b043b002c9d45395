"""Pictures that move: their frames, within bounds."""

from PIL import Image as Pillow

from articles.images.darkroom.developing import developed
from articles.images.darkroom.film import Film
from articles.images.darkroom.opening import refuse_sizes
from articles.images.darkroom.refusal import Refusal

MAX_FRAMES = 200
# Pixels of all frames together: ten seconds of a small film.
MOST_PIXELS = 20_000_000
# What is shorter browsers show for a tenth of a second; what is longer is a still.
_SHORTEST_MS, _LONGEST_MS, _DEFAULT_MS = 20, 10_000, 100


def film_of(picture: Pillow.Image, orientation: int) -> Film | None:
    """The frames of a picture that moves, all in one mode; None for one that stands still."""
    if not getattr(picture, "is_animated", False):
        return None
    film = Film([], [], int(picture.info.get("loop", 0 if picture.format != "GIF" else 1)))
    while _goes_on(picture, len(film.frames)):
        refuse_sizes(picture)
        if (len(film.frames) + 1) * picture.width * picture.height > MOST_PIXELS:
            raise Refusal("film", MOST_PIXELS // 1_000_000)
        film.durations_ms.append(_duration(picture))
        film.frames.append(developed(picture.copy(), orientation))
        if film.frames[-1].size != film.frames[0].size:
            raise Refusal("damaged")
    mode = "RGBA" if any(frame.mode == "RGBA" for frame in film.frames) else "RGB"
    film.frames = [frame.convert(mode) if frame.mode != mode else frame for frame in film.frames]
    return film if len(film.frames) > 1 else None


def _goes_on(picture: Pillow.Image, number: int) -> bool:
    if number >= MAX_FRAMES:
        raise Refusal("frames", MAX_FRAMES)
    try:
        picture.seek(number)
    except EOFError:
        return False
    picture.load()
    return True


def _duration(picture: Pillow.Image) -> int:
    found = picture.info.get("duration") or _DEFAULT_MS
    return int(min(max(found, _SHORTEST_MS), _LONGEST_MS))
