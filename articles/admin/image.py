"""Pictures at the desk."""

from contextlib import nullcontext

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR, csrf_protect_m
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import audit
from articles.admin import picture_rights
from articles.admin.article.sheets.when import MomentField, MomentWidget
from articles.admin.choosing import row_key
from articles.admin.desk import moment_text, person, read_uid, refuse
from articles.admin.library import as_shown, rights_words
from articles.admin.new_pictures import FACTS, SHARED, NewImageForm, NewImagesForm
from articles.admin.pictures import finding, replacing, saving, uses
from articles.admin.pictures.form import PictureForm
from articles.admin.pictures.grid import PictureGrid
from articles.admin.pictures.sight import may_see_whole
from articles.admin.room import RoomAdmin
from articles.images import intake
from articles.models import FREE, Image, PublishedVersion
from articles.roles import Act

# Pictures that the library shows at once, and letters of what is searched.
_AT_ONCE = 24
# Pictures that a text asks for at once: their uids fit into a line of 4,094 bytes.
_OF_A_TEXT = 80
_WORDS = 200
# In a request of the page's script: one file, answered by its row alone.
_ROW = "row"
# In the address of a picture that was just taken in, in a window that another page opened.
_NEW = "new"
# Where and until when the paper may show a picture.
_RIGHTS = ("rights_until", "not_for_web", "usage", "usage_section", "identity_protected")


