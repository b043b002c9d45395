"""Asks the paper what anybody outside may ask, and keeps every byte of the answers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from tests.surfaces import NEVER, OTHER, SURFACES, Place, Surface

# An edition in which nothing but hidden stories is written.
UNREAD = "tr"
# Lists that every edition has; no hidden thing has an address among them.
_OF_ALL = ("front", "archive", "corrections", "topics", "authors")
_OF_TIME = ("year", "month", "day", "month_sitemap")
_MORE = re.compile(r"[^\"'<>\s]*\?(?:before|after)=[^\"'<>\s]+|/(?:news-)?sitemap[^<\"\s]*\.xml")
# Made anew for each answer.
_TOKEN = re.compile(rb'csrfmiddlewaretoken" value="\w+"|csrftoken=\w+|expires=[^;]+')


@dataclass(frozen=True)
class Asked:
    """One request, and what is said with it besides."""

    path: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return " ".join([self.method, self.path, *(name for name, _value in self.headers)])


@dataclass(frozen=True)
class Told:
    """An answer: its status, its headers with the cookies, and its body."""

    status: int
    headers: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        return b"%d\r\n%b\r\n\r\n%b" % (self.status, self.headers, self.body)

    def header(self, name: str) -> str:
        found = re.search(rb"^%b: (.*?)\r?$" % name.encode(), self.headers, re.M | re.I)
        return found[1].decode() if found else ""


class Reader:
    """Somebody outside, by Django's own handler: the test client notes every template."""

    def __init__(self):
        self.handler = WSGIHandler()
        self.handler.load_middleware()

    def ask_all(self, asked: Iterable[Asked]) -> dict[Asked, Told]:
        return {each: self.ask(each) for each in dict.fromkeys(asked)}

    def ask(self, asked: Asked) -> Told:
        extra = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in asked.headers}
        request = RequestFactory().generic(asked.method, asked.path, **extra)
        answer = self.handler.get_response(request)
        body = b"".join(answer) if answer.streaming else answer.content
        headers = answer.serialize_headers() + answer.cookies.output().encode()
        return Told(answer.status_code, _TOKEN.sub(b"", headers), _TOKEN.sub(b"", body))

    def follow(self, found: dict[Asked, Told]) -> dict[Asked, Told]:
        """These answers, and those of all pages behind the first ones of their lists."""
        new = found
        while new:
            more = {Asked(path) for asked, told in new.items() for path in _more(asked, told)}
            new = self.ask_all(more - found.keys())
            found = found | new
        return found


def _more(asked: Asked, told: Told) -> Iterator[str]:
    for link in _MORE.findall(told.body.decode(errors="replace")):
        path = link.removeprefix(settings.SITE_URL)
        yield path if path.startswith("/") else asked.path.partition("?")[0] + path


def public(places: dict[str, Place], stories: Iterable[str]) -> list[Asked]:
    """Every surface, at the place of a public story of its edition; every story with its twin."""
    paths = [surface.address(places[surface.language]) for surface in SURFACES]
    paths += [f"{path}{twin}" for path in stories for twin in ("", "lite/")]
    return [Asked(path) for path in paths]


def unread(place: Place) -> list[Asked]:
    """The edition of hidden stories alone, at all of its addresses."""
    rows = [each for each in SURFACES if each.language == OTHER and "edition:" in each.name]
    paths = (each.address(place).removeprefix(f"/{OTHER}") for each in rows)
    return [Asked(f"/{UNREAD}{path}") for path in paths]


def hidden(place: Place, language: str, number: int) -> list[Asked]:
    """Where a hidden story would stand, and what would lead to it; of the feeds, which are many,
    the next one each time.
    """
    rows = [each for each in SURFACES if each.language == language and _has_own_address(each)]
    feeds = [each for each in rows if each.of]
    rows = [each for each in rows if not each.of] + [feeds[number % len(feeds)]]
    return [Asked(each.address(place)) for each in rows]


def _has_own_address(surface: Surface) -> bool:
    name = surface.name.removeprefix("edition:").removesuffix("-feed")
    return surface.shows_stories and name not in (*_OF_ALL, *_OF_TIME, "everything", "news_sitemap")


def of_time(place: Place) -> list[Asked]:
    """Archives and sitemaps of the story's days, in every edition."""
    rows = [each for each in SURFACES if each.name.removeprefix("edition:") in _OF_TIME]
    return [Asked(each.address(place)) for each in rows]


def again(found: dict[Asked, Told]) -> list[Asked]:
    """The same for its headers alone, and by somebody who has kept the answer."""
    asked = [replace(each, method="HEAD") for each in found]
    for each, told in found.items():
        for name, given in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
            if value := told.header(given):
                asked.append(replace(each, headers=((name, value),)))
    return asked


def refused(place: Place) -> list[Asked]:
    """What is asked in a wrong way, or of what is not there."""
    made_up = (f"/{NEVER}/", f"/{OTHER}/{NEVER}/", "/static/zq.css", "/media/zq.jpg", "/zqdraft")
    cursors = ("x", "1-0000000000000000")
    paths = ["/", f"/{OTHER}/", place.path, f"/topics/{place.topic}/", f"/{place.section}/"]
    return [
        *(Asked(path) for path in made_up),
        *(Asked(f"{path}?before={cursor}") for path in paths[:2] for cursor in cursors),
        *(Asked(path, "POST") for path in paths),
        *(Asked(path, headers=(("Host", "evil.example"),)) for path in paths),
        *(Asked(path.rstrip("/") or "/index.html") for path in paths),
    ]


def without_length(told: Told) -> bytes:
    """Its headers; a page's length is said where its body is not sent."""
    return re.sub(rb"content-length: \d+(\r\n)?", b"", told.headers.lower()).rstrip()
