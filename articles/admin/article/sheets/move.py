"""The sheets that move what waits: a publication, or a withdrawal, to another moment."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.article.sheets import sheet, when
from articles.admin.article.sheets.publish import refuse_strange_sections
from articles.admin.desk import moment_text, person, require
from articles.errors import NotLive, ScheduledAhead
from articles.models import OPEN, Article, Change, PublishedVersion, Withdrawal
from articles.roles import Act


class MoveForm(forms.Form):
    # Of a second press: which text the first one moved.
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    at = when.MomentField(label=gettext_lazy("New moment"))

    def clean_at(self):
        if not when.is_thinkable(self.cleaned_data["at"]):
            raise ValidationError(_("No publication can be that far away."))
        return self.cleaned_data["at"]


def move(model_admin, request, article, version: int) -> HttpResponse:
    """Moves one waiting publication."""
    require(request, Act.PUBLISH, article)
    waiting = PublishedVersion.objects.filter(pk=version, article=article).first()
    if waiting is None or waiting.live_from <= timezone.now():
        return _gone(model_admin, request, article)
    if waiting.change in Change.noted():
        require(request, Act.CORRECT, article)
    initial = {"revision": waiting.revision_id, "at": waiting.live_from}
    form = MoveForm(sheet.sent(request), initial=initial)

    def act():
        refuse_strange_sections(person(request), article, waiting.revision_id)
        moved = publishing.move(waiting, by=request.user, at=form.cleaned_data["at"])
        return _moved(moved)

    return sheet.show(model_admin, request, article, form, act, _heading(waiting.live_from))


def move_withdrawal(model_admin, request, article) -> HttpResponse:
    """Moves the withdrawal that waits; what readers are answered then stays."""
    waiting = _waiting(article)
    if waiting is None:
        return _gone(model_admin, request, article)
    form = MoveForm(sheet.sent(request), initial={"at": waiting.begins_at})

    def act():
        if form.cleaned_data["at"] > waiting.begins_at:
            # Later is longer for readers: that is publishing.
            require(request, Act.PUBLISH, article)
        withdrawal = _withdraw_at(article, form.cleaned_data["at"], by=request.user)
        return _("The story comes down %s") % moment_text(withdrawal.begins_at)

    return sheet.show(model_admin, request, article, form, act, _heading(waiting.begins_at))


def _heading(moment) -> str:
    """Says which of several it is."""
    return _("Move what is planned for %s") % moment_text(moment)


def _waiting(article: Article) -> Withdrawal | None:
    return article.withdrawals.filter(ends_at=OPEN, begins_at__gt=timezone.now()).first()


@transaction.atomic
def _withdraw_at(article: Article, at, *, by) -> Withdrawal:
    """Withdrawing drops what is scheduled after it: who only moves it is asked to do that first."""
    locked = Article.objects.select_for_update().get(pk=article.pk)
    waiting = _waiting(locked)
    late = list(locked.versions.ahead(timezone.now()).filter(live_from__gte=at))
    if late:
        said = _("A text of this story is scheduled for %s. Move that first, or take it back.")
        raise ScheduledAhead(said % moment_text(late[0].live_from), versions=late)
    if waiting is None:
        raise NotLive(_("This withdrawal has begun already, or was taken back before."))
    return publishing.withdraw(
        locked,
        by=by,
        at=at,
        answer=waiting.answer,
        public_note=waiting.public_note,
        reason=waiting.reason,
        see_instead=waiting.see_instead,
    )


def _gone(model_admin, request, article) -> HttpResponse:
    """What was to be moved is not there any more: moved by the same press before, or it began."""
    again = _moved_before(request, article)
    if again is not None:
        model_admin.message_user(request, _moved(again), messages.SUCCESS)
    else:
        said = _("It has begun already, or was moved or taken back before.")
        model_admin.message_user(request, said, messages.WARNING)
    return HttpResponseRedirect(sheet.way_on(request, article))


def _moved_before(request, article) -> PublishedVersion | None:
    form = MoveForm(sheet.sent(request))
    if not form.is_valid() or not form.cleaned_data["revision"]:
        return None
    asked = {"revision": form.cleaned_data["revision"], "live_from": form.cleaned_data["at"]}
    return article.versions.filter(**asked).first()


def _moved(version: PublishedVersion) -> str:
    return _("Moved to %s") % moment_text(version.live_from)
