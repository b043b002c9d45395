"""What a file says of its picture is read, cleaned and bounded; where it was taken by satellite is
not.
"""

from datetime import date

import pytest
from PIL.PngImagePlugin import PngInfo

from articles.images import intake, library
from articles.images.darkroom import facts, text, xmp
from articles.models import Image
from tests.images.pictures import (
    alternatives,
    encoded,
    exif,
    iim_jpeg,
    jpeg,
    plain,
    told_jpeg,
    told_xmp,
    upload,
)
from tests.images.pictures import xmp as packet

AI = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def said(data: bytes) -> dict:
    return intake.take(upload(data)).facts


def caption(words: str) -> bytes:
    return jpeg(xmp=packet(alternatives("dc:description", x_default=words)))


# Where it is read from --------------------------------------------------------------------------

TOLD = {
    "alt": "Two boats by a quay.",
    "caption": "Boats at rest",
    "creator": "Ines Varrow",
    "credit": "Varrow/Bay Press",
    "copyright": "© 2025 Bay Press",
    "place": "Keldavar, Ostvik",
    "taken_on": date(2025, 2, 25),
}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_press_pictures_words_are_read_from_every_kind_of_file(form):
    options = {} if form == "PNG" else {"xmp": told_xmp()}
    data = encoded(plain(), form, **options)
    if form == "PNG":
        data = png_with_xmp()
    assert said(data) == TOLD


def png_with_xmp() -> bytes:
    words = PngInfo()
    words.add_itxt("XML:com.adobe.xmp", told_xmp().decode())
    return encoded(plain(), "PNG", pnginfo=words)


def test_the_older_records_are_read_too():
    found = said(
        iim_jpeg(
            (1, 90, b"\x1b%G"),
            (2, 120, "Qayıqlar".encode()),
            (2, 80, b"Ines Varrow"),
            (2, 80, b"Teo Lind"),
            (2, 110, b"Bay Press"),
            (2, 116, "© Bay".encode()),
            (2, 90, b"Keldavar"),
            (2, 101, b"Ostvik"),
            (2, 55, b"20250225"),
        )
    )
    assert found == {
        "caption": "Qayıqlar",
        "creator": "Ines Varrow, Teo Lind",
        "credit": "Bay Press",
        "copyright": "© Bay",
        "place": "Keldavar, Ostvik",
        "taken_on": date(2025, 2, 25),
    }


def test_what_cameras_write_is_read_where_nothing_else_is():
    tags = exif()
    tags[0x010E], tags[0x013B], tags[0x8298] = "Boats", "Ines Varrow", "© Varrow"
    tags.get_ifd(0x8769)[0x9003] = "2025:02:25 09:30:00"
    found = said(jpeg(exif=tags.tobytes()))
    assert (found["caption"], found["creator"]) == ("Boats", "Ines Varrow")
    assert found["taken_on"] == date(2025, 2, 25)
    assert "place" not in found


def test_the_newer_record_goes_before_the_older_ones():
    data = iim_jpeg((2, 120, b"Older"), (2, 110, b"Agency"), xmp=packet(
        alternatives("dc:description", x_default="Newer")))  # fmt: skip
    assert said(data) == {"caption": "Newer", "credit": "Agency"}


@pytest.mark.parametrize(
    "words", ["SONY DSC", "OLYMPUS DIGITAL CAMERA", "IMG_1234.JPG", "untitled"]
)
def test_what_a_camera_calls_itself_is_no_caption(words):
    assert said(caption(words)) == {}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("trainedAlgorithmicMedia", "trained"),
        ("compositeWithTrainedAlgorithmicMedia", "composite"),
        ("compositeSynthetic", "composite"),
        ("digitalCapture", None),
        ("algorithmicMedia", None),
        ("<b>", None),
    ],
)
def test_the_part_of_ai_is_read_in_the_words_of_the_trade(source, wanted):
    escaped = source.replace("<", "&lt;")
    in_packet = jpeg(xmp=packet(f"<ext:DigitalSourceType>{AI}{escaped}</ext:DigitalSourceType>"))
    assert said(in_packet).get("made_with_ai") == wanted
    assert said(jpeg(comment=f"c2pa {AI}{source}\x00".encode())).get("made_with_ai") == wanted


