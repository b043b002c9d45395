"""A story's own page: what it prints, in which language, and what it leads to."""

import json
import re
from html import unescape

import pytest

from articles import publishing
from tests.base import DAY, HOUR, MICROSECOND, MINUTE, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_image,
    make_live,
    make_section,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page_of(client, version) -> str:
    response = client.get(version.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def structured(page: str) -> dict:
    return json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    )


def related_to(page: str) -> list[str]:
    aside = re.search(r'<aside class="related".*?</aside>', page, re.S)
    return re.findall(r'card-headline"><a href="[^"]*">([^<]*)<', aside[0]) if aside else []


def test_it_prints_what_the_desk_wrote(client):
    version = make_live(
        headline="Ferry & crew",
        kicker="Harbour",
        standfirst="She sails again.",
        dateline="Keldavar",
        body="<p>First <strong>words</strong>.</p>",
        source="Coast Wire",
        credit_line="Told by the crew",
        copyright_line="© Coast Wire",
        section=make_section("Town"),
        topics=[make_topic("Boats")],
        bylines=[make_author("Ada Quill"), (make_author("Ben Ash"), "photographs")],
    )
    page = page_of(client, version)
    for text in (
        "Ferry &amp; crew",
        "Harbour",
        "She sails again.",
        "Keldavar",
        "<p>First <strong>words</strong>.</p>",
        "Coast Wire",
        "Told by the crew",
        "© Coast Wire",
        'href="/town/"',
        'href="/topics/boats/"',
        'href="/authors/ada-quill/"',
        "photographs",
    ):
        assert text in page
    assert page.index("Ada Quill") < page.index("Ben Ash")


def test_a_desks_own_words_are_never_on_it(client):
    page = page_of(
        client,
        make_live(
            slugline="XSLUGX", note_to_editors="XNOTEX", legal_hold_reason="XHOLDX", urgency=1
        ),
    )
    assert not re.search("XSLUGX|XNOTEX|XHOLDX", page)


@pytest.mark.parametrize(
    "field",
    ["headline", "kicker", "standfirst", "dateline", "source", "credit_line", "seo_headline"],
)
def test_markup_in_a_plain_field_is_printed_as_text(client, field):
    page = page_of(client, make_live(**{field: "</title><script>alert(1)</script>", "slug": "x"}))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_markup_cannot_leave_the_structured_data(client):
    page = page_of(client, make_live(headline="</script><script>alert(1)</script>", slug="x"))
    assert "<script>alert" not in page
    assert structured(page)["headline"] == "</script><script>alert(1)</script>"


def test_structured_data_say_what_the_page_says(client):
    version = make_live(
        headline="Ferry",
        standfirst="She sails.",
        section=make_section("Town"),
        bylines=[make_author("Ada Quill")],
        lead_image=make_image(alt="A boat", size=(400, 300)),
    )
    data = structured(page_of(client, version))
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Ferry"
    assert data["datePublished"] == data["dateModified"] == "2025-03-10T14:00:00+04:00"
    assert data["author"] == [
        {"@type": "Person", "name": "Ada Quill", "url": "http://testserver/authors/ada-quill/"}
    ]
    *_crops, picture = data["image"]
    assert picture["url"].startswith("http://testserver/media/renditions/")
    assert (picture["width"], picture["height"]) == (400, 300)
    assert data["mainEntityOfPage"] == f"http://testserver{version.path}"


def test_a_lead_picture_comes_with_its_text_and_its_files(client):
    image = make_image(alt="A red boat", caption="Library caption", credit="Ada Quill")
    page = page_of(client, make_live(lead_image=image, lead_image_caption="The ferry"))
    assert 'alt="A red boat"' in page
    assert "The ferry" in page
    assert "Library caption" not in page
    source = re.search(r'<img src="(/media/renditions/[0-9a-f]{32}\.jpeg)"', page)[1]
    answer = client.get(source)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")


def test_an_original_picture_has_no_public_address(client):
    image = make_image()
    assert client.get(f"/media/{image.file.name}").status_code == 404
    assert client.get(f"/media/renditions/../{image.file.name}").status_code == 404
    assert client.get(f"/media/renditions/..%2f{image.file.name}").status_code == 404


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("az", "ltr"), ("ru", "ltr"), ("ar", "rtl")]
)
def test_the_page_is_in_the_storys_language(client, language, direction):
    version = make_live(language=language, headline="Başlıq")
    response = client.get(version.get_absolute_url())
    assert f'<html lang="{language}" dir="{direction}">' in response.content.decode()
    assert response["Content-Language"] == language


def test_what_a_readers_browser_prefers_changes_nothing(client):
    version = make_live()
    plain = client.get(version.path)
    asked = client.get(version.path, HTTP_ACCEPT_LANGUAGE="az", HTTP_COOKIE="a=b")
    assert plain.content == asked.content
    assert "Vary" not in asked or "Cookie" not in asked["Vary"]


def test_a_genre_that_trust_asks_for_is_a_label(client):
    assert "Opinion" in page_of(client, make_live(genre="opinion"))
    assert 'class="label"' not in page_of(client, make_live(genre="news"))


def test_a_credit_that_only_names_the_source_is_not_said_again(client):
    page = client.get(make_live(source="Coast Wire", credit_line="Coast Wire").path)
    foot = page.content.decode().split('<footer class="credits">')[1].split("</footer>")[0]
    assert foot.count("Coast Wire") == 1


def test_a_search_engine_is_kept_out_where_the_desk_says_so(client):
    assert '<meta name="robots" content="noindex' in page_of(client, make_live(noindex=True))
    assert "noindex" not in page_of(client, make_live())


