"""An embargo that is lifted, and the pages that follow one: publishing, queue, history, audit."""

import pytest

from articles import publishing
from articles.models import OPEN, Origin, PublishedVersion
from tests import base, factories
from tests.base import DAY, HOUR, NOON, SECOND
from tests.desk import pages
from tests.factories import reloaded
from tests.test_simultaneous import at_once, parted

pytestmark = pytest.mark.django_db

clock = base.standing_clock(NOON)

END = NOON + DAY


def embargoed(until=END, **fields):
    return factories.make_article(embargoed_until=until, embargo_reason="A deal.", **fields)


def lift(client, story, why="Released early.", **more):
    address = pages.room(story, "lift_embargo")
    return client.post(address, pages.open_form(client, address) | {"why": why}, **more)


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_who_set_it_and_why_and_asks_for_a_word(at_desk, chief_editor):
    story = embargoed(by=chief_editor)
    page = text_of(at_desk, pages.room(story, "lift_embargo"))
    assert "Embargoed until 11 March 2025 14:00 (UTC+04:00)</strong>: A deal." in page
    assert "Set by chief_editor, 10 March 2025 14:00 (UTC+04:00)" in page
    assert lift(at_desk, story, why=" ").status_code == 200
    assert reloaded(story).embargoed_until == END


def test_lifted_it_leads_on_to_publishing(at_desk):
    story = embargoed()
    answer = lift(at_desk, story, follow=True)
    assert (reloaded(story).embargoed_until, reloaded(story).embargo_reason) == (None, "")
    assert f'<a href="{pages.room(story, "publish")}">Publish…</a>' in pages.said(answer)[0]
    row = story.audit_rows.latest("number")
    assert (row.act, row.detail["why"]) == ("embargo lifted", "Released early.")


def test_it_says_which_texts_that_wait_it_frees(at_desk):
    story = embargoed(headline="Ferry")
    publishing.publish(story, by=None, at=END, now=NOON)
    later = factories.change(story, headline="Ferries")
    publishing.publish(later, by=None, at=END + HOUR, now=NOON)
    page = text_of(at_desk, pages.room(story, "lift_embargo"))
    for moment in ("14:00 (UTC+04:00) “Ferry”", "15:00 (UTC+04:00) “Ferries”"):
        assert f"11 March 2025 {moment}: its text is freed of the embargo too" in page
    lift(at_desk, story)
    ends = {each.revision.content["embargoed_until"] for each in story.versions.ahead(NOON)}
    assert ends == {None}


@pytest.mark.parametrize("role", ["reporter", "sub_editor", "legal", "picture_desk"])
def test_it_takes_an_editor(role):
    user = base.person(role)
    story = embargoed(by=user)
    client = base.signed_in(user)
    assert client.get(pages.room(story, "lift_embargo")).status_code == 403
    assert client.post(pages.room(story, "lift_embargo"), {"why": "x"}).status_code == 403
    assert reloaded(story).embargoed_until == END


def test_where_none_stands_it_says_so(at_desk):
    for story in (factories.make_article(), embargoed(until=NOON)):
        answer = at_desk.get(pages.room(story, "lift_embargo"), follow=True)
        assert pages.said(answer) == ["The story is under no embargo."]


def test_one_that_was_moved_since_is_looked_at_first(at_desk):
    story = embargoed()
    address = pages.room(story, "lift_embargo")
    sent = pages.open_form(at_desk, address) | {"why": "Released."}
    factories.change(story, embargoed_until=END + DAY)
    answer = at_desk.post(address, sent)
    assert answer.status_code == 409 and "12 March 2025" in answer.content.decode()
    assert at_desk.post(address, pages.fields(answer)).status_code == 302
    assert reloaded(story).embargoed_until is None


# Publishing -----------------------------------------------------------------------------------


def test_publishing_offers_its_end_in_whole_seconds(at_desk):
    story = embargoed(until=END + SECOND / 2, standfirst="Fog.")
    opened = pages.open_form(at_desk, pages.room(story, "publish"))
    assert (opened["at_0"], opened["at_1"]) == (["2025-03-11"], ["14:00:01"])
    assert pages.publish(at_desk, story).status_code == 302
    assert PublishedVersion.objects.get().live_from == END + SECOND


def test_before_its_end_the_sheet_leads_to_the_embargo(at_desk):
    story = embargoed(standfirst="Fog.")
    answer = pages.publish(at_desk, story, when="now")
    assert answer.status_code == 409
    link = f'<a href="{pages.room(story, "embargo")}"'
    assert link in answer.content.decode() and "id_embargoed" not in answer.content.decode()


