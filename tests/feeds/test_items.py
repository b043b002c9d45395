"""What a feed says of one story, in each of its forms."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape

import pytest

from articles import feeds, publishing
from articles.models import Change
from tests.base import HOUR, NOON
from tests.factories import (
    change,
    make_author,
    make_image,
    make_live,
    make_section,
    make_topic,
)
from tests.feeds import reading
from tests.feeds.reading import ATOM, MEDIA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

# What breaks printers of XML and JSON.
NAUGHTY = "]]> & <b>&amp;</b> \" ' \u2028 \u202e \U0001f9ff </script> <!-- ]]> ə İ ı"


def item(client):
    return reading.rss(client, "/").find("item")


def entry(client):
    return reading.atom(client, "/").find(f"{ATOM}entry")


def json_item(client) -> dict:
    return reading.json_feed(client, "/")["items"][0]


def test_a_text_never_comes_without_a_description_before_it(client):
    """Readers that know no content:encoded show nothing else, and validators ask for it."""
    make_live(body="<hr>", standfirst="")
    tags = [part.tag.rpartition("}")[2] for part in item(client)]
    assert tags.index("description") < tags.index("encoded")


def test_the_identity_of_a_story_outlives_its_address(client):
    version = make_live(headline="Boat", slug="boat", now=NOON - 2 * HOUR)
    before = item(client), entry(client), json_item(client)
    article = change(version.article, slug="ship", now=NOON - HOUR)
    publishing.publish(article, by=None, now=NOON - HOUR)
    after = item(client), entry(client), json_item(client)
    urn = article.uid.urn
    for rss, atom, json in (before, after):
        assert rss.findtext("guid") == atom.findtext(f"{ATOM}id") == json["id"] == urn
        assert rss.find("guid").get("isPermaLink") == "false"
    assert before[0].findtext("link").endswith("/boat/")
    assert after[0].findtext("link").endswith("/ship/")


def test_moments_are_those_of_the_page_with_their_zone(client, settings):
    make_live(dated_at=datetime(2025, 2, 25, 19, 36, tzinfo=UTC))
    assert item(client).findtext("pubDate") == "Tue, 25 Feb 2025 23:36:00 +0400"
    assert entry(client).findtext(f"{ATOM}published") == "2025-02-25T23:36:00+04:00"
    assert json_item(client)["date_published"] == "2025-02-25T23:36:00+04:00"


def test_an_update_moves_what_was_updated_alone(client):
    version = make_live(now=NOON - 2 * HOUR)
    article = change(version.article, body="<p>More.</p>", now=NOON - HOUR)
    publishing.publish(article, by=None, change=Change.UPDATE, now=NOON - HOUR)
    assert parsedate_to_datetime(item(client).findtext("pubDate")) == NOON - 2 * HOUR
    updated = datetime.fromisoformat(entry(client).findtext(f"{ATOM}updated"))
    assert updated == NOON - HOUR
    built = reading.rss(client, "/").findtext("lastBuildDate")
    assert parsedate_to_datetime(built) == NOON - HOUR


def test_every_author_stands_alone(client):
    make_live(bylines=[make_author("Ada Quill"), make_author("Ben, Ash")])
    assert [one.text for one in item(client).findall(reading.CREATOR)] == ["Ada Quill", "Ben, Ash"]
    names = [one.findtext(f"{ATOM}name") for one in entry(client).findall(f"{ATOM}author")]
    assert names == [one["name"] for one in json_item(client)["authors"]]
    assert names == ["Ada Quill", "Ben, Ash"]


def test_an_unsigned_story_is_its_agency_s(client):
    make_live(source="Coast Wire")
    assert item(client).findtext(reading.CREATOR) == "Coast Wire"


def test_the_full_text_comes_with_addresses_that_work_elsewhere(client, settings):
    target = make_live(headline="Target", now=NOON - 2 * HOUR)
    uid = target.article.uid
    make_live(
        body=f'<p><a data-story="{uid}">story</a> <a href="/town/">list</a>'
        ' <a href="https://else.example/">else</a> href="/not/"</p>',
        now=NOON - HOUR,
    )
    text = item(client).findtext(reading.CONTENT)
    assert f'href="{settings.SITE_URL}{target.get_absolute_url()}"' in text
    assert f'href="{settings.SITE_URL}/town/"' in text
    assert 'href="https://else.example/"' in text
    assert ' href="/not/"</p>' in text
    assert str(uid) not in text
    assert text == entry(client).findtext(f"{ATOM}content") == json_item(client)["content_html"]


def test_a_summary_is_all_where_the_newsroom_gives_no_more(client, settings):
    settings.FEED_TEXT = "summary"
    make_live(body=f"<p>{'word ' * 80}</p>")
    assert item(client).find(reading.CONTENT) is None
    assert item(client).findtext("description") == "word " * 50 + "…"
    assert json_item(client)["content_text"] == "word " * 50 + "…"
    assert "content_html" not in json_item(client)


def test_a_picture_comes_with_its_credit(client, settings):
    make_live(lead_image=make_image(alt="A boat", caption="The boat", credit="Mara Teel"))
    media = item(client).find(f"{MEDIA}content")
    assert media.get("url").startswith(f"{settings.SITE_URL}/media/renditions/")
    assert media.findtext(f"{MEDIA}credit") == "Mara Teel"
    assert media.findtext(f"{MEDIA}description") == "The boat"
    text = json_item(client)["content_html"]
    assert 'alt="A boat"' in text
    assert "Mara Teel" in text
    assert json_item(client)["image"] == media.get("url")


def test_a_correction_and_a_label_are_in_the_text(client):
    version = make_live(genre="sponsored", now=NOON - 2 * HOUR)
    article = change(version.article, body="<p>Right.</p>", now=NOON - HOUR)
    publishing.publish(
        article, by=None, change=Change.CORRECTION, note="It was wrong.", now=NOON - HOUR
    )
    text = item(client).findtext(reading.CONTENT)
    assert text.index("Sponsored") < text.index("It was wrong.") < text.index("Right.")
    assert item(client).findtext("category") == "sponsored"


def test_arabic_text_runs_from_the_right_wherever_it_is_read(client):
    make_live(language="ar", body="<p>قارب</p>")
    text = reading.rss(client, "/ar/").find("item").findtext(reading.CONTENT)
    assert text.startswith('<div dir="rtl" lang="ar">')


def test_naughty_words_are_words(client):
    make_live(
        headline=NAUGHTY,
        standfirst=NAUGHTY,
        body="<p>]]&gt; in the text ]]></p>",
        section=make_section(NAUGHTY, slug="town", description=NAUGHTY),
        topics=[make_topic(NAUGHTY, slug="naughty")],
        bylines=[make_author(NAUGHTY, slug="naughty")],
        lead_image=make_image(caption=NAUGHTY, credit=NAUGHTY),
    )
    for path in ("/", "/town/", "/topics/naughty/", "/authors/naughty/"):
        headlines = reading.titles(client, path)
        assert list(headlines.values()) == 3 * [[NAUGHTY]]
    assert unescape(item(client).findtext("description")) == NAUGHTY
    assert item(client).findtext(reading.CREATOR) == NAUGHTY
    assert "]]&gt; in the text ]]" in item(client).findtext(reading.CONTENT)


def test_what_no_xml_can_hold_is_replaced():
    assert feeds.legal("a\x00b\x0bc\ud800d\ufffee\tf\n") == "a\ufffdb\ufffdc\ufffdd\ufffde\tf\n"
