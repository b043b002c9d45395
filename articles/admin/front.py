"""Fronts at the desk: the lead and up to four pinned stories of an edition."""

from django.contrib import admin

from articles.admin.choosing import ChoosesRows
from articles.admin.desk import DeskAdmin
from articles.models import Front, Placement
from articles.roles import Act


class PlacementInline(ChoosesRows, admin.StackedInline):
    model = Placement
    extra = 1
    max_num = len(Placement.Slot)
    autocomplete_fields = ("article",)
    ordering = ("slot",)

    def has_view_permission(self, request, obj=None):
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(Front)
class FrontAdmin(DeskAdmin):
    change_act = Act.CURATE
    list_display = ("__str__", "language")
    inlines = (PlacementInline,)
