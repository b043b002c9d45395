"""Pictures that move: kept so where that is asked, with stills for all who show none."""

import io

import pytest
from PIL import Image as Pillow

from articles.errors import ImageRefused
from articles.images import intake, library
from articles.images.darkroom import moving, work
from articles.images.darkroom.refusal import Refusal
from articles.models import FREE
from tests.images.pictures import SECRET, encoded, exif, opened, plain, upload

COLOURS = ("red", "blue", "lime")


def film(form: str = "GIF", size=(500, 400), **options) -> bytes:
    frames = [plain("RGB", colour, size) for colour in COLOURS]
    options = {"save_all": True, "append_images": frames[1:], "loop": 0, **options}
    return encoded(frames[0], form, duration=[80, 300, 1], **options)


def frames_of(data: bytes) -> list[tuple[int, tuple]]:
    """(how long, what colour) of each frame."""
    picture, found = Pillow.open(io.BytesIO(data)), []
    for number in range(picture.n_frames):
        picture.seek(number)
        picture.load()
        found.append((picture.info["duration"], picture.convert("RGB").getpixel((9, 9))))
    return found


def near(one, other) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_its_frames_and_their_times_are_kept_where_that_is_asked(form):
    taken = intake.take(upload(film(form)), moves=True)
    assert taken.ending == "webp"
    times, colours = zip(*frames_of(taken.data), strict=True)
    assert len(colours) == 3
    assert times[:2] == (80, 300)
    assert times[2] >= 20
    for found, wanted in zip(colours, [(255, 0, 0), (0, 0, 255), (0, 255, 0)], strict=True):
        assert near(found, wanted)


def test_its_first_frame_is_taken_where_it_is_not():
    taken = intake.take(upload(film()))
    assert taken.ending == "jpeg"
    assert near(opened(taken.data).getpixel((9, 9)), (254, 0, 0))


def test_the_film_and_the_still_are_two_pictures():
    still, moves = intake.take(upload(film())), intake.take(upload(film()), moves=True)
    assert still.hash != moves.hash
    assert still.pixels != moves.pixels
    assert intake.take(upload(film("WEBP", lossless=True)), moves=True).pixels == moves.pixels


def test_what_stands_still_stays_a_still_also_where_all_frames_are_asked():
    for form in ("GIF", "JPEG", "PNG", "WEBP", "AVIF"):
        taken = intake.take(upload(encoded(plain(), form)), moves=True)
        assert taken.ending == "jpeg"
        assert taken.hash == intake.take(upload(encoded(plain(), form))).hash


def test_nothing_but_frames_is_kept():
    tags = exif().tobytes()
    for data in (film(comment=SECRET) + SECRET, film("WEBP", exif=tags, xmp=SECRET)):
        assert SECRET in data
        kept = intake.take(upload(data), moves=True).data
        assert SECRET not in kept
        assert not opened(kept).getexif()


def test_what_is_transparent_stays_so_in_the_original():
    frames = [plain("RGBA", (9, 9, 9, alpha)) for alpha in (0, 255)]
    data = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    kept = opened(intake.take(upload(data), moves=True).data)
    assert kept.mode == "RGBA"
    assert kept.getpixel((9, 9))[3] == 0


def test_more_pixels_than_a_film_may_have_are_refused(monkeypatch):
    monkeypatch.setattr(moving, "MOST_PIXELS", 500_000)
    with pytest.raises(Refusal) as refused:
        work.done(film(), moves=True)
    assert refused.value.word == "film"


def test_a_film_that_breaks_off_is_refused():
    with pytest.raises(ImageRefused):
        intake.take(upload(film("WEBP")[:-60]), moves=True)


@pytest.mark.django_db
def test_its_free_webp_files_move_and_all_else_stands_still():
    image, _is_new = library.add(upload(film()), by=None, moves=True)
    assert image.moves
    assert image.file.name.endswith(".webp")
    rows = list(image.renditions.all())
    assert {(row.spec, row.format) for row in rows} >= {(FREE, "jpeg"), (FREE, "webp")}
    for row in rows:
        with row.file.open("rb") as file:
            picture = Pillow.open(io.BytesIO(file.read()))
        assert getattr(picture, "n_frames", 1) == (
            3 if (row.spec, row.format) == (FREE, "webp") else 1
        )
        assert picture.size == (row.width, row.height)
        assert near(picture.convert("RGB").getpixel((9, 9)), (254, 0, 0))
