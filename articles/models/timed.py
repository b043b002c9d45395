"""The gate of time: what every row that readers may see carries, and the phrases that ask it.

A row is live during [live_from, live_until). `past` only lets the partial indexes leave out what is
certainly over: it is set late (publishing sweeps), so the gate itself stays exact without it.

Somebody of the desk may look at the paper as of another moment (admin/moment). Then only stories
that they may see have another moment, and the gate holds the others as they are at present.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import models
from django.db.models import Q

# Not NULL, so that the gate is one range; not 9999-12-31, which overflows in zones east of UTC.
OPEN = datetime(9999, 1, 1, tzinfo=UTC)
GATE = ("live_from", "live_until")


def tiebreak_of(uid: UUID) -> int:
    """The first 63 bits of an article's uid: orders stories of one moment, tells no row number."""
    return uid.int >> 65


@dataclass(frozen=True)
class Look:
    """How somebody of the desk looks at another moment."""

    present: datetime
    # What leads to an article from a row → the condition for those that the person may see.
    may_see: Callable[[str], Q]

    def gate(self, now: datetime, span: tuple[str, str], article: str) -> Q:
        """The condition for rows with these columns of a span: in force at that moment.

        Stories out of sight stand as readers have them at present: where one would vanish, or
        change, the very second of it would tell what waits.
        """
        begins, ends = span
        then = Q(**{f"{begins}__lte": now, f"{ends}__gt": now})
        begun = Q(**{f"{begins}__lte": min(now, self.present), f"{ends}__gt": self.present})
        seen = self.may_see(article)
        return (then & seen) | (begun & ~seen)


_look: ContextVar[Look | None] = ContextVar("look", default=None)


def look() -> Look | None:
    """The look that this very request takes; None for readers, and for all else of the desk."""
    return _look.get()


@contextmanager
def looking(present: datetime, may_see: Callable[[str], Q]) -> Iterator[None]:
    """Within it the gate is narrowed to one person's sight; the door of moments alone opens it."""
    token = _look.set(Look(present, may_see))
    try:
        yield
    finally:
        _look.reset(token)


class TimedQuerySet(models.QuerySet):
    # What leads from a row to its story.
    article = "article__"

    def live(self, now: datetime):
        """What readers may see at this moment."""
        if taken := _look.get():
            # What is over by now was not over before.
            hint = {} if now < taken.present else {"past": False}
            return self.filter(taken.gate(now, GATE, self.article), **hint)
        return self.filter(past=False, live_from__lte=now, live_until__gt=now)

    def ahead(self, now: datetime):
        """What has not begun."""
        return self._in_sight().filter(live_from__gt=now)

    def not_over(self, now: datetime):
        """What readers see, or may come to see."""
        return self._in_sight().filter(live_until__gt=now)

    def _in_sight(self):
        taken = _look.get()
        return self.filter(taken.may_see(self.article) if taken else Q(past=False))

    def in_language(self, language: str):
        return self.filter(language=language)

    def newest_first(self):
        return self.order_by("-dated_at", "-tiebreak")

    def oldest_first(self):
        return self.order_by("dated_at", "tiebreak")

    def before(self, dated_at: datetime, tiebreak: int):
        """Keyset: older than this place in the list. Written so that both planners use a range."""
        return self.filter(
            Q(dated_at__lt=dated_at) | Q(tiebreak__lt=tiebreak), dated_at__lte=dated_at
        )

    def after(self, dated_at: datetime, tiebreak: int):
        """Keyset: newer than this place in the list."""
        return self.filter(
            Q(dated_at__gt=dated_at) | Q(tiebreak__gt=tiebreak), dated_at__gte=dated_at
        )

    def dated_before(self, moment: datetime):
        return self.filter(dated_at__lt=moment)


class Timed(models.Model):
    language = models.CharField(max_length=12)
    dated_at = models.DateTimeField()
    tiebreak = models.BigIntegerField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(default=OPEN)
    past = models.BooleanField(default=False)

    class Meta:
        abstract = True


def span_constraints(prefix: str) -> list[models.CheckConstraint]:
    """What holds for every timed table: a span is not empty, an open one is not past."""
    return [
        models.CheckConstraint(
            condition=Q(live_until__gt=models.F("live_from")), name=f"{prefix}_span_not_empty"
        ),
        models.CheckConstraint(
            condition=Q(past=False) | Q(live_until__lt=OPEN), name=f"{prefix}_open_is_not_past"
        ),
        models.CheckConstraint(
            condition=Q(dated_at__lte=models.F("live_from")), name=f"{prefix}_dated_before_live"
        ),
    ]
