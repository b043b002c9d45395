"""PDFs are printed anew: pages stay, and nothing that acts or tells."""

import io
import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from articles.documents import intake
from articles.errors import DocumentRefused
from articles.images.darkroom.pdf import work
from articles.images.darkroom.refusal import Refusal
from tests.documents import pdfs
from tests.documents.pdfs import SECRET, pdf, stream, telling, written

# Names that make a PDF act or tell, outside of its streams.
ACTING = re.compile(
    rb"/(?:JavaScript|JS|Launch|OpenAction|AA|EmbeddedFiles?|EF|XFA|AcroForm|Metadata|PieceInfo|"
    rb"Author|Producer|Info|FileAttachment|Names|AF)\b"
)
BY_CHANCE = 220


def upload(data: bytes, name: str = "report.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def refusal_of(data: bytes) -> str:
    with pytest.raises(DocumentRefused) as refused:
        intake.take(upload(data, "../a.pdf"))
    return str(refused.value)


def test_nothing_that_acts_or_tells_is_kept():
    taken = intake.take(upload(telling()))
    assert SECRET in telling()
    assert SECRET not in taken.data
    assert SECRET.hex().encode() not in taken.data
    assert not ACTING.search(taken.data)
    assert len(taken.left) == 4


def test_pages_keep_their_looks():
    taken = intake.take(upload(telling()))
    reader = PdfReader(io.BytesIO(taken.data), strict=True)
    [page] = reader.pages
    assert page.mediabox.width == 200
    assert page.get_contents().get_data().startswith(b"0 0 50 1 re f")
    assert [picture.image.size for picture in page.images] == [(16, 12), (16, 12)]
    lying = [each.get_object() for each in page["/Annots"]]
    assert [each["/Subtype"] for each in lying] == ["/Link", "/Link", "/Stamp"]
    assert lying[0]["/A"] == {"/S": "/URI", "/URI": "https://example.org/a"}
    assert lying[1]["/Dest"][0].get_object() == page


def test_what_was_printed_anew_stays_as_it_is():
    once = intake.take(upload(telling()))
    again = intake.take(upload(once.data))
    assert again.data == once.data
    assert again.left == ()


def test_pages_are_counted():
    assert intake.take(upload(pdf("", "", ""))).pages == 3


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "not a PDF"),
        (b"<html>%PDF- %%EOF</html>", "not a PDF"),
        (b"MZ" + b"\0" * 2000 + pdf(), "not a PDF"),
        (pdf() + b"\0" * 5000, "not a PDF"),
        (pdf()[:200], "not a PDF"),
        (pdf(trailer="/Encrypt <</Filter /Standard /V 1>>"), "locked"),
        (pdf(root="/Collection <<>>"), "folder of other files"),
        (pdf(root="/NeedsRendering true /AcroForm <</XFA 1 0 R>>"), "drawn by a program"),
        (written([b"<</Type /Catalog /Pages 2 0 R>>", b"<</Kids [2 0 R 2 0 R]>>"]), "not a PDF"),
        (pdf(f"/Resources {'[' * 500}{']' * 500}"), "not a PDF"),
    ],
)
def test_what_is_no_pdf_that_we_take_is_refused_in_a_sentence(data, wanted):
    assert wanted in refusal_of(data)


def test_a_file_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(intake, "MAX_BYTES", 100)
    assert refusal_of(pdf()).startswith("The file is larger")


def test_a_stream_that_grows_without_end_is_never_unfolded():
    bomb = stream(b"x" * 100_000, "/Filter [/FlateDecode /FlateDecode /DCTDecode]")
    assert "damaged" in refusal_of(pdf("/Resources <</XObject <</A 5 0 R>>>>", more=(bomb,)))


def test_mutations_of_chance_are_refused_or_cleaned():
    """In this process, where whatever is raised is seen; some by the way that uploads take."""
    chance, seeds = random.Random(4711), [telling(), pdf("", ""), pdfs.pdf(root="/Lang (en)")]
    printed = 0
    for number in range(BY_CHANCE):
        data = _mutated(chance, chance.choice(seeds))
        try:
            said, file = work.done(data)
        except Refusal as refusal:
            assert refusal.word in {"damaged", "locked", "collection", "drawn", "pages", "costly"}
        else:
            printed += 1
            assert said["pages"] >= 1
            assert not ACTING.search(file)
            assert work.done(file)[1]
        if number % 20 == 0:
            _taken_or_refused(data)
    assert 20 < printed < BY_CHANCE


def _taken_or_refused(data: bytes) -> None:
    try:
        assert intake.take(upload(data)).pages
    except DocumentRefused as refused:
        assert str(refused).endswith(".")


def _mutated(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _each in range(chance.randint(1, 12)):
        place = chance.randrange(len(changed))
        how = chance.randrange(4)
        if how == 0:
            changed[place] = chance.randrange(256)
        elif how == 1:
            del changed[place : place + chance.randint(1, 40)]
        elif how == 2:
            other = chance.randrange(len(changed))
            changed[place:place] = changed[other : other + chance.randint(1, 60)]
        else:
            words = (b" 1 0 R", b"<<", b">>", b"[", b"]", b"-1", b"99999999999", b"/Kids [1 0 R]")
            changed[place:place] = chance.choice(words)
    return bytes(changed)
