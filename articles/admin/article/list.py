"""What the desk's list asks: the live state of each story, and the filters over it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.desk import moment_text
from articles.models import OPEN, Article, PublishedVersion, Withdrawal


def with_live_state(articles, now: datetime):
    """Annotates live_revision, next_from, ends_at, last_dated_at and is_withdrawn.

    Scalar sub-queries with ORDER BY … LIMIT 1: EXISTS here makes PostgreSQL hash all versions.
    """
    versions = PublishedVersion.objects.filter(article=OuterRef("pk"))
    live = versions.filter(live_from__lte=now, live_until__gt=now).order_by("-live_from")
    ahead = versions.filter(live_from__gt=now).order_by("live_from")
    withdrawn = Withdrawal.objects.in_force(now).filter(article=OuterRef("pk"))
    return articles.annotate(
        live_revision=Subquery(live.values("revision")[:1]),
        ends_at=Subquery(live.values("live_until")[:1]),
        last_dated_at=Subquery(versions.order_by("-live_from").values("dated_at")[:1]),
        next_from=Subquery(ahead.values("live_from")[:1]),
        is_withdrawn=Exists(withdrawn),
    )


@dataclass(frozen=True)
class State:
    """A story's live state: a key for the style, and words."""

    key: str
    words: str


def state_of(article: Article) -> State:
    """The state of an article that with_live_state annotated."""
    if article.live_revision is not None:
        return _live_state(article)
    if article.next_from is not None:
        return State("scheduled", _("Scheduled for %s") % moment_text(article.next_from))
    if article.is_withdrawn:
        return State("withdrawn", _("Withdrawn"))
    return State("draft", _("Never published"))


def _live_state(article: Article) -> State:
    words = _("Live")
    if article.live_revision != article.head_id:
        words = _("Live, with changes not published")
    if article.next_from is not None:
        words += _("; an update waits for %s") % moment_text(article.next_from)
    elif article.ends_at is not None and article.ends_at < OPEN:
        words += _("; until %s") % moment_text(article.ends_at)
    return State("live", words)


class LiveFilter(admin.SimpleListFilter):
    title = gettext_lazy("live state")
    parameter_name = "live"

    def lookups(self, request, model_admin):
        return [
            ("live", _("Live")),
            ("scheduled", _("Scheduled")),
            ("withdrawn", _("Withdrawn")),
            ("never", _("Never published")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        live = Q(versions__live_from__lte=now, versions__live_until__gt=now)
        match self.value():
            case "live":
                return queryset.filter(live)
            case "scheduled":
                ahead = PublishedVersion.objects.ahead(now).values("article")
                return queryset.filter(pk__in=ahead)
            case "withdrawn":
                gone = Withdrawal.objects.in_force(now).values("article")
                return queryset.filter(pk__in=gone)
            case "never":
                return queryset.filter(versions=None)
        return queryset
