"""The sheets: publish now or at a moment, withdraw, bring back, take back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import AuditRow, Membership, PublishedVersion, Withdrawal
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db


def _at(moment) -> dict:
    local = timezone.localtime(moment)
    return {"when": "at", "at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M:%S}"}


def _version() -> PublishedVersion:
    return PublishedVersion.objects.get()


def test_publish_now(at_desk, editor, client):
    article = factories.make_article(headline="Ferry runs")
    answer = pages.publish(at_desk, article)
    assert answer["Location"] == pages.change(article)
    page = client.get(_version().get_absolute_url())
    assert page.status_code == 200 and "Ferry runs" in page.content.decode()
    assert _version().published_by == editor
    assert AuditRow.objects.filter(act="published", by=editor).exists()


def test_pressed_twice_it_publishes_once(at_desk):
    article = factories.make_article()
    sheet = pages.room(article, "publish")
    data = pages.open_form(at_desk, sheet) | {"word": "As agreed."}
    for _press in range(2):
        answer = at_desk.post(sheet, data, follow=True)
        assert answer.redirect_chain == [(pages.change(article), 302)]
        assert "Published: readers see it at" in pages.said(answer)[-1]
    assert PublishedVersion.objects.count() == 1
    assert AuditRow.objects.filter(act="published").count() == 1


def test_publish_at_a_moment_in_the_newsroom_s_zone(at_desk, client):
    article = factories.make_article()
    moment = timezone.now().replace(microsecond=0) + timedelta(days=3)
    answer = pages.publish(at_desk, article, **_at(moment))
    assert answer.status_code == 302
    assert _version().live_from == moment
    assert client.get(_version().get_absolute_url()).status_code == 404
    page = at_desk.get(pages.change(article)).content.decode()
    assert "Scheduled for" in page and pages.room(article, "unschedule", _version().pk) in page


def test_what_is_scheduled_is_taken_back(at_desk):
    article = factories.make_article()
    version = publishing.publish(article, by=None, at=timezone.now() + base.DAY)
    sheet = pages.room(article, "unschedule", version.pk)
    assert pages.act(at_desk, sheet).status_code == 302
    again = at_desk.post(sheet, follow=True)
    assert pages.said(again)[-1] == "It was taken back before."
    assert "Never published" in at_desk.get(pages.LIST).content.decode()


def test_a_moment_in_the_past_is_refused_in_a_sentence(at_desk):
    article = factories.make_article()
    past = _at(timezone.now() - base.HOUR)
    answer = pages.publish(at_desk, article, **past)
    page = answer.content.decode()
    assert '<a href="#id_at_0">The moment lies in the past' in page
    assert 'id="id_at_error"><li>The moment lies in the past' in page
    assert pages.fields(answer)["at_0"] == [past["at_0"]]
    assert not PublishedVersion.objects.exists()


def test_without_a_headline_it_says_what_is_missing(at_desk):
    article = factories.make_article(headline="")
    answer = pages.publish(at_desk, article)
    assert answer.status_code == 409
    assert "no headline yet" in answer.content.decode()
    assert not PublishedVersion.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"when": ""},
        {"when": "never"},
        {"when": "at"},
        {"when": "at", "at_0": "x", "at_1": "y"},
        {"when": "at", "at_0": "9999-12-31", "at_1": "23:59:59"},
        {"when": "at", "at_0": "0001-01-01", "at_1": "00:00"},
        {"revision": "x"},
        {"revision": "9" * 40},
        {"revision": ""},
        {"when": "nul \0"},
    ],
)
def test_what_cannot_be_read_publishes_nothing(at_desk, typed):
    article = factories.make_article()
    answer = pages.publish(at_desk, article, **typed)
    assert answer.status_code in (200, 404, 409)
    assert not PublishedVersion.objects.exists()


def test_a_text_changed_after_the_sheet_was_opened_is_not_published(at_desk):
    article = factories.make_article(headline="Looked at")
    data = pages.open_form(at_desk, pages.room(article, "publish"))
    factories.change(article, headline="Never looked at")
    answer = at_desk.post(pages.room(article, "publish"), data, follow=True)
    assert "Somebody saved this story after you opened it" in pages.said(answer)[0]
    assert not PublishedVersion.objects.exists()


def test_an_update_says_its_kind_and_what_readers_are_told(at_desk, client):
    version = factories.make_live()
    article = factories.change(version.article, body="<p>Mended.</p>")
    refused = pages.publish(at_desk, article, change="correction")
    assert '<a href="#id_note">Write what readers should be told' in refused.content.decode()
    assert PublishedVersion.objects.count() == 1
    note = "The boat is blue, not red."
    assert pages.publish(at_desk, article, change="correction", note=note).status_code == 302
    assert note in client.get(version.get_absolute_url()).content.decode()


def test_a_text_that_waits_is_asked_about(at_desk):
    article = factories.make_article(headline="First")
    publishing.publish(article, by=None, at=timezone.now() + base.DAY)
    article = factories.change(article, headline="Second")
    refused = pages.publish(at_desk, article)
    assert '<a href="#id_queue">Another text of this story is scheduled' in refused.content.decode()
    assert PublishedVersion.objects.filter(dropped_at=None).count() == 1
    assert pages.publish(at_desk, article, queue="keep").status_code == 302
    assert PublishedVersion.objects.filter(dropped_at=None).count() == 2


def test_withdraw_answers_410_with_the_note_and_bring_back_undoes_it(at_desk, client):
    version = factories.make_live(headline="Ferry runs")
    article, address = version.article, version.get_absolute_url()
    sheet = pages.room(article, "withdraw")
    note = "Withdrawn because the ferry does not run."
    assert pages.act(at_desk, sheet, public_note=note, reason="Wrong ferry").status_code == 302
    gone = client.get(address)
    assert gone.status_code == 410
    assert note in gone.content.decode() and "Wrong ferry" not in gone.content.decode()
    assert "Bring back" in at_desk.get(pages.change(article)).content.decode()
    assert pages.act(at_desk, pages.room(article, "bring_back")).status_code == 302
    assert "Ferry runs" in client.get(address).content.decode()


def test_withdrawing_twice_withdraws_once_and_a_draft_not_at_all(at_desk):
    article = factories.make_live().article
    data = pages.open_form(at_desk, pages.room(article, "withdraw"))
    for _press in range(2):
        assert at_desk.post(pages.room(article, "withdraw"), data).status_code == 302
    assert Withdrawal.objects.count() == 1
    draft = factories.make_article()
    answer = pages.act(at_desk, pages.room(draft, "withdraw"))
    assert answer.status_code == 409 and "not live" in answer.content.decode()


def test_a_moment_that_was_not_chosen_is_nobody_s_fault(at_desk):
    live = factories.make_live()
    sheet = pages.room(live.article, "withdraw")
    assert pages.act(at_desk, sheet, when="now", at_0="nul \0").status_code == 302
    assert Withdrawal.objects.count() == 1


def test_readers_are_led_to_another_story(at_desk, client):
    old, new = factories.make_live(), factories.make_live()
    sheet = pages.room(old.article, "withdraw")
    whole = f"http://testserver{new.get_absolute_url()}"
    assert pages.act(at_desk, sheet, answer="301", see_instead=whole).status_code == 302
    answer = client.get(old.get_absolute_url())
    assert answer.status_code == 301
    assert answer["Location"].endswith(new.get_absolute_url())


@pytest.mark.parametrize("address", ["http://[", "/nowhere/", "%00", "nul \0", "x" * 3000])
def test_an_address_that_is_none_of_ours_is_said(at_desk, address):
    article = factories.make_live().article
    sheet = pages.room(article, "withdraw")
    answer = pages.act(at_desk, sheet, answer="301", see_instead=address)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Withdrawal.objects.exists()


def test_the_sheets_state_the_zone_and_what_is_live(at_desk):
    version = factories.make_live(headline="Ferry runs")
    text = at_desk.get(pages.room(version.article, "publish")).content.decode()
    assert "Asia/Baku" in text
    assert "Live since 10 March 2025 14:00 (UTC+04:00)" in text
    assert version.get_absolute_url() in text


def test_a_story_of_another_day_can_be_dated_at_its_publication(at_desk):
    article = factories.make_article(dated_at=base.NOON)
    sheet = at_desk.get(pages.room(article, "publish")).content.decode()
    assert "10 March 2025 14:00 (UTC+04:00)" in sheet
    pages.publish(at_desk, article, dated="today")
    version = PublishedVersion.objects.get()
    assert version.dated_at == version.live_from


def test_a_refusal_leaves_the_date_as_it_was(at_desk):
    article = factories.make_article(dated_at=base.NOON, legal_hold=True)
    answer = pages.publish(at_desk, article, dated="today")
    assert answer.status_code == 409
    assert factories.reloaded(article).dated_at == base.NOON


def test_an_editor_of_another_section_publishes_nothing_here(town):
    user = base.person("editor", section=factories.make_section("Sport"))
    Membership.objects.create(user=user, section=town, role="reporter")
    article = factories.make_article(section=town)
    answer = base.signed_in(user).get(pages.room(article, "publish"))
    assert answer.status_code == 403
