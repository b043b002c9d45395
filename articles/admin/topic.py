"""Topics at the desk."""

from django.contrib import admin

from articles.admin.desk import DeskAdmin
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    list_display = ("name", "kind", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "alternative_names", "slug")
    fields = ("name", "kind", "slug", "alternative_names", "description")
