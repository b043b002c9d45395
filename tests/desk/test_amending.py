"""What readers see is amended at the desk, while the working copy holds something else."""

import pytest

from articles import publishing
from articles.models import OPEN, AuditRow, PublishedVersion, Revision
from tests import base, factories
from tests.base import DAY, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db
clock = base.standing_clock(NOON + DAY)

LIVE = "<p>The ferry sails at nine.</p><p>It is whit.</p>"
MENDED = "<p>The ferry sails at nine.</p><p>It is white.</p>"
SECRET = "<p>Minister resigns tomorrow.</p>"


def _room(version) -> str:
    return pages.room(version.article, "amend")


def _amend(client, version, *, opened=None, **typed):
    """Opens the page, or goes on from one opened before, types, and presses."""
    data = opened or pages.open_form(client, _room(version))
    return client.post(_room(version), {**data, "word": "As agreed.", **typed})


def _look(client, version, **typed):
    return _amend(client, version, look="1", **typed)


@pytest.fixture
def version():
    """Live, with an update in the working copy that is under embargo."""
    live = factories.make_live(headline="Ferri runs", body=LIVE)
    factories.change(
        live.article, standfirst="Minister resigns.", body=LIVE + SECRET, embargoed_until=OPEN
    )
    return live


def _readers_see(client, version) -> str:
    return client.get(version.get_absolute_url()).content.decode()


def test_a_typo_is_put_right_in_two_presses_from_the_story_s_page(at_desk, client, version):
    story = at_desk.get(pages.change(version.article)).content.decode()
    assert _room(version) in story
    answer = _amend(at_desk, version, body=MENDED)
    assert answer.status_code == 302, answer.content.decode()
    read = _readers_see(client, version)
    assert "It is white." in read and "It is whit." not in read
    assert "Minister" not in read
    copy = factories.reloaded(version.article)
    assert copy.body == MENDED + SECRET and copy.embargoed_until == OPEN


def test_the_page_says_what_stands_in_the_working_copy(at_desk, version):
    page = at_desk.get(_room(version)).content.decode()
    assert "The working copy says something else:" in page
    assert "under embargo until that is lifted; the amendment is not" in page
    assert "carried into it" in page
    # What is amended is what readers see.
    assert "Minister" not in pages.open_form(at_desk, _room(version))["body"][0]


def test_it_says_where_readers_see_it_and_that_the_copy_has_it(at_desk, version):
    answer = at_desk.post(
        _room(version), {**pages.open_form(at_desk, _room(version)), "body": MENDED}, follow=True
    )
    (said,) = pages.said(answer)
    assert version.path in said and "The working copy has it too." in said


def test_pressed_twice_it_publishes_once(at_desk, version):
    data = pages.open_form(at_desk, _room(version))
    for _press in range(2):
        answer = _amend(at_desk, version, opened=data, body=MENDED)
        assert answer["Location"] == pages.change(version.article)
    assert PublishedVersion.objects.count() == 2
    assert AuditRow.objects.filter(act="published").count() == 2


def test_what_both_changed_waits_to_be_settled_and_is_settled(at_desk, client):
    live = factories.make_live(headline="Ferri runs")
    factories.change(live.article, headline="Ferry is late")
    answer = at_desk.post(
        _room(live),
        {**pages.open_form(at_desk, _room(live)), "headline": "Ferry runs"},
        follow=True,
    )
    mine = live.article.revisions.get(kind=Revision.Kind.REFUSED)
    settle = pages.room(live.article, "settle", mine.pk)
    assert settle in pages.said(answer)[0]
    assert "Ferry runs" in _readers_see(client, live)
    assert factories.reloaded(live.article).headline == "Ferry is late"

    chosen = pages.open_form(at_desk, settle) | {"headline": "mine"}
    assert at_desk.post(settle, chosen)["Location"] == pages.change(live.article)
    assert factories.reloaded(live.article).headline == "Ferry runs"
    assert settle not in at_desk.get(pages.change(live.article)).content.decode()


