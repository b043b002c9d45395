"""One finding of the checklist, and the kinds of which there may be a record."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from django.utils.translation import gettext_lazy as _


class Level(StrEnum):
    """Errors block, warnings can be passed with a word, notes are information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """`key` stays the same as long as the finding does; `field` is the content's, "" for none."""

    level: Level
    key: str
    sentence: str
    field: str = ""


# Errors that another moment, or another date, can mend.
TIMES = frozenset({"dated-ahead", "embargo"})

# Kinds of warnings in a few words, for the record of what was passed.
KINDS = {
    "standfirst-missing": _("no standfirst"),
    "headline-long": _("long headline"),
    "section-missing": _("no section"),
    "section-language": _("section of another language"),
    "body-missing": _("no text"),
    "guide": _("guiding text of a template"),
    "byline-missing": _("no byline"),
    "picture-alt": _("picture without alternative text"),
    "picture-credit": _("picture without credit"),
    "picture-rights": _("rights to the picture over"),
    "picture-web": _("picture not for the web"),
    "picture-usage": _("picture of another story or section"),
    "picture-ends": _("rights to the picture end soon"),
    "link": _("link that leads to nothing"),
    "links-many": _("more links than are looked at"),
    "name": _("name spelled differently"),
}


def key_of(kind: str, what: str) -> str:
    """A key for one of several findings of a kind.

    Keys go on record, which is never erased: they hold no words of a text.
    """
    return f"{kind}:{sha256(what.encode('utf-8', 'replace')).hexdigest()[:12]}"
