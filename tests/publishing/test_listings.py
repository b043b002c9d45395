"""Listing rows follow their versions: in every list, for the same span, swept together."""

import pytest

from articles import publishing
from articles.models import Listing, PublishedVersion
from tests.base import EVENING, LATER, MICROSECOND, MINUTE, NOON
from tests.factories import change, make_article, make_author, make_live, make_section, make_topic

pytestmark = pytest.mark.django_db


def test_a_story_is_listed_in_its_sections_and_those_above(editor):
    news = make_section("News")
    harbour = make_section("Harbour", parent=news)
    sport = make_section("Sport")
    version = make_live(section=harbour, further_sections=[sport])
    listed = Listing.objects.filter(version=version).values_list("section__name", flat=True)
    assert set(listed) == {"Harbour", "News", "Sport"}


def test_a_story_without_a_section_stands_in_its_other_lists(editor):
    article = make_article(section=None, topics=[make_topic("Boats")])
    version = publishing.publish(article, by=editor, now=NOON)
    assert version.section is None
    assert [row.topic.name for row in version.listings.all()] == ["Boats"]


def test_the_listing_rows_have_the_spans_of_their_versions(editor):
    article = make_live(topics=[make_topic()], bylines=[make_author()]).article
    publishing.publish(change(article, headline="New"), by=editor, at=EVENING, now=LATER)
    assert Listing.objects.count() == 6
    for row in Listing.objects.select_related("version"):
        for name in ("live_from", "live_until", "dated_at", "tiebreak", "language"):
            assert getattr(row, name) == getattr(row.version, name)


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
