"""The sheets of publishing: publish now or at a moment, withdraw, bring back, unschedule."""

from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions, publishing, timeline
from articles.admin.article import conflict
from articles.admin.desk import moment_text
from articles.errors import NotReady, Refused, ScheduledAhead, StaleBase
from articles.models import Address, Article, Change, PublishedVersion, Withdrawal
from articles.roles import Act


class WhenForm(forms.Form):
    """Now, or at a moment in the newsroom's zone."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("now", gettext_lazy("Now")), ("at", gettext_lazy("At a moment"))],
        initial="now",
        widget=forms.RadioSelect,
    )
    at = forms.SplitDateTimeField(
        label=gettext_lazy("Moment"), required=False, widget=AdminSplitDateTime
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("when") == "at" and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Say at which moment."))
        return cleaned

    @property
    def moment(self):
        return self.cleaned_data["at"] if self.cleaned_data["when"] == "at" else None


class PublishForm(WhenForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    change = forms.ChoiceField(
        label=gettext_lazy("Kind of change"), choices=Change, initial=Change.UPDATE, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("What readers are told"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For corrections, clarifications, retractions, notes and replies."),
    )
    queue = forms.ChoiceField(
        label=gettext_lazy("The text scheduled after it"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("keep", gettext_lazy("stays: it replaces this text at its moment")),
            ("cancel", gettext_lazy("is cancelled")),
        ],
    )

    def __init__(self, *args, is_first: bool, asks_queue: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["change"], self.fields["note"]
        if not asks_queue:
            del self.fields["queue"]


class WithdrawForm(WhenForm):
    answer = forms.TypedChoiceField(
        label=gettext_lazy("Readers are answered"),
        choices=Withdrawal.Answer,
        coerce=int,
        initial=Withdrawal.Answer.GONE,
    )
    see_instead = forms.CharField(
        label=gettext_lazy("Address of the story to see instead"), required=False
    )
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, for the desk alone"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_see_instead(self):
        path = unquote(urlsplit(self.cleaned_data["see_instead"].strip()).path)
        if not path:
            return None
        address = Address.objects.filter(path=path, article__isnull=False).first()
        if address is None:
            raise ValidationError(_("No story of ours has this address."))
        return address.article


class BringBackForm(WhenForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.ChoiceField(
        label=gettext_lazy("Text"),
        choices=[
            ("as it was", gettext_lazy("as readers last saw it")),
            ("working copy", gettext_lazy("the working copy as it is now")),
        ],
        initial="as it was",
        widget=forms.RadioSelect,
    )


def coming(article: Article) -> list[PublishedVersion]:
    """What is live or waits, for the writing page to say in words."""
    return timeline.coming(article, timezone.now())


def publish(model_admin, request, article) -> HttpResponse:
    _require(request, Act.PUBLISH)
    waits = [version for version in coming(article) if version.live_from > timezone.now()]
    form = PublishForm(
        request.POST or None,
        initial={"revision": article.head_id},
        is_first=not article.versions.exists(),
        asks_queue=any(version.revision_id != article.head_id for version in waits),
    )

    def act():
        data = form.cleaned_data
        version = publishing.publish(
            conflict.as_loaded_with(article, data["revision"]),
            by=request.user,
            at=form.moment,
            change=data.get("change") or Change.UPDATE,
            note=data.get("note", ""),
            queue=data.get("queue", ""),
        )
        if version.is_live(timezone.now()):
            return _("Published: readers see it at %s") % version.get_absolute_url()
        return _("Scheduled for %s") % moment_text(version.live_from)

    return _page(model_admin, request, article, form, act, _("Publish"))


def withdraw(model_admin, request, article) -> HttpResponse:
    _require(request, Act.WITHDRAW)
    form = WithdrawForm(request.POST or None)

    def act():
        data = {name: form.cleaned_data[name] for name in WithdrawForm.base_fields}
        data = {name: value for name, value in data.items() if name not in WhenForm.base_fields}
        withdrawal = publishing.withdraw(article, by=request.user, at=form.moment, **data)
        return _("Withdrawn from %s") % moment_text(withdrawal.begins_at)

    return _page(model_admin, request, article, form, act, _("Withdraw"))


def bring_back(model_admin, request, article) -> HttpResponse:
    _require(request, Act.WITHDRAW)
    form = BringBackForm(request.POST or None, initial={"revision": article.head_id})

    def act():
        version = publishing.bring_back(
            conflict.as_loaded_with(article, form.cleaned_data["revision"]),
            by=request.user,
            at=form.moment,
            text=form.cleaned_data["text"],
        )
        return _("Brought back from %s") % moment_text(version.live_from)

    return _page(model_admin, request, article, form, act, _("Bring back"))


def unschedule(model_admin, request, article, version: int) -> HttpResponse:
    """Takes one waiting publication back; asks first."""
    _require(request, Act.PUBLISH)
    waiting = get_object_or_404(PublishedVersion, pk=version, article=article)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act():
        publishing.unschedule(waiting, by=request.user)
        return _("Taken back: it was scheduled for %s") % moment_text(waiting.live_from)

    heading = _("Take back what is scheduled for %s") % moment_text(waiting.live_from)
    return _page(model_admin, request, article, form, act, heading)


def _require(request, act: Act) -> None:
    if not permissions.may(request.user, act):
        raise PermissionDenied(_("Your role does not allow this. Ask an editor."))


def _page(model_admin, request, article, form, act, heading: str) -> HttpResponse:
    """The sheet of one act: shown, or carried out once and its refusal shown beside the form."""
    refusals = []
    if request.method == "POST" and form.is_valid():
        try:
            model_admin.message_user(request, act(), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        except StaleBase as stale:
            return conflict.moved_on(model_admin, request, stale)
        except NotReady as refusal:
            refusals = refusal.problems
        except ScheduledAhead as refusal:
            refusals = [str(refusal)]
        except Refused as refusal:
            refusals = [str(refusal)]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": heading,
        "subtitle": str(article),
        "article": article,
        "form": form,
        "refusals": refusals,
        "coming": coming(article),
        "zone": timezone.get_current_timezone_name(),
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(
        request,
        "admin/articles/article/sheet.html",
        context,
        status=409 if refusals else 200,
    )
