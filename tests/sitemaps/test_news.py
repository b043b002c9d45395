"""The news sitemap: what was first published within 48 hours, to the second."""

from xml.etree import ElementTree

import pytest
import time_machine

from articles import publishing
from articles.sitemaps import Entry, urlset_xml
from tests.base import DAY, HOUR, MICROSECOND, NOON, SECOND, queries
from tests.factories import change, make_article, make_live
from tests.sitemaps.reading import entries, paths

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NEWS = "/news-sitemap.xml"


def listed(client, moment=NOON) -> list[str]:
    with time_machine.travel(moment, tick=False):
        return paths(client.get(NEWS))


def test_a_story_says_all_that_google_asks_for(client):
    version = make_live(headline="The harbour opens", language="az", now=NOON - HOUR)
    assert entries(client.get(NEWS)) == [
        {
            "loc": f"http://testserver{version.path}",
            "lastmod": "2025-03-10T13:00:00+04:00",
            "name": "The Test Gazette",
            "language": "az",
            "publication_date": "2025-03-10T13:00:00+04:00",
            "title": "The harbour opens",
        }
    ]


def test_a_story_is_news_for_48_hours_and_not_a_second_longer(client):
    version = make_live()
    assert listed(client, NOON + 2 * DAY) == [version.path]
    assert listed(client, NOON + 2 * DAY + MICROSECOND) == []
    assert listed(client, NOON + 2 * DAY + SECOND) == []


def test_the_newest_stands_first(client):
    older, newer = make_live(now=NOON - HOUR), make_live(language="ru")
    assert listed(client) == [newer.path, older.path]


def test_a_change_keeps_the_first_moment_and_the_first_48_hours(client, editor):
    version = make_live(now=NOON - DAY, headline="Old words")
    article = change(version.article, headline="New words")
    publishing.publish(article, by=editor, change="update", now=NOON)
    [entry] = entries(client.get(NEWS))
    assert entry["title"] == "New words"
    assert entry["publication_date"] == "2025-03-09T14:00:00+04:00"
    assert entry["lastmod"] == "2025-03-10T14:00:00+04:00"
    assert listed(client, NOON + DAY + SECOND) == []


def test_an_old_story_that_is_edited_today_is_no_news(client, editor):
    article = change(make_live(now=NOON - 3 * DAY).article, headline="New words")
    publishing.publish(article, by=editor, change="update", now=NOON)
    assert listed(client) == []


def test_an_old_story_that_is_dated_today_is_no_news(client, editor):
    article = change(make_live(now=NOON - 3 * DAY).article, dated_at=NOON - HOUR)
    version = publishing.publish(article, by=editor, change="update", now=NOON)
    assert version.dated_at == NOON - HOUR
    assert listed(client) == []


def test_an_old_story_that_is_withdrawn_and_brought_back_is_no_news(client, editor):
    version = make_live(now=NOON - 3 * DAY)
    publishing.withdraw(version.article, by=editor, reason="x", now=NOON - DAY)
    publishing.bring_back(version.article, by=editor, now=NOON)
    assert client.get(version.path).status_code == 200
    assert listed(client) == []


def test_an_old_dispatch_that_is_published_today_is_no_news(client):
    make_live(dated_at=NOON - 3 * DAY)
    assert listed(client) == []


def test_a_dispatch_of_this_morning_is_news_until_its_own_date_is_too_old(client):
    version = make_live(dated_at=NOON - 4 * HOUR)
    assert listed(client, NOON + 2 * DAY - 4 * HOUR) == [version.path]
    assert listed(client, NOON + 2 * DAY - 4 * HOUR + SECOND) == []


def test_what_is_paid_for_and_what_may_not_be_listed_are_left_out(client):
    make_live(genre="sponsored")
    make_live(noindex=True)
    opinion = make_live(genre="opinion")
    assert listed(client) == [opinion.path]


def test_an_embargo_holds_to_its_second(client, editor):
    article = make_article(embargoed_until=NOON + HOUR)
    version = publishing.publish(article, by=editor, at=NOON + HOUR, now=NOON)
    assert listed(client, NOON + HOUR - MICROSECOND) == []
    assert listed(client, NOON + HOUR) == [version.path]


def test_what_is_withdrawn_leaves(client, editor):
    version = make_live(now=NOON - HOUR)
    publishing.withdraw(version.article, by=editor, reason="x", now=NOON)
    assert listed(client) == []


def test_a_file_holds_a_thousand_and_the_next_one_the_rest(client, monkeypatch):
    monkeypatch.setattr("articles.sitemaps.news.PER_FILE", 2)
    expected = [make_live(now=NOON - number * HOUR).path for number in range(3)]
    assert paths(client.get(NEWS)) == expected[:2]
    assert paths(client.get("/news-sitemap-2.xml")) == expected[2:]
    assert client.get("/news-sitemap-3.xml").status_code == 404
    assert paths(client.get("/sitemap.xml"))[:2] == [NEWS, "/news-sitemap-2.xml"]


def test_a_quiet_weekend_has_an_empty_file_that_the_index_does_not_name(client):
    make_live(now=NOON - 3 * DAY)
    assert entries(client.get(NEWS)) == []
    assert NEWS not in paths(client.get("/sitemap.xml"))


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ('<b>Ferry & “quay”</b> ]]> it\'s "on"', '<b>Ferry & “quay”</b> ]]> it\'s "on"'),
        ("Ferry\u0001\u0008 sails\uffff", "Ferry sails"),
        ("Ferry\u2028sails\tat\nnoon 🛥️", "Ferry sails at noon 🛥️"),
        ("&lt;!ENTITY x&gt; &#0; <![CDATA[", "&lt;!ENTITY x&gt; &#0; <![CDATA["),
    ],
)
def test_no_headline_breaks_the_xml(headline, title):
    """Not through the desk, which takes no such signs: an import of long ago may have."""
    xml = urlset_xml([Entry("/x/", headline=headline, language="en", dated_at=NOON)])
    assert ElementTree.fromstring(xml).findtext(".//{*}title") == title


def test_the_news_cost_one_query(client):
    for number in range(3):
        make_live(now=NOON - number * HOUR)
    with queries() as made:
        client.get(NEWS)
    assert len(made) == 1
