"""Over every public address: a picture is gone at the second at which its rights end."""

import pytest
import time_machine
from django.urls import reverse

from articles import announcing, feeds, sitemaps
from articles.announcing import boundaries
from articles.announcing.addresses import Changed
from articles.models import Announcement, PublishedVersion, Rendition
from tests import base, surfaces
from tests.base import DAY, HOUR, MICROSECOND, MINUTE, NOON
from tests.composing.test_figures import figure
from tests.factories import make_author, make_image, make_live, make_section, make_topic
from tests.surfaces import HOME, OTHER, SURFACES

pytestmark = pytest.mark.django_db

ENDS = NOON + 2 * HOUR
# Large enough for what machines are told of.
SIZE = (400, 300)
# Where the story's cards or its own page stand; sitemaps and the JSON feed name the lead alone.
PICTURED = {"article", "front", "section", "topic", "author", "day", "month", "year"}


def make_pictured(language=HOME, **fields) -> PublishedVersion:
    """A live story whose pictures all go at ENDS: the lead, one of the text, and a gallery."""
    lead, inside, one, two = (
        make_image(size=SIZE, alt=f"Boat {number}", rights_until=ENDS) for number in range(4)
    )
    gallery = f'<figure data-kind="gallery">{figure(one)}{figure(two)}<figcaption>Both'
    text = f"<p>Before.</p>{figure(inside, 'Gone')}{gallery}</figcaption></figure><p>After.</p>"
    values = {
        "headline": "Boundary story",
        "body": text,
        "section": make_section("Boundary", language=language),
        "topics": [make_topic("Boundary topic")],
        "bylines": [make_author("Boundary author")],
    }
    return make_live(language=language, lead_image=lead, told="Nine.", **{**values, **fields})


def answers(client, moment, place, language) -> dict[str, tuple[str, object]]:
    """(pattern's name, answer) of each row of an edition at a moment, by its address."""
    with time_machine.travel(moment, tick=False):
        return {
            surface.address(place): (surface.name, client.get(surface.address(place)))
            for surface in SURFACES
            if surface.language == language
        }


def names_of_files() -> list[str]:
    return [name.rpartition("/")[2] for name in Rendition.objects.values_list("file", flat=True)]


@pytest.mark.parametrize("language", [HOME, OTHER])
def test_no_address_names_a_picture_whose_rights_have_ended(client, language):
    place = surfaces.place_of(make_pictured(language))
    files = names_of_files()

    def naming(moment) -> set[str]:
        found = answers(client, moment, place, language).items()
        return {
            address
            for address, (_name, answer) in found
            if any(name in answer.content.decode() for name in files)
        }

    before = naming(ENDS - MICROSECOND)
    rows = [row for row in SURFACES if row.language == language]
    pictured = {row.address(place) for row in rows if row.name.rpartition(":")[2] in PICTURED}
    followed = {
        row.address(place)
        for row in rows
        if row.name.endswith("-feed") and "corrections" not in row.name
    }
    sitemap = {"/sitemaps/2025/03.xml"} if language == HOME else set()
    standing = f"/{surfaces.STANDING}/"
    expected = {address for address in pictured if not address.endswith(standing)}
    assert before >= expected | followed | sitemap
    assert naming(ENDS) == set()
    assert naming(ENDS + DAY) == set()


def test_the_page_says_nothing_of_what_is_gone(client):
    version = make_pictured(standfirst="")
    pages = {}
    for moment in (ENDS - MICROSECOND, ENDS):
        with time_machine.travel(moment, tick=False):
            pages[moment] = client.get(version.path).content.decode()
    before, after = pages.values()
    for said in (
        'class="gallery"',
        "Gone",
        "Both",
        'og:image:alt" content="Boat',
        "Mara Teel",
        "Boat",
    ):
        assert said in before
        assert said not in after
    assert "<p>Before.</p><p>After.</p>" in after
    assert "until" not in before.partition("<article")[2].partition("</article>")[0]


def test_a_gallery_stays_as_long_as_one_of_its_pictures(client):
    ends, stays = make_image(alt="First", rights_until=ENDS), make_image(alt="Second")
    inner = figure(ends) + figure(stays)
    body = f'<figure data-kind="gallery">{inner}<figcaption>Both</figcaption></figure>'
    version = make_live(body=body)
    with time_machine.travel(ENDS, tick=False):
        page = client.get(version.path).content.decode()
    assert "Both" in page and "Second" in page and "First" not in page


