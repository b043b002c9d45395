"""manage.py make_renditions brings pictures and pages of an older version up to this one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles import composing, integrity
from articles.images import renditions
from articles.models import FREE, Image, PublishedVersion, Rendition
from tests.base import HOUR, LATER, NOON
from tests.factories import make_image, make_live

pytestmark = pytest.mark.django_db


def page_of(version) -> composing.Page:
    return composing.page_of(PublishedVersion.objects.get(pk=version.pk), LATER)


def make_renditions(*options: str) -> str:
    out = StringIO()
    call_command("make_renditions", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def before_crops() -> PublishedVersion:
    """A live story as it was stored before pictures had crops, beside one without a picture."""
    make_live()
    version = make_live(lead_image=make_image(size=(900, 600)))
    small = make_live(lead_image=make_image())
    Rendition.objects.exclude(spec=FREE).delete()
    for row in (version, small):
        for column in (row.card, row.page):
            del column["picture"]["crops"]
        PublishedVersion.objects.filter(pk=row.pk).update(card=row.card, page=row.page)
    return version


def test_the_command_cuts_what_is_missing_and_names_it_on_the_pages(before_crops):
    assert make_renditions() == "12 files cut, 2 versions changed.\n"
    crops = page_of(before_crops).picture.crops
    assert [crop.shape for crop in crops] == ["16x9", "4x3", "1x1"]
    assert not [fault for fault in integrity.faults(NOON + HOUR) if fault]


def test_a_second_run_changes_nothing(before_crops):
    make_renditions()
    files = set(Rendition.objects.values_list("pk", "file"))
    assert make_renditions() == "0 files cut, 0 versions changed.\n"
    assert set(Rendition.objects.values_list("pk", "file")) == files


def test_it_follows_focal_points_that_have_changed(before_crops):
    make_renditions()
    old = page_of(before_crops).picture
    Image.objects.filter(pk=before_crops.lead_image_id).update(focal_x=1, focal_y=1)
    assert make_renditions() == "12 files cut, 1 versions changed.\n"
    new = page_of(before_crops).picture
    assert (new.src, new.srcset) == (old.src, old.srcset)
    assert not {crop.src for crop in new.crops} & {crop.src for crop in old.crops}
    assert Client().get(old.crops[0].src).status_code == 200


def test_a_picture_whose_original_is_gone_stops_no_other(before_crops):
    lost = make_image(size=(900, 600))
    Image.objects.filter(pk=lost.pk).update(file="originals/gone.jpeg")
    lost.renditions.exclude(spec=FREE).delete()
    with pytest.raises(CommandError, match="1 pictures could not be read"):
        make_renditions()
    assert page_of(before_crops).picture.crops
    assert len(lost.free_files()) == Rendition.objects.filter(image=lost).count()


def test_a_run_that_was_killed_goes_on_at_the_picture_where_it_was(before_crops, monkeypatch):
    class Killed(BaseException):
        """Like kill -9: nothing of ours catches it."""

    other = make_image(size=(900, 600))
    other.renditions.exclude(spec=FREE).delete()
    store, stored = renditions._store, []

    def until_the_second_picture(image, *rest):
        if len(stored) == 15:
            raise Killed
        stored.append(image.pk)
        return store(image, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(renditions, "_store", until_the_second_picture)
        with pytest.raises(Killed):
            make_renditions()
    assert Rendition.objects.exclude(spec=FREE).count() == 12
    assert make_renditions() == "12 files cut, 2 versions changed.\n"


def test_files_that_the_storage_lost_are_made_where_asked_for(before_crops):
    make_renditions()
    lost = before_crops.lead_image.renditions.filter(spec="4x3", format="webp").first()
    lost.file.delete(save=False)
    lost.refresh_from_db()
    assert make_renditions() == "0 files cut, 0 versions changed.\n"
    assert make_renditions("--missing") == "1 files cut, 1 versions changed.\n"
    card = PublishedVersion.objects.get(pk=before_crops.pk).card
    assert lost.file.name not in str(card)


def test_its_former_name_still_works(before_crops):
    call_command("cut_crops", stdout=StringIO(), stderr=StringIO())
    assert make_renditions() == "0 files cut, 0 versions changed.\n"
