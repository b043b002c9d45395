"""Addresses: given once, kept for ever, and answered in one step."""

import re
from datetime import UTC, datetime

import pytest
import time_machine

from articles import publishing
from articles.models import Withdrawal
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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LATER = NOON + HOUR
EVENING = NOON + 6 * HOUR


@pytest.fixture
def at(client):
    """Asks for a path at a moment."""

    def ask(path: str, moment=EVENING, **headers):
        with time_machine.travel(moment, tick=False):
            return client.get(path, **headers)

    return ask


def leads_to(response) -> str:
    assert response.status_code == 301
    return response["Location"]


# Given ------------------------------------------------------------------------------------------


def test_an_address_is_the_day_and_the_slug():
    assert make_live(headline="The ferry sails").path == "/2025/03/10/the-ferry-sails/"


def test_a_slug_given_by_hand_is_taken():
    assert make_live(headline="The ferry", slug="boats").path == "/2025/03/10/boats/"


def test_the_day_is_the_newsrooms_day():
    late = datetime(2025, 3, 10, 21, 30, tzinfo=UTC)
    assert make_live(headline="Night", now=late).path == "/2025/03/11/night/"


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Şəhər körpüsü açıldı", "seher-korpusu-acildi"),
        ("Işık ve İstasyon", "isik-ve-istasyon"),
        ("Паром вернулся", "паром-вернулся"),
        ("العبارة تعود", "العبارة-تعود"),
        ("🎉🎉", "story"),
    ],
)
def test_a_headline_of_any_script_makes_an_address_that_opens(at, headline, slug):
    version = make_live(headline=headline)
    assert version.path == f"/2025/03/10/{slug}/"
    assert at(version.get_absolute_url()).status_code == 200


def test_an_address_opens_however_its_unicode_was_typed(at):
    version = make_live(headline="Йод и ёлка")
    typed = "/2025/03/10/и\u0306од-и-е\u0308лка/"
    assert version.path != typed
    assert at(typed).status_code == 200


def test_a_slug_that_is_taken_that_day_gets_a_suffix(at):
    first, second = make_live(headline="Ferry"), make_live(headline="Ferry")
    assert first.path == "/2025/03/10/ferry/"
    assert re.fullmatch(r"/2025/03/10/ferry-[0-9a-f]{6}/", second.path)
    assert at(first.path).status_code == at(second.path).status_code == 200


def test_the_same_slug_on_another_day_needs_no_suffix():
    make_live(headline="Ferry")
    assert make_live(headline="Ferry", now=NOON + DAY).path == "/2025/03/11/ferry/"


def test_a_scheduled_storys_address_is_taken_too(editor):
    publishing.publish(make_article(headline="Ferry"), by=editor, at=EVENING, now=NOON)
    assert make_live(headline="Ferry", now=LATER).path != "/2025/03/10/ferry/"


# Kept -------------------------------------------------------------------------------------------


def test_a_new_headline_keeps_the_address(editor):
    article = make_live(headline="Ferry").article
    version = publishing.publish(change(article, headline="Ship"), by=editor, now=LATER)
    assert version.path == "/2025/03/10/ferry/"


def test_a_new_date_keeps_the_address(editor):
    article = make_live(headline="Ferry").article
    newer = change(article, dated_at=NOON - 30 * DAY)
    assert publishing.publish(newer, by=editor, now=LATER).path == "/2025/03/10/ferry/"


def test_a_slug_changed_by_hand_moves_the_story_and_the_old_address_follows(editor, at):
    article = make_live(headline="Ferry").article
    version = publishing.publish(change(article, slug="ship"), by=editor, now=LATER)
    assert version.path == "/2025/03/10/ship/"
    assert leads_to(at("/2025/03/10/ferry/")) == "/2025/03/10/ship/"


def test_every_earlier_address_leads_to_the_newest_in_one_step(editor, at):
    article = make_live(headline="Ferry").article
    for hour, slug in enumerate(("one", "two", "three"), start=1):
        publishing.publish(change(article, slug=slug), by=editor, now=NOON + hour * HOUR)
    for slug in ("ferry", "one", "two"):
        assert leads_to(at(f"/2025/03/10/{slug}/")) == "/2025/03/10/three/"


def test_a_slug_can_be_changed_back(editor, at):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, slug="ship"), by=editor, now=LATER)
    publishing.publish(change(article, slug=""), by=editor, now=LATER + MINUTE)
    assert at("/2025/03/10/ferry/").status_code == 200
    assert leads_to(at("/2025/03/10/ship/")) == "/2025/03/10/ferry/"


