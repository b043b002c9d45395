"""Legal holds at the desk: what they stop, what goes on, and what becomes of what was stopped."""

import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from articles import beginning, drafting, limiting, permissions, publishing
from articles.errors import NotReady, Refused
from articles.models import (
    Article,
    AuditRow,
    Change,
    Membership,
    PublishedVersion,
    StoppedPublication,
)
from tests import base, factories
from tests.base import DAY, EVENING, HOUR, LATER, MINUTE, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

QUEUE = f"{pages.LIST}queue/"
DESK = "/admin/"
EIGHT = "10 March 2025 20:00 (UTC+04:00)"
clock = base.standing_clock(NOON)


@pytest.fixture
def lawyer(legal):
    return base.signed_in(legal)


def _page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def _said(client, address: str, **typed) -> str:
    answer = client.post(address, {**pages.open_form(client, address), **typed}, follow=True)
    return " ".join(pages.said(answer))


def _parts(page: str) -> dict[str, list[str]]:
    """Heading → lines of the parts of a sheet, as they are read."""
    found = {}
    for heading, lines in re.findall(r"<h2 id=\"part[^>]*>([^<]+)</h2> <ul>(.*?)</ul>", page):
        rows = re.findall(r"<li>(.*?)</li>", lines)
        found[heading] = [re.sub(r"<[^>]+>", "", row) for row in rows]
    return found


def _scheduled(at=EVENING, **fields) -> PublishedVersion:
    article = factories.make_article(**{"headline": "Ferry", **fields})
    return publishing.publish(article, by=base.person("editor"), at=at, now=NOON)


def _stopped(at=EVENING, freed=EVENING + HOUR, **fields) -> StoppedPublication:
    """What was planned for a moment, stopped, and freed when that had passed."""
    article = _scheduled(at, **fields).article
    publishing.hold(article, by=base.person("legal"), reason="A letter came.", now=NOON)
    if freed is not None:
        publishing.clear_hold(article, by=None, now=freed)
    return StoppedPublication.objects.get(article=article)


def _update(**told):
    """A live story, and an update of it that a hold stopped; the hold is cleared too late."""
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    factories.change(live, headline="Ferry late")
    waits = publishing.publish(
        factories.reloaded(live), by=base.person("editor"), at=EVENING, now=NOON, **told
    )
    publishing.hold(live, by=None, reason="A letter came.", now=NOON)
    publishing.clear_hold(live, by=None, now=EVENING + HOUR)
    return StoppedPublication.objects.get(article=waits.article)


def _resume(stopped, query="") -> str:
    return pages.room(stopped.article, "resume", stopped.pk) + query


def _give_up(stopped) -> str:
    return pages.room(stopped.article, "give_up", stopped.pk)


def _at(moment) -> dict:
    local = timezone.localtime(moment)
    return {"when": "at", "at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M:%S}"}


def _freed():
    """The desk an hour after the moment that was planned."""
    return time_machine.travel(EVENING + HOUR, tick=False)


# Set ------------------------------------------------------------------------------------------


def test_before_the_press_it_says_what_it_stops_and_what_goes_on(lawyer, editor):
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    changed = factories.change(live, headline="Ferry late")
    told = {"change": Change.CORRECTION, "note": "It is blue."}
    publishing.publish(changed, by=editor, at=EVENING, now=NOON, **told)
    publishing.withdraw(live, by=editor, at=NOON + DAY, now=NOON)
    parts = _parts(_page(lawyer, pages.room(live, "hold")))
    assert parts["It stops"] == [f"Correction planned for {EIGHT} Ferry late"]
    assert parts["It does not touch"] == [
        "What readers see stays until the story is withdrawn: Ferry",
        "A withdrawal waits: the story comes down 11 March 2025 14:00 (UTC+04:00).",
        "Texts can be written and saved.",
    ]


def test_the_kinds_of_what_it_stops(lawyer, editor):
    first = _scheduled().article
    gone = factories.make_live(now=NOON - DAY).article
    publishing.withdraw(gone, by=editor, now=NOON - HOUR)
    publishing.bring_back(gone, by=editor, at=EVENING, now=NOON)
    assert "First publication planned for" in _page(lawyer, pages.room(first, "hold"))
    assert "Return of the story planned for" in _page(lawyer, pages.room(gone, "hold"))
    nothing = _page(lawyer, pages.room(factories.make_article(), "hold"))
    assert "Nothing is scheduled: nothing is stopped." in nothing


