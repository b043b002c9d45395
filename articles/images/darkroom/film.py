"""A picture that moves, and how it becomes a file."""

import io
from dataclasses import dataclass

from PIL import Image as Pillow


@dataclass
class Film:
    frames: list[Pillow.Image]
    durations_ms: list[int]
    # 0 is for ever.
    turns: int

    def encoded(self, quality: int) -> bytes:
        """As WebP. Method 1 takes half the time of Pillow's own and some more bytes."""
        out = io.BytesIO()
        self.frames[0].save(
            out,
            "WEBP",
            quality=quality,
            method=1,
            save_all=True,
            append_images=self.frames[1:],
            duration=self.durations_ms,
            loop=self.turns,
        )
        return out.getvalue()


def film_in(picture: Pillow.Image) -> Film:
    """Reads back what `encoded` wrote."""
    film, count = Film([], [], picture.info.get("loop", 0)), getattr(picture, "n_frames", 1)
    for number in range(count):
        picture.seek(number)
        picture.load()
        film.frames.append(picture if count == 1 else picture.copy())
        film.durations_ms.append(picture.info.get("duration") or 100)
    return film
