"""Scenes of the bay: a storm, the rowing race, a meadow under water, the quay of the island."""

import math

from articles.demo.pictures.canvas import Canvas, Point, gull, rectangle, shape, swell


def storm(canvas: Canvas) -> None:
    canvas.gradient("#1d2a33", "#38505a", "#6f8a86", "#b7b79a", bottom=700)
    canvas.glow(1180, 620, 620, "#f3e6b4", 0.5)
    for x, y, half, colour in (
        (200, 120, 520, "#16212a99"),
        (760, 70, 480, "#1d2a3399"),
        (1350, 130, 460, "#22323b99"),
        (520, 230, 420, "#2b3f4877"),
        (1120, 260, 360, "#34495188"),
    ):
        for step in range(6):
            canvas.disc(
                x + (step - 3) * half * 0.3, y + step % 3 * 26, half * 0.42, colour, high=78
            )
    canvas.box(0, 690, 1600, 1067, "#34525a")
    _far_town(canvas)
    swell(canvas, 700, 26, "#2f4b50")
    swell(canvas, 752, 30, "#263f46")
    _breaker(canvas)
    _sea_wall(canvas)
    for _ in range(420):
        x, y = canvas.random.uniform(-100, 1600), canvas.random.uniform(-40, 1067)
        length = canvas.random.uniform(26, 80)
        canvas.line([(x, y), (x + length, y + length * 0.34)], "#e8eee82c", 1.8)


def _far_town(canvas: Canvas) -> None:
    x = 930.0
    while x < 1600:
        wide = canvas.random.randint(38, 66)
        top = 560 - (x - 930) * 0.12 + canvas.random.randint(-26, 26)
        canvas.polygon([(x - 2, top), (x + wide / 2, top - 30), (x + wide + 2, top)], "#22323b")
        canvas.box(x, top, x + wide, 720, "#2b3f48")
        for row in range(int(top) + 14, 690, 32):
            for column in range(int(x) + 8, int(x + wide) - 10, 18):
                if canvas.random.random() < 0.4:
                    canvas.box(column, row, column + 8, row + 13, "#ffd27a")
        x += wide


def _breaker(canvas: Canvas) -> None:
    """A wave thrown up by the wall, drawn as falling fans of spray."""
    crest = [(-20, 1067), (-20, 640), (120, 560), (300, 520), (470, 560), (640, 700), (760, 860)]
    canvas.polygon([*crest, (760, 1067)], "#3d626a")
    canvas.polygon(
        [(-20, 760), (160, 640), (340, 610), (520, 700), (660, 850), (-20, 1000)], "#5b858a"
    )
    for _ in range(1500):
        turn = math.radians(canvas.random.gauss(-92, 26))
        reach = canvas.random.random() ** 0.7 * 560
        x = 560 + math.cos(turn) * reach * 0.9 + canvas.random.gauss(0, 40)
        y = 850 + math.sin(turn) * reach + canvas.random.gauss(0, 24)
        size = canvas.random.uniform(2, 20) * (1.15 - reach / 640)
        canvas.disc(
            x, y, max(1.5, size), canvas.random.choice(["#f4f3e644", "#dfe8e455", "#ffffff66"])
        )
    for _ in range(520):
        x = canvas.random.gauss(250, 190)
        y = 560 + abs(x - 300) * 0.22 + canvas.random.gauss(0, 20)
        canvas.disc(x, y, canvas.random.uniform(3, 15), "#f4f3e655")


def _sea_wall(canvas: Canvas) -> None:
    canvas.polygon("600,860 1600,760 1600,1067 520,1067", "#171f27")
    canvas.polygon("600,860 1600,760 1600,796 596,900", "#4a5560")
    for index in range(9):
        x = 640 + index * 118
        canvas.line([(x, 900 - index * 11.6), (x - 26, 1067)], "#0e141b", 4)
    for row in range(3):
        canvas.line([(566, 940 + row * 44), (1600, 838 + row * 58)], "#0e141b", 3)
    for x, y, size in ((930, 832, 1.0), (1250, 800, 0.86), (1520, 772, 0.76)):
        canvas.line([(x, y), (x + 12 * size, y - 260 * size)], "#10171e", 9 * size)
        canvas.glow(x + 14 * size, y - 272 * size, 170 * size, "#ffe3a0", 0.9)
        canvas.disc(x + 14 * size, y - 272 * size, 15 * size, "#fff3cf")


