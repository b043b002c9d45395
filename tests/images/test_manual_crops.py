"""Crops chosen by hand, and the frame outside which nothing of a picture is shown."""

import pytest
from django.core.files.storage import default_storage
from django.test import TestCase

from articles import composing
from articles.images import library, renditions
from articles.models import FREE, Image, ManualCrop, PublishedVersion
from tests.base import LATER
from tests.factories import make_live
from tests.images.pictures import upload
from tests.images.test_crops import striped, strongest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_memory")]

RIGHT_THIRD = {"left": 2 / 3, "top": 0, "right": 1, "bottom": 1}


def make_striped(**fields) -> Image:
    data = striped((1500, 500), upright=False)
    fields = {"credit": "Mara Teel", **fields}
    image, _is_new = library.add(upload(data), by=None, **fields)
    return image


def choose(image: Image, shape: str, **box) -> None:
    ManualCrop.objects.create(image=image, shape=shape, **box)


def colours(image: Image, **which) -> set[str]:
    """What is seen at the left, in the middle and at the right of files."""
    found = set()
    for row in image.renditions.filter(format="jpeg", **which):
        picture = renditions.Pillow.open(row.file).convert("RGB")
        found |= {strongest(picture, x, 0.5) for x in (0.03, 0.5, 0.97)}
    return found


def test_a_crop_chosen_by_hand_is_cut_there_and_no_other_file_changes():
    image = make_striped()
    before = dict(image.renditions.exclude(spec="1x1").values_list("file", "pk"))
    choose(image, "1x1", **RIGHT_THIRD)
    assert {row.spec for row in renditions.recut(image)} == {"1x1"}
    assert colours(image, spec="1x1") == {"blue"}
    assert dict(image.renditions.exclude(spec="1x1").values_list("file", "pk")) == before
    assert renditions.recut(image) == []


def test_outside_the_frame_nothing_is_shown_in_any_shape():
    image = make_striped(focal_x=0.1)
    choose(image, FREE, **RIGHT_THIRD)
    choose(image, "4x3", left=0, top=0, right=0.5, bottom=1)
    renditions.recut(image)
    assert colours(image) == {"blue"}
    assert {row.width for row in image.renditions.filter(spec=FREE)} == {400, 500}
    ManualCrop.objects.all().delete()
    renditions.recut(image)
    assert colours(image, spec=FREE) == {"red", "green", "blue"}


def test_the_old_files_of_a_picture_that_protects_nobody_stay():
    image = make_striped()
    old = list(image.renditions.values_list("file", flat=True))
    choose(image, FREE, **RIGHT_THIRD)
    with TestCase.captureOnCommitCallbacks(execute=True):
        renditions.recut(image)
    assert all(map(default_storage.exists, old))


def test_what_showed_an_identity_is_served_no_more_and_pages_follow():
    image = make_striped()
    body = f'<p>Text.</p><figure data-image="{image.uid}"></figure>'
    version = make_live(lead_image=image, body=body)
    choose(image, "1x1", **RIGHT_THIRD)
    renditions.recut(image)
    Image.objects.filter(pk=image.pk).update(identity_protected=True)
    old = set(default_storage.listdir("renditions")[1])
    choose(image, FREE, **RIGHT_THIRD)
    with TestCase.captureOnCommitCallbacks(execute=True):
        renditions.recut(image)
    now = set(default_storage.listdir("renditions")[1])
    rows = {name.removeprefix("renditions/") for name in named(image)}
    assert now & old <= rows
    assert rows <= now
    assert not image.former_files.exists()
    page = composing.page_of(PublishedVersion.objects.get(pk=version.pk), LATER)
    assert not any(name in f"{page.picture}{page.body_html}" for name in old - now)
    assert any(name in page.body_html for name in rows)


def named(image: Image) -> set[str]:
    return set(image.renditions.values_list("file", flat=True))


def test_to_protect_an_identity_alone_takes_away_what_was_cut_before():
    image = make_striped()
    old = image.crops()[-1].file.name
    choose(image, "1x1", **RIGHT_THIRD)
    renditions.recut(image)
    assert default_storage.exists(old)
    Image.objects.filter(pk=image.pk).update(identity_protected=True)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert renditions.recut(image) == []
    assert not default_storage.exists(old)
    assert all(map(default_storage.exists, named(image)))
