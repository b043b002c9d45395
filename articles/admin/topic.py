"""Topics at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.doubles import DoublesAdmin
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(DoublesAdmin):
    heading = _("Topics")
    new_heading = _("New topic")
    list_display = ("name", "kind", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "alternative_names", "slug")
    search_help_text = _("Finds names, other spellings and addresses.")
    fields = ("name", "kind", "slug", "alternative_names", "description")
