"""What a clever insider would try with the forms of stories: refused, and nothing changed."""

import pytest

from articles import drafting, publishing
from articles.errors import StaleBase
from articles.models import Article, PublishedVersion, Revision
from tests.base import DAY, HOUR, LATER, NOON, person, signed_in, standing_clock
from tests.desk import pages
from tests.factories import change, make_article, make_live, make_section, reloaded

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)
NEVER = 987654


@pytest.fixture
def sport(town):
    return make_section("Sport")


@pytest.fixture
def mara(town):
    """A reporter of Town."""
    return person("reporter", name="mara", section=town)


@pytest.fixture
def sub(town):
    """A sub-editor of Town: writes in every story there, lifts nothing and clears nothing."""
    return person("sub_editor", name="sub", section=town)


def content_of(story: Article) -> dict:
    return reloaded(story).head.content


def refused_text(story: Article, late: dict, meanwhile: dict) -> Revision:
    """A text saved on the base from before `meanwhile`; it waits to be settled."""
    old, base = reloaded(story), story.head_id
    change(story, **meanwhile)
    with pytest.raises(StaleBase) as stale:
        drafting.save(old, late, base=base, by=None, now=LATER)
    return stale.value.mine


# Places ---------------------------------------------------------------------------------------


def test_a_story_is_not_moved_into_a_section_without_a_role_there(mara, town, sport):
    story = make_article(by=mara, section=town)
    answer = pages.save(signed_in(mara), story, section=sport.pk)
    assert "You have no role in this section." in answer.content.decode()
    assert reloaded(story).section == town


def test_a_new_story_is_not_begun_in_such_a_section(mara, sport):
    client = signed_in(mara)
    opened = pages.open_form(client, pages.ADD)
    answer = client.post(pages.ADD, opened | {"headline": "Mine", "section": sport.pk})
    assert "You have no role in this section." in answer.content.decode()
    assert not Article.objects.exists()


def test_no_further_section_is_added_without_a_role_there(mara, town, sport):
    story = make_article(by=mara, section=town)
    answer = pages.save(signed_in(mara), story, further_sections=[sport.pk])
    assert "You have no role in one of these sections." in answer.content.decode()
    assert not reloaded(story).further_sections.exists()


def test_one_that_an_editor_added_stays_when_the_reporter_saves(mara, town, sport):
    story = make_article(by=mara, section=town, further_sections=[sport])
    pages.save(signed_in(mara), story, headline="Mended")
    assert reloaded(story).headline == "Mended"
    assert list(reloaded(story).further_sections.all()) == [sport]


def test_emptying_the_section_takes_nobody_s_story_out_of_the_desk_s_sight(sub, mara, town):
    story = make_article(by=mara, section=town)
    answer = pages.save(signed_in(sub), story, section="")
    assert "You have no role in this section." in answer.content.decode()
    assert reloaded(story).section == town


def test_a_settled_text_does_not_move_a_story_either(sub, town, sport):
    story = make_article(section=town)
    mine = refused_text(story, {"section": sport}, {"headline": "Meanwhile"})
    client, sheet = signed_in(sub), pages.room(story, "settle", mine.pk)
    opened = pages.open_form(client, sheet)
    answer = client.post(sheet, opened | {"section": "mine", "headline": "theirs"})
    assert answer.status_code == 403
    assert reloaded(story).section == town and reloaded(story).head.kind == "saved"


# Embargoes and holds --------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["", "2025-03-10", "2025-03-20"])
def test_an_embargo_is_not_lifted_or_moved_by_typing(sub, day):
    story = make_article(embargoed_until=NOON + DAY, embargo_reason="A deal.")
    time = "15:00" if day else ""
    typed = {"embargoed_until_0": day, "embargoed_until_1": time, "embargoed_until": day}
    pages.save(signed_in(sub), story, headline="Mended", embargo_reason="", **typed)
    story = reloaded(story)
    assert story.headline == "Mended"
    assert (story.embargoed_until, story.embargo_reason) == (NOON + DAY, "A deal.")


def test_an_embargo_is_not_lifted_by_an_old_base(sub):
    """The page was opened before the embargo was set: what was typed is saved under it."""
    story = make_article()
    client = signed_in(sub)
    opened = pages.open_form(client, pages.change(story))
    change(story, embargoed_until=NOON + DAY)
    answer = pages.save(client, story, opened=opened, headline="Mended")
    assert answer.status_code == 302
    assert reloaded(story).headline == "Mended"
    assert reloaded(story).embargoed_until == NOON + DAY


