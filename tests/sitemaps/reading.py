"""Reads sitemaps as a search engine does, and refuses what the schemas do not allow.

Written after sitemaps.org's sitemap.xsd and siteindex.xsd and Google's sitemap-news.xsd and
sitemap-image.xsd: which elements, in which order, how often, and what their texts look like.
"""

import re
from xml.etree import ElementTree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"

# RFC 3986 as ASCII, with scheme and host; at most what sitemap.xsd allows.
ADDRESS = re.compile(
    r"(?=.{12,2048}$)https?://[^/]+(/([A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-F]{2})*)?"
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
CODE = re.compile(r"zh-cn|zh-tw|[a-z]{2,3}")
WORDS = re.compile(r"\S.*", re.DOTALL)

# Element → [(child, whether it must be there, how its text looks, or None where it has children)].
SCHEMA = {
    f"{SITEMAP}sitemap": [
        (f"{SITEMAP}loc", True, ADDRESS),
        (f"{SITEMAP}lastmod", False, MOMENT),
    ],
    f"{SITEMAP}url": [
        (f"{SITEMAP}loc", True, ADDRESS),
        (f"{SITEMAP}lastmod", False, MOMENT),
        (f"{NEWS}news", False, None),
        (f"{IMAGE}image", False, None),
    ],
    f"{IMAGE}image": [(f"{IMAGE}loc", True, ADDRESS)],
    f"{NEWS}news": [
        (f"{NEWS}publication", True, None),
        (f"{NEWS}publication_date", True, MOMENT),
        (f"{NEWS}title", True, WORDS),
    ],
    f"{NEWS}publication": [(f"{NEWS}name", True, WORDS), (f"{NEWS}language", True, CODE)],
}


def entries(response) -> list[dict[str, str]]:
    """What an answered sitemap or index says: for each entry its texts by the element's bare name,
    the address of its picture as "picture".
    """
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    assert root.tag in (f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex")
    child = f"{SITEMAP}url" if root.tag.endswith("urlset") else f"{SITEMAP}sitemap"
    assert {element.tag for element in root} <= {child}
    return [_valid(element) for element in root]


def paths(response) -> list[str]:
    return [entry["loc"].removeprefix("http://testserver") for entry in entries(response)]


def _valid(element) -> dict[str, str]:
    said, allowed = {}, SCHEMA[element.tag]
    names = [child.tag for child in element]
    assert names == [name for name, _needed, _form in allowed if name in names], names
    assert {name for name, needed, _form in allowed if needed} <= set(names), names
    for child, (_name, _needed, form) in zip(
        element, (row for row in allowed if row[0] in names), strict=True
    ):
        if form is None:
            said |= _valid(child)
            continue
        assert form.fullmatch(child.text or ""), (child.tag, child.text)
        said["picture" if child.tag == f"{IMAGE}loc" else child.tag.split("}")[1]] = child.text
    return said
