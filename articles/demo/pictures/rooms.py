"""Scenes under a roof: the puppet stage, the tea house."""

import math

from articles.demo.pictures.canvas import Canvas, Point, shape, stars, swell, vault


def puppet_stage(canvas: Canvas) -> None:
    canvas.gradient("#141a44", "#243a78", "#4d6fae", bottom=760)
    stars(canvas, 90, 520)
    canvas.glow(860, 330, 480, "#fff0bf", 0.75)
    _paper_moon(canvas, 860, 320, 190)
    for index, (y, colour) in enumerate(((650, "#2f6f9a"), (710, "#25597f"), (770, "#1b4566"))):
        swell(canvas, y, 20, colour)
        if index == 0:
            _fisher(canvas, 560, 660)
    canvas.gradient("#8a5a36", "#5c3820", top=830)
    for x in range(0, 1700, 118):
        canvas.line([(800 + (x - 800) * 0.86, 832), (x, 960)], "#4a2c1a", 3)
    for side in (-1, 1):
        _curtain(canvas, side)
    canvas.polygon("0,0 1600,0 1600,120 0,120", "#7a1f24")
    for index in range(10):
        x = 80 + index * 160
        canvas.polygon(vault(x, 118, 82, -76), "#8c2a2b" if index % 2 else "#7a1f24")
        canvas.line(vault(x, 118, 82, -76), "#e3b64c", 7)
    canvas.box(0, 950, 1600, 968, "#e3b64c")
    for y, size, colour in ((1005, 46, "#1d1024"), (1070, 60, "#120a18")):
        x = canvas.random.uniform(-20, 20)
        while x < 1640:
            canvas.disc(x, y, size * 0.6, colour, high=size * 0.7)
            canvas.disc(x, y + size * 1.5, size * 1.15, colour, high=size)
            x += size * canvas.random.uniform(2.1, 2.9)


def _paper_moon(canvas: Canvas, x: float, y: float, radius: float) -> None:
    canvas.disc(x, y, radius, "#f7e3a6")
    canvas.disc(x - 14, y - 12, radius * 0.9, "#fdf1c9")
    for turn in range(0, 180, 30):
        reach = math.cos(math.radians(turn)) * radius
        canvas.line(
            [(x + reach, y - math.sin(math.radians(turn)) * radius), (x + reach * 0.2, y)],
            "#e6c87f55",
            3,
        )
    for side in (-1, 1):
        canvas.line(vault(x + side * 66, y - 26, 30, 18), "#6a4a2c", 7)
        canvas.disc(x + side * 98, y + 34, 28, "#f0a98a88")
    canvas.line(vault(x, y + 54, 54, -30), "#6a4a2c", 7)
    canvas.polygon(shape("-8,-6 10,-2 0,30", x, y), "#e6c87f")
    for side in (-0.7, 0.7):
        canvas.line([(x + side * radius, y - radius * 0.7), (x + side * radius, 0)], "#fff8e066", 2)


def _fisher(canvas: Canvas, x: float, y: float) -> None:
    canvas.polygon(shape("-150,-24 170,-40 120,44 -110,44", x, y), "#a8502f")
    canvas.polygon(shape("-150,-24 170,-40 164,-26 -144,-10", x, y), "#e3a85c")
    canvas.polygon(shape("-50,-18 -42,-130 42,-130 54,-18", x, y), "#2f8a7a")
    canvas.polygon(shape("-42,-126 -112,-82 -100,-62 -36,-92", x, y), "#267264")
    canvas.polygon(shape("40,-126 116,-150 120,-128 44,-96", x, y), "#267264")
    for dx, dy in ((-104, -70), (118, -140)):
        canvas.disc(x + dx, y + dy, 15, "#d9a06c")
    canvas.line(shape("112,-140 300,-260", x, y), "#5c3820", 7)
    canvas.line(shape("300,-260 300,-60", x, y), "#fff8e0aa", 2)
    canvas.disc(x, y - 172, 46, "#d9a06c", high=50)
    canvas.polygon(shape("-44,-160 44,-160 30,-104 0,-92 -30,-104", x, y), "#f2ead8")
    canvas.polygon(shape("-64,-196 64,-196 40,-208 30,-246 -30,-246 -40,-208", x, y), "#e3b64c")
    for dx in (-16, 18):
        canvas.disc(x + dx, y - 178, 5, "#2a1a18")
    canvas.disc(x + 2, y - 162, 9, "#c07a4f")
    for dx, dy in ((-104, -84), (118, -154), (0, -246)):
        canvas.line([(x + dx, y + dy), (x + dx * 0.5, 0)], "#fff8e055", 2)


