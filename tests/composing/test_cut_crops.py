"""manage.py cut_crops brings pictures and pages of an older version up to this one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles import composing, integrity
from articles.models import FREE, Image, PublishedVersion, Rendition
from tests.base import HOUR, NOON
from tests.factories import make_image, make_live

pytestmark = pytest.mark.django_db


def page_of(version) -> composing.Page:
    return composing.page_of(PublishedVersion.objects.get(pk=version.pk))


def cut_crops(*options: str) -> str:
    out = StringIO()
    call_command("cut_crops", *options, stdout=out, stderr=StringIO())
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
    assert cut_crops() == "3 files cut, 2 versions changed.\n"
    crops = page_of(before_crops).picture.crops
    assert [crop.shape for crop in crops] == ["16x9", "4x3", "1x1"]
    assert not [fault for fault in integrity.faults(NOON + HOUR) if fault]


def test_a_second_run_changes_nothing(before_crops):
    cut_crops()
    files = set(Rendition.objects.values_list("pk", "file"))
    assert cut_crops() == "0 files cut, 0 versions changed.\n"
    assert set(Rendition.objects.values_list("pk", "file")) == files


def test_asked_to_cut_anew_it_follows_focal_points_that_have_changed(before_crops):
    cut_crops()
    old = page_of(before_crops).picture
    assert cut_crops("--anew") == "3 files cut, 1 versions changed.\n"
    new = page_of(before_crops).picture
    assert (new.src, new.srcset) == (old.src, old.srcset)
    assert not {crop.src for crop in new.crops} & {crop.src for crop in old.crops}
    assert Client().get(old.crops[0].src).status_code == 200


def test_a_picture_whose_original_is_gone_stops_no_other(before_crops):
    lost = make_image(size=(900, 600))
    Image.objects.filter(pk=lost.pk).update(file="originals/gone.jpeg")
    lost.renditions.exclude(spec=FREE).delete()
    with pytest.raises(CommandError, match="1 pictures could not be read"):
        cut_crops()
    assert page_of(before_crops).picture.crops
    assert len(lost.free_files()) == Rendition.objects.filter(image=lost).count()
