"""The files that pages show: in the right sizes, with addresses and bytes that tell nothing."""

import io
import re

import pytest
from django.db.models import Q
from PIL import Image as Pillow

from articles.cropping import Cut
from articles.images import library, renditions
from articles.models import FREE, Rendition
from tests.images.looks import mean_error, photograph, ssim
from tests.images.pictures import SECRET, encoded, plain, telling_jpeg, upload

pytestmark = pytest.mark.django_db


def add(data: bytes, name: str = "picture.jpg"):
    image, _is_new = library.add(upload(data, name), by=None)
    return image


def files_of(image, **which) -> list[tuple[str, int, Pillow.Image, bytes]]:
    """(format, width, picture, bytes) of each rendition, read back from the store."""
    found = []
    for row in image.renditions.filter(**which):
        with row.file.open("rb") as file:
            data = file.read()
        found.append((row.format, row.width, Pillow.open(io.BytesIO(data)), data))
    return found


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (100, [100]),
        (399, [399]),
        (400, [400]),
        (479, [479]),
        (799, [400, 799]),
        (900, [400, 900]),
        (1000, [400, 800, 1000]),
        (1600, [400, 800, 1200, 1600]),
        (2000, [400, 800, 1200, 1600, 2000]),
        (2400, [400, 800, 1200, 1600, 2400]),
    ],
)
def test_each_width_that_needs_no_enlarging_is_cut_in_two_formats(width, wanted):
    image = add(encoded(plain(size=(width, width // 2)), "JPEG"))
    rows = image.renditions.filter(spec=FREE).order_by("format", "width")
    assert [(row.format, row.width) for row in rows] == [
        (form, size) for form in ("jpeg", "webp") for size in wanted
    ]
    for form, size, picture, _data in files_of(image, spec=FREE):
        assert picture.format == form.upper()
        assert picture.size == (size, round((width // 2) * size / width))


def test_rows_say_the_size_of_their_file():
    image = add(encoded(plain(size=(900, 601)), "PNG"))
    for row in image.renditions.all():
        with row.file.open("rb") as file:
            assert Pillow.open(file).size == (row.width, row.height)


def test_names_are_128_random_bits_and_nothing_of_the_file():
    image = add(encoded(plain(size=(900, 600)), "JPEG"), "secret-meeting-harbour.jpg")
    names = [row.file.name for row in image.renditions.all()]
    assert all(re.fullmatch(r"renditions/[0-9a-f]{32}\.(jpeg|webp)", name) for name in names)
    stems = {name.split("/")[1].split(".")[0] for name in names}
    assert len(stems) == len(names)
    for told in (image.uid.hex, image.hash[:32], "secret"):
        assert not any(told in name for name in names)


def test_no_stored_file_holds_anything_but_pixels():
    image = add(telling_jpeg())
    with image.file.open("rb") as file:
        stored = [file.read()] + [data for *_rest, data in files_of(image)]
    assert len(stored) == 3
    for data in stored:
        assert SECRET not in data
        assert not Pillow.open(io.BytesIO(data)).getexif()
        for chunk in (b"EXIF", b"XMP ", b"ICCP", b"Exif", b"ICC_PROFILE", b"PK\x03\x04"):
            assert chunk not in data


def test_what_is_transparent_shows_white_paper():
    image = add(encoded(plain("RGBA", (0, 0, 0, 0)), "PNG"))
    for _form, _width, picture, _data in files_of(image):
        assert picture.mode == "RGB"
        assert min(picture.getpixel((20, 20))) > 250


def test_what_is_half_transparent_shows_through():
    image = add(encoded(plain("RGBA", (200, 0, 0, 128)), "PNG"))
    for _form, _width, picture, _data in files_of(image):
        red, green, blue = picture.getpixel((20, 20))
        assert red > 215
        assert 110 < green < 145
        assert 110 < blue < 145


def test_what_is_missing_is_made_and_what_is_there_stays():
    image = add(encoded(plain(size=(900, 600)), "JPEG"))
    kept = set(image.renditions.values_list("file", flat=True))
    gone = image.renditions.filter(Q(width=400) | Q(spec="4x3"))
    kept -= set(gone.values_list("file", flat=True))
    told = set(gone.values_list("spec", "format", "width"))
    gone.delete()
    made = renditions.make(image)
    assert {(row.spec, row.format, row.width) for row in made} == told
    assert kept < set(image.renditions.values_list("file", flat=True))
    assert renditions.make(image) == []
    # Two free widths, and two of each shape, in two formats.
    assert Rendition.objects.filter(image=image).count() == 16


@pytest.mark.parametrize("size", [(40, 400), (400, 40), (1600, 160)])
def test_the_longest_pictures_are_cut_too(size):
    image = add(encoded(plain(size=size), "PNG"))
    assert {row.height / row.width for row in image.renditions.all()} == {size[1] / size[0]}


def test_a_very_large_picture_looks_the_same_though_it_is_decoded_at_half_its_size():
    """A quarter of the real sizes, which take long to paint."""
    large = photograph((1651, 1227))
    image = add(encoded(large, "JPEG", quality=95))
    files = [each for each in renditions.wanted(image) if each.cut.width <= 400]
    with image.file.open("rb") as file:
        frame = renditions._film(file, image, files).frames[0]
    assert frame.width < 1000
    for cut in (files[0].cut, Cut((212, 0, 1439, 1227), 300, 300)):
        found = renditions._sized(frame, cut, image)
        wanted = large.resize(found.size, Pillow.Resampling.LANCZOS, box=cut.box)
        # Before JPEG's own loss, which is larger.
        assert ssim(found, wanted) > 0.98
        assert mean_error(found, wanted) < 3
