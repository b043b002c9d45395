"""Pictures at the desk."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.choosing import row_key
from articles.admin.desk import moment_text, person, refuse
from articles.admin.library import as_shown
from articles.admin.new_pictures import FACTS, SHARED, NewImageForm, NewImagesForm
from articles.admin.room import RoomAdmin
from articles.images import intake
from articles.models import Image, PublishedVersion
from articles.roles import Act

# Pictures that the library shows at once, and letters of what is searched.
_AT_ONCE = 24
_WORDS = 200
# In a request of the page's script: one file, answered by its row alone.
_ROW = "row"
# In the address of a picture that was just taken in, in a window that another page opened.
_NEW = "new"


@admin.register(Image)
class ImageAdmin(RoomAdmin):
    heading = _("Pictures")
    new_heading = _("New picture")
    change_act = Act.MANAGE_MEDIA
    change_list_template = "admin/room/pictures.html"
    add_form_template = "admin/room/new_picture.html"
    list_per_page = 48
    search_fields = ("caption", "alt", "credit")
    search_help_text = _("Finds captions, alternative texts and credits.")

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("choose/", view(self.choose), name="articles_image_choose"),
            path("<path:object_id>/original/", view(self.original), name="articles_image_original"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """The rows of the page as cards."""
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            context["pictures"] = [_card(image) for image in context["cl"].result_list]
        return response

    def choose(self, request) -> JsonResponse:
        """The library for <picture-chooser>: the newest pictures with these words, a page at once.

        `q` words, `before` the key that the last page ended with, `key` one picture alone.
        """
        if not self.has_view_permission(request):
            refuse()
        rows = self.get_queryset(request).order_by("-pk")
        rows, _many = self.get_search_results(request, rows, request.GET.get("q", "")[:_WORDS])
        for name, lookup in (("key", "pk"), ("before", "pk__lt")):
            if request.GET.get(name):
                rows = rows.filter(**{lookup: row_key(request.GET[name])})
        found = list(rows[: _AT_ONCE + 1])
        pictures = [as_shown(image) for image in found[:_AT_ONCE]]
        return JsonResponse({"pictures": pictures, "more": len(found) > _AT_ONCE})

    def original(self, request, object_id: str) -> FileResponse:
        """The original, to be kept as a file and never shown: for those who work at pictures."""
        image = self.get_object(request, object_id)
        if not self.has_add_permission(request):
            refuse()
        try:
            file = image.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        name = image.file.name.rpartition("/")[2]
        response = FileResponse(file, as_attachment=True, filename=name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response

    def add_view(self, request, form_url="", extra_context=None):
        many = _ROW in request.POST or len(request.FILES.getlist("upload")) > 1
        if many and self.has_add_permission(request):
            return self._take_many(request)
        context = {"most_bytes": intake.MAX_BYTES, **(extra_context or {})}
        return super().add_view(request, form_url, context)

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
        shown = PublishedVersion.objects.not_over(timezone.now()).filter(lead_image=obj)
        return is_own and not shown.exists()

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("renditions")

    def get_form(self, request, obj=None, **kwargs):
        if obj is None:
            kwargs["form"] = NewImageForm
        return super().get_form(request, obj, **kwargs)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("upload", "moves", *SHARED)
        return (*self.get_readonly_fields(request, obj), *FACTS)

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        return ("thumbnail", "size", *(["kept"] if self.has_add_permission(request) else []))

    def save_model(self, request, obj, form, change):
        """A new picture goes through the library; one that is there already is opened instead."""
        if change:
            super().save_model(request, obj, form, change)
            return
        image, is_new = form.keep(by=request.user)
        obj.__dict__.update(image.__dict__, was_known=not is_new)
        if not is_new:
            self.message_user(request, _("This picture was in the library already."))

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        files = image.free_files()
        if not files:
            return "–"
        return format_html('<img src="{}" alt="{}">', files[0].file.url, image.alt)

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"

    @admin.display(description=_("original"))
    def kept(self, image):
        address = reverse("admin:articles_image_original", args=[image.pk])
        return format_html('<a href="{}" download>{}</a>', address, _("Fetch the original"))


def _card(image: Image) -> dict:
    return as_shown(image) | {"added": moment_text(image.created_at)}
