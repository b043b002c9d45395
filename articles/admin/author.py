"""Authors at the desk."""

from django.contrib import admin

from articles.admin.desk import DeskAdmin
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    list_display = ("name", "role", "user")
    list_select_related = ("user",)
    search_fields = ("name", "slug")
    raw_id_fields = ("user",)
    fields = ("name", "slug", "role", "bio", "user")
