"""The rooms that are a list and a form: what they say, and which buttons they have."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles.models import Image, StoryTemplate
from tests import base, factories

pytestmark = pytest.mark.django_db

ADDED_AT = datetime(2025, 2, 25, 19, 36, tzinfo=UTC)

ROOMS = {
    "image": ("Pictures", "New picture"),
    "document": ("Documents", "New documents"),
    "section": ("Sections", "New section"),
    "topic": ("Topics", "New topic"),
    "author": ("Authors", "New author"),
    "front": ("Fronts", "New front"),
    "standingpage": ("Standing pages", "New standing page"),
    "storytemplate": ("Templates", "New template"),
}


@pytest.fixture
def chief():
    return base.signed_in(base.person("chief_editor"))


def text_of(client, name: str, *keys: int) -> str:
    answer = client.get(reverse(f"admin:articles_{name}", args=keys))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_and_its_empty_page_are_called_what_they_are(chief, room):
    heading, new = ROOMS[room]
    page = text_of(chief, f"{room}_changelist")
    assert f"<h1>{heading}</h1>" in page
    assert f'class="addlink">{new}</a>' in page
    assert "Select " not in page
    assert f"<h1>{new}</h1>" in text_of(chief, f"{room}_add")


def test_the_page_of_a_thing_is_called_by_its_name(chief):
    topic = factories.make_topic("Ferries")
    page = text_of(chief, "topic_change", topic.pk)
    assert "<h1>Ferries</h1>" in page
    assert "<title>Ferries – Topics – " in page


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_offers_to_search_only_where_something_would_be_found(chief, room):
    assert ('id="searchbar"' in text_of(chief, f"{room}_changelist")) == (room != "front")


def test_another_one_is_offered_only_to_who_adds(chief):
    topic = factories.make_topic("Ferries")
    assert 'name="_addanother"' in text_of(chief, "topic_add")
    assert 'name="_addanother"' not in text_of(chief, "topic_change", topic.pk)
    assert 'name="_addanother"' not in text_of(chief, "front_add")


def test_who_may_not_change_a_thing_is_led_back_to_the_list(reporter):
    topic = factories.make_topic("Ferries")
    page = text_of(base.signed_in(reporter), "topic_change", topic.pk)
    assert 'name="_save"' not in page
    assert 'href="/admin/articles/topic/" class="button">Close' in page


def test_every_fault_leads_to_its_field(chief):
    page = chief.post(reverse("admin:articles_topic_add"), {"name": ""}).content.decode()
    assert '<a href="#id_name">Name</a>: This field is required.' in page


def test_a_picture_stands_in_the_list_with_its_words_and_its_day(chief):
    image = factories.make_image(caption="The ferry", credit="Ines Varrow")
    Image.objects.filter(pk=image.pk).update(created_at=ADDED_AT)
    page = text_of(chief, "image_changelist")
    for words in ("The ferry", "Ines Varrow", f"{image.width} × {image.height}"):
        assert words in page
    assert "25 February 2025 23:36 (UTC+04:00)" in page


def test_the_list_of_pictures_costs_no_more_with_more_of_them(chief, django_assert_max_num_queries):
    for number in range(5):
        factories.make_image(caption=f"Ferry {number}")
    with django_assert_max_num_queries(14):
        chief.get(reverse("admin:articles_image_changelist"))


def test_a_long_caption_ends_behind_a_word_and_says_so():
    caption = "The great dome on Tallow Hill, opened for a night of shooting stars in August"
    assert str(Image(caption=caption)) == "The great dome on Tallow Hill, opened for a night of…"
    assert str(Image(caption="", alt="A tram\nat night")) == "A tram at night"
    assert str(Image(caption="x" * 60)) == "x" * 60
    assert str(Image(caption="x" * 61)) == "x" * 60 + "…"


def test_chosen_topics_have_no_button_outside_of_their_list(chief):
    template = StoryTemplate.objects.create(name="Match report")
    page = text_of(chief, "storytemplate_change", template.pk)
    topics = page[page.index('<select name="topics"') :].partition(">")[0]
    assert 'data-allow-clear="false"' in topics