def test_another_text_that_readers_see_by_now_takes_what_was_typed(at_desk, client):
    live = factories.make_live(headline="Ferri runs", body=LIVE)
    data = pages.open_form(at_desk, _room(live))
    publishing.publish(factories.change(live.article, headline="Ferry is late"), by=None)

    answer = _amend(at_desk, live, opened=data, body=MENDED)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "readers see another text by now" in page
    assert "What changed for readers meanwhile" in page
    assert "It is whit." in _readers_see(client, live)

    again = pages.fields(answer)
    assert again["headline"] == ["Ferry is late"] and again["body"] == [MENDED]
    assert _amend(at_desk, live, opened=again).status_code == 302
    read = _readers_see(client, live)
    assert "Ferry is late" in read and "It is white." in read


def test_where_both_changed_the_same_place_what_was_typed_stands_and_is_said(at_desk, client):
    live = factories.make_live(headline="Ferri runs")
    data = pages.open_form(at_desk, _room(live))
    publishing.publish(factories.change(live.article, headline="Ferry is late"), by=None)
    answer = _amend(at_desk, live, opened=data, headline="Ferry runs")
    assert "Both changed the same place of: Headline." in answer.content.decode()
    again = pages.fields(answer)
    assert again["headline"] == ["Ferry runs"]
    assert _amend(at_desk, live, opened=again).status_code == 302
    assert "Ferry runs" in _readers_see(client, live)


def test_a_text_with_a_fault_on_one_that_is_stale_comes_again_as_it_was_typed(at_desk):
    live = factories.make_live(headline="Ferri runs")
    data = pages.open_form(at_desk, _room(live))
    publishing.publish(factories.change(live.article, body="<p>Else.</p>"), by=None)
    long = "x" * 301
    answer = _amend(at_desk, live, opened=data, headline=long)
    assert pages.fields(answer)["headline"] == [long]
    assert PublishedVersion.objects.count() == 2


@pytest.mark.parametrize("forged", ["", "x", "9" * 30, "0"])
def test_a_base_that_is_none_publishes_nothing_and_keeps_the_text(at_desk, version, forged):
    answer = _amend(at_desk, version, base=forged, body=MENDED)
    assert answer.status_code == 409
    assert pages.fields(answer)["body"] == [MENDED]
    assert PublishedVersion.objects.count() == 1


def test_the_working_copy_is_no_base_either(at_desk, client, version):
    head = factories.reloaded(version.article).head_id
    answer = _amend(at_desk, version, base=str(head), body=MENDED + SECRET)
    assert answer.status_code == 409
    assert "Minister" not in _readers_see(client, version)


def test_a_hold_stops_it_and_keeps_the_text(at_desk, version):
    data = pages.open_form(at_desk, _room(version))
    publishing.hold(version.article, by=None, reason="A letter.")
    answer = _amend(at_desk, version, opened=data, body=MENDED)
    assert answer.status_code == 409
    assert "The story is on legal hold (A letter.)" in answer.content.decode()
    assert pages.fields(answer)["body"] == [MENDED]
    assert PublishedVersion.objects.count() == 1


def test_withdrawn_meanwhile_it_keeps_the_text(at_desk, version):
    data = pages.open_form(at_desk, _room(version))
    publishing.withdraw(version.article, by=None)
    answer = _amend(at_desk, version, opened=data, body=MENDED)
    assert answer.status_code == 409
    assert "Readers do not see this story" in answer.content.decode()
    assert pages.fields(answer)["body"] == [MENDED]


def test_what_readers_do_not_see_leads_back_to_the_story(at_desk):
    article = factories.make_article()
    answer = at_desk.get(pages.room(article, "amend"), follow=True)
    assert answer.redirect_chain == [(pages.change(article), 302)]
    assert "nothing to amend" in pages.said(answer)[0]