def test_until_it_is_lifted_the_sheet_offers_no_moment_and_leads_to_lifting(at_desk):
    story = embargoed(until=OPEN, standfirst="Fog.")
    page = text_of(at_desk, pages.room(story, "publish"))
    assert "under embargo until it is lifted" in page and "9999" not in page
    assert f'<a href="{pages.room(story, "lift_embargo")}"' in page
    assert "outcome-press" not in page and "data-date" not in page
    opened = pages.open_form(at_desk, pages.room(story, "publish"))
    assert opened["when"] == ["now"] and opened["at_0"] == [""]
    sent = opened | {"when": "at", "at_0": "9998-12-31", "at_1": "10:00", "word": "As agreed."}
    assert at_desk.post(pages.room(story, "publish"), sent).status_code == 409
    assert not PublishedVersion.objects.exists()


# What follows ---------------------------------------------------------------------------------


def test_the_queue_tells_its_end_and_leads_to_its_sheets_and_back(at_desk):
    story = embargoed(headline="Budget")
    page = text_of(at_desk, "/admin/articles/article/queue/")
    assert "Its embargo ends" in page and "A deal." in page
    for name in ("embargo", "lift_embargo"):
        assert f"{pages.room(story, name)}?from=queue" in page
    address = f"{pages.room(story, 'embargo')}?from=queue"
    answer = at_desk.post(address, pages.open_form(at_desk, address) | {"at_1": "15:00"})
    assert answer["Location"] == "/admin/articles/article/queue/"
    assert reloaded(story).embargoed_until == END + HOUR


def test_the_queue_offers_to_lift_to_an_editor_alone():
    story = embargoed()
    page = text_of(base.signed_in(base.person("sub_editor")), "/admin/articles/article/queue/")
    assert pages.room(story, "embargo") in page and "lift-embargo" not in page


def test_history_and_audit_tell_in_words_what_was_done_and_why(chief_editor):
    client = base.signed_in(chief_editor)
    story = factories.make_article()
    typed = {"until": "lifted", "reason": "A deal."}
    pages.act(client, pages.room(story, "embargo"), **typed)
    lift(client, story)
    history = text_of(client, pages.room(story, "history"))
    audit = text_of(client, f"/admin/articles/auditrow/?story={story.pk}")
    assert "Embargoed until it is lifted" in history and "(A deal.)" in history
    assert "Embargo lifted" in history and "(Released early.)" in history
    for said in ("until: until it is lifted", "why: A deal.", "was: until it is lifted",
                 "until: –", "why: Released early."):  # fmt: skip
        assert said in audit


def test_the_sheet_for_the_lawyer_tells_until_when_and_why(at_desk):
    for until, words in ((END, "until 11 March 2025 14:00"), (OPEN, "until it is lifted")):
        page = text_of(at_desk, f"{pages.room(embargoed(until=until), 'preview')}?show=print")
        assert f"Embargoed {words}" in page and "A deal." in page


def test_it_is_restored_neither_with_a_text_nor_by_itself(at_desk):
    story = embargoed(headline="First")
    first = story.head_id
    story = factories.change(story, headline="Second", embargoed_until=END + DAY)
    sent = {"revision": first}
    at_desk.post(pages.room(story, "restore"), sent | {"field": "embargoed_until"})
    answer = at_desk.post(pages.room(story, "restore"), sent, follow=True)
    assert "First" in answer.content.decode()
    opened = pages.fields(answer)
    pages.save(at_desk, story, opened=opened)
    assert (reloaded(story).headline, reloaded(story).embargoed_until) == ("First", END + DAY)


def test_a_page_that_stood_open_meanwhile_is_saved_without_a_conflict(at_desk):
    story = factories.make_article(headline="First")
    opened = pages.open_form(at_desk, pages.change(story))
    factories.change(story, embargoed_until=END, embargo_reason="A deal.")
    assert pages.save(at_desk, story, opened=opened, headline="Second").status_code == 302
    assert (reloaded(story).headline, reloaded(story).embargoed_until) == ("Second", END)


def test_a_copy_and_a_follow_up_say_why(at_desk, town):
    copied = embargoed(headline="Copied", section=town)
    pages.act(at_desk, pages.room(copied, "copy"))
    story = factories.make_article(headline="Followed", section=town)
    publishing.publish(story, by=None, at=END)
    pages.act(at_desk, pages.room(story, "follow_up"))
    made = [origin.article for origin in Origin.objects.order_by("id")]
    assert [(each.embargoed_until, each.embargo_reason) for each in made] == [
        (END, "A deal."),
        (END, "It leads to a story that readers see from then on."),
    ]


@pytest.mark.django_db(transaction=True)
def test_an_embargo_set_while_somebody_publishes_never_holds_back_what_is_out(editor):
    for number in range(10):
        story = factories.make_article(headline=f"Ferry {number}")
        one, other = reloaded(story), reloaded(story)

        def publish(one=one):
            return publishing.publish(one, by=editor, at=NOON + HOUR)

        def embargo(other=other):
            return publishing.embargo(other, until=END, reason="A deal.", by=editor)

        done, refused = parted(at_once(publish, embargo))

        assert len(done) == 1 and len(refused) == 1, (done, refused)
        story = reloaded(story)
        waits = list(story.versions.values_list("live_from", flat=True))
        assert (story.embargoed_until, waits) in [(END, []), (None, [NOON + HOUR])]
