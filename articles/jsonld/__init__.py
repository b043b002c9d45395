"""Structured data (schema.org) of a page, from the same values as its visible text.

The rooms, each knowing only those before it: script (how it is written, and the way to a page),
paper, people, story. Others import from here.
"""

from articles.jsonld.paper import organization, standing_page, website
from articles.jsonld.people import profile_page
from articles.jsonld.script import breadcrumbs, text
from articles.jsonld.story import news_article

__all__ = [
    "breadcrumbs",
    "news_article",
    "organization",
    "profile_page",
    "standing_page",
    "text",
    "website",
]
