"""The sheets of a legal hold: set, with what it stops; cleared, with what goes on and what not."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import people, publishing
from articles.admin.article import stopped as words
from articles.admin.article.sheets import sheet
from articles.admin.desk import moment_text, require
from articles.models import Article, AuditRow, PublishedVersion, StoppedPublication, Withdrawal
from articles.roles import Act

_TEMPLATE = "admin/articles/article/hold.html"


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=Article._meta.get_field("legal_hold_reason").max_length,
        help_text=gettext_lazy("For the desk alone. Nothing is published until it is cleared."),
    )


@dataclass(frozen=True)
class Said:
    """A line of a sheet; of a publication its headline too, and why it does not go on."""

    words: str
    headline: str = ""
    obstacle: str = ""


@dataclass(frozen=True)
class Part:
    heading: str
    lines: list[Said]


def hold(model_admin, request, article) -> HttpResponse:
    form = HoldForm(sheet.sent(request), initial={"reason": article.legal_hold_reason})
    if article.legal_hold and form.is_valid() and _says_the_same(form, article):
        # The second press of whoever set it, who may not be allowed to change a hold that stands.
        model_admin.message_user(request, _said_of_hold([]), messages.SUCCESS)
        return HttpResponseRedirect(sheet.way_on(request, article))
    if article.legal_hold:
        require(request, Act.CLEAR_HOLD, article)

    def act():
        reason = form.cleaned_data["reason"]
        return _said_of_hold(publishing.hold(article, by=request.user, reason=reason))

    def more(refusals):
        return {"parts": _before_hold(article, timezone.now())}

    heading = _("Put on legal hold")
    return sheet.show(
        model_admin, request, article, form, act, heading, template=_TEMPLATE, more=more
    )


def _says_the_same(form: HoldForm, article: Article) -> bool:
    return form.cleaned_data["reason"] == article.legal_hold_reason


def _said_of_hold(stopped: list[StoppedPublication]) -> str:
    said = _("On hold: nothing of it is published until the hold is cleared.")
    if not stopped:
        return said
    keys = [each.pk for each in stopped]
    rows = words.of_story(stopped[0].article).filter(pk__in=keys)
    return " ".join([said, _list(_("Stopped: %s."), [_named(row) for row in rows])])


def _list(sentence: str, names: list[str]) -> str:
    return sentence % "; ".join(names)


def _named(stopped: StoppedPublication) -> str:
    return words.named(words.kind_of(stopped), stopped.live_from)


def _before_hold(article: Article, now: datetime) -> list[Part]:
    stands = sheet.standing(article)
    stops = [_of_version(version) for version in stands["waits"]]
    return [
        Part(_("It stops"), stops or [Said(_("Nothing is scheduled: nothing is stopped."))]),
        Part(_("It does not touch"), _untouched(stands, now)),
    ]


def _of_version(version: PublishedVersion) -> Said:
    earlier = PublishedVersion.objects.of(version.article_id).filter(
        live_from__lt=version.live_from
    )
    returns = Withdrawal.objects.filter(article=version.article_id, ends_at=version.live_from)
    kind = words.kind(version, is_return=returns.exists(), is_first=not earlier.exists())
    return Said(capfirst(words.named(kind, version.live_from)), version.headline)


def _untouched(stands: dict, now: datetime) -> list[Said]:
    """What goes on under the hold: what readers see, and a withdrawal."""
    live, withdrawal = stands["live"], stands["withdrawal"]
    if live is None:
        found = [Said(_("Readers do not see this story now, and will not under the hold."))]
    else:
        found = [Said(_("What readers see stays until the story is withdrawn:"), live.headline)]
    if withdrawal is not None and withdrawal.begins_at > now:
        said = _("A withdrawal waits: the story comes down %s.")
        found.append(Said(said % moment_text(withdrawal.begins_at)))
    return [*found, Said(_("Texts can be written and saved."))]


def clear_hold(model_admin, request, article) -> HttpResponse:
    form = forms.Form(sheet.sent(request))

    def act():
        if not article.legal_hold:
            return _("It is not on legal hold: the hold was cleared before.")
        return _said_of_clearing(publishing.clear_hold(article, by=request.user))

    def more(refusals):
        return {"parts": _before_clearing(article, timezone.now())}

    heading = _("Clear the legal hold")
    return sheet.show(
        model_admin, request, article, form, act, heading, template=_TEMPLATE, more=more
    )


def _said_of_clearing(cleared: publishing.Cleared) -> str:
    said = [_("The hold is cleared.")]
    if cleared.resumed:
        names = [moment_text(version.live_from) for version in cleared.resumed]
        said.append(_list(_("As it was planned, this goes on: %s."), names))
    if cleared.left:
        rows = words.of_story(cleared.left[0].article)
        said.append(_list(_("This does not go on: %s."), [_named(row) for row in rows]))
        said.append(_("Somebody who publishes says what becomes of it."))
    return " ".join(said)


def _before_clearing(article: Article, now: datetime) -> list[Part]:
    if not article.legal_hold:
        return [Part(_("The hold"), [Said(_("This story is not on legal hold."))])]
    kinds = {row.pk: row for row in words.of_story(article)}
    goes, stays = [], []
    for stopped, obstacle in publishing.on_clearing(article, now):
        row = kinds[stopped.pk]
        (stays if obstacle else goes).append(Said(capfirst(_named(row)), row.headline, obstacle))
    parts = [Part(_("The hold"), _about(article))]
    if goes:
        parts.append(Part(_("Goes on as it was planned"), goes))
    if stays:
        parts.append(Part(_("Does not go on until somebody who publishes says so"), stays))
    nothing = Said(_("Nothing of it was stopped: nothing will be published by clearing it."))
    return parts if goes or stays else [*parts, Part(_("Goes on as it was planned"), [nothing])]


def _about(article: Article) -> list[Said]:
    """Why it was set, by whom and when."""
    reason = Said(article.legal_hold_reason or _("No reason was given."))
    rows = AuditRow.objects.filter(article=article, act="hold set").select_related("by")
    row = rows.order_by("-number").first()
    if row is None:
        return [reason]
    who = people.full_name(row.by) if row.by else "–"
    made = {"name": who, "moment": moment_text(row.at)}
    return [reason, Said(_("Set by %(name)s, %(moment)s.") % made)]