def regatta(canvas: Canvas) -> None:
    canvas.gradient("#9fd0e0", "#d6ebe6", "#fdf3da", bottom=424)
    canvas.glow(1220, 260, 520, "#fffbe6", 0.8)
    for x, y, half in ((260, 110, 210), (820, 160, 260), (1380, 90, 170)):
        canvas.disc(x, y, half, "#ffffff77", high=16)
        canvas.disc(x + 70, y - 18, half * 0.5, "#ffffff88", high=13)
    canvas.polygon("0,424 0,330 160,300 380,322 560,372 760,424", "#86b3a4")
    canvas.polygon("0,424 0,372 220,352 420,392 560,424", "#5f9684")
    canvas.polygon("1180,424 1330,388 1460,378 1600,352 1600,424", "#9cc3b6")
    canvas.gradient("#6fb7c4", "#2f8aa3", "#1c6482", top=422)
    canvas.glints(430, 1040, "#fffbe677", 210, 1180)
    for x, y, size in ((300, 470, 0.5), (940, 462, 0.42)):
        _sail(canvas, x, y, size)
    lanes = (
        (980, 540, 0.62, "#f4c14d", "#17353f"),
        (560, 640, 0.86, "#2f7a68", "#f7f3e0"),
        (1010, 770, 1.12, "#d63f33", "#fff6dd"),
        (470, 930, 1.42, "#1b4a7a", "#f4c14d"),
    )
    for x, y, size, hull, shirt in lanes:
        _gig(canvas, x, y, size, hull, shirt)
    for x, y, size in ((1430, 690, 0.8), (1530, 930, 1.3), (60, 760, 1.0)):
        canvas.disc(x, y + 4 * size, 50 * size, "#0f4a6455", high=9 * size)
        canvas.polygon(shape("-26,0 0,-84 26,0", x, y, size), "#e8703a")
        canvas.polygon(shape("-15,-36 -8,-58 8,-58 15,-36", x, y, size), "#fff6dd")
    for x, y, size in ((640, 230, 0.8), (720, 270, 0.6), (1080, 200, 0.7)):
        gull(canvas, x, y, size, "#4f7f8c")


