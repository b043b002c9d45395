"""Sections at the desk."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addressing, folding
from articles.admin.desk import person
from articles.admin.room import RoomAdmin
from articles.models import Section
from articles.roles import Act


class SectionForm(forms.ModelForm):
    # What whoever fills it in may do: a permissions.Permissions, set by the admin.
    person = None

    def clean(self):
        cleaned = super().clean()
        parent = cleaned.get("parent")
        is_moved = self.instance.pk is None or parent != self.instance.parent
        if self.instance.pk and is_moved and not self.person.everywhere(Act.MANAGE_PEOPLE):
            said = _(
                "Roles reach what stands below: who manages people everywhere moves a section."
            )
            self.add_error("parent", said)
        if is_moved and not self.person.within(Act.MANAGE_PLACES, parent and parent.pk):
            self.add_error("parent", _("Choose a section that your role reaches."))
        slug = folding.slugify(cleaned.get("slug") or cleaned.get("name") or "")
        language = cleaned.get("language", "")
        if addressing.is_anothers(self.instance, slug, language):
            raise ValidationError({"slug": _("This address belongs to another page of the paper.")})
        return cleaned


@admin.register(Section)
class SectionAdmin(RoomAdmin):
    heading = gettext_lazy("Sections")
    new_heading = gettext_lazy("New section")
    form = SectionForm
    # Whoever manages people gives roles in sections.
    see_acts = (Act.SEE, Act.MANAGE_PEOPLE)
    list_display = ("name", "language", "parent", "position", "address")
    list_filter = ("language",)
    list_select_related = ("parent",)
    search_fields = ("name", "slug")
    search_help_text = gettext_lazy("Finds names and addresses.")
    autocomplete_fields = ("parent",)
    fields = ("name", "slug", "language", "parent", "description", "position")

    @admin.display(description=gettext_lazy("address"))
    def address(self, section):
        return section.get_absolute_url()

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return person(request).within(Act.MANAGE_PLACES, obj.pk)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.person = person(request)
        return form
