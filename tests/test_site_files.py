"""robots.txt, security.txt, the web manifest and the icons: all made from settings."""

import io
import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.staticfiles import finders
from PIL import Image as Pillow

from articles.views import site_files

ROBOTS, SECURITY, MANIFEST = "/robots.txt", "/.well-known/security.txt", "/manifest.webmanifest"


@pytest.fixture
def named(settings):
    settings.SECURITY_CONTACT = ["mailto:security@gazette.example", "https://gazette.example/holes"]
    settings.SECURITY_POLICY = "https://gazette.example/security/"
    settings.SECURITY_LANGUAGES = ["en", "az"]


def lines(client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode().splitlines()


def groups(client) -> dict[str, list[str]]:
    """robots.txt as a crawler reads it: its name → what it may not fetch."""
    found, name = {}, ""
    for line in lines(client, ROBOTS):
        field, _colon, value = line.partition(": ")
        if field == "User-agent":
            name = value
        elif field == "Disallow":
            found.setdefault(name, []).append(value)
    return found


def test_robots_may_read_all_but_the_desk_and_find_the_sitemaps(client):
    assert lines(client, ROBOTS) == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/news-sitemap.xml",
    ]


def test_a_site_to_try_things_on_keeps_all_robots_out(client, settings):
    settings.ROBOTS = "none"
    assert lines(client, ROBOTS) == ["User-agent: *", "Disallow: /"]


def test_crawlers_that_are_named_are_kept_out_and_others_are_not(client, settings):
    settings.ROBOTS_KEPT_OUT = ["GPTBot", "Google-Extended"]
    assert groups(client) == {"*": ["/admin/"], "GPTBot": ["/"], "Google-Extended": ["/"]}


def test_without_a_contact_there_is_no_security_txt(client, db):
    assert client.get(SECURITY).status_code == 404


def test_security_txt_says_who_is_told_how_and_until_when(client, named):
    with time_machine.travel(datetime(2025, 3, 10, 10, tzinfo=UTC), tick=False):
        assert lines(client, SECURITY) == [
            "Contact: mailto:security@gazette.example",
            "Contact: https://gazette.example/holes",
            "Expires: 2025-10-01T00:00:00Z",
            "Preferred-Languages: en, az",
            "Canonical: http://testserver/.well-known/security.txt",
            "Policy: https://gazette.example/security/",
        ]


def test_a_security_txt_without_a_policy_names_none(client, named, settings):
    settings.SECURITY_POLICY = ""
    assert not [line for line in lines(client, SECURITY) if line.startswith("Policy")]


@pytest.mark.parametrize(
    ("now", "expires"),
    [
        (datetime(2025, 1, 1, tzinfo=UTC), "2025-08-01"),
        (datetime(2025, 1, 31, 23, 59, 59, tzinfo=UTC), "2025-08-01"),
        (datetime(2025, 5, 15, tzinfo=UTC), "2025-12-01"),
        (datetime(2025, 6, 15, tzinfo=UTC), "2026-01-01"),
        (datetime(2025, 12, 31, tzinfo=UTC), "2026-07-01"),
    ],
)
def test_it_expires_on_a_first_within_a_year(client, named, now, expires):
    with time_machine.travel(now, tick=False):
        assert f"Expires: {expires}T00:00:00Z" in lines(client, SECURITY)


def test_the_manifest_is_the_paper_s(client, settings):
    settings.NEWSROOM_NAME, settings.NEWSROOM_SHORT_NAME = 'The "Gazette" & Söhne', "Gazette"
    settings.NEWSROOM_DISPLAY, settings.NEWSROOM_THEME_COLOUR = "standalone", "#123456"
    response = client.get(MANIFEST)
    assert response["Content-Type"] == "application/manifest+json"
    said = json.loads(response.content)
    icons = said.pop("icons")
    assert said == {
        "id": "/",
        "name": 'The "Gazette" & Söhne',
        "short_name": "Gazette",
        "lang": "en",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": "#123456",
        "background_color": "#fdfcf9",
    }
    assert {"any", "192x192", "512x512"} <= {icon["sizes"] for icon in icons}


def test_the_manifest_of_a_paper_in_arabic_is_written_from_the_right(client, settings):
    settings.LANGUAGE_CODE = "ar"
    said = json.loads(client.get(MANIFEST).content)
    assert (said["lang"], said["dir"]) == ("ar", "rtl")


def test_every_icon_is_there_in_the_size_that_is_said():
    for icon in site_files.icons():
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert path, icon
        if icon["sizes"] != "any":
            with Pillow.open(path) as picture:
                assert f"{picture.width}x{picture.height}" == icon["sizes"]
                assert f"image/{picture.format.lower()}" == icon["type"]


@pytest.mark.parametrize(
    ("path", "form"), [("/favicon.ico", "ICO"), ("/apple-touch-icon.png", "PNG")]
)
def test_an_icon_that_is_asked_for_by_habit_is_found(client, path, form):
    response = client.get(path)
    assert response.status_code == 302
    found = finders.find(response["Location"].removeprefix("/static/"))
    with open(found, "rb") as file, Pillow.open(io.BytesIO(file.read())) as picture:
        assert picture.format == form


def test_pages_name_the_manifest_and_the_icon_of_a_phone(client, db):
    page = client.get("/").content.decode()
    assert re.search(r'<link rel="manifest" href="/manifest\.webmanifest">', page)
    assert re.search(r'<link rel="apple-touch-icon" href="/static/articles/icon-180\.png">', page)


@pytest.mark.parametrize("path", [ROBOTS, SECURITY, MANIFEST, "/favicon.ico"])
def test_these_files_set_no_cookie_and_ask_no_database(client, named, path):
    response = client.get(path)
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=3600"
    assert client.post(path).status_code == 405
