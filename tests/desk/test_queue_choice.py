"""What waits of a story, at the publish sheet: kept, brought onto the new text, or cancelled."""

import re

import pytest
from django.utils import timezone

from articles import permissions, publishing
from articles.models import AuditRow, Change, PublishedVersion
from tests import base, factories
from tests.base import DAY, EVENING, HOUR, LATER, MINUTE, NOON, standing_clock
from tests.desk import pages

pytestmark = pytest.mark.django_db
clock = standing_clock(NOON)

LIVE = "<p>The ferry sails at nine.</p><p>It is white.</p>"
NEWS = "<p>The ferry sails at ten.</p><p>It is white.</p>"
FIXED = "<p>The ferry sails at nine.</p><p>It is blue.</p>"
BOTH = "<p>The ferry sails at ten.</p><p>It is blue.</p>"
EVENING_WORDS = "10 March 2025 20:00 (UTC+04:00)"


def live(**fields):
    fields = {"body": LIVE, "headline": "Ferry sails", "standfirst": "Fog.", **fields}
    return factories.make_live(**fields, now=NOON - DAY).article


def waiting(article, *, by=None, at=EVENING, **fields) -> PublishedVersion:
    return publishing.publish(factories.change(article, **fields), by=by, at=at, now=NOON)


def at(moment) -> dict:
    local = timezone.localtime(moment)
    return {"when": "at", "at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M}"}


def text_at(article, moment) -> str:
    return PublishedVersion.objects.of(article).live(moment).get().revision.content["body"]


def moments(article) -> list:
    rows = PublishedVersion.objects.of(article).ahead(NOON).order_by("live_from")
    return list(rows.values_list("live_from", flat=True))


def sheet_of(client, article) -> str:
    return words(client.get(pages.room(article, "publish")))


def words(answer) -> str:
    """The page without its tags, as it is read."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def settle_name(version, name: str) -> str:
    return f"settle-{version.revision_id}-{name}"


def corrected_while_an_update_waits(**fields):
    """(the story, what waits): the evening's text has news, the newest a correction."""
    article = live()
    version = waiting(article, body=NEWS)
    return factories.change(article, body=FIXED, **fields), version


def test_the_sheet_says_what_waits_and_what_each_choice_does(at_desk, editor):
    article = live()
    version = waiting(article, by=editor, body=NEWS)
    article = factories.change(article, body=FIXED)
    answer = at_desk.get(pages.room(article, "publish"))
    said = words(answer)
    assert f"{EVENING_WORDS} Ferry sails" in said
    assert "update, planned by editor" in said
    assert f"compare/?from=now&amp;to=r{version.revision_id}" in answer.content.decode()
    assert "takes over what this text changes Without any conflict." in said
    assert "It takes back what you publish now: 1 paragraph of the text." in said
    assert "Readers never see it" in said
    assert pages.fields(answer)["queue"] == ["rebase"]


def test_what_waits_takes_over_the_correction_and_the_message_says_so(at_desk):
    article, _version = corrected_while_an_update_waits()
    answer = pages.publish(at_desk, article)
    said = pages.said(at_desk.get(answer["Location"]))[-1]
    assert text_at(article, NOON + MINUTE) == FIXED
    assert text_at(article, EVENING) == BOTH
    assert said.endswith(f"What waits for {EVENING_WORDS} takes it over.")


@pytest.mark.parametrize(
    ("choice", "said", "evening"),
    [
        ("keep", f"What waits for {EVENING_WORDS} stays as it is.", NEWS),
        ("cancel", f"What waited for {EVENING_WORDS} is cancelled.", FIXED),
    ],
)
def test_what_waits_stays_or_goes(at_desk, choice, said, evening):
    article, _version = corrected_while_an_update_waits()
    answer = pages.publish(at_desk, article, queue=choice)
    assert pages.said(at_desk.get(answer["Location"]))[-1].endswith(said)
    assert text_at(article, EVENING) == evening


