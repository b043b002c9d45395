"""What the dashboard asks: each list bounded, on an index of its own, within the predicate.

A list says which stories, when, and what else it alone knows; page.py reads all of the stories at
once, so that the queries are as many however much stands in the lists.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, Subquery

from articles.admin.article.stopped import in_reach
from articles.models import OPEN, PublishedVersion, Revision, Stage, StoppedPublication
from articles.permissions import Permissions
from articles.roles import Act

MOST = 6
# How long ago "just published" reaches: it bounds what is read for somebody whose desk is quiet.
_JUST = timedelta(days=7)


@dataclass(frozen=True)
class Entry:
    """A story by its key; `headline` where it is another than that of the working copy."""

    article: int
    moment: datetime | None = None
    headline: str = ""
    path: str = ""
    revision: int | None = None
    stopped: StoppedPublication | None = None


def begins(person: Permissions, now: datetime) -> list[Entry]:
    """What readers will see next: versions that have not begun."""
    ahead = _versions(person).filter(past=False, live_from__gt=now).order_by("live_from")
    rows = ahead.values_list("article", "live_from", "headline")[:MOST]
    return [Entry(*row) for row in rows]


def ends(person: Permissions, now: datetime) -> list[Entry]:
    """What readers will see no more, with nothing following at that second."""
    following = PublishedVersion.objects.filter(
        article=OuterRef("article"), live_from=OuterRef("live_until")
    )
    rows = (
        _versions(person)
        .filter(past=False, live_until__gt=now, live_until__lt=OPEN)
        .alias(follows=Subquery(following.values("pk")[:1]))
        .filter(follows=None)
        .order_by("live_until")
        .values_list("article", "live_until", "headline")[:MOST]
    )
    return [Entry(*row) for row in rows]


def mine(person: Permissions) -> list[Entry]:
    """Begun by the person or handed over to them, newest change first."""
    return _changed(person.may(Act.SEE).filter(owner=person.user.pk))


def handed_in(person: Permissions) -> list[Entry]:
    """Submitted, where the person may take them on."""
    return _changed(person.may(Act.EDIT_ANY).filter(stage=Stage.SUBMITTED))


def on_hold(person: Permissions) -> list[Entry]:
    """Under a legal hold that the person may clear."""
    return _changed(person.may(Act.CLEAR_HOLD).filter(legal_hold=True))


def stopped(person: Permissions) -> list[Entry]:
    """What a legal hold stopped, where the person publishes: it waits for their word."""
    rows = in_reach(person, Act.PUBLISH)[:MOST]
    return [Entry(row.article_id, row.live_from, row.headline, stopped=row) for row in rows]


def unsettled(person: Permissions) -> list[Entry]:
    """Texts that were saved at once with another, where the person may write."""
    own = person.over_articles(Act.EDIT_OWN, "article__") & Q(article__owner=person.user.pk)
    may_edit = person.over_articles(Act.EDIT_ANY, "article__") | own
    merges = Revision.objects.filter(merged=OuterRef("pk")).order_by()
    rows = (
        Revision.objects.filter(may_edit, article__removed_at=None, kind=Revision.Kind.REFUSED)
        .alias(settled=Subquery(merges.values("pk")[:1]))
        .filter(settled=None)
        .order_by("-id")
        .values_list("article", "made_at", "pk")[:MOST]
    )
    return [Entry(article, moment, revision=key) for article, moment, key in rows]


def embargoed(person: Permissions, now: datetime) -> list[Entry]:
    """Under an embargo, the first to end first."""
    kept = person.may(Act.SEE).filter(embargoed_until__gt=now).order_by("embargoed_until", "pk")
    return [Entry(*row) for row in kept.values_list("pk", "embargoed_until")[:MOST]]


def published(person: Permissions, now: datetime) -> list[Entry]:
    """What went live last and still is, newest first."""
    rows = (
        _versions(person)
        .filter(past=False, live_from__lte=now, live_from__gt=now - _JUST, live_until__gt=now)
        .order_by("-live_from")
        .values_list("article", "live_from", "headline", "path")[:MOST]
    )
    return [Entry(*row) for row in rows]


def changed(person: Permissions) -> list[Entry]:
    return _changed(person.may(Act.SEE))


def _versions(person: Permissions):
    seen = person.over_articles(Act.SEE, "article__")
    return PublishedVersion.objects.filter(seen, article__removed_at=None)


def _changed(articles) -> list[Entry]:
    rows = articles.order_by("-changed_at", "-id").values_list("pk", "changed_at")
    return [Entry(*row) for row in rows[:MOST]]
