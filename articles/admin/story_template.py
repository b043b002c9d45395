"""Templates at the desk: what a new story of a kind begins with, managed by section."""

import hashlib
import json

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import audit, richtext
from articles.admin.desk import person
from articles.admin.room import RoomAdmin
from articles.models import StoryTemplate
from articles.roles import Act
from newsroom.editor import EDITOR_POLICY


class OpenedField(forms.CharField):
    """A digest of the row as the form was opened with it; nobody types in it."""

    widget = forms.HiddenInput({"autocomplete": "off"})

    def has_changed(self, initial, data):
        return False


class StoryTemplateForm(forms.ModelForm):
    opened = OpenedField(required=False)

    # What whoever fills it in may do: a permissions.Permissions, set by the admin.
    person = None

    class Meta:
        widgets = {
            "standfirst": forms.Textarea(attrs={"rows": 2}),
            "note_to_editors": forms.Textarea(attrs={"rows": 3}),
            "target_words": forms.NumberInput(attrs={"min": 1}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened"] = _digest(self.instance)

    def clean(self):
        cleaned = super().clean()
        # A second press finds what the first one wrote, and changes nothing.
        if self.instance.pk and self.has_changed():
            self._refuse_if_moved_on(cleaned.get("opened"))
        if "section" not in cleaned:
            return cleaned
        section = cleaned["section"]
        if not self.person.within(Act.MANAGE_PLACES, section and section.pk):
            self.add_error("section", _("Choose a section that your role reaches."))
        elif section and cleaned.get("language") not in (None, section.language):
            self.add_error("language", _("The section is of another language."))
        return cleaned

    def _refuse_if_moved_on(self, opened: str | None) -> None:
        if opened != self.initial["opened"]:
            said = _(
                "Somebody else changed this template after you opened it. "
                "Open it again in another window and carry over what you need."
            )
            self.add_error(None, said)


def _digest(template: StoryTemplate) -> str:
    """Of all that the form holds; one query, for the topics."""
    values = forms.model_to_dict(template)
    values["topics"] = sorted(topic.pk for topic in values["topics"])
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


@admin.register(StoryTemplate)
class StoryTemplateAdmin(RoomAdmin):
    """Those of sections out of sight are not found; nothing but what they are deletes with them."""

    heading = gettext_lazy("Templates")
    new_heading = gettext_lazy("New template")
    adds_many = False
    form = StoryTemplateForm
    list_display = ("name", "section", "language", "genre", "target_words")
    list_select_related = ("section",)
    search_fields = ("name",)
    search_help_text = gettext_lazy("Finds names.")
    autocomplete_fields = ("section", "topics")
    readonly_fields = ("body_as_read",)

    def get_queryset(self, request):
        sections = person(request).sections(Act.SEE).values("pk")
        return super().get_queryset(request).filter(Q(section=None) | Q(section__in=sections))

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

    def get_fieldsets(self, request, obj=None):
        may_write = self.has_change_permission(request, obj)
        hidden = ("opened",) if obj and may_write else ()
        return (
            (None, {"fields": ("name", "section", "language", *hidden)}),
            (
                gettext_lazy("What a story begins with"),
                {
                    "description": gettext_lazy(
                        "What the writer is to replace stands in double brackets: "
                        "[[Who decided what?]] Before publishing, the desk is told what is left."
                    ),
                    "fields": (
                        "kicker",
                        "headline",
                        "standfirst",
                        "body" if may_write else "body_as_read",
                        "genre",
                        "topics",
                        "note_to_editors",
                        "target_words",
                    ),
                },
            ),
        )

    @admin.display(description=gettext_lazy("body"))
    def body_as_read(self, template):
        return richtext.render(template.body)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.person = person(request)
        return form

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        response._csp_config = EDITOR_POLICY
        return response

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return person(request).within(Act.MANAGE_PLACES, obj.section_id)

    has_delete_permission = has_change_permission

    # The audit tells who did it and to which, and none of its words.

    def log_addition(self, request, obj, message):
        _record("template added", request, obj.name, obj.pk)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        if message:
            _record("template changed", request, obj.name, obj.pk)
        return super().log_change(request, obj, message)

    def delete_model(self, request, obj):
        name, key = obj.name, obj.pk
        super().delete_model(request, obj)
        _record("template deleted", request, name, key)


def _record(act: str, request, name: str, key: int) -> None:
    audit.record(act, by=request.user, at=timezone.now(), name=name, key=key)
