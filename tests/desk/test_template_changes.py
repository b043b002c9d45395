"""Two who change one template at once, and what the audit keeps of a template."""

import pytest

from articles.models import AuditRow, StoryTemplate
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

ROOM = "/admin/articles/storytemplate/"


@pytest.fixture
def template():
    template = StoryTemplate.objects.create(name="Council meeting", headline="Council meets")
    template.topics.add(factories.make_topic())
    return template


def _page(template) -> str:
    return f"{ROOM}{template.pk}/change/"


def _rows() -> list[tuple]:
    rows = AuditRow.objects.filter(act__startswith="template").order_by("number")
    return [(row.act, row.name, row.detail) for row in rows]


@pytest.mark.parametrize(
    "meanwhile", [{"note_to_editors": "Ask twice."}, {"topics": []}, {"body": "<p>[[Who?]]</p>"}]
)
def test_what_somebody_else_changed_meanwhile_is_not_written_over(at_desk, template, meanwhile):
    mine = pages.open_form(at_desk, _page(template))
    assert at_desk.post(_page(template), mine | meanwhile).status_code == 302
    answer = at_desk.post(_page(template), mine | {"headline": "Council votes"})
    page = answer.content.decode()
    assert "Somebody else changed this template after you opened it." in page
    assert "Council votes" in page
    template.refresh_from_db()
    assert template.headline == "Council meets"


def test_what_was_refused_is_refused_again_as_long_as_it_is_not_opened_anew(at_desk, template):
    mine = pages.open_form(at_desk, _page(template))
    at_desk.post(_page(template), mine | {"kicker": "Council"})
    refused = at_desk.post(_page(template), mine | {"headline": "Council votes"})
    again = at_desk.post(_page(template), pages.fields(refused))
    assert "Somebody else changed this template" in again.content.decode()


def test_a_form_that_does_not_say_what_it_was_opened_with_is_refused(at_desk, template):
    sent = {**pages.open_form(at_desk, _page(template)), "kicker": "Council", "opened": "\u2028"}
    assert "Somebody else changed this" in at_desk.post(_page(template), sent).content.decode()
    del sent["opened"]
    assert "Somebody else changed this" in at_desk.post(_page(template), sent).content.decode()


def test_a_second_press_is_no_other_change(at_desk, template):
    data = pages.open_form(at_desk, _page(template)) | {"headline": "Council votes"}
    for _press in range(2):
        assert at_desk.post(_page(template), data).status_code == 302
    assert [act for act, _name, _detail in _rows()] == ["template changed"]


def test_who_added_changed_and_deleted_a_template_is_on_record_without_its_words(at_desk):
    data = pages.open_form(at_desk, f"{ROOM}add/") | {"name": "Flood", "headline": "Water rises"}
    at_desk.post(f"{ROOM}add/", data)
    template = StoryTemplate.objects.get()
    pages.act(at_desk, _page(template), body="<p>[[How high?]]</p>")
    at_desk.post(f"{ROOM}{template.pk}/delete/", {"post": "yes"})
    detail = {"name": "Flood", "key": template.pk}
    acts = ("template added", "template changed", "template deleted")
    assert _rows() == [(act, "editor", detail) for act in acts]


def test_what_a_role_does_not_allow_leaves_no_record(template):
    mara = base.signed_in(base.person("reporter", name="mara"))
    for answer in (
        mara.post(f"{ROOM}add/", {"name": "Flood"}),
        mara.post(_page(template), {"name": "Flood"}),
        mara.post(f"{ROOM}{template.pk}/delete/", {"post": "yes"}),
    ):
        assert answer.status_code == 403
    assert _rows() == []
