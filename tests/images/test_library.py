"""The library keeps each picture once, and nothing of one that it refused."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import IntegrityError, connection

from articles.errors import ImageRefused
from articles.images import intake, library
from articles.models import Image, Rendition
from tests.images.pictures import encoded, jpeg, plain, telling_jpeg, upload


def stored_files() -> set[str]:
    folder = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.django_db
def test_a_picture_comes_with_its_words_and_who_brought_it(picture_desk):
    image, is_new = library.add(
        upload(jpeg()), by=picture_desk, alt="A red square.", credit="A. Quill", focal_x=0.2
    )
    assert is_new
    image = Image.objects.get(pk=image.pk)
    assert (image.alt, image.credit, image.focal_x) == ("A red square.", "A. Quill", 0.2)
    assert (image.width, image.height) == (96, 64)
    assert image.created_by == picture_desk


@pytest.mark.django_db
def test_the_same_bytes_are_stored_once():
    first, _is_new = library.add(upload(jpeg(), "one.jpg"), by=None, alt="First words.")
    before = stored_files()
    again, is_new = library.add(upload(jpeg(), "two.png"), by=None, alt="Other words.")
    assert not is_new
    assert again == first
    assert again.alt == "First words."
    assert Image.objects.count() == 1
    assert stored_files() == before


@pytest.mark.django_db
def test_the_original_is_named_by_its_uid_alone():
    image, _is_new = library.add(upload(jpeg(), "secret-meeting.jpg"), by=None)
    assert image.file.name == f"originals/{image.uid}.jpeg"
    assert not any("secret" in name for name in stored_files())


@pytest.mark.django_db
def test_the_ending_is_that_of_the_content():
    image, _is_new = library.add(
        upload(encoded(plain("RGBA", (9, 9, 9, 99)), "PNG"), "page.html"), by=None
    )
    assert image.file.name.endswith(".png")


@pytest.mark.django_db
def test_a_refused_picture_leaves_nothing():
    before = stored_files()
    with pytest.raises(ImageRefused):
        library.add(upload(jpeg()[:200]), by=None)
    assert not Image.objects.exists()
    assert stored_files() == before


@pytest.mark.django_db
def test_words_that_the_database_refuses_leave_no_file():
    before = stored_files()
    with pytest.raises(IntegrityError):
        library.add(upload(jpeg()), by=None, focal_x=7)
    assert not Image.objects.exists()
    assert stored_files() == before


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_the_same_picture_at_once_get_one(monkeypatch):
    before, together, take = stored_files(), Barrier(2, timeout=20), intake.take

    def take_together(file, **how):
        taken = take(file, **how)
        together.wait()
        return taken

    def add(name: str) -> tuple[int, bool]:
        try:
            image, is_new = library.add(upload(telling_jpeg(), name), by=None)
            return image.pk, is_new
        finally:
            connection.close()

    monkeypatch.setattr(intake, "take", take_together)
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(add, ["one.jpg", "two.jpg"]))
    assert len({key for key, _is_new in results}) == 1
    assert sorted(is_new for _key, is_new in results) == [False, True]
    assert Image.objects.count() == 1
    # The original and its two renditions.
    assert len(stored_files() - before) == 1 + Rendition.objects.count() == 3
