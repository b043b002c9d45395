"""Rooms whose rows two may change at once: nothing is written over, and the audit knows who did."""

import hashlib
import json

from django import forms
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from articles import audit
from articles.admin.desk import person
from articles.admin.room import RoomAdmin


class OpenedField(forms.CharField):
    """A digest of the row as the form was opened with it; nobody types in it."""

    widget = forms.HiddenInput({"autocomplete": "off"})

    def has_changed(self, initial, data):
        return False


class HeldForm(forms.ModelForm):
    opened = OpenedField(required=False)

    # What whoever fills it in may do: a permissions.Permissions, set by the admin.
    person = None
    # What is said where somebody else changed the row meanwhile.
    moved_on = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened"] = _digest(self.held_values())

    def held_values(self) -> dict:
        """What nobody else may have changed meanwhile; a query for each list of rows in it."""
        return forms.model_to_dict(self.instance)

    def clean(self):
        cleaned = super().clean()
        # A second press finds what the first one wrote, and changes nothing.
        is_change = self.instance.pk and self.has_changed()
        if is_change and cleaned.get("opened") != self.initial["opened"]:
            self.add_error(None, self.moved_on)
        return cleaned


def _digest(values: dict) -> str:
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = sorted(each.pk for each in value)
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


class HeldRoomAdmin(RoomAdmin):
    """For a HeldForm."""

    # What the audit calls a row of this room.
    noun = ""

    def get_object(self, request, object_id, from_field=None):
        """Held on the way to a write: nobody else changes what the form is compared with."""
        found = super().get_object(request, object_id, from_field)
        if request.method != "POST":
            return found
        with transaction.atomic():
            held = self.get_queryset(request).select_for_update().filter(pk=found.pk).first()
        if held is None:
            raise Http404
        return held

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.person = person(request)
        return form

    # The audit tells who did it and to which, and none of its words.

    def log_addition(self, request, obj, message):
        self._record("added", request, obj.name, obj.pk)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        if message:
            self._record("changed", request, obj.name, obj.pk)
        return super().log_change(request, obj, message)

    def delete_model(self, request, obj):
        name, key = obj.name, obj.pk
        super().delete_model(request, obj)
        self._record("deleted", request, name, key)

    def _record(self, act: str, request, name: str, key: int) -> None:
        act = f"{self.noun} {act}"
        audit.record(act, by=request.user, at=timezone.now(), name=name, key=key)
