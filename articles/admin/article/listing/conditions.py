"""What each filter of the list asks of the database.

Every condition is one that the list's own index answers, or a short list of keys that another index
does: at 100,000 stories a filter that hardly any story passes costs one walk along that index.
"""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThanOrEqual, In, IsNull, LessThan

from articles.models import Author, Byline, PublishedVersion, Withdrawal


class Conditions:
    """One method a filter: its value → a condition on the list's stories."""

    def __init__(self, user, now: datetime):
        self.user, self.now = user, now
        self.today = now.astimezone(settings.ZONE).date()

    def mine(self, _value):
        signed = Byline.objects.filter(author__user=self.user.pk)
        columns = (Exact(_walked(name), self.user.pk) for name in ("owner", "created_by"))
        first, second = columns
        return Q(first) | Q(second) | Q(_among(signed))

    def stage(self, value: str):
        return Q(stage=value)

    def live(self, value: str):
        return getattr(self, f"_{value}")()

    def _live(self):
        return Q(live_words__isnull=False)

    def _changed(self):
        return Q(live_words__isnull=False) & ~Q(live_words=F("head_words"))

    def _scheduled(self):
        return Q(_among(PublishedVersion.objects.ahead(self.now)))

    def _embargoed(self):
        return Q(embargoed_until__gt=self.now)

    def _held(self):
        return Q(legal_hold=True)

    def _withdrawn(self):
        return Q(_among(Withdrawal.objects.in_force(self.now)))

    def _never(self):
        return Q(last_dated_at=None)

    def section(self, value: str):
        return Q(section=int(value))

    def author(self, value: str):
        doubles = Author.objects.filter(merged_into=int(value)).values_list("pk", flat=True)
        return Q(_among(Byline.objects.filter(author__in=[int(value), *doubles])))

    def language(self, value: str):
        return Q(language=value)

    def genre(self, value: str):
        return Q(genre=value)

    def picture(self, _value):
        return Q(IsNull(_walked("lead_image"), True))

    def dated_from(self, day: date):
        return Q(GreaterThanOrEqual(_dated(), _start(day)))

    def dated_to(self, day: date):
        return Q(LessThan(_dated(), _start(day + timedelta(days=1))))

    def changed(self, value: str):
        starts = {
            "today": self.today,
            "week": self.today - timedelta(days=7),
            "month": self.today.replace(day=1),
        }
        return self.changed_from(starts[value])

    def changed_from(self, day: date):
        return Q(changed_at__gte=_start(day))


def _start(day: date) -> datetime:
    """The first moment of a day in the newsroom's zone."""
    return datetime.combine(day, time.min, tzinfo=settings.ZONE)


def _dated() -> Coalesce:
    """The date that an editor set, or else that of what readers see or saw."""
    return Coalesce(F("dated_at"), F("last_dated_at"))


def _among(rows: QuerySet[Model]) -> In:
    """The stories that rows of another table name, looked up while the list is walked."""
    return In(_walked("id"), rows.order_by().values("article").query)


def _walked(column: str):
    """SQLite would sort all stories that an index of this column alone finds: one account may own
    every one of them. An expression in its place keeps it to the list's own index, in its order.
    """
    return F(column) + 0 if connection.vendor == "sqlite" else F(column)
