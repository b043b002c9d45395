"""Which standing pages an edition must have, and which of them its readers do not find."""

from datetime import datetime

from django.conf import settings

from articles.models import PublishedVersion, StandingPage

_Kind = StandingPage.Kind

# What readers, the law of many countries and search engines look for on a paper of any size.
REQUIRED = (
    _Kind.ABOUT,
    _Kind.CONTACT,
    _Kind.IMPRINT,
    _Kind.PRIVACY,
    _Kind.ACCESSIBILITY,
    _Kind.CORRECTIONS,
)


def missing(now: datetime) -> dict[str, list[_Kind]]:
    """Edition → kinds that its readers look for and do not find, where a story is live.

    A page that is there and hidden or without words is not found either. Six queries at most.
    """
    shown = set(StandingPage.objects.shown().values_list("language", "kind"))
    lacking = {
        code: [kind for kind in REQUIRED if (code, kind) not in shown]
        for code, _name in settings.LANGUAGES
    }
    return {code: kinds for code, kinds in lacking.items() if kinds and _has_stories(code, now)}


def _has_stories(language: str, now: datetime) -> bool:
    """In the order of the index, which exists() would forget."""
    live = PublishedVersion.objects.live(now).in_language(language).newest_first()
    return live.values("pk").first() is not None