def test_nothing_changed_is_said(at_desk, version):
    answer = _amend(at_desk, version)
    assert "You changed nothing of what readers see." in answer.content.decode()
    assert PublishedVersion.objects.count() == 1


def test_more_than_a_slip_is_asked_about_once(at_desk, version):
    more = "<p>The ferry sails at ten, after a storm broke its mast in the night.</p>"
    answer = _amend(at_desk, version, body=more)
    assert "so “update” is chosen" in answer.content.decode()
    again = pages.fields(answer)
    assert again["change"] == ["update"] and again["body"] == [more]
    assert _amend(at_desk, version, opened=again, change="minor").status_code == 302
    assert PublishedVersion.objects.latest("pk").change == "minor"


def test_a_correction_says_what_readers_are_told(at_desk, client, version):
    refused = _amend(at_desk, version, body=MENDED, change="correction")
    assert '<a href="#id_note">Write what readers should be told' in refused.content.decode()
    note = "We wrote whit."
    again = pages.fields(refused) | {"note": note}
    assert _amend(at_desk, version, opened=again).status_code == 302
    assert note in _readers_see(client, version)


def test_a_look_shows_what_changes_and_publishes_nothing(at_desk, version):
    answer = _look(at_desk, version, body=MENDED)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "What changes for readers" in page and "What they would see" in page
    assert "Minister" not in page.partition("In the working copy")[0]
    assert "“minor” is chosen" in page
    assert pages.fields(answer)["body"] == [MENDED]
    assert PublishedVersion.objects.count() == 1


def test_the_preview_is_the_readers_page_of_what_is_typed(at_desk, version):
    data = pages.open_form(at_desk, _room(version)) | {"body": MENDED}
    answer = at_desk.post(pages.room(version.article, "preview_amendment"), data)
    page = answer.content.decode()
    assert "It is white." in page and "Minister" not in page
    assert "no-store" in answer["Cache-Control"]
    opened = at_desk.get(pages.room(version.article, "preview_amendment"))
    assert opened["Location"] == _room(version)


def test_the_preview_says_what_it_cannot_show(at_desk, version):
    address = pages.room(version.article, "preview_amendment")
    data = pages.open_form(at_desk, _room(version)) | {"headline": "x" * 301}
    page = at_desk.post(f"{address}?show=faults", data).content.decode()
    assert "Headline" in page and "300" in page


def test_a_warning_that_is_new_is_passed_with_a_word(at_desk, version):
    linked = MENDED.replace("white", '<a href="/nowhere/">white</a>')
    answer = _amend(at_desk, version, body=linked)
    assert "To be looked at first" in answer.content.decode()
    again = pages.fields(answer)
    assert _amend(at_desk, version, opened=again | {"word": ""}, word="").status_code == 200
    assert _amend(at_desk, version, opened=again).status_code == 302
    detail = AuditRow.objects.filter(act="published").latest("number").detail
    assert detail["word"] == "As agreed." and detail["amends"] == version.revision_id
    assert [key.partition(":")[0] for key in detail["passed"]] == ["link"]


def test_the_history_names_it(at_desk, version):
    _amend(at_desk, version, body=MENDED)
    page = at_desk.get(pages.room(version.article, "history")).content.decode()
    assert "amended from what readers saw" in page


def test_a_text_that_waits_takes_it_over_or_stays(at_desk):
    live = factories.make_live(headline="Ferri runs")
    news = factories.change(live.article, body="<p>News.</p>")
    publishing.publish(news, by=None, at=NOON + 3 * DAY)
    page = at_desk.get(_room(live)).content.decode()
    assert "What waits of this story" in page and "takes over what this text changes" in page
    assert _amend(at_desk, live, headline="Ferry runs").status_code == 302
    ahead = live.article.versions.live(NOON + 3 * DAY).get().revision.content
    assert (ahead["headline"], ahead["body"]) == ("Ferry runs", "<p>News.</p>")


