"""render(): a stored body → what readers get: headings without a gap, boxes around tables."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape

from django.utils import translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.richtext.cleaning import clean
from articles.richtext.proper import proper
from articles.richtext.words import plain_text

# Only for text that proper has returned: every tag has its end, < and > are escaped in values.
_TABLE = re.compile(r"<(/?)table(?: [^>]*+)?>")
_HEADING = re.compile(r"<(/?)h([2-4])(?=[ >])")
_CAPTION = re.compile(r"<caption(?: [^>]*+)?>(.*?)</caption>", re.DOTALL)


def render(html: str | None, language: str = "") -> SafeString:
    """The HTML for a template, cleaned once more: old rows and imports may not have been; and in
    proper form.

    A table that stands in no other one gets a box around it that can scroll, so that a wide one
    fits a phone. Whoever has no mouse must reach the box to scroll it, so it takes the focus and
    has a name: the table's caption, else the word for a table in `language`, else in the present
    one.
    """
    text = _outlined(proper(clean(html)))
    if "<table" not in text:
        return mark_safe(text)
    with translation.override(language or translation.get_language()):
        return _boxed(text)


_FIGURE = re.compile(r"<figure( [^>]*+)>")
_ATTRIBUTE = re.compile(r' (data-[a-z]+)="([^"]*+)"')


def with_previews(html: str, preview: Callable[[dict[str, str]], SafeString]) -> SafeString:
    """A clean body, or one that diffing has compared, with what `preview` makes of the attributes
    of each figure at its beginning.
    """

    def begun(tag: re.Match) -> str:
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[1])}
        return f"{tag[0]}{conditional_escape(preview(attributes))}"

    return mark_safe(_FIGURE.sub(begun, html))


def _outlined(html: str) -> str:
    """No heading more than one level below what it belongs to, the first below the headline.

    A fact box begins with an h3 wherever it stands; who goes from heading to heading would take the
    gap for a part of the story that was missed.
    """
    above: list[tuple[int, int]] = []
    still_open: list[int] = []

    def fitting(tag: re.Match) -> str:
        if tag[1]:
            return f"</h{still_open.pop()}"
        given = int(tag[2])
        while above and above[-1][0] >= given:
            above.pop()
        printed = above[-1][1] + 1 if above else 2
        above.append((given, printed))
        still_open.append(printed)
        return f"<h{printed}"

    return _HEADING.sub(fitting, html)


def _boxed(html: str) -> SafeString:
    given: Counter[str] = Counter()
    parts, done = [], 0
    for start, end in _outer_tables(html):
        table = html[start:end]
        parts += [html[done:start], _box(table, _unlike(given, _caption(table) or _("Table")))]
        done = end
    return mark_safe("".join([*parts, html[done:]]))


def _outer_tables(html: str) -> Iterator[tuple[int, int]]:
    """Where each table that stands in no other one starts and ends."""
    depth = start = 0
    for tag in _TABLE.finditer(html):
        if not tag[1] and depth == 0:
            start = tag.start()
        depth += -1 if tag[1] else 1
        if depth == 0:
            yield start, tag.end()


def _box(table: str, name: str) -> SafeString:
    return format_html(
        '<div class="table-scroll" role="region" tabindex="0" aria-label="{}">{}</div>',
        name,
        mark_safe(table),
    )


def _caption(table: str) -> str:
    """The words of the table's own caption on one line; "" without one."""
    inner = _TABLE.split(table, maxsplit=2)[2]
    found = _CAPTION.search(inner)
    return " ".join(plain_text(found[1]).split()) if found else ""


def _unlike(given: Counter[str], name: str) -> str:
    """The name, with a number where it was given before: the names of regions must differ."""
    unique = name
    while given[unique.casefold()]:
        given[name.casefold()] += 1
        unique = f"{name} {given[name.casefold()]}"
    given[unique.casefold()] += 1
    return unique