def test_before_the_first_second_the_address_follows_headline_and_date(editor, at):
    article = make_article(headline="Ferry")
    publishing.publish(article, by=editor, at=EVENING, now=NOON)
    newer = change(article, headline="Ship")
    version = publishing.publish(newer, by=editor, at=EVENING, now=NOON)
    assert version.path == "/2025/03/10/ship/"
    version = publishing.publish(newer, by=editor, at=EVENING + DAY, now=NOON)
    assert version.path == "/2025/03/11/ship/"
    assert [address.path for address in article.addresses.all()] == [version.path]


def test_two_texts_scheduled_one_after_the_other_share_one_address(editor, at):
    article = make_article(headline="Ferry")
    first = publishing.publish(article, by=editor, at=LATER, now=NOON)
    second = publishing.publish(change(article, headline="Ship"), by=editor, at=EVENING, now=NOON)
    assert second.path == first.path
    assert at(first.path, LATER).status_code == at(first.path, EVENING).status_code == 200


def test_a_slug_by_hand_for_the_second_of_two_scheduled_texts_moves_it_then(editor, at):
    article = make_article(headline="Ferry")
    publishing.publish(article, by=editor, at=LATER, now=NOON)
    publishing.publish(change(article, slug="ship"), by=editor, at=EVENING, now=NOON)
    assert at("/2025/03/10/ferry/", LATER).status_code == 200
    assert at("/2025/03/10/ship/", LATER).status_code == 404
    assert leads_to(at("/2025/03/10/ferry/", EVENING)) == "/2025/03/10/ship/"


def test_a_moved_schedule_keeps_the_suffix_that_it_was_given(editor):
    make_live(headline="Ferry")
    article = make_article(headline="Ferry")
    first = publishing.publish(article, by=editor, at=LATER, now=NOON).path
    assert publishing.publish(reloaded(article), by=editor, at=EVENING, now=NOON).path == first


def test_a_slug_that_looks_like_a_suffix_is_no_suffix(editor):
    article = make_article(slug="lost-decade")
    publishing.publish(article, by=editor, at=EVENING, now=NOON)
    newer = change(article, slug="lost")
    version = publishing.publish(newer, by=editor, at=EVENING, now=NOON)
    assert version.path == "/2025/03/10/lost/"


def test_an_update_to_come_keeps_its_new_address_to_itself_until_then(editor, at):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, slug="secret"), by=editor, at=EVENING, now=NOON)
    assert at("/2025/03/10/secret/", EVENING - MICROSECOND).status_code == 404
    assert at("/2025/03/10/ferry/", EVENING - MICROSECOND).status_code == 200
    assert at("/2025/03/10/secret/", EVENING).status_code == 200
    assert leads_to(at("/2025/03/10/ferry/", EVENING)) == "/2025/03/10/secret/"


def test_a_slug_taken_back_with_its_schedule_leads_nowhere(editor, at):
    article = make_live(headline="Ferry").article
    version = publishing.publish(change(article, slug="secret"), by=editor, at=LATER, now=NOON)
    publishing.unschedule(version, by=editor, now=NOON)
    assert at("/2025/03/10/secret/", EVENING).status_code == 404


def test_an_address_published_sooner_than_it_was_scheduled_is_kept_from_then_on(editor, at):
    article = make_live(headline="Ferry").article
    newer = change(article, slug="ship")
    publishing.publish(newer, by=editor, at=EVENING + DAY, now=NOON)
    publishing.publish(newer, by=editor, now=LATER)
    publishing.publish(change(article, slug="boat"), by=editor, now=LATER + MINUTE)
    assert leads_to(at("/2025/03/10/ship/")) == "/2025/03/10/boat/"


# Withdrawn --------------------------------------------------------------------------------------


def test_a_withdrawn_story_says_so_with_its_public_note(editor, at):
    version = make_live(headline="Ferry")
    publishing.withdraw(
        version.article, by=editor, public_note="Names <b>withheld</b>.", reason="writ", now=LATER
    )
    answer = at(version.path)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Names &lt;b&gt;withheld&lt;/b&gt;." in page
    assert "writ" not in page
    assert "Ferry" not in page


