"""Draws the demo paper's pictures with Pillow, so that the repository holds no picture files.

A scene is a function that paints on a `Canvas` of 1600 × 1067 units, whatever the size in pixels.
The same key and size always give the same pixels.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]

UNITS_WIDE, UNITS_HIGH = 1600, 1067
CREDIT = "Illustration: The Keldavar Courier"
COPYRIGHT = "© The Keldavar Courier"


@dataclass(frozen=True)
class Picture:
    """What the desk knows about a picture; the focal point is in 0–1 from the top left."""

    key: str
    alt: str
    caption: str
    focal_x: float
    focal_y: float
    credit: str = CREDIT
    copyright: str = COPYRIGHT


PICTURES = {
    picture.key: picture
    for picture in (
        Picture(
            "harbour_dusk",
            "Four fishing boats on calm purple water at sunset, the lit windows of a town behind.",
            "The inner harbour at dusk, seen from Lantern Quay.",
            0.56,
            0.62,
        ),
        Picture(
            "market_hall",
            "A cream hall with a red gable and a clock, striped stalls of fruit in front.",
            "The Old Market Hall and the stalls on its forecourt.",
            0.5,
            0.45,
        ),
        Picture(
            "lighthouse",
            "A red and white lighthouse on a dark rock throws its beam under a thin moon.",
            "Needle Point light, on its rock at the harbour mouth.",
            0.63,
            0.42,
        ),
        Picture(
            "tram_hill",
            "A green tram climbs a steep street past rows of coloured houses.",
            "A tram on the gradient of Millrise, the steepest stretch of Line 2.",
            0.6,
            0.66,
        ),
        Picture(
            "concert_hall",
            "A choir in three rows sings under glowing arches; the conductor raises both arms.",
            "A choir under the wooden shell of the Assembly Rooms.",
            0.5,
            0.55,
        ),
        Picture(
            "pitch",
            "A football pitch from above: players in red and in yellow cast long shadows.",
            "Ropewalk Park from the air, towards the east stand.",
            0.54,
            0.5,
        ),
        Picture(
            "observatory",
            "An open dome under a bright band of stars; a person stands at a small telescope.",
            "The great dome on Tallow Hill, opened for a night of observing.",
            0.55,
            0.6,
        ),
        Picture(
            "orchard",
            "Rows of apple trees on walled terraces, with a ladder and two full baskets in front.",
            "The upper terraces above the Varr, picked by hand.",
            0.38,
            0.75,
        ),
        Picture(
            "ferry",
            "A white ferry with a blue hull and a red funnel at sea, an island behind.",
            "A ferry on the crossing between Keldavar and Skarrow.",
            0.48,
            0.6,
        ),
        Picture(
            "portrait",
            "Portrait of an older person in a red knitted cap, looking out over green waves.",
            "A boatbuilder of the Old Slip.",
            0.55,
            0.48,
        ),
        Picture(
            "rain_street",
            "A wet street at nightfall: lit windows mirrored in the road, bright umbrellas.",
            "Cooper Street in the rain, looking towards the station.",
            0.52,
            0.6,
        ),
    )
}


def draw(key: str, *, width: int = UNITS_WIDE, height: int = UNITS_HIGH) -> Image.Image:
    """Return the picture `key` as RGB; raises KeyError for an unknown key."""
    canvas = Canvas(width, height, seed=key)
    SCENES[key](canvas)
    return canvas.finish()


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
        corners = _shape(points) if isinstance(points, str) else points
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
        corners = _shape(points) if isinstance(points, str) else points
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


def _shape(
    written: str, x: float = 0, y: float = 0, size: float = 1, *, turn: float = 0
) -> list[Point]:
    """Read "x,y x,y …" as points around (0, 0), and put them at (x, y), turned by degrees."""
    pairs = [pair.split(",") for pair in written.split()]
    points = [(float(across) * size, float(down) * size) for across, down in pairs]
    return _turned(points, turn, x, y)


def _turned(points: Iterable[Point], angle: float, x: float, y: float) -> list[Point]:
    """Turn points around (0, 0) by `angle` degrees, then move them to (x, y)."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in points]


def _vault(x: float, y: float, half: float, high: float) -> list[Point]:
    """The upper half of an ellipse, from left to right."""
    arc = [math.pi * step / 32 for step in range(33)]
    return [(x - half * math.cos(angle), y - high * math.sin(angle)) for angle in arc]


