"""Every public URL pattern and where a given story would stand on it.

A pattern without a row here fails tests/test_surfaces.py. A row's `address` takes a Place and says
the address at which that story appears while it is live.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from articles.feeds import TYPES
from articles.models import Author, PublishedVersion, Topic

# The edition at "/" and one of the others.
HOME, OTHER = "en", "az"
NEVER = "never-was"
# The slug of a standing page, which shares its pattern with sections.
STANDING = "about-this-paper"


@dataclass(frozen=True)
class Place:
    """Where one story stands, or would."""

    path: str
    day: date
    section: str
    topic: str
    author: str
    rendition: str = f"{'0' * 32}.jpeg"
    document: str = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Surface:
    """`name` is the pattern's, with its namespace; `shows_stories` whether a story may be on it,
    `sign` what shows it there where that is not its headline.
    """

    name: str
    language: str
    address: Callable[[Place], str]
    shows_stories: bool = True
    # What stands there, where several things share a pattern.
    of: str = ""
    sign: Callable[[Place], str] | None = None

    def shown_by(self, headline: str, place: Place) -> str:
        """What stands on the page when the story does."""
        return self.sign(place) if self.sign else headline


def _archive(prefix: str, form: str) -> Callable[[Place], str]:
    return lambda place: f"{prefix}/{place.day.strftime(form)}/"


def _of_an_edition(namespace: str, language: str) -> list[Surface]:
    prefix = f"/{language}" if namespace else ""
    addresses = {
        "front": lambda place: f"{prefix}/",
        "year": _archive(prefix, "%Y"),
        "month": _archive(prefix, "%Y/%m"),
        "day": _archive(prefix, "%Y/%m/%d"),
        "corrections": lambda place: f"{prefix}/corrections/",
        "topic": lambda place: f"{prefix}/topics/{place.topic}/",
        "author": lambda place: f"{prefix}/authors/{place.author}/",
        "section": lambda place: f"{prefix}/{place.section}/",
    }
    lists = [
        Surface(f"{namespace}{name}", language, address) for name, address in addresses.items()
    ]
    feeds = [
        Surface(f"{namespace}{name}-feed", language, _followed(addresses[name], form), of=form)
        for name in ("front", "section", "topic", "author", "corrections")
        for form in TYPES
    ]
    page = Surface(
        f"{namespace}section",
        language,
        lambda place: f"{prefix}/{STANDING}/",
        shows_stories=False,
        of="page",
    )
    indexes = {
        "archive": addresses["month"],
        "topics": addresses["topic"],
        "authors": addresses["author"],
    }
    return [
        *lists,
        page,
        *feeds,
        *(_index(namespace, *index, language) for index in indexes.items()),
    ]


def _index(namespace: str, name: str, sign: Callable[[Place], str], language: str) -> Surface:
    """A page that leads to the story's place, and does not name the story."""
    prefix = f"/{language}" if namespace else ""
    return Surface(
        f"{namespace}{name}",
        language,
        lambda place: f"{prefix}/{name}/",
        sign=lambda place: f'"{sign(place)}"',
    )


def _followed(address: Callable[[Place], str], form: str) -> Callable[[Place], str]:
    return lambda place: f"{address(place)}feed.{form}"


SURFACES = [
    Surface("robots", HOME, lambda place: "/robots.txt", shows_stories=False),
    Surface("security", HOME, lambda place: "/.well-known/security.txt", shows_stories=False),
    Surface("manifest", HOME, lambda place: "/manifest.webmanifest", shows_stories=False),
    Surface("favicon", HOME, lambda place: "/favicon.ico", shows_stories=False),
    Surface("touch_icon", HOME, lambda place: "/apple-touch-icon.png", shows_stories=False),
    # What these tell of is addresses; tests/sitemaps holds them to the second.
    Surface("sitemap", HOME, lambda place: "/sitemap.xml", shows_stories=False),
    Surface(
        "month_sitemap",
        HOME,
        lambda place: f"/sitemaps/{place.day:%Y/%m}.xml",
        shows_stories=False,
    ),
    Surface("places_sitemap", HOME, lambda place: "/sitemaps/places.xml", shows_stories=False),
    Surface("news_sitemap", HOME, lambda place: "/news-sitemap.xml"),
    Surface("news_sitemap", OTHER, lambda place: "/news-sitemap.xml"),
    Surface("healthz", HOME, lambda place: "/healthz", shows_stories=False),
    Surface(
        "rendition", HOME, lambda place: f"/media/renditions/{place.rendition}", shows_stories=False
    ),
    # Whether it is there, its own tests hold to the second (tests/documents).
    Surface(
        "document",
        HOME,
        lambda place: f"/documents/{place.document}/paper.pdf",
        shows_stories=False,
    ),
    Surface("article", HOME, lambda place: place.path),
    Surface("article", OTHER, lambda place: place.path),
    Surface("lite", HOME, lambda place: f"{place.path}lite/"),
    Surface("lite", OTHER, lambda place: f"{place.path}lite/"),
    *(
        Surface("everything-feed", language, lambda place, form=form: f"/all/feed.{form}", of=form)
        for language in (HOME, OTHER)
        for form in TYPES
    ),
    *_of_an_edition("", HOME),
    *_of_an_edition("edition:", OTHER),
]


def place_of(version: PublishedVersion) -> Place:
    """Where a version stands: its own section, its first topic and its first author."""
    content = version.revision.content
    return Place(
        path=version.get_absolute_url(),
        day=version.dated_at.astimezone(settings.ZONE).date(),
        section=version.section.slug,
        topic=Topic.objects.get(pk=content["topics"][0]).slug,
        author=Author.objects.get(pk=content["bylines"][0]["author"]).slug,
    )


def never_was(place: Place) -> Place:
    """A place of the same day at which nothing ever stood."""
    return Place(
        path=f"/{place.day:%Y/%m/%d}/{NEVER}/",
        day=date(1931, 4, 5),
        section=NEVER,
        topic=NEVER,
        author=NEVER,
        rendition="f" * 32 + ".jpeg",
        document="ffffffff-ffff-4fff-8fff-ffffffffffff",
    )


def public_patterns() -> set[str]:
    """The names of all URL patterns but the admin's; one without a name is called by its route."""
    return set(_walk(get_resolver().url_patterns, ""))


def _walk(patterns, namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) == "admin/":
                continue
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}"
