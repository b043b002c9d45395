"""Scenes of crafts: a carpet on its loom, loaves from the oven."""

import math

from articles.demo.pictures.canvas import Canvas, shape, vault

_CELL = 20
_WOOL = ("#a32d2a", "#1f4e79", "#d99a2b", "#2f6b4f", "#f2e6cf")


def loom(canvas: Canvas) -> None:
    canvas.gradient("#d9c4a4", "#c2a67e", "#a4845c")
    canvas.glow(300, 160, 700, "#fff6dd", 0.7)
    canvas.box(270, 60, 1330, 940, "#efe3cc")
    for x in range(278, 1330, 10):
        canvas.line([(x, 60), (x, 940)], "#bfa57c", 2)
    _carpet(canvas, 290, 440, 1310, 940)
    for _ in range(70):
        x = canvas.random.uniform(296, 1304)
        canvas.line(
            [(x, 442), (x + canvas.random.uniform(-8, 8), 426)], canvas.random.choice(_WOOL), 5
        )
    canvas.box(200, 300, 1400, 326, "#8a5a36")
    for left, right in ((190, 270), (1330, 1410)):
        canvas.box(left, 0, right, 1067, "#6a4025")
        canvas.box(left, 0, left + 22, 1067, "#8a5a36")
    canvas.box(150, 36, 1450, 96, "#7a4a2c")
    canvas.box(150, 36, 1450, 54, "#9b683f")
    canvas.box(150, 930, 1450, 1000, "#7a4a2c")
    canvas.box(150, 930, 1450, 948, "#9b683f")
    for index, colour in enumerate((*_WOOL, *_WOOL)):
        _skein(canvas, 330 + index * 94, 96, colour)
    for x, y, radius, colour in (
        (90, 960, 84, "#a32d2a"),
        (210, 1010, 60, "#1f4e79"),
        (1480, 970, 92, "#d99a2b"),
        (1360, 1022, 56, "#2f6b4f"),
    ):
        _ball(canvas, x, y, radius, colour)


def _carpet(canvas: Canvas, left: int, top: int, right: int, bottom: int) -> None:
    """Knots of one colour each: a border, a field, and three stepped medallions."""
    columns, rows = (right - left) // _CELL, (bottom - top) // _CELL
    for row in range(rows):
        for column in range(columns):
            colour = _knot(column, row, columns, rows)
            x, y = left + column * _CELL, top + row * _CELL
            canvas.box(x, y, x + _CELL, y + _CELL, colour)
            canvas.line([(x, y + _CELL - 1), (x + _CELL, y + _CELL - 1)], "#00000018", 2)
            canvas.line([(x + 1, y), (x + 1, y + _CELL)], "#ffffff14", 2)


