"""The room of standing pages: who writes in it, what it refuses, what it leaves on record."""

import pytest
import time_machine

from articles.models import AuditRow, StandingPage
from tests import base
from tests.desk import pages
from tests.factories import make_live, make_section, make_standing_page

pytestmark = pytest.mark.django_db

ROOM = "/admin/articles/standingpage/"
ADD = f"{ROOM}add/"


def page_of(standing: StandingPage) -> str:
    return f"{ROOM}{standing.pk}/change/"


def rows() -> list[tuple]:
    found = AuditRow.objects.filter(act__startswith="standing page").order_by("number")
    return [(row.act, row.name, row.detail) for row in found]


def test_an_editor_writes_a_page_and_readers_find_it(at_desk, client):
    sent = pages.open_form(at_desk, ADD)
    sent |= {"name": "Imprint", "kind": "imprint", "body": "<p>The Courier.</p>"}
    assert at_desk.post(ADD, sent).status_code == 302
    assert "<p>The Courier.</p>" in client.get("/imprint/").content.decode()
    key = StandingPage.objects.get().pk
    assert rows() == [("standing page added", "chief_editor", {"name": "Imprint", "key": key})]


def test_a_body_is_cleaned_at_the_door(at_desk):
    sent = pages.open_form(at_desk, ADD)
    sent |= {"name": "Imprint", "body": "<p onclick=x>We.<script>alert(1)</script></p>"}
    at_desk.post(ADD, sent)
    assert StandingPage.objects.get().body == "<p>We.</p>"


def test_a_second_press_makes_no_second_page(at_desk):
    sent = pages.open_form(at_desk, ADD) | {"name": "Imprint", "kind": "imprint"}
    assert at_desk.post(ADD, sent).status_code == 302
    again = at_desk.post(ADD, sent | {"slug": "other"}).content.decode()
    assert "This edition has a page of this kind already." in again
    assert StandingPage.objects.count() == 1
    assert len(rows()) == 1


def test_a_second_press_is_no_other_change(at_desk):
    standing = make_standing_page()
    sent = pages.open_form(at_desk, page_of(standing)) | {"body": "<p>New.</p>"}
    for _press in range(2):
        assert at_desk.post(page_of(standing), sent).status_code == 302
    assert [act for act, _name, _detail in rows()] == ["standing page changed"]


@pytest.mark.parametrize("meanwhile", [{"body": "<p>Theirs.</p>"}, {"is_shown": ""}])
def test_what_somebody_else_changed_meanwhile_is_not_written_over(at_desk, meanwhile):
    standing = make_standing_page()
    mine = pages.open_form(at_desk, page_of(standing))
    theirs = {name: value for name, value in (mine | meanwhile).items() if value != ""}
    assert at_desk.post(page_of(standing), theirs).status_code == 302
    answer = at_desk.post(page_of(standing), mine | {"body": "<p>Mine.</p>"})
    assert "Somebody else changed this page after you opened it." in answer.content.decode()
    assert "Mine." in answer.content.decode()
    standing.refresh_from_db()
    assert standing.body != "<p>Mine.</p>"


def test_other_words_date_a_page_anew_and_another_place_does_not(at_desk):
    standing = make_standing_page()
    with time_machine.travel(base.EVENING, tick=False):
        pages.act(at_desk, page_of(standing), position=3, description="Who.")
        standing.refresh_from_db()
        assert standing.updated_at == base.NOON
        pages.act(at_desk, page_of(standing), body="<p>Who we are now.</p>")
    standing.refresh_from_db()
    assert standing.updated_at == base.EVENING


@pytest.mark.parametrize("role", ["reporter", "sub_editor", "picture_desk", "legal"])
def test_a_role_that_does_not_manage_the_paper_s_places_only_reads(role):
    standing = make_standing_page()
    browser = base.signed_in(base.person(role))
    opened = browser.get(page_of(standing)).content.decode()
    assert "Who we are." in opened
    assert 'name="_save"' not in opened
    assert browser.post(page_of(standing), {"name": "Mine"}).status_code == 403
    assert browser.post(ADD, {"name": "Mine"}).status_code == 403
    assert rows() == []


def test_a_role_in_one_section_reaches_no_page_of_the_whole_paper():
    standing = make_standing_page()
    browser = base.signed_in(base.person("chief_editor", section=make_section("Town")))
    assert browser.post(page_of(standing), {"name": "Mine"}).status_code == 403


def test_a_stranger_finds_no_room(stranger):
    standing = make_standing_page()
    browser = base.signed_in(stranger)
    assert browser.get(page_of(standing)).status_code == 404
    assert browser.get(ROOM).status_code == 403


def test_the_list_says_what_readers_find(at_desk):
    make_standing_page("Shown")
    make_standing_page("Empty", body="")
    text = at_desk.get(ROOM).content.decode()
    assert text.count('alt="True"') == 1
    assert text.count('alt="False"') == 1


def test_the_list_says_what_readers_look_for_and_do_not_find(at_desk, reporter):
    make_live()
    make_standing_page("Contact", kind="contact")
    text = at_desk.get(ROOM).content.decode()
    assert '<span lang="en">English</span>: about the paper, imprint and' in text
    assert "find none" not in base.signed_in(reporter).get(ROOM).content.decode()


def test_the_way_to_the_paper_is_offered_only_where_readers_find_the_page(at_desk):
    shown, empty = make_standing_page("Shown"), make_standing_page("Empty", body="")
    assert 'href="/shown/"' in at_desk.get(page_of(shown)).content.decode()
    assert 'href="/empty/"' not in at_desk.get(page_of(empty)).content.decode()


def test_an_arabic_page_is_typed_from_the_right(at_desk):
    standing = make_standing_page("من نحن", language="ar")
    text = at_desk.get(page_of(standing)).content.decode()
    editor = text[text.index('<textarea name="body"') :].partition(">")[0]
    assert 'lang="ar"' in editor
    assert 'dir="rtl"' in editor


def test_what_nobody_types_in_has_no_label(at_desk):
    text = at_desk.get(page_of(make_standing_page())).content.decode()
    assert 'name="opened"' in text
    assert "Opened" not in text


def test_two_who_add_one_page_at_once_make_one(at_desk, monkeypatch):
    """The other's is saved between this form's questions and its answer."""
    sent = pages.open_form(at_desk, ADD) | {"name": "Imprint", "kind": "imprint"}
    make_standing_page("Imprint", kind="imprint")
    monkeypatch.setattr(StandingPage, "validate_constraints", lambda self, exclude=None: None)
    monkeypatch.setattr(StandingPage, "validate_unique", lambda self, exclude=None: None)
    answer = at_desk.post(ADD, sent, follow=True)
    assert "This edition has a page of this kind already." in answer.content.decode()
    assert StandingPage.objects.count() == 1
