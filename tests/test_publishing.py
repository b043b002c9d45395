"""Publishing: the revision that was loaded, at its moment, once, and only when it is ready."""

import pytest

from articles import composing, publishing, readiness
from articles.errors import NotLive, NotReady, Refused, ScheduledAhead, StaleBase
from articles.models import (
    OPEN,
    Article,
    AuditRow,
    Change,
    Correction,
    Listing,
    PublishedVersion,
    Revision,
)
from tests.base import DAY, HOUR, MICROSECOND, MINUTE, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_live,
    make_section,
    make_topic,
    reloaded,
)

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR
EVENING = NOON + 6 * HOUR


def spans(article) -> list[tuple]:
    """(headline, from, until) of every version of a story, in order of time."""
    versions = PublishedVersion.objects.of(article).order_by("live_from")
    return [(version.headline, version.live_from, version.live_until) for version in versions]


def live_at(article, moment) -> str | None:
    """The headline that readers see at a moment."""
    found = PublishedVersion.objects.of(article).live(moment)
    return found.get().headline if found.exists() else None


# Which revision -------------------------------------------------------------------------------


def test_it_publishes_the_revision_that_was_loaded(editor):
    article = make_article(headline="Ferry")

    version = publishing.publish(article, by=editor, now=NOON)

    assert version.revision == article.head
    assert version.published_by == editor
    assert spans(article) == [("Ferry", NOON, OPEN)]
    assert Revision.objects.filter(article=article).count() == 1


def test_what_was_changed_in_memory_is_saved_as_a_revision_first(editor):
    article = make_article(headline="Ferry", body="<p>Sails.</p>")
    article.headline = "Ferry sails"
    article.body = "<p>Sails<script>x()</script>.</p>"

    version = publishing.publish(article, by=editor, now=NOON)

    assert version.headline == "Ferry sails"
    assert version.revision.content["body"] == "<p>Sails.</p>"
    assert version.revision.made_by == editor
    assert reloaded(article).head == version.revision


def test_a_story_that_was_never_saved_is_saved_and_published(editor, town):
    article = Article(headline="Ferry", body="<p>Sails.</p>", section=town)
    version = publishing.publish(article, by=editor, now=NOON)
    assert version.revision == reloaded(article).head


def test_a_row_that_no_verb_made_is_saved_and_published(editor, town):
    row = Article.objects.create(headline="Ferry", body="<p>Sails.</p>", section=town)
    version = publishing.publish(row, by=editor, now=NOON)
    assert version.revision == reloaded(row).head
    assert version.headline == "Ferry"


def test_it_refuses_when_somebody_saved_meanwhile(editor, reporter):
    article = make_article(headline="Ferry")
    theirs = change(article, headline="Ferry sinks", by=reporter).head

    with pytest.raises(StaleBase) as refusal:
        publishing.publish(article, by=editor, now=NOON)

    assert refusal.value.theirs == theirs
    assert refusal.value.mine == article.head
    assert not PublishedVersion.objects.exists()


def test_it_refuses_and_keeps_both_texts_when_memory_and_head_moved(editor):
    article = make_article(headline="Ferry")
    change(article, headline="Ferry sinks")
    article.headline = "Ferry sails"

    with pytest.raises(StaleBase) as refusal:
        publishing.publish(article, by=editor, now=NOON)

    assert refusal.value.mine.content["headline"] == "Ferry sails"
    assert reloaded(article).headline == "Ferry sinks"
    assert not PublishedVersion.objects.exists()


def test_somebody_elses_topics_are_not_taken_for_a_change_of_mine(editor):
    article = make_article(headline="Ferry")
    change(article, topics=[make_topic()])
    with pytest.raises(StaleBase):
        publishing.publish(article, by=editor, now=NOON)
    assert not Revision.objects.filter(kind=Revision.Kind.REFUSED).exists()


# Once -----------------------------------------------------------------------------------------


def test_pressed_twice_it_publishes_once(editor):
    article = make_article()
    first = publishing.publish(article, by=editor, now=NOON)
    second = publishing.publish(reloaded(article), by=editor, now=NOON + MINUTE)
    assert second == first
    assert PublishedVersion.objects.count() == 1
    assert AuditRow.objects.filter(act="published").count() == 1


