"""The demo paper's pictures, drawn with Pillow, so that the repository holds no picture files.

A scene is a function that paints on a `Canvas`: canvas.py has the tools, the other files
have the scenes. The same key and size always give the same pixels. A picture's words are in the
language of the stories that carry it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from articles.demo.pictures import bay, crafts, festival, outings, rooms, sea, town
from articles.demo.pictures.canvas import UNITS_HIGH, UNITS_WIDE, Canvas

CREDIT = "Illustration: The Keldavar Courier"
CREDIT_AZ = "İllüstrasiya: The Keldavar Courier"
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
        Picture(
            "storm",
            "A wave breaks white over a sea wall at night; lit street lamps and a town behind.",
            "The sea wall at Lantern Quay in a westerly gale.",
            0.42,
            0.55,
        ),
        Picture(
            "regatta",
            "Four rowing boats, each with six at the oars, race across blue water between buoys.",
            "Six-oared gigs on the bay.",
            0.5,
            0.62,
        ),
        Picture(
            "seagrass",
            "A diver with a slate swims over tall seagrass, among fish, below the hull of a boat.",
            "A diver over a meadow of seagrass.",
            0.58,
            0.52,
        ),
        Picture(
            "lantern_night",
            "A great lantern shaped like a heron and many small ones, mirrored in dark water.",
            "The procession of Lantern Night on the quay.",
            0.42,
            0.45,
        ),
        Picture(
            "bread",
            "Two crusty loaves on a floured table; more are baking in a glowing brick oven.",
            "Loaves from a wood-fired oven.",
            0.42,
            0.8,
        ),
        Picture(
            "island_quay",
            "Yamacda rəngli evlər, onların sudakı əksi, taxta körpü və sahilə yaxınlaşan ağ bərə.",
            "Səhər çağı Skarrow adasının körpüsü.",
            0.5,
            0.5,
            CREDIT_AZ,
        ),
        Picture(
            "puppet_stage",
            "Kukla səhnəsi: qayıqda saqqallı balıqçı, arxada gülümsəyən böyük kağız Ay.",
            "Qırmızı pərdəli kukla səhnəsi.",
            0.45,
            0.42,
            CREDIT_AZ,
        ),
        Picture(
            "tea_house",
            "Pəncərə önündə iki armudu stəkan çay, mavi çaydan, qənd və limon dilimləri.",
            "Limana baxan çayxananın masası.",
            0.5,
            0.75,
            CREDIT_AZ,
        ),
        Picture(
            "nard",
            "Yuxarıdan nərd taxtası: açıq və tünd rəngli daşlar, ortada qoşa altı göstərən zərlər.",
            "Nərd taxtası, qoşa altı.",
            0.62,
            0.5,
            CREDIT_AZ,
        ),
        Picture(
            "loom",
            "Taxta hana: yarıya qədər toxunmuş naxışlı xalça, yuxarıda rəngli yun kələfləri.",
            "Hanada toxunan xalça.",
            0.5,
            0.65,
            CREDIT_AZ,
        ),
    )
}

SCENES: dict[str, Callable[[Canvas], None]] = {
    "harbour_dusk": sea.harbour_dusk,
    "market_hall": town.market_hall,
    "lighthouse": sea.lighthouse,
    "tram_hill": town.tram_hill,
    "concert_hall": outings.concert_hall,
    "pitch": outings.pitch,
    "observatory": outings.observatory,
    "orchard": outings.orchard,
    "ferry": sea.ferry,
    "portrait": sea.portrait,
    "rain_street": town.rain_street,
    "storm": bay.storm,
    "regatta": bay.regatta,
    "seagrass": bay.seagrass,
    "lantern_night": festival.lantern_night,
    "bread": crafts.bread,
    "island_quay": bay.island_quay,
    "puppet_stage": rooms.puppet_stage,
    "tea_house": rooms.tea_house,
    "nard": rooms.nard,
    "loom": crafts.loom,
}


def draw(key: str, *, width: int = UNITS_WIDE, height: int = UNITS_HIGH) -> Image.Image:
    """Return the picture `key` as RGB; raises KeyError for an unknown key."""
    canvas = Canvas(width, height, seed=key)
    SCENES[key](canvas)
    return canvas.finish()
