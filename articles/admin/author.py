"""Authors at the desk."""

from django.contrib import admin

from articles.admin.desk import DeskAdmin, person
from articles.models import Author
from articles.roles import Act


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    list_select_related = ("user",)
    search_fields = ("name", "slug")
    raw_id_fields = ("user",)

    def get_fields(self, request, obj=None):
        """Who signs in as what is for those who manage people."""
        fields = ("name", "slug", "role", "bio")
        return (*fields, "user") if _may_link(request) else fields

    def get_list_display(self, request):
        return ("name", "role", "user") if _may_link(request) else ("name", "role")


def _may_link(request) -> bool:
    return person(request).everywhere(Act.MANAGE_PEOPLE)
