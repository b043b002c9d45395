"""Addresses of providers: what each becomes, and what only looks like one."""

import pytest

from articles import embeds

KEY = "dQw4w9WgXcQ"
NO_COOKIE = f"https://www.youtube-nocookie.com/embed/{KEY}?autoplay=1"
SONG = "4uLU6hMCjMI75M1A2tKUQC"


@pytest.mark.parametrize(
    ("address", "frame", "link"),
    [
        (f"https://www.youtube.com/watch?v={KEY}&list=x", NO_COOKIE, f"watch?v={KEY}"),
        (f"https://youtu.be/{KEY}?t=1m5s", f"{NO_COOKIE}&start=65", f"watch?v={KEY}&t=65s"),
        (f"https://www.youtube-nocookie.com/embed/{KEY}", NO_COOKIE, f"watch?v={KEY}"),
        (f"https://m.youtube.com/shorts/{KEY}", NO_COOKIE, f"shorts/{KEY}"),
        (
            f"https://open.spotify.com/intl-de/track/{SONG}?si=1",
            f"https://open.spotify.com/embed/track/{SONG}",
            f"https://open.spotify.com/track/{SONG}",
        ),
        (
            "https://www.tiktok.com/@boats.of/video/7106594312292453675?lang=en",
            "https://www.tiktok.com/player/v1/7106594312292453675?autoplay=1",
            "https://www.tiktok.com/@boats.of/video/7106594312292453675",
        ),
        (
            "https://www.facebook.com/harbour/posts/123?x=&y",
            "https://www.facebook.com/plugins/post.php"
            "?href=https%3A%2F%2Fwww.facebook.com%2Fharbour%2Fposts%2F123%3Fx%3D%26y",
            "https://www.facebook.com/harbour/posts/123?x=&y",
        ),
        (
            "https://www.google.com/maps/embed?pb=!1m18!1m12!2d49.86!3d40.4",
            "https://www.google.com/maps/embed?pb=%211m18%211m12%212d49.86%213d40.4",
            "https://www.google.com/maps/search/?api=1&query=40.4%2C49.86",
        ),
        (
            "https://www.openstreetmap.org/?mlat=40.4&mlon=49.8#map=15/40.4/49.8",
            "https://www.openstreetmap.org/export/embed.html?bbox=49.78627%2C40.39313%2C"
            "49.81373%2C40.40687&layer=mapnik&marker=40.4%2C49.8",
            "https://www.openstreetmap.org/?mlat=40.4&mlon=49.8#map=15/40.4/49.8",
        ),
    ],
)
def test_an_address_becomes_a_frame_and_a_link(address, frame, link):
    embed = embeds.of(address)
    assert embed.frame == frame
    assert embed.address.endswith(link)
    assert frame.startswith(embed.source)


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("https://twitter.com/harbour/status/1234567890?s=20", "X"),
        ("https://www.instagram.com/p/Cabc_123/?igsh=1", "Instagram"),
        ("https://vm.tiktok.com/ZM8abc/", "TikTok"),
        ("https://maps.app.goo.gl/abc", "Google Maps"),
        ("https://www.google.com/maps/place/Harbour/@40.4,49.8,15z", "Google Maps"),
        ("https://www.youtube.com/watch?v=short", "YouTube"),
        ("https://www.youtube.com/@channel", "YouTube"),
        ("https://www.openstreetmap.org/way/1", "OpenStreetMap"),
    ],
)
def test_what_has_no_frame_is_a_link_of_its_provider(address, provider):
    embed = embeds.of(address)
    assert (embed.provider, embed.frame, embed.source) == (provider, "", "")


@pytest.mark.parametrize(
    "address",
    [
        f"javascript://www.youtube.com/watch?v={KEY}",
        "data:text/html,https://www.youtube.com/",
        f"http://www.youtube.com/watch?v={KEY}",
        f"//www.youtube.com/watch?v={KEY}",
        f"https://www.youtube.com.evil.example/watch?v={KEY}",
        f"https://evil.example/www.youtube.com/watch?v={KEY}",
        f"https://youtube.com@evil.example/watch?v={KEY}",
        f"https://evil.example@www.youtube.com/watch?v={KEY}",
        f"https://www.youtube.com:8443/watch?v={KEY}",
        f"https://www.youtube.com:/watch?v={KEY}",
        f"https://www.youtube.com./watch?v={KEY}",
        f"https://www.youtubе.com/watch?v={KEY}",
        f"https://xn--youtub-g4f.com/watch?v={KEY}",
        f"https://www.youtube.com\\@evil.example/watch?v={KEY}",
        f"https://www.youtube.com\n/watch?v={KEY}",
        f"https://[::1]/watch?v={KEY}",
        "https://[/",
        f"https://www.youtube.com/watch?v={KEY}&{'x' * 600}",
        "https://www.google.com/url?q=https://evil.example",
        "https://keldavar.example/watch?v=1",
        "",
    ],
)
def test_what_only_looks_like_a_provider_is_none(address):
    assert embeds.of(address) is None


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={KEY[:-1]}%22",
        f"https://www.youtube.com/embed/{KEY}/../x",
        f"https://www.youtube.com/watch?v={KEY}&t=<script>"[:60],
        "https://open.spotify.com/track/../../x",
        "https://www.google.com/maps/embed?pb=<script>"[:45],
        "https://www.openstreetmap.org/#map=99/nan/1",
    ],
)
def test_no_frame_is_made_of_odd_parts(address):
    embed = embeds.of(address)
    assert embed is None or not embed.frame


def test_a_plain_link_leads_to_a_host_that_can_be():
    assert embeds.address_of("https://keldavar.example/film") == "https://keldavar.example/film"
    for bad in ("javascript:alert(1)", "https://a@b.example/", "https://localhost/", "https://x y"):
        assert embeds.address_of(bad) == ""
