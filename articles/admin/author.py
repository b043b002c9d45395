"""Authors at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.desk import person
from articles.admin.room import RoomAdmin
from articles.models import Author
from articles.roles import Act


@admin.register(Author)
class AuthorAdmin(RoomAdmin):
    heading = _("Authors")
    new_heading = _("New author")
    list_select_related = ("user",)
    search_fields = ("name", "slug")
    search_help_text = _("Finds names and addresses.")
    raw_id_fields = ("user",)

    def get_fields(self, request, obj=None):
        """Who signs in as what is for those who manage people."""
        fields = ("name", "slug", "role", "bio")
        return (*fields, "user") if _may_link(request) else fields

    def get_list_display(self, request):
        return ("name", "role", "user") if _may_link(request) else ("name", "role")


def _may_link(request) -> bool:
    return person(request).everywhere(Act.MANAGE_PEOPLE)
