"""Proves that the rows agree with each other: what is derived equals what it is derived from."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q

from articles import composing, timeline
from articles import content as contents
from articles.models import (
    Address,
    Article,
    Byline,
    Correction,
    Listing,
    PublishedVersion,
    Withdrawal,
    guards,
)

BATCH = 500


def faults(now: datetime) -> Iterator[str]:
    """A sentence for each disagreement; "" after each batch, for a progress bar."""
    yield from (f"The guard {name} is missing." for name in guards.missing())
    yield from _articles()
    yield from _versions()
    yield from _rows(now)


def size() -> int:
    """How many batches faults() goes through."""
    counts = (Article.objects.count(), PublishedVersion.objects.count())
    return sum(-(-count // BATCH) for count in counts)


def _batches(rows) -> Iterator[list]:
    """Rows in order of their keys, so that memory stays constant."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield batch


def _articles() -> Iterator[str]:
    """A working copy holds what its head says, lists included."""
    for batch in _batches(Article.objects.select_related("head")):
        lists = _lists_of(batch)
        for article in batch:
            if article.head is None:
                yield f"Article {article.pk} has no head."
                continue
            held = {name: _column(article, name) for name in contents.COLUMNS} | lists[article.pk]
            for name in contents.differing(held, article.head.content):
                yield f"Article {article.pk}: {name} differs from revision {article.head_id}."
        yield ""


def _column(article: Article, name: str):
    if name in contents.KEYS:
        return getattr(article, f"{name}_id")
    value = getattr(article, name)
    return contents.moment_text(value) if name in contents.MOMENTS else value


def _lists_of(batch: list[Article]) -> dict[int, dict]:
    keys = [article.pk for article in batch]
    found = {key: {name: [] for name in (*contents.LISTS, contents.BYLINES)} for key in keys}
    for name, model in contents.LISTS.items():
        through = Article._meta.get_field(name).remote_field.through
        rows = through.objects.filter(article__in=keys).order_by("pk")
        for article, key in rows.values_list("article", f"{model._meta.model_name}_id"):
            found[article][name].append(key)
    for row in Byline.objects.filter(article__in=keys).order_by("position"):
        found[row.article_id][contents.BYLINES].append({"author": row.author_id, "role": row.role})
    return found


def _versions() -> Iterator[str]:
    """A version says what its revision says, stands in the lists that it should, at its address."""
    relations, lines = composing.Relations(), {}
    rows = PublishedVersion.objects.select_related("revision", "article")
    for batch in _batches(rows):
        keys = [version.pk for version in batch]
        listings: dict[int, list[Listing]] = {key: [] for key in keys}
        for listing in Listing.objects.filter(version__in=keys):
            listings[listing.version_id].append(listing)
        corrected = set(
            Correction.objects.filter(
                article__in=[version.article_id for version in batch]
            ).values_list("article", flat=True)
        )
        addresses = dict(
            Address.objects.filter(path__in=[version.path for version in batch]).values_list(
                "path", "article"
            )
        )
        for version in batch:
            yield from _version(version, relations, version.article_id in corrected)
            yield from _listings(version, listings[version.pk], lines)
            if addresses.get(version.path) != version.article_id:
                yield f"Version {version.pk}: {version.path} is not an address of its article."
        yield ""


def _version(version, relations, is_corrected: bool) -> Iterator[str]:
    content = version.revision.content
    columns = timeline.content_columns(version.article, content, version.dated_at)
    # What the article's embargo is today says nothing about a version made before.
    del columns["embargoed_until"]
    for name, value in columns.items():
        if getattr(version, name) != value:
            yield f"Version {version.pk}: {name} differs from revision {version.revision_id}."
    if version.revision.article_id != version.article_id:
        yield f"Version {version.pk}: its revision is of another article."
    notices = composing.notices(version) if is_corrected else []
    # What is past stays as readers saw it, also when a name has changed since.
    if version.past:
        return
    for name, value in composing.composed(version, relations, notices).items():
        if getattr(version, name) != value:
            yield f"Version {version.pk}: {name} is not what recompose would make."


def _listings(version, listings: list[Listing], lines: dict) -> Iterator[str]:
    places = {(row.section_id, row.topic_id, row.author_id) for row in listings}
    if not version.past and places != timeline.expected_listings(version, lines):
        yield f"Version {version.pk}: its listing rows are not those of its content."
    if len(places) != len(listings):
        yield f"Version {version.pk} stands twice in one list."
    names = ("language", "dated_at", "tiebreak", "live_from", "live_until")
    for row in listings:
        if any(getattr(row, name) != getattr(version, name) for name in names):
            yield f"Version {version.pk}: listing row {row.pk} is of another time or language."


def _rows(now: datetime) -> Iterator[str]:
    """What one statement can find."""
    for model in (PublishedVersion, Listing):
        noun = model._meta.verbose_name.capitalize()
        for key in model.objects.filter(past=True, live_until__gt=now).values_list("pk", flat=True):
            yield f"{noun} {key} is marked past before it is over: no reader sees it."
    strangers = Withdrawal.objects.filter(article__versions=None)
    yield from (f"Withdrawal {row.pk} is of a story that was never live." for row in strangers)
    during = PublishedVersion.objects.filter(
        Q(article__withdrawals__begins_at__lt=F("live_until"))
        & Q(article__withdrawals__ends_at__gt=F("live_from"))
    )
    for version in during.distinct():
        yield f"Version {version.pk} is live while its story is withdrawn."