def test_a_second_press_whose_clock_is_behind_publishes_once(editor):
    """Two servers' clocks differ by milliseconds, and so do two presses of one button."""
    article = make_article()
    first = publishing.publish(article, by=editor, now=NOON)
    second = publishing.publish(reloaded(article), by=editor, now=NOON - MICROSECOND)
    assert second == first
    assert spans(article) == [(article.headline, NOON, OPEN)]


def test_an_update_whose_clock_is_behind_does_not_undo_what_began(editor):
    article = make_live(headline="Ferry").article
    newer = change(article, headline="Ferry sails")
    publishing.publish(newer, by=editor, now=NOON - MICROSECOND)
    assert live_at(article, NOON + MICROSECOND) == "Ferry sails"
    assert [span[0] for span in spans(article)] == ["Ferry", "Ferry sails"]


def test_scheduled_twice_for_one_moment_it_is_scheduled_once(editor):
    article = make_article()
    first = publishing.publish(article, by=editor, at=LATER, now=NOON)
    second = publishing.publish(reloaded(article), by=editor, at=LATER, now=NOON + MINUTE)
    assert second == first
    assert PublishedVersion.objects.count() == 1


# Moments --------------------------------------------------------------------------------------


def test_a_scheduled_story_is_live_from_its_moment_on(editor):
    article = make_article(headline="Ferry")
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    assert live_at(article, LATER - MICROSECOND) is None
    assert live_at(article, LATER) == "Ferry"
    assert version.dated_at == LATER


def test_a_moment_that_is_past_is_refused(editor):
    article = make_article()
    with pytest.raises(Refused, match="past"):
        publishing.publish(article, by=editor, at=NOON - MICROSECOND, now=NOON)


def test_an_update_ends_what_was_live(editor):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, headline="Ferry sails"), by=editor, now=LATER)
    assert spans(article) == [("Ferry", NOON, LATER), ("Ferry sails", LATER, OPEN)]


def test_an_update_timed_for_later_leaves_the_live_story_alone_until_then(editor):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, headline="Ferry sails"), by=editor, at=EVENING, now=LATER)
    assert live_at(article, EVENING - MICROSECOND) == "Ferry"
    assert live_at(article, EVENING) == "Ferry sails"


def test_the_listing_rows_have_the_spans_of_their_versions(editor):
    article = make_live(topics=[make_topic()], bylines=[make_author()]).article
    publishing.publish(change(article, headline="New"), by=editor, at=EVENING, now=LATER)
    assert Listing.objects.count() == 6
    for row in Listing.objects.select_related("version"):
        for name in ("live_from", "live_until", "dated_at", "tiebreak", "language"):
            assert getattr(row, name) == getattr(row.version, name)


def test_publishing_a_scheduled_revision_again_moves_it(editor):
    article = make_article(headline="Ferry")
    publishing.publish(article, by=editor, at=EVENING, now=NOON)

    publishing.publish(reloaded(article), by=editor, at=LATER, now=NOON)
    assert spans(article) == [("Ferry", LATER, OPEN)]

    publishing.publish(reloaded(article), by=editor, at=EVENING + HOUR, now=NOON)
    assert spans(article) == [("Ferry", EVENING + HOUR, OPEN)]

    publishing.publish(reloaded(article), by=editor, now=NOON + MINUTE)
    assert spans(article) == [("Ferry", NOON + MINUTE, OPEN)]
    assert article.addresses.count() == 1


def test_moving_an_update_gives_the_live_story_its_time_back(editor):
    article = make_live(headline="Ferry").article
    newer = change(article, headline="Ferry sails")
    publishing.publish(newer, by=editor, at=LATER, now=NOON)
    publishing.publish(newer, by=editor, at=EVENING, now=NOON)
    assert spans(article) == [("Ferry", NOON, EVENING), ("Ferry sails", EVENING, OPEN)]


