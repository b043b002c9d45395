"""JSON as it may stand in a page, and the way to a page."""

import json
from collections.abc import Iterable

from articles.models.address import absolute_url

CONTEXT = {"@context": "https://schema.org"}
_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
    # Controls that JSON allows and HTML does not.
    **{code: f"\\u{code:04X}" for code in range(0x7F, 0xA0)},
}


def text(data: dict) -> str:
    """JSON that can stand in a script element: nothing in it ends the element or a comment.

    What no page can carry (half a character, as broken encoders leave it) becomes a question mark.
    """
    written = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return written.encode("utf-8", "replace").decode("utf-8")


def filled(data: dict) -> dict:
    """The data without what is empty."""
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}


def breadcrumbs(crumbs: Iterable) -> dict:
    """BreadcrumbList of the links that lead to a page, the front first."""
    return CONTEXT | {
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
