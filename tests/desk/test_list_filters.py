"""The filters of the list: each alone, together, in words; and what they must not tell."""

from datetime import timedelta

import pytest
from django.db import connection

from articles import limiting, publishing
from articles.admin.article.listing import filters as list_filters
from articles.models import Article, Stage
from tests import base, factories
from tests.base import DAY, HOUR, MINUTE, NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

clock = base.standing_clock(NOON)


def found(client, **asked) -> set[str]:
    """The headlines that the list shows."""
    return {story.headline for story in client.get(pages.LIST, asked).context["cl"].result_list}


@pytest.fixture
def paper():
    ago = NOON - HOUR
    factories.make_live(headline="Ferry runs", now=ago)
    changed = factories.make_live(headline="Tram runs", now=ago).article
    factories.change(changed, headline="Tram stops")
    factories.make_live(headline="Lamp lit", at=NOON + 2 * DAY)
    gone = factories.make_live(headline="Roof mended", now=ago).article
    publishing.withdraw(gone, by=None, now=NOON - MINUTE)
    factories.make_article(headline="Hall opens")
    factories.make_article(headline="Choir sings", embargoed_until=NOON + DAY)
    factories.make_article(headline="Bells rang", embargoed_until=ago)
    factories.make_article(headline="Sluice opens", legal_hold=True)


@pytest.mark.parametrize(
    ("choice", "headlines"),
    [
        ("live", {"Ferry runs", "Tram stops"}),
        ("changed", {"Tram stops"}),
        ("scheduled", {"Lamp lit"}),
        ("embargoed", {"Choir sings"}),
        ("held", {"Sluice opens"}),
        ("withdrawn", {"Roof mended"}),
        ("never", {"Hall opens", "Choir sings", "Bells rang", "Sluice opens"}),
    ],
)
def test_by_live_state(at_desk, paper, choice, headlines):
    assert found(at_desk, live=choice) == headlines


def test_by_whose_they_are(at_desk, editor, reporter):
    signed = factories.make_author("Ines Varrow", user=editor)
    factories.make_article(headline="Begun", by=editor)
    factories.make_article(headline="Signed", by=reporter, bylines=[signed])
    handed = factories.make_article(headline="Handed over", by=reporter)
    Article.objects.filter(pk=handed.pk).update(owner=editor)
    factories.make_article(headline="A colleague’s", by=reporter)
    assert found(at_desk, mine="1") == {"Begun", "Signed", "Handed over"}


def test_by_stage(at_desk):
    waiting = factories.make_article(headline="Waiting")
    Article.objects.filter(pk=waiting.pk).update(stage=Stage.SUBMITTED)
    factories.make_article(headline="Begun")
    assert found(at_desk, stage="submitted") == {"Waiting"}
    assert found(at_desk, stage="draft") == {"Begun"}


def test_by_section_author_language_genre_and_picture(at_desk):
    author, town = factories.make_author(), factories.make_section("Town")
    factories.make_article(headline="One", section=town, bylines=[author])
    factories.make_article(
        headline="Two", section=None, genre="opinion", lead_image=factories.make_image()
    )
    factories.make_article(headline="Üç", section=None, language="az", genre="review")
    assert found(at_desk, section=town.pk) == {"One"}
    assert found(at_desk, author=author.pk) == {"One"}
    assert found(at_desk, language="az") == {"Üç"}
    assert found(at_desk, genre="opinion") == {"Two"}
    assert found(at_desk, picture="none") == {"One", "Üç"}


def test_by_the_date_that_the_list_shows_in_the_newsroom_s_days(at_desk):
    # 23:30 and 00:30 on the newsroom's clock, which is four hours ahead of UTC.
    late, early = NOON.replace(hour=19, minute=30), NOON.replace(hour=20, minute=30)
    factories.make_article(headline="Set by hand, late", dated_at=late - DAY)
    factories.make_live(headline="Published early", now=early - DAY)
    gone = factories.make_live(headline="Withdrawn since", now=late - 2 * DAY).article
    publishing.withdraw(gone, by=None, now=NOON - HOUR)
    factories.make_article(headline="Not dated")
    assert found(at_desk, dated_from="2025-03-10") == {"Published early"}
    assert found(at_desk, dated_to="2025-03-08") == {"Withdrawn since"}
    between = found(at_desk, dated_from="2025-03-09", dated_to="2025-03-09")
    assert between == {"Set by hand, late"}


