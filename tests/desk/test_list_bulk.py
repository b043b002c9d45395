"""Acts on many stories at once: said first, each with its own outcome, no text overwritten."""

import pytest
from django.db import IntegrityError, OperationalError

from articles import drafting, leaving, limiting, publishing
from articles.models import PublishedVersion, Revision
from tests import base, factories
from tests.base import DAY, HOUR, NOON
from tests.desk import pages
from tests.factories import reloaded

pytestmark = pytest.mark.django_db

clock = base.standing_clock(NOON)
BULK = f"{pages.LIST}bulk/"


def ready(**fields):
    """A story of which the checklist says nothing."""
    return factories.make_article(**{"standfirst": "Fog.", **fields})


def ticks(*stories) -> list[str]:
    return [f"{story.pk}:{story.head_id}" for story in stories]


def ask(client, act: str, *stories):
    """The page that says what will be done."""
    return client.post(BULK, {"act": act, "story": ticks(*stories)})


def press(client, act: str, *stories, **chosen):
    return client.post(BULK, {"act": act, "story": ticks(*stories), "confirm": "1", **chosen})


def outcomes(response) -> tuple[list[str], dict[str, str]]:
    """(headlines of what was done, headline → what stood in the way)."""
    done = [one.article.headline for one in response.context["free"]]
    return done, {one.article.headline: one.refusals[0] for one in response.context["refused"]}


def test_the_list_sends_each_story_with_the_revision_that_it_shows(at_desk):
    story = factories.make_article()
    text = at_desk.get(pages.LIST).content.decode()
    assert f'name="story" value="{story.pk}:{story.head_id}"' in text


def test_it_says_what_will_be_done_to_how_many_and_does_nothing_yet(at_desk):
    one, two = ready(headline="One"), ready(headline="Two")
    held = ready(headline="Held", legal_hold=True, legal_hold_reason="A letter.")
    response = ask(at_desk, "publish", one, two, held)
    text = response.content.decode()
    assert "2 stories will be published now, as the list showed them." in text
    assert "Publish 2 stories now" in text
    assert "1 story stays as it is:" in text
    assert "A letter." in text
    assert not PublishedVersion.objects.exists()


def test_publish(at_desk, editor):
    one, two = ready(headline="One"), ready(headline="Two")
    nameless = ready(headline="")
    done, refused = outcomes(press(at_desk, "publish", one, two, nameless, change="update"))
    assert set(done) == {"One", "Two"}
    assert "no headline" in refused[""]
    assert {version.published_by for version in PublishedVersion.objects.all()} == {editor}


def test_a_story_with_warnings_is_published_on_its_own_page(at_desk):
    story = ready(headline="One", standfirst="")
    for response in (ask(at_desk, "publish", story), press(at_desk, "publish", story)):
        done, refused = outcomes(response)
        assert (done, refused) == ([], {"One": "It has warnings: publish it on its own page."})
    assert not PublishedVersion.objects.exists()


def test_warnings_that_readers_see_already_do_not_stand_in_the_way(at_desk):
    live = factories.make_live(headline="One", now=NOON - HOUR).article
    changed = factories.change(live, headline="One, mended")
    done, refused = outcomes(press(at_desk, "publish", changed, change="update"))
    assert (done, refused) == (["One, mended"], {})


def test_move_to_a_section(at_desk):
    harbour = factories.make_section("Harbour")
    stories = [factories.make_article(headline=name) for name in ("One", "Two")]
    done, refused = outcomes(press(at_desk, "move", *stories, section=harbour.pk))
    assert (set(done), refused) == ({"One", "Two"}, {})
    assert {reloaded(story).section for story in stories} == {harbour}


def test_topics_are_added_and_taken_away_in_their_order(at_desk):
    rain, wind = factories.make_topic("Rain"), factories.make_topic("Wind")
    story = factories.make_article(topics=[wind])
    press(at_desk, "add-topic", story, topic="rain")
    assert reloaded(story).head.content["topics"] == [wind.pk, rain.pk]
    press(at_desk, "take-topic", reloaded(story), topic="Wind")
    assert reloaded(story).head.content["topics"] == [rain.pk]


def test_topics_are_completed_as_they_are_typed(at_desk):
    factories.make_topic("Rain")
    text = ask(at_desk, "add-topic", factories.make_article()).content.decode()
    assert 'list="known_topics"' in text
    assert '<datalist id="known_topics"><option value="Rain">' in text


