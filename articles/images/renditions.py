"""Cuts the files that pages show, by one set of specs. A reader's request never makes a picture.

Free files have the picture's own shape; crops have the three that search engines ask for, around
the focal point, for machines alone. A picture that moves does so in its free WebP files; all
else of it are stills of its first frame.
"""

import io
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image as Pillow

from articles import cropping
from articles.cropping import Cut
from articles.images.darkroom.film import Film, film_in
from articles.models import FREE, FormerFile, Image, Rendition

FOLDER = "renditions"


@dataclass(frozen=True)
class Spec:
    """A kind of file: the widths of phones to desktops of twice the density, or a crop's most."""

    name: str
    widths: tuple[int, ...]
    formats: tuple[str, ...]
    # Width to height; None keeps the picture's own shape.
    ratio: tuple[int, int] | None = None


# In the order in which pages name them: the widest shape is the one that is shared.
CROPS = (
    Spec("16x9", (1200,), ("jpeg",), (16, 9)),
    Spec("4x3", (1200,), ("jpeg",), (4, 3)),
    Spec("1x1", (1200,), ("jpeg",), (1, 1)),
)
SPECS = (Spec(FREE, (400, 800, 1200, 1600), ("jpeg", "webp")), *CROPS)
_TWICE_THE_LARGEST = (3200, 2400)
# Search engines take a smaller picture for none.
LEAST_PIXELS = 50_000
FORMATS = {
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
    # Method 4 is Pillow's own balance of time and size.
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
}


def make(image: Image) -> list[Rendition]:
    """Makes what is missing of an image's renditions; the original decides the largest."""
    there = {(file.spec, file.format, file.width) for file in image.renditions.all()}
    wanted = [
        (spec.name, form, cut)
        for spec in SPECS
        for cut in _cuts(spec, image)
        for form in spec.formats
        if (spec.name, form, cut.width) not in there
    ]
    if not wanted:
        return []
    film = _film_of(image)
    made = []
    for cut, same in groupby(wanted, key=lambda row: row[2]):
        sized = replace(film, frames=[_sized(film.frames[0], cut, image)])
        for spec, form, _cut in same:
            if spec == FREE and form == "webp" and len(film.frames) > 1:
                sized.frames += [_sized(frame, cut, image) for frame in film.frames[1:]]
            made.append(_store(image, spec, form, sized))
    return Rendition.objects.bulk_create(made)


def _film_of(image: Image) -> Film:
    """The frames of the original, one if it stands still. Nothing in it has to be feared: we made
    it (intake).
    """
    with image.file.open("rb") as file:
        original = Pillow.open(file, formats=("JPEG", "PNG", "WEBP"))
        # A large JPEG is decoded at half its size, or less: a quarter of the time and the memory.
        original.draft("RGB", _TWICE_THE_LARGEST)
        film = film_in(original)
    film.frames = [_on_white(frame) for frame in film.frames]
    return film


def _sized(frame: Pillow.Image, cut: Cut, image: Image) -> Pillow.Image:
    """A large original is first shrunk roughly, to no less than three times the size."""
    across, down = frame.width / image.width, frame.height / image.height
    left, top, right, bottom = cut.box
    right, bottom = min(right * across, frame.width), min(bottom * down, frame.height)
    box = (left * across, top * down, right, bottom)
    size = (cut.width, cut.height)
    return frame.resize(size, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3.0)


@transaction.atomic
def recut(image: Image) -> list[Rendition]:
    """Cuts the crops anew, around the focal point of now. Whoever calls it recomposes.

    The old files stay, on record: links that were passed on name them.
    """
    image = Image.objects.select_for_update().get(pk=image.pk)
    crops = image.renditions.exclude(spec=FREE)
    FormerFile.objects.bulk_create(FormerFile(image=image, name=crop.file.name) for crop in crops)
    crops.delete()
    return make(image)


def _on_white(picture: Pillow.Image) -> Pillow.Image:
    """The picture as a page shows it: what is transparent lets paper through, not black."""
    if picture.mode != "RGBA":
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    paper = Pillow.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _cuts(spec: Spec, image: Image) -> Iterator[Cut]:
    """What the spec takes of an image: nothing is enlarged, and no crop is too small to be used."""
    size = (image.width, image.height)
    if spec.ratio is None:
        widths = [width for width in spec.widths if width <= image.width] or [image.width]
        for width in widths:
            yield Cut((0, 0, *size), width, max(1, round(image.height * width / image.width)))
        return
    focus = (image.focal_x, image.focal_y)
    for widest in spec.widths:
        cut = cropping.cut(size, spec.ratio, focus, widest=widest)
        if cut.width * cut.height >= LEAST_PIXELS:
            yield cut


def _store(image: Image, spec: str, form: str, film: Film) -> Rendition:
    """What is shown is a still in every form but WebP: browsers that know no WebP see one."""
    picture = film.frames[0]
    if form == "webp" and len(film.frames) > 1:
        data = film.encoded(FORMATS[form]["quality"])
    else:
        out = io.BytesIO()
        picture.save(out, **FORMATS[form])
        data = out.getvalue()
    stored = default_storage.save(new_name(form), ContentFile(data))
    return Rendition(
        image=image,
        spec=spec,
        format=form,
        width=picture.width,
        height=picture.height,
        file=stored,
    )


def new_name(form: str) -> str:
    """A name for a file. 128 random bits: the address tells nothing, and nothing tells it."""
    return f"{FOLDER}/{secrets.token_hex(16)}.{form}"
