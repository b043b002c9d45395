"""Where a picture is cut to get another shape: arithmetic alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cut:
    """What is taken of a picture (left, top, right, bottom), and how large it becomes."""

    box: tuple[float, float, float, float]
    width: int
    height: int


def cut(
    size: tuple[int, int], ratio: tuple[int, int], focus: tuple[float, float], *, widest: int
) -> Cut:
    """As much of the picture as has this ratio (width to height), made smaller, never larger.

    The focal point (0–1) lies in the cut where it lies in the picture, as `object-position` places
    it: the desk's view of the crops and the files agree.
    """
    whole_width, whole_height = size
    wide, high = ratio
    box_width = min(whole_width, whole_height * wide / high)
    box_height = box_width * high / wide
    left = focus[0] * (whole_width - box_width)
    top = focus[1] * (whole_height - box_height)
    width = min(widest, int(box_width))
    return Cut(
        # Rounding must not carry the cut out of the picture by a hair.
        box=(left, top, min(whole_width, left + box_width), min(whole_height, top + box_height)),
        width=width,
        height=min(whole_height, max(1, round(width * high / wide))),
    )
