"""Figures that stand for something: what stands in one and does not belong there is moved out.

A placeholder (`data-image`, `data-embed`, `data-story`, `data-document`) is printed by composing,
which knows a caption and nothing else in it. So words that were dropped into one, or a picture into
another's caption, stand behind it, and a picture in the middle of a line behind its block: nothing
is lost.
"""

from articles.richtext.allowed import INLINE, names
from articles.richtext.tree import Element, parsed, printed

_SOURCES = ("data-image", "data-embed", "data-story", "data-document")
# What holds a line of words; a picture in it stands behind it.
_LINES = names("p h2 h3 h4 pre dt caption") | INLINE - {"a", "ins", "del"}

_Child = Element | str


def arranged(html: str) -> str:
    """What clean has made, with its figures in the form of docs/body.md; twice changes nothing."""
    if "<figure" not in html and "<figcaption" not in html:
        return html
    body = parsed(html)
    _arrange(body)
    return printed(body)


def _arrange(element: Element) -> None:
    """From the innermost outwards, so that what moved out of one is looked at once more."""
    children: list[_Child] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
            continue
        _arrange(child)
        children += _settled(child)
    element.children = children


def _settled(element: Element) -> list[_Child]:
    """The element as it may stand, and behind it what came out of it."""
    if _is_gallery(element):
        return _settled_gallery(element)
    if _is_placeholder(element):
        return _settled_placeholder(element)
    if element.name in _LINES and _figures(element):
        return _lifted(element)
    return [element]


def _settled_placeholder(figure: Element) -> list[_Child]:
    captions = [child for child in figure.children if _is(child, "figcaption")]
    kept = [child for child in figure.children if _is_transcript(child)]
    out = [child for child in figure.children if child not in captions and child not in kept]
    caption, moved = _one_caption(captions)
    figure.children = [*caption, *kept]
    return [figure, *_loose(out), *moved]


def _settled_gallery(gallery: Element) -> list[_Child]:
    """Pictures and one caption; a gallery in a gallery gives up its pictures to it."""
    inside: list[_Child] = []
    for child in gallery.children:
        inside += child.children if _is_gallery(child) else [child]
    pictures = [child for child in inside if _is_picture(child)]
    captions = [child for child in inside if _is(child, "figcaption")]
    out = [child for child in inside if child not in pictures and child not in captions]
    caption, moved = _one_caption(captions)
    if not pictures:
        return _loose([each for line in caption for each in line.children] + out + moved)
    gallery.children = [*pictures, *caption]
    return [gallery, *_loose(out), *moved]


def _one_caption(captions: list[_Child]) -> tuple[list[Element], list[_Child]]:
    """One caption with the words of all, a line each, or none; and the figures that stood in it."""
    moved = [figure for caption in captions for figure in _figures(caption)]
    words: list[_Child] = []
    for caption in captions:
        words = _joined(words, _words(caption))
    if not words:
        return [], moved
    captions[0].children = words
    return captions[:1], moved


def _words(element: Element) -> list[_Child]:
    """What stands in it without blocks, one line below the other, and without figures."""
    found: list[_Child] = []
    for child in element.children:
        if isinstance(child, str) or (not child.is_block and not child.has_blocks):
            found.append(child)
        elif child.name != "figure":
            found = _joined(found, _words(child))
            if child.is_block:
                found.append(Element("br"))
    while found and _is(found[-1], "br"):
        found.pop()
    return [] if all(_is_blank(each) for each in found) else found


def _joined(lines: list[_Child], more: list[_Child]) -> list[_Child]:
    if not more:
        return lines
    between = [Element("br")] if lines and not _is(lines[-1], "br") else []
    return [*lines, *between, *more]


def _lifted(line: Element) -> list[_Child]:
    """A line of words without the figures that stood in it, and those behind it."""
    figures = _figures(line)
    _without(line, figures)
    words = any(not _is_blank(child) for child in line.children)
    return [line, *figures] if words else figures


def _figures(element: Element) -> list[Element]:
    """The outermost galleries and placeholders in it, in their order."""
    found: list[Element] = []
    for child in element.children:
        if isinstance(child, str):
            continue
        found += [child] if _is_placeholder(child) or _is_gallery(child) else _figures(child)
    return found


def _without(element: Element, gone: list[Element]) -> None:
    element.children = [child for child in element.children if child not in gone]
    for child in element.children:
        if not isinstance(child, str):
            _without(child, gone)


def _loose(children: list[_Child]) -> list[_Child]:
    """What came out of a figure: words get a paragraph, blocks stay what they are."""
    found: list[_Child] = []
    line: Element | None = None
    for child in children:
        if not isinstance(child, str) and child.is_block:
            line = None
            found.append(child)
        elif line or not _is_blank(child):
            if line is None:
                line = Element("p")
                found.append(line)
            line.children.append(child)
    return found


def _is(child: _Child, name: str) -> bool:
    return not isinstance(child, str) and child.name == name


def _is_placeholder(child: _Child) -> bool:
    return _is(child, "figure") and any(name in child.attributes for name in _SOURCES)


def _is_picture(child: _Child) -> bool:
    return _is_placeholder(child) and "data-image" in child.attributes


def _is_gallery(child: _Child) -> bool:
    return _is(child, "figure") and child.attributes.get("data-kind") == "gallery"


def _is_transcript(child: _Child) -> bool:
    return _is(child, "aside") and child.attributes.get("data-kind") == "transcript"


def _is_blank(child: _Child) -> bool:
    if isinstance(child, str):
        return not child.replace("&nbsp;", " ").strip()
    return not child.is_block and child.name != "br" and all(map(_is_blank, child.children))
