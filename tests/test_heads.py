"""What a page says of itself to machines, in its head."""

import json
import re
from html import unescape

import pytest

from tests.base import HOUR, NOON, standing_clock
from tests.factories import make_author, make_live, make_section, make_standing_page, make_topic

clock = standing_clock(NOON)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

_FRONT = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


def page(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def fronts(client, path: str) -> dict[str, str]:
    return dict(_FRONT.findall(page(client, path)))


def canonical(client, path: str) -> str:
    [found] = re.findall(r'<link rel="canonical" href="([^"]+)">', page(client, path))
    return found


def test_each_front_names_the_fronts_of_all_editions_and_itself(client):
    """Search engines take no notice of a language that does not name the others in return."""
    make_live()
    make_live(language="az")
    home, azerbaijani = "http://testserver/", "http://testserver/az/"
    all_of_them = {"en": home, "az": azerbaijani, "x-default": home}
    assert fronts(client, "/") == fronts(client, "/az/") == all_of_them


def test_the_front_at_home_is_named_before_it_has_a_story(client):
    make_live(language="az")
    assert set(fronts(client, "/")) == set(fronts(client, "/az/")) == {"en", "az", "x-default"}


def test_a_paper_of_one_edition_names_no_languages(client):
    make_live()
    assert fronts(client, "/") == {}


def test_only_the_first_page_of_a_front_stands_for_the_edition(client):
    make_live(language="az")
    stories = [make_live(now=NOON - HOUR * number) for number in range(30)]
    assert fronts(client, "/") != {}
    later = re.search(r'href="(/\?before=[^"]+)"', page(client, "/"))[1]
    assert fronts(client, later) == {}
    assert fronts(client, stories[0].get_absolute_url()) == {}


@pytest.mark.parametrize("path", ["/", "/town/"])
def test_later_pages_of_a_list_are_canonical_without_what_strangers_add(client, path):
    for number in range(30):
        make_live(now=NOON - HOUR * number)
    later = re.search(rf'href="({path}\?before=[^"]+)"', page(client, path))[1]
    assert canonical(client, later) == f"http://testserver{later}"
    assert canonical(client, f"{later}&utm_source=x") == f"http://testserver{later}"
    zeros = later.replace("before=", "before=0")
    assert canonical(client, zeros) == f"http://testserver{later}"
    assert canonical(client, path) == f"http://testserver{path}"


@pytest.mark.parametrize(
    "path",
    [
        "/harbour/",
        "/topics/",
        "/topics/boats/",
        "/authors/",
        "/authors/ada-quill/",
        "/archive/",
        "/2025/",
        "/2025/03/",
        "/2025/03/10/",
        "/corrections/",
        "/contact/",
    ],
)
def test_the_way_to_a_page_is_visible_and_said_in_data(client, path):
    town = make_section("Town & <bay>", slug="town")
    make_live(
        section=make_section("Harbour", parent=town),
        topics=[make_topic("Boats")],
        bylines=[make_author("Ada Quill")],
    )
    make_standing_page("Contact", slug="contact")
    text = page(client, path)
    [nav] = re.findall(r'<nav class="crumbs".*?</nav>', text, re.S)
    shown = [
        (f"http://testserver{address}", unescape(name))
        for address, name in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav)
    ]
    data = [json.loads(each) for each in re.findall(r"ld\+json[^>]*>(.*?)</script>", text)]
    [way] = [each for each in data if each["@type"] == "BreadcrumbList"]
    assert [(step["item"], step["name"]) for step in way["itemListElement"]] == shown
    assert shown[0][0] == "http://testserver/"
    assert shown[-1][0] == f"http://testserver{path}"
    assert nav.count('aria-current="page"') == 1


def test_a_story_without_a_standfirst_is_described_by_its_first_words(client):
    version = make_live(body=f"<h2>Boats</h2><p>Came &amp; went. {'word ' * 40}</p>")
    [told] = re.findall('name="description" content="([^"]*)"', page(client, version.path))
    assert told.startswith("Boats Came &amp; went. word")
    assert told.endswith("word …")
    assert len(told.split()) == 31


@pytest.mark.parametrize("path", ["/", "/town/", "/archive/", "/contact/"])
def test_every_page_has_a_picture_to_be_shared_with(client, path):
    make_live()
    make_standing_page("Contact", slug="contact")
    told = dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)"', page(client, path)))
    assert told["og:image"].startswith("http://testserver/static/articles/icon-512")
    assert (told["og:image:width"], told["og:image:alt"]) == ("512", "The Test Gazette")
    assert told["og:url"] == f"http://testserver{path}"


@pytest.mark.parametrize("path", ["/", "/town/", "/az/", "/2025/", "/nothing/", "/ru/nothing/"])
def test_every_feed_that_a_page_announces_is_there(client, path):
    make_live()
    make_live(language="az")
    text = client.get(path).content.decode()
    feeds = re.findall(r'rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)"', text)
    assert bool(feeds) == (not path.startswith("/ru/"))
    for address in feeds:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address
