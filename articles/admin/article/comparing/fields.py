"""The fields and relations of two texts as an editor reads them: names, labels, moments."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import content as contents
from articles import diffing, drafting
from articles.admin.article import values
from articles.admin.article.names import Names
from articles.models import Author


@dataclass(frozen=True)
class FieldRow:
    name: str
    label: str
    before: str
    after: str
    # Both in one, with marks; "" where only both beside each other can be read.
    inline: str = ""
    # What was added and what was taken out, in words.
    note: str = ""
    is_of_the_story: bool = False

    @property
    def is_restorable(self) -> bool:
        return self.name not in drafting.NEVER_RESTORED


def rows(before: dict, after: dict, names: Names) -> list[FieldRow]:
    """Those that differ; the body stands for itself."""
    changed = [name for name in contents.differing(before, after) if name != "body"]
    return [_row(name, before.get(name), after.get(name), names) for name in changed]


def said(content: dict, names: Names) -> list[tuple[str, str, bool]]:
    """(label, value, whether it is words of the story) of every field that says something."""
    spoken = [name for name in contents.FIELDS if name != "body" and values.says(content.get(name))]
    return [
        (values.label_of(name), values.shown(name, content[name], names), name in contents.WORDS)
        for name in spoken
    ]


def equal(before: dict, after: dict) -> list[str]:
    """The labels of fields that say the same on both sides, and say something."""
    same = [name for name in contents.FIELDS if before.get(name) == after.get(name)]
    spoken = [name for name in same if name != "body" and values.says(before.get(name))]
    return [values.label_of(name) for name in spoken]


def _row(name: str, before, after, names: Names) -> FieldRow:
    label = values.label_of(name)
    if values.is_text(name):
        marked = diffing.text(before or "", after or "")
        return FieldRow(
            name,
            label,
            marked.before or values.NOTHING,
            marked.after or values.NOTHING,
            marked.inline,
            is_of_the_story=name in contents.WORDS,
        )
    words = (values.shown(name, value, names) for value in (before, after))
    return FieldRow(name, label, *words, note=_note(name, before, after, names))


def _note(name: str, before, after, names: Names) -> str:
    """What a list gained and lost, or that only its order is another."""
    if name not in contents.LISTS and name != contents.BYLINES:
        return ""
    one, other = (_entries(name, value, names) for value in (before, after))
    added = ", ".join(words for key, words in other.items() if key not in one)
    removed = ", ".join(words for key, words in one.items() if key not in other)
    said = [_("added: %s") % added] if added else []
    said += [_("removed: %s") % removed] if removed else []
    if said:
        return "; ".join(said)
    return _("in another order") if list(one) != list(other) else _("in another role")


def _entries(name: str, value, names: Names) -> dict[int, str]:
    if name == contents.BYLINES:
        return {row["author"]: names.name(Author, row["author"]) for row in value or ()}
    return {key: names.name(contents.LISTS[name], key) for key in value or ()}
