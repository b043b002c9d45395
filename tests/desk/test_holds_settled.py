"""What a legal hold stopped is published after all, or given up, by who may."""

import pytest
from django.utils import timezone

from articles import permissions, publishing
from articles.errors import NotReady
from articles.models import (
    Article,
    AuditRow,
    Change,
    Membership,
    PublishedVersion,
    StoppedPublication,
)
from tests import base, factories
from tests.base import DAY, EVENING, HOUR, NOON
from tests.desk import holding, pages
from tests.desk.holding import DESK, EIGHT, QUEUE, read

pytestmark = pytest.mark.django_db

clock = base.standing_clock(NOON)


# Gone on with -----------------------------------------------------------------------------------


def test_it_is_published_now_as_it_was_planned(at_desk, editor, client):
    stopped = holding.stopped(headline="Regatta")
    factories.change(stopped.article, headline="Regatta, still being written", now=EVENING + HOUR)
    with holding.freed():
        page = read(at_desk, holding.resume(stopped, "?from=queue"))
        assert f"First publication, planned for {EIGHT} by editor" in page
        assert "The story was written on since" in page
        data = pages.open_form(at_desk, holding.resume(stopped, "?from=queue"))
        for _press in range(2):
            answer = at_desk.post(holding.resume(stopped, "?from=queue"), data, follow=True)
            assert answer.redirect_chain[-1][0] == QUEUE
            assert "Published: readers see it at" in pages.said(answer)[0]
        version = PublishedVersion.objects.get()
        assert "Regatta</h1>" in read(client, version.get_absolute_url())
        assert "Stopped by a legal hold" not in read(at_desk, QUEUE)
    assert version.published_by == editor
    row = AuditRow.objects.get(act="published")
    assert row.by == editor and row.detail["stopped_from"] == EVENING.isoformat()


def test_it_is_published_at_another_moment(at_desk):
    stopped = holding.stopped()
    with holding.freed():
        said = holding.said(at_desk, holding.resume(stopped), **holding.at(NOON + DAY))
    assert said == "Scheduled for 11 March 2025 14:00 (UTC+04:00)"
    assert PublishedVersion.objects.get().live_from == NOON + DAY


def test_where_its_moment_still_lies_ahead_that_is_offered(at_desk):
    article = holding.scheduled().article
    publishing.hold(article, by=None, reason="A letter came.", now=NOON)
    factories.change(article, embargoed_until=NOON + DAY)
    publishing.clear_hold(article, by=None, now=NOON)
    factories.change(article, embargoed_until=None)
    stopped = StoppedPublication.objects.get()
    assert pages.open_form(at_desk, holding.resume(stopped))["at_1"] == ["20:00"]
    assert "Scheduled for" in holding.said(at_desk, holding.resume(stopped))


def test_a_moment_in_the_past_is_refused_in_a_sentence(at_desk):
    stopped = holding.stopped()
    with holding.freed():
        answer = pages.act(at_desk, holding.resume(stopped), **holding.at(EVENING))
    assert answer.status_code == 409
    assert "The moment lies in the past." in answer.content.decode()


def test_its_kind_and_what_readers_are_told_stay(at_desk, client):
    stopped = holding.update(change=Change.CORRECTION, note="The boat is blue.")
    with holding.freed():
        assert "Readers are told: The boat is blue." in read(at_desk, holding.resume(stopped))
        pages.act(at_desk, holding.resume(stopped))
        version = PublishedVersion.objects.live(timezone.now()).get()
        assert "The boat is blue." in read(client, version.get_absolute_url())


def test_it_leads_to_the_comparison_and_to_the_page_of_that_text(at_desk):
    stopped = holding.update()
    factories.change(stopped.article, headline="Ferry sunk", now=EVENING + HOUR)
    with holding.freed():
        page = read(at_desk, holding.resume(stopped))
        text = f"r{stopped.revision_id}"
        ways = [
            f"{pages.room(stopped.article, 'compare')}?from=live&amp;to={text}",
            f"{pages.room(stopped.article, 'preview')}?text={text}",
        ]
        for way in ways:
            assert way in page
            assert "late" in read(at_desk, way.replace("&amp;", "&"))
        printed = read(at_desk, f"{ways[1]}&show=print")
        assert f"Revision {stopped.revision_id}," in printed
        assert at_desk.get(f"{pages.room(stopped.article, 'preview')}?text=r999").status_code == 404
        assert at_desk.get(f"{pages.room(stopped.article, 'preview')}?text=x").status_code == 404


