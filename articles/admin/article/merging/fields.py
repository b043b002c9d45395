"""Everything but the body: what one side changed is taken over, what both changed is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import content as contents
from articles import diffing, three_way
from articles.admin.article import values
from articles.admin.article.names import Names
from articles.three_way import Sides


@dataclass(frozen=True)
class Option:
    """One way out: the choice that the form sends, and what the field would say."""

    choice: str
    shown: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    options: list[Option]
    # Which side alone changed it: theirs or mine; "" for a field that both changed.
    changed_by: str
    chosen: str
    base: str = ""
    # What changed, in one text with marks; "" where both values can only be read.
    difference: str = ""
    is_of_the_story: bool = False
    is_asked: bool = False


def differing(sides: Sides, chosen: Mapping[str, str]) -> list[Field]:
    """The fields in which the two texts differ, with what was `chosen` of them before."""
    said = names_in(sides)
    return [_field(name, sides, chosen.get(name, ""), said) for name in three_way.differing(sides)]


def names_in(sides: Sides) -> Names:
    """What the keys in all of the texts stand for."""
    return Names(*(each for each in (sides.base, sides.theirs, sides.mine) if each))


def _field(name: str, sides: Sides, chosen: str, names: Names) -> Field:
    base = sides.base and sides.base[name]
    changed_by, choices = three_way.changed_by(sides, name), three_way.ways_out(sides, name)
    if chosen not in choices:
        chosen = three_way.proposed(sides, name)
    options = [
        Option(choice, _shown(name, choice, sides, names), choice == chosen) for choice in choices
    ]
    difference = ""
    if changed_by and values.is_text(name):
        difference = diffing.text(base, three_way.value(sides, name, changed_by)).inline
    return Field(
        name,
        values.label_of(name),
        options,
        changed_by,
        chosen,
        base=values.shown(name, base, names, in_line=True),
        difference=difference,
        is_of_the_story=name in contents.WORDS,
    )


def _shown(name: str, choice: str, sides: Sides, names: Names) -> str:
    """The value; of a text that both changed, with marks against what it was."""
    value = three_way.value(sides, name, choice)
    is_marked = sides.base is not None and choice != "base" and values.is_text(name)
    is_marked = is_marked and not three_way.changed_by(sides, name)
    if is_marked and value:
        return diffing.text(sides.base[name], value).inline
    if value in (None, "", []):
        return _("(nothing)")
    return values.shown(name, value, names, in_line=True)
