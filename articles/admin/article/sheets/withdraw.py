"""The sheets around a live story: withdraw it, bring it back, take back what is scheduled."""

from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.article import conflict
from articles.admin.article.sheets import consequences, sheet
from articles.admin.article.sheets.publish import refuse_strange_sections
from articles.admin.article.sheets.when import WhenForm
from articles.admin.desk import may, moment_text, person, refuse, require
from articles.models import OPEN, Address, PublishedVersion, Withdrawal
from articles.roles import Act


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

    # What an agency's kill asks for first: on a phone the press stands in sight below it.
    field_order = ["answer", "see_instead", "public_note", "when", "at", "reason"]

    def __init__(self, *args, among, **kwargs):
        """`among`: the stories that the person may know of."""
        super().__init__(*args, **kwargs)
        self.among = among

    def clean_see_instead(self):
        text = self.cleaned_data["see_instead"].strip()
        if not text:
            return None
        try:
            path = unquote(urlsplit(text).path)
        except ValueError:
            path = ""
        # PostgreSQL will not even be asked for a text with NUL.
        known = Address.objects.none() if "\0" in path else Address.objects.filter(path=path)
        address = known.filter(article__in=self.among).first()
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


def withdraw(model_admin, request, article) -> HttpResponse:
    form = WithdrawForm(sheet.sent(request), among=person(request).may(Act.SEE))
    waits = consequences.waiting(article, timezone.now())

    def act():
        waiting = article.withdrawals.filter(ends_at=OPEN, begins_at__gt=timezone.now()).first()
        if waiting and form.moment and form.moment > waiting.begins_at:
            # Later is longer for readers: that is publishing.
            require(request, Act.PUBLISH, article)
        data = {name: form.cleaned_data[name] for name in WithdrawForm.base_fields}
        data = {name: value for name, value in data.items() if name not in WhenForm.base_fields}
        withdrawal = publishing.withdraw(article, by=request.user, at=form.moment, **data)
        said = _("Withdrawn from %s") % moment_text(withdrawal.begins_at)
        gone = consequences.dropped(waits)
        return ". ".join([said, " ".join(gone)]) if gone else said

    return sheet.show(
        model_admin,
        request,
        article,
        form,
        act,
        _("Withdraw"),
        more=lambda refusals: {"cautions": consequences.of_withdrawing(waits)},
    )


def bring_back(model_admin, request, article) -> HttpResponse:
    may_schedule = may(request, Act.SCHEDULE, article)
    if not may_schedule and request.POST.get("when") == "at":
        refuse()
    form = BringBackForm(
        sheet.sent(request), initial={"revision": article.head_id}, may_schedule=may_schedule
    )

    def act():
        if form.moment is not None:
            require(request, Act.SCHEDULE, article)
        if form.cleaned_data["text"] == "working copy":
            revision = form.cleaned_data["revision"]
            refuse_strange_sections(person(request), article, revision)
        version = publishing.bring_back(
            conflict.as_loaded_with(article, form.cleaned_data["revision"]),
            by=request.user,
            at=form.moment,
            text=form.cleaned_data["text"],
        )
        return _("Brought back from %s") % moment_text(version.live_from)

    return sheet.show(
        model_admin,
        request,
        article,
        form,
        act,
        _("Bring back"),
        more=lambda refusals: {"cautions": consequences.of_bringing_back(article, timezone.now())},
    )


def unschedule(model_admin, request, article, version: int) -> HttpResponse:
    """Takes one waiting publication back; asks first."""
    waiting = PublishedVersion.objects.filter(pk=version, article=article).first()
    if waiting is None:
        model_admin.message_user(request, _("It was taken back before."), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
    form = forms.Form(sheet.sent(request))

    def act():
        publishing.unschedule(waiting, by=request.user)
        return _("Taken back: it was scheduled for %s") % moment_text(waiting.live_from)

    heading = _("Take back what is scheduled for %s") % moment_text(waiting.live_from)
    return sheet.show(
        model_admin,
        request,
        article,
        form,
        act,
        heading,
        more=lambda refusals: {"cautions": consequences.of_taking_back(waiting, timezone.now())},
    )
