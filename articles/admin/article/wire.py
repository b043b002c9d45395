"""From the wire: text pasted or files dropped, what was understood shown, then brought in."""

from dataclasses import dataclass, replace
from datetime import tzinfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import dates
from articles.admin.desk import moment_text, person, refuse
from articles.errors import WireRefused
from articles.models import Section
from articles.permissions import Permissions
from articles.roles import Act
from articles.wire import formats, importing
from articles.wire.formats import decoding
from articles.wire.formats.story import WireStory

MAX_FILES = 50
# The form that confirms carries the texts: half of what the server takes in one request.
MAX_CHARACTERS = 4_000_000


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
        return _zone(self.cleaned_data["zone"])

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("text") or "").strip() and not cleaned.get("files"):
            raise ValidationError(_("Paste a text or choose a file."))
        return cleaned


def _zone(text: str) -> tzinfo | None:
    try:
        return dates.read_zone(text) if text else None
    except ValueError as fault:
        raise ValidationError(str(fault)) from fault


class ConfirmForm(forms.Form):
    """One dispatch as it was understood; what is printed of it is what stands here."""

    text = forms.CharField(widget=forms.Textarea(attrs={"hidden": True}), strip=False)
    file = forms.CharField(required=False, widget=forms.HiddenInput)
    zone = forms.CharField(required=False, widget=forms.HiddenInput)
    encoding = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    take = forms.BooleanField(label=gettext_lazy("Bring in"), required=False, initial=True)
    agency = forms.CharField(label=gettext_lazy("Agency to credit"), required=False, max_length=150)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    section = forms.ModelChoiceField(
        Section.objects.all(), label=gettext_lazy("Section"), required=False
    )

    def clean_zone(self) -> str:
        _zone(self.cleaned_data["zone"])
        return self.cleaned_data["zone"]

    def read(self) -> WireStory:
        """The story of the text as it stands in this form. Raises WireRefused, ValidationError."""
        value = {name: self[name].value() or "" for name in ("text", "file", "zone", "encoding")}
        zone = _zone(value["zone"])
        data = value["text"].encode("utf-8", "surrogatepass")
        story = formats.read(data, file=value["file"], zone=zone)
        return replace(story, encoding=value["encoding"] or story.encoding)


@dataclass
class Dispatch:
    """A form with the story that it confirms."""

    form: ConfirmForm
    story: WireStory
    dated: str
    known: bool


def bring_in(model_admin, request) -> HttpResponse:
    """Step one reads, step two confirms; nothing is stored before."""
    if not person(request).somewhere(Act.CREATE):
        refuse()
    if request.method == "POST" and "confirm" in request.POST:
        return _confirmed(model_admin, request)
    is_sent = request.method == "POST"
    form = WireForm(request.POST, request.FILES) if is_sent else WireForm()
    dispatches, refusals = [], []
    if is_sent and form.is_valid():
        dispatches, refusals = _read_all(form, person(request))
    return _page(model_admin, request, form, dispatches, refusals)


def _read_all(form: WireForm, reach: Permissions) -> tuple[list[Dispatch], list[str]]:
    dispatches, refusals = [], []
    characters = 0
    for name, data in _pieces(form, refusals):
        try:
            text, encoding = decoding.decode(data, file=name)
            story = formats.read(data, file=name, zone=form.cleaned_data["zone"])
            characters += len(text.encode())
            if characters > MAX_CHARACTERS:
                raise WireRefused(_("too much for one time; bring it in by itself"), file=name)
        except WireRefused as refusal:
            refusals.append(str(refusal))
            continue
        initial = {
            "text": text,
            "file": name,
            "zone": form.data.get("zone", ""),
            "encoding": encoding,
            "agency": story.agency,
            "language": story.language or settings.LANGUAGE_CODE,
        }
        confirm = ConfirmForm(initial=initial, prefix=f"d{len(dispatches)}")
        dispatches.append(_dispatch(confirm, replace(story, encoding=encoding), reach))
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


def _dispatch(form: ConfirmForm, story: WireStory, reach: Permissions) -> Dispatch:
    known = importing.is_known(story, reach=reach)
    return Dispatch(form, story, moment_text(story.dated_at) if story.dated_at else "", known)


def _confirmed(model_admin, request) -> HttpResponse:
    """Brings in what is ticked; what is refused is said and stays on the page."""
    count = request.POST.get("count", "")
    number = min(int(count[:3]), MAX_FILES + 1) if count.isascii() and count.isdigit() else 0
    left, refusals, made = [], [], []
    reach = person(request)
    for index in range(number):
        form = ConfirmForm(request.POST, prefix=f"d{index}")
        if form.is_valid() and not form.cleaned_data["take"]:
            continue
        try:
            if not form.is_valid():
                raise ValidationError(_sentences(form))
            made.append(_import(form, request.user, reach))
        except (WireRefused, ValidationError) as refusal:
            refusals += refusal.messages if hasattr(refusal, "messages") else [str(refusal)]
            left += _kept(form, len(left), reach)
    for imported in made:
        _say(model_admin, request, imported)
    if not number:
        refusals.append(_("Nothing was confirmed. Paste a text or choose a file."))
    if refusals:
        return _page(model_admin, request, WireForm(), left, refusals)
    if len(made) == 1:
        return HttpResponseRedirect(
            reverse("admin:articles_article_change", args=[made[0].article.pk])
        )
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def _sentences(form: ConfirmForm) -> list[str]:
    """Each error with the name of its field, and of its file where there is one."""
    file = str(form["file"].value() or "")
    return [
        " ".join(filter(None, [file, f"{form[name].label}: {sentence}"]))
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def _kept(form: ConfirmForm, place: int, reach: Permissions) -> list[Dispatch]:
    """A refused dispatch for the page to show again, as it was typed, if it can be read at all."""
    typed = {name: form[name].value() for name in form.fields}
    again = ConfirmForm(initial=typed, prefix=f"d{place}")
    try:
        return [_dispatch(again, again.read(), reach)]
    except (WireRefused, ValidationError):
        return []


def _import(form: ConfirmForm, user, reach: Permissions) -> importing.Imported:
    data = form.cleaned_data
    section = data["section"]
    if section is not None and not reach.within(Act.CREATE, section.pk):
        raise ValidationError(_("You have no role in this section. Choose one of yours."))
    return importing.import_story(
        form.read(),
        by=user,
        agency=data["agency"],
        language=data["language"],
        section=section,
        reach=reach,
    )


def _say(model_admin, request, imported: importing.Imported) -> None:
    words = {
        importing.UNCHANGED: _("This text had been brought in before; nothing was changed."),
        "created": _("Brought in. Give it a headline, then publish it."),
        "revised": _("A newer text of this dispatch: it became a revision."),
        "conflict": _("A newer text of this dispatch, but the copy was edited: settle the two."),
    }
    level = messages.WARNING if imported.outcome == "conflict" else messages.SUCCESS
    sentence = words[str(imported.outcome)]
    if imported.record.file_name:
        sentence = f"{imported.record.file_name}: {sentence}"
    model_admin.message_user(request, sentence, level)


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
