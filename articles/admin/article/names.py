"""What the keys of contents stand for: read together, and said in words where it is gone."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import content as contents
from articles.admin.library import as_shown
from articles.models import Author, Image
from articles.models.address import Mergeable


class Names:
    """The rows that some contents name: one query for each kind of row, none for no keys."""

    def __init__(self, *found: dict):
        self._rows = {
            model: _rows(model).in_bulk(keys) for model, keys in _keys(found).items() if keys
        }

    def name(self, model, key: int) -> str:
        row = self._rows.get(model, {}).get(key)
        if row is None:
            return _("(gone since)")
        present = row.present if isinstance(row, Mergeable) else row
        if present == row:
            return str(row)
        return _("%(name)s (now: %(present)s)") % {"name": row, "present": present}

    def picture(self, key: int | None) -> dict | None:
        """As library.as_shown() has it; None where there is none, or it is gone."""
        row = self._rows.get(Image, {}).get(key)
        return row and as_shown(row)


def _rows(model) -> QuerySet:
    if model is Image:
        return model.objects.prefetch_related("renditions")
    if issubclass(model, Mergeable):
        return model.objects.select_related("merged_into")
    return model.objects.all()


def _keys(found: Iterable[dict]) -> dict:
    keys: dict[type, set[int]] = {}
    for content in found:
        for name, model in contents.KEYS.items():
            keys.setdefault(model, set()).update({content.get(name)} - {None})
        for name, model in contents.LISTS.items():
            keys.setdefault(model, set()).update(content.get(name, ()))
        rows = content.get(contents.BYLINES, ())
        keys.setdefault(Author, set()).update(row["author"] for row in rows)
    return keys