def _sail(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.polygon(shape("-90,0 100,0 70,26 -70,26", x, y, size), "#17353f")
    canvas.polygon(shape("4,-14 4,-230 96,-14", x, y, size), "#fff8e6")
    canvas.polygon(shape("-6,-14 -6,-190 -74,-14", x, y, size), "#f3dcb8")


def _gig(canvas: Canvas, x: float, y: float, size: float, hull: str, shirt: str) -> None:
    """Six at the oars and one to steer, going to the right."""

    def part(written: str, colour: str, dx: float = 0) -> None:
        canvas.polygon(shape(written, x + dx * size, y, size), colour)

    canvas.disc(x, y + 22 * size, 330 * size, "#0f4a6455", high=13 * size)
    for index in range(6):
        seat = -190 + index * 66
        canvas.line(shape(f"{seat},-26 {seat - 70},42", x, y, size), "#f3dcb8", 5 * size)
        canvas.disc(x + (seat - 76) * size, y + 48 * size, 15 * size, "#f3dcb8", high=6 * size)
        canvas.disc(x + (seat - 76) * size, y + 52 * size, 30 * size, "#ffffff66", high=6 * size)
        part("-20,-18 -30,-74 -12,-92 6,-88 16,-18", shirt, seat)
        part("-12,-74 24,-52 44,-34 38,-26 -4,-46", "#b97a52", seat)
        canvas.disc(x + (seat - 12) * size, y - 106 * size, 14 * size, "#b97a52")
        canvas.disc(x + (seat - 15) * size, y - 112 * size, 14 * size, "#3a2620", high=9 * size)
    part("-16,-18 -14,-80 14,-80 20,-18", "#fff6dd", -262)
    canvas.disc(x - 262 * size, y - 94 * size, 14 * size, "#e0a97e")
    canvas.disc(x - 262 * size, y - 101 * size, 15 * size, hull, high=8 * size)
    part("-310,-34 330,-46 262,24 -262,24", hull)
    part("-310,-34 330,-46 322,-36 -304,-24", "#fff6dd")
    part("-284,8 276,8 262,24 -262,24", "#0f2c3a55")
    for index in range(6):
        canvas.disc(
            x + (270 + index * 16) * size,
            y + 26 * size,
            (22 - index * 3) * size,
            "#ffffff55",
            high=6 * size,
        )


def seagrass(canvas: Canvas) -> None:
    canvas.gradient("#d8f3e4", "#7fd0cb", "#2f98a8", "#155f7d", "#0c3c58")
    for left, wide, lean in (
        (120, 90, 260),
        (420, 150, 220),
        (760, 80, 160),
        (1040, 190, 90),
        (1370, 100, 20),
    ):
        canvas.polygon(
            [(left, 0), (left + wide, 0), (left + wide * 2.2 + lean, 1067), (left + lean, 1067)],
            "#f4fff016",
        )
    canvas.glow(620, -40, 620, "#ffffff", 0.7)
    _boat_from_below(canvas, 1180, 70)
    for x, y, size in (
        (330, 300, 0.9),
        (430, 360, 0.7),
        (250, 390, 0.75),
        (520, 300, 0.6),
        (380, 440, 0.85),
        (600, 390, 0.65),
        (470, 250, 0.55),
        (690, 330, 0.5),
    ):
        _fish(canvas, x, y, size, "#f4f0d0", "#cfd9b4")
    canvas.ridge(930, 40, "#0f4a5c", waves=3)
    _meadow(canvas, 930, 250, 120, "#1d6b62", 9)
    _diver(canvas, 980, 520)
    _meadow(canvas, 990, 330, 110, "#2f8a58", 12)
    _fish(canvas, 1320, 730, 1.2, "#f2a65a", "#e07a3f")
    _fish(canvas, 1210, 800, 0.9, "#f2a65a", "#e07a3f")
    _meadow(canvas, 1090, 420, 90, "#5fae4e", 16)
    for _ in range(60):
        x, y = canvas.random.gauss(905, 40), canvas.random.uniform(20, 420)
        canvas.disc(x + (y - 420) * 0.05, y, canvas.random.uniform(3, 11), "#f4fff066")


def _meadow(canvas: Canvas, foot: float, tall: float, count: int, colour: str, half: float) -> None:
    """Blades that lean with the current, each a little differently."""
    for index in range(count):
        x = (index + canvas.random.random()) * 1700 / count - 50
        high = tall * canvas.random.uniform(0.5, 1.05)
        lean = canvas.random.uniform(0.12, 0.42) * high
        spine = [(step / 8, math.sin(step / 8 * 2.4 + x / 190) * 16) for step in range(9)]
        left: list[Point] = []
        right: list[Point] = []
        for part, sway in spine:
            at = x + lean * part * part + sway * part, foot - high * part
            left.append((at[0] - half * (1 - part * 0.85), at[1]))
            right.append((at[0] + half * (1 - part * 0.85), at[1]))
        shade = colour if index % 3 else f"{colour}bb"
        canvas.polygon([*left, *reversed(right)], shade)


def _fish(canvas: Canvas, x: float, y: float, size: float, back: str, belly: str) -> None:
    canvas.polygon(shape("-52,0 -86,-24 -78,0 -86,24", x, y, size), belly)
    canvas.disc(x, y, 60 * size, back, high=23 * size)
    canvas.polygon(shape("-56,2 0,20 58,2 30,22 0,24 -34,18", x, y, size), belly)
    canvas.polygon(shape("-14,-20 10,-42 22,-18", x, y, size), belly)
    canvas.disc(x + 38 * size, y - 5 * size, 5 * size, "#12313c")


def _diver(canvas: Canvas, x: float, y: float) -> None:
    ink, trim = "#0b2434", "#f2a65a"
    canvas.polygon(shape("-230,-54 -176,-34 -110,-22 -110,-2 -178,-10 -240,-18", x, y), ink)
    canvas.polygon(shape("-300,-92 -226,-56 -232,-22 -318,-44", x, y), trim)
    canvas.polygon(shape("-220,26 -160,10 -104,-6 -104,16 -164,34 -216,46", x, y), ink)
    canvas.polygon(shape("-300,20 -214,26 -212,48 -302,66", x, y), trim)
    canvas.polygon(shape("-120,-30 40,-34 84,-16 74,14 -112,22", x, y), ink)
    canvas.polygon(shape("-84,-60 30,-64 44,-40 -80,-34", x, y), trim)
    canvas.polygon(shape("36,-4 92,50 150,66 146,82 84,70 18,16", x, y), ink)
    canvas.box(x + 138, y + 52, x + 214, y + 100, "#f6ead0")
    canvas.line([(x + 150, y + 66), (x + 200, y + 66)], ink, 4)
    canvas.line([(x + 150, y + 80), (x + 190, y + 80)], ink, 4)
    canvas.disc(x + 104, y - 22, 34, ink)
    canvas.disc(x + 122, y - 18, 19, "#c9eef0", high=15)


def _boat_from_below(canvas: Canvas, x: float, y: float) -> None:
    canvas.disc(x, y, 210, "#0f4a5c99", high=34)
    canvas.disc(x, y + 6, 150, "#0c3c58", high=26)
    canvas.line([(x + 120, y + 20), (x + 150, y + 420), (x + 120, y + 700)], "#0c3c5888", 4)


def island_quay(canvas: Canvas) -> None:
    canvas.gradient("#86b9d6", "#c7dfe0", "#fbe3c8", "#f9c9a4", bottom=612)
    canvas.glow(430, 420, 560, "#fff6e0", 0.85)
    canvas.disc(430, 400, 66, "#fffaf0")
    for x, y, half in ((1150, 120, 230), (760, 190, 260), (1450, 230, 150)):
        canvas.disc(x, y, half, "#fff6ea88", high=13)
    canvas.polygon("520,600 700,470 930,380 1180,300 1400,270 1600,300 1600,600", "#7fa58a")
    canvas.polygon("700,600 900,500 1120,440 1380,400 1600,420 1600,600", "#5f8a72")
    walls = ("#f6efe0", "#e8836b", "#f4c26b", "#8fb8c0", "#f6efe0", "#c9636a", "#b9cf9a")
    for row, (start, ground, count) in enumerate(((900, 486, 6), (780, 556, 8), (660, 606, 10))):
        x = float(start)
        for index in range(count):
            wide = canvas.random.randint(70, 98)
            tall = canvas.random.randint(74, 118)
            _cottage(canvas, x, ground, wide, tall, walls[(index * 3 + row) % len(walls)])
            x += wide + canvas.random.randint(4, 26)
    canvas.box(560, 590, 1600, 612, "#6a5a58")
    canvas.mirror(610, "#3f7f96", strength=0.3, ripple=13)
    canvas.glints(618, 1020, "#fff6e099", 130, 430)
    _small_ferry(canvas, 330, 640)
    canvas.polygon("1040,1067 1150,640 1230,640 1500,1067", "#8a6a52")
    for index in range(11):
        y = 652 + index * index * 4.1
        canvas.line([(1150 - (y - 640) * 0.26, y), (1230 + (y - 640) * 0.63, y)], "#6a4f3e", 4)
    for x, y, size in ((700, 760, 0.8), (900, 880, 1.2), (480, 930, 1.3)):
        _skiff(canvas, x, y, size)
    for x, y, size in ((620, 260, 0.9), (540, 310, 0.7), (880, 240, 0.6)):
        gull(canvas, x, y, size, "#4f6f80")


def _cottage(canvas: Canvas, x: float, ground: float, wide: float, tall: float, wall: str) -> None:
    roof = ground - tall
    canvas.box(x, roof, x + wide, ground, wall)
    canvas.box(x + wide * 0.7, roof, x + wide, ground, "#5a3f4a1e")
    canvas.polygon([(x - 7, roof), (x + wide / 2, roof - 44), (x + wide + 7, roof)], "#a2503f")
    canvas.box(x + wide * 0.68, roof - 50, x + wide * 0.82, roof - 12, "#8a4436")
    for left in (x + wide * 0.16, x + wide * 0.6):
        canvas.box(left - 3, roof + 17, left + 21, roof + 45, "#fff8ea")
        canvas.box(left, roof + 20, left + 18, roof + 42, "#3f5f73")
    canvas.box(x + wide * 0.4, ground - 34, x + wide * 0.4 + 18, ground, "#2f5a5f")


def _small_ferry(canvas: Canvas, x: float, y: float) -> None:
    canvas.disc(x, y + 6, 190, "#2c6a7f77", high=10)
    canvas.polygon(shape("-180,-40 180,-40 160,4 -150,4", x, y), "#14405a")
    canvas.polygon(shape("-140,-40 -126,-78 140,-78 146,-40", x, y), "#fbf6ea")
    canvas.polygon(shape("-90,-78 -80,-106 40,-106 46,-78", x, y), "#efe6d2")
    canvas.polygon(shape("60,-78 66,-126 104,-126 104,-78", x, y), "#c8473c")
    for left in range(-116, 130, 26):
        canvas.box(x + left, y - 68, x + left + 15, y - 54, "#27627c")


def _skiff(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.disc(x, y + 6 * size, 108 * size, "#1f4f6455", high=10 * size)
    canvas.polygon(shape("-104,-30 112,-38 78,6 -76,6", x, y, size), "#fbf6ea")
    canvas.polygon(shape("-104,-30 112,-38 106,-28 -100,-20", x, y, size), "#c8473c")
    canvas.polygon(
        [(px, py) for px, py in shape("-80,-24 90,-30 70,-20 -66,-16", x, y, size)], "#7a5a46"
    )
    canvas.polygon(
        [(x + px * size, y + py * size) for px, py in rectangle(-20, -30, 10, -18)], "#b98a62"
    )
