"""Kinds of change: what each does to readers, and which one a change looks like."""

from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext_lazy as _

from articles import richtext
from articles.models import Change


@dataclass(frozen=True)
class Kind:
    """What a kind of change does to readers, and the words of its press, now and later."""

    change: Change
    sentence: str
    now: str
    later: str


KINDS = [
    Kind(
        Change.MINOR,
        _("Readers are told nothing, and “Updated” stays as it is: a typo, a comma."),
        _("Publish quietly"),
        _("Schedule quietly"),
    ),
    Kind(
        Change.UPDATE,
        _("There is news in it: “Updated” moves to this moment."),
        _("Publish the update"),
        _("Schedule the update"),
    ),
    Kind(
        Change.CLARIFICATION,
        _("What was unclear is said below the story, and “Updated” moves."),
        _("Publish the clarification"),
        _("Schedule the clarification"),
    ),
    Kind(
        Change.CORRECTION,
        _("What was wrong is said above the story, and “Updated” moves."),
        _("Publish the correction"),
        _("Schedule the correction"),
    ),
    Kind(
        Change.RETRACTION,
        _("That the story does not stand is said above it, and “Updated” moves."),
        _("Publish the retraction"),
        _("Schedule the retraction"),
    ),
    Kind(
        Change.EDITORS_NOTE,
        _("Your note stands above the story, and “Updated” stays as it is."),
        _("Publish with the note"),
        _("Schedule with the note"),
    ),
    Kind(
        Change.REPLY,
        _("The reply is printed unchanged below the story, and “Updated” moves."),
        _("Publish with the reply"),
        _("Schedule with the reply"),
    ),
]
# A misspelled name or two in letters, and less than any new fact takes.
_FEW = 20
# What readers see of a story besides its text.
_SEEN = ("section", "lead_image", "genre", "source", "dateline", "dated_at", "bylines")
_TEXTS = ("kicker", "headline", "standfirst", "lead_image_caption", "lead_image_alt", "credit_line")


def slight(before: dict, after: dict) -> int | None:
    """How many characters of text two contents differ by, where it is no more than a slip of the
    pen would take; else None. A figure that changes is never a slip.
    """
    if any(before[name] != after[name] for name in _SEEN):
        return None
    pairs = [(before[name], after[name]) for name in _TEXTS]
    pairs += zip_longest(_paragraphs(before), _paragraphs(after), fillvalue="")
    parts = [part for one, other in pairs if one != other for part in _differing(one, other)]
    if any(character.isdigit() for part in parts for character in part):
        return None
    count = sum(max(map(len, pair)) for pair in zip(parts[::2], parts[1::2], strict=True))
    return count if 0 < count <= _FEW else None


def _paragraphs(content: dict) -> list[str]:
    return richtext.plain_text(content["body"]).split("\n")


def _differing(one: str, other: str) -> tuple[str, str]:
    """The middles of two texts, without what they begin and end with alike."""
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    one, other = one[start:], other[start:]
    shorter = min(len(one), len(other))
    end = next((at for at in range(shorter) if one[-1 - at] != other[-1 - at]), shorter)
    return one[: len(one) - end], other[: len(other) - end]
