"""Who may reach a story, at the desk: held, limited to named people, handed over; its history."""

import pytest

from articles import limiting, permissions
from articles.models import AuditRow
from articles.roles import Act
from tests.base import NOON, person, signed_in, standing_clock
from tests.desk import pages
from tests.factories import change, make_article, make_live, make_section, reloaded

pytestmark = pytest.mark.django_db
clock = standing_clock(NOON)


def said(browser, address: str, **typed) -> list[str]:
    data = {**pages.open_form(browser, address), **typed}
    return pages.said(browser.post(address, data, follow=True))


def acts(article) -> list[str]:
    return [row.act for row in article.audit_rows.order_by("number")]


# Legal hold -----------------------------------------------------------------------------------


def test_a_hold_is_put_on_and_cleared(chief_s_browser):
    article = make_article()
    hold = pages.room(article, "hold")
    assert "On hold" in said(chief_s_browser, hold, reason="A letter came")[0]
    assert reloaded(article).legal_hold_reason == "A letter came"
    assert "A letter came" in chief_s_browser.get(pages.change(article)).content.decode()
    assert said(chief_s_browser, pages.room(article, "clear_hold")) == ["The hold is cleared."]
    assert not reloaded(article).legal_hold


def test_a_hold_without_a_reason_is_asked_for_one(chief_s_browser):
    article = make_article()
    answer = pages.act(chief_s_browser, pages.room(article, "hold"), reason=" ")
    assert answer.status_code == 200 and "This field is required." in answer.content.decode()
    assert not reloaded(article).legal_hold


def test_a_sub_editor_holds_and_does_not_clear(sub_editor):
    article = make_article()
    browser = signed_in(sub_editor)
    pages.act(browser, pages.room(article, "hold"), reason="A letter came")
    assert reloaded(article).legal_hold
    assert browser.post(pages.room(article, "clear_hold")).status_code == 403
    assert reloaded(article).legal_hold


@pytest.mark.parametrize("name", ["hold", "clear_hold", "limit", "hand_over"])
def test_a_reporter_does_none_of_it(reporter, name):
    article = make_article(by=reporter, legal_hold=True)
    for answer in (signed_in(reporter).get, signed_in(reporter).post):
        assert answer(pages.room(article, name), {"reason": "x"}).status_code == 403


# Limited --------------------------------------------------------------------------------------


def test_a_story_is_limited_and_the_limit_lifted(chief_s_browser, chief_editor, editor):
    article = make_article(legal_hold=True)
    limit = pages.room(article, "limit")
    both = [str(chief_editor.pk), str(editor.pk)]
    assert said(chief_s_browser, limit, people=both) == ["Only the people named see the story now."]
    assert article not in permissions.of(person("sub_editor")).may(Act.SEE)
    assert said(chief_s_browser, limit, people=[])[0].startswith("The limit is lifted")
    assert article in permissions.of(person("sub_editor")).may(Act.SEE)
    assert acts(article)[-2:] == ["limited", "limit lifted"]


def test_who_leaves_themselves_out_does_not_see_it_again(chief_s_browser, editor):
    article = make_article(legal_hold=True)
    answer = pages.act(chief_s_browser, pages.room(article, "limit"), people=[str(editor.pk)])
    assert answer.status_code == 302
    assert chief_s_browser.get(answer["Location"]).status_code == 200
    assert chief_s_browser.get(pages.change(article)).status_code == 404
    assert chief_s_browser.get(pages.room(article, "limit")).status_code == 404


def test_whom_no_role_brings_there_is_named_in_the_refusal(chief_s_browser):
    article = make_article(legal_hold=True)
    outsider = person("editor", name="outsider", section=make_section("Sport"))
    sheet = pages.room(article, "limit")
    answer = pages.act(chief_s_browser, sheet, people=[str(outsider.pk)])
    assert answer.status_code == 409
    assert "outsider" in answer.content.decode() and not reloaded(article).is_limited


def test_a_story_neither_held_nor_under_embargo_is_not_limited(chief_s_browser, chief_editor):
    article = make_article()
    answer = pages.act(chief_s_browser, pages.room(article, "limit"))
    assert answer.status_code == 409
    assert "under an embargo or a legal hold" in answer.content.decode()


# Handed over ----------------------------------------------------------------------------------


def test_a_story_is_handed_over_once(chief_s_browser, reporter, editor):
    article = make_article(by=reporter)
    for _press in range(2):
        assert said(chief_s_browser, pages.room(article, "hand_over"), to=editor.pk) == [
            "The story is editor’s now."
        ]
    assert reloaded(article).owner == editor
    assert acts(article).count("handed over") == 1


@pytest.mark.parametrize("to", ["", "abc", "9" * 40, "\0"])
def test_it_is_handed_to_a_person_of_the_desk_alone(chief_s_browser, reporter, to):
    article = make_article(by=reporter)
    answer = pages.act(chief_s_browser, pages.room(article, "hand_over"), to=to)
    assert answer.status_code == 200
    assert reloaded(article).owner == reporter


# History --------------------------------------------------------------------------------------


def test_the_history_says_who_saved_and_what_readers_saw(editor, client):
    article = make_live(by=editor, headline="Ferry runs").article
    change(article, by=editor, headline="Ferry stands still")
    page = signed_in(editor).get(pages.room(article, "history")).content.decode()
    assert "Readers see it from 10 March 2025 14:00 (UTC+04:00)" in page
    assert page.count('class="history-who">editor<') == 3


def test_it_leads_to_the_audit_who_may_read_it(chief_s_browser, editor):
    article = make_live(by=editor).article
    audit = f"/admin/articles/auditrow/?story={article.pk}"
    page = chief_s_browser.get(pages.room(article, "history")).content.decode()
    assert audit in page
    assert "published" in chief_s_browser.get(audit).content.decode()
    assert audit not in signed_in(editor).get(pages.room(article, "history")).content.decode()


def test_the_history_of_a_limited_story_is_for_the_named_alone(chief_s_browser, editor):
    article = make_article(legal_hold=True, by=editor)
    limiting.limit(article, [editor], by=None, now=NOON)
    assert chief_s_browser.get(pages.room(article, "history")).status_code == 404
    assert signed_in(editor).get(pages.room(article, "history")).status_code == 200
    assert AuditRow.objects.filter(act="limited", article=article).exists()
