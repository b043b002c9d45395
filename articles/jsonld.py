"""Structured data (schema.org) of a page, from the same values as its visible text."""

import json

from django.conf import settings

from articles import newsroom_time
from articles.models.address import absolute_url

_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def text(data: dict) -> str:
    """JSON that can stand in a script element: nothing in it ends the element or a comment."""
    return json.dumps(data, ensure_ascii=False).translate(_ESCAPES)


def news_article(page) -> dict:
    """NewsArticle as Google's guide asks for it (every author an object of its own)."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.headline,
        "inLanguage": page.language,
        "mainEntityOfPage": page.url,
        "author": [
            {"@type": "Person", "name": byline.name, "url": absolute_url(byline.path)}
            for byline in page.bylines
        ]
        or [{"@type": "Organization", "name": page.source or settings.NEWSROOM_NAME}],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": settings.NEWSROOM_NAME,
            "url": absolute_url("/"),
        },
    }
    if page.dated_at:
        data["datePublished"] = newsroom_time.iso(page.dated_at)
        data["dateModified"] = newsroom_time.iso(page.updated_at or page.dated_at)
    if page.description:
        data["description"] = page.description
    if page.section:
        data["articleSection"] = page.section.name
    if page.dateline:
        data["dateline"] = page.dateline
    if page.picture:
        data["image"] = [absolute_url(page.picture.src)]
    return data


def breadcrumbs(crumbs) -> dict:
    """BreadcrumbList of the links that lead to a page, the front first."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": link.name,
                "item": absolute_url(link.path),
            }
            for place, link in enumerate(crumbs, start=1)
        ],
    }
