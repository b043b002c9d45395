"""A finished page of the paper, with its links led on and something put on top of it.

Read as HTML, so that only addresses in tags are touched; all else stays byte by byte.
"""

import re
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

from django.conf import settings

from articles.admin.moment import paper

# What a reader follows: what machines are told (link, structured data) stays as it is.
_FOLLOWED = {"a": "href", "area": "href", "form": "action"}
# Name and value one after the other, so that nothing within a value is taken for a name.
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""")
# The link to the text, where a page begins with one.
_SKIP = re.compile(r'\s*<a class="skip"')


def led(html: str, *, base: str, styles: str, top: str) -> str:
    """The page with its ways to pages of the paper below `base`, `styles` at the end of the head
    and `top` at the beginning of the body, behind the link that skips to the text: nothing that
    can be reached by keyboard stands before that one.
    """
    reader = _Reader(html, base, styles, top)
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self, html: str, base: str, styles: str, top: str):
        super().__init__(convert_charrefs=False)
        self._html, self._base, self._styles, self._top = html, base, styles, top
        lines = html.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._pieces: list[str] = []
        self._copied = 0
        self._is_skipping = False

    def text(self) -> str:
        self.feed(self._html)
        self.close()
        return "".join([*self._pieces, self._html[self._copied :]])

    def handle_starttag(self, tag, attrs):
        if tag == "body":
            self._begin(self._here() + len(self.get_starttag_text()))
        elif tag in _FOLLOWED:
            self._lead(self.get_starttag_text(), _FOLLOWED[tag])

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag == "head":
            self._put(self._here(), self._styles)
        elif tag == "a" and self._is_skipping:
            self._is_skipping = False
            self._put(self._here() + len("</a>"), self._top)

    def _begin(self, at: int) -> None:
        self._is_skipping = bool(_SKIP.match(self._html, at))
        if not self._is_skipping:
            self._put(at, self._top)

    def _here(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _put(self, at: int, piece: str, instead_of: int = 0) -> None:
        self._pieces += [self._html[self._copied : at], piece]
        self._copied = at + instead_of

    def _lead(self, tag: str, name: str) -> None:
        def way(found: re.Match) -> str:
            if found[1].lower() != name:
                return found[0]
            value, quote = found[3], found[3][0]
            bare = value[1:-1] if quote in "\"'" else value
            return f"{found[1]}{found[2]}{value.replace(bare, self._within(bare), 1)}"

        # Behind the name of the tag.
        head = re.match(r"<[^\s/>]+", tag)[0]
        self._put(self._here(), head + _ATTRIBUTE.sub(way, tag[len(head) :]), len(tag))

    def _within(self, raw: str) -> str:
        """The address within the moment, if it is one of a page of the paper."""
        site = settings.SITE_URL
        path = raw.removeprefix(site) if raw.startswith(f"{site}/") else raw
        meant = re.split(r"[?#]", unescape(path), maxsplit=1)[0]
        is_ours = path.startswith("/") and meant[1:2] not in ("/", "\\")
        return f"{self._base}{path}" if is_ours and paper.is_page(meant) else raw