@pytest.mark.parametrize(("queue", "left"), [("keep", 2), ("cancel", 1)])
def test_what_waits_behind_it_is_asked_about(at_desk, editor, queue, left):
    stopped = holding.stopped()
    with holding.freed():
        later = factories.change(stopped.article, headline="Later", now=EVENING + HOUR)
        publishing.publish(later, by=editor, at=NOON + DAY)
        refused = pages.act(at_desk, holding.resume(stopped), when="now")
        assert refused.status_code == 200
        assert "Say what becomes of it." in refused.content.decode()
        assert 'value="rebase"' not in refused.content.decode()
        assert (
            pages.act(at_desk, holding.resume(stopped), when="now", queue=queue).status_code == 302
        )
    assert PublishedVersion.objects.count() == left


def test_what_waits_behind_it_takes_over_what_it_changes(at_desk, editor):
    stopped = holding.update()
    live = stopped.article.versions.get()
    with holding.freed():
        later = {**live.revision.content, "standfirst": "It is foggy."}
        later = factories.change(stopped.article, **later)
        publishing.publish(later, by=editor, at=NOON + DAY)
        page = read(at_desk, holding.resume(stopped))
        assert 'value="rebase" checked' in page and "Without any conflict." in page
        said = holding.said(at_desk, holding.resume(stopped), when="now", queue="rebase")
        assert "takes it over" in said
    waits = stopped.article.versions.get(live_from=NOON + DAY)
    assert (waits.headline, waits.revision.content["standfirst"]) == ("Ferry late", "It is foggy.")


def test_to_cancel_what_waits_behind_it_takes_the_right_to_schedule(editor, monkeypatch):
    stopped = holding.update()
    monkeypatch.setitem(permissions.ACTS, "editor", permissions.ACTS["editor"] - {"schedule"})
    browser = base.signed_in(editor)
    with holding.freed():
        later = factories.change(stopped.article, headline="Later", now=EVENING + HOUR)
        publishing.publish(later, by=None, at=NOON + DAY)
        refused = pages.act(browser, holding.resume(stopped), when="now", queue="cancel")
        assert refused.status_code == 403
        kept = pages.act(browser, holding.resume(stopped), when="now", queue="keep")
        assert kept.status_code == 302


def test_who_may_not_correct_does_not_go_on_with_a_correction(editor, monkeypatch):
    stopped = holding.update(change=Change.CORRECTION, note="The boat is blue.")
    update = holding.update()
    monkeypatch.setitem(permissions.ACTS, "editor", permissions.ACTS["editor"] - {"correct"})
    browser = base.signed_in(editor)
    with holding.freed():
        assert holding.ways(stopped, read(browser, pages.change(stopped.article))) == ["give_up"]
        assert browser.post(holding.resume(stopped), {"when": "now"}).status_code == 403
        assert browser.post(holding.resume(update), {"when": "now"}).status_code == 302


def test_a_section_in_which_somebody_does_not_publish_is_refused(town):
    sport = factories.make_section("Sport")
    stopped = holding.stopped(section=town, further_sections=[sport])
    ida = base.person("editor", name="ida", section=town)
    Membership.objects.create(user=ida, role="reporter", section=sport)
    with holding.freed():
        answer = pages.act(base.signed_in(ida), holding.resume(stopped))
    assert answer.status_code == 409
    assert "You may not publish in Sport." in answer.content.decode()


def test_a_story_that_was_withdrawn_meanwhile_is_refused_in_a_sentence(at_desk, editor):
    stopped = holding.update()
    with holding.freed():
        data = pages.open_form(at_desk, holding.resume(stopped))
        publishing.withdraw(stopped.article, by=editor)
        answer = at_desk.post(holding.resume(stopped), data)
        assert answer.status_code == 409
        assert "Bring it back instead." in answer.content.decode()


