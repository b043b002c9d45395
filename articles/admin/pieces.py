"""The pieces that pages of the desk are built from, on one page for whoever builds the next one."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from articles.admin.article.writing import meters
from articles.admin.article.writing.bylines import BylinesField
from articles.admin.article.writing.meters import MeteredTextarea
from articles.admin.library import PictureSelect

_ELEMENTS = (
    "byline-chips", "fold-memory", "picture-chooser", "text-meters", "word-count",
)  # fmt: skip


_TYPED = {
    "plain": "The ferry",
    "metered": "Ferry to sail every forty minutes from the first of next month, harbour says",
    "faulty": "not an address",
    "choice": "at",
}


class PiecesForm(forms.Form):
    plain = forms.CharField(label="Plain text", help_text="A sentence of help stands below.")
    metered = forms.CharField(
        label="Text with meters",
        widget=MeteredTextarea(meters.PHONE, meters.SEARCH, attrs={"rows": 2}),
    )
    faulty = forms.EmailField(label="A field with a fault")
    choice = forms.ChoiceField(
        label="One of few",
        choices=[("now", "Now"), ("at", "At a moment")],
        widget=forms.RadioSelect,
        initial="now",
    )
    ticked = forms.BooleanField(label="A choice of its own", required=False)
    moment = forms.SplitDateTimeField(
        label="A moment", widget=admin.widgets.AdminSplitDateTime, required=False
    )
    names = BylinesField(label="Names in order", required=False)
    picture = forms.CharField(
        label="A picture of the library", widget=PictureSelect, required=False
    )


def show(request) -> HttpResponse:
    """The page, where DEBUG is on; anywhere else it never was."""
    if not settings.DEBUG:
        raise Http404
    form = PiecesForm(_TYPED)
    context = {
        **admin.site.each_context(request),
        "title": "Pieces",
        "form": form,
        "elements": [f"articles/admin/{name}.js" for name in _ELEMENTS],
        "media": forms.Media(js=["admin/js/core.js"]) + form.media,
    }
    return TemplateResponse(request, "admin/pieces/page.html", context)
