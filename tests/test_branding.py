"""A paper's own name, line, logo, colours and faces, by settings and one style sheet."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from articles import branding
from newsroom.settings import env_brand_file, env_folder
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def sheets(client, path: str = "/") -> list[str]:
    text = client.get(path).content.decode()
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)


def test_the_brands_tokens_stand_right_behind_ours(client, settings, plain_files):
    settings.NEWSROOM_TOKENS = "brand/ours.css"
    version = factories.make_live()
    for path in ("/", version.path):
        assert sheets(client, path)[:2] == [
            "/static/articles/css/tokens.css",
            "/static/brand/ours.css",
        ]


def test_without_a_brand_nothing_of_one_is_asked_for(client):
    assert "brand/" not in client.get("/").content.decode()


def test_a_logo_stands_for_the_name_and_says_it(client, settings, plain_files):
    settings.NEWSROOM_LOGO = "brand/logo.svg"
    settings.NEWSROOM_NAME = "Harbour & Sons"
    text = client.get("/").content.decode()
    assert '<img src="/static/brand/logo.svg" alt="Harbour &amp; Sons">' in text


def test_the_tagline_and_the_colours_are_on_the_front(client, settings):
    settings.NEWSROOM_TAGLINE = "News of <the> bay"
    settings.NEWSROOM_PAPER_COLOUR_DARK = "#012345"
    text = client.get("/").content.decode()
    assert '<p class="tagline">News of &lt;the&gt; bay</p>' in text
    assert 'content="#012345" media="(prefers-color-scheme: dark)"' in text


@pytest.mark.parametrize(
    ("language", "faces"),
    [
        ("en", ["serif-latin", "display-latin"]),
        ("az", ["serif-latin", "display-latin"]),
        ("ru", ["serif-cyrillic", "display-cyrillic"]),
        ("ar", ["naskh", "serif-latin"]),
    ],
)
def test_only_the_faces_of_the_pages_script_are_loaded_ahead(client, settings, language, faces):
    version = factories.make_live(language=language)
    text = client.get(version.path).content.decode()
    assert re.findall(r'rel="preload" href="[^"]*/fonts/([a-z-]+)', text) == faces
    settings.NEWSROOM_PRELOAD_FACES = False
    assert branding.brand(language).faces == ()


def test_a_file_that_is_not_in_the_brands_folder_is_refused(monkeypatch, tmp_path):
    (tmp_path / "ours.css").touch()
    monkeypatch.setenv("UNDER_TEST", "ours.css")
    assert env_brand_file("UNDER_TEST", folder=tmp_path) == "brand/ours.css"
    for name, folder in (("ours.css", None), ("other.css", tmp_path), ("../ours.css", tmp_path)):
        monkeypatch.setenv("UNDER_TEST", name)
        with pytest.raises(ImproperlyConfigured, match="name a file in NEWSROOM_BRAND_DIR"):
            env_brand_file("UNDER_TEST", folder=folder)


def test_a_brands_folder_has_to_be_there(monkeypatch, tmp_path):
    monkeypatch.setenv("UNDER_TEST", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="there is no such folder"):
        env_folder("UNDER_TEST")
    monkeypatch.setenv("UNDER_TEST", "")
    assert env_folder("UNDER_TEST") is None
