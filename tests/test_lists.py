"""Lists: every live story once, newest first, page by page, and nothing else."""

import re

import pytest

from articles import publishing
from articles.models import Front, Placement
from articles.views import lists
from tests.base import DAY, HOUR, MINUTE, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_live,
    make_section,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PER_PAGE = 4
MANY = 2 * PER_PAGE + 3


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    """Few stories make many pages."""
    monkeypatch.setattr(lists, "PER_PAGE", PER_PAGE)


def headlines(response) -> list[str]:
    """The headlines of the cards of a page, in order."""
    assert response.status_code == 200
    page = response.content.decode()
    return re.findall(r'class="card-headline"><a href="[^"]*">([^<]*)</a>', page)


def link(response, rel: str) -> str:
    found = re.search(rf'<a rel="{rel}" href="([^"]*)"', response.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def walk(client, start: str, rel: str = "next") -> list[list[str]]:
    """The headlines of each page from an address on."""
    pages, address = [], start
    while address:
        assert len(pages) < 20
        response = client.get(address)
        pages.append(headlines(response))
        address = link(response, rel)
    return pages


@pytest.fixture
def crowd():
    """Many stories in one section, topic and author, half of them of one very moment."""
    section, topic, author = make_section("Town"), make_topic("Boats"), make_author("Ada Quill")
    return [
        make_live(
            headline=f"Story {number:02}",
            now=NOON - DAY + min(number, MANY // 2) * MINUTE,
            section=section,
            topics=[topic],
            bylines=[author],
        )
        for number in range(MANY)
    ]


LISTS = ["/", "/town/", "/topics/boats/", "/authors/ada-quill/", "/2025/", "/2025/03/"]


@pytest.mark.parametrize("address", [*LISTS, "/2025/03/09/"])
def test_older_leads_through_every_story_once_and_in_order(client, crowd, address):
    pages = walk(client, address)
    seen = [headline for page in pages for headline in page]
    wanted = sorted(crowd, key=lambda version: (version.dated_at, version.tiebreak), reverse=True)
    assert seen == [version.headline for version in wanted]
    assert [len(page) for page in pages] == [PER_PAGE, PER_PAGE, 3]


@pytest.mark.parametrize("address", LISTS)
def test_newer_leads_back_through_the_same_pages(client, crowd, address):
    forth = walk(client, address)
    last = client.get(address)
    for _page in forth[1:]:
        last = client.get(link(last, "next"))
    back = [headlines(last)]
    while newer := link(last, "prev"):
        last = client.get(newer)
        back.append(headlines(last))
    assert [headline for page in back[::-1] for headline in page] == [
        headline for page in forth for headline in page
    ]


def test_a_story_published_meanwhile_moves_no_later_page(client, crowd):
    first = client.get("/town/")
    older = link(first, "next")
    before = headlines(client.get(older))
    make_live(headline="Newest", section=crowd[0].section)
    assert headlines(client.get(older)) == before
    assert headlines(client.get("/town/"))[0] == "Newest"


def test_a_list_of_exactly_one_page_has_no_older(client):
    for _number in range(PER_PAGE):
        make_live(section=make_section("Town"))
    response = client.get("/town/")
    assert len(headlines(response)) == PER_PAGE
    assert not link(response, "next")
    assert not link(response, "prev")


@pytest.mark.parametrize(
    "query",
    [
        "before=",
        "before=x",
        "after=1",
        "before=1-2",
        "before=-1-0000000000000000",
        "before=999999999999999999-0000000000000000",
        "before=1741600800000000-ffffffffffffffff",
        "before=1741600800000000-0000000000000000&after=1741600800000000-0000000000000000",
        "before=1741600800000000-000000000000000g",
        "before=%00",
        "before=١-0000000000000000",
    ],
)
def test_a_cursor_that_no_page_gave_is_404(client, query):
    make_live(
        section=make_section("Town"),
        topics=[make_topic("Boats")],
        bylines=[make_author("Ada Quill")],
    )
    answers = {address: client.get(f"{address}?{query}").status_code for address in LISTS}
    assert answers == dict.fromkeys(LISTS, 404)


def test_a_page_beyond_the_end_is_404(client, crowd):
    oldest = min(crowd, key=lambda version: (version.dated_at, version.tiebreak))
    newest = max(crowd, key=lambda version: (version.dated_at, version.tiebreak))
    assert client.get(f"/town/?before={lists.cursor(oldest)}").status_code == 404
    assert client.get(f"/town/?after={lists.cursor(newest)}").status_code == 404


def test_a_query_that_nobody_asked_for_changes_nothing(client, crowd):
    assert client.get("/town/?utm_source=x").content == client.get("/town/").content


# What stands where --------------------------------------------------------------------------------


def test_a_section_shows_the_stories_of_those_below_it(client):
    news = make_section("News")
    harbour = make_section("Harbour", parent=news)
    make_live(headline="Boats", section=harbour)
    make_live(headline="Council", section=news)
    assert set(headlines(client.get("/news/"))) == {"Boats", "Council"}
    assert headlines(client.get("/harbour/")) == ["Boats"]


def test_a_story_stands_in_its_further_sections_too(client):
    make_live(
        headline="Regatta",
        section=make_section("Harbour"),
        further_sections=[make_section("Sport")],
    )
    assert headlines(client.get("/sport/")) == ["Regatta"]


def test_a_story_that_changed_its_topics_stands_under_the_new_ones_alone(client, editor):
    old, new = make_topic("Boats"), make_topic("Weather")
    article = make_live(headline="Storm", topics=[old], now=NOON - HOUR).article
    publishing.publish(change(article, topics=[new]), by=editor, now=NOON)
    assert client.get("/topics/boats/").status_code == 404
    assert headlines(client.get("/topics/weather/")) == ["Storm"]


def test_editions_do_not_mix(client):
    topic = make_topic("Boats")
    make_live(headline="English", topics=[topic])
    make_live(headline="Azərbaycanca", language="az", topics=[topic])
    assert headlines(client.get("/")) == headlines(client.get("/topics/boats/")) == ["English"]
    assert headlines(client.get("/az/")) == ["Azərbaycanca"]
    assert headlines(client.get("/az/topics/boats/")) == ["Azərbaycanca"]


def test_the_front_of_a_new_paper_is_there_and_that_of_an_empty_edition_is_not(client):
    assert client.get("/").status_code == 200
    assert client.get("/az/").status_code == 404


def test_the_edition_at_the_root_has_no_second_address(client):
    make_live()
    assert client.get("/en/").status_code == 404


@pytest.mark.parametrize("address", ["/town/", "/topics/boats/", "/authors/ada-quill/"])
def test_a_list_that_shows_nothing_does_not_exist(client, address):
    make_article(
        section=make_section("Town"),
        topics=[make_topic("Boats")],
        bylines=[make_author("Ada Quill")],
    )
    assert client.get(address).status_code == 404


def test_only_sections_with_a_live_story_are_offered(client):
    make_live(section=make_section("Harbour"))
    make_article(section=make_section("Hidden"))
    page = client.get("/").content.decode()
    assert 'href="/harbour/"' in page
    assert "Hidden" not in page


def test_the_top_section_is_marked_on_its_page_below_it_and_on_its_stories(client):
    town = make_section("Town")
    harbour = make_section("Harbour", parent=town)
    story = make_live(section=harbour)
    make_live(section=make_section("Sport"))
    for path in ("/town/", "/harbour/", story.path):
        page = client.get(path).content.decode()
        marked = re.findall(r'<a href="([^"]*)" aria-current="true">', page)
        assert marked == ["/town/", "/town/"], path
    for path in ("/", f"/{story.dated_at:%Y/%m}/"):
        assert '" aria-current="true">' not in client.get(path).content.decode(), path


def test_an_archive_holds_the_stories_dated_then(client):
    make_live(headline="Old dispatch", dated_at=NOON - 400 * DAY)
    make_live(headline="Today")
    assert headlines(client.get("/2024/")) == ["Old dispatch"]
    assert headlines(client.get("/2025/03/10/")) == ["Today"]
    assert headlines(client.get("/")) == ["Today", "Old dispatch"]


# The front ----------------------------------------------------------------------------------------


def place(version, slot: int) -> None:
    front, _made = Front.objects.get_or_create(language=version.language)
    Placement.objects.create(front=front, article=version.article, slot=slot)


def test_placed_stories_stand_on_top_and_not_again_below(client):
    plain, pinned, lead = (make_live(headline=name) for name in ("Plain", "Pinned", "Lead"))
    place(pinned, Placement.Slot.PIN_1)
    place(lead, Placement.Slot.LEAD)
    assert headlines(client.get("/")) == ["Lead", "Pinned", "Plain"]
    assert plain.headline == "Plain"


def test_a_full_first_page_stands_below_the_placed_stories(client, crowd):
    place(crowd[-1], Placement.Slot.LEAD)
    assert len(headlines(client.get("/"))) == PER_PAGE + 1


def test_a_placed_story_that_is_withdrawn_leaves_the_front(client, editor):
    lead = make_live(headline="Lead", now=NOON - HOUR)
    place(lead, Placement.Slot.LEAD)
    publishing.withdraw(lead.article, by=editor, now=NOON - MINUTE)
    assert headlines(client.get("/")) == []


def test_a_placement_shows_the_newest_text(client, editor):
    lead = make_live(headline="Earlier", now=NOON - HOUR)
    place(lead, Placement.Slot.LEAD)
    publishing.publish(change(lead.article, headline="Newer"), by=editor, now=NOON)
    assert headlines(client.get("/")) == ["Newer"]


def test_a_story_of_another_edition_is_not_on_this_front(client):
    make_live(headline="English")
    other = make_live(headline="Azərbaycanca", language="az")
    front = Front.objects.create(language="en")
    Placement.objects.create(front=front, article=other.article, slot=0)
    assert headlines(client.get("/")) == ["English"]
