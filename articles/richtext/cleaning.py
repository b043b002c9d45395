"""clean(): whatever was typed, pasted or imported → the HTML that is stored."""

import re

import nh3

from articles.richtext.allowed import (
    ATTRIBUTES,
    BLOCKS,
    CELLS,
    DROPPED_WITH_CONTENT,
    ELEMENTS,
    LINK_SCHEMES,
    TABLES,
    judged_attribute,
)
from articles.richtext.cost import refuse_if_costly, refuse_if_large
from articles.richtext.figures import arranged
from articles.richtext.rewriting import readable, rewritten
from articles.richtext.spaces import settled
from articles.richtext.words import from_paragraphs, plain_text

MAX_PASSES = 5

_CLEANER = nh3.Cleaner(
    tags=set(ELEMENTS),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes=ATTRIBUTES,
    attribute_filter=judged_attribute,
    strip_comments=True,
    link_rel="noopener",
    url_schemes=set(LINK_SCHEMES),
    url_relative="pass_through",
)
# Only for text that rewritten or nh3 has written, as rewriting.TAG.
_WRAPPER = re.compile(r"<(/?)(?:span|a)( [^>]*+)?>")
# White space between blocks means nothing; without it, saving an untouched text changes nothing.
_BLOCK = "|".join(sorted((BLOCKS | TABLES | CELLS | {"hr"}) - {"pre"}))
_BETWEEN_BLOCKS = re.compile(
    rf"(</?(?:{_BLOCK})(?: [^>]*+)?>|</pre>)[ \t\n]++(?=</?(?:{_BLOCK})[ >]|<pre[ >])"
)
# A fact box that was begun and left without its title has one.
_EMPTY_HEADING = re.compile(r"<(h[234])></\1>")
_PRE_START = re.compile(r"(<pre(?: [^>]*+)?>)\n+")


def clean(html: str | None) -> str:
    """The HTML with nothing in it but the allow-list; cleaning twice changes nothing.

    Every link gets rel="noopener"; `//host` becomes `https://host`; a link with another scheme, or
    relative to the page, loses its address and keeps its text; h1 becomes h2, div and its kind
    become p; empty paragraphs and headings, spans that say nothing, white space between blocks and
    the litter of spaces that do not break go (spaces.py); attributes stand in alphabetical order;
    what does not belong into a figure stands behind it (figures.py).
    Raises BodyRefused when the text is too large, too deep or too costly to parse.
    """
    if not html:
        return ""
    refuse_if_large(html)
    text = _tidied(rewritten(readable(html)))
    for _pass in range(MAX_PASSES):
        refuse_if_costly(text)
        cleaned = _CLEANER.clean(text)
        again = _tidied(cleaned)
        if text == cleaned == again:
            # Only now the tags are known to fit, and the depth to be bearable.
            again = arranged(text)
            if again == text:
                return text
        text = again
    # No input is known that comes here; what never settles is kept as words only.
    return from_paragraphs(plain_text(text).split("\n\n"))


def _tidied(html: str) -> str:
    """HTML without wrappers that say nothing, empty paragraphs, controls and idle white space."""
    html = settled(_PRE_START.sub(r"\1", readable(html)))
    kept: list[bool] = []

    def without_bare_wrappers(tag: re.Match) -> str:
        if tag[1]:
            return tag[0] if not kept or kept.pop() else ""
        kept.append(tag[2] not in (None, ' rel="noopener"'))
        return tag[0] if kept[-1] else ""

    html = _WRAPPER.sub(without_bare_wrappers, html)
    html = _EMPTY_HEADING.sub("", html.replace("<p></p>", ""))
    return _BETWEEN_BLOCKS.sub(r"\1", html).strip(" \t\n")
