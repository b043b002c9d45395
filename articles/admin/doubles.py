"""Rooms in which a thing may stand twice: topics and authors, and the page that merges two."""

from django import forms
from django.contrib import admin
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import merging
from articles.admin.article.sheets import sheet
from articles.admin.choosing import RowSelect, row_key
from articles.admin.desk import refuse
from articles.admin.room import RoomAdmin
from articles.models.address import Mergeable


class MergeForm(forms.Form):
    def __init__(self, data, *, double: Mergeable):
        super().__init__(data, label_suffix="")
        model = type(double)
        self.fields["into"] = forms.ModelChoiceField(
            model.objects.standing().exclude(pk=double.pk),
            label=_("The one that stays"),
            widget=RowSelect(model._meta.get_field("merged_into"), admin.site),
        )


class DoublesAdmin(RoomAdmin):
    """Shows those that stand; whoever comes to one that was merged is led to what it is now."""

    change_form_template = "admin/room/double.html"

    def get_queryset(self, request):
        return super().get_queryset(request).standing()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge)
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        double = self._merged(request, object_id)
        if double is not None:
            return HttpResponseRedirect(self._page_of(double.present))
        more = {"may_merge": self.has_change_permission(request)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, more)

    def merge(self, request, object_id) -> HttpResponse:
        """First which one stays is chosen (GET), then what happens is read and confirmed (POST)."""
        merged = self._merged(request, object_id)
        if merged is not None:
            return HttpResponseRedirect(self._page_of(merged.present))
        double = self.get_object(request, row_key(object_id))
        if not self.has_change_permission(request, double):
            refuse()
        chosen = sheet.sent(request) or (request.GET if "into" in request.GET else None)
        form = MergeForm(chosen, double=double)
        into = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None

        def act() -> str:
            self.refuse_merge(request, double, into)
            merging.merge(double, into, by=request.user, now=request.now)
            return _("“%(double)s” is “%(into)s” now.") % {"double": double, "into": into}

        is_done, refusals = sheet.attempt(self, request, form, act)
        if is_done:
            return HttpResponseRedirect(self._page_of(into))
        return self._sheet(request, double, into, form, refusals)

    def refuse_merge(self, request, double: Mergeable, into: Mergeable) -> None:
        """Raises Refused where this person may not merge these two."""

    def _merged(self, request, object_id: str) -> Mergeable | None:
        """What once had this address at the desk, for who may see what it is now."""
        if not self.has_view_permission(request):
            return None
        rows = self.model.objects.select_related("merged_into").exclude(merged_into=None)
        return rows.filter(pk=row_key(object_id)).first()

    def _page_of(self, place: Mergeable) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_change", args=[place.pk])

    def _sheet(self, request, double, into, form, refusals: list[str]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge into another"),
            "subtitle": str(double),
            "form": form,
            "into": into,
            "lines": self._lines(double, into, request.now) if into else [],
            "refusals": refusals,
            "back": self._page_of(double),
            "media": self.media + form.media,
        }
        status = 409 if refusals else 200
        return TemplateResponse(request, "admin/room/merge.html", context, status=status)

    def _lines(self, double: Mergeable, into: Mergeable, now) -> list[str]:
        """What will happen, in sentences; hidden stories are not counted for anybody."""
        number = merging.live_stories(double, now)
        names = {"number": number, "double": double, "into": into}
        return [
            ngettext(
                "Readers find %(number)d story under “%(double)s”. It goes to “%(into)s”.",
                "Readers find %(number)d stories under “%(double)s”. They go to “%(into)s”.",
                number,
            )
            % names,
            _("All addresses of “%(double)s” will lead to “%(into)s”.") % names,
            _("“%(double)s” leaves all lists and boxes. There is no way back.") % names,
        ]