def test_an_unknown_topic_is_said_beside_its_field(at_desk):
    story = factories.make_article()
    response = press(at_desk, "add-topic", story, topic="Snow")
    assert response.status_code == 409
    assert "There is no topic of this name." in response.content.decode()


def test_withdraw(at_desk):
    live = factories.make_live(headline="Live", now=NOON - HOUR).article
    draft = factories.make_article(headline="Draft")
    sent = {"public_note": "Taken down.", "reason": "A mistake."}
    done, refused = outcomes(press(at_desk, "withdraw", live, draft, **sent))
    assert done == ["Live"]
    assert "nothing to withdraw" in refused["Draft"]
    assert live.withdrawals.get().public_note == "Taken down."


def test_hand_over(at_desk, editor, reporter):
    story = factories.make_article(headline="One", by=editor)
    done, _refused = outcomes(press(at_desk, "hand-over", story, to=reporter.pk))
    assert done == ["One"]
    assert reloaded(story).owner == reporter


def test_a_story_saved_meanwhile_is_refused_and_not_overwritten(at_desk):
    harbour = factories.make_section("Harbour")
    seen = factories.make_article(headline="One")
    factories.change(seen, headline="One, rewritten")
    for response in (ask(at_desk, "move", seen), press(at_desk, "move", seen, section=harbour.pk)):
        done, refused = outcomes(response)
        assert done == []
        assert "Somebody saved it after the list was shown." in refused["One, rewritten"]
    assert reloaded(seen).section != harbour
    assert not Revision.objects.filter(kind="refused").exists()


def test_a_story_saved_at_the_very_moment_is_refused_too(at_desk, monkeypatch):
    harbour = factories.make_section("Harbour")
    seen = factories.make_article(headline="One")
    save = drafting.save

    def late(article, changes, **more):
        monkeypatch.setattr(drafting, "save", save)
        factories.change(article, headline="Meanwhile")
        return save(article, changes, **more)

    monkeypatch.setattr(drafting, "save", late)
    _done, refused = outcomes(press(at_desk, "move", seen, section=harbour.pk))
    assert "both texts are kept" in refused["One"]
    assert reloaded(seen).headline == "Meanwhile"


@pytest.mark.parametrize("act", ["move", "add-topic", "publish", "withdraw", "hand-over"])
def test_a_second_press_does_nothing_more(at_desk, reporter, act):
    chosen = {
        "section": factories.make_section("Harbour").pk,
        "topic": factories.make_topic("Rain").name,
        "change": "update",
        "to": reporter.pk,
    }
    story = (
        factories.make_live(headline="One", now=NOON - HOUR).article
        if act == "withdraw"
        else ready(headline="One")
    )
    first = press(at_desk, act, story, **chosen)
    before = (Revision.objects.count(), PublishedVersion.objects.count(), story.audit_rows.count())
    second = press(at_desk, act, story, **chosen)
    assert outcomes(first) == outcomes(second) == (["One"], {})
    assert "(it was so already)" in second.content.decode()
    assert before == (
        Revision.objects.count(),
        PublishedVersion.objects.count(),
        story.audit_rows.count(),
    )


def test_one_refusal_takes_nothing_back_of_the_others(at_desk):
    good = ready(headline="Good")
    bad = ready(headline="Bad", embargoed_until=NOON + DAY)
    done, refused = outcomes(press(at_desk, "publish", bad, good, change="update"))
    assert done == ["Good"]
    assert "embargo" in refused["Bad"]


@pytest.mark.parametrize("fault", [OperationalError("database is locked"), IntegrityError()])
def test_a_fault_of_the_database_is_said_of_its_story_alone(at_desk, reporter, monkeypatch, fault):
    one, two = factories.make_article(headline="One"), factories.make_article(headline="Two")
    hand_over = leaving.hand_over_story

    def busy(article, **more):
        if article == two:
            raise fault
        hand_over(article, **more)

    monkeypatch.setattr(leaving, "hand_over_story", busy)
    done, refused = outcomes(press(at_desk, "hand-over", one, two, to=reporter.pk))
    assert done == ["One"]
    assert refused == {"Two": "The database was busy. Try this one again."}
    assert reloaded(one).owner == reporter


def test_a_live_story_leaves_its_section_by_an_editor_of_it_alone():
    town, harbour = factories.make_section("Town"), factories.make_section("Harbour")
    sub = base.person("sub_editor", name="sub")
    live = factories.make_live(headline="Live", now=NOON - HOUR, section=town).article
    draft = factories.make_article(headline="Draft", section=town)
    response = press(base.signed_in(sub), "move", live, draft, section=harbour.pk)
    done, refused = outcomes(response)
    assert done == ["Draft"]
    assert "an editor moves it" in refused["Live"]


