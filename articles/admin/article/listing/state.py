"""What the desk's list says of each story: its states in words, its picture, its times."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import dates, newsroom_time, people
from articles.admin.article import embargoes
from articles.admin.desk import moment_text
from articles.models import (
    FREE,
    OPEN,
    Article,
    PublishedVersion,
    Rendition,
    Revision,
    Stage,
    StoppedPublication,
    Withdrawal,
)

# The words of a text, of a version and of a revision.
_OF_VERSION = Coalesce("revision__words_of", "revision")
_OF_REVISION = Coalesce("words_of", "pk")
# Names in a row of those who have a story open.
_NAMED = 2


def with_live_state(articles, now: datetime):
    """Annotates live_words, next_from, waiting_words (of the last to begin), head_words, ends_at,
    last_dated_at, is_withdrawn and stopped_from (the first that a legal hold stopped). Words are
    the revision that has them first: embargoes and holds are no other words.

    Scalar sub-queries with ORDER BY … LIMIT 1: EXISTS here makes PostgreSQL hash all versions.
    """
    versions = PublishedVersion.objects.filter(article=OuterRef("pk"))
    live = versions.filter(live_from__lte=now, live_until__gt=now).order_by("-live_from")
    ahead = versions.filter(live_from__gt=now).order_by("live_from")
    head = Revision.objects.filter(pk=OuterRef("head"))
    stopped = StoppedPublication.objects.filter(article=OuterRef("pk"), settled_at=None)
    withdrawn = Withdrawal.objects.in_force(now).filter(article=OuterRef("pk"))
    return articles.annotate(
        live_words=Subquery(live.values(words=_OF_VERSION)[:1]),
        head_words=Subquery(head.values(words=_OF_REVISION)[:1]),
        ends_at=Subquery(live.values("live_until")[:1]),
        last_dated_at=Subquery(versions.order_by("-live_from").values("dated_at")[:1]),
        next_from=Subquery(ahead.values("live_from")[:1]),
        waiting_words=Subquery(ahead.order_by("-live_from").values(words=_OF_VERSION)[:1]),
        is_withdrawn=Exists(withdrawn),
        stopped_from=Subquery(stopped.order_by("live_from").values("live_from")[:1]),
    )


@dataclass(frozen=True)
class State:
    """A state of a story: a key for the style, and words."""

    key: str
    words: str


def state_of(article: Article) -> State:
    """The live state of an article that with_live_state annotated."""
    if article.live_words is not None:
        return _live_state(article)
    if article.next_from is not None:
        is_whole = article.waiting_words == article.head_words
        words = _("Scheduled for %s") if is_whole else _("Scheduled for %s, without later changes")
        return State("scheduled", words % moment_text(article.next_from))
    if article.is_withdrawn:
        return State("withdrawn", _("Withdrawn"))
    return State("draft", _("Never published"))


def _live_state(article: Article) -> State:
    words = _("Live")
    if article.live_words != article.head_words:
        words = _("Live, with changes not published")
    if article.next_from is not None:
        words += _("; an update waits for %s") % moment_text(article.next_from)
    elif article.ends_at is not None and article.ends_at < OPEN:
        words += _("; until %s") % moment_text(article.ends_at)
    return State("live", words)


def states_of(article: Article, now: datetime) -> list[State]:
    """All that stands beside a story in the list, its live state first."""
    found = [state_of(article)]
    # Beside what readers see or will see, "Draft" would only confuse.
    is_out = article.live_words is not None or article.next_from is not None
    if article.stage != Stage.DRAFT or not is_out:
        found.append(State(f"stage-{article.stage}", Stage(article.stage).label.capitalize()))
    if article.embargoed_until is not None and article.embargoed_until > now:
        found.append(State("embargoed", embargoes.in_words(article.embargoed_until)))
    if article.legal_hold:
        found.append(State("held", _("Legal hold")))
    if article.stopped_from is not None:
        planned = moment_text(article.stopped_from)
        found.append(State("stopped", _("Stopped, was planned for %s") % planned))
    if article.is_limited:
        found.append(State("limited", _("Limited")))
    return found


@dataclass(frozen=True)
class Time:
    """A moment on two short lines; the whole of it, zone included, for who points at it."""

    iso: str
    day: str
    clock: str
    whole: str


def time_of(moment: datetime | None) -> Time | None:
    if moment is None:
        return None
    local = newsroom_time.local(moment)
    day = dates.day_text(local, get_language() or settings.LANGUAGE_CODE)
    return Time(newsroom_time.iso(moment), day, f"{local:%H:%M}", newsroom_time.text(moment))


@dataclass(frozen=True)
class Row:
    """One story as the list prints it. `base` is the revision that is shown."""

    article: Article
    states: list[State]
    picture: str
    by: str
    dated: Time | None
    changed: Time

    @property
    def chosen(self) -> str:
        """What a tick at the row sends: the story, and the text that was seen."""
        return f"{self.article.pk}:{self.article.head_id or ''}"


def for_rows(articles: QuerySet[Article]) -> QuerySet[Article]:
    """With what rows print, at the cost of one query for all of the pictures."""
    smallest = Rendition.objects.filter(spec=FREE, format="webp").order_by("-width")
    files = Prefetch("lead_image__renditions", queryset=smallest, to_attr="files")
    return articles.select_related("section", "lead_image").prefetch_related(files)


def open_words(colleagues: list) -> list[str]:
    """Who has a story open now, as one note; nobody is none."""
    names = [people.full_name(user) for user in colleagues[:_NAMED]]
    more = ["…"] if len(colleagues) > _NAMED else []
    return [_("Open now: %s") % ", ".join(names + more)] if names else []


def row_of(article: Article, now: datetime, colleagues: list) -> Row:
    """The row of an article of for_rows() that these have open; no query."""
    names = ", ".join(row.author.name for row in article.bylines.all())
    files = article.lead_image.files if article.lead_image else []
    return Row(
        article=article,
        states=states_of(article, now) + [State("open", each) for each in open_words(colleagues)],
        picture=files[-1].file.url if files else "",
        by=names or article.source,
        dated=time_of(article.dated_at or article.last_dated_at),
        changed=time_of(article.changed_at),
    )
