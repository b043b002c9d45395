"""The first steps of an empty newsroom, one after the other."""

import pytest

from articles.models import Article, Author, Section
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

DESK = "/admin/"


def _done(client) -> list[bool]:
    return [step.is_done for step in client.get(DESK).context["steps"]]


def test_it_leads_from_step_to_step_and_vanishes(chief_editor):
    desk = base.signed_in(chief_editor)
    assert _done(desk) == [False, False, False]
    for model, name in ((Section, "Town"), (Author, "Ines Varrow")):
        [step] = [step for step in desk.get(DESK).context["steps"] if step.is_next]
        form = pages.open_form(desk, step.url)
        response = desk.post(step.url, {**form, "name": name, "_save": "1"}, follow=True)
        assert response.redirect_chain == [(DESK, 302)]
        assert name in " ".join(pages.said(response))
        assert model.objects.get().name == name
    assert _done(desk) == [True, True, False]
    [step] = [step for step in desk.get(DESK).context["steps"] if step.is_next]
    assert desk.get(step.url).status_code == 200
    assert desk.get(step.wire).status_code == 200
    factories.make_article()
    assert _done(desk) == []


def test_without_that_way_a_new_section_leads_to_the_list_as_ever(chief_editor):
    desk = base.signed_in(chief_editor)
    address = "/admin/articles/section/add/"
    form = pages.open_form(desk, address)
    response = desk.post(address, {**form, "name": "Town", "_save": "1"})
    assert response["Location"] == "/admin/articles/section/"


def test_who_manages_no_places_is_not_sent_there(reporter, operator, town):
    for user in (reporter, operator, base.person("editor", name="of.town", section=town)):
        assert base.signed_in(user).get(DESK).context["steps"] == []


def test_a_hidden_story_is_no_step_done(chief_editor, reporter):
    factories.make_author()
    story = factories.make_article(by=reporter)
    Article.objects.filter(pk=story.pk).update(is_limited=True)
    assert _done(base.signed_in(chief_editor)) == [True, True, False]