def test_after_the_press_it_says_what_it_stopped(lawyer, legal):
    article = _scheduled().article
    said = _said(lawyer, pages.room(article, "hold"), reason="A letter came.")
    assert said.startswith("On hold: nothing of it is published")
    assert said.endswith(f"Stopped: first publication planned for {EIGHT}.")
    assert not PublishedVersion.objects.exists()
    stopped = StoppedPublication.objects.get()
    assert (stopped.stopped_by, stopped.published_by.username) == (legal, "editor")


def test_the_second_press_of_a_sub_editor_stops_nothing_twice():
    article = _scheduled().article
    browser = base.signed_in(base.person("sub_editor"))
    sheet = pages.room(article, "hold")
    data = pages.open_form(browser, sheet) | {"reason": "A letter came."}
    for _press in range(2):
        answer = browser.post(sheet, data, follow=True)
        assert "On hold: nothing of it is published" in pages.said(answer)[0]
    assert StoppedPublication.objects.count() == 1
    assert AuditRow.objects.filter(act="hold set").count() == 1
    assert browser.post(sheet, {"reason": "Another"}).status_code == 403


# Cleared --------------------------------------------------------------------------------------


def test_before_the_hold_is_cleared_it_says_what_goes_on_and_what_not(lawyer, editor):
    article = _scheduled(LATER).article
    later = factories.change(article, headline="Ferry late")
    publishing.publish(later, by=editor, at=EVENING, now=NOON)
    publishing.hold(article, by=editor, reason="A letter came.", now=NOON)
    with time_machine.travel(LATER + MINUTE, tick=False):
        parts = _parts(_page(lawyer, pages.room(article, "clear_hold")))
        assert parts["The hold"] == [
            "A letter came.",
            "Set by editor, 10 March 2025 14:00 (UTC+04:00).",
        ]
        assert parts["Goes on as it was planned"] == [f"Update planned for {EIGHT} Ferry late"]
        [stays] = parts["Does not go on until somebody who publishes says so"]
        assert stays.startswith("First publication planned for 10 March 2025 15:00")
        assert stays.endswith("Ferry Its moment has passed.")
        said = _said(lawyer, pages.room(article, "clear_hold"))
    assert f"As it was planned, this goes on: {EIGHT}." in said
    assert "This does not go on: first publication planned for 10 March 2025 15:00" in said
    version = PublishedVersion.objects.get()
    assert (version.live_from, version.published_by) == (EVENING, editor)
    assert AuditRow.objects.filter(act="scheduled").latest("number").by.username == "legal"


def test_what_else_stands_in_the_way_is_said(lawyer):
    article = _scheduled().article
    publishing.hold(article, by=None, reason="A letter came.", now=NOON)
    factories.change(article, embargoed_until=NOON + DAY)
    page = _page(lawyer, pages.room(article, "clear_hold"))
    assert "The story is under embargo until 11 March 2025 14:00" in page
    pages.act(lawyer, pages.room(article, "clear_hold"))
    assert not PublishedVersion.objects.exists()
    assert StoppedPublication.objects.get().settled_at is None


def test_a_story_that_is_withdrawn_then_says_so(lawyer):
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    changed = factories.change(live, headline="Ferry late")
    publishing.publish(changed, by=None, at=EVENING, now=NOON)
    publishing.hold(live, by=None, reason="A letter came.", now=NOON)
    publishing.withdraw(live, by=None, at=LATER, now=NOON)
    assert "The story is withdrawn then." in _page(lawyer, pages.room(live, "clear_hold"))
    pages.act(lawyer, pages.room(live, "clear_hold"))
    assert not PublishedVersion.objects.filter(live_from__gt=NOON).exists()


def test_a_chain_that_begins_with_a_return_goes_on_whole(lawyer):
    gone = factories.make_live(headline="Ferry", now=NOON - DAY).article
    publishing.withdraw(gone, by=None, now=NOON - HOUR)
    publishing.bring_back(gone, by=None, at=LATER, now=NOON)
    publishing.publish(factories.change(gone, headline="Ferry late"), by=None, at=EVENING, now=NOON)
    publishing.hold(gone, by=None, reason="A letter came.", now=NOON)
    parts = _parts(_page(lawyer, pages.room(gone, "clear_hold")))
    assert len(parts["Goes on as it was planned"]) == 2
    pages.act(lawyer, pages.room(gone, "clear_hold"))
    assert PublishedVersion.objects.filter(live_from__gt=NOON).count() == 2


