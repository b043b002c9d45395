"""Boxes that choose a row by typing, which survive keys that no row can have.

Django's own ask the database for whatever was sent, when the form is shown again with its faults.
"""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

# No row has it, and every database can be asked for it.
NO_ROW = "0"
_LARGEST = 2**63 - 1


class RowSelect(AutocompleteSelect):
    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return row_key(value) if value else value


class RowsSelect(AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs, extra_attrs=None):
        """Each row has its own ×; the one for all would stand in the list and be none of it."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}

    def value_from_datadict(self, data, files, name):
        return [row_key(value) for value in super().value_from_datadict(data, files, name) or ()]


def row_key(value: str) -> str:
    """The value if a row can have it as its key, else a key that none has."""
    is_key = value.isascii() and value.isdigit() and len(value) < 20 and int(value) <= _LARGEST
    return value if is_key else NO_ROW


class ChoosesRows:
    """For admins and inlines: autocomplete_fields with the boxes above."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowsSelect(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
