"""Crops: the three shapes that search engines ask for, cut around the focal point."""

import io

import pytest
from PIL import Image as Pillow

from articles import cropping
from articles.images import library, renditions
from articles.models import FREE, Image
from tests.images.pictures import encoded, plain, upload

pytestmark = pytest.mark.django_db


def add(size, **fields) -> Image:
    image, _is_new = library.add(upload(encoded(plain(size=size), "PNG")), by=None, **fields)
    return image


def striped(size, *, upright: bool) -> bytes:
    """Red, green and blue thirds beside each other, or one above the other."""
    thirds = Pillow.new("RGB", (1, 3) if upright else (3, 1))
    thirds.putdata([(255, 0, 0), (0, 255, 0), (0, 0, 255)])
    return encoded(thirds.resize(size, Pillow.Resampling.NEAREST), "PNG")


def opened(image: Image, shape: str) -> Pillow.Image:
    with next(crop for crop in image.crops() if crop.spec == shape).file.open("rb") as file:
        return Pillow.open(io.BytesIO(file.read())).convert("RGB")


def strongest(picture: Pillow.Image, x: float, y: float) -> str:
    """The name of the colour at a place (0–1)."""
    place = (round(x * (picture.width - 1)), round(y * (picture.height - 1)))
    pixel = picture.getpixel(place)
    return ("red", "green", "blue")[pixel.index(max(pixel))]


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ((2400, 1600), {"16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}),
        ((1200, 1200), {"16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}),
        # As large as the original allows, on either side.
        ((1300, 650), {"16x9": (1155, 650), "4x3": (866, 650), "1x1": (650, 650)}),
        ((500, 1000), {"16x9": (500, 281), "4x3": (500, 375), "1x1": (500, 500)}),
        # Below 50,000 pixels a crop is left out: 300 × 169 is above it, 225 × 169 is not.
        ((300, 169), {"16x9": (300, 169)}),
        ((297, 167), {}),
        ((1600, 160), {}),
        ((64, 48), {}),
    ],
)
def test_each_shape_is_as_large_as_the_original_allows(size, wanted):
    crops = add(size).crops()
    assert {crop.spec: (crop.width, crop.height) for crop in crops} == wanted
    assert {crop.format for crop in crops} <= {"jpeg"}


def test_a_crop_is_the_size_that_its_row_says():
    image = add((1300, 650))
    for crop in image.crops():
        assert opened(image, crop.spec).size == (crop.width, crop.height)


@pytest.mark.parametrize(("focus", "seen"), [(0, "red"), (0.5, "green"), (1, "blue")])
@pytest.mark.parametrize("upright", [False, True])
def test_a_square_shows_what_the_focal_point_names(focus, seen, upright):
    size, name = ((600, 1800), "focal_y") if upright else ((1800, 600), "focal_x")
    image, _is_new = library.add(upload(striped(size, upright=upright)), by=None, **{name: focus})
    square = opened(image, "1x1")
    for along in (0.05, 0.5, 0.95):
        assert strongest(square, *((0.5, along) if upright else (along, 0.5))) == seen


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (1601, 1067), (4999, 3333), (333, 3330)])
@pytest.mark.parametrize("ratio", [(16, 9), (4, 3), (1, 1)])
@pytest.mark.parametrize("focus", [(0.0, 0.0), (1.0, 1.0), (0.37, 0.91)])
def test_a_cut_never_leaves_the_picture_and_is_never_enlarged(size, ratio, focus):
    cut = cropping.cut(size, ratio, focus, widest=1200)
    left, top, right, bottom = cut.box
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert cut.width <= right - left + 1e-6
    assert cut.height <= bottom - top + 0.5
    for place, low, high, whole in zip(focus, (left, top), (right, bottom), size, strict=True):
        assert low - 1e-6 <= place * whole <= high + 1e-6


def test_crops_are_cut_anew_where_the_focal_point_is_now():
    image, _is_new = library.add(upload(striped((1800, 600), upright=False)), by=None, focal_x=0)
    free = {file.pk for file in image.free_files()}
    old = {crop.file.name for crop in image.crops()}
    Image.objects.filter(pk=image.pk).update(focal_x=1)
    made = renditions.recut(image)
    assert {row.spec for row in made} == {"16x9", "4x3", "1x1"}
    assert strongest(opened(image, "1x1"), 0.5, 0.5) == "blue"
    assert {file.pk for file in image.free_files()} == free
    assert not old & {crop.file.name for crop in image.crops()}


def test_free_files_and_crops_share_no_file():
    image = add((900, 600))
    assert {file.spec for file in image.free_files()} == {FREE}
    assert [file.spec for file in image.crops()] == ["16x9", "4x3", "1x1"]
    crops = [file for files in image.cropped_files().values() for file in files]
    assert image.renditions.count() == len(image.free_files()) + len(crops)
    assert set(image.crops()) < set(crops)