def _curtain(canvas: Canvas, side: int) -> None:
    folds = ("#8c2a2b", "#a63b36", "#741d22", "#b5463e", "#8c2a2b", "#681a20", "#9a322f")
    edge = 0 if side < 0 else 1600
    for index, colour in enumerate(reversed(folds)):
        wide = (7 - index) * 52
        canvas.polygon(
            [
                (edge, 0),
                (edge - side * wide, 0),
                (edge - side * wide * 0.98, 420),
                (edge - side * wide * 0.66, 640),
                (edge - side * wide * 0.82, 900),
                (edge, 900),
            ],
            colour,
        )
    canvas.polygon(
        [(edge, 606), (edge - side * 262, 622), (edge - side * 256, 664), (edge, 650)], "#e3b64c"
    )


def tea_house(canvas: Canvas) -> None:
    canvas.gradient("#5c2f2a", "#7a3f32", "#8f5238")
    canvas.box(180, 70, 1420, 640, "#3a1f1c")
    canvas.box(206, 96, 1394, 614, "#bfe0e0")
    _view(canvas)
    for x in (206, 592, 984, 1372):
        canvas.box(x, 96, x + 22, 614, "#3a1f1c")
    canvas.box(206, 250, 1394, 266, "#3a1f1c")
    for left in range(228, 1380, 58):
        colours = ("#d9472f", "#f0b548", "#2f8299")
        canvas.polygon(
            [(left, 96), (left + 58, 96), (left + 29, 168)], f"{colours[left // 58 % 3]}cc"
        )
    canvas.gradient("#a9683f", "#7d4529", top=720)
    canvas.polygon("0,720 1600,720 1600,744 0,744", "#c98a58")
    for y in (800, 880, 980):
        canvas.line([(0, y), (1600, y + 10)], "#6a38205a", 4)
    _teapot(canvas, 1130, 800)
    for x, y, size in ((520, 900, 1.25), (800, 840, 0.95)):
        _pear_glass(canvas, x, y, size)
    _sugar(canvas, 260, 930)
    _lemon(canvas, 1010, 968)
    canvas.glow(420, 430, 620, "#fff3d0", 0.42)


def _view(canvas: Canvas) -> None:
    canvas.gradient("#cfe6e6", "#f7ead0", top=96, bottom=430)
    canvas.gradient("#6fb0c0", "#3f8aa3", top=430, bottom=614)
    canvas.polygon("206,430 420,392 640,404 860,430", "#8fb4ae")
    canvas.glints(440, 600, "#fff6e0aa", 46, 560)
    for x, y, size in ((720, 470, 0.6), (1130, 500, 0.95), (400, 520, 0.8)):
        canvas.polygon(shape("-90,-20 96,-26 70,12 -70,12", x, y, size), "#fbf6ea")
        canvas.polygon(shape("-84,2 82,2 70,12 -70,12", x, y, size), "#c8473c")
        canvas.line(shape("0,-22 0,-150", x, y, size), "#3a1f1c", 5 * size)
        canvas.polygon(shape("6,-144 6,-40 66,-40", x, y, size), "#f6ead0")
    # What hangs over the frame below is the wall again.
    canvas.box(0, 614, 1600, 720, "#6d3a2f")
    canvas.box(0, 70, 206, 640, "#66362d")
    canvas.box(1394, 70, 1600, 640, "#66362d")


