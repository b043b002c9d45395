"""What is stored looks like what came: every kind of photograph, measured."""

import io
import struct
import zlib

import pytest
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from articles.images import intake
from articles.images.darkroom import developing, work
from tests.images import profiles
from tests.images.looks import mean_error, photograph, ssim
from tests.images.pictures import encoded, opened, upload

PHOTOGRAPH = photograph()


def kept(data: bytes, **how) -> Pillow.Image:
    return opened(intake.take(upload(data), **how).data)


def in_colours_of(profile: bytes, picture: Pillow.Image = PHOTOGRAPH) -> Pillow.Image:
    """The same colours, as numbers of that profile."""
    into = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), into)


def turned(orientation: int, picture: Pillow.Image = PHOTOGRAPH, **options) -> bytes:
    """Upright to whoever honours the word in its EXIF."""
    back = {2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}
    methods = {
        2: Pillow.Transpose.FLIP_LEFT_RIGHT, 3: Pillow.Transpose.ROTATE_180,
        4: Pillow.Transpose.FLIP_TOP_BOTTOM, 5: Pillow.Transpose.TRANSPOSE,
        6: Pillow.Transpose.ROTATE_270, 7: Pillow.Transpose.TRANSVERSE,
        8: Pillow.Transpose.ROTATE_90,
    }  # fmt: skip
    tags = Pillow.Exif()
    tags[0x0112] = orientation
    lying = picture.transpose(methods[back[orientation]]) if orientation > 1 else picture
    return encoded(lying, "JPEG", quality=95, subsampling=0, exif=tags.tobytes(), **options)


