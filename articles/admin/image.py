"""Pictures at the desk."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.choosing import row_key
from articles.admin.desk import moment_text, person, refuse
from articles.admin.library import as_shown
from articles.admin.room import RoomAdmin
from articles.errors import ImageRefused
from articles.images import intake, library
from articles.models import Image, PublishedVersion
from articles.roles import Act

# Pictures that the library shows at once, and letters of what is searched.
_AT_ONCE = 24
_WORDS = 200
DESCRIPTION = ("alt", "caption", "credit", "copyright")


class NewImageForm(forms.ModelForm):
    """Takes a file in: refused with a sentence, or added to the library once."""

    upload = forms.FileField(label=_("file"), help_text=_("JPEG, PNG or WebP."))

    class Meta:
        model = Image
        fields = DESCRIPTION

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        try:
            intake.take(upload)
        except ImageRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        upload.seek(0)
        return upload


@admin.register(Image)
class ImageAdmin(RoomAdmin):
    heading = _("Pictures")
    new_heading = _("New picture")
    change_act = Act.MANAGE_MEDIA
    change_list_template = "admin/room/pictures.html"
    list_per_page = 48
    search_fields = ("caption", "alt", "credit")
    search_help_text = _("Finds captions, alternative texts and credits.")

    def get_urls(self):
        view = self.admin_site.admin_view(self.choose)
        return [path("choose/", view, name="articles_image_choose"), *super().get_urls()]

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
        return ("upload", *DESCRIPTION) if obj is None else ("thumbnail", "size", *DESCRIPTION)

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("thumbnail", "size")

    def save_model(self, request, obj, form, change):
        """A new picture goes through the library; one that is there already is opened instead."""
        if change:
            super().save_model(request, obj, form, change)
            return
        fields = {name: form.cleaned_data[name] for name in DESCRIPTION}
        image, is_new = library.add(form.cleaned_data["upload"], by=request.user, **fields)
        form.instance.__dict__.update(image.__dict__)
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


def _card(image: Image) -> dict:
    return as_shown(image) | {"added": moment_text(image.created_at)}
