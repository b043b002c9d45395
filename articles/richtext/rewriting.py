"""Any text → the same with allowed tags only, in one spelling, and readable characters.

Not the wall against hostile HTML (nh3 is): it makes certain that what measures and what parses see
the same tags.
"""

import re

from articles.richtext.allowed import ATTRIBUTES, DROPPED_WITH_CONTENT, ELEMENTS, RENAMED

MAX_VALUE_LENGTH = 2_000

# Attributes as the HTML standard reads them; possessive, so that no input makes them backtrack.
_WITHIN_TAG = r"""(?:[^>"'=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+|["'])*+"""
_TOKEN = re.compile(
    rf"""
      <!--(?:-?>|.*?(?:--!?>|\Z))
    | <(?P<dropped>{"|".join(sorted(DROPPED_WITH_CONTENT))})(?=[\s/>]){_WITHIN_TAG}
      (?:(?<=/)>|(?:>|\Z).*?(?:</(?P=dropped)(?=[\s/>]|\Z)[^>]*+(?:>|\Z)|\Z))
    | <[!?][^>]*+(?:>|\Z)
    | </(?![a-z])[^>]*+(?:>|\Z)
    | <(?P<slash>/?)(?P<name>[a-z][^\s/>]*+)(?P<attributes>{_WITHIN_TAG})(?P<end>>|\Z)
    | <
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]++)))?""",
    re.ASCII,
)
# Only for text that rewritten or nh3 has written: names in lower case, < > " escaped in values.
TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*+)>")

_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, byte order marks and what is no character (U+FDD0 to U+FDEF and the last two code points
# of every plane), written as all but what is left: the other way round takes twenty times as long.
_PLANES = "".join(
    f"{chr(plane)}-{chr(plane | 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_CONTROLS = re.compile(f"[^\n -~\xa0-\ufdcf\t\x0b-\r\ufdf0-\ufefe\uff00-\ufffd{_PLANES}]")


def readable(text: str) -> str:
    """Text without lone surrogates and control characters, its lines ending in a line feed."""
    if not text.isascii():
        # Halves of one character, as broken encoders leave them, are joined; lone ones replaced.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))


def rewritten(html: str) -> str:
    """The HTML with allowed tags and attributes only; every other < is text."""
    return _TOKEN.sub(_rewritten_token, html)


def _rewritten_token(token: re.Match) -> str:
    if token["name"] is None:
        return "&lt;" if token[0] == "<" else ""
    name = token["name"].lower()
    name = RENAMED.get(name, name)
    if name not in ELEMENTS or not token["end"]:
        return ""
    if token["slash"]:
        return f"</{name}>"
    return f"<{name}{_rewritten_attributes(name, token['attributes'])}>"


def _rewritten_attributes(name: str, text: str) -> str:
    """Allowed attributes, the first of each name, in double quotes and in the editor's order."""
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())
    found = {}
    for attribute in _ATTRIBUTE.finditer(text) if text else ():
        key = attribute[1].lower()
        if key in allowed and key not in found:
            found[key] = attribute[2] or attribute[3] or attribute[4] or ""
    return "".join(
        f' {key}="{value.replace("<", "&lt;").replace(">", "&gt;").replace(chr(34), "&quot;")}"'
        for key, value in sorted(found.items())
        if len(value) <= MAX_VALUE_LENGTH
    )
