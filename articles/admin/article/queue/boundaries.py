"""The boundaries ahead: of versions that wait, of withdrawals that wait, and ends of embargoes.

Each kind is one range of an index from a place on, within the predicate; so the queries are as many
however much is planned, and as long as one page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from articles.admin.article.embargoes import SET
from articles.models import OPEN, Article, AuditRow, PublishedVersion, Withdrawal
from articles.permissions import Permissions
from articles.roles import Act


class Kind(IntEnum):
    """In the order of one moment: what an embargo held back may begin as it ends."""

    EMBARGO_ENDS = 0
    BEGINS = 1
    COMES_DOWN = 2


@dataclass(frozen=True, order=True)
class Place:
    """Where a boundary stands in the queue."""

    at: datetime
    kind: Kind
    key: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.kind:d}_{self.key}"


@dataclass(frozen=True)
class Boundary:
    """`cause`: the version, the withdrawal, or the story itself whose embargo ends."""

    place: Place
    article: Article
    headline: str
    section: object
    by: object
    set_at: datetime | None
    cause: object


def ahead(person: Permissions, now: datetime, *, after: Place | None, most: int) -> list[Boundary]:
    """The next boundaries, earliest first; at most six queries."""
    after = after or Place(now, Kind.COMES_DOWN, 0)
    found = [
        *_ends_of_embargoes(person, now, after, most),
        *_begins(person, now, after, most),
        *_withdrawals(person, now, after, most),
    ]
    return sorted(found, key=lambda boundary: boundary.place)[:most]


def read_place(text: str) -> Place | None:
    """A place as an address holds it, or None where it cannot be read."""
    at, kind, key = [*text.split("_"), "", "", ""][:3]
    if not (key.isascii() and key.isdigit() and len(key) < 19 and kind in ("0", "1", "2")):
        return None
    try:
        moment = datetime.fromisoformat(at)
        # At the ends of the calendar there is no such moment in UTC.
        return Place(moment.astimezone(UTC), Kind(int(kind)), int(key))
    except (ValueError, OverflowError):
        return None


def _after(column: str, kind: Kind, now: datetime, place: Place) -> Q:
    """The condition for what stands behind a place, as one range from it on."""
    later = {f"{column}__gt": max(now, place.at)}
    if kind < place.kind or place.at <= now:
        return Q(**later)
    there = {f"{column}__gte": place.at}
    return Q(**there) if kind > place.kind else Q(Q(**later) | Q(pk__gt=place.key), **there)


def _begins(person, now: datetime, place: Place, most: int) -> Iterator[Boundary]:
    earlier = PublishedVersion.objects.filter(
        article=OuterRef("article"), live_from__lt=OuterRef("live_from")
    )
    returns = Withdrawal.objects.filter(article=OuterRef("article"), ends_at=OuterRef("live_from"))
    rows = (
        PublishedVersion.objects.filter(
            _after("live_from", Kind.BEGINS, now, place),
            person.over_articles(Act.SEE, "article__"),
            article__removed_at=None,
            past=False,
        )
        .annotate(
            is_update=Subquery(earlier.order_by("live_from").values("pk")[:1]),
            is_return=Subquery(returns.values("pk")[:1]),
        )
        .select_related("article", "section", "published_by")
        .defer("page", "card", "article__body")
        .order_by("live_from", "pk")
    )
    for row in rows[:most]:
        at = Place(row.live_from, Kind.BEGINS, row.pk)
        yield Boundary(
            at, row.article, row.headline, row.section, row.published_by, row.changed_at, row
        )


def _withdrawals(person, now: datetime, place: Place, most: int) -> Iterator[Boundary]:
    ended = PublishedVersion.objects.filter(
        article=OuterRef("article"), live_until=OuterRef("begins_at")
    )
    stories = Article.objects.select_related("section").defer("body")
    rows = (
        Withdrawal.objects.filter(
            _after("begins_at", Kind.COMES_DOWN, now, place),
            # No join: SQLite would go through all stories and look for the withdrawal of each.
            Exists(person.may(Act.SEE).filter(pk=OuterRef("article"))),
            ends_at__gte=OPEN,
        )
        .annotate(
            headline=Subquery(ended.values("headline")[:1]),
            set_at=Subquery(ended.values("changed_at")[:1]),
        )
        .prefetch_related(Prefetch("article", stories), "withdrawn_by")
        .order_by("begins_at", "pk")
    )
    for row in rows[:most]:
        at, story = Place(row.begins_at, Kind.COMES_DOWN, row.pk), row.article
        headline = row.headline or str(story)
        yield Boundary(at, story, headline, story.section, row.withdrawn_by, row.set_at, row)


def _ends_of_embargoes(person, now: datetime, place: Place, most: int) -> list[Boundary]:
    stories = (
        person.may(Act.SEE)
        .filter(_after("embargoed_until", Kind.EMBARGO_ENDS, now, place), embargoed_until__lt=OPEN)
        .select_related("section")
        .defer("body")
        .order_by("embargoed_until", "pk")
    )
    stories = list(_with_who(stories)[:most])
    users = get_user_model().objects.in_bulk({story.set_by for story in stories} - {None})
    return [
        Boundary(
            Place(story.embargoed_until, Kind.EMBARGO_ENDS, story.pk),
            story,
            str(story),
            story.section,
            users.get(story.set_by),
            story.set_at,
            story,
        )
        for story in stories
    ]


def _with_who(stories: QuerySet[Article]) -> QuerySet[Article]:
    acts = AuditRow.objects.filter(article=OuterRef("pk"), act__in=SET).order_by("-number")
    return stories.annotate(
        set_by=Subquery(acts.values("by")[:1]), set_at=Subquery(acts.values("at")[:1])
    )