P3 = profiles.rgb(profiles.DISPLAY_P3)
ADOBE = profiles.rgb(profiles.ADOBE_RGB, gamma=563 / 256)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
KINDS = {
    "JPEG": lambda: encoded(PHOTOGRAPH, "JPEG", quality=95),
    "JPEG, progressive": lambda: encoded(PHOTOGRAPH, "JPEG", quality=95, progressive=True),
    "JPEG, 4:4:4": lambda: encoded(PHOTOGRAPH, "JPEG", quality=95, subsampling=0),
    "JPEG, kept as RGB": lambda: encoded(PHOTOGRAPH, "JPEG", quality=95, keep_rgb=True),
    "PNG": lambda: encoded(PHOTOGRAPH, "PNG"),
    "PNG, opaque RGBA": lambda: encoded(PHOTOGRAPH.convert("RGBA"), "PNG"),
    "WebP": lambda: encoded(PHOTOGRAPH, "WEBP", quality=95),
    "WebP, lossless": lambda: encoded(PHOTOGRAPH, "WEBP", lossless=True),
    "AVIF": lambda: encoded(PHOTOGRAPH, "AVIF", quality=95),
    "AVIF, 4:4:4": lambda: encoded(PHOTOGRAPH, "AVIF", quality=95, subsampling="4:4:4"),
    "JPEG, Display P3": lambda: encoded(in_colours_of(P3), "JPEG", quality=95, icc_profile=P3),
    "JPEG, Adobe RGB": lambda: encoded(in_colours_of(ADOBE), "JPEG", quality=95, icc_profile=ADOBE),
    "PNG, Display P3": lambda: encoded(in_colours_of(P3), "PNG", icc_profile=P3),
    "WebP, Adobe RGB": lambda: encoded(in_colours_of(ADOBE), "WEBP", quality=95, icc_profile=ADOBE),
    "AVIF, Display P3": lambda: encoded(in_colours_of(P3), "AVIF", quality=95, icc_profile=P3),
    "JPEG, sRGB": lambda: encoded(PHOTOGRAPH, "JPEG", quality=95, icc_profile=SRGB),
    "JPEG, broken profile": lambda: encoded(
        PHOTOGRAPH, "JPEG", quality=95, icc_profile=P3[:200] + bytes(range(256)) * 4
    ),
    "JPEG, profile of greys": lambda: encoded(
        PHOTOGRAPH, "JPEG", quality=95, icc_profile=profiles.grey(1.0)
    ),
    **{f"JPEG, turned {number}": lambda number=number: turned(number) for number in range(1, 9)},
    "JPEG, turned and P3": lambda: turned(6, in_colours_of(P3), icc_profile=P3),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_photograph_keeps_its_looks(kind):
    picture = kept(KINDS[kind]())
    assert picture.size == PHOTOGRAPH.size
    assert ssim(picture, PHOTOGRAPH) > 0.97
    assert mean_error(picture, PHOTOGRAPH) < 3.5


def test_the_measure_sees_colours_that_are_not_converted():
    """What browsers would show of these numbers without their profile."""
    assert mean_error(in_colours_of(P3), PHOTOGRAPH) > 4
    assert mean_error(in_colours_of(ADOBE), PHOTOGRAPH) > 4


def test_colours_beyond_the_screen_come_as_near_as_they_can():
    swapped = profiles.rgb((profiles.DISPLAY_P3[1], profiles.DISPLAY_P3[0], profiles.DISPLAY_P3[2]))
    data = encoded(Pillow.new("RGB", (64, 64), "#00ff00"), "PNG", icc_profile=swapped)
    red, green, blue = kept(data).getpixel((9, 9))
    assert red > 245
    assert green < 10
    assert blue < 10


def test_grey_with_a_profile_of_its_own_is_converted():
    grey = ImageOps.grayscale(PHOTOGRAPH)
    linear = grey.point(lambda value: round(255 * (value / 255) ** 2.2))
    data = encoded(linear, "PNG", icc_profile=profiles.grey(1.0))
    assert mean_error(kept(data), grey.convert("RGB")) < 4
    assert mean_error(linear, grey) > 20


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_grey_stays_as_bright(form):
    grey = ImageOps.grayscale(PHOTOGRAPH)
    assert mean_error(kept(encoded(grey, form)), grey.convert("RGB")) < 2


def test_a_picture_for_print_keeps_its_looks():
    """Adobe's programs store it inverted and say so in a marker of theirs, as Pillow does."""
    data = encoded(PHOTOGRAPH.convert("CMYK"), "JPEG", quality=95)
    assert b"Adobe" in data
    assert ssim(kept(data), PHOTOGRAPH) > 0.97
    assert mean_error(kept(data), PHOTOGRAPH) < 4


def test_sixteen_bits_of_colour_keep_their_looks():
    deep = b"".join(bytes((value, value)) for value in PHOTOGRAPH.tobytes())
    assert mean_error(kept(png_of_16_bits(deep, PHOTOGRAPH.size)), PHOTOGRAPH) < 2


def png_of_16_bits(data: bytes, size: tuple[int, int]) -> bytes:
    row = size[0] * 6
    lines = b"".join(b"\x00" + data[at : at + row] for at in range(0, len(data), row))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", *size, 16, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def test_a_palette_keeps_its_looks():
    few = PHOTOGRAPH.quantize(64)
    for form in ("PNG", "GIF"):
        assert mean_error(kept(encoded(few, form)), few.convert("RGB")) < 3


def test_what_shines_through_is_kept_exactly():
    picture = PHOTOGRAPH.convert("RGBA")
    picture.putalpha(Pillow.linear_gradient("L").resize(PHOTOGRAPH.size).point(lambda v: max(v, 1)))
    for form, options in (("PNG", {}), ("WEBP", {"lossless": True})):
        assert kept(encoded(picture, form, **options)).tobytes() == picture.tobytes()


def test_what_is_wholly_transparent_hides_nothing():
    picture = PHOTOGRAPH.convert("RGBA")
    picture.paste((11, 22, 33, 0), (0, 0, 60, 60))
    found = kept(encoded(picture, "PNG"))
    assert found.getpixel((10, 10)) == (0, 0, 0, 0)
    assert found.getpixel((100, 100)) == picture.getpixel((100, 100))


def test_a_large_picture_is_turned_by_way_of_a_file(monkeypatch):
    small = work.done(turned(6), moves=False)
    monkeypatch.setattr(developing, "_BOTH_BYTES", 1000)
    monkeypatch.setattr(developing, "_ROWS", 7)
    assert work.done(turned(6), moves=False) == small
    assert ssim(opened(small[1]), PHOTOGRAPH) > 0.97
