"""What stands in the writing page's form, read as far as it can be read, and what could not be.

A form that would not save has a preview too, and is kept as well: a text is taken as it was typed,
whatever else is faulty stands as it was saved, and every fault is a sentence.
"""

from dataclasses import dataclass, field

from django.utils.text import capfirst

from articles import content as contents
from articles import permissions
from articles.admin.article.writing.form import ArticleForm
from articles.admin.desk import person
from articles.errors import BodyRefused, Invalid
from articles.models import Article, Revision

# Texts that are chosen from a list: what is not on it means nothing.
_CHOICES = frozenset({"genre", "language", "direction"})
# Longer than any text but the body may be, and short enough for every page.
_MOST_LETTERS = 5000
_MOST_NAMES = 50


@dataclass(frozen=True)
class Copy:
    """A text to be shown or kept: its content, and what its form said that no content can hold."""

    content: dict
    is_saved: bool
    # Whether the content says what the working copy says, or a new story that is still blank.
    is_untouched: bool = True
    # Names and roles in a line of names that names somebody unknown; None where all are known.
    names: list[tuple[str, str]] | None = None
    faults: list[str] = field(default_factory=list)
    # The text that it is, or that it was typed on, where that is not the newest.
    base: Revision | None = None


class _TypedForm(ArticleForm):
    """The writing page's form, asked field by field: one fault does not hide what others hold."""

    def clean(self):
        self._keep_moments_not_changed()
        return self.cleaned_data

    def _post_clean(self):
        """Nothing is put into the story."""


def saved(article: Article) -> Copy:
    """The working copy as it is stored."""
    return Copy(contents.of(article), is_saved=True)


def sent(model_admin, request, article: Article) -> ArticleForm:
    """The form that was sent of the writing page of a story, of one that is only begun, or of one
    that was removed meanwhile: nobody may write in that, and its own form would take no words.
    """
    is_stored = article.pk is not None and article.removed_at is None
    form_of = model_admin.get_form(
        request, article if is_stored else None, change=is_stored, form=_TypedForm
    )
    form = form_of(request.POST, instance=article)
    form.is_valid()
    return form


def as_sent(form) -> dict[str, list[str]]:
    """Name → values of all that its fields were sent, faulty or not; PostgreSQL stores no NUL."""
    found = {}
    for name, values in form.data.lists():
        if any(
            name == field or name.startswith((f"{field}_", f"{field}-")) for field in form.fields
        ):
            found[name] = [value.replace("\0", "") for value in values]
    return found


def read(request, form, *, most: int | None = _MOST_LETTERS) -> Copy:
    """The text that a sent form holds; a faulty one of its texts is cut behind `most` letters."""
    article = form.instance
    is_begun = article.pk is None
    before = contents.of(article)
    content, faults = _content(form, before, most)
    refused = permissions.refused_changes(person(request), article, before, content)
    for name, sentences in refused.items():
        content[name] = before[name]
        faults += _said(form, name, sentences)
    is_untouched = not contents.differing(content, before)
    return Copy(content, is_untouched and not is_begun, is_untouched, _names(form), faults)


def _content(form, before: dict, most: int | None) -> tuple[dict, list[str]]:
    """The content of a form on the one that was saved, and what could not be read of it."""
    content, faults = dict(before), []
    for name in [name for name in contents.FIELDS if name in form.fields]:
        faults += _said(form, name, form.errors.get(name, ()))
        if form.add_prefix(name) not in form.errors:
            content |= _readable(name, _in_order(name, form.cleaned_data[name], before))
        elif name in contents.TEXTS and name not in _CHOICES:
            content |= _readable(name, str(form[name].data or "")[:most])
    return content, faults


def _readable(name: str, value) -> dict:
    """One field as a content holds it; nothing where it holds no such value."""
    try:
        return contents.normalise({name: value})
    except (BodyRefused, Invalid):
        return {}


def _in_order(name: str, value, before: dict):
    """A select box knows no order: what was chosen before keeps its place."""
    if name not in contents.LISTS:
        return value
    places = {key: place for place, key in enumerate(before[name])}
    return sorted(value, key=lambda row: places.get(row.pk, len(places)))


def _said(form, name: str, sentences) -> list[str]:
    label = capfirst(str(form.fields[name].label or name)) if name in form.fields else name
    # A sentence may repeat what was typed.
    return [f"{label}: {_one_line(str(said), _MOST_LETTERS)}" for said in sentences]


def _names(form) -> list[tuple[str, str]] | None:
    """The line of names as it was typed, where somebody in it is unknown."""
    if contents.BYLINES not in form.errors:
        return None
    pairs = form[contents.BYLINES].data or []
    return [(_one_line(name), _one_line(role)) for name, role in pairs[:_MOST_NAMES]]


def _one_line(text: str, most: int = 200) -> str:
    """As a content would hold it: without what cannot be stored or printed."""
    return " ".join(contents.normalise({"kicker": text})["kicker"].split())[:most]
