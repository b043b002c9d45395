"""A page says what the story says, is stored whole, and is read back as it was composed."""

import pytest

from articles import composing
from articles import content as contents
from articles.models import Article, PublishedVersion
from tests.base import HOUR, LATER, NOON
from tests.composing.stories import corrected, full_fields
from tests.factories import make_article, make_live

pytestmark = pytest.mark.django_db


# Stored and read back ---------------------------------------------------------------------------


def test_the_stored_page_is_the_composed_one():
    version = PublishedVersion.objects.get(pk=corrected().pk)
    assert composing.page_of(version, LATER) == composing.compose(
        version.revision.content,
        article=version.article,
        path=version.path,
        dated_at=version.dated_at,
        updated_at=version.updated_at,
        corrections=composing.notices_of([version])[0],
    )


def test_the_stored_card_is_that_of_the_page():
    version = PublishedVersion.objects.get(pk=corrected().pk)
    assert composing.card_of(version, LATER) == composing.card(composing.page_of(version, LATER))
    assert type(composing.card_of(version, LATER)) is composing.Card


def test_reading_a_page_back_asks_the_database_nothing(django_assert_num_queries):
    version = PublishedVersion.objects.get(pk=corrected().pk)
    with django_assert_num_queries(0):
        page = composing.page_of(version, LATER)
        assert page.corrections[0].text == "It was two."
        assert page.picture.alt == "A tower."


# What it says -----------------------------------------------------------------------------------


def test_a_page_says_what_the_story_says():
    page = composing.page_of(corrected(), LATER)
    assert (page.headline, page.kicker, page.label) == ("The lamp is lit", "Harbour", "opinion")
    assert page.byline == "Ada Quill, Bo Marrak"
    assert [(byline.name, byline.role) for byline in page.bylines] == [
        ("Ada Quill", "words"),
        ("Bo Marrak", "pictures"),
    ]
    assert page.section == composing.Link("Town", "/town/")
    assert [topic.path for topic in page.topics] == ["/topics/lighthouses/", "/topics/ferries/"]
    assert (page.title, page.description) == ("Lamp lit at Port Lumen", "The lighthouse shines.")
    assert (page.social_title, page.social_description) == ("It shines!", "See it shine.")
    assert (page.dated_at, page.updated_at) == (NOON, NOON + HOUR)
    assert page.corrections == (composing.Notice("correction", "It was two.", NOON + HOUR),)
    assert page.noindex
    assert page.url == f"http://testserver{page.path}"


def test_the_headline_and_the_standfirst_stand_in_for_what_search_and_sharing_lack():
    page = composing.page_of(make_live(headline="Lit", standfirst="At last."), LATER)
    assert page.title == page.social_title == "Lit"
    assert page.description == page.social_description == "At last."


@pytest.mark.parametrize(
    ("language", "direction", "wanted"),
    [("en", "", "ltr"), ("ar", "", "rtl"), ("ar", "ltr", "ltr"), ("en", "rtl", "rtl")],
)
def test_the_direction_is_the_language_s_unless_the_story_says_otherwise(
    language, direction, wanted
):
    version = make_live(language=language, direction=direction)
    assert composing.page_of(version, LATER).direction == wanted


def test_many_stories_share_one_look_up(django_assert_max_num_queries):
    fields = full_fields()
    articles = [make_article(**fields | {"headline": f"Lamp {number}"}) for number in range(5)]
    relations = composing.Relations()
    with django_assert_max_num_queries(6):
        for article in articles:
            composing.compose(article.head.content, article=article, relations=relations)


def test_every_field_of_a_page_comes_from_the_content_or_its_place():
    """A content of nothing at all still makes a page: nothing else is needed."""
    article = Article()
    page = composing.compose(contents.of(article), article=article)
    assert page == composing.compose(contents.of(article), article=article)
    assert page.word_count == 0