def test_the_queue_must_be_spoken_for(editor):
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Three"), by=editor, at=EVENING, now=NOON)
    second = change(article, headline="Two")

    with pytest.raises(ScheduledAhead) as refusal:
        publishing.publish(second, by=editor, at=LATER, now=NOON)

    assert [version.headline for version in refusal.value.versions] == ["Three"]
    assert spans(article) == [("One", NOON, EVENING), ("Three", EVENING, OPEN)]


def test_the_queue_may_stay(editor):
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Three"), by=editor, at=EVENING, now=NOON)
    publishing.publish(change(article, headline="Two"), by=editor, at=LATER, queue="keep", now=NOON)
    assert spans(article) == [
        ("One", NOON, LATER),
        ("Two", LATER, EVENING),
        ("Three", EVENING, OPEN),
    ]


def test_the_queue_may_go(editor):
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Three"), by=editor, at=EVENING, now=NOON)
    publishing.publish(
        change(article, headline="Two"), by=editor, at=LATER, queue="cancel", now=NOON
    )
    assert spans(article) == [("One", NOON, LATER), ("Two", LATER, OPEN)]
    assert AuditRow.objects.filter(act="version dropped").count() == 1


def test_another_text_for_the_very_moment_takes_its_place(editor):
    article = make_live(headline="One").article
    publishing.publish(change(article, headline="Two"), by=editor, at=LATER, now=NOON)
    publishing.publish(change(article, headline="Three"), by=editor, at=LATER, now=NOON)
    assert spans(article) == [("One", NOON, LATER), ("Three", LATER, OPEN)]


def test_a_schedule_can_be_taken_back(editor):
    article = make_live(headline="One").article
    version = publishing.publish(change(article, headline="Two"), by=editor, at=LATER, now=NOON)
    publishing.unschedule(version, by=editor, now=NOON + MINUTE)
    assert spans(article) == [("One", NOON, OPEN)]
    assert AuditRow.objects.get(act="version dropped").by == editor


def test_a_first_schedule_taken_back_leaves_nothing_that_readers_could_meet(editor):
    article = make_article()
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    publishing.unschedule(version, by=editor, now=NOON)
    assert not PublishedVersion.objects.exists()
    assert not Listing.objects.exists()


def test_what_has_begun_cannot_be_taken_back(editor):
    version = make_live()
    with pytest.raises(NotLive, match="begun"):
        publishing.unschedule(version, by=editor, now=NOON)


def test_a_schedule_is_taken_back_once(editor):
    article = make_article()
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    publishing.unschedule(version, by=editor, now=NOON)
    with pytest.raises(NotLive):
        publishing.unschedule(version, by=editor, now=NOON)


# Readiness ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"headline": ""}, "The story has no headline yet"),
        ({"headline": "   "}, "The story has no headline yet"),
        ({"legal_hold": True, "legal_hold_reason": "writ"}, "legal hold (writ)"),
        ({"dated_at": NOON + HOUR}, "The story is dated 10 March 2025 15:00"),
        ({"embargoed_until": NOON + HOUR}, "embargo until 10 March 2025 15:00"),
    ],
)
def test_a_story_that_is_not_ready_is_refused_with_a_sentence(editor, fields, said):
    article = make_article(**fields)
    with pytest.raises(NotReady) as refusal:
        publishing.publish(article, by=editor, now=NOON)
    assert said in str(refusal.value)
    assert len(refusal.value.problems) == 1
    assert not PublishedVersion.objects.exists()
    assert not article.addresses.exists()


def test_all_that_is_missing_is_said_at_once(editor):
    article = make_article(headline="", dated_at=NOON + HOUR, legal_hold=True)
    with pytest.raises(NotReady) as refusal:
        publishing.publish(article, by=editor, now=NOON)
    assert len(refusal.value.problems) == 3


def test_what_an_editor_may_have_forgotten_is_said_and_published_all_the_same(editor, town):
    elsewhere = make_section("Şəhər", language="az")
    article = make_article(section=town, further_sections=[elsewhere], body="<p>\xa0</p>")
    said = " ".join(readiness.cautions(article.head.content))
    assert "no text" in said and "“Şəhər” is of another language" in said
    assert publishing.publish(article, by=editor, now=NOON).is_live(NOON)


