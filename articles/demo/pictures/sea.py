"""Scenes by the water: the harbour, the lighthouse, the ferry, a boatbuilder."""

import math
from collections.abc import Iterable

from articles.demo.pictures.canvas import (
    Canvas,
    Point,
    crescent,
    gull,
    rectangle,
    shape,
    stars,
    swell,
    vault,
)


def harbour_dusk(canvas: Canvas) -> None:
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

        canvas.line(place(shape("10,-40 10,-190")), mast, 4 * size)
        canvas.line(place(shape("10,-180 118,-44")), mast, 1.6 * size)
        canvas.line(place(shape("10,-180 -98,-36")), mast, 1.6 * size)
        canvas.polygon(place(shape("-72,-30 -72,-86 -14,-86 -8,-30")), cabin)
        canvas.polygon(place(shape("-82,-86 -6,-86 -10,-95 -78,-95")), hull)
        canvas.polygon(place(shape("-120,-38 136,-48 100,0 -100,0")), hull)
        if flip == 1:
            canvas.polygon(place(shape("-119,-36 134,-46 130,-40 -116,-29")), "#e8705f")
            canvas.polygon(place(rectangle(-60, -74, -42, -54)), "#ffd98c")
            canvas.polygon(place(rectangle(-36, -74, -20, -54)), "#ffd98c")


def lighthouse(canvas: Canvas) -> None:
    canvas.gradient("#0f2f45", "#1d5468", "#5f9a97", "#cfd9b4", bottom=700)
    stars(canvas, 130, 420)
    canvas.polygon(crescent(330, 210, 66), "#f5ecc8")
    for far, spread in ((1600, 120), (1600, 70), (1600, 36)):
        canvas.polygon([(1010, 262), (far, 300 - spread), (far, 300 + spread)], "#fff2b038")
        canvas.polygon([(1010, 262), (0, 330 - spread * 1.5), (0, 330 + spread * 1.5)], "#fff2b02e")
    canvas.ridge(650, 26, "#4d8589", waves=4)
    canvas.gradient("#2c6a77", "#123c50", "#0c2a3d", top=690)
    canvas.glints(700, 960, "#d6e6c455", 90, 420)
    _rocks(canvas)
    _tower(canvas)
    for index, colour in enumerate(("#1f5a6a", "#174a5b", "#10384b")):
        swell(canvas, 935 + index * 48, 12, colour)
    for x, y, size in ((560, 380, 1.0), (640, 430, 0.7), (470, 470, 0.6), (1290, 480, 0.8)):
        gull(canvas, x, y, size, "#f5ecc8")


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


def ferry(canvas: Canvas) -> None:
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
        swell(canvas, 862 + index * 66, 13, colour)
    for x, y, size in ((330, 320, 1.1), (440, 270, 0.8), (1380, 330, 0.9), (250, 220, 0.6)):
        gull(canvas, x, y, size, "#35586b")


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


def portrait(canvas: Canvas) -> None:
    canvas.gradient("#f3d9b0", "#eebf8e")
    canvas.disc(980, 470, 430, "#e8895c")
    canvas.disc(980, 470, 350, "#f0a56e")
    canvas.disc(980, 470, 268, "#f7c58d")
    for index, colour in enumerate(("#3f8a8c", "#2f7479", "#225e66")):
        swell(canvas, 700 + index * 92, 22, colour)
    for x, y, size in ((260, 220, 1.2), (380, 300, 0.8), (1420, 190, 0.9)):
        gull(canvas, x, y, size, "#8a4f3c")
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
    canvas.polygon(vault(782, 395, 188, 196), "#8c2f2b")
    canvas.polygon(vault(742, 398, 146, 172), "#a63b33")
    canvas.polygon("584,362 976,342 986,420 592,448", "#6f2422")
    for x in range(600, 980, 26):
        canvas.line([(x, 366 - (x - 590) * 0.05), (x + 6, 444 - (x - 590) * 0.07)], "#8c2f2b", 7)
    canvas.line("890,476 938,466", "#e6dfd3", 11)
    canvas.disc(922, 504, 9, "#2b1a18", high=7)
    canvas.line("934,640 970,634", "#7c4436", 6)
