"""What scenes paint with: a sheet of 1600 × 1067 units, whatever the size in pixels, and shapes."""

import math
from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]

UNITS_WIDE, UNITS_HIGH = 1600, 1067


class Canvas:
    """A sheet drawn at twice its size and reduced at the end, which is what smooths the edges."""

    oversampling = 2

    def __init__(self, width: int, height: int, *, seed: str) -> None:
        self.size = width, height
        self.pixels = width * self.oversampling, height * self.oversampling
        self.scale_x = self.pixels[0] / UNITS_WIDE
        self.scale_y = self.pixels[1] / UNITS_HIGH
        self.random = Random(seed)
        self.image = Image.new("RGB", self.pixels)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def gradient(self, *colours: str, top: float = 0, bottom: float = UNITS_HIGH) -> None:
        """Fill the rows from `top` to `bottom` with evenly spaced colours that melt downwards."""
        strip = Image.new("RGB", (1, 256))
        stops = [ImageColor.getrgb(colour) for colour in colours]
        for row in range(256):
            place = row / 255 * (len(stops) - 1)
            index = min(int(place), len(stops) - 2)
            strip.putpixel((0, row), _mixed(stops[index], stops[index + 1], place - index))
        first, last = self._row(top), self._row(bottom)
        band = strip.resize((self.pixels[0], max(1, last - first)), Image.Resampling.BICUBIC)
        self.image.paste(band, (0, first))

    def polygon(self, points: Iterable[Point] | str, colour: str) -> None:
        """Fill a shape given as points, or written as "x,y x,y …"."""
        corners = shape(points) if isinstance(points, str) else points
        self.pen.polygon([self._at(point) for point in corners], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def slab(
        self, x: float, top: float, half_top: float, bottom: float, half_bottom: float, colour: str
    ) -> None:
        """Fill a shape around the upright at `x`, as wide as given at its top and at its bottom."""
        upper, lower = [(x - half_top, top), (x + half_top, top)], [(x + half_bottom, bottom)]
        self.polygon([*upper, *lower, (x - half_bottom, bottom)], colour)

    def disc(self, x: float, y: float, radius: float, colour: str, *, high: float = 0) -> None:
        """Fill a circle, or an ellipse `high` units in its vertical radius."""
        high = high or radius
        corners = self._at((x - radius, y - high)), self._at((x + radius, y + high))
        self.pen.ellipse(corners, fill=colour)

    def arch(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """Fill a round-headed opening, as of a door or a window."""
        radius = (right - left) / 2
        self.disc(left + radius, top + radius, radius, colour)
        self.box(left, top + radius, right, bottom, colour)

    def line(self, points: Iterable[Point] | str, colour: str, width: float) -> None:
        corners = shape(points) if isinstance(points, str) else points
        thickness = max(1, round(width * self.scale_x))
        self.pen.line([self._at(point) for point in corners], colour, thickness, joint="curve")

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1) -> None:
        """Lay light over what is there, fading to nothing at `radius`."""
        across, high = round(radius * 2 * self.scale_x), round(radius * 2 * self.scale_y)
        fall = Image.radial_gradient("L").point(lambda d: round(max(0, 1 - d / 181) ** 2 * 255))
        mask = fall.resize((max(1, across), max(1, high))).point(lambda v: round(v * strength))
        left, top = self._at((x - radius, y - radius))
        self.image.paste(colour, (round(left), round(top)), mask)

    def ridge(self, base: float, height: float, colour: str, *, waves: float = 3) -> None:
        """Fill from a rolling skyline around `base` down to the bottom of the sheet."""
        phases = [self.random.uniform(0, math.tau) for _ in range(3)]
        skyline = []
        for x in range(0, UNITS_WIDE + 1, 10):
            turn = x / UNITS_WIDE * math.tau * waves / 2
            swell = sum(
                math.sin(turn * step + phase) / step
                for step, phase in zip((1, 2.3, 4.1), phases, strict=True)
            )
            skyline.append((x, base - height * swell / 2))
        self.polygon([*skyline, (UNITS_WIDE, UNITS_HIGH), (0, UNITS_HIGH)], colour)

    def mirror(
        self, horizon: float, tint: str, *, strength: float = 0.4, ripple: float = 9
    ) -> None:
        """Reflect all above `horizon` in water below it, darkened by `tint` and broken by waves."""
        row = self._row(horizon)
        depth = self.pixels[1] - row
        above = self.image.crop((0, max(0, row - depth), self.pixels[0], row))
        water = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        water = water.resize((self.pixels[0], depth)).filter(ImageFilter.BoxBlur(3))
        water = Image.blend(water, Image.new("RGB", water.size, tint), strength)
        self.image.paste(water, (0, row))
        self.ripple(horizon, ripple)

    def ripple(self, top: float, reach: float) -> None:
        """Shift thin bands below `top` sideways by up to `reach` units, more so near the viewer."""
        first = row = self._row(top)
        drift = 0.0
        while row < self.pixels[1]:
            nearness = (row - first) / (self.pixels[1] - first)
            high = max(2, round(self.random.uniform(3, 7 + 9 * nearness) * self.scale_y))
            drift = drift * 0.6 + self.random.uniform(-0.7, 0.7)
            shift = round(drift * reach * (0.3 + nearness) * self.scale_x)
            band = self.image.crop((0, row, self.pixels[0], min(self.pixels[1], row + high)))
            self.image.paste(band, (shift, row))
            row += high

    def glints(self, top: float, bottom: float, colour: str, count: int, middle: float) -> None:
        """Scatter flat dashes of light over water, widening from `middle` towards the viewer."""
        for _ in range(count):
            nearness = self.random.random() ** 1.3
            y = top + (bottom - top) * nearness
            x = middle + self.random.gauss(0, 60 + 190 * nearness)
            half = self.random.uniform(6, 18 + 46 * nearness)
            self.disc(x, y, half, colour, high=1.2 + 2.6 * nearness)

    def finish(self) -> Image.Image:
        """Return the sheet at its true size, with a quiet paper grain."""
        small = self.image.reduce(self.oversampling)
        tile = Image.frombytes("L", (256, 256), self.random.randbytes(256 * 256))
        tile = tile.filter(ImageFilter.GaussianBlur(0.6)).point(lambda v: 128 + (v - 128) // 7)
        grain = Image.new("L", small.size)
        for x in range(0, small.width, 256):
            for y in range(0, small.height, 256):
                grain.paste(tile, (x, y))
        return ImageChops.overlay(small, Image.merge("RGB", [grain] * 3))

    def _at(self, point: Point) -> Point:
        return point[0] * self.scale_x, point[1] * self.scale_y

    def _row(self, y: float) -> int:
        return round(y * self.scale_y)


def _mixed(first: Sequence[int], second: Sequence[int], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def shape(
    written: str, x: float = 0, y: float = 0, size: float = 1, *, turn: float = 0
) -> list[Point]:
    """Read "x,y x,y …" as points around (0, 0), and put them at (x, y), turned by degrees."""
    pairs = [pair.split(",") for pair in written.split()]
    points = [(float(across) * size, float(down) * size) for across, down in pairs]
    return turned(points, turn, x, y)


def turned(points: Iterable[Point], angle: float, x: float, y: float) -> list[Point]:
    """Turn points around (0, 0) by `angle` degrees, then move them to (x, y)."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in points]


def vault(x: float, y: float, half: float, high: float) -> list[Point]:
    """The upper half of an ellipse, from left to right."""
    arc = [math.pi * step / 32 for step in range(33)]
    return [(x - half * math.cos(angle), y - high * math.sin(angle)) for angle in arc]


def rectangle(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def crescent(x: float, y: float, radius: float) -> list[Point]:
    """The outline of a young moon, open to the upper right."""
    arc = [math.pi * step / 30 for step in range(31)]
    outer = [(-radius * math.sin(turn), -radius * math.cos(turn)) for turn in arc]
    inner = [(-radius * 0.25 * math.sin(turn), -radius * math.cos(turn)) for turn in reversed(arc)]
    return turned([*outer, *inner], -28, x, y)


def stars(canvas: Canvas, count: int, lowest: float) -> None:
    for _ in range(count):
        x, y = canvas.random.uniform(0, 1600), canvas.random.uniform(0, lowest)
        size = canvas.random.choice([0.8, 1.1, 1.4, 1.4, 2.4])
        canvas.disc(x, y, size, "#fff6dcbb" if size < 2 else "#fff6dc")


def swell(canvas: Canvas, y: float, height: float, colour: str) -> None:
    """Fill from a crest of waves around `y` down to the bottom of the sheet."""
    phase = canvas.random.uniform(0, math.tau)
    crest = [
        (x, y + height * math.sin(x / 74 + phase) + height / 2 * math.sin(x / 31))
        for x in range(0, 1610, 10)
    ]
    canvas.polygon([*crest, (1600, 1067), (0, 1067)], colour)
    canvas.line(crest, "#d6e6c440", 2.5)


def gull(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    wings = "-52,-8 -30,-22 -10,-10 0,0 10,-10 30,-22 52,-8"
    canvas.line(shape(wings, x, y, size), colour, 5 * size)