def test_a_story_without_a_section_stands_in_its_other_lists(editor):
    article = make_article(section=None, topics=[make_topic("Boats")])
    version = publishing.publish(article, by=editor, now=NOON)
    assert version.section is None
    assert [row.topic.name for row in version.listings.all()] == ["Boats"]


def test_a_removed_story_is_refused(editor):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(removed_at=NOON)
    with pytest.raises(NotReady, match="removed"):
        publishing.publish(reloaded(article), by=editor, now=NOON)


def test_a_legal_hold_stops_a_publication_scheduled_for_later_too(editor):
    article = make_article(legal_hold=True)
    with pytest.raises(NotReady):
        publishing.publish(article, by=editor, at=LATER, now=NOON)


def test_an_embargoed_story_can_be_scheduled_for_the_end_of_its_embargo(editor):
    article = make_article(embargoed_until=LATER)
    with pytest.raises(NotReady):
        publishing.publish(article, by=editor, at=LATER - MICROSECOND, now=NOON)
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    assert version.embargoed_until == version.live_from == LATER


def test_a_live_storys_update_can_be_embargoed(editor):
    article = make_live(headline="One").article
    newer = change(article, headline="Two", embargoed_until=EVENING)
    with pytest.raises(NotReady):
        publishing.publish(newer, by=editor, now=LATER)
    publishing.publish(newer, by=editor, at=EVENING, now=LATER)
    assert live_at(article, EVENING - MICROSECOND) == "One"


def test_an_embargo_that_is_over_stops_nothing(editor):
    article = make_article(embargoed_until=NOON)
    assert publishing.publish(article, by=editor, now=NOON).live_from == NOON


# Dates ----------------------------------------------------------------------------------------


def test_a_story_is_dated_at_its_first_publication(editor):
    article = make_live().article
    version = publishing.publish(change(article, headline="New"), by=editor, now=EVENING)
    assert version.dated_at == NOON


def test_a_dispatch_keeps_the_date_that_it_brought(editor):
    past = NOON - 400 * DAY
    version = make_live(dated_at=past)
    assert version.dated_at == past
    assert version.path.startswith("/2024/")
    assert version.live_from == NOON


def test_the_date_moves_only_when_an_editor_sets_it(editor):
    article = make_live().article
    newer = change(article, dated_at=NOON - DAY)
    version = publishing.publish(newer, by=editor, now=LATER)
    assert version.dated_at == NOON - DAY


@pytest.mark.parametrize("kind", sorted(Change.values))
def test_updated_moves_for_every_change_but_the_quiet_ones(editor, kind):
    article = make_live().article
    newer = change(article, headline="New")
    version = publishing.publish(newer, by=editor, change=kind, note="What was wrong.", now=LATER)
    assert version.updated_at == (None if kind in ("minor", "editors_note") else LATER)


def test_a_minor_change_keeps_the_moment_of_the_last_update(editor):
    article = make_live().article
    publishing.publish(change(article, headline="Two"), by=editor, now=LATER)
    version = publishing.publish(
        change(article, headline="Three"), by=editor, change=Change.MINOR, now=EVENING
    )
    assert version.updated_at == LATER


def test_a_first_publication_is_no_update(editor):
    assert make_live().updated_at is None


# Corrections ----------------------------------------------------------------------------------


def test_a_correction_is_told_with_the_version_that_it_leads_to(editor):
    article = make_live(headline="Ten boats").article
    version = publishing.publish(
        change(article, headline="Nine boats"),
        by=editor,
        change=Change.CORRECTION,
        note=" It said ten. ",
        at=EVENING,
        now=LATER,
    )
    correction = Correction.objects.get()
    assert (correction.version, correction.text, correction.kind) == (
        version,
        "It said ten.",
        "correction",
    )
    notices = composing.page_of(version).corrections
    assert [(notice.text, notice.at) for notice in notices] == [("It said ten.", EVENING)]
    before = PublishedVersion.objects.of(article).live(LATER).get()
    assert composing.page_of(before).corrections == ()


