"""Boundaries: noted once when they have come, and claimed by whoever tells them."""

from datetime import datetime, timedelta

from django.db.models import F, Max, QuerySet

from articles.models import OPEN, Announcement, Image, ImageUse, PublishedVersion, Withdrawal

# A story and a moment of it.
Boundary = tuple[int, datetime]

# A publication asks the clock before it is stored: looked for again, so that none is missed that
# was stored after a later one was noted.
_OVERLAP = timedelta(hours=1)
# And of what was stored last so many, however long it took, whatever another machine's clock said.
_STORED_LAST = 500
# Who claimed a boundary and was ended before telling it has lost it after this.
_LEASE = timedelta(minutes=10)
# After 2, 4, 8 … minutes: the last try comes some two hours after the first.
MOST_TRIES = 7


def note(now: datetime) -> None:
    """A row for each boundary that came since; on the first run of all, where to begin."""
    if _first() is None:
        Announcement.objects.create(at=now, try_at=now, told_at=now)
        return
    Announcement.objects.bulk_create(
        (Announcement(article_id=article, at=at, try_at=at) for article, at in new(now)),
        ignore_conflicts=True,
        batch_size=200,
    )


def note_changed_by_hand(image: Image, now: datetime) -> None:
    """A row for each live story that shows a picture which an editor has closed to readers: no
    moment of any version tells of that. Nothing before the first run.
    """
    live = PublishedVersion.objects.live(now).filter(image_uses__image=image)
    if _first() is None:
        return
    Announcement.objects.bulk_create(
        (
            Announcement(article_id=article, at=now, try_at=now)
            for article in live.values_list("article", flat=True)
        ),
        ignore_conflicts=True,
        batch_size=200,
    )


def new(now: datetime) -> set[Boundary]:
    """What has come and is not noted yet; nothing before the first run."""
    first = _first()
    if first is None:
        return set()
    since = max(first, _last() - _OVERLAP)
    found = {*_come(since, now), *(each for each in _stored_last() if first < each[1] <= now)}
    return found - _noted(since, {at for _article, at in found if at <= since})


def _first() -> datetime | None:
    return Announcement.objects.order_by("at").values_list("at", flat=True).first()


def _last() -> datetime:
    return Announcement.objects.order_by("at").values_list("at", flat=True).last()


def _come(since: datetime, now: datetime) -> set[Boundary]:
    """What began, came down or lost a picture after `since`, up to now."""
    begun = PublishedVersion.objects.filter(live_from__gt=since, live_from__lte=now)
    gone = _withdrawals().filter(begins_at__gt=since, begins_at__lte=now)
    return {
        *begun.values_list("article", "live_from"),
        *gone.values_list("article", "begins_at"),
        *_ended_rights(since, now),
    }


def _ended_rights(since: datetime, now: datetime) -> QuerySet:
    """Each live story that showed a picture as its rights ended."""
    end = F("image__rights_until")
    ended = ImageUse.objects.filter(image__rights_until__gt=since, image__rights_until__lte=now)
    shown = ended.filter(version__live_from__lt=end, version__live_until__gt=end)
    return shown.values_list("article", "image__rights_until")


def _withdrawals() -> QuerySet[Withdrawal]:
    """Without those that were taken back before they began."""
    return Withdrawal.objects.filter(ends_at__gt=F("begins_at"))


def _stored_last() -> set[Boundary]:
    versions = _of_last_keys(PublishedVersion.objects.all())
    withdrawals = _of_last_keys(_withdrawals())
    return {
        *versions.values_list("article", "live_from"),
        *withdrawals.values_list("article", "begins_at"),
    }


def _of_last_keys(rows: QuerySet) -> QuerySet:
    last = rows.model.objects.aggregate(last=Max("pk"))["last"] or 0
    return rows.filter(pk__gt=last - _STORED_LAST)


def _noted(since: datetime, earlier: set[datetime]) -> set[Boundary]:
    """Those noted after a moment, and at some earlier ones."""
    rows = Announcement.objects.values_list("article", "at")
    return {*rows.filter(at__gt=since), *rows.filter(at__in=earlier)}


def due(now: datetime) -> QuerySet[Announcement]:
    """What is not told yet, the longest waiting first."""
    return Announcement.objects.filter(told_at=None, try_at__lte=now).order_by("try_at", "pk")


def claim(row: Announcement, now: datetime) -> bool:
    """Whether it is this process's to tell: of several that saw it due, one alone moves it on."""
    mine = _as_seen(row)
    row.try_at, row.tries = now + _LEASE, row.tries + 1
    return bool(mine.update(try_at=row.try_at, tries=row.tries, claimed_at=now))


def close(row: Announcement, told: list[str], now: datetime) -> None:
    """Everybody has been told of a claimed boundary."""
    _as_seen(row).update(told=told, told_at=now)


def put_off(row: Announcement, told: list[str], now: datetime) -> None:
    """Only these have been told of a claimed boundary: the others are in the next try, if any."""
    is_last = row.tries >= MOST_TRIES
    try_at = OPEN if is_last else now + timedelta(minutes=2**row.tries)
    _as_seen(row).update(told=told, try_at=try_at)


def _as_seen(row: Announcement) -> QuerySet[Announcement]:
    """The row, if nobody has moved it on: of a claim that was lost nothing is written."""
    return Announcement.objects.filter(pk=row.pk, told_at=None, try_at=row.try_at)
