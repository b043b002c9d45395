"""Fronts at the desk: the lead and up to four pinned stories of an edition."""

from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.choosing import ChoosesRows
from articles.admin.desk import person
from articles.admin.room import RoomAdmin
from articles.models import Front, Placement
from articles.roles import Act


class PlacementInline(ChoosesRows, admin.StackedInline):
    model = Placement
    template = "admin/room/rows.html"
    heading = gettext_lazy("Placed stories")
    extra = 1
    max_num = len(Placement.Slot)
    autocomplete_fields = ("article",)
    ordering = ("slot",)
    view_on_site = False

    def get_formset(self, request, obj=None, **kwargs):
        most = 2 * self.max_num
        return super().get_formset(request, obj, **{"absolute_max": most, **kwargs})

    def get_queryset(self, request):
        """A placed story that the curator may not see keeps its slot, and is not shown."""
        visible = person(request).may(Act.SEE).values("pk")
        return super().get_queryset(request).filter(article__in=visible)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "article":
            kwargs["queryset"] = person(request).may(Act.SEE).defer("body")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request, obj=None):
        return person(request).somewhere(Act.SEE)

    def has_change_permission(self, request, obj=None):
        return _may_curate(request)

    def has_add_permission(self, request, obj=None):
        return _may_curate(request)

    has_delete_permission = has_change_permission


def _may_curate(request) -> bool:
    """A front belongs to no section: only a role held everywhere reaches it."""
    return person(request).everywhere(Act.CURATE)


@admin.register(Front)
class FrontAdmin(RoomAdmin):
    heading = gettext_lazy("Fronts")
    new_heading = gettext_lazy("New front")
    adds_many = False
    change_act = Act.CURATE
    list_display = ("language",)
    inlines = (PlacementInline,)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A slot may hold a story that the curator does not see."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            sentence = _("This slot cannot be used now. Choose another one.")
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def has_add_permission(self, request):
        return _may_curate(request)

    def has_change_permission(self, request, obj=None):
        return _may_curate(request)