def test_a_text_of_which_nothing_would_be_left_is_told_before_and_after(at_desk):
    article = live()
    waiting(article, body=NEWS)
    article = factories.change(article, body=NEWS, kicker="Ferry")
    assert "Nothing of it would be left: it goes, on record." in sheet_of(at_desk, article)
    answer = pages.publish(at_desk, article)
    said = pages.said(at_desk.get(answer["Location"]))[-1]
    assert f"Nothing was left of what waited for {EVENING_WORDS}" in said
    assert moments(article) == []
    assert AuditRow.objects.filter(act="version dropped", article=article).exists()


def test_before_a_first_publication_nothing_can_be_taken_over(at_desk):
    article = factories.make_article(headline="First", standfirst="Fog.")
    version = publishing.publish(article, by=None, at=EVENING, now=NOON)
    article = factories.change(article, headline="Second")
    page = at_desk.get(pages.room(article, "publish"))
    assert 'value="rebase"' not in page.content.decode()
    assert "queue" not in pages.fields(page)
    forged = pages.publish(at_desk, article, queue="rebase")
    assert "there is nothing to take over" in words(forged)
    assert PublishedVersion.objects.of(article).get() == version


def test_what_waits_for_the_very_moment_gives_its_place_and_is_asked_about_first(at_desk):
    article, version = corrected_while_an_update_waits()
    sheet = pages.room(article, "publish")
    data = pages.open_form(at_desk, sheet) | at(EVENING) | {"word": "As agreed."}
    first = at_desk.post(sheet, data)
    assert "What waits at this moment is not what this page had shown" in words(first)
    assert "it gives its place to this text" in words(first)
    assert "queue" not in pages.fields(first)
    assert PublishedVersion.objects.of(article).ahead(NOON).get() == version

    answer = at_desk.post(sheet, pages.fields(first))
    assert answer.status_code == 302
    said = pages.said(at_desk.get(answer["Location"]))[-1]
    assert said.endswith(f"What waited for {EVENING_WORDS} gave its place.")
    assert text_at(article, EVENING) == FIXED


def test_what_begins_before_the_moment_is_listed_and_not_asked_about(at_desk):
    article, _version = corrected_while_an_update_waits()
    sheet = pages.room(article, "publish")
    data = pages.open_form(at_desk, sheet) | at(EVENING + HOUR) | {"word": "As agreed."}
    assert at_desk.post(sheet, data).status_code == 302
    assert moments(article) == [EVENING, EVENING + HOUR]


def test_moving_the_schedule_of_this_very_text_is_no_question(at_desk):
    article = live()
    waiting(article, body=NEWS)
    article = factories.reloaded(article)
    assert "It is this very text: it is moved" in sheet_of(at_desk, article)
    assert pages.publish(at_desk, article, **at(LATER)).status_code == 302
    assert moments(article) == [LATER]


def test_somebody_changes_the_queue_meanwhile(at_desk):
    article, version = corrected_while_an_update_waits()
    sheet = pages.room(article, "publish")
    data = pages.open_form(at_desk, sheet) | {"word": "As agreed.", "queue": "cancel"}
    publishing.move(version, by=None, at=LATER, now=NOON)
    answer = at_desk.post(sheet, data)
    assert "What waits at this moment is not what this page had shown" in words(answer)
    assert moments(article) == [LATER]
    assert pages.fields(answer)["queue"] == ["cancel"]
    assert at_desk.post(sheet, pages.fields(answer)).status_code == 302
    assert moments(article) == []


def test_a_text_scheduled_after_the_sheet_was_opened_is_asked_about(at_desk):
    article = live()
    version = waiting(article, body=NEWS)
    publishing.unschedule(version, by=None, now=NOON)
    article = factories.change(article, body=FIXED)
    sheet = pages.room(article, "publish")
    data = pages.open_form(at_desk, sheet) | {"word": "As agreed."}
    assert "queue" not in data
    old = factories.reloaded(article)
    publishing.publish(old, by=None, at=EVENING, now=NOON)
    # The newest text again, with what was scheduled of the one before it in the queue.
    article = factories.change(article, body=BOTH)
    data = data | {"revision": str(article.head_id)}
    answer = at_desk.post(sheet, data)
    assert "What waits at this moment is not what this page had shown" in words(answer)
    assert moments(article) == [EVENING]


# Places that both changed -----------------------------------------------------------------------