def test_the_canonical_address_is_the_storys_own(client):
    version = make_live(headline="Паром")
    page = page_of(client, version)
    assert f'<link rel="canonical" href="http://testserver{version.get_absolute_url()}">' in page


def test_a_correction_is_printed_with_its_moment(client, editor):
    version = make_live(headline="Ten boats", now=NOON - DAY)
    newer = publishing.publish(
        change(version.article, headline="Nine boats"),
        by=editor,
        change="correction",
        note="The story said ten; it was <nine>.",
        now=NOON - HOUR,
    )
    page = page_of(client, newer)
    assert "The story said ten; it was &lt;nine&gt;." in page
    assert 'datetime="2025-03-10T13:00:00+04:00"' in page
    assert "Updated" in page


def test_the_way_to_it_is_printed_and_told_in_data_alike(client):
    quay = make_section("Quay & pier", parent=make_section("Harbour"))
    page = page_of(client, make_live(section=quay))
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', page, re.S)[0]
    printed = re.findall(r'<a href="([^"]*)">([^<]*)</a>', crumbs)
    assert printed == [
        ("/", "Front page"),
        ("/harbour/", "Harbour"),
        ("/quay-pier/", "Quay &amp; pier"),
    ]
    way = json.loads(re.findall(r"ld\+json[^>]*>(.*?)</script>", page)[-1])
    told = [(step["item"], unescape(step["name"])) for step in way["itemListElement"]]
    assert told == [(f"http://testserver{path}", unescape(name)) for path, name in printed]


def test_those_who_share_it_are_told_of_it(client):
    version = make_live(
        headline="Ferry",
        language="az",
        section=make_section("Town", language="az"),
        topics=[make_topic("Boats"), make_topic("Storm")],
        bylines=[make_author("Ada Quill")],
        lead_image=make_image(alt='A "red" boat', size=(1300, 650)),
    )
    page = page_of(client, version)
    told = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page)
    assert {
        ("og:type", "article"),
        ("og:locale", "az_AZ"),
        # The crop that is 16 to 9.
        ("og:image:width", "1155"),
        ("og:image:height", "650"),
        ("og:image:alt", "A &quot;red&quot; boat"),
        ("twitter:card", "summary_large_image"),
        ("article:section", "Town"),
        ("article:tag", "Boats"),
        ("article:tag", "Storm"),
        ("article:author", "http://testserver/az/authors/ada-quill/"),
        ("article:published_time", "2025-03-10T14:00:00+04:00"),
    } <= set(told)
    assert dict(told)["og:image"].startswith("http://testserver/media/renditions/")


def test_a_story_without_a_picture_is_shared_as_a_small_card(client):
    page = page_of(client, make_live())
    assert '<meta name="twitter:card" content="summary">' in page
    assert re.search(
        'og:image" content="http://testserver/static/articles/icon-512[^"]*.png"', page
    )


def test_thirty_authors_stand_in_their_order_each_with_a_page(client):
    authors = [make_author(f"Author {number:02}") for number in range(30)]
    page = page_of(client, make_live(bylines=authors))
    names = re.search(r'<ul class="byline-names">.*?</ul>', page, re.S)[0]
    links = re.findall(r'<a rel="author" href="([^"]+)">([^<]+)</a>', names)
    assert links == [(f"/authors/author-{n:02}/", f"Author {n:02}") for n in range(30)]
    assert [author["name"] for author in structured(page)["author"]] == [n for _, n in links]


def test_twenty_thousand_words_are_printed_whole(client):
    body = "".join(f"<p>{f'word{number} ' * 100}</p>" for number in range(200))
    page = page_of(client, make_live(body=body))
    assert page.count("word199 ") == 100
    assert structured(page)["wordCount"] == 20_000
    assert "88 minutes to read" in page


# Related ------------------------------------------------------------------------------------------


def test_related_stories_share_topics_most_first(client):
    boats, storm = make_topic("Boats"), make_topic("Storm")
    version = make_live(headline="This", topics=[boats, storm])
    make_live(headline="Both", topics=[storm, boats], now=NOON - 2 * HOUR)
    make_live(headline="Newer", topics=[boats], now=NOON - MINUTE)
    make_live(headline="Older", topics=[storm], now=NOON - HOUR)
    make_live(headline="Neither", topics=[make_topic()])
    assert related_to(page_of(client, version)) == ["Both", "Newer", "Older"]


def test_a_story_without_topics_has_nothing_related(client):
    make_live(topics=[make_topic()])
    assert related_to(page_of(client, make_live())) == []


def test_related_stories_are_live_ones_of_the_same_language(client, editor):
    topic = make_topic("Boats")
    version = make_live(topics=[topic])
    make_article(headline="Draft", topics=[topic])
    make_live(headline="Azərbaycanca", language="az", topics=[topic])
    make_live(headline="To come", topics=[topic], at=NOON + MICROSECOND)
    gone = make_live(headline="Gone", topics=[topic], now=NOON - HOUR)
    publishing.withdraw(gone.article, by=editor, now=NOON - MINUTE)
    assert related_to(page_of(client, version)) == []


def test_a_related_story_that_was_updated_stands_there_once(client, editor):
    topic = make_topic("Boats")
    version = make_live(topics=[topic])
    other = make_live(headline="Earlier", topics=[topic], now=NOON - HOUR)
    publishing.publish(change(other.article, headline="Newer"), by=editor, now=NOON)
    assert related_to(page_of(client, version)) == ["Newer"]
