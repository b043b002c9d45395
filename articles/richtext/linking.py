"""Links to stories of ours, which a body keeps by the story's uid: who is linked, and to where."""

import re
from collections.abc import Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe

# Only for text that clean has returned: every tag has its end, < > " are escaped in values.
_LINK = re.compile(r"<(/?)a( [^>]*+)?>")
_STORY = re.compile(r' data-story="([0-9a-f-]{36})"')
_HREF = re.compile(r' href="[^"]*+"')
_TAG = re.compile(r"<[a-z][^>]*+>")


def stories(html: str) -> list[str]:
    """The uids of the stories that a clean body links to, each once, in their order."""
    return list(dict.fromkeys(_STORY.findall(html)))


def linked(html: str, paths: Mapping[str, str]) -> str:
    """A clean body with the addresses of the stories that have one here, by uid.

    The other links to stories lose their tags and keep their text. No uid is left.
    """
    if " data-story=" not in html:
        return html
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