def test_what_readers_see_already_is_said(at_desk, editor):
    stopped = holding.stopped()
    with holding.freed():
        publishing.publish(factories.reloaded(stopped.article), by=editor)
        page = read(at_desk, holding.resume(stopped))
        assert "Readers see exactly this text already: it can be given up." in page
        assert pages.act(at_desk, holding.give_up(stopped)).status_code == 302


# Given up -----------------------------------------------------------------------------------------


def test_it_is_given_up_and_pressed_twice(at_desk, editor):
    stopped = holding.stopped()
    data = pages.open_form(at_desk, holding.give_up(stopped))
    said = [
        pages.said(at_desk.post(holding.give_up(stopped), data, follow=True))[0] for _press in "12"
    ]
    assert said == [
        f"Given up: it was planned for {EIGHT}",
        f"It was given up before: it was planned for {EIGHT}",
    ]
    assert AuditRow.objects.get(act="stopped publication given up").by == editor
    assert "Stopped by a legal hold" not in read(at_desk, QUEUE) + read(at_desk, DESK)


def test_what_was_given_up_meanwhile_is_not_published(at_desk, editor):
    stopped = holding.stopped()
    with holding.freed():
        data = pages.open_form(at_desk, holding.resume(stopped))
        publishing.give_up(stopped, by=editor)
        answer = at_desk.post(holding.resume(stopped), data, follow=True)
    assert pages.said(answer) == [f"It was given up before: it was planned for {EIGHT}"]
    assert not PublishedVersion.objects.exists()


def test_what_has_gone_on_meanwhile_is_not_given_up(at_desk, editor):
    stopped = holding.stopped()
    with holding.freed():
        data = pages.open_form(at_desk, holding.give_up(stopped))
        publishing.resume(stopped, by=editor, at=NOON + DAY)
        answer = at_desk.post(holding.give_up(stopped), data, follow=True)
        assert pages.said(answer) == ["Scheduled for 11 March 2025 14:00 (UTC+04:00)"]
        publishing.unschedule(PublishedVersion.objects.get(), by=editor)
        answer = at_desk.post(holding.resume(stopped), {"when": "now"}, follow=True)
        assert pages.said(answer) == ["It went on before, and was taken back since."]
    assert not PublishedVersion.objects.exists()


@pytest.mark.parametrize("name", ["resume", "give_up"])
def test_that_of_another_story_is_not_found(at_desk, name):
    stopped, other = holding.stopped(), factories.make_article()
    for key in (stopped.pk, 987654321):
        assert at_desk.get(pages.room(other, name, key)).status_code == 404


def test_a_story_that_was_moved_since_is_published_only_where_its_text_stands(town, editor):
    sport = factories.make_section("Sport")
    stopped = holding.stopped(section=town)
    factories.change(stopped.article, section=sport, now=EVENING + HOUR)
    of_sport = base.signed_in(base.person("editor", name="omid", section=sport))
    with holding.freed():
        refused = pages.act(of_sport, holding.resume(stopped))
        assert refused.status_code == 409
        assert "This text stands in Town, where you may not publish." in refused.content.decode()
        assert pages.act(base.signed_in(editor), holding.resume(stopped)).status_code == 302


def test_who_does_not_publish_does_not_move_it_to_another_section(town):
    factories.make_section("Harbour", parent=town)
    stopped = holding.stopped(section=town)
    moved = {"section": str(factories.make_section("Harbour").pk)}
    pages.save(base.signed_in(base.person("sub_editor")), stopped.article, **moved)
    assert factories.reloaded(stopped.article).section == town
    pages.save(base.signed_in(base.person("editor")), stopped.article, **moved)
    assert factories.reloaded(stopped.article).section != town


def test_of_a_story_in_the_bin_nothing_goes_on(at_desk):
    stopped = holding.stopped()
    Article.objects.filter(pk=stopped.article_id).update(removed_at=EVENING + HOUR)
    bin_of_it = pages.room(stopped.article, "put_back")
    for way in (holding.resume(stopped), holding.give_up(stopped)):
        assert at_desk.post(way, {"when": "now"})["Location"] == bin_of_it
    assert "Ferry" not in read(at_desk, QUEUE) + read(at_desk, DESK)
    with pytest.raises(NotReady):
        publishing.resume(stopped, by=None, now=EVENING + HOUR)
