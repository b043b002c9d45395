"""Authors: as a story names them, and on a page of their own."""

from articles.jsonld.script import CONTEXT, filled
from articles.models import Author
from articles.models.address import absolute_url


def person(byline) -> dict:
    """Person of a byline: the name alone is the name, the job stands beside it."""
    return filled(
        {
            "@type": "Person",
            "name": byline.name,
            "url": absolute_url(byline.path) if byline.path else "",
            "jobTitle": byline.job,
        }
    )


def profile_page(author: Author, language: str) -> dict:
    """ProfilePage of an author in an edition."""
    url = absolute_url(author.get_absolute_url(language))
    return CONTEXT | {
        "@type": "ProfilePage",
        "url": url,
        "inLanguage": language,
        "mainEntity": filled(
            {
                "@type": "Person",
                "name": author.name,
                "url": url,
                "identifier": str(author.uid),
                "jobTitle": author.role,
                "description": author.bio,
            }
        ),
    }
