"""From the wire: text pasted or files dropped, what was understood shown, then brought in."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import dates, permissions
from articles.admin.desk import moment_text
from articles.errors import WireRefused
from articles.models import Section
from articles.roles import Act
from articles.wire import formats, importing
from articles.wire.formats import decoding
from articles.wire.formats.story import WireStory

MAX_FILES = 50


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files as a list; each is judged by the wire's own reader, not here."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MAX_FILES:
            raise ValidationError(_("At most %d files at once.") % MAX_FILES)
        return list(files)


class WireForm(forms.Form):
    """What came by wire."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("A date line if there is one, a blank line, then the paragraphs."),
    )
    files = FilesField(label=gettext_lazy("Files"), required=False)
    zone = forms.CharField(
        label=gettext_lazy("Zone of dates that name none"),
        required=False,
        help_text=gettext_lazy("As +04:00 or Europe/London."),
    )

    def clean_zone(self):
        try:
            return dates.read_zone(self.cleaned_data["zone"]) if self.cleaned_data["zone"] else None
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("text") or "").strip() and not cleaned.get("files"):
            raise ValidationError(_("Paste a text or choose a file."))
        return cleaned


class ConfirmForm(forms.Form):
    """One dispatch as it was understood; what is printed of it is what stands here."""

    text = forms.CharField(widget=forms.Textarea(attrs={"hidden": True}), strip=False)
    file = forms.CharField(required=False, widget=forms.HiddenInput)
    zone = forms.CharField(required=False, widget=forms.HiddenInput)
    take = forms.BooleanField(label=gettext_lazy("Bring in"), required=False, initial=True)
    agency = forms.CharField(label=gettext_lazy("Agency to credit"), required=False, max_length=150)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    section = forms.ModelChoiceField(
        Section.objects.all(), label=gettext_lazy("Section"), required=False
    )


@dataclass
class Dispatch:
    """A form with the story that it confirms."""

    form: ConfirmForm
    story: WireStory
    dated: str
    known: bool


def bring_in(model_admin, request) -> HttpResponse:
    """Step one reads, step two confirms; nothing is stored before."""
    if not permissions.may(request.user, Act.WRITE):
        raise PermissionDenied(_("Your role does not allow this. Ask an editor."))
    if request.method == "POST" and "confirm" in request.POST:
        return _confirmed(model_admin, request)
    form = WireForm(request.POST or None, request.FILES or None)
    dispatches, refusals = [], []
    if request.method == "POST" and form.is_valid():
        dispatches, refusals = _read_all(form)
    return _page(model_admin, request, form, dispatches, refusals)


def _read_all(form: WireForm) -> tuple[list[Dispatch], list[str]]:
    dispatches, refusals = [], []
    zone, zone_text = form.cleaned_data["zone"], form.data.get("zone", "")
    for name, data in _pieces(form, refusals):
        try:
            text, _encoding = decoding.decode(data, file=name)
            story = formats.read(data, file=name, zone=zone)
        except WireRefused as refusal:
            refusals.append(str(refusal))
            continue
        initial = {
            "text": text,
            "file": name,
            "zone": zone_text,
            "take": True,
            "agency": story.agency,
            "language": story.language or settings.LANGUAGE_CODE,
        }
        confirm = ConfirmForm(initial=initial, prefix=f"d{len(dispatches)}")
        dispatches.append(_dispatch(confirm, story))
    return dispatches, refusals


def _pieces(form: WireForm, refusals: list[str]):
    """(name, bytes) of the pasted text and of each file that is not too large to read."""
    if form.cleaned_data["text"].strip():
        yield "", form.cleaned_data["text"].encode("utf-8", "surrogatepass")
    for upload in form.cleaned_data["files"]:
        try:
            decoding.check_size(upload.size, upload.name)
        except WireRefused as refusal:
            refusals.append(str(refusal))
            continue
        yield upload.name, upload.read()


def _dispatch(form: ConfirmForm, story: WireStory) -> Dispatch:
    known = importing.is_known(story)
    return Dispatch(form, story, moment_text(story.dated_at) if story.dated_at else "", known)


def _confirmed(model_admin, request) -> HttpResponse:
    """Brings in what is ticked; what is refused is said and stays on the page."""
    count = request.POST.get("count", "")
    number = min(int(count), MAX_FILES + 1) if count.isascii() and count.isdigit() else 0
    left, refusals, made = [], [], []
    for index in range(number):
        form = ConfirmForm(request.POST, prefix=f"d{index}")
        if not form.is_valid():
            refusals.append(str(form.errors.as_text()))
            continue
        if not form.cleaned_data["take"]:
            continue
        try:
            made.append(_import(form.cleaned_data, request.user))
        except WireRefused as refusal:
            refusals.append(str(refusal))
    if refusals:
        return _page(model_admin, request, WireForm(), left, refusals)
    if len(made) == 1:
        _say(model_admin, request, made[0])
        return HttpResponseRedirect(
            reverse("admin:articles_article_change", args=[made[0].article.pk])
        )
    for imported in made:
        _say(model_admin, request, imported)
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def _import(data: dict, user) -> importing.Imported:
    return importing.import_bytes(
        data["text"].encode("utf-8", "surrogatepass"),
        file=data["file"],
        by=user,
        zone=dates.read_zone(data["zone"]) if data["zone"] else None,
        agency=data["agency"],
        language=data["language"],
        section=data["section"],
    )


def _say(model_admin, request, imported: importing.Imported) -> None:
    words = {
        importing.UNCHANGED: _("This text had been brought in before; nothing was changed."),
        "created": _("Brought in. Give it a headline, then publish it."),
        "revised": _("A newer text of this dispatch: it became a revision."),
        "conflict": _("A newer text of this dispatch, but the copy was edited: settle the two."),
    }
    level = messages.WARNING if imported.outcome == "conflict" else messages.SUCCESS
    model_admin.message_user(request, words[str(imported.outcome)], level)


def _page(model_admin, request, form, dispatches, refusals) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("From the wire"),
        "form": form,
        "dispatches": dispatches,
        "refusals": refusals,
        "media": model_admin.media,
    }
    status = 400 if refusals and not dispatches else 200
    return TemplateResponse(request, "admin/articles/article/wire.html", context, status=status)
