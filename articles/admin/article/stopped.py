"""Publications that a legal hold stopped, as every page of the desk tells of them: what each was to
be, who planned and who stopped it, and the presses that lead on.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import people
from articles.admin.desk import moment_text
from articles.models import Article, Change, PublishedVersion, StoppedPublication
from articles.permissions import Permissions
from articles.roles import Act


@dataclass(frozen=True)
class Press:
    words: str
    url: str


@dataclass(frozen=True)
class Line:
    """One of them in words."""

    stopped: StoppedPublication
    headline: str
    kind: str
    planned: str
    planned_by: str
    stopped_at: str
    stopped_by: str
    presses: list[Press]


def of_story(article: Article) -> QuerySet[StoppedPublication]:
    """What waits of one story, earliest first."""
    return _told(StoppedPublication.objects.filter(article=article, settled_at=None))


def in_reach(person: Permissions, act: Act) -> QuerySet[StoppedPublication]:
    """What waits of all stories on which somebody may do this, earliest first."""
    rows = StoppedPublication.objects.filter(
        person.over_articles(act, "article__"), article__removed_at=None, settled_at=None
    )
    return _told(rows).select_related("article__section").defer("article__body")


def _told(rows: QuerySet[StoppedPublication]) -> QuerySet[StoppedPublication]:
    """With the headline of each, and whether readers saw, or were to see, a text before it."""
    before = {"article": OuterRef("article"), "live_from__lt": OuterRef("live_from")}
    versions = PublishedVersion.objects.filter(**before).order_by("live_from")
    others = StoppedPublication.objects.filter(**before, settled_at=None).order_by("live_from")
    return (
        rows.annotate(
            headline=KeyTextTransform("headline", "revision__content"),
            follows_version=Subquery(versions.values("pk")[:1]),
            follows_stopped=Subquery(others.values("pk")[:1]),
        )
        .select_related("published_by", "stopped_by")
        .order_by("live_from", "pk")
    )


def line(stopped: StoppedPublication, presses: list[Press]) -> Line:
    """`stopped` as of_story() and in_reach() give it."""
    return Line(
        stopped=stopped,
        headline=stopped.headline or "–",
        kind=kind_of(stopped),
        planned=moment_text(stopped.live_from),
        planned_by=_name(stopped.published_by),
        stopped_at=moment_text(stopped.stopped_at),
        stopped_by=_name(stopped.stopped_by),
        presses=presses,
    )


def _name(user) -> str:
    return people.full_name(user) if user else "–"


def kind_of(stopped: StoppedPublication) -> str:
    is_first = stopped.follows_version is None and stopped.follows_stopped is None
    return kind(stopped, is_return=stopped.ends_withdrawal, is_first=is_first)


def kind(planned, *, is_return: bool, is_first: bool) -> str:
    """What a publication is to readers, as a noun."""
    if is_return:
        return _("return of the story")
    if is_first:
        return _("first publication")
    return str(planned.get_change_display())


def named(kind_words: str, moment: datetime) -> str:
    """A publication in a sentence that names several."""
    return _("%(kind)s planned for %(moment)s") % {
        "kind": kind_words,
        "moment": moment_text(moment),
    }


def presses(
    stopped: StoppedPublication, *, is_held: bool, acts: set[Act], query: str = ""
) -> list[Press]:
    """What somebody who may do these acts on the story may press."""
    asked = {Act.PUBLISH} | ({Act.CORRECT} if stopped.change in Change.noted() else set())
    found = []
    if asked <= acts and not is_held:
        found.append(_press(_("Publish…"), "resume", stopped, query))
    if Act.SCHEDULE in acts:
        found.append(_press(_("Give up…"), "give_up", stopped, query))
    return found


def _press(words: str, name: str, stopped: StoppedPublication, query: str) -> Press:
    url = reverse(f"admin:articles_article_{name}", args=[stopped.article_id, stopped.pk])
    return Press(words, f"{url}?{query}" if query else url)
