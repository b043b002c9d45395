"""What readers find at the address of a standing page."""

import json
import re

import pytest

from tests.base import DAY, NOON, queries
from tests.factories import make_article, make_live, make_section, make_standing_page
from tests.files import hostile_bodies

pytestmark = pytest.mark.django_db


def data_of(text: str) -> dict:
    """Type → object of a page's structured data."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    return {each["@type"]: each for each in map(json.loads, found)}


def test_a_page_says_what_it_holds_and_when_it_was_changed(client):
    make_standing_page(
        "Who we are",
        slug="about",
        kind="about",
        body="<h2>Since 1871</h2><p>Nine people.</p>",
        updated_at=NOON - DAY,
    )
    answer = client.get("/about/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1") == 1
    assert ">Who we are</h1>" in text
    assert "<h2>Since 1871</h2><p>Nine people.</p>" in text
    assert 'Last changed on <time datetime="2025-03-09T14:00:00+04:00">9 March 2025</time>' in text


def test_a_page_tells_machines_what_it_is(client, settings):
    settings.SITE_URL = "https://courier.example"
    make_standing_page("Write to us", slug="contact", kind="contact", description="How to.")
    text = client.get("/contact/").content.decode()
    assert '<link rel="canonical" href="https://courier.example/contact/">' in text
    assert '<meta name="description" content="How to.">' in text
    data = data_of(text)
    assert data["ContactPage"]["name"] == "Write to us"
    assert data["ContactPage"]["dateModified"] == "2025-03-10T14:00:00+04:00"
    names = [crumb["name"] for crumb in data["BreadcrumbList"]["itemListElement"]]
    assert names == ["Front page", "Write to us"]


def test_the_paper_s_policies_are_named_where_it_is_named_as_publisher(client, settings):
    settings.SITE_URL = "https://courier.example"
    story = make_live()
    make_standing_page("Ethics", kind="ethics")
    make_standing_page("How we correct", kind="corrections")
    make_standing_page("Ownership", kind="ownership", is_shown=False)
    make_standing_page("Etika", kind="ethics", language="az")
    for path, kind in (("/", "WebSite"), (story.path, "NewsArticle"), ("/ethics/", "WebPage")):
        publisher = data_of(client.get(path).content.decode())[kind]["publisher"]
        assert publisher["ethicsPolicy"] == "https://courier.example/ethics/"
        assert publisher["correctionsPolicy"] == "https://courier.example/how-we-correct/"
        assert "ownershipFundingInfo" not in publisher


def test_a_page_without_a_description_is_described_by_its_first_words(client):
    words = "Keldavar " * 40
    make_standing_page(slug="about", body=f"<h2>We</h2><p>{words}</p>")
    text = client.get("/about/").content.decode()
    [said] = re.findall(r'<meta name="description" content="([^"]*)">', text)
    assert said.startswith("We Keldavar")
    assert said.endswith("Keldavar…")
    assert len(said) <= 160


@pytest.mark.parametrize(
    "fields",
    [{"is_shown": False}, {"body": ""}, {"body": "<p>&nbsp;</p><p></p>"}, {"language": "az"}],
)
def test_a_page_that_is_hidden_empty_or_anothers_is_as_if_it_had_never_been(client, fields):
    make_standing_page(slug="about", **fields)
    with queries() as made:
        answer = client.get("/about/")
    with queries() as made_for_nothing:
        never = client.get("/never-was/")
    assert answer.status_code == never.status_code == 404
    assert answer.content == never.content
    assert len(made) == len(made_for_nothing) <= 5


def test_a_page_costs_three_queries(client):
    make_live()
    make_standing_page(slug="about")
    with queries() as made:
        assert client.get("/about/").status_code == 200
    assert len(made) == 3


def test_the_words_of_a_section_that_shows_nothing_are_not_on_the_page_beside_it(client):
    make_article(section=make_section("Secret plans", slug="about"))
    make_standing_page(slug="about")
    text = client.get("/about/").content.decode()
    assert "Who we are." in text
    assert "Secret plans" not in text


def test_a_section_that_shows_stories_goes_before_a_page(client):
    make_live(section=make_section("Town", slug="about"), headline="Rain")
    make_standing_page(slug="about")
    text = client.get("/about/").content.decode()
    assert "Rain" in text
    assert "Who we are." not in text


@pytest.mark.parametrize("query", ["?before=x", "?after=1-0000000000000000", "?before=&after="])
def test_a_query_makes_no_other_page_of_it(client, settings, query):
    settings.SITE_URL = "https://courier.example"
    make_standing_page(slug="about")
    text = client.get(f"/about/{query}").content.decode()
    assert '<link rel="canonical" href="https://courier.example/about/">' in text


def test_a_press_at_a_page_is_refused(client):
    make_standing_page(slug="about")
    assert client.post("/about/").status_code == 405
    head = client.head("/about/")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("vector", hostile_bodies.VECTORS[::97])
def test_a_hostile_text_is_only_text(client, vector):
    make_standing_page("<script>alert(1)</script>", slug="about", body=f"<p>Before</p>{vector}")
    text = client.get("/about/").content.decode()
    main = text[text.index("<main") : text.index("</main>")].lower()
    assert "before" in main
    assert "<script" not in main
    assert not re.search(r"<[^>]+\s(on\w+|style|srcdoc)\s*=", main)
    assert not re.search(r"<(iframe|object|embed|form|svg|math|img)\b", main)


def test_a_title_that_would_end_its_script_does_not(client):
    make_standing_page("</script><script>alert(1)//", slug="about")
    text = client.get("/about/").content.decode()
    assert "<script>alert" not in text
    assert data_of(text)["WebPage"]["name"] == "</script><script>alert(1)//"


def test_a_link_to_a_story_leads_there_while_it_is_live(client):
    live, hidden = make_live(headline="Rain").article, make_article(headline="Leak")
    make_standing_page(
        slug="about",
        body="".join(
            f'<p><a href="/x/" data-story="{story.uid}">{story.headline}</a></p>'
            for story in (live, hidden)
        ),
    )
    text = client.get("/about/").content.decode()
    assert f'<a href="{live.versions.get().path}" rel="noopener">Rain</a>' in text
    assert "<p>Leak</p>" in text
    assert "data-story" not in text


def test_a_page_that_was_saved_a_moment_ago_is_on_the_next_page_printed(client):
    page = make_standing_page("Imprint")
    assert ">Imprint</a>" in client.get("/").content.decode()
    page.name = "Impressum"
    page.save()
    assert ">Impressum</a>" in client.get("/").content.decode()
