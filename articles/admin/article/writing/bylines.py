"""The names of a story's byline, typed in the order printed, each perhaps with a role."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Byline

# Rows for names that are not filled yet, below those that are; scripts leave one of them.
_EMPTY_ROWS = 3
# More names than any byline has; each costs a query.
_MOST_NAMES = 50
_ROLE_LENGTH = Byline._meta.get_field("role").max_length


class BylinesWidget(forms.Widget):
    """Rows of a name and a role, in printed order. Works without JavaScript."""

    template_name = "admin/articles/article/bylines_widget.html"
    # Whether the way to a new author is offered below the names.
    may_add = False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        is_faulty = "aria-invalid" in context["widget"]["attrs"]
        rows = [(name, role, is_faulty and _author(name) is None) for name, role in value or []]
        context["widget"] |= {
            "rows": rows + [("", "", False)] * _EMPTY_ROWS,
            "known": Author.objects.standing().values_list("name", flat=True)[:1000],
            "may_add": self.may_add,
        }
        return context

    def value_from_datadict(self, data, files, name):
        if not hasattr(data, "getlist"):
            return data.get(name)
        pairs = zip(data.getlist(f"{name}-name"), data.getlist(f"{name}-role"), strict=False)
        return [(author.strip(), role.strip()) for author, role in pairs if author.strip()]

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-name" not in data

    def id_for_label(self, id_):
        return f"{id_}_0"


class BylinesField(forms.Field):
    """Typed names → [{"author": key, "role": str}]; an unknown name is said by name."""

    widget = BylinesWidget

    def clean(self, value):
        value = value or []
        if len(value) > _MOST_NAMES or any(len(role) > _ROLE_LENGTH for _name, role in value):
            raise ValidationError(
                _("At most %(names)d names, and at most %(length)d letters for a role."),
                params={"names": _MOST_NAMES, "length": _ROLE_LENGTH},
            )
        rows, unknown = [], []
        for name, role in value:
            author = _author(name)
            if author is None:
                unknown.append(name)
            else:
                rows.append({"author": author.pk, "role": role})
        if unknown:
            raise ValidationError([_unknown(name) for name in unknown])
        return rows

    def has_changed(self, initial, data):
        return list(initial or []) != list(data or [])


def _unknown(name: str) -> ValidationError:
    said = _("No author has the name “%(name)s”. Add the author first, or correct the name.")
    return ValidationError(said, params={"name": name})


def _author(name: str) -> Author | None:
    # PostgreSQL will not even be asked for a text with NUL.
    if "\0" in name:
        return None
    authors = Author.objects.standing_first()
    author = authors.filter(name__iexact=name).first()
    author = author or authors.filter(slug=name).first()
    return author and author.present
