"""The gate of time: what every row that readers may see carries, and the phrases that ask it.

A row is live during [live_from, live_until). `past` only lets the partial indexes leave out what is
certainly over: it is set late (publishing sweeps), so the gate itself stays exact without it.
"""

from datetime import UTC, datetime
from uuid import UUID

from django.db import models
from django.db.models import Q

# Not NULL, so that the gate is one range; not 9999-12-31, which overflows in zones east of UTC.
OPEN = datetime(9999, 1, 1, tzinfo=UTC)


def tiebreak_of(uid: UUID) -> int:
    """The first 63 bits of an article's uid: orders stories of one moment, tells no row number."""
    return uid.int >> 65


class TimedQuerySet(models.QuerySet):
    def live(self, now: datetime):
        """What readers may see at this moment."""
        return self.filter(past=False, live_from__lte=now, live_until__gt=now)

    def ahead(self, now: datetime):
        """What has not begun."""
        return self.filter(past=False, live_from__gt=now)

    def not_over(self, now: datetime):
        """What readers see, or may come to see."""
        return self.filter(past=False, live_until__gt=now)

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


GATE = ("live_from", "live_until")


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