def test_every_address_of_a_withdrawn_story_says_so(editor, at):
    article = make_live(headline="Ferry").article
    publishing.publish(change(article, slug="ship"), by=editor, now=LATER)
    publishing.withdraw(article, by=editor, now=LATER + MINUTE)
    assert at("/2025/03/10/ferry/").status_code == 410
    assert at("/2025/03/10/ship/").status_code == 410


def test_a_story_can_be_withdrawn_as_if_it_had_never_been(editor, at):
    version = make_live(headline="Ferry")
    publishing.withdraw(version.article, by=editor, answer=Withdrawal.Answer.NEVER, now=LATER)
    assert at(version.path).content == at("/2025/03/10/never-was/").content


def test_a_withdrawn_story_can_lead_to_another(editor, at):
    version, other = make_live(headline="Ferry"), make_live(headline="Ship")
    publishing.withdraw(
        version.article, by=editor, answer=301, see_instead=other.article, now=LATER
    )
    assert leads_to(at(version.path)) == other.path
    publishing.withdraw(other.article, by=editor, now=LATER)
    assert at(version.path).status_code == 404


def test_a_withdrawal_speaks_from_its_moment_on(editor, at):
    version = make_live()
    publishing.withdraw(version.article, by=editor, at=EVENING, now=LATER)
    assert at(version.path, EVENING - MICROSECOND).status_code == 200
    assert at(version.path, EVENING).status_code == 410


def test_a_story_that_came_back_is_found_where_it_was(editor, at):
    version = make_live()
    publishing.withdraw(version.article, by=editor, now=LATER)
    publishing.bring_back(version.article, by=editor, now=LATER + MINUTE)
    assert at(version.path).status_code == 200


# Places -----------------------------------------------------------------------------------------


def test_a_renamed_section_topic_and_author_are_found_under_the_old_address(at):
    section, topic, author = make_section("Port"), make_topic("Boats"), make_author("Ada Quill")
    make_live(section=section, topics=[topic], bylines=[author])
    for place, slug in ((section, "harbour"), (topic, "ships"), (author, "ada-reed")):
        place.slug = slug
        place.save()
    assert leads_to(at("/port/")) == "/harbour/"
    assert leads_to(at("/topics/boats/")) == "/topics/ships/"
    assert leads_to(at("/authors/ada-quill/")) == "/authors/ada-reed/"


def test_a_renamed_topic_is_found_in_every_edition(at):
    topic = make_topic("Boats")
    make_live(topics=[topic], language="az")
    topic.slug = "ships"
    topic.save()
    assert leads_to(at("/az/topics/boats/")) == "/az/topics/ships/"
    assert at("/topics/boats/").status_code == 404


def test_a_renamed_section_that_shows_nothing_leads_nowhere(at):
    section = make_section("Port")
    make_article(section=section)
    section.slug = "harbour"
    section.save()
    assert at("/port/").status_code == 404


def test_an_address_that_a_new_section_took_is_the_new_sections(at):
    old = make_section("Port")
    make_live(section=old)
    old.slug = "harbour"
    old.save()
    new = make_section("Port two", slug="port")
    make_live(section=new, headline="New port")
    assert "New port" in at("/port/").content.decode()


# Everything else --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/2025/03/10/nowhere/",
        "/2025/13/",
        "/2025/02/30/",
        "/0000/",
        "/0001/",
        "/0001/01/01/",
        "/9999/",
        "/9999/12/",
        "/9999/12/31/",
        "/az/9999/12/31/",
        "/topics/%00/",
        "/%00/",
        "/a%00b/",
        "/2025/03/10/%00/",
        "/az/%00/",
        "/%ff%fe/",
        "/topics//",
        "/a/b/c/d/",
        f"/{'x' * 3000}/",
        "/%F0%9F%8E%89/",
        "/xx/",
    ],
)
def test_an_address_of_nothing_is_404(at, path):
    make_live()
    assert at(path).status_code == 404


def test_a_missing_slash_is_added(at):
    version = make_live(headline="Ferry")
    assert leads_to(at(version.path.rstrip("/"))) == version.path


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example", "/\\evil.example/"])
def test_no_address_leads_to_another_host(at, path):
    answer = at("/", PATH_INFO=path)
    assert answer.status_code in (301, 404)
    assert not answer.get("Location", "/x").startswith(("//", "/\\", "http:", "https:"))


def test_only_reading_is_answered(client):
    version = make_live()
    with time_machine.travel(EVENING, tick=False):
        for method in (client.post, client.put, client.delete, client.patch):
            assert method(version.path).status_code == 405
        assert client.head(version.path).status_code == 200
