"""Signs that news needs and keyboards lack, those of a story's language first.

Plain data for the editor's box of signs: groups of (sign, name). Typography differs by language in
its quotation marks above all; the letters are those that a foreign keyboard has not.
"""

from django.utils.translation import gettext_lazy as _

Sign = tuple[str, str]

_OPENING, _CLOSING = _("opening quotation mark"), _("closing quotation mark")
_INNER_OPENING = _("opening quotation mark within a quotation")
_INNER_CLOSING = _("closing quotation mark within a quotation")

# The outer pair, then the inner one.
_QUOTES = {
    "en": "“”‘’",
    "az": "«»“”",
    "tr": "“”‘’",
    "ru": "«»„“",
    "ar": "«»“”",
    "fa": "«»“”",
    "fr": "«»“”",
    "de": "„“‚‘",
}
_LETTERS = {
    "az": "əƏıİğĞşŞçÇöÖüÜ",
    "tr": "ıİğĞşŞçÇöÖüÜâÂîû",
    "ru": "ёЁ",
}
_OF_ALL: list[Sign] = [
    ("–", _("en dash")),
    ("—", _("em dash")),
    ("…", _("ellipsis")),
    ("’", _("apostrophe")),
    ("\u00a0", _("space that does not break")),
    ("\u2011", _("hyphen that does not break")),
    ("·", _("middle dot")),
    ("×", _("times")),
    ("−", _("minus")),
    ("±", _("plus or minus")),
    ("°", _("degree")),
    ("½", _("one half")),
    ("²", _("squared")),
    ("‰", _("per mille")),
    ("№", _("number sign")),
    ("§", _("section sign")),
    ("€", _("euro")),
    ("£", _("pound")),
    ("₼", _("manat")),
    ("₺", _("lira")),
    ("₽", _("rouble")),
    ("©", _("copyright sign")),
    ("→", _("arrow")),
]
_ARABIC: list[Sign] = [
    ("،", _("Arabic comma")),
    ("؛", _("Arabic semicolon")),
    ("؟", _("Arabic question mark")),
    ("ـ", _("tatweel")),
    ("\u200c", _("zero-width non-joiner")),
    ("\u200f", _("right-to-left mark")),
    ("\u200e", _("left-to-right mark")),
]


def signs(language: str) -> list[Sign]:
    """All signs for a text in this language, its quotation marks first."""
    names = (_OPENING, _CLOSING, _INNER_OPENING, _INNER_CLOSING)
    base = language.split("-")[0]
    found = list(zip(_QUOTES.get(base, _QUOTES["en"]), names, strict=True))
    found += _ARABIC if base in ("ar", "fa", "ur") else []
    found += [sign for sign in _OF_ALL if sign[0] not in dict(found)]
    return found + [(letter, letter) for letter in _LETTERS.get(base, "")]
