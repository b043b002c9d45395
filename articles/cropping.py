"""Where a picture is cut to get another shape: arithmetic alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cut:
    """What is taken of a picture (left, top, right, bottom), and how large it becomes."""

    box: tuple[float, float, float, float]
    width: int
    height: int


Box = tuple[float, float, float, float]
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)


def shared(box: Box, frame: Box) -> Box:
    """What both show of a picture; the frame where they have nothing in common."""
    left, top = max(box[0], frame[0]), max(box[1], frame[1])
    right, bottom = min(box[2], frame[2]), min(box[3], frame[3])
    return (left, top, right, bottom) if left < right and top < bottom else frame


def whole(size: tuple[int, int], frame: Box, *, widest: int) -> Cut:
    """All of the frame (shares of the picture), made smaller, never larger."""
    left, top, right, bottom = _in_pixels(size, frame)
    width = min(widest, max(1, int(right - left)))
    return Cut(
        (left, top, right, bottom), width, max(1, round((bottom - top) * width / (right - left)))
    )


def _in_pixels(size: tuple[int, int], frame: Box) -> Box:
    wide, high = size
    return frame[0] * wide, frame[1] * high, frame[2] * wide, frame[3] * high


def cut(
    size: tuple[int, int],
    ratio: tuple[int, int],
    focus: tuple[float, float],
    *,
    widest: int,
    frame: Box = WHOLE,
) -> Cut:
    """As much of the picture as has this ratio (width to height), made smaller, never larger.

    The focal point (0–1) lies in the cut where it lies in the picture, as `object-position` places
    it: the desk's view of the crops and the files agree. Nothing outside the frame is shown.
    """
    first_left, first_top, last_right, last_bottom = _in_pixels(size, frame)
    whole_width, whole_height = last_right - first_left, last_bottom - first_top
    wide, high = ratio
    box_width = min(whole_width, whole_height * wide / high)
    box_height = box_width * high / wide
    left = first_left + _within(focus[0], frame[0], frame[2]) * (whole_width - box_width)
    top = first_top + _within(focus[1], frame[1], frame[3]) * (whole_height - box_height)
    width = min(widest, max(1, int(box_width)))
    return Cut(
        # Rounding must not carry the cut out of the frame by a hair.
        box=(left, top, min(last_right, left + box_width), min(last_bottom, top + box_height)),
        width=width,
        height=min(max(1, int(whole_height)), max(1, round(width * high / wide))),
    )


def _within(place: float, first: float, last: float) -> float:
    """Where a place of the picture lies in a part of it; at its edge what lies outside."""
    return min(1.0, max(0.0, (place - first) / (last - first)))
