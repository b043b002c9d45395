"""Scenes of the streets: the market hall, the tram, Cooper Street in the rain."""

from random import Random

from articles.demo.pictures.canvas import Canvas, Point, rectangle, shape, turned, vault


def market_hall(canvas: Canvas) -> None:
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
    canvas.polygon(shape("-12,0 -2,0 0,-50 3,0 13,0 10,-66 -10,-66", x, y), "#2b2622")
    canvas.polygon(shape("-21,-36 -15,-100 0,-110 15,-100 21,-36", x, y), coat)
    canvas.disc(x, y - 122, 13, "#c98d62")
    canvas.disc(x, y - 129, 14, "#2b2622", high=9)


def tram_hill(canvas: Canvas) -> None:
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
        canvas.polygon(turned(rectangle(left, top, right, bottom), -16.04, x, y), colour)

    part(-268, 34, 268, 50, "#23223466")
    part(-250, -16, 250, 20, "#2b2a40")
    for wheel in (-170, -100, 100, 170):
        hub = turned([(wheel, 24)], -16.04, x, y)[0]
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
        canvas.disc(*turned([(seat, -124)], -16.04, x, y)[0], 12, "#7a4a44")
    part(236, -66, 262, -46, "#ffd98f")
    canvas.line(shape("0,-240 -50,-290 10,-330", x, y, turn=-16.04), "#36354c", 5)


def _foreground_tree(canvas: Canvas, x: float, y: float) -> None:
    canvas.box(x - 12, y - 220, x + 12, y + 90, "#3a2c3f")
    for dx, dy, radius, colour in (
        (0, -300, 150, "#3e5f5b"),
        (-96, -220, 104, "#3e5f5b"),
        (96, -210, 120, "#34524f"),
        (-30, -340, 92, "#54776c"),
    ):
        canvas.disc(x + dx, y + dy, radius, colour)


def rain_street(canvas: Canvas) -> None:
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
    canvas.line(shape("-12,0 12,0", x, y, size), ink, 12 * size)
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
    canvas.polygon(shape("-15,0 -4,0 0,-56 6,0 17,-2 15,-78 -15,-78", x, y, size), ink)
    canvas.polygon(shape("-28,-48 -20,-142 20,-142 28,-48", x, y, size), "#1a2740")
    canvas.disc(x, y - 158 * size, 18 * size, ink)
    canvas.line(shape("22,-90 22,-240", x, y, size), ink, 4 * size)
    middle, brim = x + 12 * size, y - 168 * size
    dome = vault(middle, brim, 104 * size, 80 * size)
    scallops = shape("104,0 78,-14 52,0 26,-14 0,0 -26,-14 -52,0 -78,-14", middle, brim, size)
    canvas.polygon([*dome, *scallops], colour)
    canvas.polygon([*dome[16:], *scallops[:4]], "#0c152633")
