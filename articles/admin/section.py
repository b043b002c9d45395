"""Sections at the desk."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import addressing, folding
from articles.admin.desk import DeskAdmin
from articles.models import Section


class SectionForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        slug = folding.slugify(cleaned.get("slug") or cleaned.get("name") or "")
        if addressing.is_reserved(slug):
            raise ValidationError({"slug": _("This address belongs to another page of the paper.")})
        return cleaned


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    form = SectionForm
    list_display = ("name", "language", "parent", "position", "get_absolute_url")
    list_filter = ("language",)
    list_select_related = ("parent",)
    search_fields = ("name", "slug")
    autocomplete_fields = ("parent",)
    fields = ("name", "slug", "language", "parent", "description", "position")
