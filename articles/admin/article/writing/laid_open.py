"""An unsaved text in the writing page: what its fields begin with, exactly as it was typed."""

from django.utils.datastructures import MultiValueDict

from articles import content as contents
from articles import drafting
from articles.models import Author, UnsavedText


def values(form, text: UnsavedText) -> dict:
    """Name of a field → what stands in it at first: as the form read it from what was typed, faulty
    or not; or as a content holds it, where the text was never typed.
    """
    found = _typed(form, text.typed) if text.typed else _held(text.content)
    found |= {"base": text.base_id, "uid": text.uid, "opened": drafting.mark(text)}
    return {name: value for name, value in found.items() if name in form.fields}


def _typed(form, typed: dict) -> dict:
    data = MultiValueDict(typed)
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if name in contents.FIELDS
    }


def _held(content: dict) -> dict:
    found = {name: content[name] for name in contents.FIELDS}
    found |= {name: contents.moment(content[name]) for name in contents.MOMENTS}
    rows = content[contents.BYLINES]
    names = Author.objects.select_related("merged_into").in_bulk([row["author"] for row in rows])
    found[contents.BYLINES] = [
        (names[row["author"]].present.name, row["role"]) for row in rows if row["author"] in names
    ]
    return found