def test_clearing_never_publishes_at_once(lawyer, legal):
    stopped = _stopped(freed=None)
    with _freed():
        said = _said(lawyer, pages.room(stopped.article, "clear_hold"))
        assert "Somebody who publishes says what becomes of it." in said
        assert not PublishedVersion.objects.exists()
        assert lawyer.get(_resume(stopped)).status_code == 403
        assert lawyer.get(_give_up(stopped)).status_code == 403
        again = lawyer.post(pages.room(stopped.article, "clear_hold"), follow=True)
    assert pages.said(again) == ["It is not on legal hold: the hold was cleared before."]


# Never out of sight ---------------------------------------------------------------------------


def _ways(stopped, page: str) -> list[str]:
    return [name for name in ("resume", "give_up") if _address(name, stopped) in page]


def _address(name: str, stopped) -> str:
    return f'href="{pages.room(stopped.article, name, stopped.pk)}'


def test_it_stands_on_the_story_the_queue_and_the_first_page(at_desk):
    stopped = _stopped(headline="Regatta")
    for address in (pages.change(stopped.article), QUEUE, DESK):
        page = _page(at_desk, address)
        assert "Stopped by a legal hold" in page and "Regatta" in page
        assert EIGHT in page and "editor" in page and "legal" in page
        assert _ways(stopped, page) == ["resume", "give_up"]


def test_under_the_hold_it_can_only_be_given_up(at_desk):
    stopped = _stopped(freed=None)
    for address in (pages.change(stopped.article), QUEUE, DESK):
        assert _ways(stopped, _page(at_desk, address)) == ["give_up"]
    assert "The story is on legal hold (A letter came.)" in _page(at_desk, _resume(stopped))
    assert pages.act(at_desk, _resume(stopped)).status_code == 409


def test_who_may_only_look_sees_it_without_presses():
    stopped = _stopped()
    reporter = base.signed_in(base.person("reporter"))
    for address in (pages.change(stopped.article), QUEUE):
        page = _page(reporter, address)
        assert "Stopped by a legal hold" in page and _ways(stopped, page) == []
    assert "Stopped by a legal hold" not in _page(reporter, DESK)


def test_out_of_sight_of_others_it_stays(town):
    factories.make_section("Sport")
    stopped = _stopped(section=factories.make_section("Sport"), headline="Regatta")
    of_town = base.signed_in(base.person("editor", name="ida", section=town))
    assert "Regatta" not in _page(of_town, QUEUE) + _page(of_town, DESK)
    assert of_town.get(_resume(stopped)).status_code == 404
    limited = _stopped(headline="Secret")
    publishing.hold(limited.article, by=None, reason="x", now=EVENING + 2 * HOUR)
    limiting.limit(limited.article, [base.person("chief_editor")], by=None, now=NOON + DAY)
    assert "Secret" not in _page(of_town, QUEUE) + _page(of_town, DESK)


def test_the_list_says_it(at_desk):
    _stopped()
    assert f"Stopped, was planned for {EIGHT}" in _page(at_desk, pages.LIST)


def test_a_sheet_of_the_story_says_it(at_desk):
    stopped = _update()
    page = _page(at_desk, pages.room(stopped.article, "withdraw"))
    assert f"Stopped by a legal hold, update planned for {EIGHT}: Ferry late" in page


def test_the_publish_sheet_says_it(at_desk):
    page = _page(at_desk, pages.room(_update().article, "publish"))
    assert "A legal hold stopped other publications of this story." in page
    assert f"Update, planned for {EIGHT} by editor" in page


def test_the_queue_asks_as_much_for_many(at_desk):
    def asked() -> int:
        with base.queries() as log:
            _page(at_desk, QUEUE)
        return len(log)

    _stopped()
    first = asked()
    for _more in range(4):
        _stopped()
    assert asked() == first


# Gone on with -----------------------------------------------------------------------------------