def test_a_text_that_came_to_wait_meanwhile_is_asked_about(at_desk):
    live = factories.make_live(headline="Ferri runs")
    data = pages.open_form(at_desk, _room(live))
    news = factories.change(live.article, body="<p>News.</p>")
    publishing.publish(news, by=None, at=NOON + 3 * DAY)
    answer = _amend(at_desk, live, opened=data, headline="Ferry runs")
    assert "is not what this page had shown" in answer.content.decode()
    again = pages.fields(answer)
    assert again["headline"] == ["Ferry runs"]
    assert _amend(at_desk, live, opened=again).status_code == 200
    done = at_desk.post(_room(live), {**again, "queue": "rebase"}, follow=True)
    assert "takes it over." in pages.said(done)[0]


def test_where_both_changed_the_same_the_text_that_waits_is_settled_on_its_page(at_desk):
    live = factories.make_live(headline="Ferri runs", body=LIVE)
    news = factories.change(live.article, headline="Ferry is late")
    waiting = publishing.publish(news, by=None, at=NOON + 3 * DAY)
    settling = _amend(at_desk, live, headline="Ferry runs")
    assert settling.status_code == 409 and "Settle what waits" in settling.content.decode()
    assert live.article.versions.count() == 2

    sent = pages.fields(settling)
    back = at_desk.post(_room(live), {**sent, "back_to_sheet": "1"})
    assert pages.fields(back)["headline"] == ["Ferry runs"]

    sent[f"settle-{waiting.revision_id}-headline"] = ["mine"]
    assert at_desk.post(_room(live), sent)["Location"] == pages.change(live.article)
    assert live.article.versions.live(NOON + DAY).get().headline == "Ferry runs"
    assert live.article.versions.live(NOON + 3 * DAY).get().headline == "Ferry is late"


@pytest.mark.parametrize(
    "body", ["<script>alert(1)</script><p onclick=x>It is white.</p>", "<p>\0It is white.</p>"]
)
def test_a_hostile_body_is_cleaned(at_desk, client, version, body):
    answer = _amend(at_desk, version, body=body, change="update")
    assert answer.status_code in (200, 302)
    read = _readers_see(client, version)
    assert "alert(1)" not in read and "onclick" not in read and "\0" not in read


def test_a_body_too_deep_is_refused_and_kept(at_desk, version):
    deep = "<blockquote>" * 500 + "It" + "</blockquote>" * 500
    answer = _amend(at_desk, version, body=deep)
    assert answer.status_code == 200
    assert pages.fields(answer)["body"] == [deep]
    assert PublishedVersion.objects.count() == 1


def test_a_headline_of_html_is_text(at_desk, client, version):
    _amend(at_desk, version, headline="<b>Ferry</b>", change="update")
    assert "<b>Ferry</b>" not in _readers_see(client, version)


@pytest.mark.parametrize("role", ["reporter", "sub_editor", "picture_desk", "legal"])
def test_who_may_not_publish_amends_nothing(version, role):
    theirs = base.signed_in(base.person(role))
    assert theirs.get(_room(version)).status_code == 403
    assert theirs.post(_room(version), {"headline": "x"}).status_code == 403
    assert theirs.post(pages.room(version.article, "preview_amendment")).status_code == 403
    assert _room(version) not in theirs.get(pages.change(version.article)).content.decode()


def test_the_press_stands_only_where_the_copy_says_something_else(at_desk):
    live = factories.make_live(headline="Ferri runs")
    assert _room(live) not in at_desk.get(pages.change(live.article)).content.decode()
    # The address answers all the same, and the text is simply the next one.
    assert _amend(at_desk, live, headline="Ferry runs").status_code == 302
    assert not Revision.objects.filter(kind=Revision.Kind.AMENDED).exists()
    assert factories.reloaded(live.article).headline == "Ferry runs"
