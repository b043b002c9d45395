"""Where a moment and a page are chosen; and the way from a version to its own moment."""

from datetime import datetime
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.admin.article.sheets.when import MomentField
from articles.admin.desk import person, refuse
from articles.admin.moment import moments, paper
from articles.models import PublishedVersion
from articles.roles import Act

# As long as the longest path of ours, in another script.
_LONGEST = 4000


class MomentForm(forms.Form):
    at = MomentField(label=gettext_lazy("Moment"))
    path = forms.CharField(
        label=gettext_lazy("Page"),
        required=False,
        max_length=_LONGEST,
        help_text=gettext_lazy("The address of a public page: / is the front."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )

    def clean_at(self) -> datetime:
        try:
            return moments.read(self.cleaned_data["at"].isoformat())
        except moments.Unreadable as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean_path(self) -> str:
        return page_named(self.cleaned_data["path"])


def page_named(text: str) -> str:
    """The path and the query of an address as somebody pastes it, as an address of ours. Raises
    ValidationError for what is none.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        parts = urlsplit("//")
    path = f"/{parts.path.lstrip('/')}"
    if not paper.is_page(path) or "\0" in text:
        raise forms.ValidationError(_("This is no page of the paper."))
    return iri_to_uri(f"{path}?{parts.query}" if parts.query else path)


@require_safe
def choose(request) -> HttpResponse:
    if not person(request).somewhere(Act.SEE):
        refuse()
    asked = request.GET
    is_sent = "at_0" in asked or "moment" in asked
    form = MomentForm(asked) if is_sent else MomentForm(initial=_initial(request))
    if "moment" in asked:
        return _pressed(request, form, asked["moment"])
    if is_sent and form.is_valid():
        at, path = form.cleaned_data["at"], form.cleaned_data["path"]
        return HttpResponseRedirect(moments.address(at, path))
    return _page(request, form)


def _initial(request) -> dict:
    """The page that somebody comes from, and its moment."""
    try:
        at = moments.read(request.GET.get("from", ""))
    except moments.Unreadable:
        at = request.now.replace(second=0, microsecond=0)
    return {"at": at, "path": request.GET.get("path", "/")[:_LONGEST]}


def _pressed(request, form: MomentForm, written: str) -> HttpResponse:
    """A moment at hand, with whatever page is typed beside it."""
    try:
        then, path = moments.read(written), page_named(request.GET.get("path", "")[:_LONGEST])
    except moments.Unreadable as fault:
        return ask_again(request, fault, request.GET.get("path", "/"))
    except forms.ValidationError:
        return _page(request, form)
    return HttpResponseRedirect(moments.address(then, path))


@require_safe
def of_version(request, key: int) -> HttpResponse:
    """To the page of a version at the first second of it, for who may see its story."""
    who = person(request)
    seen = PublishedVersion.objects.filter(
        who.over_articles(Act.SEE, "article__"), article__removed_at=None
    )
    version = seen.filter(pk=key).only("live_from", "path").first()
    if version is None:
        raise Http404
    return HttpResponseRedirect(moments.address(version.live_from, version.get_absolute_url()))


def ask_again(request, fault: moments.Unreadable, path: str) -> HttpResponse:
    """The box to choose a moment, with what is wrong with the one in the address."""
    form = MomentForm(initial=_initial(request) | {"path": path[:_LONGEST]})
    return _page(request, form, said=str(fault), meant=fault.meant, status=400)


def no_page(request, path: str) -> HttpResponse:
    form = MomentForm(initial=_initial(request) | {"path": "/"})
    return _page(request, form, said=_("This is no page of the paper: %s") % path, status=404)


def _page(request, form: MomentForm, *, said: str = "", meant=(), status: int = 200):
    who = person(request)
    return TemplateResponse(
        request,
        "admin/moment/choose.html",
        {
            **admin.site.each_context(request),
            "title": _("The paper at another moment"),
            "form": form,
            "said": said,
            "meant": [moments.AtHand(moments.said(each), each) for each in meant],
            "at_hand": moments.at_hand(who, request.now),
        },
        status=status,
    )
