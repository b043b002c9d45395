"""Authors at the desk."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.desk import person
from articles.admin.doubles import DoublesAdmin
from articles.errors import Refused
from articles.models import Author
from articles.roles import Act


@admin.register(Author)
class AuthorAdmin(DoublesAdmin):
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

    def refuse_merge(self, request, double, into):
        """The account would be the other author's then."""
        if double.user_id and not _may_link(request):
            said = gettext("“%s” is a user of the desk: who manages people merges the two.")
            raise Refused(said % double)


def _may_link(request) -> bool:
    return person(request).everywhere(Act.MANAGE_PEOPLE)
