"""What changed in how words are formatted, said in words."""

from html import unescape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.diffing.nodes import THINGS, Node
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
_BOXES = {
    "fact-box": gettext_lazy("fact box"),
    "pull-quote": gettext_lazy("pull quote"),
    "transcript": gettext_lazy("transcript"),
    "gallery": gettext_lazy("gallery"),
}
# A page may say what the uid of a figure is called, in an attribute that no stored body has.
NAME = "data-name"
_ALIGNED = {
    "": gettext_lazy("as wide as the text"),
    "wide": gettext_lazy("wide"),
    "start": gettext_lazy("at the start of the lines"),
    "end": gettext_lazy("at the end of the lines"),
}


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
    if before.thing or after.thing:
        return _of_figures(before.attributes, after.attributes)
    changed = dict(before.attributes.items() ^ after.attributes.items())
    notes = {
        "lang": _("other language"),
        "dir": _("other direction of writing"),
        "start": _("other numbering"),
        "reversed": _("other numbering"),
    }
    said = dict.fromkeys(notes.get(name, _("formatted otherwise")) for name in sorted(changed))
    return ", ".join(said)


def _of_figures(before: dict[str, str], after: dict[str, str]) -> str:
    """Whether another thing is shown, and what is said otherwise of it."""
    notes = []
    if _thing(before) != _thing(after):
        notes.append(_now(_called(after), _called(before)))
    if before.get("data-embed") and after.get("data-embed"):
        posters = before.get("data-image"), after.get("data-image")
        notes += [_("other poster")] if posters[0] != posters[1] else []
    old, new = (_ALIGNED.get(each.get("data-align", ""), "") for each in (before, after))
    if old != new:
        notes.append(_now(new, old))
    if before.get("data-alt", "") != after.get("data-alt", ""):
        notes.append(_of_alts(before.get("data-alt", ""), after.get("data-alt", "")))
    if before.get("data-decoration") != after.get("data-decoration"):
        is_now = after.get("data-decoration")
        notes.append(_("now a decoration") if is_now else _("no longer a decoration"))
    if not notes and before != after:
        notes.append(_("formatted otherwise"))
    return " ".join(notes)


def _thing(attributes: dict[str, str]) -> tuple[str, str]:
    return next(((each, attributes[each]) for each in THINGS if each in attributes), ("", ""))


def _called(attributes: dict[str, str]) -> str:
    """By its name or address; else by what kind of thing it is."""
    kinds = {
        "data-image": _("a picture"),
        "data-story": _("the card of a story"),
        "data-document": _("a document"),
    }
    kind, thing = _thing(attributes)
    said = unescape(attributes.get(NAME, "") or (thing if kind == "data-embed" else ""))
    words = kinds.get(kind) or _("figure")
    return f"“{said[:_MOST_SAID]}”" if said else words


def _now(new: str, old: str) -> str:
    return _("Now: %(new)s. Before: %(old)s.") % {"new": new, "old": old}


def _of_alts(old: str, new: str) -> str:
    words = {"old": unescape(old)[:_MOST_SAID], "new": unescape(new)[:_MOST_SAID]}
    if not new:
        return _("Alternative text of this use taken away: “%(old)s”.") % words
    if not old:
        return _("Alternative text of this use: “%(new)s”.") % words
    return _("Alternative text of this use, now: “%(new)s”. Before: “%(old)s”.") % words


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
