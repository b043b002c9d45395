"""Scenes of evenings and Sundays: a concert, a match, the observatory, the orchard."""

import math
from collections.abc import Callable, Iterable

from articles.demo.pictures.canvas import (
    Canvas,
    Point,
    rectangle,
    shape,
    stars,
    turned,
    vault,
)


def concert_hall(canvas: Canvas) -> None:
    canvas.gradient("#160d18", "#2a1420", "#160d18")
    rings = ("#3a1a24", "#55242a", "#7a3529", "#a04c2a", "#c9702f", "#e39a45", "#f3c06a")
    for index, colour in enumerate(rings):
        radius = 860 - index * 88
        canvas.disc(800, 690, radius, colour, high=radius * 0.8)
        canvas.disc(800, 704, radius - 8, colour, high=radius * 0.8 - 8)
    canvas.glow(800, 560, 560, "#fff0c4", 0.7)
    for angle in range(-84, 85, 12):
        tip = turned([(0, -900)], angle, 800, 690)[0]
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
    canvas.polygon(shape("-22,44 0,50 22,44 22,64 0,70 -22,64", x, y), "#f6ecd8")
    canvas.line(shape("0,50 0,70", x, y), "#c9b896", 2)


def _conductor(canvas: Canvas, x: float, y: float) -> None:
    ink = "#120b16"
    canvas.disc(x, y + 74, 150, "#3a1c1a88", high=22)
    canvas.box(x - 92, y + 40, x + 92, y + 80, "#4d2620")
    canvas.polygon(shape("-36,44 -52,-150 -24,-182 24,-182 52,-150 36,44", x, y), ink)
    canvas.polygon(shape("-44,-70 -54,46 -6,-20 6,-20 54,46 44,-70", x, y), ink)
    canvas.line(shape("-42,-152 -118,-142 -158,-232", x, y), ink, 27)
    canvas.line(shape("42,-152 122,-168 150,-262", x, y), ink, 27)
    canvas.disc(x - 160, y - 240, 15, "#b97a52")
    canvas.disc(x + 151, y - 270, 15, "#b97a52")
    canvas.line(shape("150,-270 196,-352", x, y), "#fff4d8", 4)
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


def pitch(canvas: Canvas) -> None:
    canvas.gradient("#17505a", "#123f4c")
    tilt, x, y = -11, 830, 560

    def place(points: Iterable[Point]) -> list[Point]:
        return turned(points, tilt, x, y)

    canvas.polygon(place(rectangle(-980, -900, 980, -520)), "#e9dcc0")
    for row in range(9):
        for seat in range(92):
            if canvas.random.random() < 0.82:
                colour = canvas.random.choice(
                    ["#c8473c", "#c8473c", "#17505a", "#f0b548", "#8a7a66"]
                )
                spot = place([(-966 + seat * 21, -842 + row * 34)])[0]
                canvas.disc(spot[0] + 3, spot[1] + 4, 8, "#8a7a6666")
                canvas.disc(*spot, 7.5, colour)
    canvas.polygon(place(rectangle(-980, -530, 980, 900)), "#a9633f")
    canvas.polygon(place(rectangle(-880, -470, 880, 900)), "#5fa052")
    for stripe in range(12):
        if stripe % 2:
            left = -880 + stripe * 147
            canvas.polygon(place(rectangle(left, -470, left + 147, 900)), "#6fb05d")
    chalk = "#f7f3e0"
    for outline in (
        rectangle(-800, -410, 800, 860),
        rectangle(-800, -170, -540, 430),
        rectangle(-800, -30, -690, 290),
        rectangle(540, -170, 800, 430),
        rectangle(690, -30, 800, 290),
    ):
        canvas.line(place([*outline, outline[0]]), chalk, 6)
    canvas.line(place(shape("0,-410 0,860")), chalk, 6)
    circle = [
        (math.cos(turn / 40 * math.tau) * 190, 130 + math.sin(turn / 40 * math.tau) * 190)
        for turn in range(41)
    ]
    canvas.line(place(circle), chalk, 6)
    canvas.disc(*place(shape("0,130"))[0], 9, chalk)
    _players(canvas, place)
    canvas.glow(300, 120, 900, "#fff4c8", 0.34)


def _players(canvas: Canvas, place: Callable[[Iterable[Point]], list[Point]]) -> None:
    reds = "-745,130 -500,-190 -520,60 -470,270 -300,-40 -150,210 60,-60 250,120 330,-220"
    blues = "742,110 560,-90 520,210 410,40 380,330 200,-120 110,250 -60,20 -240,330"
    for team, shirt, shorts in ((reds, "#d63f33", "#f7f3e0"), (blues, "#f4c14d", "#17353f")):
        for x, y in place(shape(team)):
            canvas.polygon(shape("-12,4 12,-6 112,66 88,84", x, y), "#24503c77")
            canvas.disc(x + 99, y + 75, 15, "#24503c77")
            canvas.disc(x + 2, y + 12, 15, shorts, high=13)
            canvas.disc(x, y, 25, shirt, high=16)
            canvas.disc(x, y - 3, 11, "#4a2f26")
    x, y = place(shape("292,70"))[0]
    canvas.disc(x + 34, y + 26, 10, "#24503c88", high=6)
    canvas.disc(x, y, 10, "#fffdf2")


def observatory(canvas: Canvas) -> None:
    canvas.gradient("#0b1030", "#1a1f52", "#43357a", "#a8597f", "#f0a07a", bottom=860)
    _milky_way(canvas)
    stars(canvas, 420, 640)
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
        canvas.polygon(vault(x, 650, half, 222), colour)
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
    canvas.polygon(shape("-18,0 -14,-70 0,-84 14,-70 16,0", x, y), ink)
    canvas.disc(x + 3, y - 98, 14, ink)
    for foot in (52, 84, 116):
        canvas.line([(x + 84, y - 74), (x + foot, y + 2)], ink, 5)
    canvas.line(shape("36,-54 150,-124", x, y), ink, 17)
    canvas.line(shape("8,-62 44,-60", x, y), ink, 9)


def orchard(canvas: Canvas) -> None:
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
    canvas.polygon(shape("-6,0 -3,-60 3,-60 6,0", x, y, size), "#5f4630")
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