@pytest.mark.parametrize("form", feeds.TYPES)
def test_a_feed_that_was_kept_is_not_good_any_more(client, form):
    make_pictured()
    address = f"/feed.{form}"
    with time_machine.travel(ENDS - MINUTE, tick=False):
        kept = client.get(address)
    asked = {
        "HTTP_IF_NONE_MATCH": kept["ETag"],
        "HTTP_IF_MODIFIED_SINCE": kept["Last-Modified"],
    }
    by_time = {"HTTP_IF_MODIFIED_SINCE": kept["Last-Modified"]}
    for moment, status in ((ENDS - MICROSECOND, 304), (ENDS, 200), (ENDS + base.SECOND, 200)):
        with time_machine.travel(moment, tick=False):
            assert client.get(address, **asked).status_code == status
            assert client.get(address, **by_time).status_code == status
    with time_machine.travel(ENDS + base.SECOND, tick=False):
        newer = client.get(address)
    assert newer["ETag"] != kept["ETag"]
    assert newer["Last-Modified"] == "Mon, 10 Mar 2025 12:00:00 GMT"


def test_the_sitemap_moves_its_moment(client):
    make_pictured()
    with time_machine.travel(ENDS - MICROSECOND, tick=False):
        kept = client.get("/sitemaps/2025/03.xml")
    assert b"<lastmod>2025-03-10T14:00:00+04:00<" in kept.content
    with time_machine.travel(ENDS, tick=False):
        newer = client.get("/sitemaps/2025/03.xml", HTTP_IF_NONE_MATCH=kept["ETag"])
    assert newer.status_code == 200
    assert b"<lastmod>2025-03-10T16:00:00+04:00<" in newer.content
    assert b"<image:" not in newer.content


def test_the_index_of_sitemaps_moves_the_month_with_it(client):
    make_pictured()
    found = []
    for moment in (ENDS - MINUTE, ENDS):
        with time_machine.travel(moment, tick=False):
            page = client.get("/sitemap.xml").content.decode()
        found.append(page.partition("/sitemaps/2025/03.xml</loc>")[2].partition("</lastmod>")[0])
    assert [each.rpartition(">")[2] for each in found] == [
        "2025-03-10T14:00:00+04:00",
        "2025-03-10T16:00:00+04:00",
    ]


@pytest.mark.parametrize("change", [{"not_for_web": True}, {"rights_until": NOON - DAY}])
def test_an_edge_is_told_once_of_rights_that_are_taken_by_hand(
    change, django_capture_on_commit_callbacks
):
    version = make_pictured()
    with time_machine.travel(NOON + HOUR, tick=False):
        boundaries.note(NOON + MINUTE)
        image = version.lead_image
        for name, value in change.items():
            setattr(image, name, value)
        for _press in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                image.save()
    rows = Announcement.objects.exclude(article=None).values_list("article", "at")
    assert list(rows) == [(version.article_id, NOON + HOUR)]


def test_the_desk_sees_it_at_a_moment_before_and_not_at_one_after(editor):
    version = make_pictured()
    client = base.signed_in(editor)
    with time_machine.travel(ENDS + DAY, tick=False):
        for moment, is_there in ((ENDS - MICROSECOND, True), (ENDS, False)):
            address = f"{reverse('admin:at')}{moment.isoformat()}{version.path}"
            assert ("Boat" in client.get(address).content.decode()) is is_there


# Edges --------------------------------------------------------------------------------------------


def test_edges_are_told_once_of_each_live_story_that_showed_it():
    boundaries.note(NOON)
    version = make_pictured()
    make_live()
    boundaries.note(NOON + MINUTE)
    boundaries.note(ENDS - MICROSECOND)
    assert not Announcement.objects.filter(at=ENDS).exists()
    for _again in range(2):
        boundaries.note(ENDS)
    [row] = Announcement.objects.filter(at=ENDS)
    assert row.article_id == version.article_id
    changed = Changed(version.article_id, ENDS, ENDS, tuple(feeds.TYPES), sitemaps.paths_for)
    assert {version.path, f"{version.path}lite/", "/", "/feed.rss"} <= set(changed.pages)
    assert announcing.listeners() == []


def test_every_address_that_changes_is_told_to_edges(client):
    version = make_pictured()
    place = surfaces.place_of(version)
    kept, newer = (answers(client, at, place, HOME) for at in (ENDS - MICROSECOND, ENDS))
    changed = {
        address
        for address, (name, answer) in newer.items()
        if answer.content != kept[address][1].content and name not in ("healthz", "security")
    }
    named = Changed(version.article_id, ENDS, ENDS, tuple(feeds.TYPES), sitemaps.paths_for).pages
    assert len(changed) > 15
    assert changed - set(named) == set()