def test_it_is_published_now_as_it_was_planned(at_desk, editor, client):
    stopped = _stopped(headline="Regatta")
    factories.change(stopped.article, headline="Regatta, still being written", now=EVENING + HOUR)
    with _freed():
        page = _page(at_desk, _resume(stopped, "?from=queue"))
        assert f"First publication, planned for {EIGHT} by editor" in page
        assert "The story was written on since" in page
        data = pages.open_form(at_desk, _resume(stopped, "?from=queue"))
        for _press in range(2):
            answer = at_desk.post(_resume(stopped, "?from=queue"), data, follow=True)
            assert answer.redirect_chain[-1][0] == QUEUE
            assert "Published: readers see it at" in pages.said(answer)[0]
        version = PublishedVersion.objects.get()
        assert "Regatta</h1>" in _page(client, version.get_absolute_url())
        assert "Stopped by a legal hold" not in _page(at_desk, QUEUE)
    assert version.published_by == editor
    row = AuditRow.objects.get(act="published")
    assert row.by == editor and row.detail["stopped_from"] == EVENING.isoformat()


def test_it_is_published_at_another_moment(at_desk):
    stopped = _stopped()
    with _freed():
        said = _said(at_desk, _resume(stopped), **_at(NOON + DAY))
    assert said == "Scheduled for 11 March 2025 14:00 (UTC+04:00)"
    assert PublishedVersion.objects.get().live_from == NOON + DAY


def test_where_its_moment_still_lies_ahead_that_is_offered(at_desk):
    article = _scheduled().article
    publishing.hold(article, by=None, reason="A letter came.", now=NOON)
    factories.change(article, embargoed_until=NOON + DAY)
    publishing.clear_hold(article, by=None, now=NOON)
    factories.change(article, embargoed_until=None)
    stopped = StoppedPublication.objects.get()
    assert pages.open_form(at_desk, _resume(stopped))["at_1"] == ["20:00"]
    assert "Scheduled for" in _said(at_desk, _resume(stopped))


def test_a_moment_in_the_past_is_refused_in_a_sentence(at_desk):
    stopped = _stopped()
    with _freed():
        answer = pages.act(at_desk, _resume(stopped), **_at(EVENING))
    assert answer.status_code == 409
    assert "The moment lies in the past." in answer.content.decode()


def test_its_kind_and_what_readers_are_told_stay(at_desk, client):
    stopped = _update(change=Change.CORRECTION, note="The boat is blue.")
    with _freed():
        assert "Readers are told: The boat is blue." in _page(at_desk, _resume(stopped))
        pages.act(at_desk, _resume(stopped))
        version = PublishedVersion.objects.live(timezone.now()).get()
        assert "The boat is blue." in _page(client, version.get_absolute_url())


def test_it_leads_to_the_comparison_and_to_the_page_of_that_text(at_desk):
    stopped = _update()
    factories.change(stopped.article, headline="Ferry sunk", now=EVENING + HOUR)
    with _freed():
        page = _page(at_desk, _resume(stopped))
        text = f"r{stopped.revision_id}"
        ways = [
            f"{pages.room(stopped.article, 'compare')}?from=live&amp;to={text}",
            f"{pages.room(stopped.article, 'preview')}?text={text}",
        ]
        for way in ways:
            assert way in page
            assert "late" in _page(at_desk, way.replace("&amp;", "&"))
        printed = _page(at_desk, f"{ways[1]}&show=print")
        assert f"Revision {stopped.revision_id}," in printed
        assert at_desk.get(f"{pages.room(stopped.article, 'preview')}?text=r999").status_code == 404
        assert at_desk.get(f"{pages.room(stopped.article, 'preview')}?text=x").status_code == 404


@pytest.mark.parametrize(("queue", "left"), [("keep", 2), ("cancel", 1)])
def test_what_waits_behind_it_is_asked_about(at_desk, editor, queue, left):
    stopped = _stopped()
    with _freed():
        later = factories.change(stopped.article, headline="Later", now=EVENING + HOUR)
        publishing.publish(later, by=editor, at=NOON + DAY)
        refused = pages.act(at_desk, _resume(stopped), when="now")
        assert refused.status_code == 409
        assert "Say whether it stays or is cancelled." in refused.content.decode()
        assert pages.act(at_desk, _resume(stopped), when="now", queue=queue).status_code == 302
    assert PublishedVersion.objects.count() == left


