"""Embeds: which address of which provider is shown in a frame, and in which.

Nothing of an address that somebody typed is handed on as it came: a host has to be one of these to
the letter, and the address of a frame is put together from the parts that were recognised. Frames
are those that a provider documents and that need no script of theirs on our pages; X and Instagram
have none, so they are a picture and a link. docs/body.md has the table.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, parse_qs, quote, urlencode, urlsplit

# As long as a body may hold one.
MAX_LENGTH = 508
_SCHEME = "https"


@dataclass(frozen=True)
class Embed:
    """`address` is where a reader's link leads, `frame` what is loaded when they ask for it, ""
    where it is shown nowhere but there. `source` is what a policy has to let through for the frame.
    `shape` is wide, tall, square or low; `kind` video, post, audio or map.
    """

    provider: str
    kind: str
    address: str
    frame: str = ""
    source: str = ""
    shape: str = "wide"

    @property
    def host(self) -> str:
        """Whose page the frame loads."""
        return urlsplit(self.frame).hostname or ""


def of(address: str) -> Embed | None:
    """What an address becomes; None where no provider here knows it."""
    parts = _split(address)
    if parts is None:
        return None
    for hosts, read in _PROVIDERS:
        if parts.hostname in hosts:
            return read(parts)
    return None


def address_of(address: str) -> str:
    """An address of a host that can be, for a plain link; "" for all that is none."""
    parts = _split(address)
    return address if parts and "." in parts.hostname else ""


def sources(embeds: Iterable[Embed]) -> list[str]:
    """What a policy has to let through for the frames of these."""
    return sorted({embed.source for embed in embeds} - {""})


# What composing writes around an embed that has a frame, for the script to find.
_PRINTED = re.compile(r'<news-embed [^>]*?data-address="([^"]*+)"')


def printed_in(html: str) -> list[Embed]:
    """The embeds with a frame that a composed text holds."""
    # An address that was recognised has one sign only that HTML escapes.
    found = (of(address.replace("&amp;", "&")) for address in _PRINTED.findall(html))
    return [embed for embed in found if embed]


def _split(address: str) -> SplitResult | None:
    """The parts of an address that may be looked at: https, a plain ASCII host, nothing beside."""
    if len(address) > MAX_LENGTH or not address.isascii() or re.search(r"[\s\\\"<>]", address):
        return None
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme == _SCHEME and parts.port is None and "@" not in parts.netloc
        return parts if is_plain and parts.hostname and ":" not in parts.netloc else None
    except ValueError:
        return None


def _first(parts: SplitResult, name: str) -> str:
    return parse_qs(parts.query).get(name, [""])[0]


# YouTube -----------------------------------------------------------------------------------------

_YOUTUBE_ID = r"([\w-]{11})"
_YOUTUBE_PATH = re.compile(rf"/(shorts|live|embed|v)/{_YOUTUBE_ID}/?", re.ASCII)
_SECONDS = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?", re.ASCII)


def _youtube(parts: SplitResult) -> Embed:
    embed = Embed("YouTube", "video", parts.geturl())
    key, kind = _youtube_key(parts)
    if not key:
        return embed
    start = _youtube_start(parts)
    query = urlencode({"autoplay": 1} | ({"start": start} if start else {}))
    watched = urlencode({"v": key} | ({"t": f"{start}s"} if start else {}))
    is_short = kind == "shorts"
    way = f"shorts/{key}" if is_short else f"watch?{watched}"
    return replace(
        embed,
        address=f"https://www.youtube.com/{way}",
        frame=f"https://www.youtube-nocookie.com/embed/{key}?{query}",
        source="https://www.youtube-nocookie.com",
        shape="tall" if is_short else "wide",
    )


def _youtube_key(parts: SplitResult) -> tuple[str, str]:
    if parts.hostname == "youtu.be":
        found = re.fullmatch(rf"/{_YOUTUBE_ID}/?", parts.path, re.ASCII)
        return (found[1], "") if found else ("", "")
    if parts.path == "/watch":
        found = re.fullmatch(_YOUTUBE_ID, _first(parts, "v"), re.ASCII)
        return (found[1], "") if found else ("", "")
    found = _YOUTUBE_PATH.fullmatch(parts.path)
    return (found[2], found[1]) if found else ("", "")


def _youtube_start(parts: SplitResult) -> int:
    found = _SECONDS.fullmatch(_first(parts, "t") or _first(parts, "start"))
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return 3600 * hours + 60 * minutes + seconds


# What is posted ----------------------------------------------------------------------------------


def _x(parts: SplitResult) -> Embed:
    found = re.fullmatch(r"/(\w{1,20})/status/(\d{1,25})(?:/.*)?", parts.path, re.ASCII)
    address = f"https://x.com/{found[1]}/status/{found[2]}" if found else parts.geturl()
    return Embed("X", "post", address)


def _instagram(parts: SplitResult) -> Embed:
    return Embed("Instagram", "post", parts._replace(query="").geturl())


def _tiktok(parts: SplitResult) -> Embed:
    found = re.fullmatch(r"/(?:@[\w.-]{1,40}/video|player/v1)/(\d{5,25})/?", parts.path, re.ASCII)
    if not found:
        return Embed("TikTok", "video", parts.geturl())
    player = f"https://www.tiktok.com/player/v1/{found[1]}?autoplay=1"
    return Embed(
        "TikTok",
        "video",
        parts._replace(query="", fragment="").geturl(),
        player,
        "https://www.tiktok.com",
        "tall",
    )


_FACEBOOK_VIDEO = re.compile(r"/(?:[\w.-]{1,80}/videos/(?:[\w.-]{1,200}/)?\d+|watch|reel/\d+)/?")
_FACEBOOK_POST = re.compile(
    r"/(?:[\w.-]{1,80}/(?:posts|photos)/[\w./-]{1,200}|permalink\.php|photo(?:\.php)?|story\.php)/?"
)


def _facebook(parts: SplitResult) -> Embed:
    """Their plugins are told the public address of a post and are documented as frames."""
    address = parts._replace(fragment="").geturl()
    for plugin, path in (("video", _FACEBOOK_VIDEO), ("post", _FACEBOOK_POST)):
        if path.fullmatch(parts.path):
            shown = f"https://www.facebook.com{parts.path}" + f"?{parts.query}" * bool(parts.query)
            return Embed(
                "Facebook",
                plugin,
                address,
                f"https://www.facebook.com/plugins/{plugin}.php?href={quote(shown, safe='')}",
                "https://www.facebook.com",
                "wide" if plugin == "video" else "tall",
            )
    return Embed("Facebook", "post", address)


def _spotify(parts: SplitResult) -> Embed:
    path = re.fullmatch(
        r"(?:/intl-[a-z]{2})?(?:/embed)?/(track|album|playlist|episode|show|artist)/(\w{22})/?",
        parts.path,
        re.ASCII,
    )
    if not path:
        return Embed("Spotify", "audio", parts.geturl())
    return Embed(
        "Spotify",
        "audio",
        f"https://open.spotify.com/{path[1]}/{path[2]}",
        f"https://open.spotify.com/embed/{path[1]}/{path[2]}",
        "https://open.spotify.com",
        "low",
    )


# Maps --------------------------------------------------------------------------------------------

_PLACE = re.compile(r"!2d(-?\d{1,3}\.?\d*)!3d(-?\d{1,2}\.?\d*)", re.ASCII)


def _google(parts: SplitResult) -> Embed | None:
    """A map has a frame where its address is the one under "Embed a map", which needs no key."""
    if parts.hostname != "maps.app.goo.gl" and not re.match(r"/maps(?:/|\Z)", parts.path):
        return None
    embed = Embed("Google Maps", "map", parts.geturl())
    drawn = _first(parts, "pb")
    if parts.path != "/maps/embed" or not re.fullmatch(r"[\w!%.:+~*'(),-]+", drawn, re.ASCII):
        return embed
    place = _PLACE.search(drawn)
    query = urlencode({"api": 1, "query": f"{place[2]},{place[1]}"}) if place else ""
    return replace(
        embed,
        address=f"https://www.google.com/maps/search/?{query}" if place else embed.address,
        frame=f"https://www.google.com/maps/embed?{urlencode({'pb': drawn})}",
        source="https://www.google.com/maps/",
    )


_MAP_VIEW = re.compile(r"map=(\d{1,2})/(-?\d{1,2}(?:\.\d+)?)/(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d+)?", re.ASCII)
# The map of our width at zoom 0 is so many degrees wide; it halves with each step.
_DEGREES_WIDE = 900
_DEFAULT_ZOOM = 15


def _open_street_map(parts: SplitResult) -> Embed:
    embed = Embed("OpenStreetMap", "map", parts.geturl())
    view = _MAP_VIEW.search(parts.fragment)
    marked = [_first(parts, name) for name in ("mlat", "mlon")]
    is_marked = all(map(_DEGREES.fullmatch, marked))
    if not view and not is_marked:
        return embed
    zoom = min(int(view[1]), 19) if view else _DEFAULT_ZOOM
    latitude, longitude = (float(value) for value in ((view[2], view[3]) if view else marked))
    wide = _DEGREES_WIDE / 2**zoom
    # Nothing leans over the edge of the world.
    edges = (
        max(longitude - wide / 2, -180),
        max(latitude - wide / 4, -85),
        min(longitude + wide / 2, 180),
        min(latitude + wide / 4, 85),
    )
    query = {"bbox": ",".join(f"{edge:.5f}" for edge in edges), "layer": "mapnik"}
    if is_marked:
        query["marker"] = ",".join(marked)
    return replace(
        embed,
        frame=f"https://www.openstreetmap.org/export/embed.html?{urlencode(query)}",
        source="https://www.openstreetmap.org",
    )


def _hosts(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PROVIDERS: list[tuple[frozenset[str], Callable[[SplitResult], Embed | None]]] = [
    (
        _hosts(
            "youtube.com www.youtube.com m.youtube.com music.youtube.com youtu.be "
            "youtube-nocookie.com www.youtube-nocookie.com"
        ),
        _youtube,
    ),
    (_hosts("x.com www.x.com mobile.x.com twitter.com www.twitter.com mobile.twitter.com"), _x),
    (_hosts("instagram.com www.instagram.com"), _instagram),
    (_hosts("tiktok.com www.tiktok.com m.tiktok.com vm.tiktok.com"), _tiktok),
    (_hosts("facebook.com www.facebook.com m.facebook.com fb.watch"), _facebook),
    (_hosts("open.spotify.com"), _spotify),
    (_hosts("google.com www.google.com maps.google.com maps.app.goo.gl"), _google),
    (_hosts("openstreetmap.org www.openstreetmap.org"), _open_street_map),
]
