"""Links by which readers pass a story on or report an error: whatever its headline holds."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOSTILE = (
    "Fish & chips? 100 % #1 + more",
    '"><script>alert(1)</script>',
    "&subject=x&bcc=everybody@a.example&body=y",
    "line\nbreak\r\nBcc: everybody@a.example",
    "Şəki, Паром, عبّارة, 🛳",
    "%0d%0aBcc:x {url} {0} %s",
    "javascript:alert(1)//https://evil.example/?a=b",
)


def links(client, version) -> dict[str, str]:
    """What each link of the share list is called and leads to."""
    page = client.get(version.get_absolute_url()).content.decode()
    part = re.search(r'<nav class="share".*?</nav>', page, re.S)
    found = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', part[0]) if part else []
    return {name: html.unescape(href) for href, name in found}


def report(client, version) -> str:
    page = client.get(version.get_absolute_url()).content.decode()
    found = re.search(r'<a href="(mailto:[^"]*)">Report an error', page)
    return html.unescape(found[1]) if found else ""


def test_a_story_is_passed_on_by_plain_links(client):
    found = links(client, make_live(headline="Ferry"))
    assert list(found) == ["E-mail", "WhatsApp", "Telegram", "X", "Facebook", "LinkedIn"]
    address = "http%3A%2F%2Ftestserver%2F2025%2F03%2F10%2Fferry%2F"
    assert found["E-mail"] == f"mailto:?subject=Ferry&body={address}"
    assert found["WhatsApp"] == f"https://wa.me/?text=Ferry%20{address}"
    assert found["X"] == f"https://x.com/intent/post?text=Ferry&url={address}"


def test_a_link_tells_nobody_and_opens_no_window(client):
    page = client.get(make_live().path).content.decode()
    part = re.search(r'<nav class="share".*?</nav>', page, re.S)[0]
    assert part.count('rel="nofollow noopener"') == part.count("<a ")
    assert not re.search("target=|<img|<script|<iframe", part)


@pytest.mark.parametrize("headline", HOSTILE)
def test_a_headline_stays_the_value_that_it_is(client, headline):
    version = make_live(headline=headline, slug="x")
    url = f"http://testserver{version.path}"
    said = " ".join(headline.split())
    for name, href in links(client, version).items():
        assert href.isascii()
        assert not re.search(r"\s|[<>\"]", href), name
        values = parse_qs(urlsplit(href).query, strict_parsing=True, keep_blank_values=True)
        assert {value for many in values.values() for value in many} <= {
            said,
            url,
            f"{said} {url}",
        }
        assert set(values) <= {"subject", "body", "text", "url", "u"}, name


def test_the_settings_say_to_where(client, settings):
    version = make_live()
    settings.SHARE_LINKS = ["telegram", "email"]
    assert list(links(client, version)) == ["Telegram", "E-mail"]
    settings.SHARE_LINKS = []
    assert 'class="share"' not in client.get(version.path).content.decode()


def test_an_error_is_reported_to_the_papers_mailbox(client, settings):
    version = make_live(headline="Nine & ten boats")
    assert report(client, version) == ""
    settings.CORRECTIONS_EMAIL = "errors+web@gazette.example"
    href = report(client, version)
    assert href.startswith("mailto:errors%2Bweb@gazette.example?")
    assert parse_qs(urlsplit(href).query) == {
        "subject": ["Error in “Nine & ten boats”"],
        "body": [f"http://testserver{version.path}"],
    }


@pytest.mark.parametrize("headline", HOSTILE)
def test_a_report_has_one_subject_and_one_body(client, settings, headline):
    settings.CORRECTIONS_EMAIL = "errors@gazette.example"
    values = parse_qs(urlsplit(report(client, make_live(headline=headline, slug="x"))).query)
    assert {name: len(many) for name, many in values.items()} == {"subject": 1, "body": 1}
    assert not re.search(r"[\r\n]", values["subject"][0])
