"""A content's values as an editor reads them: names, pictures, moments on the newsroom's clock."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import content as contents
from articles.admin.article.embargoes import end_words
from articles.admin.article.names import Names
from articles.models import Article, Author

NOTHING = "–"


def label_of(name: str) -> str:
    return capfirst(contents.label(name))


def is_text(name: str) -> bool:
    """Whether words are compared in it: anything else is one value or another."""
    return name in contents.TEXTS and not _choices(name)


def says(value) -> bool:
    return value not in (None, "", [], False)


def shown(name: str, value, names: Names, *, in_line: bool = False) -> SafeString | str:
    """A value as an editor reads it; a list as one, or `in_line` with what stands around it."""
    if name == "lead_image":
        return _picture(value, names)
    if name == contents.BYLINES or name in contents.LISTS:
        rows = _rows(name, value or (), names)
        return (", ".join(rows) or NOTHING) if in_line else _listed(rows)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not says(value):
        return NOTHING
    if name in contents.MOMENTS:
        return end_words(contents.moment(value))
    if name in contents.KEYS:
        return names.name(contents.KEYS[name], value)
    return str(_choices(name).get(value, value))


def _rows(name: str, value, names: Names) -> list[str]:
    if name == contents.BYLINES:
        return [_byline(row, names) for row in value]
    return [names.name(contents.LISTS[name], key) for key in value]


def _byline(row: dict, names: Names) -> str:
    name = names.name(Author, row["author"])
    return f"{name} ({row['role']})" if row.get("role") else name


def _listed(words: list[str]) -> SafeString | str:
    if not words:
        return NOTHING
    items = format_html_join("", "<li>{}</li>", ([each] for each in words))
    return format_html('<ol class="value-list">{}</ol>', items)


def _picture(key: int | None, names: Names) -> SafeString | str:
    if key is None:
        return NOTHING
    picture = names.picture(key)
    if picture is None:
        return _("A picture that is gone since")
    words = format_html('<span class="value-picture-name">{}</span>', picture["name"])
    if not picture["src"]:
        return words
    alt = picture["alt"] or _("Picture without an alternative text")
    return format_html(
        '<img class="value-picture" src="{}" alt="{}" loading="lazy"> {}',
        picture["src"],
        alt,
        words,
    )


def _choices(name: str) -> dict:
    return dict(Article._meta.get_field(name).flatchoices)
