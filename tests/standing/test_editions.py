"""Each edition has pages of its own: at its root, in its language, in the foot of its pages."""

import re

import pytest

from articles.models import StandingPage
from tests.factories import make_live, make_section, make_standing_page

pytestmark = pytest.mark.django_db


def foot_of(client, path: str) -> list[tuple[str, str]]:
    """(address, words) of the links to standing pages in the foot of a page."""
    text = client.get(path).content.decode()
    nav = re.search(r'<nav class="links standing-links".*?</nav>', text, re.DOTALL)
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav[0]) if nav else []


@pytest.fixture
def two_editions():
    for language in ("en", "az"):
        section = make_section("Town", language=language)
        make_live(language=language, section=section, headline=f"Rain {language}")
    make_standing_page("Contact", slug="contact", position=2)
    make_standing_page("About", slug="about", position=1)
    make_standing_page("Haqqımızda", language="az", slug="haqqimizda")


def test_the_foot_of_every_page_has_its_edition_s_pages_in_order(client, two_editions):
    home = [("/about/", "About"), ("/contact/", "Contact")]
    other = [("/az/haqqimizda/", "Haqqımızda")]
    for path in ("/", "/town/", "/about/", "/2025/03/10/", "/no/such/page/"):
        assert foot_of(client, path) == home
    for path in ("/az/", "/az/town/", "/az/haqqimizda/", "/az/2025/03/10/", "/az/nothing/"):
        assert foot_of(client, path) == other


def test_a_story_s_foot_follows_the_story_s_language(client, two_editions):
    version = make_live(language="az", headline="Yağış")
    assert foot_of(client, version.path) == [("/az/haqqimizda/", "Haqqımızda")]


def test_the_foot_names_no_page_that_is_hidden_or_empty(client, two_editions):
    StandingPage.objects.filter(slug="about").update(is_shown=False)
    StandingPage.objects.filter(slug="contact").update(body="")
    assert foot_of(client, "/") == []


def test_the_foot_says_which_page_one_is_on(client, two_editions):
    text = client.get("/about/").content.decode().partition('class="colophon"')[2]
    assert '<a href="/about/" aria-current="page">About</a>' in text
    assert text.count('aria-current="page"') == 1


def test_a_page_of_another_edition_is_not_found_in_this_one(client, two_editions):
    assert client.get("/az/haqqimizda/").status_code == 200
    assert client.get("/haqqimizda/").status_code == 404
    assert client.get("/az/about/").status_code == 404


def test_two_editions_may_have_pages_of_one_address(client):
    make_standing_page("About", slug="about", body="<p>English.</p>")
    make_standing_page("Haqqımızda", language="az", slug="about", body="<p>Azərbaycanca.</p>")
    assert "English." in client.get("/about/").content.decode()
    assert "Azərbaycanca." in client.get("/az/about/").content.decode()


def test_a_page_in_arabic_is_arabic_and_runs_from_the_right(client):
    make_standing_page("من نحن", language="ar", body="<p>نحن صحيفة.</p>")
    answer = client.get("/ar/من-نحن/")
    text = answer.content.decode()
    assert '<html lang="ar" dir="rtl">' in text
    assert answer["Content-Language"] == "ar"
    assert "<p>نحن صحيفة.</p>" in text
