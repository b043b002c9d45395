"""Templates at the desk: what a new story of a kind begins with, managed by section."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import richtext
from articles.admin.desk import person
from articles.admin.held import HeldForm, HeldRoomAdmin
from articles.models import StoryTemplate
from articles.roles import Act
from newsroom.editor import editor_policy


class StoryTemplateForm(HeldForm):
    moved_on = gettext_lazy(
        "Somebody else changed this template after you opened it. "
        "Open it again in another window and carry over what you need."
    )

    class Meta:
        widgets = {
            "standfirst": forms.Textarea(attrs={"rows": 2}),
            "note_to_editors": forms.Textarea(attrs={"rows": 3}),
            "target_words": forms.NumberInput(attrs={"min": 1}),
        }

    def clean(self):
        cleaned = super().clean()
        if "section" not in cleaned:
            return cleaned
        section = cleaned["section"]
        if not self.person.within(Act.MANAGE_PLACES, section and section.pk):
            self.add_error("section", _("Choose a section that your role reaches."))
        elif section and cleaned.get("language") not in (None, section.language):
            self.add_error("language", _("The section is of another language."))
        return cleaned


@admin.register(StoryTemplate)
class StoryTemplateAdmin(HeldRoomAdmin):
    """Those of sections out of sight are not found; nothing but what they are deletes with them."""

    heading = gettext_lazy("Templates")
    new_heading = gettext_lazy("New template")
    noun = "template"
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

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        response._csp_config = editor_policy()
        return response

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return person(request).within(Act.MANAGE_PLACES, obj.section_id)

    has_delete_permission = has_change_permission
