"""A story's address is its day and its slug, given so that no two are the same."""

import re
from datetime import UTC, datetime

import pytest

from articles import publishing
from tests.addressing.answers import leads_to
from tests.base import DAY, EVENING, LATER, NOON
from tests.factories import make_article, make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


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


def test_an_address_is_found_however_its_unicode_was_typed(at):
    version = make_live(headline="Йод и ёлка")
    typed = "/2025/03/10/и\u0306од-и-е\u0308лка/"
    assert version.path != typed
    assert leads_to(at(typed)) == version.get_absolute_url()


def test_a_slug_that_is_taken_that_day_gets_a_suffix(at):
    first, second = make_live(headline="Ferry"), make_live(headline="Ferry")
    assert first.path == "/2025/03/10/ferry/"
    assert re.fullmatch(r"/2025/03/10/ferry-[0-9a-f]{6}/", second.path)
    assert at(first.path).status_code == at(second.path).status_code == 200


def test_the_same_slug_on_another_day_needs_no_suffix():
    make_live(headline="Ferry")
    assert make_live(headline="Ferry", now=NOON + DAY).path == "/2025/03/11/ferry/"


def test_a_scheduled_storys_address_is_taken_for_what_comes_later(editor):
    publishing.publish(make_article(headline="Ferry"), by=editor, at=LATER, now=NOON)
    assert make_live(headline="Ferry", now=NOON, at=EVENING).path != "/2025/03/10/ferry/"
