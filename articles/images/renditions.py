"""Cuts the files that pages show, by one set of specs. A reader's request never makes a picture.

Free files have the picture's own shape, or that of its frame; crops have the three that cards show
and search engines ask for, around the focal point or as somebody chose. A picture that moves does
so in its free WebP files; all else of it are stills of its first frame.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from PIL import Image as Pillow

from articles import composing, cropping
from articles.cropping import WHOLE, Box, Cut
from articles.images import renaming
from articles.images.darkroom.film import Film, film_in
from articles.images.renaming import new_name
from articles.models import FREE, FormerFile, Image, Rendition


@dataclass(frozen=True)
class Spec:
    """A kind of file: the widths of phones to desktops of twice the density."""

    name: str
    widths: tuple[int, ...]
    # Width to height; None keeps the picture's own shape.
    ratio: tuple[int, int] | None = None


# In the order in which pages name them: the widest shape is the one that is shared.
CROPS = (
    Spec("16x9", (400, 800, 1200), (16, 9)),
    Spec("4x3", (400, 800, 1200), (4, 3)),
    Spec("1x1", (400, 800, 1200), (1, 1)),
)
SPECS = (Spec(FREE, (400, 800, 1200, 1600, 2400)), *CROPS)
# A picture that is decoded no larger than this beside its largest file loses nothing that is seen.
_FINER = 1.2
# Of two files that are nearer to each other than this the smaller saves nobody anything.
_STEP = 1.2
# Search engines take a smaller picture for none.
LEAST_PIXELS = 50_000
FORMATS = {
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
    # Pillow's own method 4 saves four in a hundred bytes and takes half as long again.
    "webp": {"format": "WEBP", "quality": 78, "method": 2},
    # Speed 6 takes about four times as long.
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
}


@dataclass(frozen=True)
class Wanted:
    """One file that a picture should have."""

    spec: str
    format: str
    cut: Cut
    # As the row says it: empty where the cut is all of the original.
    mark: str

    @property
    def key(self) -> tuple[str, str, int]:
        return self.spec, self.format, self.cut.width


def wanted(image: Image, chosen: dict[str, Box] | None = None) -> list[Wanted]:
    """The files that the specs, the focal point and the crops chosen by hand ask for; these crops
    are in the place of those that are saved.
    """
    if chosen is None:
        chosen = {crop.shape: crop.box for crop in image.manual_crops.all()} if image.pk else {}
    size = (image.width, image.height)
    return [
        Wanted(spec.name, form, cut, _mark(cut, size))
        for spec in SPECS
        for cut in _cuts(spec, image, chosen)
        for form in _formats(spec, image)
    ]


def _formats(spec: Spec, image: Image) -> tuple[str, ...]:
    """A browser that knows AVIF takes it before WebP, in which alone a picture moves."""
    is_film = spec.name == FREE and image.moves
    return ("jpeg", "webp", "avif") if settings.PICTURE_AVIF and not is_film else ("jpeg", "webp")


def _mark(cut: Cut, size: tuple[int, int]) -> str:
    box = tuple(round(edge) for edge in cut.box)
    return "" if box == (0, 0, *size) else ",".join(map(str, box))


def make(image: Image) -> list[Rendition]:
    """Makes what is missing of an image's renditions; the original decides the largest."""
    files = _lacking(wanted(image), list(image.renditions.all()))
    return Rendition.objects.bulk_create(_cut(image, files))


def _cut(image: Image, files: list[Wanted]) -> list[Rendition]:
    if not files:
        return []
    with image.file.open("rb") as original:
        return list(stored(image, original, files, [new_name(each.format) for each in files]))


def compared(
    rows: list[Rendition], files: list[Wanted], *, anew: bool = False, missing: bool = False
) -> tuple[list[Rendition], list[Wanted]]:
    """The rows that show something else than these files, where asked to those whose file the
    storage has lost, or all; and the files that are to be cut.
    """
    marks = {each.key: each.mark for each in files}
    old = [
        row
        for row in rows
        if anew
        or marks.get(_key(row)) != row.cut
        or (missing and not default_storage.exists(row.file.name))
    ]
    return old, _lacking(files, [row for row in rows if row not in old])


def _lacking(files: list[Wanted], there: list[Rendition]) -> list[Wanted]:
    """Those of these files that no row is."""
    keys = {_key(row) for row in there}
    return [each for each in files if each.key not in keys]


def _key(row: Rendition) -> tuple[str, str, int]:
    return row.spec, row.format, row.width


def stored(
    image: Image, original: IO[bytes], files: list[Wanted], names: list[str]
) -> Iterator[Rendition]:
    """Stores these files under these names; the rows are the caller's to save. Each is made of the
    next larger one that shows the same (wanted begins with the largest).
    """
    film = _film(original, image, files)
    rows = zip(files, names, strict=True)
    still, box = None, None
    for cut, same in groupby(rows, key=lambda row: row[0].cut):
        if cut.box == box:
            still = _smaller(still, cut)
        else:
            still, box = _sized(film.frames[0], cut, image), cut.box
        sized = replace(film, frames=[still])
        for each, name in same:
            if each.spec == FREE and each.format == "webp" and len(film.frames) > 1:
                sized.frames += [_sized(frame, cut, image) for frame in film.frames[1:]]
            yield _store(image, each, name, sized)


