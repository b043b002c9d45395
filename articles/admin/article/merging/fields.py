"""Everything but the body: what one side changed is taken over, what both changed is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import content as contents
from articles import diffing
from articles.admin.article import values
from articles.admin.article.names import Names
from articles.errors import StaleBase


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


def differing(stale: StaleBase, chosen: Mapping[str, str]) -> list[Field]:
    """The fields in which the two texts differ, with what was `chosen` of them before."""
    theirs, mine = stale.theirs.content, stale.mine.content
    names = [name for name in contents.differing(theirs, mine) if name != "body"]
    said = names_in(stale)
    return [_field(name, stale, chosen.get(name, ""), said) for name in names]


def names_in(stale: StaleBase) -> Names:
    """What the keys in all of the texts stand for."""
    return Names(*(each.content for each in (stale.base, stale.theirs, stale.mine) if each))


def value_of(name: str, choice: str, stale: StaleBase):
    """What a field says by a choice."""
    if choice == "both":
        return _merged(name, stale)[0]
    revision = {"theirs": stale.theirs, "mine": stale.mine, "base": stale.base}[choice]
    return revision.content[name]


def _field(name: str, stale: StaleBase, chosen: str, names: Names) -> Field:
    base = stale.base and stale.base.content[name]
    theirs, mine = stale.theirs.content[name], stale.mine.content[name]
    changed_by = ""
    if stale.base:
        changed_by = "mine" if base == theirs else "theirs" if base == mine else ""
    choices = _choices(name, stale, changed_by)
    if chosen not in choices:
        chosen = changed_by or _proposed(name, stale, choices)
    options = [
        Option(choice, _shown(name, choice, stale, changed_by, names), choice == chosen)
        for choice in choices
    ]
    difference = ""
    if changed_by and values.is_text(name):
        difference = diffing.text(base, mine if changed_by == "mine" else theirs).inline
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


def _choices(name: str, stale: StaleBase, changed_by: str) -> list[str]:
    if changed_by:
        return ["theirs", "mine"]
    lists = ["both"] if name in contents.LISTS or name == contents.BYLINES else []
    return ["theirs", "mine", *lists, *(["base"] if stale.base else [])]


def _proposed(name: str, stale: StaleBase, choices: list[str]) -> str:
    """Both lists together, unless they say different things of one author."""
    return "both" if "both" in choices and not _merged(name, stale)[1] else ""


def _merged(name: str, stale: StaleBase) -> tuple[list, list]:
    """The list that both sides make together, and what of it is in doubt."""
    base = stale.base and stale.base.content[name]
    sides = (base, stale.theirs.content[name], stale.mine.content[name])
    if name == contents.BYLINES:
        return diffing.merge_bylines(*sides)
    return diffing.merge_lists(*sides), []


def _shown(name: str, choice: str, stale: StaleBase, changed_by: str, names: Names) -> str:
    """The value; of a text that both changed, with marks against what it was."""
    value = value_of(name, choice, stale)
    is_marked = values.is_text(name) and not changed_by and stale.base and choice != "base"
    if is_marked and value:
        return diffing.text(stale.base.content[name], value).inline
    if value in (None, "", []):
        return _("(nothing)")
    return values.shown(name, value, names, in_line=True)
