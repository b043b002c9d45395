"""Presence: who has a story open. It warns and does no more: nothing that is saved asks for it.

A window says again and again that it is here. What was not heard of for GONE_AFTER is gone, so that
nobody has to clean up after a tab that died.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles import audit
from articles.errors import Refused
from articles.models import Article, Presence

# Browsers let the clock of a tab that is out of sight run once a minute: two beats may be lost.
GONE_AFTER = timedelta(seconds=150)
# Who saves goes from one window into the next and had the story open all along.
_BETWEEN_WINDOWS = timedelta(minutes=1)
# A tab that slept for a night still learns in the morning that the story was taken over.
_KEPT_FOR = timedelta(days=1)
# Rows read, and thrown away, in one go.
_AT_ONCE = 200


@dataclass(frozen=True)
class Other:
    """Somebody who has the story open, in one window or several; perhaps it is oneself."""

    user: object
    opened_at: datetime
    has_unsaved: bool
    is_oneself: bool


@dataclass(frozen=True)
class Sight:
    """What a window sees: who else is here, colleagues first, and who took the story over from it
    (None and None where nobody did).
    """

    others: list[Other]
    ended_by: object
    ended_at: datetime | None


def say_here(
    article: Article, window: str, *, by, has_unsaved: bool, goes_on: bool = False, now: datetime
) -> None:
    """Says that the story is open in this window: one write, but for a window's first time.

    A window from which it was taken over stays so, until somebody `goes_on` there. Raises Refused
    for a window of somebody else, or of another story.
    """
    own = Presence.objects.filter(window=window, user=by, article=article)
    said = {"seen_at": now, "has_unsaved": has_unsaved}
    if goes_on:
        said |= {"ended_by": None, "ended_at": None}
    if own.update(**said):
        return
    began_at = _open_since(article, by, now) or now
    made = Presence(window=window, user=by, article=article, opened_at=began_at, **said)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as taken:
        if not own.exists():
            raise Refused(_("This is another page’s window. Load the page anew.")) from taken
    _forget_old(now)


def look(article: Article, *, window: str, by, now: datetime) -> Sight:
    """What this window sees; one query. A window that never said it is here sees the same."""
    rows = Presence.objects.filter(Q(window=window) | _here(now), article=article)
    rows = list(rows.select_related("user", "ended_by").order_by("opened_at", "id")[:_AT_ONCE])
    own = next((row for row in rows if (row.window, row.user_id) == (window, by.pk)), None)
    others: dict[int, Other] = {}
    for row in rows:
        if row.window != window:
            known = others.get(row.user_id)
            others[row.user_id] = _with(known, row) if known else _first(row, by)
    return Sight(
        sorted(others.values(), key=lambda other: other.is_oneself),
        own.ended_by if own else None,
        own.ended_at if own else None,
    )


def open_now(articles: Iterable[int], *, by, now: datetime) -> dict[int, list]:
    """Key of a story → the colleagues who have it open, in order of opening; one query."""
    rows = Presence.objects.filter(_here(now), article__in=list(articles)).exclude(user=by)
    found: dict[int, dict] = {}
    for row in rows.select_related("user").order_by("opened_at", "id")[:_AT_ONCE]:
        found.setdefault(row.article_id, {})[row.user_id] = row.user
    return {article: list(users.values()) for article, users in found.items()}


def windows_open(article: Article, *, now: datetime) -> QuerySet[Presence]:
    """The names of the windows in which a story stands open, for other queries to ask in."""
    return Presence.objects.filter(_here(now), article=article).values("window")


def leave(window: str, *, by, now: datetime) -> None:
    """The window was closed or left: gone at once, and open again if a step back brings it back."""
    Presence.objects.filter(window=window, user=by).update(seen_at=now - GONE_AFTER)


@transaction.atomic
@audit.held_back()
def take_over(article: Article, *, by, now: datetime) -> list:
    """Ends the presence of all colleagues, on record; returns whom. Pressed twice, it ends nothing
    more. Their texts stay where they are, and may be gone on with there.
    """
    here = Presence.objects.filter(_here(now), article=article).exclude(user=by)
    users = {}
    for row in here.select_related("user").order_by("opened_at", "id"):
        is_ours = Presence.objects.filter(pk=row.pk, ended_at=None)
        if is_ours.update(ended_by=by, ended_at=now):
            users[row.user_id] = row.user
    for user in users.values():
        audit.record("took over", by=by, at=now, article=article, person=user)
    return list(users.values())


def _here(now: datetime) -> Q:
    return Q(seen_at__gt=now - GONE_AFTER, ended_at=None)


def _first(row: Presence, by) -> Other:
    return Other(row.user, row.opened_at, row.has_unsaved, row.user_id == by.pk)


def _with(other: Other, row: Presence) -> Other:
    """The same person's next window: the earliest opening stands already."""
    return replace(other, has_unsaved=other.has_unsaved or row.has_unsaved)


def _open_since(article: Article, by, now: datetime) -> datetime | None:
    """When the window was opened that somebody comes from, or has open beside this one."""
    just_left = now - GONE_AFTER - _BETWEEN_WINDOWS
    rows = Presence.objects.filter(article=article, user=by, ended_at=None, seen_at__gte=just_left)
    return rows.order_by("opened_at").values_list("opened_at", flat=True).first()


def _forget_old(now: datetime) -> None:
    old = Presence.objects.filter(seen_at__lt=now - _KEPT_FOR).order_by("seen_at")
    Presence.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:_AT_ONCE])).delete()
