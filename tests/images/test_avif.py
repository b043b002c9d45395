"""AVIF is an option of the paper: off, nothing of it is made or named."""

import pytest
from django.template.loader import render_to_string

from articles import composing
from articles.images import library, renditions
from articles.models import PublishedVersion
from tests.base import LATER
from tests.factories import make_image, make_live
from tests.images.pictures import upload
from tests.images.test_moving import film

pytestmark = pytest.mark.django_db


def forms(image) -> set[str]:
    return set(image.renditions.values_list("format", flat=True))


def test_it_comes_and_goes_with_the_setting(settings):
    image = make_image()
    assert forms(image) == {"jpeg", "webp"}
    settings.PICTURE_AVIF = True
    assert {row.format for row in renditions.recut(image)} == {"avif"}
    settings.PICTURE_AVIF = False
    assert renditions.recut(image) == []
    assert forms(image) == {"jpeg", "webp"}


def test_pages_name_it_before_webp(settings):
    settings.PICTURE_AVIF = True
    version = make_live(lead_image=make_image())
    page = composing.page_of(PublishedVersion.objects.get(pk=version.pk), LATER)
    html = render_to_string("articles/_figure.html", {"picture": page.picture})
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")


def test_a_picture_that_moves_has_none_that_browsers_would_take_before_it(settings):
    settings.PICTURE_AVIF = True
    image, _is_new = library.add(upload(film()), by=None, moves=True)
    assert "avif" not in {row.format for row in image.free_files()}
