"""Proves that the rows agree with each other: what is derived equals what it is derived from."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from articles import composing, hiding, listings, timeline, uses
from articles import content as contents
from articles.models import (
    AccessLimit,
    Address,
    Article,
    Byline,
    Document,
    DocumentUse,
    ImageUse,
    Listing,
    PublishedVersion,
    Revision,
    WireRecord,
    Withdrawal,
    guards,
)
from articles.models.batches import in_batches

BATCH = 500


def faults(now: datetime) -> Iterator[str]:
    """A sentence for each disagreement; "" after each batch, for a progress bar."""
    yield from (f"The guard {name} is missing." for name in guards.missing())
    yield from _limits()
    yield from _articles()
    yield from _emptied()
    yield from _versions(now)
    yield from _rows(now)
    yield from _files()


def size() -> int:
    """How many batches faults() goes through."""
    counts = (Article.objects.count(), PublishedVersion.objects.count())
    return sum(-(-count // BATCH) for count in counts)


def _limits() -> Iterator[str]:
    """A story is limited exactly while somebody is named on it."""
    named = AccessLimit.objects.filter(article=OuterRef("pk"))
    wrong = Article.objects.exclude(is_limited=Exists(named)).values_list("pk", flat=True)
    for key in wrong:
        yield f"Article {key}: is_limited does not say whether people are named."


def _articles() -> Iterator[str]:
    """A working copy holds what its head says, lists included; one that was erased, nothing."""
    nothing = contents.of(Article())
    for batch in in_batches(Article.objects.select_related("head"), BATCH):
        lists = _lists_of(batch)
        yield from _uses_of_working_copies(batch)
        for article in batch:
            if article.head is None:
                yield f"Article {article.pk} has no head."
                continue
            held = {name: _column(article, name) for name in contents.COLUMNS} | lists[article.pk]
            if article.erased_at is not None:
                # Its section is kept: it says who may read its audit.
                for name in contents.differing(held, nothing | {"section": article.section_id}):
                    yield f"Article {article.pk} is erased and still holds its {name}."
                continue
            if article.head.thinned_at is not None:
                yield f"Article {article.pk}: its newest text was thinned."
                continue
            for name in contents.differing(held, article.head.content):
                yield f"Article {article.pk}: {name} differs from revision {article.head_id}."
        yield ""


def _emptied() -> Iterator[str]:
    """What was thinned, redacted or erased is empty, and nothing else is."""
    emptied = Revision.objects.filter(content={})
    for key in emptied.filter(thinned_at=None, redacted_at=None).values_list("pk", flat=True):
        yield f"Revision {key} is empty, and nothing says why."
    thinned = Revision.objects.filter(thinned_at__isnull=False)
    for key in thinned.exclude(content={}).values_list("pk", flat=True):
        yield f"Revision {key} is thinned and still holds its text."
    erased = {"article__erased_at__isnull": False}
    for key in Revision.objects.filter(**erased, thinned_at=None).values_list("pk", flat=True):
        yield f"Revision {key} is of an erased story and still holds its text."
    for key in WireRecord.objects.filter(**erased).exclude(text="").values_list("pk", flat=True):
        yield f"Wire record {key} is of an erased story and still holds its text."


def _column(article: Article, name: str):
    if name in contents.KEYS:
        return getattr(article, f"{name}_id")
    value = getattr(article, name)
    return contents.stored_moment(value) if name in contents.MOMENTS else value


def _lists_of(batch: list[Article]) -> dict[int, dict]:
    keys = [article.pk for article in batch]
    found = {key: {name: [] for name in (*contents.LISTS, contents.BYLINES)} for key in keys}
    for name in contents.LISTS:
        through, column = contents.rows_of(name)
        rows = through.objects.filter(article__in=keys).order_by("pk")
        for article, key in rows.values_list("article", column):
            found[article][name].append(key)
    for row in Byline.objects.filter(article__in=keys).order_by("position"):
        found[row.article_id][contents.BYLINES].append({"author": row.author_id, "role": row.role})
    return found


def _versions(now: datetime) -> Iterator[str]:
    """A version says what its revision says, stands in the lists that it should, at its address."""
    relations, lines = composing.Relations(), listings.Lines()
    for batch in in_batches(PublishedVersion.objects.with_content(), BATCH):
        rows = _listing_rows(batch)
        yield from _uses_of_versions(batch)
        paths = Address.objects.filter(path__in=[version.path for version in batch])
        paths = paths.exclude(article=None)
        owners = dict(paths.values_list("path", "article"))
        for version, notices in zip(batch, composing.notices_of(batch), strict=True):
            if not version.revision.content:
                if version.revision.redacted_at is None:
                    yield f"Version {version.pk}: its text was thinned."
                continue
            yield from _version(version)
            yield from _listings(version, rows[version.pk])
            # What is over stays as readers saw it, also when a name has changed since.
            if version.live_until > now:
                yield from _composed(version, notices, relations)
                yield from _places(version, rows[version.pk], lines)
            if owners.get(version.path) != version.article_id:
                yield f"Version {version.pk}: {version.path} is not an address of its article."
        yield ""


def _uses_of_working_copies(batch: list[Article]) -> Iterator[str]:
    held = {
        article.pk: {"lead_image": article.lead_image_id, "body": article.body} for article in batch
    }
    for model in (ImageUse, DocumentUse):
        yield from _uses("article", model.objects.of_working_copies(), held)


def _uses_of_versions(batch: list[PublishedVersion]) -> Iterator[str]:
    """What was redacted says nothing any more of what it used."""
    held = {version.pk: version.revision.content for version in batch if version.revision.content}
    for model in (ImageUse, DocumentUse):
        yield from _uses("version", model.objects.all(), held)


def _uses(of: str, rows: QuerySet, held: dict[int, dict]) -> Iterator[str]:
    """The rows of uses are those of the contents, by the key of what holds them."""
    thing = "image" if rows.model is ImageUse else "document"
    found: dict[int, set] = {key: set() for key in held}
    for key, used in rows.filter(**{f"{of}__in": held}).values_list(of, thing):
        found[key].add(used)
    for key, content in held.items():
        body = content.get("body", "")
        wanted = uses.pictures_of(content) if thing == "image" else uses.documents_in(body)
        if found[key] != set(wanted):
            yield f"{of.capitalize()} {key}: its uses of {thing}s are not those of its content."


def _listing_rows(batch: list[PublishedVersion]) -> dict[int, list[Listing]]:
    found: dict[int, list[Listing]] = {version.pk: [] for version in batch}
    for row in Listing.objects.filter(version__in=batch):
        found[row.version_id].append(row)
    return found


def _version(version) -> Iterator[str]:
    content = version.revision.content
    columns = timeline.content_columns(version.article, content, version.dated_at)
    for name, value in columns.items():
        if getattr(version, name) != value:
            yield f"Version {version.pk}: {name} differs from revision {version.revision_id}."
    if version.revision.article_id != version.article_id:
        yield f"Version {version.pk}: its revision is of another article."


def _listings(version, rows: list[Listing]) -> Iterator[str]:
    if len(_stands_in(rows)) != len(rows):
        yield f"Version {version.pk} stands twice in one list."
    for row in rows:
        if any(getattr(row, name) != getattr(version, name) for name in listings.CARRIED):
            yield f"Version {version.pk}: listing row {row.pk} is of another time or language."


def _stands_in(rows: list[Listing]) -> set[listings.Place]:
    return {(row.section_id, row.topic_id, row.author_id) for row in rows}


def _composed(version, notices, relations) -> Iterator[str]:
    for name, value in composing.composed(version, notices, relations).items():
        if getattr(version, name) != value:
            yield f"Version {version.pk}: {name} is not what recompose would make."


def _places(version, rows: list[Listing], lines: listings.Lines) -> Iterator[str]:
    if _stands_in(rows) != set(listings.places(version.revision.content, lines)):
        yield f"Version {version.pk}: its listing rows are not those of its content."


def _rows(now: datetime) -> Iterator[str]:
    """What one statement can find."""
    for model in (PublishedVersion, Listing):
        noun = model._meta.verbose_name.capitalize()
        for key in model.objects.filter(past=True, live_until__gt=now).values_list("pk", flat=True):
            yield f"{noun} {key} is marked past before it is over: no reader sees it."
    # Taken back before it began, a withdrawal has an empty span and says nothing of its story.
    begun = Withdrawal.objects.filter(ends_at__gt=F("begins_at"))
    strangers = begun.filter(article__versions=None)
    yield from (f"Withdrawal {row.pk} is of a story that was never live." for row in strangers)
    during = begun.filter(
        article=OuterRef("article"),
        begins_at__lt=OuterRef("live_until"),
        ends_at__gt=OuterRef("live_from"),
    )
    for version in PublishedVersion.objects.filter(Exists(during)):
        yield f"Version {version.pk} is live while its story is withdrawn."
    yield from hiding.overdue(now)


def _files() -> Iterator[str]:
    """Documents are there, as long as they were: readers would be offered nothing."""
    for document in Document.objects.order_by("pk").iterator(chunk_size=BATCH):
        try:
            size = document.file.size
        except FileNotFoundError:
            yield f"Document {document.pk}: its file is lost."
        else:
            if size != document.size:
                yield f"Document {document.pk}: its file is not as it was kept."
