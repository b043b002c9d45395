"""The publish sheet: what readers will see, what is to be looked at first, and one press."""

from datetime import datetime
from functools import partial

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles import content as contents
from articles import dates, drafting, publishing, timeline
from articles.admin.article import conflict
from articles.admin.article.sheets import (
    checklist,
    faults,
    kind,
    outlook,
    queue_choice,
    settle_queue,
    sheet,
    when,
)
from articles.admin.desk import may, moment_text, person, refuse, require
from articles.errors import Refused
from articles.models import OPEN, Article, Change, PublishedVersion, Section
from articles.readiness.blocking import embargo_end
from articles.roles import Act

LONGEST_WORD = 300


class PublishForm(when.WhenForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    word = forms.CharField(
        label=gettext_lazy("Why all the same, in a word"),
        required=False,
        max_length=LONGEST_WORD,
        help_text=gettext_lazy("Stays on record: name no sources."),
    )
    change = forms.ChoiceField(
        label=gettext_lazy("Kind of change"), choices=Change, initial=Change.UPDATE, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("What readers are told"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For corrections, clarifications, retractions, notes and replies."),
    )
    queue = queue_choice.choice_field()
    dated = forms.ChoiceField(
        label=gettext_lazy("Date that readers see"),
        initial="keep",
        widget=forms.RadioSelect,
        choices=[("keep", ""), ("today", gettext_lazy("the moment of its publication"))],
    )

    def __init__(self, *args, is_first: bool, old_date=None, **kwargs):
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


def publish(model_admin, request, article) -> HttpResponse:
    now = timezone.now()
    content, stands = contents.of(article), sheet.standing(article)
    live = stands["live"]
    slip = kind.slight(live.revision.content, content) if live else None
    form = _form(request, article, content, stands, slip=slip, now=now)
    start = _start(form, now)
    seen = person(request).may(Act.SEE)
    checked = checklist.of(
        article,
        content,
        live,
        start=start,
        now=now,
        among=seen,
        shown=set(request.POST.getlist("passed")),
    )
    coming = [version for version in (live, *stands["waits"]) if version]
    is_out = any(version.revision_id == article.head_id for version in coming)
    faults.add(form, checked, head=article.head_id, is_out=is_out, now=now)
    waits = queue_choice.of(article, form, content, start=start, now=now, revision=article.head_id)
    if _asks_queue(article, form, coming, now):
        queue_choice.add_faults(form, waits, request.POST.get("waits", ""))

    def more(refusals: list[str]) -> dict:
        return {
            **_what_happens(article, content, stands, start, now, among=seen),
            "checklist": checked,
            "not_saved": sheet.not_saved(request, article),
            "refusals": not_said_below(refusals, checked),
            "slip": slip,
            "queue": waits,
            "offers_amending": bool(live and stands["waits"]) and not article.legal_hold,
            "is_sent_back": bool(refusals or form.errors),
            "is_first": "change" not in form.fields,
        }

    act = partial(_carry_out, request, article, form, checked, waits)
    return sheet.show(
        model_admin,
        request,
        article,
        form,
        act,
        _("Publish"),
        template="admin/articles/article/publish.html",
        more=more,
        moved_on=lambda stale: _shown_again(model_admin, request, stale),
    )


def _shown_again(model_admin, request, stale) -> HttpResponse:
    """The sheet of the text that is the newest by now, with all that was typed and chosen for the
    one before it; nothing is published, since nobody has looked at it.
    """
    article = Article.objects.get(pk=stale.article.pk)
    require(request, Act.PUBLISH, article)
    compare = reverse("admin:articles_article_compare", args=[article.pk])
    link = format_html(
        '<a href="{}?from=r{}&amp;to=now">{}</a>',
        compare,
        request.POST["revision"],
        _("Compare it with the text that you looked at"),
    )
    said = _("Nothing is published yet. What you chose and wrote stands below.")
    model_admin.message_user(
        request, format_html("{} {} {}", str(stale), said, link), messages.WARNING
    )
    sent = request.POST.copy()
    sent["revision"], sent[settle_queue.BACK] = str(article.head_id), "1"
    request.POST = sent
    answer = publish(model_admin, request, article)
    answer.status_code = 409
    return answer


def _asks_queue(article: Article, form: PublishForm, coming, now) -> bool:
    """Whether a press has to say what becomes of what waits: not the second one of two, nor one
    that is refused because the text is another by now.
    """
    if not form.is_bound or form.cleaned_data.get("revision") != article.head_id:
        return False
    out = [version for version in coming if version.revision_id == article.head_id]
    return not any(_begins_as_asked(version, form.moment, now) for version in out)


def _what_happens(
    article: Article, content: dict, stands: dict, start: datetime, now: datetime, *, among
) -> dict:
    """What readers will see and where, and the words for what the sheet offers."""
    story = outlook.of(article, content, start=start, among=among, now=now)
    at = start if start > now else None
    return {
        "outlook": story,
        "outcome": outlook.outcome(story, is_live=bool(stands["live"]), at=at),
        "is_same": bool(stands["live"]) and not stands["has_changes"],
        "kinds": kind.KINDS,
        "at_hand": when.at_hand(now, embargo_end(article, content)),
        "zone": settings.TIME_ZONE,
        # As moments are printed, for the script that prints the one that is typed.
        "months": " ".join(dates.MONTHS.get(get_language() or "en", dates.MONTHS["en"])),
    }


def not_said_below(refusals: list[str], checked: checklist.Checklist) -> list[str]:
    """Why nothing was published, without repeating the errors that the checklist names."""
    said = {line.finding.sentence for line in checked.errors}
    others = [sentence for sentence in refusals if sentence not in said]
    return others or (refusals and [_("What stands in the way is listed below.")])


def _form(request, article, content: dict, stands: dict, *, slip, now) -> PublishForm:
    may_schedule = may(request, Act.SCHEDULE, article)
    if not may_schedule and request.POST.get("when") == "at":
        refuse()
    initial = {"revision": article.head_id, "change": Change.MINOR if slip else Change.UPDATE}
    embargo = embargo_end(article, content)
    if embargo and now < embargo < OPEN:
        initial |= {"when": "at", "at": when.whole_second(embargo)}
    return PublishForm(
        sheet.sent(request),
        initial=initial,
        may_schedule=may_schedule,
        is_first=not article.versions.begun(now).exists(),
        old_date=_old_date(article),
    )


def _start(form: PublishForm, now):
    """From when readers would see it: as sent, or as the sheet opens."""
    if form.is_bound:
        form.full_clean()
        return form.moment or now
    return (form.initial.get("at") if "at" in form.fields else None) or now


# A refusal takes the new date back with it.
@transaction.atomic
def _carry_out(request, article: Article, form: PublishForm, checked, waits) -> str:
    data = form.cleaned_data
    if form.moment is not None:
        require(request, Act.SCHEDULE, article)
    if data.get("change") in Change.noted():
        require(request, Act.CORRECT, article)
    # Two presses at once take their turns from here on.
    sent = article.revisions.filter(pk=data["revision"]).first()
    head = publishing.take_turn(article, sent, now=timezone.now()).head_id
    before = _published_before(article, head, form)
    if before is not None:
        return _said(before)
    refuse_strange_sections(person(request), article, data["revision"])
    now = timezone.now()
    coming, start = timeline.coming(article, now), form.moment or now
    is_asked = _asks_queue(article, form, coming, now)
    queue_choice.require_to_cancel(request, article, form, waits)
    if is_asked and data["revision"] == head:
        queue_choice.refuse_changed(article, waits, start=start, now=now, revision=head)
    if data.get("dated") == "today" and data["revision"] == head:
        dated_anew = drafting.save(article, {"dated_at": None}, base=head, by=request.user)
        data["revision"] = dated_anew.pk
    version = publishing.publish(
        conflict.as_loaded_with(article, data["revision"]),
        by=request.user,
        at=form.moment,
        change=data.get("change") or Change.UPDATE,
        note=data.get("note", ""),
        queue=queue_choice.for_verb(form, waits),
        settled=settle_queue.settled(request.POST),
        passed=checked.keys,
        word=data["word"],
    )
    told = queue_choice.became(article, waits, now=timezone.now()) if is_asked else []
    return format_html_join(" ", "{}", [[each] for each in (_said(version), *told)])


def _published_before(article: Article, head: int, form: PublishForm) -> PublishedVersion | None:
    """What the first of two presses published, where it gave the text a new date on its way and
    this one asks for the same. The choice of the date is gone from a form that comes after it.
    """
    revision, now = form.cleaned_data["revision"], timezone.now()
    sent = article.revisions.filter(pk=revision).first()
    if head == revision or sent is None or form.data.get("dated") != "today":
        return None
    version = next(
        (each for each in timeline.coming(article, now) if each.revision_id == head), None
    )
    if version is None or not _begins_as_asked(version, form.moment, now):
        return None
    is_only_dated = contents.differing(sent.content, version.revision.content) == ["dated_at"]
    return version if is_only_dated else None


def _begins_as_asked(version: PublishedVersion, moment: datetime | None, now: datetime) -> bool:
    return version.live_from <= now if moment is None else version.live_from == moment


def _said(version: PublishedVersion) -> str:
    """Where readers see it, or from when on; a link as soon as there is something to open."""
    if version.is_live(timezone.now()):
        link = format_html('<a href="{}">{}</a>', version.get_absolute_url(), version.path)
        return format_html(_("Published: readers see it at {}"), link)
    return _("Scheduled for %s") % moment_text(version.live_from)


def refuse_strange_sections(theirs, article: Article, revision: int) -> None:
    """A further section's list is changed by who may publish there, or stays as it is."""
    found = article.revisions.filter(pk=revision).first()
    further = set(found.content.get("further_sections", ())) if found else set()
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
