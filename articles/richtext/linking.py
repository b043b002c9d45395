"""Links to stories of ours, which a body keeps by the story's uid: who is linked, and to where."""

import re
from collections.abc import Mapping
from html import escape, unescape

from django.utils.safestring import SafeString, mark_safe

# Only for text that clean has returned: every tag has its end, < > " are escaped in values.
_LINK = re.compile(r"<(/?)a( [^>]*+)?>")
_STORY = re.compile(r' data-story="([0-9a-f-]{36})"')
_HREF = re.compile(r' href="[^"]*+"')
_TAG = re.compile(r"<[a-z][^>]*+>")
# As proper leaves it: nothing in it, and nothing said of it but the story.
_CARD = re.compile(r'<figure data-story="([0-9a-f-]{36})"></figure>')


def stories(html: str) -> list[str]:
    """The uids of the stories that a clean body leads to, by links and by cards, each once, in
    their order.
    """
    return list(dict.fromkeys(_STORY.findall(html)))


def has_cards(html: str) -> bool:
    """Whether what render returned holds a place for the card of a story."""
    return '<figure data-story="' in html


_PICTURE = re.compile(r' data-image="([0-9a-f-]{36})"')


def pictures(html: str) -> list[str]:
    """The uids of the pictures that a clean body shows, each once, in their order."""
    return list(dict.fromkeys(_PICTURE.findall(html))) if " data-image=" in html else []


_DOCUMENT = re.compile(r' data-document="([0-9a-f-]{36})"')


def documents(html: str) -> list[str]:
    """The uids of the documents that a clean body offers, each once, in their order."""
    return list(dict.fromkeys(_DOCUMENT.findall(html))) if " data-document=" in html else []


_FIGURE_TAG = re.compile(r"<figure( [^>]*+)>")
_ALT = re.compile(r' data-alt="([^"]*+)"')


def picture_alts(html: str) -> dict[str, str | None]:
    """uid → what a clean body says instead of the library's alternative text: "" for decoration,
    None where any use of the picture says nothing of its own.
    """
    found: dict[str, str | None] = {}
    for tag in _FIGURE_TAG.findall(html) if " data-image=" in html else ():
        uid, alt = _PICTURE.search(tag), _ALT.search(tag)
        if uid is None:
            continue
        said = "" if " data-decoration=" in tag else unescape(alt[1]) if alt else None
        if found.get(uid[1], "") is not None:
            found[uid[1]] = said
    return found


def linked(html: str, paths: Mapping[str, str], cards: Mapping[str, str] | None = None) -> str:
    """What render returned, with the addresses and the cards (HTML) of the stories that have one
    here, by uid.

    The other links to stories lose their tags and keep their text; of the other cards nothing is
    left. No uid is.
    """
    if " data-story=" not in html:
        return html
    html = _CARD.sub(lambda card: (cards or {}).get(card[1], ""), html)
    kept: list[bool] = []

    def addressed(tag: re.Match) -> str:
        if tag[1]:
            return tag[0] if not kept or kept.pop() else ""
        story = _STORY.search(tag[2] or "")
        kept.append(story is None or story[1] in paths)
        if story is None or not kept[-1]:
            return tag[0] if kept[-1] else ""
        rest = _HREF.sub("", _STORY.sub("", tag[2]))
        return f'<a href="{escape(paths[story[1]])}"{rest}>'

    return _LINK.sub(addressed, html)


# A path of ours, or a place on the same page, as the value of an attribute within a tag.
_OWN = re.compile(r'( (?:cite|href|src)=")(?=(/(?!/))|#)')


def absolute(html: SafeString, site: str, page: str) -> SafeString:
    """What render returned, for those who read it elsewhere: paths of ours with the site before
    them, places on the page with the page's address.
    """

    def whole(tag: re.Match) -> str:
        return _OWN.sub(lambda own: own[1] + (site if own[2] else escape(page)), tag[0])

    return mark_safe(_TAG.sub(whole, html))
