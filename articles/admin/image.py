"""Pictures at the desk."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.desk import DeskAdmin, person
from articles.errors import ImageRefused
from articles.images import intake, library
from articles.models import Image, PublishedVersion
from articles.roles import Act

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
class ImageAdmin(DeskAdmin):
    change_act = Act.MANAGE_MEDIA
    list_display = ("thumbnail", "__str__", "credit", "size", "created_at")
    list_display_links = ("thumbnail", "__str__")
    search_fields = ("caption", "alt", "credit")

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
        files = sorted(image.renditions.all(), key=lambda file: file.width)
        if not files:
            return "–"
        return format_html('<img src="{}" alt="{}" height="96">', files[0].file.url, image.alt)

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"
