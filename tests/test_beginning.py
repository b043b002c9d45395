"""Beginning a story from something: what goes along, what stays, and the gates that go with it."""

import pytest

from articles import beginning, drafting, limiting, permissions, publishing
from articles import content as contents
from articles.errors import Refused
from articles.models import Article, AuditRow, Origin, StoryTemplate
from articles.richtext.allowed import ATTRIBUTES
from tests.base import DAY, HOUR, LATER, NOON, person
from tests.factories import (
    change,
    make_article,
    make_author,
    make_image,
    make_live,
    make_section,
    make_topic,
    reloaded,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(town):
    return person("reporter", name="mara", section=town)


def begun(verb, thing, by, now=NOON) -> Article:
    return reloaded(verb(thing, by=by, reach=permissions.of(by), now=now))


# A copy ---------------------------------------------------------------------------------------


def test_a_copy_has_the_words_and_belongs_to_who_made_it(writer, town):
    words = {
        "headline": "Ferry runs",
        "kicker": "Harbour",
        "standfirst": "At six.",
        "body": "<p>The <strong>boat</strong> is blue.</p>",
        "section": town,
        "topics": [make_topic("Zinc"), make_topic("Amber")],
        "bylines": [(make_author(), "photographs")],
        "lead_image": make_image(),
        "source": "Bay Wire",
        "note_to_editors": "The number is not confirmed.",
    }
    source = make_article(**words)
    before = contents.of(source)
    made = begun(beginning.copy, source, writer)
    after = contents.of(made)
    assert {name: after[name] for name in words} == {name: before[name] for name in words}
    assert (made.owner, made.created_by, made.head.made_by) == (writer, writer, writer)
    assert (made.origin.kind, made.origin.source) == (Origin.Kind.COPY, source)
    assert contents.of(reloaded(source)) == before


def test_what_belongs_to_the_old_story_stays_with_it(writer, town):
    own = {
        "slug": "ferry",
        "slugline": "Ferry",
        "seo_headline": "Ferry, ferry",
        "social_description": "Look at the ferry",
        "dated_at": NOON,
    }
    source = make_live(section=town, **own).article
    after = contents.of(begun(beginning.copy, source, writer))
    empty = contents.of(Article())
    assert {name: after[name] for name in own} == {name: empty[name] for name in own}


def test_a_copy_is_a_draft_that_no_reader_sees(writer, town):
    source = make_live(section=town).article
    made = begun(beginning.copy, source, writer)
    assert made.stage == "draft"
    assert not made.versions.exists() and not made.addresses.exists()


def test_a_copy_is_on_record_at_the_story_that_was_copied(writer, town):
    source = make_article(section=town)
    made = begun(beginning.copy, source, writer)
    row = AuditRow.objects.get(act="copied")
    assert (row.by, row.article, row.detail) == (writer, source, {"into": str(made.uid)})


def test_an_embargo_goes_with_the_text(writer, town):
    source = make_article(section=town, embargoed_until=NOON + DAY)
    made = begun(beginning.copy, source, writer)
    assert made.embargoed_until == NOON + DAY
    assert AuditRow.objects.filter(act="embargo set", article=made, by=writer).exists()


def test_an_embargo_that_is_over_does_not(writer, town):
    source = make_article(section=town, embargoed_until=NOON + HOUR)
    assert begun(beginning.copy, source, writer, now=NOON + DAY).embargoed_until is None


def test_a_hold_goes_with_the_text_though_a_reporter_may_set_none(writer, town):
    source = make_article(section=town, legal_hold=True, legal_hold_reason="A letter came")
    made = begun(beginning.copy, source, writer)
    assert (made.legal_hold, made.legal_hold_reason) == (True, "A letter came")


def test_of_a_limited_story_nothing_is_begun(writer, town):
    source = make_article(by=writer, section=town, legal_hold=True)
    limiting.limit(source, [writer], by=None, now=NOON)
    for verb in (beginning.copy, beginning.follow_up):
        with pytest.raises(Refused, match="Only the people named"):
            begun(verb, source, writer)
    assert Article.objects.count() == 1 and not Origin.objects.exists()


def test_a_story_limited_since_it_was_opened_is_not_copied(writer, town):
    opened = make_article(by=writer, section=town, legal_hold=True)
    limiting.limit(reloaded(opened), [writer], by=None, now=NOON)
    assert not opened.is_limited
    with pytest.raises(Refused):
        begun(beginning.copy, opened, writer)


def test_without_a_role_in_the_section_the_copy_stands_in_none(writer, town):
    sport = make_section("Sport")
    source = make_article(section=sport, further_sections=[town, make_section("Harbour")])
    made = begun(beginning.copy, source, writer)
    assert made.section is None
    assert list(made.further_sections.all()) == [town]


@pytest.mark.parametrize("gate", [{"embargoed_until": NOON + DAY}, {"legal_hold": True}])
def test_a_text_that_is_held_back_does_not_leave_its_section(writer, gate):
    source = make_article(section=make_section("Sport"), **gate)
    with pytest.raises(Refused, match="you do not write in its section"):
        begun(beginning.copy, source, writer)
    assert Article.objects.count() == 1


# A follow-up ----------------------------------------------------------------------------------


def link_to(version) -> str:
    """As a body keeps it: with the story's identity, where the allow-list knows that."""
    known = f'data-story="{version.article.uid}" ' if "data-story" in ATTRIBUTES["a"] else ""
    return f'<a {known}href="{version.path}"'


def test_a_follow_up_is_of_the_same_matter_and_ends_with_the_way_back(writer, town):
    source = make_live(
        headline="Ferry <runs> & “stops”",
        kicker="Harbour",
        section=town,
        topics=[make_topic()],
        genre="analysis",
        bylines=[make_author()],
    )
    made = begun(beginning.follow_up, source.article, writer)
    before, after = contents.of(source.article), contents.of(made)
    same = ("section", "topics", "language", "genre")
    assert [after[name] for name in same] == [before[name] for name in same]
    assert (made.headline, made.kicker, after["bylines"]) == ("", "", [])
    assert made.body.endswith("Ferry &lt;runs&gt; &amp; “stops”</a></p>")
    assert link_to(source) in made.body
    assert (made.origin.kind, made.origin.source) == (Origin.Kind.FOLLOW_UP, source.article)


def test_a_follow_up_is_by_whoever_begins_it_if_readers_know_them(writer, town):
    make_author("Nobody’s account")
    author = make_author("Mara Lind", user=writer)
    made = begun(beginning.follow_up, make_article(section=town), writer)
    assert [row.author for row in made.bylines.all()] == [author]


def test_nobody_s_account_is_no_author_s(town):
    make_author("Without an account")
    source = make_article(section=town)
    reach = permissions.of(person("editor"))
    made = beginning.follow_up(source, by=None, reach=reach, now=NOON)
    assert not made.bylines.exists()


def test_without_a_path_there_is_no_way_back(writer, town):
    assert begun(beginning.follow_up, make_article(section=town), writer).body == ""


def test_the_way_back_says_what_readers_saw_and_not_what_is_being_written(writer, town):
    live = make_live(headline="Ferry runs", section=town)
    change(live.article, headline="Ferry to be sold", embargoed_until=NOON + DAY)
    made = begun(beginning.follow_up, reloaded(live.article), writer)
    assert "Ferry runs" in made.body and "sold" not in made.body
    assert made.embargoed_until is None


def test_where_readers_do_not_see_it_yet_the_way_back_keeps_the_embargo(writer, town):
    story = make_article(section=town, embargoed_until=LATER)
    version = publishing.publish(story, by=None, at=LATER, now=NOON)
    made = begun(beginning.follow_up, reloaded(story), writer)
    assert link_to(version) in made.body
    assert made.embargoed_until == LATER


def test_a_scheduled_story_is_held_back_in_the_follow_up_too(writer, town):
    story = make_article(section=town)
    version = publishing.publish(story, by=None, at=LATER, now=NOON)
    made = begun(beginning.follow_up, reloaded(story), writer)
    assert link_to(version) in made.body
    assert made.embargoed_until == LATER
    assert AuditRow.objects.filter(act="embargo set", article=made, by=writer).exists()


def test_what_is_only_scheduled_does_not_leave_its_section_by_a_follow_up(writer):
    story = make_article(section=make_section("Sport"))
    publishing.publish(story, by=None, at=LATER, now=NOON)
    with pytest.raises(Refused, match="you do not write in its section"):
        begun(beginning.follow_up, reloaded(story), writer)


def test_a_withdrawn_story_s_words_are_not_printed_again(writer, town):
    version = make_live(headline="Ferry sinks", section=town)
    publishing.withdraw(version.article, by=None, reason="A letter came", now=NOON + HOUR)
    made = begun(beginning.follow_up, reloaded(version.article), writer, now=NOON + DAY)
    assert (made.body, made.embargoed_until) == ("", None)


def test_a_follow_up_takes_no_hold_along(writer, town):
    source = make_live(section=town).article
    source = change(source, legal_hold=True)
    assert not begun(beginning.follow_up, source, writer).legal_hold


# A template -----------------------------------------------------------------------------------


def make_template(**fields) -> StoryTemplate:
    topics = fields.pop("topics", [])
    template = StoryTemplate.objects.create(**{"name": "Council meeting", **fields})
    template.topics.set(topics)
    return template


def test_a_template_fills_a_story_in(writer, town):
    topic = make_topic()
    template = make_template(
        section=town,
        kicker="Council",
        headline="Council [[does what]]",
        standfirst="[[What changes.]]",
        body="<p>[[Who decided?]]</p>",
        genre="analysis",
        note_to_editors="Checked: [[yes]]",
        target_words=350,
        topics=[topic],
    )
    made = begun(beginning.from_template, template, writer)
    names = ("section", "kicker", "headline", "standfirst", "body", "genre", "note_to_editors")
    assert [getattr(made, name) for name in names] == [getattr(template, name) for name in names]
    assert list(made.topics.all()) == [topic]
    assert (made.owner, made.head.note) == (writer, "Template: Council meeting")
    assert made.target_words == 350 and made.origin.source is None


def test_a_template_renamed_or_deleted_touches_no_story(writer, town):
    template = make_template(section=town, headline="Council", target_words=350)
    made = begun(beginning.from_template, template, writer)
    before = contents.of(made)
    template.name = "Another"
    template.save()
    template.delete()
    assert contents.of(reloaded(made)) == before
    assert reloaded(made).target_words == 350
    assert reloaded(made).head.note == "Template: Council meeting"


def test_a_topic_that_is_gone_is_left_out(writer, town):
    gone, kept = make_topic("Gone"), make_topic("Kept")
    template = make_template(section=town, topics=[gone, kept])
    gone.delete()
    assert list(begun(beginning.from_template, template, writer).topics.all()) == [kept]


def test_a_story_of_a_template_is_saved_like_any_other(writer, town):
    made = begun(beginning.from_template, make_template(section=town), writer)
    drafting.save(made, {"headline": "Council meets"}, base=made.head_id, by=writer, now=NOON)
    assert reloaded(made).headline == "Council meets"
