"""What a story's versions are, in order of time."""

from articles.models import PublishedVersion


def spans(article) -> list[tuple]:
    """(headline, from, until) of every version of a story, in order of time."""
    versions = PublishedVersion.objects.of(article).order_by("live_from")
    return [(version.headline, version.live_from, version.live_until) for version in versions]


def live_at(article, moment) -> str | None:
    """The headline that readers see at a moment."""
    found = PublishedVersion.objects.of(article).live(moment)
    return found.get().headline if found.exists() else None
