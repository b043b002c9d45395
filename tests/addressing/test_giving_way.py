"""An address that no reader has met gives way to the story that begins there first."""

import random
import re

import pytest
from django.db import transaction

from articles import composing, integrity, publishing
from articles.models import Address, AuditRow, PublishedVersion
from tests import surfaces
from tests.addressing.answers import leads_to
from tests.base import DAY, EVENING, HOUR, LATER, MICROSECOND, MINUTE, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_live,
    make_section,
    make_topic,
    reloaded,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

CLEAN = "/2025/03/10/ferry/"
WITH_SUFFIX = re.compile(r"/2025/03/10/ferry-[0-9a-f]{6}/")


def scheduled(at=EVENING, **fields) -> PublishedVersion:
    """A story that waits, and that wants the clean address."""
    article = make_article(**{"headline": "Ferry", **fields})
    return publishing.publish(article, by=None, at=at, now=NOON)


def path_of(story: PublishedVersion) -> str:
    """Where the last text of a story stands by now; all that says so says the same."""
    last = PublishedVersion.objects.of(story.article_id).latest("live_from")
    assert composing.page_of(last, LATER).path == composing.card_of(last, LATER).path == last.path
    return last.path


def has_a_suffix(story: PublishedVersion) -> bool:
    return WITH_SUFFIX.fullmatch(path_of(story)) is not None


@pytest.fixture(autouse=True)
def in_order(db):
    """Whatever gave way, the rows agree with each other and no two stories share an address."""
    yield
    assert not any(integrity.faults(NOON))
    places = PublishedVersion.objects.values_list("path", "article").distinct()
    assert len({path for path, _article in places}) == len(places)
    rows = Address.objects.filter(article__isnull=False)
    for path, article, public_from in rows.values_list("path", "article", "public_from"):
        there = PublishedVersion.objects.of(article).filter(path=path).order_by("live_from")
        assert public_from == there[0].live_from


# What is published now -----------------------------------------------------------------------


@pytest.mark.parametrize("hidden", [1, 2, 3])
def test_all_that_readers_get_is_byte_for_byte_the_same_whatever_waits(at, hidden):
    places = {
        "section": make_section("Town"),
        "topics": [make_topic("Boats")],
        "bylines": [make_author("Ada Quill")],
    }
    article = make_article(headline="Ferry", **places)

    def answers(waiting: int) -> list[tuple[int, bytes]]:
        with transaction.atomic():
            for number in range(waiting):
                scheduled(EVENING + number * HOUR, **places)
            version = publishing.publish(reloaded(article), by=None, now=LATER)
            place = surfaces.place_of(version)
            asked = [at(row.address(place), LATER + MINUTE) for row in surfaces.SURFACES]
            transaction.set_rollback(True)
        assert version.path == CLEAN
        return [(answer.status_code, answer.getvalue()) for answer in asked]

    assert answers(0) == answers(hidden)


def test_a_story_that_gave_way_is_found_at_its_new_address_from_its_moment_on(at):
    hidden = scheduled(body="<p>Evening.</p>")
    make_live(headline="Ferry", body="<p>Now.</p>", now=LATER)
    path = path_of(hidden)
    assert has_a_suffix(hidden)
    assert at(path, EVENING - MICROSECOND).status_code == 404
    assert "Evening." in at(path).content.decode()
    assert "Now." in at(CLEAN).content.decode()


def test_where_it_stands_is_told_in_lists_and_by_links_to_it(at):
    hidden = scheduled()
    make_live(headline="Ferry", now=LATER)
    link = f'<p><a data-story="{hidden.article.uid}" href="{CLEAN}">Ferry</a></p>'
    linking = make_live(headline="Ship", body=link, now=LATER)
    for page in ("/", linking.path):
        assert f'href="{path_of(hidden)}"' in at(page).content.decode()


