"""The audit at the desk: to be read, never written."""

from django.contrib import admin

from articles.admin.desk import DeskAdmin
from articles.models import AuditRow
from articles.roles import Act


@admin.register(AuditRow)
class AuditAdmin(DeskAdmin):
    see_act = Act.READ_AUDIT
    list_display = ("at", "by", "act", "article")
    list_select_related = ("by", "article")
    list_filter = ("act",)
    fields = ("at", "by", "act", "article", "detail")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("article__body")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
