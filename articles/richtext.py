"""The body of a story as HTML: one allow-list, clean(), render(), plain text, and the field.

The only importer of ckeditor. No models, no pictures: composing puts those around a body.
Three steps make clean() safe and quick. Own code rewrites whatever came as nothing but allowed
tags (so no comment, script or foreign element is left for parsers to disagree about), measures
what the parser would cost and refuses too much; then nh3, a real HTML5 parser, decides.
"""

import html as entities
import re
from collections.abc import Iterable

import nh3
from ckeditor.widgets import CKEditorWidget
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.errors import BodyRefused

# 20,000 words of Arabic or Cyrillic with their markup are about 280 kB of UTF-8.
MAX_BYTES = 500_000
# The parser's time grows with tags times depth: 200 kB of nothing but nesting took it four seconds.
MAX_DEPTH = 100
MAX_TAGS = 30_000
# The parser takes 1.7 microseconds for each; half a megabyte of them took it 1.7 seconds.
MAX_AMPERSANDS = 100_000
# Tags times the characters of the tags open around them: what the parser can be made to repeat.
MAX_WORK = 4_000_000
MAX_VALUE_LENGTH = 2_000
MAX_PASSES = 5


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "ol": {"start", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"scope", "colspan", "rowspan"},
    "time": {"datetime"},
}
INLINE = _names("a abbr b cite code del em i ins kbd mark q s small span strong sub sup time u")
VOID = _names("br hr")
CELLS = _names("td th")
BLOCKS = _names("p h2 h3 h4 ul ol li dl dt dd blockquote pre figure figcaption aside")
TABLES = _names("table caption thead tbody tfoot tr")
ELEMENTS = INLINE | VOID | CELLS | BLOCKS | TABLES
LINK_SCHEMES = _names("http https mailto tel")
# What stands between these tags is no text for readers, so it goes with them.
DROPPED_WITH_CONTENT = _names("script style title iframe noscript noembed noframes")
# Honest elements of other systems, under the nearest name that is kept.
_LIKE_PARAGRAPHS = _names(
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
}
_LINK = re.compile(r"https?://[^\s/\\?#]|mailto:\S|tel:[+0-9(]|/(?![/\\])|#", re.IGNORECASE)

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
# Only for text that _rewritten or nh3 has written: names in lower case, < > " escaped in values.
_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*+)>")
_WRAPPER = re.compile(r"<(/?)(?:span|a)( [^>]*+)?>")
# White space between blocks means nothing; without it, saving an untouched text changes nothing.
_BLOCK = "|".join(sorted((BLOCKS | TABLES | CELLS | {"hr"}) - {"pre"}))
_BETWEEN_BLOCKS = re.compile(
    rf"(</?(?:{_BLOCK})(?: [^>]*+)?>|</pre>)[ \t\n]++(?=</?(?:{_BLOCK})[ >]|<pre[ >])"
)
_PRE_START = re.compile(r"(<pre(?: [^>]*+)?>)\n+")

_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")

# End tags that the parser adds by itself when a block around them ends, or the next one starts.
_ENDS_BY_ITSELF = _names("p li dt dd td th tr thead tbody tfoot caption")
_ENDED_BY_NEXT = {
    "p": _names("p"),
    "li": _names("li p"),
    "dt": _names("dt dd p"),
    "dd": _names("dt dd p"),
    "td": _names("td th p"),
    "th": _names("td th p"),
    "tr": _names("tr td th p"),
    "thead": (TABLES | CELLS) - {"table"},
    "tbody": (TABLES | CELLS) - {"table"},
    "tfoot": (TABLES | CELLS) - {"table"},
}