def test_by_the_day_of_the_last_change(at_desk):
    for name, days in (("Today", 0), ("This week", 6), ("This month", 9), ("Last month", 11)):
        factories.make_article(headline=name, now=NOON - timedelta(days=days))
    assert found(at_desk, changed="today") == {"Today"}
    assert found(at_desk, changed="week") == {"Today", "This week"}
    assert found(at_desk, changed="month") == {"Today", "This week", "This month"}
    assert len(found(at_desk, changed_from="2025-02-27")) == 4


def test_filters_and_words_combine(at_desk):
    town = factories.make_section("Town")
    factories.make_live(headline="Ferry runs", now=NOON - HOUR, section=town)
    factories.make_live(headline="Tram runs", now=NOON - HOUR, section=town)
    factories.make_article(headline="Ferry late", section=town)
    factories.make_live(headline="Ferry far", now=NOON - HOUR, section=None)
    assert found(at_desk, section=town.pk, live="live", q="ferry") == {"Ferry runs"}


def test_what_is_chosen_is_said_and_can_be_taken_away(at_desk):
    town = factories.make_section("Town")
    asked = {"live": "live", "section": town.pk, "q": "ferry"}
    chips = at_desk.get(pages.LIST, asked).context["cl"].filters.chips()
    said = {chip.words: chip.query for chip in chips}
    assert said == {
        "Live state: Live": f"section={town.pk}&q=ferry",
        "Section: Town": "live=live&q=ferry",
        "Words: ferry": f"live=live&section={town.pk}",
    }


def test_a_filter_that_is_none_is_left_out_and_said(at_desk):
    factories.make_article(headline="Hall opens")
    response = at_desk.get(pages.LIST, {"section": "999", "live": "never"})
    assert "It was left out." in response.content.decode()
    assert found(at_desk, section="999", live="never") == {"Hall opens"}


def test_an_author_beyond_the_box_is_found_by_key_and_stands_in_it(at_desk, monkeypatch):
    monkeypatch.setattr(list_filters, "_MAX_AUTHORS", 1)
    factories.make_author("Anouk Orvel")
    last = factories.make_author("Zora Tamm")
    factories.make_article(headline="Hers", bylines=[last])
    factories.make_article(headline="Hall opens")
    assert found(at_desk, author=last.pk) == {"Hers"}
    assert "Author: Zora Tamm" in at_desk.get(pages.LIST, {"author": last.pk}).content.decode()


@pytest.mark.parametrize("author", ["987654", "9" * 400, "²", "-1"])
def test_an_author_who_is_none_is_left_out(at_desk, author):
    factories.make_article(headline="Hall opens")
    assert found(at_desk, author=author) == {"Hall opens"}


def test_sections_of_several_editions_stand_under_their_languages(at_desk):
    factories.make_section("Town")
    assert "<optgroup" not in at_desk.get(pages.LIST).content.decode()
    factories.make_section("Şəhər", language="az")
    text = at_desk.get(pages.LIST).content.decode()
    assert '<optgroup label="English">' in text
    assert '<optgroup label="Azərbaycanca">' in text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics.")
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"mine": "1", "picture": "none"},
        {"stage": "submitted", "language": "az", "genre": "opinion"},
        {"dated_from": "2025-01-01", "dated_to": "2025-02-01"},
        *({"live": choice} for choice, _words in list_filters.LIVE),
    ],
)
def test_a_page_is_found_by_a_walk_along_the_list_s_own_index(at_desk, asked):
    """In its order, and without a look at the stories themselves."""
    factories.make_live(now=NOON - HOUR)
    author = factories.make_author()
    for more in ({}, {"author": author.pk}):
        with base.queries() as made:
            at_desk.get(pages.LIST, asked | more)
        [keys] = [query["sql"] for query in made if "LIMIT 51" in query["sql"]]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {keys}".replace("%", "%%"))
            plan = "\n".join(row[-1] for row in cursor.fetchall())
        # One stage has an index of its own, in the same order.
        own = "INDEX article_desk_stage (stage=?)"
        assert own in plan or "COVERING INDEX article_desk_list" in plan, plan
        assert "ORDER BY" not in plan, plan


@pytest.mark.parametrize(
    "asked",
    [{}, {"q": "secret"}, {"live": "never"}, {"mine": "1"}, {"picture": "none"}, {"q": "1"}],
)
def test_no_filter_shows_or_counts_what_is_hidden(at_desk, editor, reporter, asked):
    hidden = factories.make_article(headline="A secret", by=editor, legal_hold=True)
    limiting.limit(hidden, [reporter], by=None)
    response = at_desk.get(pages.LIST, asked)
    assert response.context["cl"].result_count == 0
    assert "A secret" not in response.content.decode()
    for text in (str(hidden.pk), str(hidden.uid), pages.change(hidden)):
        assert found(at_desk, q=text) == set()
