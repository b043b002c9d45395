"""People at the desk: Django's accounts with their roles in the paper, for superusers."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User

from articles.admin.choosing import ChoosesRows
from articles.models import Membership


class MembershipInline(ChoosesRows, admin.StackedInline):
    model = Membership
    extra = 1
    autocomplete_fields = ("section",)

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser

    has_view_permission = has_change_permission = has_delete_permission = has_add_permission


class PeopleAdmin(UserAdmin):
    inlines = (MembershipInline,)
    list_display = ("username", "email", "first_name", "last_name", "is_active", "is_superuser")

    def has_delete_permission(self, request, obj=None):
        """Nobody with a history is deleted: deactivate instead."""
        return False


# Roles are the paper's own (articles.roles), not Django's groups.
admin.site.unregister(Group)
admin.site.unregister(User)
admin.site.register(User, PeopleAdmin)
