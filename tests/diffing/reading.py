"""What somebody reads in a comparison, and whether its HTML may stand where it stands."""

from html.parser import HTMLParser

from articles import richtext
from articles.richtext.allowed import ATTRIBUTES, ELEMENTS, INLINE, VOID
from articles.richtext.proper import proper
from articles.richtext.tree import Element, elements, parsed, printed

_SAID = {"visually-hidden", "diff-note", "diff-said", "diff-sign"}
_OLD = {"diff-del", "diff-removed", "diff-moved-away"}
_NEW = {"diff-ins", "diff-added", "diff-moved"}
_MARKS = _SAID | _OLD | _NEW | {"diff-format", "diff-reformatted", "table-scroll"}
_OWN_ATTRIBUTES = {
    "class",
    "data-said",
    "aria-hidden",
    "aria-label",
    "role",
    "tabindex",
}
_LINES = (INLINE - {"a", "ins", "del"}) | {"p", "h2", "h3", "h4", "pre"}
_PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "tr": {"thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "caption": {"table"},
    "figcaption": {"figure"},
}
_CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd"},
    "table": {"caption", "thead", "tbody", "tfoot"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"td", "th"},
}


def words(html: str) -> list[str]:
    """The words of a body, or of a comparison without what it says itself."""
    return richtext.plain_text(_without(html, _SAID)).split()


def words_of_body(html: str) -> list[str]:
    return richtext.plain_text(proper(html)).split()


def old_words(inline: str) -> list[str]:
    """Of the text of both, what the old one says."""
    return words(_without(inline, _NEW))


def new_words(inline: str) -> list[str]:
    return words(_without(inline, _OLD))


def faults(html: str) -> list[str]:
    """Sentences, one for each thing that does not belong where it is."""
    found = _unbalanced(html)
    for element, parents in _with_parents(parsed(html), ()):
        found += _faults_of(element, parents)
    return found


def _faults_of(element: Element, parents: tuple[Element, ...]):
    name, around = element.name, [each.name for each in parents]
    parent = around[-1] if around else ""
    line = next((each for each in reversed(around) if each not in ("a", "ins", "del")), "")
    if name not in ELEMENTS | {"div"}:
        yield f"{name} is no element of ours"
    if name == "a" and "a" in around:
        yield "a link in a link"
    if (element.is_block or name == "div") and line in _LINES:
        yield f"{name} in the line of {line}"
    if parent not in _PARENTS.get(name, {parent}):
        yield f"{name} in {parent}"
    if name not in _CHILDREN.get(parent, {name}):
        yield f"{parent} holds {name}"
    captions = [each for each in _children(element) if each.name == "figcaption"]
    if captions and (
        len(captions) > 1 or captions[0] not in (element.children[0], element.children[-1])
    ):
        yield "captions of a figure"
    if name in _CHILDREN and any(isinstance(each, str) for each in element.children):
        yield f"words in {name}"
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set()) | _OWN_ATTRIBUTES | {"rel"}
    for attribute in element.attributes.keys() - allowed:
        yield f"{attribute} of {name}"
    for one in element.attributes.get("class", "").split():
        if one not in _MARKS:
            yield f"class {one}"


def _children(element: Element) -> list[Element]:
    return [each for each in element.children if not isinstance(each, str)]


def _with_parents(element: Element, parents: tuple[Element, ...]):
    for child in _children(element):
        yield child, parents
        yield from _with_parents(child, (*parents, child))


def _unbalanced(html: str) -> list[str]:
    """As Python's own parser reads it, not ours."""
    opened: list[str] = []
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in VOID:
                opened.append(tag)

        def handle_endtag(self, tag):
            if not opened or opened.pop() != tag:
                found.append(f"</{tag}> ends nothing")

    reader = Reader()
    reader.feed(html)
    reader.close()
    return found + [f"<{tag}> has no end" for tag in opened]


def _without(html: str, classes: set[str]) -> str:
    body = parsed(html)
    for element in [body, *elements(body)]:
        element.children = [
            _instead(child) if _is_of(child, classes) else child for child in element.children
        ]
    return printed(body)


def _instead(element: Element) -> str:
    """A mark within a word cuts none, nor its note; the sign of a break, and a block, do."""
    is_within = element.name in ("ins", "del") or _is_of(element, {"diff-said"})
    return "" if is_within and not _holds_sign(element) else " "


def _holds_sign(element: Element) -> bool:
    return any(_is_of(each, {"diff-sign"}) for each in elements(element))


def _is_of(child: Element | str, classes: set[str]) -> bool:
    return not isinstance(child, str) and not classes.isdisjoint(
        child.attributes.get("class", "").split()
    )