def test_who_may_not_correct_does_not_go_on_with_a_correction(editor, monkeypatch):
    stopped = _update(change=Change.CORRECTION, note="The boat is blue.")
    update = _update()
    monkeypatch.setitem(permissions.ACTS, "editor", permissions.ACTS["editor"] - {"correct"})
    browser = base.signed_in(editor)
    with _freed():
        assert _ways(stopped, _page(browser, pages.change(stopped.article))) == ["give_up"]
        assert browser.post(_resume(stopped), {"when": "now"}).status_code == 403
        assert browser.post(_resume(update), {"when": "now"}).status_code == 302


def test_a_section_in_which_somebody_does_not_publish_is_refused(town):
    sport = factories.make_section("Sport")
    stopped = _stopped(section=town, further_sections=[sport])
    ida = base.person("editor", name="ida", section=town)
    Membership.objects.create(user=ida, role="reporter", section=sport)
    with _freed():
        answer = pages.act(base.signed_in(ida), _resume(stopped))
    assert answer.status_code == 409
    assert "You may not publish in Sport." in answer.content.decode()


def test_a_story_that_was_withdrawn_meanwhile_is_refused_in_a_sentence(at_desk, editor):
    stopped = _update()
    with _freed():
        data = pages.open_form(at_desk, _resume(stopped))
        publishing.withdraw(stopped.article, by=editor)
        answer = at_desk.post(_resume(stopped), data)
        assert answer.status_code == 409
        assert "Bring it back instead." in answer.content.decode()


def test_what_readers_see_already_is_said(at_desk, editor):
    stopped = _stopped()
    with _freed():
        publishing.publish(factories.reloaded(stopped.article), by=editor)
        page = _page(at_desk, _resume(stopped))
        assert "Readers see exactly this text already: it can be given up." in page
        assert pages.act(at_desk, _give_up(stopped)).status_code == 302


# Given up -----------------------------------------------------------------------------------------


def test_it_is_given_up_and_pressed_twice(at_desk, editor):
    stopped = _stopped()
    data = pages.open_form(at_desk, _give_up(stopped))
    said = [pages.said(at_desk.post(_give_up(stopped), data, follow=True))[0] for _press in "12"]
    assert said == [
        f"Given up: it was planned for {EIGHT}",
        f"It was given up before: it was planned for {EIGHT}",
    ]
    assert AuditRow.objects.get(act="stopped publication given up").by == editor
    assert "Stopped by a legal hold" not in _page(at_desk, QUEUE) + _page(at_desk, DESK)


def test_what_was_given_up_meanwhile_is_not_published(at_desk, editor):
    stopped = _stopped()
    with _freed():
        data = pages.open_form(at_desk, _resume(stopped))
        publishing.give_up(stopped, by=editor)
        answer = at_desk.post(_resume(stopped), data, follow=True)
    assert pages.said(answer) == [f"It was given up before: it was planned for {EIGHT}"]
    assert not PublishedVersion.objects.exists()


def test_what_has_gone_on_meanwhile_is_not_given_up(at_desk, editor):
    stopped = _stopped()
    with _freed():
        data = pages.open_form(at_desk, _give_up(stopped))
        publishing.resume(stopped, by=editor, at=NOON + DAY)
        answer = at_desk.post(_give_up(stopped), data, follow=True)
        assert pages.said(answer) == ["Scheduled for 11 March 2025 14:00 (UTC+04:00)"]
        publishing.unschedule(PublishedVersion.objects.get(), by=editor)
        answer = at_desk.post(_resume(stopped), {"when": "now"}, follow=True)
        assert pages.said(answer) == ["It went on before, and was taken back since."]
    assert not PublishedVersion.objects.exists()


@pytest.mark.parametrize("name", ["resume", "give_up"])
def test_that_of_another_story_is_not_found(at_desk, name):
    stopped, other = _stopped(), factories.make_article()
    for key in (stopped.pk, 987654321):
        assert at_desk.get(pages.room(other, name, key)).status_code == 404


# The history, the audit and other doors -----------------------------------------------------------