def _knot(column: int, row: int, columns: int, rows: int) -> str:
    red, blue, gold, green, cream = _WOOL
    from_side = min(column, columns - 1 - column)
    if from_side < 5:
        if from_side in (0, 4):
            return blue
        return gold if (row + from_side) % 4 == 0 else cream if (row + from_side) % 4 == 2 else red
    third = (columns - 10) / 3
    across = abs((column - 5) % third - third / 2 + 0.5)
    away = int(across) + abs(row - rows // 2)
    rings = (gold, red, cream, blue, blue, gold, green, green, cream)
    if away < len(rings):
        return rings[away]
    if int(across) == 6 and row % 4 == 1:
        return gold
    return "#8c2422" if (column + row) % 7 else red


def _skein(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.disc(x, y + 92, 34, colour, high=100)
    canvas.disc(x, y + 88, 12, "#00000022", high=72)
    for dx in (-22, -10, 10, 22):
        canvas.line([(x + dx * 0.4, y), (x + dx, y + 92), (x + dx * 0.4, y + 184)], "#ffffff2e", 3)
    canvas.box(x - 20, y + 34, x + 20, y + 46, "#6a4025")


def _ball(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    canvas.disc(x + 10, y + radius * 0.92, radius * 1.1, "#5c3d2466", high=radius * 0.2)
    canvas.disc(x, y, radius, colour)
    for index in range(-3, 4):
        bend = index / 3.6
        arc = [
            (
                x + math.sin(turn / 12 * math.pi - math.pi / 2) * radius * 0.9,
                y + bend * radius * 0.9 * math.cos(turn / 12 * math.pi - math.pi / 2),
            )
            for turn in range(13)
        ]
        canvas.line(arc, "#ffffff33", 3)


def bread(canvas: Canvas) -> None:
    canvas.gradient("#4a2a22", "#6d3d2a", "#8a5234")
    for row in range(14):
        for column in range(-1, 15):
            x, y = column * 122 + row % 2 * 61, row * 52
            canvas.box(
                x + 3,
                y + 3,
                x + 119,
                y + 49,
                canvas.random.choice(["#7a452f", "#84492f", "#704029"]),
            )
    canvas.polygon([*vault(1120, 560, 400, 400), (1520, 720), (720, 720)], "#3a1f18")
    canvas.polygon([*vault(1120, 560, 330, 330), (1450, 720), (790, 720)], "#170b0a")
    canvas.glow(1120, 620, 420, "#ff9a3c", 1)
    canvas.glow(1120, 660, 260, "#ffd98f", 1)
    for x, size in ((940, 0.62), (1110, 0.7), (1290, 0.6)):
        _loaf(canvas, x, 690, size, "#c9772f", "#e8a350")
    canvas.box(180, 250, 640, 276, "#5c3420")
    canvas.box(180, 470, 640, 496, "#5c3420")
    for y in (248, 468):
        for x in (260, 410, 560):
            _loaf(canvas, x, y - 8, 0.42, "#b5672c", "#dc9a4c")
    canvas.gradient("#c99a68", "#9b6a40", top=760)
    canvas.box(0, 752, 1600, 776, "#e2bd8c")
    for _ in range(240):
        x, y = canvas.random.gauss(760, 420), canvas.random.uniform(800, 1050)
        canvas.disc(
            x, y, canvas.random.uniform(4, 34), "#fff6e41c", high=canvas.random.uniform(2, 9)
        )
    _loaf(canvas, 470, 980, 1.75, "#b5622a", "#e09a4a")
    _loaf(canvas, 1010, 900, 1.15, "#c2722f", "#e8a958")
    _knife(canvas, 1130, 1000)


def _loaf(canvas: Canvas, x: float, y: float, size: float, crust: str, light: str) -> None:
    canvas.disc(x + 8 * size, y, 172 * size, "#3a1f1866", high=18 * size)
    canvas.polygon(
        [(x + px, y + py) for px, py in vault(0, -18 * size, 166 * size, 118 * size)], crust
    )
    canvas.disc(x, y - 22 * size, 166 * size, crust, high=24 * size)
    canvas.polygon(
        [(x + px, y + py) for px, py in vault(-16 * size, -40 * size, 132 * size, 84 * size)], light
    )
    for index in range(-2, 3):
        at = x + index * 56 * size
        high = (118 - abs(index) * 18) * size
        cut = [
            (at - 26 * size, y - high * 0.52),
            (at - 8 * size, y - high * 0.98),
            (at + 24 * size, y - high * 1.0),
            (at + 2 * size, y - high * 0.5),
        ]
        canvas.polygon(cut, "#f6dfae")
        canvas.line([cut[0], cut[1]], "#8a4a20", 4 * size)


def _knife(canvas: Canvas, x: float, y: float) -> None:
    canvas.polygon(shape("0,0 300,-34 330,-20 300,-4 0,26", x, y), "#dfe3e2")
    canvas.polygon(shape("0,26 300,-4 296,4 0,34", x, y), "#8f9a9c")
    canvas.polygon(shape("0,-4 -160,16 -166,40 -150,52 0,38", x, y), "#3a1f18")
    for dx in (-50, -110):
        canvas.disc(x + dx, y + 22, 7, "#e3b64c")
