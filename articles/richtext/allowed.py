"""What a body may hold: elements, their attributes, and what each value may be."""

import re


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "hreflang", "data-story"},
    "abbr": {"title"},
    "aside": {"data-kind"},
    "blockquote": {"cite"},
    "figure": {
        "data-kind",
        "data-image",
        "data-align",
        "data-alt",
        "data-decoration",
        "data-embed",
        "data-story",
        "data-document",
    },
    "ol": {"start", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"scope", "colspan", "rowspan"},
    "time": {"datetime"},
}
INLINE = names("a abbr b cite code del em i ins kbd mark q s small span strong sub sup time u")
VOID = names("br hr")
CELLS = names("td th")
BLOCKS = names("p h2 h3 h4 ul ol li dl dt dd blockquote pre figure figcaption aside")
TABLES = names("table caption thead tbody tfoot tr")
ELEMENTS = INLINE | VOID | CELLS | BLOCKS | TABLES
LINK_SCHEMES = names("http https mailto tel")
# What stands between these tags is no text for readers, so it goes with them.
DROPPED_WITH_CONTENT = names("script style title iframe noscript noembed noframes")
# Honest elements of other systems, under the nearest name that is kept.
_LIKE_PARAGRAPHS = names(
    "div section article header footer main nav center address details summary "
    "fieldset legend form dialog hgroup search"
)
RENAMED = dict.fromkeys(_LIKE_PARAGRAPHS, "p") | {
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "dir": "ul",
    "menu": "ul",
    "strike": "s",
    "tt": "code",
    "samp": "code",
    "var": "i",
    "dfn": "i",
    "acronym": "abbr",
}

_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ATTRIBUTE_VALUES = {
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "title": re.compile(r".{1,500}", re.DOTALL),
    "hreflang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}"),
    "start": re.compile(r"-?[0-9]{1,5}"),
    "reversed": re.compile(r""),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    # A browser lays out as many cells as it is told to; a table in a story needs fewer than 100.
    "colspan": re.compile(r"[1-9][0-9]?"),
    "rowspan": re.compile(r"[1-9][0-9]?"),
    "datetime": re.compile(r"[0-9A-Za-z:+.\- ]{1,40}"),
    "rel": re.compile(r"noopener"),
    # The uid of a story of ours; composing.linked gives readers its address (decision 0006).
    "data-story": _UID,
    # A picture of the library and a document of ours, by their uids.
    "data-image": _UID,
    "data-document": _UID,
    # Where a figure stands: across the text unless it says so.
    "data-align": re.compile(r"wide|start|end"),
    # For this use: what to say in place of the picture, or that it says nothing by itself.
    "data-alt": re.compile(r".{1,500}", re.DOTALL),
    "data-decoration": re.compile(r"true"),
    # What stands elsewhere; composing knows which addresses it shows (embeds).
    "data-embed": re.compile(r"https://[^\s\"<>]{1,500}"),
    # An aside that says nothing of its kind is a box beside the text, as a fact box is.
    "data-kind": re.compile(r"pull-quote|fact-box|transcript|gallery"),
}
_KEYWORDS = names("dir scope data-story data-image data-document data-kind data-align")
_LINK = re.compile(r"https?://[^\s/\\?#]|mailto:\S|tel:[+0-9(]|/(?![/\\])|#", re.IGNORECASE)


def judged_attribute(element: str, attribute: str, value: str) -> str | None:
    """The value as it may stand, or None to drop the attribute; called by nh3 for each one."""
    if attribute in ("href", "cite"):
        return _judged_link(value)
    if attribute in _KEYWORDS:
        value = value.strip().lower()
    if attribute == "data-kind" and (value == "gallery") != (element == "figure"):
        return None
    return value if _ATTRIBUTE_VALUES[attribute].fullmatch(value) else None


def _judged_link(value: str) -> str | None:
    # Browsers ignore these characters in addresses, so they are gone before anything is compared.
    value = re.sub(r"[\t\n\r]", "", value).strip("".join(map(chr, range(0x21))))
    if value.startswith("//"):
        value = f"https:{value}"
    return value if _LINK.match(value) else None
