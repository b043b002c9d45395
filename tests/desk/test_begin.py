"""A story begun by its headline alone, from the first page."""

from uuid import uuid4

import pytest

from articles import limiting
from articles.models import Article
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

DESK = "/admin/"
BEGIN = "/admin/begin/"


def test_a_headline_and_enter_open_the_writing_page(at_desk, editor, town):
    factories.make_author()
    factories.make_article()
    form = pages.open_form(at_desk, DESK)
    response = at_desk.post(BEGIN, {**form, "headline": "  Bridge \t opens "})
    story = Article.objects.get(headline="Bridge opens")
    assert response["Location"] == pages.change(story)
    assert (story.owner, story.section) == (editor, town)
    assert story.head.content["headline"] == "Bridge opens"


def test_the_same_form_pressed_twice_makes_one_story(at_desk):
    form = pages.open_form(at_desk, BEGIN)
    first, second = (at_desk.post(BEGIN, {**form, "headline": "Bridge opens"}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Article.objects.count() == 1


def test_another_headline_typed_into_the_same_form_is_another_story(at_desk):
    form = pages.open_form(at_desk, BEGIN)
    for headline in ("Bridge opens", "Ferry stops", "Bridge  opens"):
        at_desk.post(BEGIN, {**form, "headline": headline})
    assert set(Article.objects.values_list("headline", flat=True)) == {
        "Bridge opens",
        "Ferry stops",
    }
    assert Article.objects.count() == 2


def test_a_stranger_s_form_opens_nothing(reporter, editor):
    form = {"headline": "Bridge opens", "uid": str(uuid4())}
    base.signed_in(editor).post(BEGIN, form)
    hidden = factories.change(Article.objects.get(), legal_hold=True, standfirst="Whistle")
    limiting.limit(hidden, [editor], by=None)
    answer = base.signed_in(reporter).post(BEGIN, form)
    story = Article.objects.exclude(pk=hidden.pk).get(headline="Bridge opens")
    assert answer["Location"] == pages.change(story) and story.standfirst == ""


def test_a_section_is_chosen_among_one_s_own_and_gives_its_language(town):
    own = factories.make_section("Şəhər", language="az")
    user = base.person("reporter", section=own)
    base.person("reporter", section=factories.make_section("Idman", language="az"))
    client = base.signed_in(user)
    assert "Town" not in client.get(BEGIN).content.decode()
    response = client.post(BEGIN, {"headline": "Forged", "section": town.pk, "uid": uuid4()})
    assert response.status_code == 400
    assert not Article.objects.exists()
    client.post(BEGIN, {"headline": "Körpü açılır", "section": own.pk, "uid": uuid4()})
    story = Article.objects.get()
    assert (story.section, story.language) == (own, "az")


def test_without_a_headline_the_empty_writing_page_opens(at_desk):
    assert at_desk.post(BEGIN, {"headline": " "})["Location"] == pages.ADD
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"headline": "x" * 301},
        {"headline": "a\0b"},
        {"headline": "x", "section": "9" * 40},
        {"headline": "x", "section": "\0"},
    ],
)
def test_what_cannot_be_kept_is_said(at_desk, town, typed):
    factories.make_section("Sport")
    response = at_desk.post(BEGIN, {"uid": "\0" if "section" in typed else uuid4(), **typed})
    assert response.status_code == 400
    assert "errorlist" in response.content.decode()
    assert not Article.objects.exists()


def test_who_begins_no_stories_finds_no_form(picture_desk):
    client = base.signed_in(picture_desk)
    assert client.get(DESK).context["begin"] is None
    assert client.post(BEGIN, {"headline": "Bridge opens"}).status_code == 403
    assert not Article.objects.exists()
