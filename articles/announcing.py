"""Announcing: what the clock cannot do. It tells a hub which feeds have changed.

The paper is right without it. Each boundary (a moment at which a story's readers came to see
something else) has one row, claimed by one conditional update. What is told are addresses of feeds
that anybody can fetch at the moment of telling, never that of a story.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from time import monotonic
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db.models import F, Q

from articles.models import (
    OPEN,
    Announcement,
    Author,
    Correction,
    Listing,
    PublishedVersion,
    Section,
    Topic,
    Withdrawal,
)
from articles.models.address import absolute_url, edition_prefix

# A publication asks the clock before it is stored: looked for again, so that none is missed that
# was stored after a later one was noted.
_OVERLAP = timedelta(hours=1)
# Who claimed a boundary and was ended before telling it has lost it after this.
_LEASE = timedelta(minutes=10)
# The timer runs every minute.
_LATE = timedelta(minutes=2)
# After 2, 4, 8 … minutes: the last try comes some two hours after the first.
_MOST_TRIES = 7
_TIMEOUT_S = 10
# A run ends before the next begins, also where the hub lets every try time out.
_RUN_S = 45
_PLACES = (("section", Section), ("topic", Topic), ("author", Author))

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of one boundary; `fault` is "" where it was told."""

    at: datetime
    late_by: timedelta
    addresses: list[str]
    fault: str = ""

    @property
    def is_late(self) -> bool:
        return self.late_by > _LATE


def announce(now: datetime, *, forms: Iterable[str]) -> Iterator[Outcome]:
    """Tells what is due, the longest waiting first; several processes may do so at once. `forms`
    are the endings of feeds' addresses.
    """
    forms, ends = list(forms), monotonic() + _RUN_S
    _note(now)
    for row in list(_due(now)):
        if monotonic() > ends:
            _log.warning("The hub answers slowly: the rest is told in the next run")
            return
        if _claim(row, now):
            yield _tell(row, now, forms)


def planned(now: datetime, *, forms: Iterable[str]) -> list[Outcome]:
    """What announce() would tell, without a trace."""
    forms, since = list(forms), _since()
    noted = set(_due(now).values_list("article", "at"))
    known = Announcement.objects.filter(at__gt=since, at__lte=now) if since else None
    new = _boundaries(since, now) - set(known.values_list("article", "at")) if since else set()
    return [
        Outcome(at, now - at, addresses(article, at, now=now, forms=forms))
        for article, at in sorted(noted | new, key=lambda boundary: boundary[1])
    ]


# Noting and claiming --------------------------------------------------------------------------


def _note(now: datetime) -> None:
    """A row for each boundary that came since; on the first run of all, where to begin."""
    since = _since()
    if since is None:
        Announcement.objects.create(at=now, try_at=now, told_at=now)
        return
    Announcement.objects.bulk_create(
        (
            Announcement(article_id=article, at=at, try_at=at)
            for article, at in _boundaries(since, now)
        ),
        ignore_conflicts=True,
        batch_size=200,
    )


def _since() -> datetime | None:
    """From when on boundaries are looked for, or None before the first run."""
    # Two looks at the index; both ends in one query would read all of it.
    moments = Announcement.objects.order_by("at").values_list("at", flat=True)
    first, last = moments.first(), moments.last()
    return None if first is None else max(first, last - _OVERLAP)


def _boundaries(since: datetime, now: datetime) -> set[tuple[int, datetime]]:
    """(story, moment) of what began or came down after `since`, up to now."""
    begun = PublishedVersion.objects.filter(live_from__gt=since, live_from__lte=now)
    gone = Withdrawal.objects.filter(
        begins_at__gt=since, begins_at__lte=now, ends_at__gt=F("begins_at")
    )
    return {
        *begun.values_list("article", "live_from"),
        *gone.values_list("article", "begins_at"),
    }


def _due(now: datetime):
    return Announcement.objects.filter(told_at=None, try_at__lte=now).order_by("try_at", "pk")


def _claim(row: Announcement, now: datetime) -> bool:
    """Whether it is this process's to tell: of several that saw it due, one alone moves it on."""
    mine = Announcement.objects.filter(pk=row.pk, told_at=None, try_at=row.try_at)
    row.try_at, row.tries = now + _LEASE, row.tries + 1
    return bool(mine.update(try_at=row.try_at, tries=row.tries, claimed_at=now))