def stored_with_original(image: Image, data: bytes, turn: renaming.Copies) -> list[Rendition]:
    """The same of all files of an original, which is stored first; all names are planned."""
    files = wanted(image)
    names = [new_name(each.format) for each in files]
    renaming.plan(turn, [image.file.name, *names])
    default_storage.save(image.file.name, ContentFile(data))
    return list(stored(image, io.BytesIO(data), files, names))


def _smaller(picture: Pillow.Image, cut: Cut) -> Pillow.Image:
    return picture.resize((cut.width, cut.height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _film(original: IO[bytes], image: Image, files: list[Wanted]) -> Film:
    """The frames of the original, one if it stands still. Nothing in it has to be feared: we made
    it (intake).
    """
    picture = Pillow.open(original, formats=("JPEG", "PNG", "WEBP"))
    # A large JPEG is decoded at half its size, or less: a quarter of the time and the memory.
    share = max(each.cut.width / (each.cut.box[2] - each.cut.box[0]) for each in files)
    share = min(1.0, share * _FINER)
    picture.draft("RGB", (math.ceil(image.width * share), math.ceil(image.height * share)))
    film = film_in(picture)
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


@dataclass
class Ahead:
    """What was cut for a change before it is made, under names that are on record."""

    turn: renaming.Copies
    made: list[Rendition] = field(default_factory=list)

    def take(self, files: list[Wanted]) -> list[Rendition]:
        """Those that are among these files, now to be named by rows; none where names were lost."""
        shown = {(each.key, each.mark) for each in files}
        taken = [row for row in self.made if (_key(row), row.cut) in shown]
        try:
            with transaction.atomic():
                renaming.settle(self.turn, [row.file.name for row in taken])
        except renaming.Overtaken:
            return []
        return taken


@transaction.atomic
def recut(image: Image, ahead: Ahead | None = None) -> list[Rendition]:
    """Brings the files in line with the focal point, the crops chosen by hand and the specs, in a
    transaction that changes those: it cuts what was not cut ahead. Whoever calls it recomposes.
    """
    image = renaming.lock(image)
    rows = list(image.renditions.all())
    old, files = compared(rows, wanted(image))
    taken = ahead.take(files) if ahead else []
    return put(image, rows, old, [*taken, *_cut(image, _lacking(files, taken))])


def put(
    image: Image, rows: list[Rendition], old: list[Rendition], made: list[Rendition]
) -> list[Rendition]:
    """Puts what was made in the place of what is old among these rows of a picture that is held.

    The old files stay, on record: links that were passed on name them. Not those of a picture that
    protects an identity, which must not be seen any more: all pages follow at once.
    """
    FormerFile.objects.bulk_create(FormerFile(image=image, name=row.file.name) for row in old)
    image.renditions.filter(pk__in=[row.pk for row in old]).delete()
    made = Rendition.objects.bulk_create(made)
    if image.identity_protected:
        _take_away(image, rows)
    return made


def _take_away(image: Image, rows: list[Rendition]) -> None:
    """Lets nothing that was cut before be served, once this is committed."""
    now = timezone.now()
    composing.rehang(image, successors(rows, list(image.renditions.all())))
    image.former_files.filter(delete_from__gt=now).update(delete_from=now)
    transaction.on_commit(partial(renaming.sweep, now, image=image), robust=True)


def successors(old: list[Rendition], new: list[Rendition]) -> dict[str, str]:
    """The name of each file that is gone → that of the one that is most like it."""
    there, found = {row.file.name for row in new}, {}
    for row in old:
        same = [each for each in new if (each.spec, each.format) == (row.spec, row.format)]
        if row.file.name not in there and same:
            nearest = min(same, key=lambda each: abs(each.width - row.width))
            found[row.file.name] = nearest.file.name
    return found


def _on_white(picture: Pillow.Image) -> Pillow.Image:
    """The picture as a page shows it: what is transparent lets paper through, not black."""
    if picture.mode != "RGBA":
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    paper = Pillow.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _cuts(spec: Spec, image: Image, chosen: dict[str, Box]) -> Iterator[Cut]:
    """What the spec takes of an image, the largest first: nothing is enlarged, and no crop is too
    small to be used.

    A frame holds for all shapes; of a shape chosen by hand all is taken that has its ratio.
    """
    size, largest = (image.width, image.height), max(spec.widths)
    frame, focus = chosen.get(FREE, WHOLE), (image.focal_x, image.focal_y)
    if spec.ratio is None:
        cut_to = partial(cropping.whole, size, frame)
    else:
        if spec.name in chosen:
            frame = cropping.shared(chosen[spec.name], frame)
            focus = ((frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2)
        cut_to = partial(cropping.cut, size, spec.ratio, focus, frame=frame)
    most = cut_to(widest=largest)
    if spec.ratio is None or most.width * most.height >= LEAST_PIXELS:
        yield most
        for width in reversed(spec.widths):
            if width * _STEP < most.width:
                yield cut_to(widest=width)


def _store(image: Image, each: Wanted, name: str, film: Film) -> Rendition:
    """What is shown is a still in every form but WebP: browsers that know no WebP see one."""
    picture = film.frames[0]
    if each.format == "webp" and len(film.frames) > 1:
        data = film.encoded(FORMATS["webp"]["quality"])
    else:
        out = io.BytesIO()
        picture.save(out, **FORMATS[each.format])
        data = out.getvalue()
    written = default_storage.save(name, ContentFile(data))
    return Rendition(
        image=image,
        spec=each.spec,
        format=each.format,
        width=picture.width,
        height=picture.height,
        file=written,
        cut=each.mark,
    )
