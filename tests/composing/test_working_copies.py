"""A working copy makes a page too, whatever it lacks and whatever is gone."""

import pytest
from django.test import Client
from django.urls import reverse

from articles import composing
from tests.base import signed_in
from tests.composing.stories import composed_now, full_fields
from tests.factories import change, make_article, make_author, make_image, make_live, make_topic

pytestmark = pytest.mark.django_db


def test_an_empty_working_copy_can_be_previewed(chief_editor):
    article = make_article(headline="", body="", section=None)
    page = composed_now(article)
    assert (page.headline, page.path, page.dated_at) == ("", "", None)
    assert (page.section, page.picture, page.bylines) == (None, None, ())
    answer = signed_in(chief_editor).get(
        reverse("admin:articles_article_preview", args=[article.pk])
    )
    assert answer.status_code == 200
    assert "No headline yet" in answer.content.decode()


def test_a_preview_shows_the_saved_copy_and_not_what_is_live(chief_editor):
    article = make_live(**full_fields()).article
    change(article, headline="A better headline")
    html = (
        signed_in(chief_editor)
        .get(reverse("admin:articles_article_preview", args=[article.pk]))
        .content.decode()
    )
    assert "A better headline" in html
    assert 'alt="A tower."' in html
    assert "A better headline" not in Client().get("/").content.decode()


def test_a_picture_without_files_is_left_out():
    image = make_image()
    image.renditions.all().delete()
    assert composed_now(make_article(lead_image=image)).picture is None


def test_what_is_gone_from_the_database_is_left_out():
    article = make_article(bylines=[make_author("Ada Quill")], topics=[make_topic("Ferries")])
    content = article.head.content | {
        "bylines": [{"author": 999_999, "role": ""}, *article.head.content["bylines"]],
        "topics": [999_999, *article.head.content["topics"]],
        "lead_image": 999_999,
        "section": 999_999,
    }
    page = composing.compose(content, article=article)
    assert [byline.name for byline in page.bylines] == ["Ada Quill"]
    assert [topic.name for topic in page.topics] == ["Ferries"]
    assert (page.picture, page.section) == (None, None)


def test_a_story_without_authors_is_signed_by_its_source():
    assert composed_now(make_article(source="Lumen Courier")).byline == "Lumen Courier"


def test_the_caption_for_this_use_wins_over_the_library_s():
    image = make_image(caption="The tower.")
    assert composed_now(make_article(lead_image=image)).picture.caption == "The tower."
    own = composed_now(make_article(lead_image=image, lead_image_caption="Tonight."))
    assert own.picture.caption == "Tonight."


def test_a_hostile_body_is_clean_in_the_page():
    page = composed_now(make_article(body="<p onclick=x>Hi<script>alert(1)</script></p>"))
    assert page.body_html == "<p>Hi</p>"