def clean(html: str | None) -> str:
    """The HTML with nothing in it but the allow-list; cleaning twice changes nothing.

    Every link gets rel="noopener"; `//host` becomes `https://host`; a link with another scheme, or
    relative to the page, loses its address and keeps its text; h1 becomes h2, div and its kind
    become p; empty paragraphs, spans that say nothing and white space between blocks go; attributes
    stand in alphabetical order. Raises BodyRefused when the text is
    too large, too deep or too costly to parse.
    """
    if not html:
        return ""
    _refuse_if_large(html)
    text = _tidied(_rewritten(_readable(html)))
    for _pass in range(MAX_PASSES):
        _refuse_if_costly(text)
        cleaned = _CLEANER.clean(text)
        again = _tidied(cleaned)
        if text == cleaned == again:
            return text
        text = again
    # No input is known that comes here; what never settles is kept as words only.
    return from_paragraphs(plain_text(text).split("\n\n"))


def render(html: str | None) -> SafeString:
    """The HTML for a template, cleaned once more: old rows and imports may not have been."""
    return mark_safe(clean(html))


def plain_text(html: str | None) -> str:
    """The words alone: entities decoded, paragraphs separated by blank lines, rows by one line."""
    text = re.sub(r"[ \t\n]+", " ", _rewritten(_readable(html or "")))
    text = _readable(entities.unescape(_TAG.sub(_spacing, text)))
    text = "\n".join(line.strip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def word_count(html: str | None) -> int:
    """How many words: runs between white space and dashes that hold a letter or a digit."""
    words = re.split(r"[\s/–—]+", plain_text(html))
    return sum(any(map(str.isalnum, word)) for word in words)


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """HTML of plain paragraphs: escaped, line breaks turned into spaces, empty ones left out."""
    lines = (" ".join(_readable(paragraph).split("\n")) for paragraph in paragraphs)
    texts = (re.sub(r"[ \t]+", " ", line).strip(" ") for line in lines)
    return "".join(f"<p>{_escaped(text)}</p>" for text in texts if text)


class RichTextWidget(CKEditorWidget):
    """CKEditor with the newsroom's short toolbar (CKEDITOR_CONFIGS in newsroom.editor)."""

    def __init__(self, attrs: dict | None = None):
        super().__init__(config_name="newsroom", attrs=attrs)


class RichTextFormField(forms.CharField):
    """A form field whose value is clean HTML; a refused body is the field's error."""

    widget = RichTextWidget

    def clean(self, value):
        return _clean_or_invalid(super().clean(value))


class BodyField(models.TextField):
    """A column of clean HTML: cleaned in forms, in full_clean() and at every write."""

    def formfield(self, **kwargs):
        # The admin offers its own text area for every TextField; a body wants the editor.
        return super().formfield(
            **{**kwargs, "form_class": RichTextFormField, "widget": RichTextWidget}
        )

    def clean(self, value, model_instance):
        return super().clean(_clean_or_invalid(value), model_instance)

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        """Clean what QuerySet.update() and bulk_update() write, too."""
        if isinstance(value, str):
            value = clean(value)
        return super().get_db_prep_save(value, connection)


def _clean_or_invalid(value: str | None) -> str | None:
    """clean(), with its refusal as the error that forms and models understand."""
    if not isinstance(value, str):
        return value
    try:
        return clean(value)
    except BodyRefused as refusal:
        raise ValidationError(str(refusal), code="body_refused") from refusal


def _readable(text: str) -> str:
    """Text without lone surrogates and control characters, its lines ending in a line feed."""
    if not text.isascii():
        # Halves of one character, as broken encoders leave them, are joined; lone ones replaced.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))


def _rewritten(html: str) -> str:
    """The HTML with allowed tags and attributes only; every other < is text.

    Not the wall against hostile HTML (nh3 is): it makes certain that the measuring below and the
    parser see the same tags.
    """
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


def _refuse_if_large(text: str) -> None:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise BodyRefused(
            _("The text is larger than %(limit)d kB. Split it into several stories.")
            % {"limit": MAX_BYTES // 1000}
        )


def _refuse_if_costly(html: str) -> None:
    """Refuse what the parser would take long over, from one walk over the tags.

    Counts never less than the parser would hold open: an end tag is believed only where the HTML
    standard says that it ends the element. Formatting left open is repeated by the parser in each
    later paragraph, so the work is weighed by the length of the tags that are open.
    """
    _refuse_if_large(html)
    if html.count("<") > MAX_TAGS or html.count("&") > MAX_AMPERSANDS:
        raise BodyRefused(_("The text has too many tags or signs. Paste it again as plain text."))
    open_tags: list[tuple[str, int]] = []
    weight = work = 0
    for slash, name, attributes in _TAG.findall(html):
        if slash:
            weight -= _end(open_tags, name)
            continue
        while open_tags and open_tags[-1][0] in _ENDED_BY_NEXT.get(name, ()):
            weight -= open_tags.pop()[1]
        work += weight
        if name not in VOID:
            length = len(name) + len(attributes)
            open_tags.append((name, length))
            weight += length
        if len(open_tags) > MAX_DEPTH or work > MAX_WORK:
            raise BodyRefused(
                _("The text's tags are nested too deeply. Paste it again as plain text.")
            )


def _end(open_tags: list[tuple[str, int]], name: str) -> int:
    """Take away what the end tag ends for certain; the weight that went with it."""
    for place in range(len(open_tags) - 1, -1, -1):
        other = open_tags[place][0]
        if other == name:
            ended, above = open_tags[place], open_tags[place + 1 :]
            kept = [tag for tag in above if tag[0] in INLINE]
            weight = ended[1] + sum(tag[1] for tag in above if tag[0] not in INLINE)
            open_tags[place:] = kept
            return weight
        if other not in INLINE and (name in INLINE or other not in _ENDS_BY_ITSELF):
            return 0
    return 0


def _tidied(html: str) -> str:
    """HTML without wrappers that say nothing, empty paragraphs, controls and idle white space."""
    html = _PRE_START.sub(r"\1", _readable(html))
    kept: list[bool] = []

    def without_bare_wrappers(tag: re.Match) -> str:
        if tag[1]:
            return tag[0] if not kept or kept.pop() else ""
        kept.append(tag[2] not in (None, ' rel="noopener"'))
        return tag[0] if kept[-1] else ""

    html = _WRAPPER.sub(without_bare_wrappers, html).replace("<p></p>", "")
    return _BETWEEN_BLOCKS.sub(r"\1", html).strip(" \t\n")


def _judged_attribute(element: str, attribute: str, value: str) -> str | None:
    """The value as it may stand, or None to drop the attribute; called by nh3 for each one."""
    if attribute in ("href", "cite"):
        return _judged_link(value)
    if attribute in ("dir", "scope"):
        value = value.strip().lower()
    return value if _ATTRIBUTE_VALUES[attribute].fullmatch(value) else None


def _judged_link(value: str) -> str | None:
    # Browsers ignore these characters in addresses, so they are gone before anything is compared.
    value = re.sub(r"[\t\n\r]", "", value).strip("".join(map(chr, range(0x21))))
    if value.startswith("//"):
        value = f"https:{value}"
    return value if _LINK.match(value) else None


def _spacing(tag: re.Match) -> str:
    """What stands in plain text where this tag stood."""
    if tag[2] in INLINE:
        return ""
    if tag[2] in CELLS:
        return " "
    return "\n" if tag[2] in ("br", "li", "tr", "dt", "dd") else "\n\n"


def _escaped(text: str) -> str:
    """Text as nh3 would write it, so that cleaning leaves it alone."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;")


_CLEANER = nh3.Cleaner(
    tags=set(ELEMENTS),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes=ATTRIBUTES,
    attribute_filter=_judged_attribute,
    strip_comments=True,
    link_rel="noopener",
    url_schemes=set(LINK_SCHEMES),
    url_relative="pass_through",
)
