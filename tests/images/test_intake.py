"""Pictures are taken by what they are, and nothing but their pixels is kept."""

import struct
import tracemalloc

import pytest
from PIL import ImageChops, ImageColor

from articles.errors import ImageRefused
from articles.images import intake
from tests.images.pictures import (
    SECRET,
    SIZE,
    declared_png,
    encoded,
    halves,
    jpeg,
    many_scans,
    opened,
    plain,
    telling_jpeg,
    telling_png,
    telling_webp,
    upload,
)

NO_PICTURE = "The file is not a JPEG, PNG, WebP, AVIF or GIF picture, or it is damaged."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def take(data: bytes, name: str = "picture.jpg") -> intake.Taken:
    return intake.take(upload(data, name))


def refusal_of(data: bytes, name: str = "picture.jpg") -> str:
    with pytest.raises(ImageRefused) as refused:
        take(data, name)
    return str(refused.value)


def near(found, wanted, within: int = 6) -> bool:
    return all(abs(one - other) <= within for one, other in zip(found, wanted, strict=True))


# What is taken ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("name", ["a.jpg", "a.svg", "a.php", "a", "../../etc/passwd", "a.png\x00"])
def test_a_picture_is_known_by_its_content_whatever_its_name(form, name):
    taken = take(encoded(plain(), form), name)
    assert (taken.width, taken.height) == SIZE
    assert opened(taken.data).size == SIZE


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (SVG, "a.png"),
        (encoded(plain(), "TIFF"), "a.jpg"),
        (encoded(plain(), "EPS"), "a.jpg"),
        (encoded(plain(), "BMP"), "a.jpg"),
        (encoded(plain(), "ICO"), "a.png"),
        (b"%PDF-1.7 ...", "a.jpg"),
        (b"<html><img src=x onerror=alert(1)>", "a.jpg"),
        (b"just words", "a.jpg"),
        (b"", "a.jpg"),
        (b"\xff\xd8\xff", "a.jpg"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "a.webp"),
        (bytes(5000), "a.jpg"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_what_is_no_picture_that_we_take_is_refused_with_a_sentence(data, name):
    assert refusal_of(data, name) == NO_PICTURE


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_picture_that_breaks_off_is_refused(form, share):
    data = encoded(halves(), form)
    assert refusal_of(data[: int(len(data) * share)]) == NO_PICTURE


@pytest.mark.parametrize("size", [(31, 400), (400, 31), (1, 1)])
def test_a_picture_too_small_for_any_page_is_refused(size):
    assert refusal_of(encoded(plain(size=size), "PNG")) == "The picture is smaller than 32 pixels."


@pytest.mark.parametrize("size", [(33, 331), (331, 33)])
def test_a_strip_is_refused(size):
    said = refusal_of(encoded(plain(size=size), "PNG"))
    assert said == "The picture is more than 10 times as long as wide."


@pytest.mark.parametrize("size", [(33, 330), (330, 33)])
def test_the_longest_picture_is_taken(size):
    taken = take(encoded(plain(size=size), "PNG"))
    assert (taken.width, taken.height) == size


# What must not cost a server its memory or its day ----------------------------------------------


# Pillow itself warns above 89 million pixels, and raises above twice as many.
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    "size", [(7072, 7072), (10_000, 10_000), (60_000, 60_000), (2**31 - 1, 40)]
)
def test_a_small_file_that_declares_a_huge_picture_is_refused_before_it_is_decoded(size):
    data = declared_png(*size)
    tracemalloc.start()
    said = refusal_of(data)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == "The picture has more than 50 million pixels."
    assert peak < 2_000_000


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_jpeg_that_declares_a_huge_picture_is_refused():
    data = bytearray(jpeg())
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = struct.pack(">HH", 60_000, 60_000)
    assert refusal_of(bytes(data)) == "The picture has more than 50 million pixels."


def test_a_jpeg_of_very_many_passes_is_refused_before_it_is_decoded():
    said = refusal_of(many_scans(5000))
    assert said == "The picture is coded in far too many steps. Save it again."


def test_a_progressive_jpeg_is_taken():
    assert take(encoded(halves(), "JPEG", progressive=True)).ending == "jpeg"


def test_a_file_that_is_too_large_is_refused_without_being_read(monkeypatch):
    monkeypatch.setattr(intake, "MAX_BYTES", 1024 * 1024)
    big = upload(bytes(1024 * 1024 + 1))
    with pytest.raises(ImageRefused, match=r"^The file is larger than 1 MB\.$"):
        intake.take(big)
    assert big.tell() == 0


