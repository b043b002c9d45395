"""When, and what kind of change: the choices of the publish sheet and what it chooses by itself."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles import publishing
from articles.admin.article.sheets import kind, publish, when
from articles.models import AuditRow, PublishedVersion
from articles.roles import Act
from tests import base, factories
from tests.base import DAY, HOUR, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db


def _at(date: str, time: str) -> dict:
    return {"when": "at", "at_0": date, "at_1": time}


def _moment(moment) -> dict:
    local = timezone.localtime(moment)
    return _at(f"{local:%Y-%m-%d}", f"{local:%H:%M}")


def _chosen(client, article, name: str) -> str:
    return pages.open_form(client, pages.room(article, "publish"))[name][0]


def test_what_was_typed_beside_now_is_nobodys_fault(at_desk):
    article = factories.make_article(standfirst="Fog.")
    typed = _at("2027-02-30", "99") | {"when": "now"}
    assert pages.act(at_desk, pages.room(article, "publish"), **typed).status_code == 302
    assert PublishedVersion.objects.get().is_live(timezone.now())


@pytest.mark.parametrize(
    ("day", "clock", "second"),
    [
        ("2027-02-25", "14:30", 0),
        ("20270225", "1430", 0),
        ("25.02.2027", "14.30", 0),
        (" 2027-02-25 ", " 143015 ", 15),
        ("2027-02-25", "14:30:15", 15),
    ],
)
def test_a_moment_is_read_as_fingers_type_it(at_desk, day, clock, second):
    article = factories.make_article(standfirst="Fog.")
    sheet = pages.room(article, "publish")
    assert pages.act(at_desk, sheet, **_at(day, clock)).status_code == 302
    begins = timezone.localtime(PublishedVersion.objects.get().live_from)
    assert f"{begins:%Y-%m-%d %H:%M:%S}" == f"2027-02-25 14:30:{second:02}"


@pytest.mark.parametrize("clock", ["14305", "1", "24:00", "1430١", "14:30:15:00", "2:30 PM"])
def test_a_time_that_is_none_is_said_beside_its_box(at_desk, clock):
    article = factories.make_article(standfirst="Fog.")
    answer = pages.act(at_desk, pages.room(article, "publish"), **_at("2027-02-25", clock))
    assert '<a href="#id_at_0">Write the time like' in answer.content.decode()
    assert not PublishedVersion.objects.exists()


def test_words_of_the_press_name_the_kind_of_change(at_desk):
    article = factories.change(factories.make_live().article, body="<p>Mended.</p>")
    page = at_desk.get(pages.room(article, "publish")).content.decode()
    assert '<span data-kind="retraction">Publish the retraction</span>' in page
    assert '<span data-kind="minor">Schedule quietly</span>' in page


def test_two_sheets_are_told_apart_by_their_heading_and_title(at_desk):
    article = factories.make_article(headline="Ferry runs", standfirst="Fog.")
    page = at_desk.get(pages.room(article, "publish")).content.decode()
    heading = page[page.index("<h1") : page.index("</h1>")]
    assert "Publish" in heading and "Ferry runs" in heading
    assert "<title>Ferry runs – Publish –" in page


def test_an_embargo_is_answered_with_its_end(at_desk):
    end = timezone.now().replace(second=20, microsecond=0) + DAY
    article = factories.make_article(standfirst="Fog.", embargoed_until=end)
    assert pages.act(at_desk, pages.room(article, "publish")).status_code == 302
    assert PublishedVersion.objects.get().live_from == end


def test_under_an_embargo_now_is_refused(at_desk):
    article = factories.make_article(standfirst="Fog.", embargoed_until=timezone.now() + DAY)
    answer = pages.act(at_desk, pages.room(article, "publish"), when="now")
    assert answer.status_code == 409 and "under embargo until" in answer.content.decode()
    assert not PublishedVersion.objects.exists()


def test_who_may_not_schedule_is_offered_no_moment(at_desk, monkeypatch):
    may = publish.may
    monkeypatch.setattr(
        publish, "may", lambda request, act, of: act != Act.SCHEDULE and may(request, act, of)
    )
    article = factories.make_article(standfirst="Fog.")
    sheet = pages.room(article, "publish")
    assert 'name="when"' not in at_desk.get(sheet).content.decode()
    assert pages.act(at_desk, sheet, **_moment(timezone.now() + DAY)).status_code == 403
    assert not PublishedVersion.objects.exists()
    assert pages.act(at_desk, sheet).status_code == 302
    assert PublishedVersion.objects.get().is_live(timezone.now())


def test_a_second_press_of_a_schedule_does_nothing(at_desk):
    article = factories.make_article(standfirst="Fog.")
    sheet = pages.room(article, "publish")
    data = pages.open_form(at_desk, sheet) | _moment(timezone.now() + DAY)
    for _press in range(2):
        answer = at_desk.post(sheet, data, follow=True)
        assert pages.said(answer)[-1].startswith("Scheduled for")
    assert PublishedVersion.objects.count() == 1
    assert AuditRow.objects.filter(act="scheduled").count() == 1


def test_a_second_press_after_the_moment_has_come_is_no_refusal(editor):
    article = factories.make_article()
    at = NOON + HOUR
    version = publishing.publish(article, by=editor, at=at, now=NOON)
    again = publishing.publish(factories.reloaded(article), by=editor, at=at, now=at + HOUR)
    assert again == version


@pytest.mark.parametrize("choice", ["now", "at"])
def test_a_second_press_that_dates_a_story_anew_does_nothing(at_desk, choice):
    article = factories.make_article(standfirst="Fog.", dated_at=NOON)
    sheet = pages.room(article, "publish")
    later = _moment(timezone.now() + DAY) | {"when": choice}
    data = pages.open_form(at_desk, sheet) | later | {"dated": "today"}
    for _press in range(2):
        answer = at_desk.post(sheet, data, follow=True)
        said = "Scheduled" if choice == "at" else "Published"
        assert pages.said(answer)[-1].startswith(said)
    assert PublishedVersion.objects.count() == 1
    assert article.revisions.count() == 2


@pytest.mark.parametrize("other", [{"dated": "keep"}, {"dated": "today", "when": "at"}])
def test_whoever_asked_for_something_else_meanwhile_is_not_told_published(at_desk, other):
    article = factories.make_article(standfirst="Fog.", dated_at=NOON)
    sheet = pages.room(article, "publish")
    data = pages.open_form(at_desk, sheet)
    at_desk.post(sheet, data | {"dated": "today"}, follow=True)
    later = _moment(timezone.now() + DAY)
    answer = at_desk.post(sheet, data | later | {"when": "now"} | other, follow=True)
    assert pages.said(answer)[-1].startswith("Somebody saved this story after you opened it")
    assert PublishedVersion.objects.count() == 1


def test_it_is_said_where_the_story_is_with_a_link_to_it(at_desk):
    article = factories.make_article(headline="Fog <b>", standfirst="Fog.")
    answer = pages.act(at_desk, pages.room(article, "publish"))
    page = at_desk.get(answer["Location"]).content.decode()
    path = PublishedVersion.objects.get().path
    assert f'Published: readers see it at <a href="{path}">{path}</a>' in page


def test_the_sheet_says_what_readers_will_see_and_where(at_desk):
    article = factories.make_article(
        headline="Ferry stands still", standfirst="Fog on the sound.", dated_at=NOON
    )
    page = at_desk.get(pages.room(article, "publish")).content.decode()
    assert "Fog on the sound." in page and "Town" in page
    assert "/2025/03/10/</span>ferry-stands-still/" in page
    assert "Asia/Baku, UTC+04:00" in page


def test_the_address_that_is_promised_is_the_one_that_is_given(at_desk):
    for headline in ("Ferry runs", "Ferry runs"):
        article = factories.make_article(headline=headline, standfirst="Fog.", dated_at=NOON)
        page = at_desk.get(pages.room(article, "publish")).content.decode()
        pages.act(at_desk, pages.room(article, "publish"))
        path = PublishedVersion.objects.get(article=article).path
        assert f'<span class="outcome-address">{path}</span>' in page


def test_the_address_promised_does_not_tell_of_a_story_out_of_sight(at_desk, town):
    sport = factories.make_section("Sport")
    hidden = factories.make_article(headline="Ferry stops", section=sport, dated_at=NOON)
    publishing.publish(hidden, by=None, at=timezone.now() + HOUR)
    embargo = timezone.now() + DAY
    own = factories.make_article(
        headline="Ferry stops", section=town, dated_at=NOON, embargoed_until=embargo
    )
    of_town = base.signed_in(base.person("editor", name="ida", section=town))
    plain = '<span class="outcome-address">/2025/03/10/ferry-stops/</span>'
    assert plain in of_town.get(pages.room(own, "publish")).content.decode()
    # The embargo ends when the other one has begun, for who may know.
    assert plain not in at_desk.get(pages.room(own, "publish")).content.decode()


def test_the_address_promised_is_given_although_a_story_out_of_sight_waits_there(at_desk, town):
    sport = factories.make_section("Sport")
    hidden = factories.make_article(headline="Ferry stops", section=sport, dated_at=NOON)
    publishing.publish(hidden, by=None, at=timezone.now() + DAY)
    own = factories.make_article(
        headline="Ferry stops", standfirst="Fog.", section=town, dated_at=NOON
    )
    plain = '<span class="outcome-address">/2025/03/10/ferry-stops/</span>'
    of_town = base.signed_in(base.person("editor", name="ida", section=town))
    for desk in (at_desk, of_town):
        assert plain in desk.get(pages.room(own, "publish")).content.decode()
    said = pages.act(of_town, pages.room(own, "publish"))
    assert said.status_code == 302
    assert PublishedVersion.objects.get(article=own).path == "/2025/03/10/ferry-stops/"
    assert PublishedVersion.objects.get(article=hidden).path != "/2025/03/10/ferry-stops/"


def test_nothing_is_offered_where_readers_see_this_very_text(at_desk):
    article = factories.make_live().article
    page = at_desk.get(pages.room(article, "publish")).content.decode()
    assert "exactly this text already" in page and "outcome-press" not in page


def test_a_typo_is_offered_as_minor_and_news_as_an_update(at_desk):
    live = factories.make_live(body="<p>Teh ferry.</p><p>It is 12 years old.</p>").article
    typo = factories.change(live, body="<p>The ferry.</p><p>It is 12 years old.</p>")
    assert _chosen(at_desk, typo, "change") == "minor"
    page = at_desk.get(pages.room(typo, "publish")).content.decode()
    assert "Only 2 characters differ from what readers see" in page
    figure = factories.change(live, body="<p>Teh ferry.</p><p>It is 13 years old.</p>")
    assert _chosen(at_desk, figure, "change") == "update"


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({"headline": "Ferri"}, 1),
        ({"body": "<p>One.</p><p>Two.</p>"}, 4),
        ({"body": "<p>One, and so much more that it is news.</p>"}, None),
        ({"genre": "opinion"}, None),
        ({"section": None}, None),
        ({"note_to_editors": "Hello"}, None),
        ({}, None),
    ],
)
def test_how_many_characters_are_a_slip(change, count):
    before = {**factories.make_article(headline="Ferry", body="<p>One.</p>").head.content}
    assert kind.slight(before, before | change) == count


def test_moments_at_hand_are_on_the_newsrooms_clock():
    hands = when.at_hand(datetime(2025, 3, 10, 10, 20, 30, tzinfo=UTC), None)
    assert [(hand.words, hand.date, hand.time) for hand in hands] == [
        ("at 15:00", "2025-03-10", "15:00"),
        ("in an hour, 15:21", "2025-03-10", "15:21"),
        ("tomorrow, 06:00", "2025-03-11", "06:00"),
    ]
    assert [hand.time for hand in when.at_hand(NOON, None)] == ["15:00", "06:00"]
    embargoed = when.at_hand(NOON, NOON + 2 * HOUR)
    assert embargoed[0].words == "when the embargo ends, 10 March 2025 16:00 (UTC+04:00)"
    assert [hand.time for hand in embargoed] == ["16:00", "06:00"]


def test_bringing_back_at_a_moment_is_scheduling(at_desk):
    version = factories.make_live(now=timezone.now() - HOUR)
    publishing.withdraw(version.article, by=None)
    later = timezone.now().replace(second=0, microsecond=0) + DAY
    answer = pages.act(at_desk, pages.room(version.article, "bring_back"), **_moment(later))
    assert answer.status_code == 302
    assert base.signed_in(base.person("editor")).get(version.path).status_code == 410
