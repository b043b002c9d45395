"""Sections at the desk."""

from django.contrib import admin

from articles.admin.desk import DeskAdmin
from articles.models import Section


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    list_display = ("name", "language", "parent", "position", "get_absolute_url")
    list_filter = ("language",)
    list_select_related = ("parent",)
    search_fields = ("name", "slug")
    autocomplete_fields = ("parent",)
    fields = ("name", "slug", "language", "parent", "description", "position")