def test_that_it_gave_way_is_on_its_record(editor):
    hidden = scheduled()
    publishing.publish(make_article(headline="Ferry"), by=editor, now=LATER)
    row = AuditRow.objects.get(act="address changed")
    assert (row.article, row.by, row.at) == (hidden.article, editor, LATER)
    assert row.detail == {"was": CLEAN, "path": path_of(hidden)}


def test_both_texts_that_wait_at_the_address_give_way(at):
    first = scheduled(EVENING)
    newer = change(first.article, headline="Ship")
    publishing.publish(newer, by=None, at=EVENING + HOUR, now=NOON)
    make_live(headline="Ferry", now=LATER)
    paths = set(PublishedVersion.objects.of(first.article).values_list("path", flat=True))
    assert paths == {path_of(first)} and has_a_suffix(first)


def test_an_update_of_a_live_story_that_waits_gives_way_and_the_live_text_stays(at):
    live = make_live(headline="Ship")
    publishing.publish(change(live.article, slug="ferry"), by=None, at=EVENING, now=NOON)
    assert make_live(headline="Ferry", now=LATER).path == CLEAN
    assert at("/2025/03/10/ship/", EVENING - MICROSECOND).status_code == 200
    assert leads_to(at("/2025/03/10/ship/")) == path_of(live)
    assert has_a_suffix(live)


def test_a_live_story_that_moves_to_the_address_of_one_that_waits_gets_it(at):
    hidden, live = scheduled(), make_live(headline="Ship")
    publishing.publish(change(live.article, slug="ferry"), by=None, now=LATER)
    assert path_of(live) == CLEAN
    assert has_a_suffix(hidden)


def test_a_suffix_that_is_taken_too_is_another(at):
    hidden = scheduled()
    taken = make_live(slug=f"ferry-{hidden.article.uid.hex[:6]}")
    make_live(headline="Ferry", now=LATER)
    assert has_a_suffix(hidden)
    assert path_of(hidden) != path_of(taken)


def test_pressed_twice_it_is_published_once_and_nothing_gives_way_again():
    hidden, article = scheduled(), make_article(headline="Ferry")
    publishing.publish(article, by=None, now=LATER)
    path = path_of(hidden)
    assert publishing.publish(article, by=None, now=LATER + MINUTE).path == CLEAN
    assert path_of(hidden) == path


# What keeps its address ----------------------------------------------------------------------


def test_a_story_scheduled_at_a_public_address_gets_a_suffix():
    public = make_live(headline="Ferry")
    assert has_a_suffix(scheduled())
    assert path_of(public) == CLEAN


def test_a_story_that_began_keeps_its_address_when_it_is_withdrawn():
    public = make_live(headline="Ferry")
    publishing.withdraw(public.article, by=None, now=LATER)
    assert has_a_suffix(make_live(headline="Ferry", now=LATER + MINUTE))


def test_a_story_that_began_keeps_an_address_that_it_left():
    public = make_live(headline="Ferry")
    publishing.publish(change(public.article, slug="ship"), by=None, now=LATER)
    assert has_a_suffix(make_live(headline="Ferry", now=LATER + MINUTE))


def test_a_story_keeps_its_address_from_its_very_second_on():
    hidden = scheduled(LATER)
    assert has_a_suffix(make_live(headline="Ferry", now=LATER))
    assert path_of(hidden) == CLEAN


def test_a_microsecond_before_it_gives_way():
    hidden = scheduled(LATER)
    assert make_live(headline="Ferry", now=LATER - MICROSECOND).path == CLEAN
    assert has_a_suffix(hidden)


def test_of_two_for_one_moment_the_first_scheduled_keeps_it():
    first, second = scheduled(), scheduled()
    assert path_of(first) == CLEAN
    assert has_a_suffix(second)