# What is kept -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [telling_jpeg(), telling_png(), telling_webp()], ids=["jpeg", "png", "webp"]
)
def test_nothing_but_pixels_is_kept(data):
    assert SECRET in data
    taken = take(data)
    kept = opened(taken.data)
    assert SECRET not in taken.data
    assert not kept.getexif()
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for word in (b"Exif", b"http", b"ICC", b"8BIM", b"tEXt", b"iTXt", b"eXIf", b"iCCP", b"PK"):
        assert word not in taken.data[:700] + taken.data[-700:]


@pytest.mark.parametrize(
    ("orientation", "size", "first_corner"),
    [
        (1, SIZE, "red"),
        (2, SIZE, "blue"),
        (3, SIZE, "blue"),
        (6, SIZE[::-1], "red"),
        (8, SIZE[::-1], "blue"),
    ],
)
def test_the_picture_stands_upright(orientation, size, first_corner):
    taken = take(telling_jpeg(orientation))
    picture = opened(taken.data)
    assert picture.size == size == (taken.width, taken.height)
    assert near(picture.getpixel((10, 10)), ImageColor.getrgb(first_corner))


def test_the_hash_is_that_of_the_bytes_that_came():
    one, same, other = take(jpeg()), take(jpeg(), "b.png"), take(jpeg(quality=50))
    assert one.hash == same.hash != other.hash
    assert len(one.hash) == 64


# Every kind of pixel ----------------------------------------------------------------------------


def test_a_jpeg_for_print_comes_out_in_screen_colours():
    taken = take(encoded(plain("CMYK", (10, 200, 30, 5)), "JPEG", quality=95))
    picture = opened(taken.data)
    assert (taken.ending, picture.mode) == ("jpeg", "RGB")
    assert near(picture.getpixel((20, 20)), (240, 54, 221), within=10)


def test_a_palette_with_transparency_keeps_it():
    palette = plain("P", 3)
    palette.putpalette([number % 256 for number in range(768)])
    taken = take(encoded(palette, "PNG", transparency=3))
    picture = opened(taken.data)
    assert (taken.ending, picture.mode) == ("png", "RGBA")
    assert picture.getpixel((20, 20))[3] == 0


def test_a_palette_without_transparency_becomes_a_jpeg():
    palette = plain().convert("P")
    assert take(encoded(palette, "PNG")).ending == "jpeg"


@pytest.mark.parametrize(("value", "wanted"), [(0, 0), (20_000, 78), (40_000, 156), (65_535, 255)])
def test_sixteen_bits_of_grey_keep_their_brightness(value, wanted):
    taken = take(encoded(plain("I;16", value), "PNG"))
    assert near(opened(taken.data).getpixel((20, 20)), (wanted,) * 3, within=2)


@pytest.mark.parametrize(
    ("picture", "form", "wanted"),
    [
        (plain("L", 77), "JPEG", (77, 77, 77)),
        (plain("L", 77), "PNG", (77, 77, 77)),
        (plain("1", 1), "PNG", (255, 255, 255)),
        (plain("LA", (77, 128)), "PNG", (77, 77, 77, 128)),
        (plain("RGBA", (10, 20, 30, 128)), "WEBP", (10, 20, 30, 128)),
    ],
    ids=["grey JPEG", "grey PNG", "one bit", "grey and transparency", "transparent WebP"],
)
def test_other_kinds_of_pixels_come_out_as_they_were(picture, form, wanted):
    options = {"lossless": True, "exact": True} if form == "WEBP" else {}
    taken = take(encoded(picture, form, **options))
    assert near(opened(taken.data).getpixel((20, 20)), wanted)


@pytest.mark.parametrize("form", ["WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_taken(form):
    frames = [plain(colour="red"), plain(colour="blue"), plain(colour="green")]
    options = {"lossless": True} if form == "WEBP" else {}
    data = encoded(frames[0], form, save_all=True, append_images=frames[1:], **options)
    picture = opened(take(data).data)
    assert getattr(picture, "n_frames", 1) == 1
    assert near(picture.getpixel((20, 20)), (254, 0, 0))


def test_the_pixels_are_those_that_came():
    picture = halves("RGBA")
    picture.putpixel((0, 0), (9, 9, 9, 254))
    taken = take(encoded(picture, "PNG"))
    assert ImageChops.difference(opened(taken.data), picture).getbbox() is None
