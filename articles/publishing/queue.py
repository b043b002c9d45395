"""The queue of one story: what waits, taken out and put in again, each on record."""

from dataclasses import dataclass
from datetime import datetime

from articles import audit, timeline
from articles.models import OPEN, Article, Correction, PublishedVersion, Revision, Withdrawal
from articles.publishing.locks import hold_names


@dataclass(frozen=True)
class Waiting:
    """A version to come, as it is put in again: its text, its moment, and what was said of it."""

    revision: Revision
    start: datetime
    change: str
    note: str
    by: object
    embargo: datetime | None
    # What is brought together of it and the text before; None where its own text stays.
    content: dict | None = None

    @property
    def is_empty(self) -> bool:
        return self.content == {}


def texts_ahead(article: Article, now: datetime) -> list[Revision]:
    """The texts that a verb may put in anew, before anything is locked: their dates may be those of
    what it takes out or puts in before them.
    """
    if article.pk is None:
        return []
    return [version.revision for version in timeline.coming(article, now)]


def take_turn(article: Article, *revisions: Revision | None, now: datetime) -> Article:
    """The story, which nobody else changes until the transaction ends, for a door that has to look
    once more before it publishes one of these texts. Their names are held before it, as by every
    verb: a story that is held first and a topic that is being merged would wait for each other.
    """
    hold_names(*revisions, *texts_ahead(article, now))
    return Article.objects.select_for_update().get(pk=article.pk)


def as_waiting(version: PublishedVersion, notes: dict[int, str], **changed) -> Waiting:
    """A version as it is put in again at its place, but for what is `changed`."""
    fields = {
        "revision": version.revision,
        "start": version.live_from,
        "change": version.change,
        "note": notes.get(version.pk, ""),
        "by": version.published_by,
        "embargo": version.embargoed_until,
    }
    return Waiting(**fields | changed)


def put_in_again(
    article: Article, waiting: Waiting, revision: Revision, *, now: datetime
) -> PublishedVersion:
    return timeline.put_in(
        article,
        revision,
        start=waiting.start,
        embargo=waiting.embargo,
        change=waiting.change,
        note=waiting.note,
        by=waiting.by,
        now=now,
    )


def date_anew(article: Article, after: datetime, *, by, now: datetime) -> None:
    """Puts in again what waits behind a moment at which the queue was changed, on record, where its
    date or its "Updated" was that of a version which is another by now.
    """
    for version in timeline.coming(article, now):
        if version.live_from <= max(after, now):
            continue
        revision, start = version.revision, version.live_from
        is_dated = (version.dated_at, version.updated_at)
        if is_dated == timeline.dating(article, revision, start, version.change):
            continue
        waiting = as_waiting(version, notes_of([version]))
        take_out(version, by=by, now=now)
        again = put_in_again(article, waiting, revision, now=now)
        record("scheduled", again, {"behind": after.isoformat()}, by=by, now=now)


def take_out(version: PublishedVersion, *, by, now: datetime, act: str = "version dropped") -> None:
    """Drops a version that has not begun; the one that it would have ended goes on."""
    before = PublishedVersion.objects.of(version.article_id).filter(
        live_until=version.live_from, live_until__gt=now
    )
    # Asked anew: taking out the one after it may have moved its end since it was loaded.
    end = PublishedVersion.objects.values_list("live_until", flat=True).get(pk=version.pk)
    before = list(before)
    timeline.drop(version, now=now, by=by, act=act)
    for earlier in before:
        timeline.cut_short(earlier, end, now=now)


def record(act: str, version: PublishedVersion, seen: dict, *, by, now: datetime) -> None:
    audit.record(
        act,
        by=by,
        at=now,
        article=version.article,
        revision=version.revision,
        live_from=version.live_from.isoformat(),
        change=version.change,
        **seen,
    )


def notes_of(versions: list[PublishedVersion]) -> dict[int, str]:
    """What readers are told of these, by their keys."""
    told = Correction.objects.filter(version__in=versions)
    return dict(told.values_list("version", "text"))


def withdrawn_until_next(article: Article, now: datetime) -> None:
    """What was to come back at a moment stays withdrawn until the first version to come; without
    one, until the withdrawal that waits, if one does.
    """
    returning = Withdrawal.objects.in_force(now).filter(article=article, ends_at__lt=OPEN)
    if returning.exists():
        coming = timeline.coming(article, now)
        waits = Withdrawal.objects.filter(article=article, ends_at=OPEN, begins_at__gt=now).first()
        otherwise = waits.begins_at if waits else OPEN
        returning.update(ends_at=coming[0].live_from if coming else otherwise)
