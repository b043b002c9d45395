"""The desk's list: states, sections, bylines and times in words; filters, search, queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db


def _make_one_of_each() -> dict:
    now = timezone.now()
    live = factories.make_live(headline="Ferry runs", now=now - base.HOUR).article
    changed = factories.make_live(headline="Tram runs", now=now - base.HOUR).article
    factories.change(changed, headline="Tram stops", now=now)
    waits = factories.make_live(headline="Lamp lit", now=now, at=now + timedelta(days=2)).article
    gone = factories.make_live(headline="Roof mended", now=now - base.HOUR).article
    publishing.withdraw(gone, by=None, now=now - base.MINUTE)
    draft = factories.make_article(headline="Hall opens")
    return {"live": live, "changed": changed, "waits": waits, "gone": gone, "draft": draft}


def test_it_says_state_section_byline_and_time(at_desk):
    author = factories.make_author("Ines Varrow")
    factories.make_live(bylines=[author], dated_at=base.NOON)
    _make_one_of_each()
    text = at_desk.get(pages.LIST).content.decode()
    for words in (
        "Live, with changes not published",
        "Scheduled for ",
        "Withdrawn",
        "Never published",
        "Ines Varrow",
        "Town",
        "10 March 2025 14:00 (UTC+04:00)",
        "state-live",
        "From the wire",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    ("choice", "headlines"),
    [
        ("live", {"Ferry runs", "Tram stops"}),
        ("scheduled", {"Lamp lit"}),
        ("withdrawn", {"Roof mended"}),
        ("never", {"Hall opens"}),
    ],
)
def test_it_filters_by_live_state(at_desk, choice, headlines):
    _make_one_of_each()
    found = at_desk.get(pages.LIST, {"live": choice}).context["cl"].result_list
    assert {article.headline for article in found} == headlines


def test_it_finds_by_headline_source_and_uid(at_desk):
    ferry = factories.make_article(headline="Ferry runs", source="Lumen Courier")
    factories.make_article(headline="Tram stops")
    for words in ("ferry", "lumen", str(ferry.uid), str(ferry.uid)[:13]):
        found = at_desk.get(pages.LIST, {"q": words}).context["cl"].result_list
        assert [article.pk for article in found] == [ferry.pk], words


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"},
        {"q": "x" * 5000},
        {"p": "99999999"},
        {"p": "x"},
        {"o": "x.y"},
        {"live": "nonsense"},
        {"section__id__exact": "x"},
        {"section__id__exact": "9" * 30},
        {"language__exact": "\0"},
        {"nonsense": "1"},
    ],
)
def test_what_cannot_be_asked_is_no_error(at_desk, query):
    factories.make_article()
    assert at_desk.get(pages.LIST, query).status_code in (200, 302, 400)


def test_its_queries_do_not_grow_with_the_paper(at_desk):
    factories.make_live()
    with base.queries() as few:
        at_desk.get(pages.LIST)
    for _number in range(12):
        factories.make_live(bylines=[factories.make_author()])
    with base.queries() as many:
        at_desk.get(pages.LIST)
    assert len(many) <= len(few) + 1
    assert len(many) <= 20