def _pear_glass(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A glass shaped like a pear, as tea is drunk from, on its saucer, with steam."""
    canvas.disc(x + 16 * size, y + 34 * size, 150 * size, "#5c30207a", high=26 * size)
    canvas.disc(x, y + 22 * size, 138 * size, "#fbf6ea", high=28 * size)
    canvas.disc(x, y + 18 * size, 104 * size, "#c8473c", high=19 * size)
    canvas.disc(x, y + 16 * size, 92 * size, "#f6ead0", high=16 * size)
    profile = (
        (-210, 66),
        (-180, 60),
        (-140, 46),
        (-112, 40),
        (-82, 50),
        (-46, 66),
        (-10, 62),
        (12, 44),
    )
    whole = [(-half, dy) for dy, half in profile] + [(half, dy) for dy, half in reversed(profile)]
    tea = [point for point in whole if point[1] >= -180]

    def put(points: list[Point]) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in points]

    canvas.polygon(put(whole), "#ffffff55")
    canvas.polygon(put(tea), "#b5421c")
    canvas.polygon(put([(px * 0.5 - 12, py) for px, py in tea if px < 10]), "#e8833a88")
    canvas.disc(x, y - 180 * size, 60 * size, "#d9692c", high=12 * size)
    canvas.line(put(vault(0, -210, 66, 12)), "#ffffffbb", 3 * size)
    canvas.line(put(vault(0, -210, 66, -12)), "#ffffffbb", 3 * size)
    canvas.line(put([(-54, -176), (-38, -120), (-44, -84), (-56, -40)]), "#ffffff99", 6 * size)
    for index in range(26):
        rise, sway = index * 9, math.sin(index * 0.42) * (6 + index * 0.9)
        canvas.disc(
            x + sway * size,
            y - (220 + rise) * size,
            (16 + index * 0.9) * size,
            f"#fff8ea{30 - index:02x}",
        )


def _teapot(canvas: Canvas, x: float, y: float) -> None:
    canvas.disc(x + 20, y + 96, 230, "#5c30207a", high=30)
    canvas.polygon(shape("150,-20 250,-96 292,-100 284,-76 240,-50 176,60", x, y), "#235f73")
    canvas.line(
        [(x - 150 - 96 * math.sin(t / 12 * math.pi), y - 64 + t * 9) for t in range(13)],
        "#235f73",
        26,
    )
    canvas.disc(x, y, 182, "#2f8299", high=112)
    canvas.disc(x - 40, y - 26, 110, "#4f9fb2", high=58)
    canvas.disc(x, y - 98, 92, "#235f73", high=26)
    canvas.disc(x, y - 106, 84, "#2f8299", high=24)
    canvas.disc(x, y - 140, 20, "#f0b548")
    for index in range(9):
        at = x - 136 + index * 34
        canvas.polygon(shape("0,-18 13,0 0,18 -13,0", at, y + 22), "#f6ead0")
        canvas.disc(at, y + 22, 5, "#c8473c")


def _sugar(canvas: Canvas, x: float, y: float) -> None:
    canvas.disc(x + 8, y + 30, 122, "#5c30207a", high=22)
    canvas.polygon(shape("-110,-30 110,-30 70,34 -70,34", x, y), "#e3b64c")
    canvas.disc(x, y - 30, 110, "#f6d98a", high=22)
    for dx, dy in ((-50, -52), (0, -60), (48, -50), (-24, -86), (24, -88), (70, -36), (-72, -36)):
        canvas.polygon(
            shape("-24,0 -24,-30 0,-42 26,-32 26,0 0,12", x + dx, y + dy + 16), "#fffaf0"
        )
        canvas.polygon(shape("0,-18 26,-32 26,0 0,12", x + dx, y + dy + 16), "#e6dccb")


def _lemon(canvas: Canvas, x: float, y: float) -> None:
    for dx, dy, size in ((-54, 6, 1.0), (50, 14, 0.9)):
        canvas.disc(x + dx, y + dy, 62 * size, "#e0a92c", high=30 * size)
        canvas.disc(x + dx, y + dy - 5, 56 * size, "#fff3b8", high=26 * size)
        canvas.disc(x + dx, y + dy - 5, 48 * size, "#f7d34a", high=22 * size)
        for turn in range(0, 180, 36):
            across, down = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            canvas.line(
                [
                    (x + dx - across * 46 * size, y + dy - 5 - down * 20 * size),
                    (x + dx + across * 46 * size, y + dy - 5 + down * 20 * size),
                ],
                "#fff3b8",
                4,
            )


def nard(canvas: Canvas) -> None:
    """A board for nard, seen from above: twelve points on either side of the bar."""
    canvas.gradient("#2f6b62", "#24554f", "#1a423f")
    for x in range(-100, 1700, 80):
        canvas.line([(x, 0), (x - 260, 1067)], "#ffffff0a", 14)
    canvas.box(160, 96, 1464, 1010, "#0d262466")
    canvas.box(140, 70, 1440, 980, "#5c2f1c")
    canvas.box(152, 82, 1428, 968, "#7d4529")
    for left in (190, 816):
        canvas.box(left, 116, left + 574, 934, "#e9cf9f")
        canvas.box(left, 116, left + 574, 126, "#3a1f1455")
        canvas.box(left, 116, left + 8, 934, "#3a1f1455")
        for index in range(6):
            at, wide = left + 8 + index * 94, 88
            for base, tip, odd in ((124, 466, 0), (930, 584, 1)):
                colour = "#8c2f2b" if index % 2 == odd else "#235f73"
                canvas.polygon([(at, base), (at + wide, base), (at + wide / 2, tip)], colour)
        _rosette(canvas, left + 287, 525)
    light, dark = "#f6ead0", "#2b1a16"
    for left, index, count, colour, top in (
        (190, 0, 5, dark, True), (190, 4, 3, light, True), (816, 0, 4, light, True),
        (816, 5, 2, dark, True), (190, 0, 4, light, False), (190, 3, 2, dark, False),
        (816, 1, 3, dark, False), (816, 5, 5, light, False),
    ):  # fmt: skip
        for place in range(count):
            y = 168 + place * 70 if top else 886 - place * 70
            _checker(canvas, left + 52 + index * 94, y, colour)
    _die(canvas, 1010, 540, 17)
    _die(canvas, 1170, 500, -24)


def _rosette(canvas: Canvas, x: float, y: float) -> None:
    for turn in range(8):
        petal = shape("0,0 13,-24 0,-52 -13,-24", x, y, turn=turn * 45)
        canvas.polygon(petal, "#b5622a" if turn % 2 else "#8c2f2b")
    canvas.disc(x, y, 9, "#f0b548")


def _checker(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.disc(x + 5, y + 7, 34, "#3a1f1466")
    canvas.disc(x, y, 34, colour)
    canvas.disc(x, y, 24, "#b98a6255")
    canvas.disc(x, y, 19, colour)


def _die(canvas: Canvas, x: float, y: float, turn: float) -> None:
    """A six, as both fell in the last throw."""
    canvas.polygon(shape("-40,-40 40,-40 40,40 -40,40", x + 9, y + 12, turn=turn), "#3a1f1477")
    canvas.polygon(shape("-40,-40 40,-40 40,40 -40,40", x, y, turn=turn), "#fffaf0")
    for spot in shape("-20,-22 -20,0 -20,22 20,-22 20,0 20,22", x, y, turn=turn):
        canvas.disc(*spot, 8, "#8c2f2b")
