"""{% picture %}: what a browser is told of the files of a picture, and by what it chooses."""

import re

import pytest
from django.template import Context, Template

from articles import composing
from articles.models import PublishedVersion
from tests.base import LATER
from tests.factories import make_image, make_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> PublishedVersion:
    return make_live(lead_image=make_image(size=(900, 600), alt="A <boat>"))


def printed(shown, options: str) -> str:
    source = "{% load pictures %}{% picture shown " + options + " %}"
    return Template(source).render(Context({"shown": shown}))


def test_a_card_shows_the_crop_and_a_square_on_phones(version):
    html = printed(composing.card_of(version, LATER).picture, 'shape="16x9" narrow="1x1"')
    files = version.lead_image.cropped_files()
    named = set(re.findall(r"/media/(renditions/\S+?)[ \"]", html))
    squares = {row.file.name for row in files["1x1"] if row.format == "webp"}
    assert named == {row.file.name for row in files["16x9"]} | squares
    assert 'width="900" height="506"' in html
    assert 'loading="lazy"' in html
    assert 'alt=""' in html


def test_the_first_is_loaded_before_all_else(version):
    shown = composing.page_of(version, LATER).picture
    html = printed(shown, 'place="lead" alt=shown.alt first=True')
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html
    assert 'alt="A &lt;boat&gt;"' in html


def test_a_card_that_was_stored_before_cards_had_shapes_shows_the_free_files(version):
    del version.card["picture"]["shapes"]
    shown = composing.card_of(version, LATER).picture
    html = printed(shown, 'shape="4x3" narrow="1x1"')
    assert shown.srcset in html
    assert "media=" not in html


@pytest.mark.parametrize(
    ("place", "width"), [("", "40rem"), ("wide", "48rem"), ("start", "19rem"), ("gallery", "20rem")]
)
def test_how_wide_a_picture_in_the_text_is_follows_its_place(version, place, width):
    html = printed(composing.page_of(version, LATER).picture, f'place="{place}"')
    assert width in re.search(r'sizes="([^"]*)"', html)[1]