def test_the_first_of_two_for_one_moment_keeps_it_with_another_text():
    first, second = scheduled(), scheduled()
    publishing.publish(
        change(first.article, kicker="Sea"), by=None, at=EVENING, queue="keep", now=NOON
    )
    assert path_of(first) == CLEAN
    assert has_a_suffix(second)


@pytest.mark.parametrize("hours", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_of_several_that_wait_the_earliest_has_it_in_whatever_order_they_came(hours):
    waiting = {hour: scheduled(LATER + hour * HOUR) for hour in hours}
    assert path_of(waiting.pop(1)) == CLEAN
    assert all(has_a_suffix(story) for story in waiting.values())


def test_an_address_of_an_old_site_is_kept_by_a_story_that_nobody_sees_yet():
    draft = make_article(headline="Ferry")
    Address.objects.create(path=CLEAN, article=draft, public_from=EVENING)
    assert has_a_suffix(make_live(headline="Ferry", now=LATER))
    assert Address.objects.get(article=draft).path == CLEAN
    Address.objects.filter(article=draft).delete()


def test_an_address_of_an_old_site_stays_with_the_story_that_gives_way():
    hidden = scheduled()
    Address.objects.create(path="/?p=12", article=hidden.article, public_from=EVENING)
    make_live(headline="Ferry", now=LATER)
    assert Address.objects.get(path="/?p=12").article == hidden.article
    Address.objects.filter(path="/?p=12").delete()


def test_a_place_has_its_own_addresses():
    section = make_section("Harbour", language="az")
    Address.objects.create(path=CLEAN, section=section, public_from=EVENING)
    assert make_live(headline="Ferry", now=LATER).path == CLEAN
    assert Address.objects.filter(path=CLEAN, section=section).exists()


def test_stories_of_two_editions_share_the_addresses_of_a_day():
    hidden = scheduled(language="az")
    assert make_live(headline="Ferry", now=LATER).path == CLEAN
    assert has_a_suffix(hidden)


# Moved, taken back ---------------------------------------------------------------------------


def test_a_story_that_waits_behind_one_taken_back_gets_the_address():
    first, second, third = scheduled(EVENING), scheduled(EVENING + HOUR), scheduled(EVENING + DAY)
    later_that_day = scheduled(EVENING + 1.5 * HOUR)
    publishing.unschedule(first, by=None, now=NOON)
    assert path_of(second) == CLEAN
    assert has_a_suffix(later_that_day)
    assert path_of(third) == "/2025/03/11/ferry/"


def test_a_story_that_gave_way_to_one_that_is_taken_back_gets_the_address_again(at):
    late = scheduled(EVENING + HOUR)
    early = scheduled(EVENING)
    assert has_a_suffix(late)
    publishing.unschedule(early, by=None, now=NOON)
    assert path_of(late) == CLEAN
    assert [row.path for row in late.article.addresses.all()] == [CLEAN]


def test_moved_behind_another_it_has_the_suffix_and_the_other_the_address():
    first, second = scheduled(EVENING), scheduled(EVENING + HOUR)
    publishing.move(first, by=None, at=EVENING + 1.5 * HOUR, now=NOON)
    assert path_of(second) == CLEAN
    assert has_a_suffix(first)


def test_moved_before_another_it_has_the_address():
    first, second = scheduled(EVENING), scheduled(EVENING + HOUR)
    publishing.move(second, by=None, at=EVENING - HOUR, now=NOON)
    assert path_of(second) == CLEAN
    assert has_a_suffix(first)


def test_moved_and_still_before_another_both_stay_where_they_are():
    first, second = scheduled(EVENING), scheduled(EVENING + HOUR)
    path = path_of(second)
    publishing.move(first, by=None, at=EVENING + MINUTE, now=NOON)
    assert path_of(first) == CLEAN
    assert path_of(second) == path


def test_with_the_first_of_its_texts_taken_back_it_leaves_the_address_to_the_next():
    first = scheduled(EVENING)
    newer = change(first.article, headline="Ship")
    publishing.publish(newer, by=None, at=EVENING + 2 * HOUR, now=NOON)
    between = scheduled(EVENING + HOUR)
    assert has_a_suffix(between)
    publishing.unschedule(first, by=None, now=NOON)
    assert path_of(between) == CLEAN
    assert path_of(first) == "/2025/03/10/ship/"


def test_with_another_slug_it_leaves_the_address_to_who_waits_behind_it():
    first, second = scheduled(EVENING), scheduled(EVENING + HOUR)
    publishing.publish(
        change(first.article, slug="ship"), by=None, at=EVENING, queue="keep", now=NOON
    )
    assert path_of(second) == CLEAN


def test_dropped_with_a_withdrawal_it_leaves_the_address_to_who_waits_behind_it():
    live = make_live(headline="Ship")
    publishing.publish(change(live.article, slug="ferry"), by=None, at=EVENING, now=NOON)
    second = scheduled(EVENING + HOUR)
    publishing.withdraw(live.article, by=None, now=LATER)
    assert path_of(second) == CLEAN


def test_what_never_asked_for_the_address_does_not_get_it():
    first = scheduled(EVENING)
    other = scheduled(EVENING + HOUR, slug="ferry-sails")
    publishing.unschedule(first, by=None, now=NOON)
    assert path_of(other) == "/2025/03/10/ferry-sails/"


def test_published_sooner_than_it_was_scheduled_a_story_has_the_address(at):
    first, second = scheduled(EVENING), scheduled(EVENING)
    publishing.publish(reloaded(second.article), by=None, now=LATER)
    assert path_of(second) == CLEAN
    assert has_a_suffix(first)
    assert [row.path for row in second.article.addresses.all()] == [CLEAN]


def test_a_story_that_gave_way_keeps_its_suffix_when_it_is_moved():
    hidden = scheduled()
    make_live(headline="Ferry", now=LATER)
    path = path_of(hidden)
    version = PublishedVersion.objects.get(article=hidden.article)
    assert publishing.move(version, by=None, at=EVENING + HOUR, now=LATER).path == path


# Whatever was done ---------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_after_any_acts_the_address_is_with_who_began_there_or_will_begin_first(seed):
    chosen, began = random.Random(seed), None
    stories = [make_article(headline="Ferry") for _number in range(4)]
    # No two of them ever begin at one moment.
    moments = [NOON + minute * MINUTE for minute in range(20, 600)]
    chosen.shuffle(moments)
    for step in range(25):
        now = NOON + step * MINUTE
        act_by_chance(chosen, reloaded(chosen.choice(stories)), at=moments.pop(), now=now)
        there = PublishedVersion.objects.filter(path=CLEAN)
        ahead = PublishedVersion.objects.filter(live_from__gt=now).order_by("live_from")
        began = began or there.filter(live_from__lte=now).values_list("article", flat=True).first()
        first = began or ahead.values_list("article", flat=True).first()
        assert set(there.values_list("article", flat=True)) == ({first} if first else set())


def act_by_chance(chosen: random.Random, story, *, at, now) -> None:
    """One of the acts of a desk on a story that readers do not see yet."""
    waits = story.versions.filter(live_from__gt=now).first()
    if at <= now or story.versions.filter(live_from__lte=now).exists():
        return
    act = chosen.choice(["now", *["schedule"] * 4, *["move", "take back", "text"] * 3])
    if act == "now":
        publishing.publish(story, by=None, now=now)
    elif act == "schedule":
        publishing.publish(story, by=None, at=at, now=now)
    elif act == "move" and waits:
        publishing.move(waits, by=None, at=at, now=now)
    elif act == "take back" and waits:
        publishing.unschedule(waits, by=None, now=now)
    elif act == "text" and waits:
        newer = change(story, kicker=f"At {now}")
        publishing.publish(newer, by=None, at=waits.live_from, queue="keep", now=now)
