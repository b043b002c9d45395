"""What changed in how words are formatted, said in words."""

from html import unescape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.diffing.nodes import Node
from articles.diffing.tokens import Token

# A look is (name, (attribute, value), …), as tokens have them.
_SAME_TO_READERS = {"strong": "b", "em": "i", "del": "s", "ins": "u"}
# An address may have 2,000 characters, and thousands of words of its link may have changed.
_MOST_SAID = 100
_NOW = {
    "b": gettext_lazy("now bold"),
    "i": gettext_lazy("now italic"),
    "u": gettext_lazy("now underlined"),
    "s": gettext_lazy("now struck through"),
    "sub": gettext_lazy("now lowered"),
    "sup": gettext_lazy("now raised"),
    "mark": gettext_lazy("now highlighted"),
    "small": gettext_lazy("now small print"),
    "code": gettext_lazy("now code"),
    "q": gettext_lazy("now a quotation"),
    "cite": gettext_lazy("now a source"),
}
_NO_LONGER = {
    "b": gettext_lazy("no longer bold"),
    "i": gettext_lazy("no longer italic"),
    "u": gettext_lazy("no longer underlined"),
    "s": gettext_lazy("no longer struck through"),
    "sub": gettext_lazy("no longer lowered"),
    "sup": gettext_lazy("no longer raised"),
    "mark": gettext_lazy("no longer highlighted"),
    "small": gettext_lazy("no longer small print"),
    "code": gettext_lazy("no longer code"),
    "q": gettext_lazy("no longer a quotation"),
    "cite": gettext_lazy("no longer a source"),
}
_BLOCKS = {
    "p": gettext_lazy("paragraph"),
    "h2": gettext_lazy("heading of level 2"),
    "h3": gettext_lazy("heading of level 3"),
    "h4": gettext_lazy("heading of level 4"),
    "blockquote": gettext_lazy("quote"),
    "ul": gettext_lazy("bulleted list"),
    "ol": gettext_lazy("numbered list"),
    "dl": gettext_lazy("list of terms"),
    "dt": gettext_lazy("term"),
    "dd": gettext_lazy("description"),
    "pre": gettext_lazy("preformatted text"),
    "aside": gettext_lazy("box"),
    "figure": gettext_lazy("figure"),
    "table": gettext_lazy("table"),
    "td": gettext_lazy("cell"),
    "th": gettext_lazy("heading cell"),
}
_BOXES = {"fact-box": gettext_lazy("fact box"), "pull-quote": gettext_lazy("pull quote")}


def of_words(before: Token, after: Token) -> str:
    """What changed around and in a word that stays; "" where nothing did."""
    notes = [] if before.look == after.look else _of_looks(before.look, after.look)
    if before.text != after.text and not _is_idle(before, after):
        notes.append(_("other spaces") if before.is_space else _("other characters"))
    return ", ".join(notes)


def of_block(before: Node, after: Node) -> str:
    """What kind of block it is now and was; what its attributes say; "" where nothing changed."""
    old, new = _block_name(before), _block_name(after)
    if old != new and before.name and after.name:
        return _("Now: %(new)s. Before: %(old)s.") % {"new": new, "old": old}
    if before.name != after.name:
        return _("formatted otherwise")
    changed = dict(before.attributes.items() ^ after.attributes.items())
    notes = {
        "lang": _("other language"),
        "dir": _("other direction of writing"),
        "start": _("other numbering"),
        "reversed": _("other numbering"),
    }
    said = dict.fromkeys(notes.get(name, _("formatted otherwise")) for name in sorted(changed))
    return ", ".join(said)


def _is_idle(before: Token, after: Token) -> bool:
    """Whether both are spaces at which lines may break: one or several, browsers show one."""
    return before.is_space and not {"\xa0", "\u202f"} & {*before.text, *after.text}


def _block_name(node: Node) -> str:
    box = _BOXES.get(node.attributes.get("data-kind", ""))
    return str(box or _BLOCKS.get(node.name, node.name))


def _of_looks(before: tuple, after: tuple) -> list[str]:
    gone = [look for look in before if look not in after]
    come = [look for look in after if look not in before]
    notes = _of_links(_attributes(gone, "a"), _attributes(come, "a"))
    old = {_SAME_TO_READERS.get(name, name) for name, *_rest in gone}
    new = {_SAME_TO_READERS.get(name, name) for name, *_rest in come}
    notes += [str(_NOW[name]) for name in sorted(new - old) if name in _NOW]
    notes += [str(_NO_LONGER[name]) for name in sorted(old - new) if name in _NO_LONGER]
    if _said(gone, "lang") != _said(come, "lang"):
        notes.append(_("other language"))
    if _said(gone, "dir") != _said(come, "dir"):
        notes.append(_("other direction of writing"))
    return notes or [_("formatted otherwise")]


def _of_links(before: dict | None, after: dict | None) -> list[str]:
    if before is None and after is None:
        return []
    if before is None:
        return [_("now a link to %(address)s") % {"address": _address(after)}]
    if after is None:
        return [_("was a link to %(address)s") % {"address": _address(before)}]
    old, new = _address(before), _address(after)
    if old == new:
        return [_("link changed")]
    return [_("link changed from %(old)s to %(new)s") % {"old": old, "new": new}]


def _attributes(looks: list[tuple], name: str) -> dict | None:
    return next((dict(rest) for found, *rest in looks if found == name), None)


def _address(attributes: dict) -> str:
    address = unescape(attributes.get("href", ""))
    return address if len(address) <= _MOST_SAID else f"{address[:_MOST_SAID]}…"


def _said(looks: list[tuple], attribute: str) -> list[str]:
    return [value for _name, *rest in looks for name, value in rest if name == attribute]