def test_the_history_and_the_audit_tell_all_of_it(at_desk, editor):
    article = _scheduled(LATER).article
    later = factories.change(article, headline="Ferry late")
    publishing.publish(later, by=editor, at=EVENING, now=NOON)
    publishing.hold(article, by=base.person("legal"), reason="A letter came.", now=NOON + MINUTE)
    publishing.clear_hold(article, by=base.person("chief_editor"), now=LATER + MINUTE)
    publishing.give_up(StoppedPublication.objects.get(settled_at=None), by=editor, now=EVENING)
    page = _page(at_desk, reverse("admin:articles_article_history", args=[article.pk]))
    for words in (
        'Put on legal hold <span class="history-note">(A letter came.)</span>',
        "The legal hold is cleared",
        f"Stopped by the hold: it was planned for {EIGHT}",
        "(update, planned by editor)",
        f"What the hold had stopped goes on: it was planned for {EIGHT}",
        "Given up: it was planned for 10 March 2025 15:00 (UTC+04:00)",
    ):
        assert words in page, words
    chief = base.signed_in(base.person("chief_editor"))
    audit = _page(chief, f"/admin/articles/auditrow/?story={article.pk}")
    for words in (
        "hold set",
        "stopped by the hold",
        "hold cleared",
        f"stopped from: {EIGHT}",
        "stopped publication given up",
    ):
        assert words in audit, words


def test_what_waits_for_a_word_is_not_removed(editor):
    stopped = _stopped()
    with pytest.raises(Refused, match="stopped by a legal hold"):
        drafting.remove(stopped.article, by=editor, now=EVENING + HOUR)
    publishing.give_up(stopped, by=editor, now=EVENING + HOUR)
    drafting.remove(stopped.article, by=editor, now=EVENING + HOUR)
    assert factories.reloaded(stopped.article).removed_at


def test_a_copy_takes_the_hold_along_and_nothing_that_was_stopped(editor):
    source = _stopped(freed=None).article
    copy = beginning.copy(source, by=editor, reach=permissions.of(editor), now=NOON)
    assert copy.legal_hold_reason == "A letter came."
    assert not copy.stopped.exists()


def test_a_story_with_a_stopped_text_is_published_in_bulk_and_keeps_it_in_sight(at_desk):
    stopped = _stopped()
    later = factories.change(stopped.article, headline="Later", now=EVENING + HOUR)
    with _freed():
        publishing.publish(later, by=None)
        assert _ways(stopped, _page(at_desk, QUEUE)) == ["resume", "give_up"]
        page = _page(at_desk, _resume(stopped))
        assert "Readers see a text that was published after this one was stopped" in page


def test_a_story_that_was_moved_since_is_published_only_where_its_text_stands(town, editor):
    sport = factories.make_section("Sport")
    stopped = _stopped(section=town)
    factories.change(stopped.article, section=sport, now=EVENING + HOUR)
    of_sport = base.signed_in(base.person("editor", name="omid", section=sport))
    with _freed():
        refused = pages.act(of_sport, _resume(stopped))
        assert refused.status_code == 409
        assert "This text stands in Town, where you may not publish." in refused.content.decode()
        assert pages.act(base.signed_in(editor), _resume(stopped)).status_code == 302


def test_who_does_not_publish_does_not_move_it_to_another_section(town):
    factories.make_section("Harbour", parent=town)
    stopped = _stopped(section=town)
    moved = {"section": str(factories.make_section("Harbour").pk)}
    pages.save(base.signed_in(base.person("sub_editor")), stopped.article, **moved)
    assert factories.reloaded(stopped.article).section == town
    pages.save(base.signed_in(base.person("editor")), stopped.article, **moved)
    assert factories.reloaded(stopped.article).section != town


def test_of_a_story_in_the_bin_nothing_goes_on(at_desk):
    stopped = _stopped()
    Article.objects.filter(pk=stopped.article_id).update(removed_at=EVENING + HOUR)
    bin_of_it = pages.room(stopped.article, "put_back")
    for way in (_resume(stopped), _give_up(stopped)):
        assert at_desk.post(way, {"when": "now"})["Location"] == bin_of_it
    assert "Ferry" not in _page(at_desk, QUEUE) + _page(at_desk, DESK)
    with pytest.raises(NotReady):
        publishing.resume(stopped, by=None, now=EVENING + HOUR)
