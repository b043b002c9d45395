"""Words that no section's address may be, because another page of the paper stands there."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import get_resolver

from articles.models import Section, StandingPage


def is_anothers(place: Section | StandingPage, slug: str, language: str) -> bool:
    """Whether something else has this slug below the front of an edition: one of our own pages, or
    a page for a section, a section for a page. Both are asked for: sections stand first.
    """
    other = StandingPage if isinstance(place, Section) else Section
    return is_reserved(slug) or other.objects.filter(slug=slug, language=language).exists()


def is_reserved(slug: str) -> bool:
    """Whether a section of this slug would stand where another page stands: a year's, say."""
    return slug in reserved_words() or (len(slug) == 4 and slug.isascii() and slug.isdigit())


def reserved_words() -> frozenset[str]:
    """The first words of all addresses that the resolver knows, and the editions."""
    words = set(_first_words(get_resolver().url_patterns))
    words |= {code for code, _ in settings.LANGUAGES}
    words |= {settings.STATIC_URL.strip("/"), settings.MEDIA_URL.strip("/")}
    return frozenset(word for word in words if word and "<" not in word)


def _first_words(patterns: Iterable) -> Iterator[str]:
    """The first word of every pattern; what is included without a word of its own is walked."""
    for pattern in patterns:
        word = str(pattern.pattern).strip("^/").split("/")[0]
        if not word and hasattr(pattern, "url_patterns"):
            yield from _first_words(pattern.url_patterns)
        else:
            yield word
