"""The sheet that puts another file in the place of a picture, wherever it is used."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article.sheets import sheet
from articles.admin.desk import person
from articles.admin.library import as_shown
from articles.admin.pictures import uses
from articles.errors import ImageRefused
from articles.images import library
from articles.models import Image


class ReplaceForm(forms.Form):
    upload = forms.FileField(
        label=gettext_lazy("new file"),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.avif,.gif"}),
        help_text=gettext_lazy(
            "Caption, alternative text, credit and rights stay. Look at the crops afterwards."
        ),
    )


def show(model_admin, request, image: Image) -> HttpResponse:
    sent = sheet.sent(request)
    form = ReplaceForm(sent, request.FILES if sent is not None else None, label_suffix="")
    page = reverse("admin:articles_image_change", args=[image.pk])
    refusals: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            library.replace(image, form.cleaned_data["upload"], by=request.user)
        except ImageRefused as refusal:
            refusals = [str(refusal)]
        else:
            said = _("The file is replaced wherever the picture is used.")
            model_admin.message_user(request, said, messages.SUCCESS)
            return HttpResponseRedirect(page)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Replace the file everywhere"),
        "subtitle": str(image),
        "picture": as_shown(image),
        "uses": uses.of(image, person(request), request.now),
        "form": form,
        "refusals": refusals,
        "back": page,
        "media": model_admin.media + form.media,
    }
    status = 409 if refusals else 200
    return TemplateResponse(request, "admin/room/replace_picture.html", context, status=status)
