"""The fields and relations of two texts as an editor reads them: names, labels, moments."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import content as contents
from articles import diffing, drafting
from articles.admin.article.comparing.names import Names
from articles.admin.desk import moment_text
from articles.models import Article, Author

# Names whose values are words of the story, and so in its language.
IN_ITS_LANGUAGE = frozenset({
    "headline", "kicker", "standfirst", "dateline", "lead_image_caption", "seo_headline",
    "seo_description", "social_headline", "social_description",
})  # fmt: skip
NOTHING = "–"


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


def label_of(name: str) -> str:
    is_list = name == contents.BYLINES
    words = _("bylines") if is_list else Article._meta.get_field(name).verbose_name
    return str(capfirst(words))


def rows(before: dict, after: dict, names: Names) -> list[FieldRow]:
    """Those that differ; the body stands for itself."""
    changed = [name for name in contents.differing(before, after) if name != "body"]
    return [_row(name, before.get(name), after.get(name), names) for name in changed]


def said(content: dict, names: Names) -> list[tuple[str, str, bool]]:
    """(label, value, whether it is words of the story) of every field that says something."""
    spoken = [name for name in contents.FIELDS if name != "body" and says(content.get(name))]
    return [
        (label_of(name), shown(name, content[name], names), name in IN_ITS_LANGUAGE)
        for name in spoken
    ]


def equal(before: dict, after: dict) -> list[str]:
    """The labels of fields that say the same on both sides, and say something."""
    same = [name for name in contents.FIELDS if before.get(name) == after.get(name)]
    return [label_of(name) for name in same if name != "body" and says(before.get(name))]


def says(value) -> bool:
    return value not in (None, "", [], False)


def _row(name: str, before, after, names: Names) -> FieldRow:
    label = label_of(name)
    if name in contents.TEXTS and not _choices(name):
        marked = diffing.text(before or "", after or "")
        return FieldRow(
            name,
            label,
            marked.before or NOTHING,
            marked.after or NOTHING,
            marked.inline,
            is_of_the_story=name in IN_ITS_LANGUAGE,
        )
    words = (shown(name, value, names) for value in (before, after))
    return FieldRow(name, label, *words, note=_note(name, before, after, names))


def shown(name: str, value, names: Names) -> SafeString | str:
    """A value as an editor reads it."""
    if name == "lead_image":
        return picture(value, names)
    if name == contents.BYLINES:
        return _listed([_byline(row, names) for row in value or ()])
    if name in contents.LISTS:
        return _listed([names.name(contents.LISTS[name], key) for key in value or ()])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not says(value):
        return NOTHING
    if name in contents.MOMENTS:
        return moment_text(contents.moment(value))
    if name in contents.KEYS:
        return names.name(contents.KEYS[name], value)
    return str(_choices(name).get(value, value))


def _choices(name: str) -> dict:
    return dict(Article._meta.get_field(name).flatchoices)


def _byline(row: dict, names: Names) -> str:
    name = names.name(Author, row["author"])
    return f"{name} ({row['role']})" if row.get("role") else name


def _listed(words: list[str]) -> SafeString | str:
    if not words:
        return NOTHING
    items = format_html_join("", "<li>{}</li>", ([each] for each in words))
    return format_html('<ol class="compare-list">{}</ol>', items)


def picture(key: int | None, names: Names) -> SafeString | str:
    """The picture itself and its name."""
    if key is None:
        return NOTHING
    found = names.picture(key)
    if found is None:
        return _("A picture that is gone since")
    words = format_html('<span class="compare-picture-name">{}</span>', found["name"])
    if not found["src"]:
        return words
    alt = found["alt"] or _("Picture without an alternative text")
    return format_html(
        '<img class="compare-picture" src="{}" alt="{}" loading="lazy"> {}',
        found["src"],
        alt,
        words,
    )


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
