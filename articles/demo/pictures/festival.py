"""The scene of Lantern Night: the procession along the quay, in the dark hour."""

import math

from articles.demo.pictures.canvas import Canvas, Point, shape, stars

_PAPER = ("#ffcf7a", "#ff9d5c", "#f7e3a6", "#f2766b", "#8fd0c4", "#ffb861")


def lantern_night(canvas: Canvas) -> None:
    canvas.gradient("#070b22", "#141a44", "#2b2f5b", "#4a3a6e", bottom=640)
    stars(canvas, 260, 420)
    _roofs(canvas)
    for x, y in ((1180, 170), (1290, 260), (1060, 250), (1400, 150), (1480, 300), (960, 120)):
        _lantern(canvas, x, y, 0.5, _PAPER[x % 6], pole=0)
    _heron(canvas, 620, 430)
    x = 40.0
    while x < 1600:
        if not 430 < x < 720:
            high = canvas.random.uniform(430, 520)
            _lantern(canvas, x, high, 0.66, canvas.random.choice(_PAPER), pole=620 - high)
        _walker(canvas, x + 14, 640, canvas.random.uniform(0.8, 1.05))
        x += canvas.random.uniform(44, 70)
    canvas.box(0, 640, 1600, 700, "#120f2a")
    canvas.box(0, 640, 1600, 648, "#3d3163")
    canvas.mirror(700, "#070b22", strength=0.42, ripple=16)
    for x, y, size in ((250, 850, 1.0), (1240, 810, 0.8), (860, 960, 1.35)):
        _boat(canvas, x, y, size)
    for _ in range(26):
        x, y = canvas.random.uniform(40, 1560), canvas.random.uniform(740, 1040)
        size = (y - 600) / 300
        canvas.glow(x, y, 46 * size, "#ffcf7a", 0.8)
        canvas.disc(x, y, 9 * size, "#fff0bf", high=6 * size)


def _roofs(canvas: Canvas) -> None:
    x = -20
    while x < 1620:
        wide = canvas.random.randint(70, 120)
        top = 470 - abs(x - 800) * 0.12 + canvas.random.randint(-40, 40)
        middle = x + wide / 2
        canvas.polygon([(x - 4, top), (middle, top - 54), (x + wide + 4, top)], "#0e0d26")
        canvas.box(x, top, x + wide, 660, canvas.random.choice(["#16143a", "#1a1842", "#121032"]))
        x += wide


def _lantern(canvas: Canvas, x: float, y: float, size: float, colour: str, *, pole: float) -> None:
    if pole:
        canvas.line([(x, y - 40 * size), (x + 10, y + pole)], "#0a0920", 4)
    canvas.glow(x, y, 150 * size, colour, 0.75)
    canvas.disc(x, y, 38 * size, colour, high=46 * size)
    canvas.disc(x, y, 20 * size, "#fff6dc", high=34 * size)
    for turn in (-0.62, 0, 0.62):
        canvas.line(
            [(x + turn * 20 * size, y - 44 * size), (x + turn * 62 * size, y)], "#7a3f3244", 2
        )
    canvas.box(x - 15 * size, y - 52 * size, x + 15 * size, y - 43 * size, "#3a1f2a")
    canvas.box(x - 13 * size, y + 43 * size, x + 13 * size, y + 50 * size, "#3a1f2a")


def _heron(canvas: Canvas, x: float, y: float) -> None:
    """The great lantern: a body of lit paper on ribs of wire, carried on two poles."""
    canvas.glow(x, y - 60, 460, "#ffd98f", 0.85)
    for dx in (-70, 60):
        canvas.line([(x + dx, y), (x + dx * 1.2, y + 200)], "#0a0920", 8)
    for side, lift in ((-1, 0), (1, -26)):
        wing: list[Point] = [
            (x - 40 + side * 30, y - 60),
            (x - 60 + side * 190, y - 250 + lift),
            (x - 60 + side * 300, y - 200 + lift),
            (x - 60 + side * 250, y - 120 + lift),
            (x - 50 + side * 190, y - 60),
            (x - 40 + side * 90, y - 4),
        ]
        canvas.polygon(wing, "#f7e3a6")
        for tip in wing[1:5]:
            canvas.line([wing[0], tip], "#c9923f", 4)
    canvas.polygon(shape("-190,10 -80,-80 40,-84 120,-40 100,20 0,56 -110,50", x, y), "#fff0c4")
    canvas.polygon(shape("-190,10 -290,50 -280,70 -110,50", x, y), "#f2c66a")
    for dx in (-110, -50, 10, 66):
        arc = [
            (x + dx + math.sin(turn / 8 * math.pi) * 18, y - 74 + turn * 15.5) for turn in range(9)
        ]
        canvas.line(arc, "#d9a54f", 4)
    neck = "86,-50 150,-110 128,-190 168,-264 196,-252 166,-190 190,-104 120,-6"
    canvas.polygon(shape(neck, x, y), "#fff0c4")
    canvas.disc(x + 190, y - 266, 42, "#fff6dc", high=34)
    canvas.polygon(shape("222,-278 352,-250 220,-244", x, y), "#f0a03c")
    canvas.polygon(shape("176,-292 96,-316 160,-276", x, y), "#3a2f5c")
    canvas.disc(x + 204, y - 272, 6, "#1d1024")


def _walker(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.polygon(shape("-17,4 -20,-70 -9,-86 9,-86 20,-70 17,4", x, y, size), "#080719")
    canvas.disc(x, y - 100 * size, 14 * size, "#080719")


def _boat(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.polygon(shape("-120,-36 132,-46 98,4 -96,4", x, y, size), "#0a0920")
    canvas.line(shape("6,-40 6,-200", x, y, size), "#0a0920", 5 * size)
    _lantern(canvas, x + 6 * size, y - 196 * size, 0.46 * size, "#ffcf7a", pole=0)
    _lantern(canvas, x - 92 * size, y - 70 * size, 0.34 * size, "#ff9d5c", pole=0)