# Texts of every kind ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ("Café".encode(), "Café"),
        ("Café".encode("latin-1"), "Café"),
        # Cut inside a letter.
        ("Şəki".encode()[:3], "Ş"),
        (b"\x93Boats\x94", "“Boats”"),
        (b"Boats\x00\x00hidden", "Boats"),
        (b"Two\r\nlines", "Two lines"),
        (b"a\x07\x1b[31mb", "a[31mb"),
        ("left\u202eright\u2066\ufeff".encode(), "leftright"),
        ("👩\u200d🚀 می\u200cخواهم".encode(), "👩\u200d🚀 می\u200cخواهم"),
        (b"<script>alert(1)</script>Boats", "alert(1) Boats"),
        (b"<<b>script>x", "< script>x"),
        (b"5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        (b"Boats <img src=x onerror=alert(1)", "Boats"),
        (b"\xff\xfe\x00", "ÿþ"),
        (b"", ""),
    ],
)
def test_a_text_comes_out_readable_and_harmless(data, wanted):
    assert text.clean(data, 200) == wanted


def test_no_text_is_longer_than_its_field():
    long = packet(
        alternatives("dc:description", x_default="word " * 9000)
        + alternatives("core:AltTextAccessibility", x_default="x" * 9000),
        f'photoshop:Credit="{"é" * 9000}" photoshop:City="{"y" * 9000}"',
    )
    taken = intake.take(upload(encoded(plain(), "PNG", pnginfo=_itxt(long))))
    for name, value in taken.facts.items():
        assert 0 < len(value) <= facts.LENGTHS[name]


def _itxt(data: bytes):
    words = PngInfo()
    words.add_itxt("XML:com.adobe.xmp", data.decode())
    return words


def test_the_bounds_are_those_of_the_fields():
    for name, most in facts.LENGTHS.items():
        assert most <= (Image._meta.get_field(name).max_length or most)


# What is no record ------------------------------------------------------------------------------

LAUGHS = b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>""" + packet(
    alternatives("dc:description", x_default="&b;")
)
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>""" + packet(
    alternatives("dc:description", x_default="&a;")
)


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS,
        OUTSIDE,
        b"<a>" * 5000 + b"</a>" * 5000,
        b"<a>" + b"<b/>" * 50_000 + b"</a>",
        packet()[:-30],
        b"\x00" * 100,
        b"no xml",
        b"<a xmlns:x='" + b"y" * 2_000_000 + b"'/>",
        packet(alternatives("dc:description", x_default="\x01")),
    ],
    ids=["entities", "outside", "deep", "many", "cut", "zeros", "text", "long", "control"],
)
def test_a_packet_that_is_no_proper_one_says_nothing(data):
    with pytest.raises(xmp.Unreadable):
        xmp.read(data)
    if len(data) < 60_000:
        assert said(jpeg(xmp=data)) == {}


def test_what_is_said_of_other_pictures_is_not_said_of_this_one():
    other = alternatives("dc:description", x_default="Another")
    nested = f'<ext:Pantry xmlns:ext="http://ns.adobe.com/xap/1.0/mm/">{other}</ext:Pantry>'
    assert said(jpeg(xmp=packet(nested))) == {}


@pytest.mark.parametrize(
    "day", ["0000-00-00", "2025-02-30", "20251301", "tomorrow", "1700-01-01", "٢٠٢٥-٠٢-٢٥", ""]
)
def test_a_day_that_never_was_is_left_out(day):
    assert said(jpeg(xmp=packet(attributes=f'photoshop:DateCreated="{day}"'))) == {}


def test_records_that_are_cut_or_made_up_say_what_they_can():
    whole = iim_jpeg((2, 120, b"Boats"), (2, 110, b"Bay Press"))
    start = whole.index(b"\x1c\x02\x78")
    for at in range(start, start + 40):
        for value in (0, 0x7F, 0x80, 0xFF):
            data = whole[:at] + bytes([value]) + whole[at + 1 :]
            assert set(facts.read(_Picture(data[start : start + 30]), b"")) <= {
                "caption", "credit", "creator", "copyright", "place", "taken_on"}  # fmt: skip


class _Picture:
    """As Pillow opens one that has these records and no others."""

    def __init__(self, records: bytes):
        self.info = {"photoshop": {0x0404: records}}

    def getexif(self):
        raise SyntaxError("broken")


# What becomes of it -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_picture_is_credited_to_its_maker_where_no_credit_is_given():
    creator = "<dc:creator><rdf:Seq><rdf:li>Ines Varrow</rdf:li></rdf:Seq></dc:creator>"
    image, _is_new = library.add(upload(jpeg(xmp=packet(creator))), by=None)
    assert (image.creator, image.credit) == ("Ines Varrow", "Ines Varrow")


@pytest.mark.django_db
def test_what_the_file_says_is_stored_with_the_picture():
    image, _is_new = library.add(upload(told_jpeg()), by=None, alt="Typed")
    image = Image.objects.get(pk=image.pk)
    assert {name: getattr(image, name) for name in TOLD} == TOLD | {"alt": "Typed"}
