"""The page of the queue: boundaries by day, in words, each with the presses that one may make."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import dates, newsroom_time, people
from articles.admin.article import embargoes
from articles.admin.article.queue import boundaries, stopped
from articles.admin.article.queue.boundaries import Boundary, Kind
from articles.admin.article.sheets import sheet, when
from articles.admin.article.stopped import Press
from articles.admin.desk import moment_text, person, refuse
from articles.models import Article, Change
from articles.permissions import Permissions
from articles.roles import Act

_AT_ONCE = 50


@dataclass(frozen=True)
class Row:
    article: Article
    headline: str
    at: datetime
    clock: str
    what: str
    notes: list[str]
    marks: list[str]
    presses: list[Press]


@dataclass(frozen=True)
class Day:
    name: str
    rows: list[Row]


def show(model_admin, request) -> HttpResponse:
    """Everything that is planned, a page at a time, for whoever sees stories."""
    who, now = person(request), request.now
    if not who.somewhere(Act.SEE):
        refuse()
    after = boundaries.read_place(request.GET.get("after", ""))
    found = boundaries.ahead(who, now, after=after, most=_AT_ONCE + 1)
    shown = found[:_AT_ONCE]
    # They wait for a word, not for the clock: they stand above all that is planned.
    halted = stopped.waiting(who) if after is None else []
    stories = {boundary.article.pk for boundary in shown} | {each.article_id for each in halted}
    allowed = _Allowed(who, list(stories))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Queue"),
        "stopped": stopped.group(halted, allowed.acts, sheet.FROM_QUEUE),
        "days": _days(shown, allowed, now),
        "zone": timezone.get_default_timezone_name(),
        "is_first": after is None,
        "later": str(shown[-1].place) if len(found) > _AT_ONCE else "",
    }
    return TemplateResponse(request, "admin/articles/article/queue.html", context)


def _days(shown: list[Boundary], allowed: "_Allowed", now: datetime) -> list[Day]:
    of_days = groupby(shown, key=lambda boundary: newsroom_time.day(boundary.place.at))
    return [Day(name, [_row(each, allowed, now) for each in group]) for name, group in of_days]


def _row(boundary: Boundary, allowed: "_Allowed", now: datetime) -> Row:
    local = newsroom_time.local(boundary.place.at)
    return Row(
        article=boundary.article,
        headline=boundary.headline,
        at=boundary.place.at,
        clock=f"{when.clock_text(local)} ({dates.offset_text(local)})",
        what=_what(boundary),
        notes=_notes(boundary),
        marks=_marks(boundary, now),
        presses=allowed.presses(boundary),
    )


def _what(boundary: Boundary) -> str:
    cause = boundary.cause
    if boundary.place.kind is Kind.EMBARGO_ENDS:
        return _("Its embargo ends")
    if boundary.place.kind is Kind.COMES_DOWN:
        return _("Comes down: %s") % cause.get_answer_display()
    if cause.is_return:
        return _("Comes back")
    if cause.is_update:
        return _("Is replaced by a new text: %s") % cause.get_change_display()
    return _("Goes live")


def _notes(boundary: Boundary) -> list[str]:
    notes = [boundary.section.name] if boundary.section else []
    if boundary.place.kind is Kind.EMBARGO_ENDS and boundary.article.embargo_reason:
        notes.append(boundary.article.embargo_reason)
    if boundary.by is None:
        return notes
    said = _("set by %(name)s") % {"name": people.full_name(boundary.by)}
    return [*notes, f"{said}, {moment_text(boundary.set_at)}" if boundary.set_at else said]


def _marks(boundary: Boundary, now: datetime) -> list[str]:
    story, end = boundary.article, boundary.article.embargoed_until
    marks = [_("On legal hold")] if story.legal_hold else []
    if end is None or end <= now or boundary.place.kind is Kind.EMBARGO_ENDS:
        return marks
    return [*marks, embargoes.in_words(end)]


class _Allowed:
    """Which presses a person may make on these stories; six queries."""

    _ACTS = (Act.SCHEDULE, Act.PUBLISH, Act.CORRECT, Act.WITHDRAW, Act.LIFT_EMBARGO)

    def __init__(self, who: Permissions, keys: list[int]):
        self._on = {act: _keys(who.may(act), keys) for act in self._ACTS}
        self._editable = _keys(who.may_edit(), keys)

    def acts(self, story: int) -> set[Act]:
        return {act for act, keys in self._on.items() if story in keys}

    def presses(self, boundary: Boundary) -> list[Press]:
        story = boundary.article.pk
        if boundary.place.kind is Kind.EMBARGO_ENDS:
            return self._of_embargo(story)
        if boundary.place.kind is Kind.COMES_DOWN:
            return self._of_withdrawal(story)
        return self._of_version(story, boundary.cause)

    def _of_embargo(self, story: int) -> list[Press]:
        found = []
        if story in self._editable:
            found.append(_press(_("Change"), "embargo", story))
        if story in self._on[Act.LIFT_EMBARGO]:
            found.append(_press(_("Lift"), "lift_embargo", story))
        return found

    def _of_version(self, story: int, version) -> list[Press]:
        if story not in self._on[Act.SCHEDULE]:
            return []
        asked = {Act.PUBLISH} | ({Act.CORRECT} if version.change in Change.noted() else set())
        may_move = all(story in self._on[act] for act in asked)
        move = [_press(_("Move"), "move", story, version.pk)] if may_move else []
        return [*move, _press(_("Take back"), "unschedule", story, version.pk)]

    def _of_withdrawal(self, story: int) -> list[Press]:
        found = []
        if story in self._on[Act.WITHDRAW]:
            found.append(_press(_("Move"), "move_withdrawal", story))
        if story in self._on[Act.PUBLISH]:
            found.append(_press(_("Take back"), "bring_back", story))
        return found


def _keys(articles, keys: list[int]) -> set[int]:
    return set(articles.filter(pk__in=keys).values_list("pk", flat=True))


def _press(words: str, name: str, *keys: int) -> Press:
    url = reverse(f"admin:articles_article_{name}", args=keys)
    return Press(words, f"{url}?{sheet.FROM_QUEUE}")
