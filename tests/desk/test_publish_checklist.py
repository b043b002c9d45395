"""The checklist of the publish sheet: errors block, warnings are passed with a word, on record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import limiting
from articles.models import AuditRow, PublishedVersion
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db


def _opened(client, article) -> str:
    return client.get(pages.room(article, "publish")).content.decode()


def test_a_warning_is_asked_about_until_a_word_says_why(at_desk):
    article = factories.make_article(section=None)
    sheet = pages.room(article, "publish")
    opened = at_desk.get(sheet)
    assert pages.open_warnings(opened) == ["standfirst-missing", "section-missing"]
    assert f'{pages.change(article)}#id_standfirst"' in opened.content.decode()

    wordless = at_desk.post(sheet, {**pages.fields(opened), "word": " "})
    page = wordless.content.decode()
    assert '<a href="#id_word">Say in a word why.</a>' in page
    assert page.count('role="alert"') == 1
    assert not PublishedVersion.objects.exists()

    assert at_desk.post(sheet, {**pages.fields(wordless), "word": "Fog."}).status_code == 302


def test_a_word_passes_nothing_that_the_sheet_did_not_show(at_desk):
    article = factories.make_article()
    data = pages.open_form(at_desk, pages.room(article, "publish")) | {"word": "Fog."}
    del data["passed"]
    answer = at_desk.post(pages.room(article, "publish"), data)
    assert "this page had not shown" in answer.content.decode()
    assert not PublishedVersion.objects.exists()


def test_every_fault_of_what_was_sent_is_said_at_once(at_desk):
    live = factories.make_live(standfirst="Fog.", section=factories.make_section("Town")).article
    article = factories.change(live, standfirst="")
    typed = {"change": "correction", "when": "at", "at_0": "2027-02-30", "at_1": "25:00"}
    answer = pages.act(at_desk, pages.room(article, "publish"), **typed)
    page = answer.content.decode()
    for fault in ("Say in a word why", "Write what readers should be told", "Write the day like"):
        assert page.count(fault) == 2, fault
    assert page.count('role="alert"') == 1


def test_what_is_passed_is_on_record_and_in_the_history(at_desk, editor):
    article = factories.make_article(section=None)
    assert pages.publish(at_desk, article, word="Fog <came>").status_code == 302
    row = AuditRow.objects.get(act="published", by=editor)
    assert row.detail["passed"] == ["standfirst-missing", "section-missing"]
    assert row.detail["word"] == "Fog <came>"
    history = at_desk.get(pages.room(article, "history")).content.decode()
    assert "published all the same: no standfirst, no section. “Fog &lt;came&gt;”" in history


@pytest.mark.parametrize("word", ["x" * 301, "x" * 100_000, "nul \0"])
def test_a_word_that_is_none_publishes_nothing(at_desk, word):
    article = factories.make_article()
    assert pages.publish(at_desk, article, word=word).status_code == 200
    assert not PublishedVersion.objects.exists()


def test_a_warning_that_came_after_the_sheet_was_shown_is_asked_again(at_desk):
    image = factories.make_image(alt="A ferry", credit="Anouk Orvel")
    article = factories.make_article(lead_image=image)
    sheet = pages.room(article, "publish")
    data = pages.open_form(at_desk, sheet) | {"word": "Fog."}
    image.alt = ""
    image.save()
    answer = at_desk.post(sheet, data)
    assert "no alternative text" in answer.content.decode()
    assert not PublishedVersion.objects.exists()
    again = pages.fields(answer)
    assert again["passed"] == ["standfirst-missing", "picture-alt"] and again["word"] == ["Fog."]
    assert at_desk.post(sheet, again).status_code == 302


def test_keys_that_nobody_asked_about_pass_nothing_and_are_not_recorded(at_desk):
    article = factories.make_article(standfirst="Fog.")
    pages.publish(at_desk, article, passed=["name:1", "\0", "x" * 5000], word="Fog.")
    assert "passed" not in AuditRow.objects.get(act="published").detail


def test_an_update_is_not_asked_about_what_readers_see_already(at_desk):
    article = factories.make_live().article
    article = factories.change(article, body="<p>Mended.</p>")
    page = _opened(at_desk, article)
    assert "So it is in the text that readers see now." in page
    assert "Why all the same" not in page
    sheet = pages.room(article, "publish")
    assert pages.act(at_desk, sheet).status_code == 302
    assert PublishedVersion.objects.count() == 2


def test_an_error_leaves_no_button_and_leads_to_its_field(at_desk):
    article = factories.make_article(headline="", standfirst="Fog.")
    page = _opened(at_desk, article)
    assert "no headline yet" in page and "#id_headline" in page
    assert "outcome-press" not in page


def test_an_error_of_time_is_mended_on_the_sheet_itself(at_desk):
    moment = timezone.now() + base.DAY
    article = factories.make_article(standfirst="Fog.", dated_at=moment)
    page = _opened(at_desk, article)
    assert "after the moment of its publication" in page and "outcome-press" in page


def test_an_error_blocks_whatever_was_ticked(at_desk):
    article = factories.make_article(legal_hold=True, legal_hold_reason="writ")
    answer = pages.publish(at_desk, article, passed=["hold", "standfirst-missing"])
    assert answer.status_code == 409
    assert "legal hold (writ)" in answer.content.decode()
    assert not PublishedVersion.objects.exists()


def test_nothing_is_told_of_a_story_that_one_may_not_see(at_desk, chief_editor):
    soon = timezone.now() + base.HOUR
    hidden = factories.make_live(headline="Secret merger", embargoed_until=soon, at=soon)
    limiting.limit(hidden.article, [chief_editor], by=chief_editor)
    other = factories.make_live(headline="Ferry runs", at=soon)
    links = "".join(f'<p><a href="{version.path}">x</a></p>' for version in (hidden, other))
    later = timezone.localtime(timezone.now() + timedelta(hours=2))
    at = {"when": "at", "at_0": f"{later:%Y-%m-%d}", "at_1": f"{later:%H:%M}"}
    article = factories.make_article(standfirst="Fog.", body=links)
    answer = pages.act(at_desk, pages.room(article, "publish"), **at)
    said = answer.content.decode()
    assert f"The link to {hidden.path} leads to nothing" in said
    assert "Secret merger" not in said and other.path not in said


def test_a_reporter_has_no_sheet(reporter):
    article = factories.make_article(by=reporter)
    client = base.signed_in(reporter)
    assert client.get(pages.room(article, "publish")).status_code == 403
    passed = {"revision": article.head_id, "when": "now", "passed": "x", "word": "x"}
    assert client.post(pages.room(article, "publish"), passed).status_code == 403


def test_the_sheet_costs_the_same_however_much_hangs_on_the_story(at_desk):
    few = factories.make_article(topics=[factories.make_topic(kind="person")])
    topics = [factories.make_topic(kind="person") for _number in range(12)]
    links = "".join(f'<p><a href="/2025/03/10/s{number}/">x</a></p>' for number in range(50))
    image = factories.make_image()
    many = factories.make_article(topics=topics, body=links, lead_image=image)
    _opened(at_desk, few)
    with base.queries() as few_queries:
        _opened(at_desk, few)
    with base.queries() as many_queries:
        _opened(at_desk, many)
    # The picture takes three: the checklist's, and the card's with its files; the links two.
    assert len(many_queries) <= len(few_queries) + 5
    assert len(many_queries) < 50
