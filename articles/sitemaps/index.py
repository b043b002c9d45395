"""The index: every sitemap that has something in it, and when that last changed.

When a month last changed is asked of all its rows, so the answer is kept until a story dated in it
begins anew. At 100,000 stories of three years that is 20 ms where asking all took half a second.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.core.cache import cache

from articles.models import Image, PublishedVersion, Withdrawal
from articles.models.timed import look
from articles.sitemaps import news, places, stories
from articles.sitemaps.stories import Month, numbered
from articles.sitemaps.writing import Entry

# The newest changes tell which months changed; what was kept before the oldest of these is too old.
_REMEMBERED = 1_000
# A publication is seen by others a little later than at its own moment.
_LAG = timedelta(minutes=1)
# What ends only makes a month smaller. That it fills a file less is noticed within a day, and told
# only of months of more stories than one file holds.
_KEPT_S = 24 * 60 * 60
# A standing page is written without any story that begins; it may wait so long for its moment.
_KEPT_PLACES_S = 10 * 60
_PLACES = "sitemap-places"
_EVER = datetime.min.replace(tzinfo=UTC)


def files(now: datetime) -> list[Entry]:
    """All sitemaps, the news first."""
    return [
        *_parts("/news-sitemap", news.last_changes(now)),
        *_parts("/sitemaps/places", _of_places(now)),
        *_of_months(stories.months(now), now),
    ]


def _parts(name: str, changes: Iterable[datetime | None]) -> list[Entry]:
    return [
        Entry(f"{name}{numbered(part)}.xml", changed_at)
        for part, changed_at in enumerate(changes, start=1)
    ]


def _of_places(now: datetime) -> list[datetime | None]:
    """When the files of places last changed, kept until any story begins or is withdrawn: ten
    thousand topics in five editions are 50,000 looks.
    """
    if look():
        # One person's sight of another moment is neither kept for readers nor taken from them.
        return places.last_changes(now)
    taken_at, changes = cache.get(_PLACES, (None, []))
    if taken_at is None or not _last_moment(now) < taken_at - _LAG <= now:
        changes = places.last_changes(now)
        cache.set(_PLACES, (now, changes), _KEPT_PLACES_S)
    return changes


def _last_moment(now: datetime) -> datetime:
    """When anything that readers see last came or went; two queries."""
    begun = PublishedVersion.objects.begun(now).filter(past=False).order_by("-live_from")
    gone = Withdrawal.objects.filter(begins_at__lte=now).order_by("-begins_at")
    moments = (
        begun.values_list("live_from", flat=True).first(),
        gone.values_list("begins_at", flat=True).first(),
    )
    return max(filter(None, moments), default=_EVER)


def _of_months(months: list[Month], now: datetime) -> Iterator[Entry]:
    kept = {} if look() else cache.get_many([_key(month) for month in months])
    newer: dict[str, tuple] = {}
    latest, horizon = _latest_changes(now)
    for month in months:
        taken_at, changes = kept.get(_key(month), (None, []))
        if taken_at is None or not latest.get(month, horizon) < taken_at - _LAG <= now:
            changes = stories.last_changes(month, now)
            newer[_key(month)] = (now, changes)
        yield from (Entry(month.path(part), at) for part, at in enumerate(changes, start=1))
    if not look():
        cache.set_many(newer, _KEPT_S)


def _key(month: Month) -> str:
    return f"sitemap-{month.year}-{month.number}"


def _latest_changes(now: datetime) -> tuple[dict[Month, datetime], datetime]:
    """The latest moment at which something dated in a month began, for the months that the newest
    changes are of, or the rights to a lead picture ended; and the moment behind which nothing is
    known of the others. Two queries, three where rights have ended.
    """
    begun = PublishedVersion.objects.begun(now).filter(past=False).order_by("-live_from")
    rows = list(begun.values_list("live_from", "dated_at")[:_REMEMBERED])
    latest: dict[Month, datetime] = {}
    for began_at, dated_at in rows:
        latest.setdefault(Month.of(dated_at), began_at)
    ended = Image.objects.filter(rights_until__lte=now).order_by("-rights_until")
    ends = list(ended.values_list("rights_until", "pk")[:_REMEMBERED])
    led = PublishedVersion.objects.live(now).filter(lead_image__in=[key for _at, key in ends])
    ended_at = {key: at for at, key in ends}
    for key, dated_at in led.values_list("lead_image", "dated_at") if ends else ():
        month = Month.of(dated_at)
        latest[month] = max(latest.get(month, _EVER), ended_at[key])
    oldest = (found[-1][0] for found in (rows, ends) if len(found) == _REMEMBERED)
    return latest, max(oldest, default=_EVER)