def test_a_correction_stays_on_later_versions(editor):
    article = make_live(headline="Ten boats").article
    publishing.publish(
        change(article, headline="Nine boats"),
        by=editor,
        change="correction",
        note="It said ten.",
        now=LATER,
    )
    version = publishing.publish(change(article, kicker="Port"), by=editor, now=EVENING)
    assert [notice.text for notice in composing.page_of(version).corrections] == ["It said ten."]


def test_a_correction_put_in_before_a_waiting_version_is_told_there_too(editor):
    article = make_live(headline="Ten boats").article
    waiting = publishing.publish(
        change(article, headline="Boats leave"), by=editor, at=EVENING, now=NOON
    )
    publishing.publish(
        change(article, headline="Nine boats"),
        by=editor,
        change="correction",
        note="It said ten.",
        queue="keep",
        now=LATER,
    )
    waiting.refresh_from_db()
    assert [notice.text for notice in composing.page_of(waiting).corrections] == ["It said ten."]


@pytest.mark.parametrize("kind", sorted(Change.noted()))
def test_a_change_that_must_be_told_needs_words(editor, kind):
    article = make_live().article
    newer = change(article, headline="New")
    with pytest.raises(NotReady, match="what readers should be told"):
        publishing.publish(newer, by=editor, change=kind, note="  ", now=LATER)


def test_a_kind_of_change_that_nobody_knows_is_refused(editor):
    with pytest.raises(NotReady, match="kind of change"):
        publishing.publish(make_article(), by=editor, change="rewrite", now=NOON)


def test_a_correction_goes_with_the_schedule_that_is_taken_back(editor):
    article = make_live().article
    version = publishing.publish(
        change(article, headline="New"),
        by=editor,
        change="correction",
        note="It said ten.",
        at=EVENING,
        now=LATER,
    )
    publishing.unschedule(version, by=editor, now=LATER)
    assert not Correction.objects.exists()


# Lists, record and sweep ----------------------------------------------------------------------


def test_a_story_is_listed_in_its_sections_and_those_above(editor):
    news = make_section("News")
    harbour = make_section("Harbour", parent=news)
    sport = make_section("Sport")
    version = make_live(section=harbour, further_sections=[sport])
    listed = Listing.objects.filter(version=version).values_list("section__name", flat=True)
    assert set(listed) == {"Harbour", "News", "Sport"}


def test_every_publication_is_on_record(editor):
    article = make_article()
    version = publishing.publish(article, by=editor, at=LATER, now=NOON)
    row = AuditRow.objects.get()
    assert (row.act, row.by, row.at, row.article, row.revision) == (
        "published",
        editor,
        NOON,
        article,
        version.revision,
    )
    assert row.detail["live_from"] == LATER.isoformat()


def test_what_is_over_is_marked_past_only_after_the_longest_request(editor):
    article = make_live().article
    publishing.publish(change(article, headline="Two"), by=editor, now=LATER)
    assert not PublishedVersion.objects.filter(past=True).exists()

    make_live(now=LATER + MINUTE)
    assert not PublishedVersion.objects.filter(past=True).exists()

    make_live(now=LATER + MINUTE + MICROSECOND)
    over = PublishedVersion.objects.get(past=True)
    assert over.live_until == LATER
    assert Listing.objects.filter(past=True).count() == over.listings.count() > 0


def test_cancelling_what_waits_around_a_moved_schedule_leaves_no_end(editor):
    article = make_live(headline="One").article
    for hours, headline in ((4, "Two"), (8, "Four"), (6, "Three")):
        changed = change(article, headline=headline)
        at = NOON + hours * HOUR
        publishing.publish(changed, by=editor, at=at, queue="keep", now=NOON)
    publishing.publish(reloaded(article), by=editor, at=NOON + 2 * HOUR, queue="cancel", now=NOON)
    assert spans(article) == [("One", NOON, NOON + 2 * HOUR), ("Three", NOON + 2 * HOUR, OPEN)]