def in_conflict():
    """(the story, what waits): both texts change the headline and one paragraph."""
    article = live()
    version = waiting(article, headline="Ferry sails at ten", body=NEWS)
    other = LIVE.replace("at nine", "at eleven")
    return factories.change(article, headline="Ferry sails at eleven", body=other), version


def conflicts_of(answer) -> list[str]:
    found = re.findall(r'type="radio" name="(settle-[^"]+)"', answer.content.decode())
    return list(dict.fromkeys(found))


def test_nothing_is_chosen_where_places_have_to_be_settled(at_desk):
    article, _version = in_conflict()
    answer = at_desk.get(pages.room(article, "publish"))
    assert "Both changed the same at 2 places: you settle them after the press" in words(answer)
    assert "queue" not in pages.fields(answer)


def test_both_are_settled_on_a_page_of_their_own_and_published_once(at_desk):
    article, version = in_conflict()
    page = pages.publish(at_desk, article, queue="rebase", change="minor", note="Not lost")
    assert page.status_code == 409
    assert "Nothing is published yet." in words(page)
    assert f"The text that waits for {EVENING_WORDS}" in words(page)
    assert moments(article) == [EVENING]

    chosen = dict.fromkeys(conflicts_of(page), "mine") | {settle_name(version, "body"): "pieces"}
    data = pages.fields(page) | chosen
    assert data["note"] == ["Not lost"]
    for _press in range(2):
        answer = at_desk.post(pages.room(article, "publish"), data, follow=True)
        assert pages.said(answer)[-1].startswith("Published: readers see it at")
    assert text_at(article, NOON + MINUTE) == LIVE.replace("at nine", "at eleven")
    assert text_at(article, EVENING) == NEWS
    assert PublishedVersion.objects.of(article).live(EVENING).get().headline == "Ferry sails at ten"
    assert len(PublishedVersion.objects.of(article)) == 3


def test_a_place_of_which_nothing_is_said_is_asked_again_and_what_was_said_is_kept(at_desk):
    article, version = in_conflict()
    page = pages.publish(at_desk, article, queue="rebase")
    headline = settle_name(version, "headline")
    again = at_desk.post(pages.room(article, "publish"), pages.fields(page) | {headline: "theirs"})
    assert "Choose for each of these" in words(again)
    assert pages.fields(again)[headline] == ["theirs"]
    assert f'href="#merge-{headline}"' not in again.content.decode()
    assert moments(article) == [EVENING]


def test_the_way_back_to_the_sheet_keeps_all_that_was_typed(at_desk):
    article, version = in_conflict()
    typed = {"queue": "rebase", "change": "correction", "note": "It sails at eleven."}
    page = pages.publish(at_desk, article, **typed)
    headline = settle_name(version, "headline")
    data = pages.fields(page) | {headline: "mine", "back_to_sheet": "1"}
    sheet = at_desk.post(pages.room(article, "publish"), data)
    assert pages.fields(sheet)["note"] == ["It sails at eleven."]
    assert "This was not done" not in words(sheet)
    assert moments(article) == [EVENING]
    # What was said is chosen again when the page comes up again.
    page = at_desk.post(pages.room(article, "publish"), pages.fields(sheet))
    assert pages.fields(page)[headline] == ["mine"]


def test_conflicts_of_a_chain_come_one_after_the_other(at_desk):
    article = live()
    first = waiting(article, headline="One")
    second = waiting(article, headline="Two", at=EVENING + HOUR)
    article = factories.change(article, headline="New")
    assert "That depends on what is settled before it." in sheet_of(at_desk, article)
    page = pages.publish(at_desk, article, queue="rebase")
    assert conflicts_of(page) == [settle_name(first, "headline")]
    data = pages.fields(page) | {settle_name(first, "headline"): "base"}
    page = at_desk.post(pages.room(article, "publish"), data)
    assert conflicts_of(page) == [settle_name(second, "headline")]
    assert "with what you publish" in words(page)
    data = pages.fields(page) | {settle_name(second, "headline"): "mine"}
    assert at_desk.post(pages.room(article, "publish"), data).status_code == 302
    rows = PublishedVersion.objects.of(article).order_by("live_from")
    assert [row.headline for row in rows] == ["Ferry sails", "New", "Ferry sails", "Two"]