def _tell(row: Announcement, now: datetime, forms: list[str]) -> Outcome:
    urls = addresses(row.article_id, row.at, now=now, forms=forms)
    late_by = now - row.at
    fault = _fault_of_hub(urls)
    # Of a claim that was lost meanwhile nothing is written.
    mine = Announcement.objects.filter(pk=row.pk, told_at=None, try_at=row.try_at)
    if fault:
        is_last = row.tries >= _MOST_TRIES
        mine.update(try_at=OPEN if is_last else now + timedelta(minutes=2**row.tries))
        _log.warning("Try %d of %d: the hub was not told: %s", row.tries, _MOST_TRIES, fault)
    else:
        mine.update(told_at=now)
    outcome = Outcome(row.at, late_by, urls, fault)
    if outcome.is_late and not fault:
        _log.warning("A boundary was told late by %s", clock_text(late_by))
    return outcome


def clock_text(span: timedelta) -> str:
    """Like 00:12:31; hours go on behind 24."""
    seconds = int(span.total_seconds())
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


# Addresses ------------------------------------------------------------------------------------


def addresses(article: int, at: datetime, *, now: datetime, forms: list[str]) -> list[str]:
    """Of the feeds that changed at a story's boundary and that anybody can fetch now."""
    versions = PublishedVersion.objects.filter(article=article)
    versions = versions.filter(Q(live_from=at) | Q(live_until=at)).order_by("live_from")
    languages = dict.fromkeys(versions.values_list("language", flat=True))
    paths = ["/all/"]
    for language in languages:
        paths += _of_edition(article, language, at, now)
    paths += _of_places(list(versions.values_list("pk", flat=True)), now)
    return [absolute_url(f"{path}feed.{form}") for path in paths for form in forms]


def _of_edition(article: int, language: str, at: datetime, now: datetime) -> Iterator[str]:
    prefix = edition_prefix(language)
    has_stories = PublishedVersion.objects.live(now).in_language(language).has_any(now)
    if has_stories or not prefix:
        yield f"{prefix}/"
    # Corrections are told as long as their story is live.
    if has_stories and Correction.objects.filter(article=article, dated_at__lte=at).exists():
        yield f"{prefix}/corrections/"


def _of_places(versions: list[int], now: datetime) -> Iterator[str]:
    """Feeds of sections, topics and authors; none that shows no story now: it is not there."""
    rows = Listing.objects.filter(version__in=versions).order_by("pk")
    for name, model in _PLACES:
        named = rows.filter(**{f"{name}__isnull": False}).values_list(name, "language")
        pairs = list(dict.fromkeys(named))
        things = model.objects.in_bulk({key for key, _language in pairs})
        for key, language in pairs:
            if _shows_any(name, key, language, now):
                yield from _path_of(things[key], language)


def _shows_any(name: str, key: int, language: str, now: datetime) -> bool:
    live = Listing.objects.live(now).in_language(language).filter(**{name: key}, dated_at__lte=now)
    return live.newest_first().values("pk").first() is not None


def _path_of(place: Section | Topic | Author, language: str) -> Iterator[str]:
    if not isinstance(place, Section):
        yield place.get_absolute_url(language)
    elif place.language == language:
        yield place.get_absolute_url()


# The hub --------------------------------------------------------------------------------------


class _NoRedirects(HTTPRedirectHandler):
    """The operator named one address: what it leads to is not asked."""

    def redirect_request(self, *args, **kwargs):
        return None


def _fault_of_hub(urls: list[str]) -> str:
    """Tells the hub, if there is one; returns why it was not told, or ""."""
    if not settings.WEBSUB_HUB:
        return ""
    # WebSub leaves publishing to hub and publisher: this is what the known hubs agree on.
    data = urlencode([("hub.mode", "publish"), *(("hub.url", url) for url in urls)]).encode()
    request = Request(settings.WEBSUB_HUB, data=data, headers={"User-Agent": "Newsroom"})
    try:
        with build_opener(_NoRedirects).open(request, timeout=_TIMEOUT_S):
            return ""
    except (OSError, HTTPException) as fault:
        return str(fault) or type(fault).__name__
