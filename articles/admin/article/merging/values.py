"""A content's values as an editor reads them: names instead of keys, moments on the clock."""

from django.utils.translation import gettext as _

from articles import composing
from articles import content as contents
from articles.admin.article.comparing.fields import NOTHING, picture
from articles.admin.article.comparing.names import Names
from articles.admin.desk import moment_text
from articles.models import Article, Author


def is_text(name: str) -> bool:
    """Whether words are compared in it: anything else is one value or another."""
    return name in contents.TEXTS and not _choices(name)


def shown(name: str, value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", []):
        return NOTHING
    if name == "lead_image":
        return picture(value, Names({name: value}))
    if name in contents.MOMENTS:
        return moment_text(contents.moment(value))
    if name in contents.KEYS:
        return _names(contents.KEYS[name], [value])
    if name in contents.LISTS:
        return _names(contents.LISTS[name], value)
    if name == contents.BYLINES:
        roles = {row["author"]: row["role"] for row in value}
        return _names(Author, list(roles), roles)
    return str(_choices(name).get(value, value))


def writing_of(content: dict) -> dict:
    """The language and the direction that a story is written in."""
    language = content["language"]
    written = "rtl" if language in composing.RIGHT_TO_LEFT else "ltr"
    return {"language": language, "direction": content["direction"] or written}


def _choices(name: str) -> dict:
    return dict(Article._meta.get_field(name).flatchoices)


def _names(model, keys: list[int], roles: dict | None = None) -> str:
    rows = model.objects.in_bulk(keys)
    names = ((str(rows.get(key, _("(gone since)"))), (roles or {}).get(key)) for key in keys)
    return ", ".join(f"{name} ({role})" if role else name for name, role in names)
