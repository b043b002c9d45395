"""Cuts the files that pages show, by one set of specs. A reader's request never makes a picture."""

import io
import secrets
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from articles.images.intake import decode
from articles.models import Image, Rendition

FOLDER = "renditions"


@dataclass(frozen=True)
class Spec:
    """A kind of file: the widths of phones to desktops of twice the density."""

    name: str
    widths: tuple[int, ...]


SPECS = (Spec("free", (400, 800, 1200, 1600)),)
FORMATS = {
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
    # Method 4 is Pillow's own balance of time and size.
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
}


def make(image: Image) -> list[Rendition]:
    """Makes what is missing of an image's renditions; the original decides the largest."""
    there = set(image.renditions.values_list("spec", "format", "width"))
    wanted = [
        (spec.name, form, width)
        for spec in SPECS
        for width in _widths(spec, image.width)
        for form in FORMATS
        if (spec.name, form, width) not in there
    ]
    if not wanted:
        return []
    with image.file.open("rb") as file:
        original = _on_white(decode(file.read()))
    made = []
    for spec, form, width in wanted:
        size = (width, max(1, round(original.height * width / original.width)))
        made.append(_store(image, spec, form, original.resize(size, Pillow.Resampling.LANCZOS)))
    return Rendition.objects.bulk_create(made)


def _on_white(picture: Pillow.Image) -> Pillow.Image:
    """The picture as a page shows it: what is transparent lets paper through, not black."""
    if picture.mode != "RGBA":
        return picture
    paper = Pillow.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _widths(spec: Spec, original: int) -> list[int]:
    """The spec's widths that need no enlarging; at least one."""
    return [width for width in spec.widths if width <= original] or [original]


def _store(image: Image, spec: str, form: str, picture: Pillow.Image) -> Rendition:
    out = io.BytesIO()
    picture.save(out, **FORMATS[form])
    # 128 random bits: the address tells nothing, and nothing tells the address.
    name = f"{FOLDER}/{secrets.token_hex(16)}.{form}"
    stored = default_storage.save(name, ContentFile(out.getvalue()))
    return Rendition(
        image=image,
        spec=spec,
        format=form,
        width=picture.width,
        height=picture.height,
        file=stored,
    )