def test_a_section_where_one_has_no_role_cannot_be_chosen():
    town, sport = factories.make_section("Town"), factories.make_section("Sport")
    sub = base.person("sub_editor", name="sub", section=town)
    story = factories.make_article(section=town)
    response = press(base.signed_in(sub), "move", story, section=sport.pk)
    assert response.status_code == 409
    assert reloaded(story).section == town


def test_a_further_section_where_one_may_not_publish_stands_in_the_way():
    town, sport = factories.make_section("Town"), factories.make_section("Sport")
    editor = base.person("editor", name="editor.of.town", section=town)
    story = ready(headline="One", section=town, further_sections=[sport])
    _done, refused = outcomes(press(base.signed_in(editor), "publish", story, change="update"))
    assert "where you may not publish" in refused["One"]
    assert not PublishedVersion.objects.exists()


def test_a_scheduled_story_is_left_to_its_own_page(at_desk, editor):
    waits = ready(headline="Waits")
    publishing.publish(waits, by=editor, at=NOON + DAY, now=NOON)
    _done, refused = outcomes(press(at_desk, "publish", waits, change="update"))
    assert "scheduled" in refused["Waits"]


def test_a_story_is_not_taken_down_with_what_waits_of_it_without_a_word(at_desk, editor):
    live = factories.make_live(headline="Waits", now=NOON - HOUR).article
    update = factories.change(live, kicker="Ferry")
    publishing.publish(update, by=editor, at=NOON + DAY, now=NOON)
    _done, refused = outcomes(press(at_desk, "withdraw", reloaded(update)))
    assert "scheduled" in refused["Waits"]
    assert not live.withdrawals.exists()


def test_what_is_hidden_is_as_what_never_was(at_desk, reporter):
    hidden = ready(headline="A secret", legal_hold=True)
    limiting.limit(hidden, [reporter], by=None)
    seen = ready(headline="Seen")
    never = at_desk.post(BULK, {"act": "publish", "story": "987654:1"})
    answer = ask(at_desk, "publish", hidden)
    assert (answer.status_code, answer.content) == (404, never.content)
    text = press(at_desk, "publish", hidden, seen, change="update").content.decode()
    assert "A secret" not in text
    assert "Done: 1 story." in text
    assert not hidden.versions.exists()


def test_the_wrong_role_is_refused_story_by_story(reporter):
    mine = factories.make_article(headline="Mine", by=reporter)
    theirs = factories.make_article(headline="Theirs")
    client = base.signed_in(reporter)
    factories.make_topic("Rain")
    done, refused = outcomes(press(client, "add-topic", mine, theirs, topic="Rain"))
    assert done == ["Mine"]
    assert "Your role does not allow this here." in refused["Theirs"]
    assert press(client, "publish", mine, change="update").status_code == 403


def test_the_menu_offers_what_the_person_may_do(reporter, picture_desk):
    factories.make_article()
    text = base.signed_in(reporter).get(pages.LIST).content.decode()
    assert '<option value="add-topic">' in text
    assert '<option value="publish">' not in text
    text = base.signed_in(picture_desk).get(pages.LIST).content.decode()
    assert 'name="story"' not in text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "publish"},
        {"act": "no-such-act", "story": "1:1"},
        {"act": "publish", "story": "x"},
        {"act": "publish", "story": "1:1\0"},
        {"act": "publish", "story": f"{'9' * 30}:1"},
        {"act": "publish", "story": [f"{number}:1" for number in range(1, 60)]},
        {"act": "publish\0", "story": "1:1", "query": "\0&section=%00"},
    ],
)
def test_what_cannot_be_meant_leads_back_to_the_list(at_desk, sent):
    response = at_desk.post(BULK, sent)
    assert response.status_code == 302
    assert "Nothing was changed." in pages.said(at_desk.get(response["Location"]))[0]


def test_the_way_back_keeps_the_filters(at_desk):
    story = factories.make_article()
    sent = {"act": "publish", "story": ticks(story), "query": "live=never&x=1"}
    assert at_desk.post(BULK, sent).context["back"] == f"{pages.LIST}?live=never"


def test_it_takes_a_token_and_a_press(editor):
    client = base.Client(enforce_csrf_checks=True)
    client.force_login(editor)
    story = factories.make_article()
    assert press(client, "publish", story).status_code == 403
    assert client.get(BULK).status_code == 302
