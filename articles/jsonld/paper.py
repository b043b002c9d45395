"""The paper itself: who publishes, by which rules, and the front of an edition."""

from collections.abc import Mapping

from django.conf import settings
from django.templatetags.static import static

from articles import newsroom_time
from articles.jsonld.script import CONTEXT, filled
from articles.models import StandingPage
from articles.models.address import absolute_url, edition_prefix

# Where each kind of standing page stands among the properties of a NewsMediaOrganization. Rules of
# ethics are its publishing principles too, of which the other policies are parts.
POLICIES = {
    "ethics": ("ethicsPolicy", "publishingPrinciples"),
    "corrections": ("correctionsPolicy",),
    "ownership": ("ownershipFundingInfo",),
    "imprint": ("masthead",),
}


def organization(policies: Mapping[str, str] | None = None) -> dict:
    """NewsMediaOrganization: the paper's name and address, its logo and its policies.

    `policies` leads from kinds of standing pages to the paths of those that exist.
    """
    addresses = {
        name: absolute_url(path)
        for kind, path in (policies or {}).items()
        for name in POLICIES.get(kind, ())
    }
    return filled(
        {
            "@type": "NewsMediaOrganization",
            "@id": f"{absolute_url('/')}#organization",
            "name": settings.NEWSROOM_NAME,
            "url": absolute_url("/"),
            "logo": {"@type": "ImageObject", "url": absolute_url(_logo())},
            **addresses,
        }
    )


def _logo() -> str:
    """The picture that stands for the paper's name, or else its icon."""
    return static(settings.NEWSROOM_LOGO or "articles/icon-512.png")


def website(language: str, policies: Mapping[str, str] | None = None) -> dict:
    """WebSite of an edition's front, published by the paper."""
    return CONTEXT | {
        "@type": "WebSite",
        "name": settings.NEWSROOM_NAME,
        "url": absolute_url(f"{edition_prefix(language)}/"),
        "inLanguage": language,
        "publisher": organization(policies),
    }


# Other kinds of standing pages have no type of their own.
_TYPES = {"about": "AboutPage", "contact": "ContactPage"}


def standing_page(page: StandingPage, policies: Mapping[str, str] | None = None) -> dict:
    """WebPage in which the paper speaks of itself, or the kind of one that schema.org knows."""
    return CONTEXT | filled(
        {
            "@type": _TYPES.get(page.kind, "WebPage"),
            "name": page.name,
            "description": page.summary,
            "url": absolute_url(page.get_absolute_url()),
            "inLanguage": page.language,
            "dateModified": newsroom_time.iso(page.updated_at),
            "publisher": organization(policies),
        }
    )
