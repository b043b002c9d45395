"""The sheets of what a legal hold stopped: published after all, now or at a moment, or given up."""

from datetime import datetime
from functools import partial

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles import content as contents
from articles import publishing, readiness
from articles.admin.article import stopped as words
from articles.admin.article.sheets import queue_choice, settle_queue, sheet
from articles.admin.article.sheets.publish import refuse_strange_sections
from articles.admin.article.sheets.queue_choice import QueueChoice
from articles.admin.article.sheets.when import WhenForm
from articles.admin.desk import may, moment_text, person, refuse, require
from articles.errors import Refused
from articles.models import Article, Change, PublishedVersion, Section, StoppedPublication
from articles.permissions import Permissions
from articles.roles import Act

_TEMPLATE = "admin/articles/article/stopped.html"


class ResumeForm(WhenForm):
    queue = queue_choice.choice_field()


def resume(model_admin, request, article, stopped: int) -> HttpResponse:
    """Publishes one stopped publication after all: the text as it was planned, not the present."""
    row = _find(article, stopped)
    if row.settled_at is not None:
        return _settled_before(model_admin, request, article, row)
    if row.change in Change.noted():
        require(request, Act.CORRECT, article)
    now = timezone.now()
    form = _form(request, article, row, now)
    waits = _waits(article, row, form, now)
    queue_choice.add_faults(form, waits, request.POST.get("waits", ""))

    def more(refusals):
        cautions = [] if refusals else _cautions(article, row, timezone.now())
        said = {"cautions": cautions, "press": _("Publish"), "queue": waits}
        return _about(article, row) | said

    act = partial(_carry_out, request, article, row, form, waits)
    heading = _("Publish what was planned for %s") % moment_text(row.live_from)
    return sheet.show(
        model_admin, request, article, form, act, heading, template=_TEMPLATE, more=more
    )


def _waits(article: Article, row: StoppedPublication, form, now: datetime) -> QueueChoice:
    if form.is_bound:
        form.full_clean()
        start = form.moment or now
    else:
        start = form.initial.get("at") or now
    text = row.revision
    named = {"revision": text.pk, "compare_with": f"r{text.pk}"}
    return queue_choice.of(article, form, text.content, start=start, now=now, **named)


@transaction.atomic
def _carry_out(request, article: Article, row: StoppedPublication, form, waits) -> str:
    if form.moment is not None:
        require(request, Act.SCHEDULE, article)
    _refuse_its_section(person(request), row)
    refuse_strange_sections(person(request), article, row.revision_id)
    queue_choice.require_to_cancel(request, article, form, waits)
    # Two presses at once take their turns from here on.
    publishing.take_turn(article, row.revision, now=timezone.now())
    row.refresh_from_db(fields=["settled_at"])
    is_first, now = row.settled_at is None, timezone.now()
    if is_first:
        start, text = form.moment or now, row.revision_id
        queue_choice.refuse_changed(article, waits, start=start, now=now, revision=text)
    version = publishing.resume(
        row,
        by=request.user,
        at=form.moment,
        queue=queue_choice.for_verb(form, waits),
        settled=settle_queue.settled(request.POST),
    )
    told = queue_choice.became(article, waits, now=timezone.now()) if is_first else []
    return format_html_join(" ", "{}", [[each] for each in (_said(version), *told)])


def give_up(model_admin, request, article, stopped: int) -> HttpResponse:
    """Lets go of one stopped publication; asks first."""
    row = _find(article, stopped)
    if row.settled_at is not None:
        return _settled_before(model_admin, request, article, row)
    form = forms.Form(sheet.sent(request))

    def act():
        publishing.give_up(row, by=request.user)
        return _given_up(row)

    def more(refusals):
        caution = _("It is not published. Its text stays in the history of the story.")
        return _about(article, row) | {"cautions": [caution], "press": _("Give up")}

    heading = _("Give up what was planned for %s") % moment_text(row.live_from)
    return sheet.show(
        model_admin, request, article, form, act, heading, template=_TEMPLATE, more=more
    )


