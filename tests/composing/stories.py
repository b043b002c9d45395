"""Stories with a value in everything that a page prints."""

from articles import composing
from articles.models import Article, PublishedVersion
from tests.factories import (
    make_author,
    make_corrected,
    make_image,
    make_section,
    make_topic,
    reloaded,
)


def full_fields(**fields) -> dict:
    """A story with a value in everything that a page prints."""
    return {
        "headline": "The lamp is lit",
        "kicker": "Harbour",
        "standfirst": "After two years of repairs.",
        "genre": "opinion",
        "dateline": "Port Lumen",
        "source": "Lumen Courier",
        "credit_line": "With the Harbour Post",
        "copyright_line": "© Lumen Courier",
        "seo_headline": "Lamp lit at Port Lumen",
        "seo_description": "The lighthouse shines.",
        "social_headline": "It shines!",
        "social_description": "See it shine.",
        "body": '<p>One <a href="https://lumen.example/">two</a>.</p><h2>Three</h2>',
        "section": make_section("Town"),
        "topics": [make_topic("Lighthouses"), make_topic("Ferries")],
        "bylines": [(make_author("Ada Quill"), "words"), (make_author("Bo Marrak"), "pictures")],
        "lead_image": make_image(alt="A tower.", caption="The tower.", credit="B. Marrak"),
        "noindex": True,
        **fields,
    }


def corrected() -> PublishedVersion:
    return make_corrected(new_body="<p>One, two.</p>", note="It was two.", **full_fields())


def composed_now(article: Article) -> composing.Page:
    article = reloaded(article)
    return composing.compose(article.head.content, article=article)