@pytest.mark.parametrize(
    "name, late, gate",
    [
        ("embargoed_until", {"headline": "Late"}, {"embargoed_until": NOON + DAY}),
        ("legal_hold", {"headline": "Late"}, {"legal_hold": True, "legal_hold_reason": "A judge"}),
    ],
)
def test_a_refused_text_from_before_the_gate_does_not_open_it(sub, name, late, gate):
    story = make_article()
    mine = refused_text(story, late, gate | {"headline": "Meanwhile"})
    client, sheet = signed_in(sub), pages.room(story, "settle", mine.pk)
    assert not pages.open_form(client, sheet).keys() & gate.keys()
    chosen = pages.open_form(client, sheet) | dict.fromkeys(["headline", *gate], "mine")
    assert client.post(sheet, chosen).status_code == 302
    assert content_of(story)[name]
    assert reloaded(story).headline == "Late"


def test_an_editor_opens_no_hold_by_settling_and_none_by_bringing_back(editor):
    """An editor publishes and lifts embargoes, but a hold is the chief's and the lawyer's."""
    version = make_live(now=NOON - HOUR)
    publishing.withdraw(version.article, by=None, now=NOON)
    change(version.article, legal_hold=True, legal_hold_reason="A judge")
    client = signed_in(editor)
    answer = pages.act(client, pages.room(version.article, "bring_back"))
    assert answer.status_code == 409 and "legal hold" in answer.content.decode()
    assert client.post(pages.room(version.article, "clear_hold")).status_code == 403
    assert reloaded(version.article).legal_hold
    assert PublishedVersion.objects.count() == 1


def test_fields_that_no_form_shows_are_not_read(sub, mara, town):
    story = make_article(by=mara, section=town, legal_hold=True, legal_hold_reason="A judge")
    forged = {
        "legal_hold": "",
        "legal_hold_reason": "",
        "owner": sub.pk,
        "created_by": sub.pk,
        "stage": "approved",
        "is_limited": "on",
        "head": 1,
        "desk": 1,
        "removed_at_0": "2025-03-10",
        "removed_at_1": "10:00",
    }
    assert pages.save(signed_in(sub), story, headline="Mended", **forged).status_code == 302
    story = reloaded(story)
    assert story.headline == "Mended" and story.legal_hold_reason == "A judge"
    assert (story.owner, story.created_by, story.stage) == (mara, mara, "draft")
    assert not story.is_limited and story.removed_at is None


# Bases and revisions --------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["", "0", "²", "9" * 30, "9" * 5000, "of another story"])
def test_a_base_that_is_none_overwrites_nothing(sub, town, base):
    story, other = make_article(section=town), make_article(section=town)
    client = signed_in(sub)
    opened = pages.open_form(client, pages.change(story))
    change(story, headline="Saved meanwhile")
    typed = str(other.head_id) if base == "of another story" else base
    answer = pages.save(client, story, opened=opened, base=typed, headline="Forged")
    assert answer.status_code == 409
    assert reloaded(story).headline == "Saved meanwhile"
    assert story.revisions.get(kind="refused").content["headline"] == "Forged"


@pytest.mark.parametrize("head", ["", "0", "²", "9" * 30, "9" * 5000, "old", "of another story"])
def test_a_settled_text_with_a_forged_head_overwrites_nothing(sub, town, head):
    story, other = make_article(section=town), make_article(section=town)
    first = story.head_id
    mine = refused_text(story, {"headline": "Late"}, {"headline": "Saved meanwhile"})
    client, sheet = signed_in(sub), pages.room(story, "settle", mine.pk)
    opened = pages.open_form(client, sheet)
    head = {"old": str(first), "of another story": str(other.head_id)}.get(head, head)
    answer = client.post(sheet, opened | {"headline": "mine", "head": head})
    assert answer.status_code == 409
    assert reloaded(story).headline == "Saved meanwhile"


def test_a_text_of_another_story_is_not_settled_in_this_one(sub, town, sport):
    story, other = make_article(section=town), make_article(section=sport)
    strange = refused_text(other, {"headline": "Secret"}, {"headline": "Also secret"})
    client = signed_in(sub)
    answers = [
        client.get(pages.room(story, "settle", revision)) for revision in (strange.pk, NEVER)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("room", ["publish", "bring_back"])
def test_a_revision_of_another_story_is_not_published(editor, room):
    story, other = make_live(now=NOON - HOUR).article, make_article(headline="Another one")
    if room == "bring_back":
        publishing.withdraw(story, by=None, now=NOON)
    client, sheet = signed_in(editor), pages.room(story, room)
    opened = pages.open_form(client, sheet)
    typed = {"revision": other.head_id, "when": "now", "text": "working copy"}
    assert client.post(sheet, opened | typed).status_code == 404
    assert PublishedVersion.objects.count() == 1


def test_another_story_s_schedule_is_not_taken_back_through_ones_own(town, sport):
    client = signed_in(person("editor", name="town's", section=town))
    waits = make_live(section=sport, at=NOON + DAY)
    story = make_article(section=town)
    client.post(pages.room(story, "unschedule", waits.pk))
    assert PublishedVersion.objects.filter(pk=waits.pk).exists()