def _refuse_its_section(theirs: Permissions, row: StoppedPublication) -> None:
    """Its text stands where it stood then, wherever the story was moved since."""
    section = row.revision.content["section"]
    if section is not None and not theirs.within(Act.PUBLISH, section):
        name = Section.objects.get(pk=section)
        raise Refused(_("This text stands in %s, where you may not publish.") % name)


def _find(article: Article, key: int) -> StoppedPublication:
    """Of this story, or Http404 in the words for what never was."""
    rows = StoppedPublication.objects.filter(article=article, pk=key)
    row = rows.select_related("revision").first()
    if row is None:
        raise Http404
    return row


def _form(request, article: Article, row: StoppedPublication, now: datetime) -> ResumeForm:
    """As it was planned, where that moment still lies ahead."""
    may_schedule = may(request, Act.SCHEDULE, article)
    if not may_schedule and request.POST.get("when") == "at":
        refuse()
    is_ahead = row.live_from > now and may_schedule
    return ResumeForm(
        sheet.sent(request),
        initial={"when": "at", "at": row.live_from} if is_ahead else {},
        may_schedule=may_schedule,
    )


def _cautions(article: Article, row: StoppedPublication, now: datetime) -> list[str]:
    """What stands in the way, or is worth a thought, before the press."""
    start = max(row.live_from, now)
    known = publishing.is_known(row)
    found = readiness.problems(article, row.revision.content, start=start, is_known=known)
    live = _live(article, now)
    if live is not None and _is_same(live.revision.content, row.revision.content):
        found.append(_("Readers see exactly this text already: it can be given up."))
    elif live is not None and live.live_from > row.stopped_at:
        said = _("Readers see a text that was published after this one was stopped, %s.")
        found.append(said % moment_text(live.live_from))
    return found


def _about(article: Article, row: StoppedPublication) -> dict:
    """Which text it is, for the template."""
    told = {each.pk: words.line(each, []) for each in words.of_story(article)}
    return {
        # None once somebody else has settled it, between the look and the answer.
        "line": told.pop(row.pk, None),
        "halted": list(told.values()),
        "text": f"r{row.revision_id}",
        "is_live": _live(article, timezone.now()) is not None,
        "is_head": _is_same(article.head.content, row.revision.content),
    }


def _live(article: Article, now: datetime) -> PublishedVersion | None:
    return article.versions.live(now).select_related("revision").first()


def _is_same(one: dict, other: dict) -> bool:
    """The hold itself is no part of the words: it made a revision of its own."""
    return set(contents.differing(one, other)) <= {"legal_hold", "legal_hold_reason"}


def _settled_before(model_admin, request, article, row: StoppedPublication) -> HttpResponse:
    """A second press, or a page that was opened before somebody else pressed."""
    version = article.versions.filter(pk=row.version).first() if row.version else None
    if row.version is None:
        said = _("It was given up before: it was planned for %s") % moment_text(row.live_from)
    elif version is None:
        said = _("It went on before, and was taken back since.")
    else:
        said = _said(version)
    level = messages.SUCCESS if version else messages.WARNING
    model_admin.message_user(request, said, level)
    return HttpResponseRedirect(sheet.way_on(request, article))


def _given_up(row: StoppedPublication) -> str:
    return _("Given up: it was planned for %s") % moment_text(row.live_from)


def _said(version: PublishedVersion) -> str:
    """Where readers see it, or from when on."""
    now = timezone.now()
    if version.is_live(now):
        link = format_html('<a href="{}">{}</a>', version.get_absolute_url(), version.path)
        return format_html(_("Published: readers see it at {}"), link)
    if version.live_from > now:
        return _("Scheduled for %s") % moment_text(version.live_from)
    return _("It went on %s; readers see another text now.") % moment_text(version.live_from)
