"""The timeline of one story: its published versions, put in, cut short and taken out.

Works on the rows alone and asks no questions; what may be published is publishing's to say. Callers
hold the article's row lock, which keeps two of them from working on one timeline at once.
"""

from datetime import UTC, datetime, timedelta

from articles import addressing, audit, composing, listings, uses
from articles import content as contents
from articles.models import (
    OPEN,
    Article,
    Change,
    Correction,
    Image,
    Listing,
    PublishedVersion,
    Revision,
    Withdrawal,
)

# A reader that asked the clock just before a boundary may query just after it: rows are marked past
# only when they were over for longer than any request lasts.
LAG = timedelta(minutes=1)
# Rows marked past with one publication: more than one publication can make, so the rest is small.
_SWEPT_AT_ONCE = 500


def coming(article: Article, now: datetime) -> list[PublishedVersion]:
    """What is live or scheduled, earliest first."""
    versions = PublishedVersion.objects.of(article).filter(live_until__gt=now)
    return list(versions.order_by("live_from").select_related("revision"))


def put_in(
    article: Article,
    revision: Revision,
    *,
    start: datetime,
    embargo: datetime | None,
    change: str,
    note: str,
    by,
    now: datetime,
) -> PublishedVersion:
    """A version of this revision from `start` until the next one, or the end of the one it cuts.
    `embargo` is the end of what holds this text, kept with it.
    """
    # A form says it in the newsroom's zone: what is composed now and what is composed anew of the
    # row have to be the same, byte for byte.
    start = start.astimezone(UTC)
    end = _make_room(article, start, now, by)
    dated_at, updated_at = dating(article, revision, start, change)
    version = PublishedVersion(
        article=article,
        revision=revision,
        **content_columns(article, revision.content, dated_at),
        live_from=start,
        live_until=end,
        embargoed_until=embargo,
        updated_at=updated_at,
        change=change,
        published_by=audit.account(by),
        changed_at=now,
        path=addressing.claim_for_article(
            article, revision.content, dated_at=dated_at, begins_at=start, by=by, now=now
        ),
    )
    [notices] = composing.notices_of([version])
    if change in Change.noted():
        notices.append(composing.Notice(change, note, start))
    Image.objects.hold_names(uses.pictures_of(revision.content))
    composing.fill(version, notices, composing.Relations())
    version.save(force_insert=True)
    if change in Change.noted():
        Correction.objects.create(
            article=article,
            version=version,
            language=version.language,
            dated_at=start,
            tiebreak=version.tiebreak,
            kind=change,
            text=note,
            made_by=version.published_by,
        )
    listings.write([version])
    uses.write([version])
    composing.recompose(list(later_than(version)))
    return version


def dating(
    article: Article, revision: Revision, start: datetime, change: str
) -> tuple[datetime, datetime | None]:
    """The date of a version and its "Updated", as what begins before it has them."""
    previous = _previous(article, start)
    moves_updated = previous is not None and change not in Change.quiet()
    updated_at = start if moves_updated else previous and previous.updated_at
    return _dated_at(article, revision, start), updated_at


def content_columns(article: Article, content: dict, dated_at: datetime) -> dict:
    """The content columns of a version, but for those that its place in time decides."""
    return {
        "section_id": content["section"],
        "headline": content["headline"],
        "genre": content["genre"],
        "noindex": content["noindex"],
        "lead_image_id": content["lead_image"],
        "language": content["language"],
        "tiebreak": article.tiebreak,
        "dated_at": dated_at,
    }


def _make_room(article: Article, start: datetime, now: datetime, by) -> datetime:
    """Cuts short or drops what covers `start`; returns until when the new version may last."""
    versions = coming(article, now)
    covering = next((one for one in versions if one.live_from <= start < one.live_until), None)
    if covering is None:
        ends = [version.live_from for version in versions if version.live_from > start]
        waiting = Withdrawal.objects.filter(article=article, ends_at=OPEN, begins_at__gt=start)
        return min([*ends, *waiting.values_list("begins_at", flat=True)], default=OPEN)
    end = covering.live_until
    if covering.live_from == start:
        drop(covering, now=now, by=by)
    else:
        cut_short(covering, start, now=now)
    return end


def _previous(article: Article, start: datetime) -> PublishedVersion | None:
    earlier = PublishedVersion.objects.of(article).filter(live_from__lt=start)
    return earlier.for_lists().order_by("-live_from").first()


def _dated_at(article: Article, revision: Revision, start: datetime) -> datetime:
    """The date that an editor or a dispatch gave, or the first publication."""
    given = contents.moment(revision.content["dated_at"])
    if given is not None:
        return given
    first = PublishedVersion.objects.of(article).order_by("live_from").for_lists().first()
    return first.dated_at if first is not None and first.live_from < start else start


def later_than(version: PublishedVersion):
    """Versions of the same story that begin after this one."""
    later = PublishedVersion.objects.of(version.article_id).filter(live_from__gt=version.live_from)
    return later.with_content()


def cut_short(version: PublishedVersion, end: datetime, *, now: datetime) -> None:
    """Ends a version at a moment that is not past."""
    PublishedVersion.objects.filter(pk=version.pk).update(live_until=end, changed_at=now)
    Listing.objects.filter(version=version).update(live_until=end)


def drop(version: PublishedVersion, *, now: datetime, by, act: str = "version dropped") -> None:
    """Takes out a version that has not begun, on record as what `act` says."""
    audit.record(
        act,
        by=by,
        at=now,
        article=version.article,
        revision=version.revision,
        live_from=version.live_from.isoformat(),
    )
    PublishedVersion.objects.filter(pk=version.pk).update(dropped_at=now)
    told, _rows = Correction.objects.filter(version=version).delete()
    version.delete()
    addressing.let_go(version, by=by, now=now)
    if told:
        composing.recompose(list(later_than(version)))


def sweep(now: datetime) -> None:
    """Marks what is certainly over as past, so that the partial indexes stay small. Skips rows that
    another publication is marking, which keeps two of them from waiting for each other."""
    over = now - LAG
    for model in (PublishedVersion, Listing):
        rows = model.objects.filter(past=False, live_until__lt=over)
        keys = rows.select_for_update(skip_locked=True).values_list("pk", flat=True)
        keys = list(keys[:_SWEPT_AT_ONCE])
        if keys:
            model.objects.filter(pk__in=keys).update(past=True)
