"""The crops of a story's picture: for machines on its own page, and nowhere before it is live."""

import json
import re

import pytest
import time_machine
from django.test import Client

from articles import composing, publishing
from articles.models import PublishedVersion, Rendition
from tests.base import HOUR, LATER, NOON
from tests.factories import make_article, make_image, make_live, make_section, make_topic

pytestmark = pytest.mark.django_db


def page_of(version) -> composing.Page:
    return composing.page_of(PublishedVersion.objects.get(pk=version.pk), LATER)


def html(path: str) -> str:
    return Client().get(path).content.decode()


def data_of(version) -> dict:
    found = re.search(r"ld\+json[^>]*>(.*?)</script>", html(version.path), re.S)[1]
    return json.loads(found)


def meta(text: str) -> dict:
    return dict(re.findall(r'<meta property="(og:image[^"]*)" content="([^"]*)">', text))


def test_the_structured_data_name_each_shape_and_then_the_largest_file():
    image = make_image(size=(2000, 1500), caption="Boats", credit="Ada Quill")
    told = data_of(make_live(lead_image=image))["image"]
    assert [(row["width"], row["height"]) for row in told] == [
        (1200, 675),
        (1200, 900),
        (1200, 1200),
        (2000, 1500),
    ]
    files = [*image.crops(), image.free_files()[-2]]
    assert [row["url"] for row in told] == [f"http://testserver{row.file.url}" for row in files]
    assert {(row["@type"], row["caption"], row["creditText"]) for row in told} == {
        ("ImageObject", "Boats", "Ada Quill")
    }


def test_each_crop_that_is_named_is_served():
    version = make_live(lead_image=make_image(size=(900, 600)))
    for row in data_of(version)["image"]:
        answer = Client().get(row["url"].removeprefix("http://testserver"))
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")


def test_pages_and_cards_show_free_files_alone():
    image = make_image(size=(900, 600))
    version = make_live(lead_image=image)
    free = {file.file.url for file in image.free_files()}
    picture = page_of(version).picture
    shown = re.findall(r"/media/\S+", f"{picture.src} {picture.srcset} {picture.webp_srcset}")
    assert set(shown) == free
    assert picture.width == 900
    body = html(version.path).partition("<body")[2]
    assert not any(crop.file.url in body for crop in image.crops())
    assert version.card["picture"]["crops"] == []
    assert composing.card_of(version, LATER).picture.src == picture.src


def test_a_link_that_is_passed_on_shows_the_wide_crop():
    image = make_image(size=(2000, 1500))
    wide = image.crops()[0]
    assert meta(html(make_live(lead_image=image).path)) == {
        "og:image": f"http://testserver{wide.file.url}",
        "og:image:width": "1200",
        "og:image:height": "675",
    }


def test_a_link_shows_the_largest_file_of_a_picture_too_small_for_crops():
    image = make_image(size=(240, 180))
    assert image.crops() == []
    told = meta(html(make_live(lead_image=image).path))
    assert (told["og:image:width"], told["og:image:height"]) == ("240", "180")


def test_a_page_that_was_stored_before_crops_reads_and_names_none():
    version = make_live(lead_image=make_image(size=(900, 600)))
    for column in (version.card, version.page):
        del column["picture"]["crops"]
    version.save(update_fields=["card", "page"])
    picture = page_of(version).picture
    assert picture.crops == ()
    assert picture.shared == picture.largest
    assert [row["width"] for row in data_of(version)["image"]] == [900]
    assert "/media/renditions/" in html("/")


def test_no_door_names_a_crop_before_its_story_is_live():
    image = make_image(size=(900, 600))
    section, topic = make_section("Town"), make_topic("Boats")
    make_live(section=section, topics=[topic])
    hidden = make_article(section=section, topics=[topic], lead_image=image)
    version = publishing.publish(hidden, by=None, at=LATER, now=NOON)
    doors = (
        version.path, f"{version.path}lite/", "/", section.get_absolute_url(), "/topics/boats/",
        "/feed.rss", "/feed.atom", "/feed.json", "/sitemaps/2025/03.xml", "/2025/03/10/",
    )  # fmt: skip
    with time_machine.travel(LATER - HOUR / 2, tick=False):
        before = "".join(map(html, doors))
    assert not any(row.file.name in before for row in Rendition.objects.filter(image=image))
    with time_machine.travel(LATER, tick=False):
        assert all(Client().get(door).status_code == 200 for door in doors)
        assert all(crop.file.name in html(version.path) for crop in image.crops())
