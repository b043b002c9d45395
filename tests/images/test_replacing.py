"""Another file in the place of a picture's own: everywhere at once, or not at all."""

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.errors import ImageRefused
from articles.images import library, renaming, renditions, replacing
from articles.models import AuditRow, FormerFile, Image, ManualCrop
from tests.base import LATER, MINUTE
from tests.hiding.files import make_shown, names_of, stored, told_by
from tests.images.pictures import encoded, plain, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "in_memory")]


def other(size=(1200, 800), colour="#2040c0"):
    return upload(encoded(plain(size=size, colour=colour), "JPEG"), "other.jpg")


@pytest.fixture
def shown():
    return make_shown()


def test_pages_show_the_new_file_and_the_old_ones_are_deleted_a_little_later(shown):
    image, version = shown
    old, original = names_of(image), image.file.name
    new = library.replace(image, other(), by=None)
    assert (new.width, new.height, new.alt) == (1200, 800, "Boats.")
    assert told_by(version) <= names_of(image)
    assert names_of(image).isdisjoint(old)
    assert all(map(default_storage.exists, {*old, *names_of(image), original, new.file.name}))
    renaming.sweep(LATER + 10 * MINUTE)
    assert stored() == names_of(image)
    assert default_storage.exists(new.file.name)
    assert not default_storage.exists(original)
    assert AuditRow.objects.filter(act="picture replaced").count() == 1


def test_pressed_twice_it_replaces_once(shown):
    image, _version = shown
    library.replace(image, other(), by=None)
    once = names_of(image)
    library.replace(image, other(), by=None)
    assert names_of(image) == once
    assert AuditRow.objects.filter(act="picture replaced").count() == 1


def test_what_is_no_picture_or_another_one_of_the_library_is_refused(shown):
    image, _version = shown
    before = names_of(image)
    library.add(other(), by=None)
    for refused in (other(), upload(b"GIF89a, they say")):
        with pytest.raises(ImageRefused):
            library.replace(image, refused, by=None)
    assert names_of(image) == before


@pytest.mark.parametrize("moment", [(renditions, "_store"), (replacing.composing, "rehang")])
def test_ended_in_between_the_picture_is_what_it_was(shown, monkeypatch, moment):
    image, version = shown
    before, original = names_of(image), image.file.name

    def end(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(*moment, end)
        patched.setattr(renaming, "release", lambda *args: None)
        patched.setattr(renaming, "sweep", lambda *args, **of: [])
        library.replace(image, other(), by=None)
    assert names_of(image) == before
    assert told_by(version) <= before
    assert Image.objects.get(pk=image.pk).file.name == original
    renaming.sweep(LATER + renaming.KEPT)
    assert stored() == before
    assert not FormerFile.objects.exists()


def test_a_sweep_in_the_middle_of_a_slow_one_takes_none_of_its_files(shown, monkeypatch):
    image, _version = shown
    store = renditions._store

    def slow(*given):
        renaming.sweep(timezone.now() + 10 * renaming.LEASE)
        return store(*given)

    monkeypatch.setattr(renditions, "_store", slow)
    library.replace(image, other(), by=None)
    assert names_of(image) <= stored()


def test_while_somebody_else_has_the_files_in_hand_it_is_refused(shown):
    image, _version = shown
    assert renaming.claim(image, LATER)
    with pytest.raises(ImageRefused, match="Somebody else"):
        library.replace(image, other(), by=None)


def test_a_frame_that_protects_an_identity_fits_no_other_shape(shown):
    image, _version = shown
    Image.objects.filter(pk=image.pk).update(identity_protected=True)
    ManualCrop.objects.create(image=image, shape="free", left=0, top=0, right=0.5, bottom=1)
    with pytest.raises(ImageRefused, match="protects"):
        library.replace(image, other((800, 800)), by=None)
    old = names_of(image)
    library.replace(image, other(), by=None)
    assert stored() == names_of(image)
    assert stored().isdisjoint(old)
    assert not FormerFile.objects.exists()