def _rectangle(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _crescent(x: float, y: float, radius: float) -> list[Point]:
    """The outline of a young moon, open to the upper right."""
    arc = [math.pi * step / 30 for step in range(31)]
    outer = [(-radius * math.sin(turn), -radius * math.cos(turn)) for turn in arc]
    inner = [(-radius * 0.25 * math.sin(turn), -radius * math.cos(turn)) for turn in reversed(arc)]
    return _turned([*outer, *inner], -28, x, y)


def _harbour_dusk(canvas: Canvas) -> None:
    canvas.gradient("#2b2f5b", "#6b4a7d", "#d9776b", "#f7b36a", "#fbd99a", bottom=600)
    canvas.glow(1050, 560, 620, "#fff0c0", 0.9)
    canvas.disc(1050, 540, 78, "#fff3cf")
    for y, x, half in ((205, 380, 260), (250, 520, 330), (330, 1320, 280), (150, 1180, 200)):
        canvas.disc(x, y, half, "#f0a78855", high=9)
        canvas.disc(x + 90, y + 16, half * 0.6, "#ffc79a44", high=6)
    _headland(canvas)
    _quayside(canvas)
    canvas.mirror(600, "#3a2f5c", strength=0.32)
    canvas.glints(606, 1040, "#ffe3a866", 130, 1050)
    for x, y, size in ((560, 690, 0.62), (1330, 735, 0.8), (880, 800, 1.15), (300, 900, 1.5)):
        _fishing_boat(canvas, x, y, size)
    canvas.gradient("#1c1a3a", "#141230", top=1012)
    for x in (1080, 1300, 1520):
        canvas.box(x - 16, 972, x + 16, 1020, "#141230")
        canvas.disc(x, 972, 26, "#1c1a3a", high=11)


def _headland(canvas: Canvas) -> None:
    canvas.polygon("860,600 980,575 1180,540 1360,520 1600,470 1600,600", "#8a5a80")
    canvas.polygon("1150,600 1330,566 1460,556 1600,530 1600,600", "#5f4373")


def _quayside(canvas: Canvas) -> None:
    """The old town on the left, its windows lit, falling towards the harbour mouth."""
    canvas.polygon("0,330 150,360 330,430 560,520 760,600 0,600", "#4f3a6b")
    x = 0
    while x < 720:
        wide = canvas.random.randint(44, 74)
        top = 395 + x * 0.2 + canvas.random.randint(-34, 28)
        shade = canvas.random.choice(["#2d2650", "#352b59", "#3d3163"])
        canvas.polygon([(x - 3, top), (x + wide / 2, top - 36), (x + wide + 3, top)], "#241e43")
        canvas.box(x, top, x + wide, 600, shade)
        for row in range(int(top) + 16, 575, 34):
            for column in range(x + 9, x + wide - 12, 19):
                if canvas.random.random() < 0.46:
                    canvas.box(column, row, column + 8, row + 14, "#ffc873")
        x += wide
    canvas.box(0, 590, 790, 602, "#1f1a3c")


def _fishing_boat(canvas: Canvas, x: float, y: float, size: float) -> None:
    for flip, hull, cabin, mast in (
        (-0.7, "#19163577", "#2d265066", "#19163555"),
        (1, "#1b1838", "#3a3060", "#1b1838"),
    ):

        def place(points: Iterable[Point], flip: float = flip) -> list[Point]:
            return [(x + px * size, y + py * size * flip) for px, py in points]

        canvas.line(place(_shape("10,-40 10,-190")), mast, 4 * size)
        canvas.line(place(_shape("10,-180 118,-44")), mast, 1.6 * size)
        canvas.line(place(_shape("10,-180 -98,-36")), mast, 1.6 * size)
        canvas.polygon(place(_shape("-72,-30 -72,-86 -14,-86 -8,-30")), cabin)
        canvas.polygon(place(_shape("-82,-86 -6,-86 -10,-95 -78,-95")), hull)
        canvas.polygon(place(_shape("-120,-38 136,-48 100,0 -100,0")), hull)
        if flip == 1:
            canvas.polygon(place(_shape("-119,-36 134,-46 130,-40 -116,-29")), "#e8705f")
            canvas.polygon(place(_rectangle(-60, -74, -42, -54)), "#ffd98c")
            canvas.polygon(place(_rectangle(-36, -74, -20, -54)), "#ffd98c")


def _market_hall(canvas: Canvas) -> None:
    canvas.gradient("#2f8f93", "#7cc0ae", "#f3e3bd", bottom=760)
    canvas.glow(1180, 280, 640, "#fff6d8", 0.75)
    for x, y in ((240, 150), (1310, 110), (980, 220)):
        for dx, dy, radius in ((0, 0, 95), (90, 12, 70), (-90, 16, 66)):
            canvas.disc(x + dx, y + dy, radius, "#fff6dd77", high=20)
    for left, right, top in (
        (-20, 210, 430),
        (1390, 1620, 400),
        (170, 330, 500),
        (1290, 1440, 520),
    ):
        canvas.box(left, top, right, 800, "#5aa79b" if top < 450 else "#74b5a4")
    _hall_gable(canvas)
    canvas.gradient("#e2c592", "#c99f6c", top=790)
    for x in range(-1400, 3000, 170):
        canvas.line([(800 + (x - 800) * 0.55, 792), (x, 1067)], "#b9895a55", 3)
    for y in (830, 888, 970):
        canvas.line([(0, y), (1600, y)], "#b9895a44", 3)
    for x, colour in ((60, "#c8473c"), (390, "#1f6f78"), (910, "#c8473c"), (1240, "#1f6f78")):
        _stall(canvas, x, colour)
    for x, y, coat in (
        (735, 930, "#17424d"),
        (812, 952, "#8c2f2b"),
        (870, 922, "#d98e32"),
        (345, 968, "#17424d"),
    ):
        _walker(canvas, x, y, coat)


def _hall_gable(canvas: Canvas) -> None:
    canvas.polygon("230,420 800,130 1370,420", "#8c2f2b")
    canvas.polygon("282,420 800,160 1318,420", "#f7e9c9")
    canvas.box(270, 420, 1330, 800, "#f2dcae")
    canvas.box(1230, 420, 1330, 800, "#e2c592")
    canvas.box(250, 410, 1350, 436, "#8c2f2b")
    canvas.disc(800, 330, 84, "#8c2f2b")
    canvas.disc(800, 330, 70, "#fff6dd")
    canvas.line("800,330 800,282", "#17424d", 7)
    canvas.line("800,330 836,346", "#17424d", 7)
    for left in range(312, 1290, 166):
        canvas.arch(left - 12, 478, left + 142, 800, "#d9b77f")
        canvas.arch(left, 490, left + 130, 800, "#17535c")
        canvas.arch(left + 12, 502, left + 118, 620, "#f6c667")
        canvas.box(left, 612, left + 130, 624, "#0f3b43")
        canvas.box(left + 61, 490, left + 69, 800, "#0f3b43")
        canvas.glow(left + 65, 690, 92, "#f6c667", 0.45)
    canvas.line("800,132 800,40", "#17424d", 6)
    canvas.polygon("800,42 890,62 800,84", "#e0a03a")


def _stall(canvas: Canvas, x: float, colour: str) -> None:
    canvas.disc(x + 150, 958, 190, "#7a4f2e44", high=16)
    canvas.box(x + 10, 740, x + 18, 950, "#5c3b24")
    canvas.box(x + 282, 740, x + 290, 950, "#5c3b24")
    canvas.box(x, 856, x + 300, 950, "#7d5130")
    canvas.box(x, 856, x + 300, 870, "#9b683f")
    for index in range(10):
        fill = colour if index % 2 == 0 else "#fff3d9"
        top, left = x + 20 + index * 26, x - 14 + index * 32.8
        canvas.polygon([(top, 690), (top + 26, 690), (left + 32.8, 770), (left, 770)], fill)
        canvas.disc(left + 16.4, 770, 16.4, fill, high=15)
    for index in range(13):
        fruit = ("#d9472f", "#f0a73a", "#8fae3d")[index // 5]
        canvas.disc(x + 26 + index * 20.5, 850 - index % 2 * 9, 13, fruit)


def _walker(canvas: Canvas, x: float, y: float, coat: str) -> None:
    canvas.disc(x + 22, y + 2, 44, "#7a4f2e55", high=7)
    canvas.polygon(_shape("-12,0 -2,0 0,-50 3,0 13,0 10,-66 -10,-66", x, y), "#2b2622")
    canvas.polygon(_shape("-21,-36 -15,-100 0,-110 15,-100 21,-36", x, y), coat)
    canvas.disc(x, y - 122, 13, "#c98d62")
    canvas.disc(x, y - 129, 14, "#2b2622", high=9)


def _lighthouse(canvas: Canvas) -> None:
    canvas.gradient("#0f2f45", "#1d5468", "#5f9a97", "#cfd9b4", bottom=700)
    _stars(canvas, 130, 420)
    canvas.polygon(_crescent(330, 210, 66), "#f5ecc8")
    for far, spread in ((1600, 120), (1600, 70), (1600, 36)):
        canvas.polygon([(1010, 262), (far, 300 - spread), (far, 300 + spread)], "#fff2b038")
        canvas.polygon([(1010, 262), (0, 330 - spread * 1.5), (0, 330 + spread * 1.5)], "#fff2b02e")
    canvas.ridge(650, 26, "#4d8589", waves=4)
    canvas.gradient("#2c6a77", "#123c50", "#0c2a3d", top=690)
    canvas.glints(700, 960, "#d6e6c455", 90, 420)
    _rocks(canvas)
    _tower(canvas)
    for index, colour in enumerate(("#1f5a6a", "#174a5b", "#10384b")):
        _swell(canvas, 935 + index * 48, 12, colour)
    for x, y, size in ((560, 380, 1.0), (640, 430, 0.7), (470, 470, 0.6), (1290, 480, 0.8)):
        _gull(canvas, x, y, size, "#f5ecc8")


def _rocks(canvas: Canvas) -> None:
    canvas.polygon(
        "600,1000 680,880 760,850 830,770 930,745 1120,742 1220,790 1330,800 1420,880 1600,900 "
        "1600,1067 600,1067",
        "#173240",
    )
    canvas.polygon("830,770 930,745 1120,742 1220,790 1080,800 960,830 880,860", "#41695f")
    canvas.polygon("1220,790 1330,800 1420,880 1340,930 1240,870", "#23475073")
    canvas.polygon("680,880 760,850 830,900 760,1000 620,1000", "#20424d")
    canvas.box(1130, 690, 1250, 772, "#f1e3c0")
    canvas.polygon("1116,692 1190,640 1264,692", "#b9402f")
    canvas.box(1180, 720, 1204, 748, "#ffcf6b")


def _tower(canvas: Canvas) -> None:
    def edge(y: float) -> float:
        return 40 + (y - 300) / 460 * 42

    bands = [300, 390, 480, 570, 660, 764]
    for index in range(5):
        top, bottom = bands[index], bands[index + 1]
        light, dark = (("#f6ead0", "#d9c9a5"), ("#c5472f", "#9e3423"))[index % 2]
        canvas.slab(1010, top, edge(top), bottom, edge(bottom), light)
        shade = [(1010 + edge(y) * side, y) for y, side in ((top, 0.35), (top, 1), (bottom, 1))]
        canvas.polygon([*shade, (1010 + edge(bottom) * 0.35, bottom)], dark)
    for y in (430, 610):
        canvas.arch(998, y, 1018, y + 34, "#173240")
    canvas.box(952, 290, 1068, 306, "#173240")
    canvas.box(980, 232, 1040, 292, "#ffe9a0")
    for x in (980, 1008, 1036):
        canvas.box(x, 232, x + 5, 292, "#173240")
    canvas.polygon("966,234 1010,188 1054,234", "#9e3423")
    canvas.disc(1010, 186, 8, "#9e3423")
    canvas.glow(1010, 262, 260, "#fff4bf", 0.85)


def _swell(canvas: Canvas, y: float, height: float, colour: str) -> None:
    phase = canvas.random.uniform(0, math.tau)
    crest = [
        (x, y + height * math.sin(x / 74 + phase) + height / 2 * math.sin(x / 31))
        for x in range(0, 1610, 10)
    ]
    canvas.polygon([*crest, (1600, 1067), (0, 1067)], colour)
    canvas.line(crest, "#d6e6c440", 2.5)


def _gull(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    wings = "-52,-8 -30,-22 -10,-10 0,0 10,-10 30,-22 52,-8"
    canvas.line(_shape(wings, x, y, size), colour, 5 * size)


def _stars(canvas: Canvas, count: int, lowest: float) -> None:
    for _ in range(count):
        x, y = canvas.random.uniform(0, 1600), canvas.random.uniform(0, lowest)
        size = canvas.random.choice([0.8, 1.1, 1.4, 1.4, 2.4])
        canvas.disc(x, y, size, "#fff6dcbb" if size < 2 else "#fff6dc")


def _tram_hill(canvas: Canvas) -> None:
    canvas.gradient("#f2b8a0", "#f8d9b4", "#fdf0d2", bottom=760)
    canvas.disc(380, 250, 96, "#fff8e6")
    canvas.glow(380, 250, 430, "#fff8e6", 0.8)
    canvas.gradient("#6fb0b5", "#a9cfc4", top=470, bottom=760)
    canvas.glints(480, 700, "#fff8e688", 70, 360)
    canvas.polygon("0,500 130,462 300,452 430,476 520,500 0,500", "#5b95a0")
    for row, base, tint in ((0, 560, "#d99a8c"), (1, 700, "#c97f78")):
        _terrace(canvas, base, tint, row)
    canvas.polygon("0,960 1600,500 1600,1067 0,1067", "#4b4a63")
    canvas.polygon("0,952 1600,492 1600,512 0,972", "#f3dcb8")
    canvas.polygon("0,972 1600,512 1600,522 0,982", "#36354c")
    for offset in (62, 112):
        canvas.line([(0, 982 + offset), (1600, 522 + offset)], "#cfc7c0", 5)
    for x in range(-60, 1640, 70):
        canvas.line([(x, 1020 - x * 0.2875), (x + 26, 1100 - x * 0.2875)], "#5d5b74", 6)
    canvas.line("0,520 1600,60", "#36354c", 3)
    for x in (210, 1310):
        canvas.box(x - 6, 460 - x * 0.2875, x + 6, 965 - x * 0.2875, "#36354c")
        canvas.line([(x, 500 - x * 0.2875), (x + 90, 480 - x * 0.2875)], "#36354c", 6)
    _tram(canvas, 800, 792)
    _foreground_tree(canvas, 1490, 980)


def _terrace(canvas: Canvas, base: float, tint: str, row: int) -> None:
    """A row of narrow houses, each a step higher than its neighbour on the left."""
    walls = ["#e8836b", "#f4c26b", "#7fb0a6", "#f6e3c2", "#c9636a", "#8fa7bf", "#eaa27a"]
    x, index = (430 if row == 0 else -40), row
    while x < 1600:
        wide = canvas.random.randint(96, 136)
        ground = 985 - x * 0.2875
        roof = ground - (390 if row == 0 else 240) - canvas.random.randint(0, 60)
        wall = walls[index % len(walls)]
        middle = x + wide / 2
        canvas.box(x, roof, x + wide, ground + 60, wall)
        canvas.box(x + wide * 0.72, roof, x + wide, ground + 60, "#5a2f4a22")
        canvas.polygon([(x - 6, roof), (middle, roof - 58), (x + wide + 6, roof)], "#8a4a57")
        canvas.polygon([(middle, roof - 58), (x + wide + 6, roof), (middle, roof)], "#743c4d")
        canvas.box(x + 18, roof - 62, x + 34, roof - 14, "#743c4d")
        if row == 0:
            canvas.box(x, roof - 60, x + wide, ground + 60, f"{tint}66")
        for y in range(int(roof) + 26, int(ground) - 40, 62):
            for column in (x + 18, x + wide - 42):
                canvas.box(column - 4, y - 4, column + 28, y + 40, "#fff3dc")
                canvas.box(column, y, column + 24, y + 36, "#47506e")
        x, index = x + wide, index + 1


def _tram(canvas: Canvas, x: float, y: float) -> None:
    def part(left: float, top: float, right: float, bottom: float, colour: str) -> None:
        canvas.polygon(_turned(_rectangle(left, top, right, bottom), -16.04, x, y), colour)

    part(-268, 34, 268, 50, "#23223466")
    part(-250, -16, 250, 20, "#2b2a40")
    for wheel in (-170, -100, 100, 170):
        hub = _turned([(wheel, 24)], -16.04, x, y)[0]
        canvas.disc(*hub, 25, "#23222f")
        canvas.disc(*hub, 10, "#8a8797")
    part(-262, -206, 262, -4, "#1f7a74")
    part(-262, -72, 262, -58, "#f6e3c2")
    part(-262, -18, 262, -4, "#155a57")
    part(-240, -226, 240, -204, "#f6e3c2")
    part(-160, -240, 160, -224, "#d8c39d")
    for left in (-246, -174, -102, 42, 114, 186):
        part(left, -186, left + 58, -88, "#ffeec2")
        part(left, -186, left + 58, -150, "#ffd98f")
    part(-32, -186, 30, -10, "#155a57")
    for left in (-26, 2):
        part(left, -178, left + 22, -70, "#ffeec2")
    for seat, coat in ((-220, "#c9636a"), (-80, "#47506e"), (72, "#e8836b"), (146, "#47506e")):
        part(seat - 13, -112, seat + 13, -88, coat)
        canvas.disc(*_turned([(seat, -124)], -16.04, x, y)[0], 12, "#7a4a44")
    part(236, -66, 262, -46, "#ffd98f")
    canvas.line(_shape("0,-240 -50,-290 10,-330", x, y, turn=-16.04), "#36354c", 5)


def _foreground_tree(canvas: Canvas, x: float, y: float) -> None:
    canvas.box(x - 12, y - 220, x + 12, y + 90, "#3a2c3f")
    for dx, dy, radius, colour in (
        (0, -300, 150, "#3e5f5b"),
        (-96, -220, 104, "#3e5f5b"),
        (96, -210, 120, "#34524f"),
        (-30, -340, 92, "#54776c"),
    ):
        canvas.disc(x + dx, y + dy, radius, colour)


def _concert_hall(canvas: Canvas) -> None:
    canvas.gradient("#160d18", "#2a1420", "#160d18")
    rings = ("#3a1a24", "#55242a", "#7a3529", "#a04c2a", "#c9702f", "#e39a45", "#f3c06a")
    for index, colour in enumerate(rings):
        radius = 860 - index * 88
        canvas.disc(800, 690, radius, colour, high=radius * 0.8)
        canvas.disc(800, 704, radius - 8, colour, high=radius * 0.8 - 8)
    canvas.glow(800, 560, 560, "#fff0c4", 0.7)
    for angle in range(-84, 85, 12):
        tip = _turned([(0, -900)], angle, 800, 690)[0]
        canvas.line([(800, 690), tip], "#2a142033", 5)
    for x in (330, 565, 1035, 1270):
        foot = x + (800 - x) * 0.4
        canvas.polygon(
            [(x - 10, 0), (x + 10, 0), (foot + 120, 700), (foot - 120, 700)], "#fff0c416"
        )
    canvas.polygon("120,1067 300,690 1300,690 1480,1067", "#8a4a2c")
    canvas.polygon("240,815 300,690 1300,690 1360,815", "#b0693a")
    for row, (count, y, spread) in enumerate(((15, 560, 430), (17, 622, 500), (19, 690, 570))):
        riser = ("#6b3526", "#7d4029", "#91502f")[row]
        canvas.slab(800, y + 44, spread + 50, y + 96, spread + 70, riser)
        for index in range(count):
            place = index / (count - 1) * 2 - 1
            _singer(canvas, 800 + place * spread, y + 34 * place * place - 16, 0.86 + row * 0.1)
    _conductor(canvas, 800, 905)
    _audience(canvas)


def _singer(canvas: Canvas, x: float, y: float, size: float) -> None:
    skin = canvas.random.choice(["#e0a97e", "#b97a52", "#8c5638", "#f0c39b", "#6e422c"])
    hair = canvas.random.choice(["#2a1a18", "#5b3420", "#8f8580", "#c08a4a", "#1a1214"])
    canvas.slab(x, y + 12, 19 * size, y + 92, 25 * size, "#14283c")
    canvas.polygon([(x - 8 * size, y + 10), (x + 8 * size, y + 10), (x, y + 32)], "#f6ecd8")
    canvas.disc(x, y - 8 * size, 14.5 * size, hair, high=17 * size)
    canvas.disc(x, y - 4 * size, 12 * size, skin, high=14 * size)
    canvas.disc(x, y + 4 * size, 3.4 * size, "#5a2320", high=4 * size)
    canvas.polygon(_shape("-22,44 0,50 22,44 22,64 0,70 -22,64", x, y), "#f6ecd8")
    canvas.line(_shape("0,50 0,70", x, y), "#c9b896", 2)


def _conductor(canvas: Canvas, x: float, y: float) -> None:
    ink = "#120b16"
    canvas.disc(x, y + 74, 150, "#3a1c1a88", high=22)
    canvas.box(x - 92, y + 40, x + 92, y + 80, "#4d2620")
    canvas.polygon(_shape("-36,44 -52,-150 -24,-182 24,-182 52,-150 36,44", x, y), ink)
    canvas.polygon(_shape("-44,-70 -54,46 -6,-20 6,-20 54,46 44,-70", x, y), ink)
    canvas.line(_shape("-42,-152 -118,-142 -158,-232", x, y), ink, 27)
    canvas.line(_shape("42,-152 122,-168 150,-262", x, y), ink, 27)
    canvas.disc(x - 160, y - 240, 15, "#b97a52")
    canvas.disc(x + 151, y - 270, 15, "#b97a52")
    canvas.line(_shape("150,-270 196,-352", x, y), "#fff4d8", 4)
    canvas.disc(x, y - 214, 31, "#8f8580", high=36)
    canvas.box(x - 15, y - 190, x + 15, y - 172, "#b97a52")


def _audience(canvas: Canvas) -> None:
    for y, size, colour in ((1000, 42, "#24121d"), (1060, 54, "#170b14")):
        x = canvas.random.uniform(-30, 10)
        while x < 1640:
            lift = canvas.random.uniform(-14, 14)
            canvas.disc(x, y + lift, size * 0.62, colour, high=size * 0.74)
            canvas.disc(x, y + lift + size * 1.5, size * 1.2, colour, high=size)
            x += size * canvas.random.uniform(2.0, 2.6)


def _pitch(canvas: Canvas) -> None:
    canvas.gradient("#17505a", "#123f4c")
    tilt, x, y = -11, 830, 560

    def place(points: Iterable[Point]) -> list[Point]:
        return _turned(points, tilt, x, y)

    canvas.polygon(place(_rectangle(-980, -900, 980, -520)), "#e9dcc0")
    for row in range(9):
        for seat in range(92):
            if canvas.random.random() < 0.82:
                colour = canvas.random.choice(
                    ["#c8473c", "#c8473c", "#17505a", "#f0b548", "#8a7a66"]
                )
                spot = place([(-966 + seat * 21, -842 + row * 34)])[0]
                canvas.disc(spot[0] + 3, spot[1] + 4, 8, "#8a7a6666")
                canvas.disc(*spot, 7.5, colour)
    canvas.polygon(place(_rectangle(-980, -530, 980, 900)), "#a9633f")
    canvas.polygon(place(_rectangle(-880, -470, 880, 900)), "#5fa052")
    for stripe in range(12):
        if stripe % 2:
            left = -880 + stripe * 147
            canvas.polygon(place(_rectangle(left, -470, left + 147, 900)), "#6fb05d")
    chalk = "#f7f3e0"
    for outline in (
        _rectangle(-800, -410, 800, 860),
        _rectangle(-800, -170, -540, 430),
        _rectangle(-800, -30, -690, 290),
        _rectangle(540, -170, 800, 430),
        _rectangle(690, -30, 800, 290),
    ):
        canvas.line(place([*outline, outline[0]]), chalk, 6)
    canvas.line(place(_shape("0,-410 0,860")), chalk, 6)
    circle = [
        (math.cos(turn / 40 * math.tau) * 190, 130 + math.sin(turn / 40 * math.tau) * 190)
        for turn in range(41)
    ]
    canvas.line(place(circle), chalk, 6)
    canvas.disc(*place(_shape("0,130"))[0], 9, chalk)
    _players(canvas, place)
    canvas.glow(300, 120, 900, "#fff4c8", 0.34)


def _players(canvas: Canvas, place: Callable[[Iterable[Point]], list[Point]]) -> None:
    reds = "-745,130 -500,-190 -520,60 -470,270 -300,-40 -150,210 60,-60 250,120 330,-220"
    blues = "742,110 560,-90 520,210 410,40 380,330 200,-120 110,250 -60,20 -240,330"
    for team, shirt, shorts in ((reds, "#d63f33", "#f7f3e0"), (blues, "#f4c14d", "#17353f")):
        for x, y in place(_shape(team)):
            canvas.polygon(_shape("-12,4 12,-6 112,66 88,84", x, y), "#24503c77")
            canvas.disc(x + 99, y + 75, 15, "#24503c77")
            canvas.disc(x + 2, y + 12, 15, shorts, high=13)
            canvas.disc(x, y, 25, shirt, high=16)
            canvas.disc(x, y - 3, 11, "#4a2f26")
    x, y = place(_shape("292,70"))[0]
    canvas.disc(x + 34, y + 26, 10, "#24503c88", high=6)
    canvas.disc(x, y, 10, "#fffdf2")


def _observatory(canvas: Canvas) -> None:
    canvas.gradient("#0b1030", "#1a1f52", "#43357a", "#a8597f", "#f0a07a", bottom=860)
    _milky_way(canvas)
    _stars(canvas, 420, 640)
    for x, y in ((260, 190), (1220, 130), (590, 330), (1450, 330)):
        canvas.glow(x, y, 46, "#fff6dc", 0.8)
        canvas.disc(x, y, 4, "#ffffff")
    canvas.line("1010,96 1190,196", "#fff6dc88", 2.5)
    canvas.line("1120,157 1190,196", "#fff6dc", 3.5)
    canvas.ridge(800, 60, "#6a4680", waves=3)
    canvas.ridge(850, 46, "#3f3163", waves=4)
    canvas.polygon(
        "0,960 240,900 520,836 760,800 1010,800 1240,842 1430,900 1600,930 1600,1067 0,1067",
        "#181638",
    )
    _dome(canvas)
    for x in (60, 130, 190, 285, 1330, 1410, 1475, 1560, 420, 1225):
        _pine(canvas, x, 1010 - abs(800 - abs(x - 880)) * 0.08, canvas.random.uniform(0.8, 1.5))
    canvas.polygon("0,1010 400,980 800,1000 1200,975 1600,1015 1600,1067 0,1067", "#0d0c24")
    _stargazer(canvas, 560, 986)


def _milky_way(canvas: Canvas) -> None:
    for _ in range(110):
        along = canvas.random.random()
        x = 120 + 1250 * along + canvas.random.gauss(0, 50)
        y = 660 - 690 * along + canvas.random.gauss(0, 44)
        canvas.glow(x, y, canvas.random.uniform(50, 170), "#c7b4ee", 0.075)
    for _ in range(520):
        along = canvas.random.random()
        x = 120 + 1250 * along + canvas.random.gauss(0, 64)
        y = 660 - 690 * along + canvas.random.gauss(0, 58)
        canvas.disc(x, y, canvas.random.choice([0.8, 1, 1.5]), "#fff6dc99")


def _dome(canvas: Canvas) -> None:
    canvas.glow(890, 560, 330, "#ffcf8f", 0.35)
    for x, half, colour in ((890, 204, "#8d86b8"), (916, 178, "#6a6399")):
        canvas.polygon(_vault(x, 650, half, 222), colour)
    canvas.polygon("846,440 900,428 936,650 858,650", "#1a163c")
    canvas.polygon("860,452 894,446 922,650 872,650", "#ffcb7a")
    canvas.polygon("866,640 916,640 898,486 868,490", "#3a2c5c")
    canvas.polygon("862,492 902,486 898,468 860,473", "#24204c")
    canvas.box(700, 650, 1080, 830, "#2d2a5c")
    canvas.box(700, 650, 800, 830, "#4a4480")
    canvas.box(676, 638, 1104, 664, "#b7b0d6")
    canvas.box(890, 638, 1104, 664, "#8d86b8")
    canvas.arch(746, 706, 790, 812, "#ffcb7a")
    for x in (840, 910, 980):
        canvas.arch(x, 704, x + 30, 756, "#ffcb7a")
    canvas.polygon("740,812 796,812 860,900 700,900", "#ffcb7a22")


def _pine(canvas: Canvas, x: float, y: float, size: float) -> None:
    for tier in range(4):
        top, half = y - (170 - tier * 36) * size, (20 + tier * 12) * size
        canvas.polygon(
            [(x, top), (x + half, top + 66 * size), (x - half, top + 66 * size)], "#0d0c24"
        )
    canvas.box(x - 4 * size, y - 10, x + 4 * size, y + 26, "#0d0c24")


def _stargazer(canvas: Canvas, x: float, y: float) -> None:
    ink = "#06061a"
    canvas.polygon(_shape("-18,0 -14,-70 0,-84 14,-70 16,0", x, y), ink)
    canvas.disc(x + 3, y - 98, 14, ink)
    for foot in (52, 84, 116):
        canvas.line([(x + 84, y - 74), (x + foot, y + 2)], ink, 5)
    canvas.line(_shape("36,-54 150,-124", x, y), ink, 17)
    canvas.line(_shape("8,-62 44,-60", x, y), ink, 9)


def _orchard(canvas: Canvas) -> None:
    canvas.gradient("#8cc3c7", "#d5e4c8", "#fbeec2", bottom=520)
    canvas.disc(1240, 190, 84, "#fffbe6")
    canvas.glow(1240, 190, 520, "#fffbe6", 0.85)
    canvas.ridge(330, 90, "#7fae9f", waves=3)
    canvas.ridge(410, 60, "#5f9684", waves=4)
    shades = ("#9dbb6a", "#8bab58", "#b6c46b", "#7d9c4d", "#a3b358", "#6f8d45")
    for index, shade in enumerate(shades):
        base = 430 + index * 62 + index * index * 13
        _terrace_of_trees(canvas, base, index, shade)
    canvas.line("318,1050 392,690", "#7a4f2e", 10)
    canvas.line("372,1056 424,694", "#7a4f2e", 10)
    for step in range(8):
        y = 1010 - step * 42
        canvas.line([(322 + step * 9, y), (374 + step * 6.6, y + 3)], "#7a4f2e", 8)
    for x in (560, 690):
        canvas.disc(x, 1036, 66, "#3f5a2f66", high=12)
        for index in range(6):
            canvas.disc(
                x - 42 + index * 17, 958 - index % 2 * 8, 17, ("#d9472f", "#e8703a")[index % 2]
            )
        canvas.polygon([(x - 62, 962), (x + 62, 962), (x + 48, 1036), (x - 48, 1036)], "#b98345")
        for y in (978, 1000, 1020):
            canvas.line(
                [(x - 58 + (y - 962) * 0.2, y), (x + 58 - (y - 962) * 0.2, y)], "#8f6032", 4
            )


def _terrace_of_trees(canvas: Canvas, base: float, index: int, shade: str) -> None:
    def edge(x: float) -> float:
        return base + 46 * math.sin(x / 420 + index * 1.1) + (x - 800) * 0.05

    size = 0.5 + index * 0.3
    line = [(x, edge(x)) for x in range(0, 1601, 20)]
    canvas.polygon([*line, (1600, 1067), (0, 1067)], shade)
    wall = [(x, y + 16 + index * 4) for x, y in reversed(line)]
    canvas.polygon([*line, *wall], "#e9d9b0")
    for x in range(canvas.random.randint(0, 30), 1600, 26 + index * 8):
        y = edge(x)
        canvas.line([(x, y + 3), (x - 3, y + 14 + index * 4)], "#bfa878", 2.5)
    x = canvas.random.uniform(0, 90 * size)
    while x < 1640:
        if not (index == 5 and 420 < x < 820):
            _apple_tree(canvas, x, edge(x) - 1, size)
        x += canvas.random.uniform(120, 165) * size


def _apple_tree(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.disc(x + 12 * size, y + 1, 46 * size, "#3f5a2f55", high=6 * size)
    canvas.polygon(_shape("-6,0 -3,-60 3,-60 6,0", x, y, size), "#5f4630")
    for dx, dy, radius, colour in (
        (0, -84, 44, "#3f6b45"),
        (-24, -68, 30, "#3f6b45"),
        (25, -70, 31, "#345c3d"),
        (-8, -96, 28, "#5a8a55"),
    ):
        canvas.disc(x + dx * size, y + dy * size, radius * size, colour)
    for _ in range(9):
        turn, reach = canvas.random.uniform(0, math.tau), canvas.random.uniform(8, 40)
        spot = (
            x + math.cos(turn) * reach * size,
            y - 80 * size + math.sin(turn) * reach * 0.8 * size,
        )
        canvas.disc(*spot, 4.6 * size, "#d9472f")


def _ferry(canvas: Canvas) -> None:
    canvas.gradient("#7fb6cf", "#b9dbe0", "#f4ead2", "#f9d9b8", bottom=610)
    canvas.glow(360, 470, 560, "#fff6e0", 0.8)
    canvas.disc(360, 430, 62, "#fffaf0")
    for x, y, half in ((1180, 150, 260), (760, 110, 190), (1420, 240, 170), (520, 240, 150)):
        canvas.disc(x, y, half, "#ffffff66", high=15)
        canvas.disc(x - 60, y - 18, half * 0.5, "#ffffff88", high=13)
    canvas.polygon(
        "900,612 1010,540 1130,500 1230,440 1330,470 1450,520 1600,560 1600,612", "#8fb4bb"
    )
    canvas.polygon("1120,612 1260,560 1400,548 1600,590 1600,612", "#6d9aa5")
    canvas.mirror(610, "#2f7c93", strength=0.45, ripple=12)
    canvas.glints(618, 1000, "#fff6e088", 120, 380)
    _smoke(canvas)
    _ferry_ship(canvas)
    for index, colour in enumerate(("#2f8299", "#246f88", "#1b5a74")):
        _swell(canvas, 862 + index * 66, 13, colour)
    for x, y, size in ((330, 320, 1.1), (440, 270, 0.8), (1380, 330, 0.9), (250, 220, 0.6)):
        _gull(canvas, x, y, size, "#35586b")


def _smoke(canvas: Canvas) -> None:
    for index in range(40):
        puff = 24 + index * 1.7
        x, y = 905 + index * 13, 376 - index * 3.2 + 6 * math.sin(index * 0.9)
        canvas.disc(x, y, puff, f"#fff6ea{44 - index:02x}", high=puff * 0.55)


def _ferry_ship(canvas: Canvas) -> None:
    canvas.polygon("250,742 1330,742 1296,900 340,900", "#14405a")
    canvas.polygon("250,742 1330,742 1326,762 262,762", "#f6f0e2")
    canvas.polygon("322,872 1302,872 1296,900 340,900", "#c8473c")
    canvas.polygon("330,742 360,640 1270,640 1290,742", "#fbf6ea")
    canvas.polygon("420,640 450,556 1120,556 1140,640", "#efe6d2")
    canvas.polygon("470,556 486,488 700,488 712,556", "#fbf6ea")
    canvas.box(360, 634, 1274, 644, "#14405a")
    canvas.box(440, 550, 1128, 558, "#14405a")
    canvas.box(474, 482, 716, 492, "#c8473c")
    for x in range(402, 1250, 52):
        canvas.disc(x, 694, 14, "#27627c")
        canvas.disc(x - 4, 690, 5, "#a9d3dc")
    for x in range(480, 1090, 62):
        canvas.box(x, 582, x + 42, 616, "#27627c")
        canvas.polygon([(x, 616), (x, 582), (x + 26, 582)], "#5f9cb0")
    for x in range(500, 690, 40):
        canvas.box(x, 506, x + 30, 532, "#27627c")
    canvas.polygon("830,556 846,410 946,410 940,556", "#c8473c")
    canvas.polygon("843,436 945,436 944,470 840,470", "#fbf6ea")
    canvas.box(840, 396, 952, 414, "#14405a")
    canvas.line("590,488 590,366", "#14405a", 6)
    canvas.polygon("590,370 652,386 590,404", "#f0b548")
    canvas.line("590,372 262,738", "#14405a88", 2)
    canvas.line("1160,640 1160,590 1262,590 1262,640", "#14405a", 4)
    for x in (1180, 1208, 1236):
        canvas.disc(x, 604, 9, "#7a4a3c")
        canvas.box(x - 10, 612, x + 10, 640, ("#f0b548", "#c8473c", "#27627c")[(x - 1180) // 28])


def _portrait(canvas: Canvas) -> None:
    canvas.gradient("#f3d9b0", "#eebf8e")
    canvas.disc(980, 470, 430, "#e8895c")
    canvas.disc(980, 470, 350, "#f0a56e")
    canvas.disc(980, 470, 268, "#f7c58d")
    for index, colour in enumerate(("#3f8a8c", "#2f7479", "#225e66")):
        _swell(canvas, 700 + index * 92, 22, colour)
    for x, y, size in ((260, 220, 1.2), (380, 300, 0.8), (1420, 190, 0.9)):
        _gull(canvas, x, y, size, "#8a4f3c")
    canvas.polygon(
        "420,1067 450,930 560,850 720,800 900,800 1050,860 1150,950 1180,1067", "#173a4a"
    )
    canvas.polygon("420,1067 450,930 560,850 700,805 640,1067", "#0f2c3a")
    canvas.polygon("700,660 880,700 900,812 800,880 700,812", "#9c5f43")
    canvas.polygon("690,790 800,884 912,790 950,850 830,1010 800,960 770,1010 650,850", "#e3b64c")
    canvas.polygon("690,790 800,884 770,1010 650,850", "#c99a38")
    _profile(canvas)
    canvas.disc(800, 1045, 11, "#e3b64c")


def _profile(canvas: Canvas) -> None:
    """A head in profile, looking to the right, with grey hair and a knitted cap."""
    face = (
        "700,380 900,360 952,420 958,470 1006,560 976,580 980,610 966,626 972,650 950,700 900,722 "
    )
    canvas.polygon(face + "840,716 790,760 700,740", "#b97654")
    canvas.polygon("700,480 800,500 830,620 808,732 760,740", "#a2634a")
    canvas.polygon(
        "640,420 860,400 850,480 800,520 806,600 770,640 760,720 690,760 640,700 612,560", "#d9d2c6"
    )
    canvas.polygon("640,420 720,410 690,560 690,760 640,700 612,560", "#bdb5a8")
    canvas.disc(800, 590, 25, "#b97654", high=36)
    canvas.disc(802, 592, 12, "#8f5440", high=20)
    canvas.polygon(_vault(782, 395, 188, 196), "#8c2f2b")
    canvas.polygon(_vault(742, 398, 146, 172), "#a63b33")
    canvas.polygon("584,362 976,342 986,420 592,448", "#6f2422")
    for x in range(600, 980, 26):
        canvas.line([(x, 366 - (x - 590) * 0.05), (x + 6, 444 - (x - 590) * 0.07)], "#8c2f2b", 7)
    canvas.line("890,476 938,466", "#e6dfd3", 11)
    canvas.disc(922, 504, 9, "#2b1a18", high=7)
    canvas.line("934,640 970,634", "#7c4436", 6)


def _rain_street(canvas: Canvas) -> None:
    canvas.gradient("#1b2a44", "#35506b", "#7f93a0", "#d8b98f", bottom=640)
    canvas.glow(820, 600, 380, "#ffdca0", 0.8)
    canvas.mirror(640, "#1b2a44", strength=0.45)
    sides = [
        (depth, side, canvas.random.random()) for depth in range(6, -1, -1) for side in (-1, 1)
    ]
    for depth, side, seed in sides:
        _street_side(canvas, depth, side, seed, upright=-0.8)
    canvas.ripple(640, 17)
    canvas.box(0, 640, 1600, 1067, "#16233a66")
    for depth, side, seed in sides:
        _street_side(canvas, depth, side, seed)
    for side in (-1, 1):
        canvas.polygon(
            [(820, 640), (820 + side * 540, 1067), (820 + side * 500, 1067)], "#0f1a2e88"
        )
    for x, y, size in ((500, 850, 1.2), (1180, 850, 1.2), (690, 722, 0.5), (950, 722, 0.5)):
        for reflected in (True, False):
            _street_lamp(canvas, x, y, size, reflected)
    for x, y, size, colour in (
        (690, 850, 1.0, "#c8473c"),
        (925, 790, 0.72, "#e3a53c"),
        (800, 700, 0.3, "#2f8299"),
        (1170, 950, 1.45, "#2f8299"),
    ):
        _umbrella(canvas, x, y, size, colour)
    for _ in range(330):
        x, y = canvas.random.uniform(-60, 1600), canvas.random.uniform(-40, 1040)
        length = canvas.random.uniform(20, 74)
        canvas.line(
            [(x, y), (x - length * 0.22, y + length)],
            "#dbe6ee3c",
            canvas.random.choice([1, 1.6, 2.2]),
        )
    for _ in range(70):
        x, y = canvas.random.uniform(0, 1600), canvas.random.uniform(760, 1060)
        canvas.disc(x, y, (y - 640) / 22, "#dbe6ee2e", high=(y - 640) / 90)


def _street_side(canvas: Canvas, depth: int, side: int, seed: float, *, upright: float = 1) -> None:
    """One house front in perspective; `side` is -1 on the left, 1 on the right."""
    near, far = 0.74**depth, 0.74 ** (depth + 1)
    walls = ("#16243c", "#1d3049", "#284059", "#355069", "#46627a", "#5d7888", "#74909c")
    choose = Random(seed)

    def place(along: float, height: float) -> Point:
        reach = near + (far - near) * along
        return 820 + side * 860 * reach, 640 + (190 - height * upright) * reach

    tall = 800 + choose.uniform(-70, 110)
    front = [place(0, 0), place(0, tall), place(0.5, tall + 90), place(1, tall), place(1, 0)]
    canvas.polygon(front, walls[depth])
    roof = [place(0, tall), place(0.5, tall + 90), place(1, tall)]
    canvas.polygon([*roof, place(1, tall - 14), place(0, tall - 14)], "#0f1a2e")
    for row in range(5):
        for column in range(3):
            lit = choose.random() < 0.52
            colour = choose.choice(["#ffcf7a", "#ffb861", "#ffe0a0"]) if lit else "#0f1a2e"
            left, low = 0.12 + column * 0.29, 190 + row * 118
            canvas.polygon(
                [
                    place(left, low),
                    place(left, low + 74),
                    place(left + 0.17, low + 74),
                    place(left + 0.17, low),
                ],
                colour,
            )
    shop = choose.choice(["#ffd98f", "#f6b76a", "#ffe6b0"])
    canvas.polygon([place(0.08, 0), place(0.08, 124), place(0.92, 124), place(0.92, 0)], shop)
    canvas.polygon(
        [place(0.04, 120), place(0.04, 152), place(0.96, 152), place(0.96, 120)],
        ("#8c2f2b", "#1f5a5f", "#6a4a2c")[depth % 3],
    )
    for post in (0.36, 0.64):
        canvas.line([place(post, 0), place(post, 122)], walls[0], 9 * near)


def _street_lamp(canvas: Canvas, x: float, y: float, size: float, reflected: bool) -> None:
    turn, ink = (-0.6, "#0f1a2e66") if reflected else (1, "#0f1a2e")
    canvas.line([(x, y), (x, y - 330 * size * turn)], ink, 8 * size)
    canvas.line(_shape("-12,0 12,0", x, y, size), ink, 12 * size)
    top = y - 345 * size * turn
    canvas.glow(x, top, 190 * size, "#ffdf9c", 0.3 if reflected else 0.85)
    if not reflected:
        canvas.disc(x, top, 21 * size, "#fff3cf")
        canvas.polygon(
            [
                (x - 26 * size, top - 14 * size),
                (x + 26 * size, top - 14 * size),
                (x, top - 40 * size),
            ],
            ink,
        )


def _umbrella(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    ink = "#0c1526"
    canvas.disc(x, y + 66 * size, 46 * size, f"{colour}44", high=70 * size)
    canvas.polygon(_shape("-15,0 -4,0 0,-56 6,0 17,-2 15,-78 -15,-78", x, y, size), ink)
    canvas.polygon(_shape("-28,-48 -20,-142 20,-142 28,-48", x, y, size), "#1a2740")
    canvas.disc(x, y - 158 * size, 18 * size, ink)
    canvas.line(_shape("22,-90 22,-240", x, y, size), ink, 4 * size)
    middle, brim = x + 12 * size, y - 168 * size
    dome = _vault(middle, brim, 104 * size, 80 * size)
    scallops = _shape("104,0 78,-14 52,0 26,-14 0,0 -26,-14 -52,0 -78,-14", middle, brim, size)
    canvas.polygon([*dome, *scallops], colour)
    canvas.polygon([*dome[16:], *scallops[:4]], "#0c152633")


SCENES: dict[str, Callable[[Canvas], None]] = {
    "harbour_dusk": _harbour_dusk,
    "market_hall": _market_hall,
    "lighthouse": _lighthouse,
    "tram_hill": _tram_hill,
    "concert_hall": _concert_hall,
    "pitch": _pitch,
    "observatory": _observatory,
    "orchard": _orchard,
    "ferry": _ferry,
    "portrait": _portrait,
    "rain_street": _rain_street,
}