def test_a_hold_that_is_set_meanwhile_is_said_and_nothing_is_lost(at_desk):
    article, version = in_conflict()
    page = pages.publish(at_desk, article, queue="rebase", note="Kept")
    data = pages.fields(page) | dict.fromkeys(conflicts_of(page), "mine")
    publishing.hold(factories.reloaded(article), by=None, reason="A judge asks.", now=NOON)
    answer = at_desk.post(pages.room(article, "publish"), data, follow=True)
    assert "Somebody saved this story after you opened it" in pages.said(answer)[-1]
    assert moments(article) == []
    assert article.revisions.filter(pk=version.revision_id).exists()


@pytest.mark.parametrize(
    "forged",
    [
        {"settling": "nul \0"},
        {"settling": "9" * 40},
        {"settle-1-headline": "mine", "settling": "1"},
        {"settle-x-headline": "mine"},
        {"queue": "other"},
        {"waits": "x:y"},
        {"waits": "nul \0"},
    ],
)
def test_what_is_forged_publishes_nothing(at_desk, forged):
    article, _version = in_conflict()
    answer = pages.publish(at_desk, article, **{"queue": "rebase", **forged})
    assert answer.status_code in (200, 409)
    assert len(PublishedVersion.objects.of(article)) == 2


def test_a_correction_that_waits_keeps_its_note(at_desk):
    article = live()
    told = {"change": Change.CORRECTION, "note": "It sails at ten."}
    corrected = factories.change(article, body=NEWS)
    publishing.publish(corrected, by=None, at=EVENING, now=NOON, **told)
    article = factories.change(article, body=FIXED)
    assert pages.publish(at_desk, article).status_code == 302
    assert article.corrections.get().text == "It sails at ten."


def test_the_way_to_correct_only_what_is_live_is_offered_while_an_update_waits(at_desk):
    article, _version = corrected_while_an_update_waits()
    way = f'href="{pages.room(article, "amend")}"'
    assert way in at_desk.get(pages.room(article, "publish")).content.decode()
    first = factories.make_article(headline="First")
    publishing.publish(first, by=None, at=EVENING, now=NOON)
    first = factories.change(first, headline="Second")
    answer = at_desk.get(pages.room(first, "publish")).content.decode()
    assert pages.room(first, "amend") not in answer


def test_to_cancel_a_correction_takes_the_right_to_take_a_schedule_back(editor, monkeypatch):
    article = live()
    told = {"change": Change.CORRECTION, "note": "It sails at ten."}
    waits = factories.change(article, body=NEWS)
    publishing.publish(waits, by=None, at=EVENING, now=NOON, **told)
    article = factories.change(article, body=FIXED)
    theirs = permissions.ACTS["editor"]
    for missing, status in (("schedule", 403), ("correct", 302)):
        monkeypatch.setitem(permissions.ACTS, "editor", theirs - {missing})
        answer = pages.publish(base.signed_in(editor), article, queue="cancel")
        assert answer.status_code == status
        assert (moments(article) == []) is (status == 302)


def test_what_was_typed_is_kept_where_a_colleague_saves_between_sheet_and_press(at_desk):
    article = live()
    waiting(article, standfirst="Sun.")
    changed = factories.change(article, headline="Ferry late")
    sheet = pages.room(article, "publish")
    typed = {"change": "correction", "note": "It is late.", "queue": "keep", "when": "now"}
    data = pages.open_form(at_desk, sheet) | typed
    newer = factories.change(changed, headline="Ferry later")
    answer = at_desk.post(sheet, data)
    assert answer.status_code == 409 and "Nothing is published yet." in words(answer)
    assert f"?from=r{changed.head_id}&amp;to=now" in answer.content.decode()
    form = answer.context["form"]
    assert form["revision"].value() == str(newer.head_id)
    assert {name: form[name].value() for name in typed} == typed
    assert not AuditRow.objects.filter(act="published", revision=newer.head).exists()
    again = data | {"revision": newer.head_id}
    assert at_desk.post(sheet, again).status_code == 302
    assert article.corrections.get().text == "It is late."
