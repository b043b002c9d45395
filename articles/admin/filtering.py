"""Filters of lists at the desk, as an address holds them: what was chosen, and how it is said."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SEARCH = "q"
MAX_SEARCH = 200


class DayField(forms.DateField):
    """A day that the newsroom's calendar has, and that every zone can count with."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [
        MinValueValidator(date(1900, 1, 1)),
        MaxValueValidator(date(9000, 1, 1)),
    ]

    def __init__(self, label):
        super().__init__(label=label, required=False, input_formats=["%Y-%m-%d"])


_ANY = gettext_lazy("Any")


def choice(label, choices=(), nothing=_ANY) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", nothing), *choices])


class AskedFilters(forms.Form):
    """Read leniently from an address: what it does not know is left out, and said to be."""

    def read(self, data: QueryDict) -> None:
        """To be called once all choices are there."""
        self.is_valid()
        self.chosen = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        self.search = data.get(SEARCH, "").replace("\0", "").strip()[:MAX_SEARCH]

    @property
    def is_lenient(self) -> bool:
        """Whether something was asked that is no (longer a) filter."""
        return bool(self.errors)

    def query(self, *, without: str = "", more: dict | None = None) -> str:
        """The filters and words as an address holds them, always in the same order."""
        asked = QueryDict(mutable=True)
        pairs = {name: self.data.get(name) for name in self.fields if name in self.chosen}
        if self.search:
            pairs[SEARCH] = self.search
        pairs.pop(without, None)
        asked.update(pairs | (more or {}))
        return asked.urlencode()

    def chips(self) -> list["Chip"]:
        found = [
            Chip(f"{self[name].label}: {self._in_words(name)}", self.query(without=name))
            for name in self.fields
            if name in self.chosen
        ]
        if self.search:
            found.append(Chip(_("Words: %s") % self.search, self.query(without=SEARCH)))
        return found

    def _in_words(self, name: str) -> str:
        value = self.cleaned_data[name]
        if isinstance(value, date):
            return value.isoformat()
        for key, label in self.fields[name].choices:
            among = label if isinstance(label, list | tuple) else [(key, label)]
            for one, words in among:
                if str(one) == value:
                    return str(words)
        return value


@dataclass(frozen=True)
class Chip:
    """A chosen filter in words, and the address of the list without it."""

    words: str
    query: str