@admin.register(Image)
class ImageAdmin(RoomAdmin):
    heading = _("Pictures")
    new_heading = _("New picture")
    change_act = Act.MANAGE_MEDIA
    change_list_template = "admin/room/pictures.html"
    add_form_template = "admin/room/new_picture.html"
    change_form_template = "admin/room/picture.html"
    autocomplete_fields = ("usage_section",)
    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentWidget}
    }
    list_per_page = 48
    search_fields = ("caption", "alt", "credit", "creator")
    search_help_text = _(
        "Finds captions, alternative texts, credits, creators, and topics of stories that use it."
    )

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("rights/", view(self.rights), name="articles_image_rights"),
            path("choose/", view(self.choose), name="articles_image_choose"),
            path("<path:object_id>/replace/", view(self.replace), name="articles_image_replace"),
            path("<path:object_id>/whole/", view(self.whole), name="articles_image_whole"),
            path("<path:object_id>/original/", view(self.original), name="articles_image_original"),
            *super().get_urls(),
        ]

    def get_changelist(self, request, **kwargs):
        return PictureGrid

    def get_search_results(self, request, queryset, search_term):
        return finding.by_words(queryset, search_term[:_WORDS], person(request)), False

    def changelist_view(self, request, extra_context=None):
        """The rows of the page as cards."""
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            context["pictures"] = [_card(image, request.now) for image in context["cl"].result_list]
        return response

    def choose(self, request) -> JsonResponse:
        """The library for <picture-chooser>: the newest pictures with these words, a page at once.

        `q` words, `before` the key that the last page ended with, `key` one picture alone; `uids`
        those that a text shows, with commas between them.
        """
        if not self.has_view_permission(request):
            refuse()
        rows = self.get_queryset(request).order_by("-pk")
        if "uids" in request.GET:
            uids = filter(None, map(read_uid, request.GET["uids"].split(",")[:_OF_A_TEXT]))
            return JsonResponse({"pictures": [*map(as_shown, rows.filter(uid__in=[*uids]))]})
        rows, _many = self.get_search_results(request, rows, request.GET.get("q", "")[:_WORDS])
        for name, lookup in (("key", "pk"), ("before", "pk__lt")):
            if request.GET.get(name):
                rows = rows.filter(**{lookup: row_key(request.GET[name])})
        found = list(rows[: _AT_ONCE + 1])
        pictures = [
            as_shown(image) | {"refused": rights_words(image, request.now)}
            for image in found[:_AT_ONCE]
        ]
        return JsonResponse({"pictures": pictures, "more": len(found) > _AT_ONCE})

    def rights(self, request) -> HttpResponse:
        """What ends and what has ended."""
        if not self.has_view_permission(request):
            refuse()
        return picture_rights.show(self, request)

    def original(self, request, object_id: str) -> FileResponse:
        """The original, to be kept as a file and never shown: for those who work at pictures."""
        return self._original(request, object_id, as_attachment=True)

    def whole(self, request, object_id: str) -> FileResponse:
        """The same as the page of the picture shows it, where its files are less than all of it."""
        return self._original(request, object_id, as_attachment=False)

    def _original(self, request, object_id: str, *, as_attachment: bool) -> FileResponse:
        image = self.get_object(request, object_id)
        if not self._may_see_original(request, image):
            refuse()
        try:
            file = image.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        name = image.file.name.rpartition("/")[2]
        response = FileResponse(file, as_attachment=as_attachment, filename=name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response

    def replace(self, request, object_id: str) -> HttpResponse:
        """Another file in its place, wherever it is used: for who may change what readers see."""
        image = self.get_object(request, object_id)
        if not self._may_cut(request, image):
            refuse()
        return replacing.show(self, request, image)

    def _may_see_original(self, request, image: Image) -> bool:
        return self.has_add_permission(request) and may_see_whole(person(request), image)

    def _may_cut(self, request, image: Image) -> bool:
        may_change = self.has_change_permission(request, image)
        return may_change and may_see_whole(person(request), image)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {
                "may_cut": self._may_cut(request, obj),
                "whole": self._shown_whole(request, obj),
                "uses": uses.of(obj, person(request), request.now),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _shown_whole(self, request, image: Image) -> str:
        """The address of the largest file in its own shape; of the original where that shows more
        and is shown.
        """
        is_framed = any(crop.shape == FREE for crop in image.manual_crops.all())
        if is_framed and self._may_cut(request, image):
            return reverse("admin:articles_image_whole", args=[image.pk])
        files = [file for file in image.free_files() if file.format == "jpeg"]
        return files[-1].file.url if files else ""

    def add_view(self, request, form_url="", extra_context=None):
        many = _ROW in request.POST or len(request.FILES.getlist("upload")) > 1
        if many and self.has_add_permission(request):
            return self._take_many(request)
        context = {"most_bytes": intake.MAX_BYTES, **(extra_context or {})}
        return super().add_view(request, form_url, context)

    @csrf_protect_m
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Files are cut outside of Django's transaction: nobody waits for them, and their names are
        on record before.
        """
        if object_id is None:
            return self._changeform_view(request, None, form_url, extra_context)
        with self._cut_ahead(request, object_id) as request.cut_ahead:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _cut_ahead(self, request, object_id: str):
        if request.method != "POST":
            return nullcontext()
        image = super().get_object(request, unquote(object_id))
        if image is None or not self._may_cut(request, image):
            return nullcontext()
        form = self.get_form(request, image, change=True)(request.POST, instance=image)
        return saving.cut_ahead(image, form, request.now)

    def _take_many(self, request) -> HttpResponse:
        """Each file by itself, whatever becomes of others; what a script sent, as a row alone."""
        form = NewImagesForm(request.POST, request.FILES)
        answers = form.take(by=request.user) if form.is_valid() else form.refused()
        for answer in answers:
            if answer.is_new:
                self.log_addition(request, answer.image, [{"added": {}}])
        if _ROW in request.POST:
            return render(request, "admin/room/_new_picture.html", {"answer": answers[0]})
        context = self.admin_site.each_context(request) | {"opts": self.opts}
        context |= {"answers": answers, "title": self.new_heading}
        return render(request, "admin/room/new_pictures.html", context)

    def response_add(self, request, obj, post_url_continue=None):
        """To the picture, so that what the file said of it is seen and completed."""
        in_window = IS_POPUP_VAR in request.POST
        if in_window and not self.has_change_permission(request, obj):
            return super().response_add(request, obj)
        if not obj.was_known:
            said = _("The picture is in the library. Look at what is said of it, and complete it.")
            self.message_user(request, said, messages.SUCCESS)
        if "_addanother" in request.POST:
            return HttpResponseRedirect(request.path)
        query = f"?{IS_POPUP_VAR}=1&{_NEW}=1" if in_window else ""
        address = reverse("admin:articles_image_change", args=[obj.pk])
        return HttpResponseRedirect(f"{address}{query}")

    def response_change(self, request, obj):
        """The page that opened a window for a new picture chooses it once it is described."""
        if IS_POPUP_VAR in request.POST and _NEW in request.GET:
            return super().response_add(request, obj)
        return super().response_change(request, obj)

    def has_add_permission(self, request):
        return person(request).somewhere(Act.ADD_MEDIA)

    def has_change_permission(self, request, obj=None):
        """What is said of a picture changes every page that shows it, without a publication."""
        if obj is None or person(request).somewhere(Act.MANAGE_MEDIA):
            return person(request).somewhere(Act.ADD_MEDIA)
        is_own = obj.created_by_id == request.user.pk and person(request).somewhere(Act.ADD_MEDIA)
        shown = PublishedVersion.objects.not_over(timezone.now()).filter(image_uses__image=obj)
        return is_own and not shown.exists()

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("renditions", "manual_crops")

    def get_object(self, request, object_id, from_field=None):
        """Held on the way to a write."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        saving.hold(found)
        return self.get_queryset(request).filter(pk=found.pk).first()

    def get_form(self, request, obj=None, **kwargs):
        kwargs["form"] = NewImageForm if obj is None else PictureForm
        form = super().get_form(request, obj, **kwargs)
        if obj is not None:
            form.with_cuts = self._may_cut(request, obj)
        return form

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ("upload", "moves", *SHARED)})]
        opened = ("opened",) if self.has_change_permission(request, obj) else ()
        told = [name for name in self.get_readonly_fields(request, obj) if name not in _RIGHTS]
        said = (*FACTS, *told, *opened)
        about = _("Whoever sees the page of a story sees its pictures as long as these let them.")
        return [
            (None, {"fields": said}),
            (_("Rights"), {"fields": _RIGHTS, "description": about}),
        ]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        fields = ["size"]
        if self._may_see_original(request, obj):
            fields.append("kept")
        # Who must not see all of it does not lift that either.
        if not may_see_whole(person(request), obj):
            fields.append("identity_protected")
        return tuple(fields)

    def save_model(self, request, obj, form, change):
        """A new picture goes through the library; one that is there already is opened instead."""
        if change:
            self._save_changed(request, obj, form)
            return
        image, is_new = form.keep(by=request.user)
        obj.__dict__.update(image.__dict__, was_known=not is_new)
        if not is_new:
            self.message_user(request, _("This picture was in the library already."))

    def _save_changed(self, request, image: Image, form) -> None:
        if not saving.cut(image, form, request.cut_ahead):
            said = _("The original cannot be read: the crops stay as they are.")
            self.message_user(request, said, messages.ERROR)
        image.save()
        changed = [name for name in _RIGHTS if name in form.changed_data]
        if changed:
            values = {name: str(getattr(image, name) or "") for name in changed}
            audit.record(
                "picture rights changed",
                by=request.user,
                at=request.now,
                key=image.pk,
                uid=str(image.uid),
                **values,
            )

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"

    @admin.display(description=_("original"))
    def kept(self, image):
        address = reverse("admin:articles_image_original", args=[image.pk])
        return format_html('<a href="{}" download>{}</a>', address, _("Fetch the original"))


def _card(image: Image, now) -> dict:
    said = {"added": moment_text(image.created_at), "refused": rights_words(image, now)}
    return as_shown(image) | said
