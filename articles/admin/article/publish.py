"""The sheets of publishing: publish now or at a moment, withdraw, bring back, unschedule."""

from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import content as contents
from articles import drafting, publishing, readiness
from articles.admin.article import conflict, sheet
from articles.admin.desk import moment_text, person, require
from articles.errors import Refused
from articles.models import OPEN, Address, Article, Change, PublishedVersion, Section, Withdrawal
from articles.roles import Act

# Before any newsroom; what lies in the past is refused by the verbs, in their own words.
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)


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
        if cleaned.get("when") == "at" and "at" not in self.errors:
            if not cleaned.get("at"):
                self.add_error("at", _("Say at which moment."))
            elif not _EARLIEST < cleaned["at"] < OPEN:
                self.add_error("at", _("No publication can be that far away."))
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

    dated = forms.ChoiceField(
        label=gettext_lazy("Date that readers see"),
        initial="keep",
        widget=forms.RadioSelect,
        choices=[("keep", ""), ("today", gettext_lazy("the moment of its publication"))],
    )

    def __init__(self, *args, is_first: bool, asks_queue: bool, old_date=None, **kwargs):
        super().__init__(*args, **kwargs)
        if old_date is None:
            del self.fields["dated"]
        else:
            said = _("its own, %s: it stands there in lists and in the archive")
            self.fields["dated"].choices = [
                ("keep", said % moment_text(old_date)),
                self.fields["dated"].choices[1],
            ]
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


def publish(model_admin, request, article) -> HttpResponse:
    waits = sheet.standing(article)["waits"]
    form = PublishForm(
        sheet.sent(request),
        initial={"revision": article.head_id},
        is_first=not article.versions.exists(),
        asks_queue=any(version.revision_id != article.head_id for version in waits),
        old_date=_old_date(article),
    )

    # A refusal takes the new date back with it.
    @transaction.atomic
    def act():
        data = form.cleaned_data
        if form.moment is not None:
            require(request, Act.SCHEDULE, article)
        if data.get("change") in Change.noted():
            require(request, Act.CORRECT, article)
        _refuse_strange_sections(person(request), article, data["revision"])
        if data.get("dated") == "today" and article.head_id == data["revision"]:
            dated_anew = drafting.save(
                article, {"dated_at": None}, base=article.head_id, by=request.user
            )
            data["revision"] = dated_anew.pk
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

    cautions = readiness.cautions(contents.of(article))
    return sheet.show(model_admin, request, article, form, act, _("Publish"), cautions)


def _refuse_strange_sections(theirs, article: Article, revision: int) -> None:
    """A further section's list is changed by who may publish there, or stays as it is."""
    found = article.revisions.filter(pk=revision).first()
    further = set(found.content["further_sections"]) if found else set()
    last = article.versions.select_related("revision").order_by("-live_from").first()
    if last is not None:
        further -= {last.section_id, *last.revision.content["further_sections"]}
    strange = [key for key in further if not theirs.within(Act.PUBLISH, key)]
    if strange:
        names = ", ".join(map(str, Section.objects.filter(pk__in=strange)))
        raise Refused(_("You may not publish in %s. Take it out, or ask an editor there.") % names)


def _old_date(article: Article):
    """The date that a first publication would carry, where it is not that of today."""
    if article.dated_at is None or article.versions.exists():
        return None
    today = timezone.localdate()
    return article.dated_at if timezone.localdate(article.dated_at) < today else None


def withdraw(model_admin, request, article) -> HttpResponse:
    form = WithdrawForm(sheet.sent(request), among=person(request).may(Act.SEE))

    def act():
        waiting = article.withdrawals.filter(ends_at=OPEN, begins_at__gt=timezone.now()).first()
        if waiting and form.moment and form.moment > waiting.begins_at:
            # Later is longer for readers: that is publishing.
            require(request, Act.PUBLISH, article)
        data = {name: form.cleaned_data[name] for name in WithdrawForm.base_fields}
        data = {name: value for name, value in data.items() if name not in WhenForm.base_fields}
        withdrawal = publishing.withdraw(article, by=request.user, at=form.moment, **data)
        return _("Withdrawn from %s") % moment_text(withdrawal.begins_at)

    return sheet.show(model_admin, request, article, form, act, _("Withdraw"))


def bring_back(model_admin, request, article) -> HttpResponse:
    form = BringBackForm(sheet.sent(request), initial={"revision": article.head_id})

    def act():
        if form.moment is not None:
            require(request, Act.SCHEDULE, article)
        if form.cleaned_data["text"] == "working copy":
            revision = form.cleaned_data["revision"]
            _refuse_strange_sections(person(request), article, revision)
        version = publishing.bring_back(
            conflict.as_loaded_with(article, form.cleaned_data["revision"]),
            by=request.user,
            at=form.moment,
            text=form.cleaned_data["text"],
        )
        return _("Brought back from %s") % moment_text(version.live_from)

    return sheet.show(model_admin, request, article, form, act, _("Bring back"))


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
    return sheet.show(model_admin, request, article, form, act, heading)
