"""Readers are told the part that AI had in a picture, in the page's language and for machines."""

import pytest
from django.test import Client

from articles.models import MadeWithAi, PublishedVersion
from tests import factories

pytestmark = pytest.mark.django_db


def page_of(version, path: str = "") -> str:
    return Client().get(f"{version.get_absolute_url()}{path}").content.decode()


@pytest.mark.parametrize(
    ("part", "words", "source"),
    [
        (MadeWithAi.TRAINED, "Made with AI", "TrainedAlgorithmicMediaDigitalSource"),
        (
            MadeWithAi.COMPOSITE,
            "Changed with AI",
            "CompositeWithTrainedAlgorithmicMediaDigitalSource",
        ),
    ],
)
def test_it_stands_under_the_picture_and_in_the_data(part, words, source):
    image = factories.make_image(size=(400, 300), made_with_ai=part)
    page = page_of(factories.make_live(lead_image=image))
    assert f">{words}</span>" in page
    assert f'"https://schema.org/{source}"' in page


def test_it_stands_on_no_other_picture():
    page = page_of(factories.make_live(lead_image=factories.make_image(size=(400, 300))))
    assert "with AI" not in page
    assert "digitalSourceType" not in page


def test_it_is_told_as_soon_as_it_is_known():
    image = factories.make_image()
    version = factories.make_live(lead_image=image)
    image.made_with_ai = MadeWithAi.TRAINED
    image.save()
    assert "Made with AI" in page_of(version)


def test_feeds_say_it_too():
    factories.make_live(lead_image=factories.make_image(made_with_ai=MadeWithAi.TRAINED))
    assert "Made with AI" in Client().get("/feed.rss").content.decode()


def test_creator_place_and_day_are_for_the_desk_alone():
    image = factories.make_image(creator="Teo Lind", place="The safe house", credit="Bay Press")
    page = page_of(factories.make_live(lead_image=image))
    assert "Bay Press" in page
    assert "Teo Lind" not in page
    assert "The safe house" not in page


def test_pages_stored_before_there_was_a_word_for_it_are_as_they_would_be_made_now():
    factories.make_live(lead_image=factories.make_image())
    stored = PublishedVersion.objects.with_content().get()
    assert "made_with_ai" not in stored.page["picture"]
