"""save(): every change of a working copy goes through it, on the revision that it was based on."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from articles import audit
from articles import content as contents
from articles.drafting import unsaved
from articles.drafting.gates import (
    past_gates,
    record_gates,
    refuse_to_stop_late,
    sets_gate,
    words_of,
)
from articles.drafting.refusing import refuse
from articles.drafting.settling import settle_dispatches
from articles.models import Article, Revision


def save(
    article: Article,
    changes: dict,
    *,
    base: Revision | int | None,
    by,
    kind: str = Revision.Kind.SAVED,
    note: str = "",
    merged: Revision | None = None,
    window: str = "",
    opened: str = "",
    now: datetime | None = None,
) -> Revision:
    """Saves changes on the revision that they were based on, and returns the new head.

    A new Article() is created with base=None. Changes that change nothing return the head as it is.
    The head is compared and swapped in one statement; when somebody saved in between, the text is
    kept as a revision of kind "refused" and StaleBase carries both. (The caller must not roll back
    then: catch it inside its own transaction.) What was saved from the same `window` is no
    conflict: who pressed Save, never saw the answer and typed on, goes on from there. Nor is an
    embargo or a hold that was set or lifted meanwhile: it stays as it stands. A text for a story
    that was removed is kept in the same way, and Removed raised. `opened` is the mark of the
    unsaved text that the page was opened with: the save becomes what that was laid out to be. It,
    and what was kept of the window, waits no more. Also raises Invalid and BodyRefused.
    """
    now = now or timezone.now()
    base_key = base.pk if isinstance(base, Revision) else base
    changes = contents.normalise(changes)
    laid_open = unsaved.opened_with(opened, article, by)
    if laid_open is not None:
        kind, merged, note = laid_open.kind, laid_open.merged, laid_open.note
    settle = partial(unsaved.settle, article, window=window, opened=opened, by=by, now=now)
    if article.pk is None:
        return _create(
            article, changes, settle, by=by, kind=kind, note=note, window=window, now=now
        )
    base_key = own_save_since(article, base_key, window, by) or base_key
    started_from = _content_at(article, base_key)
    content = started_from | changes
    contents.validate(content)
    made = {"base_id": base_key, "merged": merged, "kind": kind, "note": note, "window": window}
    made["made_by"] = audit.account(by)
    if content == started_from and merged is None and base_key is not None:
        settle(content)
        if _head_key(article) == base_key:
            _load(article, base_key, content)
            return article.head
        # Nothing was changed here: whoever saved in between is right.
        return _reload(article)
    with transaction.atomic(), audit.held_back():
        revision = Revision(article=article, made_at=now, content=content, **made)
        revision.words_of_id = words_of(base_key, started_from, content)
        if _swap(article, revision, base_key, content, started_from, now):
            settle(content)
            _load(article, revision.pk, content, now)
            article.head = revision
            return revision
    onward = past_gates(article, base_key, changes)
    if onward != base_key:
        return save(
            article, changes, base=onward, by=by, kind=kind, note=note, merged=merged,
            window=window, opened=opened, now=now,
        )  # fmt: skip
    refuse(article, content, settle, made, now)
    return _reload(article)


@transaction.atomic
@audit.held_back()
def _create(article: Article, changes: dict, settle, *, by, kind, note, window, now) -> Revision:
    """The first revision of a new story; the row is made first because both point to each other."""
    content = contents.normalise(contents.of(article)) | changes
    contents.validate(content)
    for name, value in contents.columns(content).items():
        setattr(article, name, value)
    article.created_by = article.owner = audit.account(by)
    article.save(force_insert=True)
    revision = Revision.objects.create(
        article=article,
        kind=kind,
        made_by=audit.account(by),
        made_at=now,
        note=note,
        window=window,
        content=content,
    )
    record_gates(article, revision, contents.of(Article()), content)
    contents.write_lists(article, content, contents.FIELDS)
    Article.objects.filter(pk=article.pk).update(head=revision, changed_at=now)
    article.head, article.changed_at = revision, now
    settle(content)
    unsaved.attach(article, by)
    return revision


def _content_at(article: Article, base_key: int | None) -> dict:
    """The content that an editor started from. A row that no verb made has only its columns; where
    the base was thinned, what was not changed is as the story has it now.
    """
    held = base_key and Revision.objects.get(pk=base_key, article=article).content
    return held or contents.of(Article.objects.get(pk=article.pk))


def own_save_since(article: Article, base_key: int | None, window: str, by) -> int | None:
    """The head, where everything since the base was saved by the same person from this window."""
    if not window:
        return None
    revision = head = _head_key(article)
    while revision is not None and revision != base_key:
        own = article.revisions.filter(pk=revision, window=window, made_by=audit.account(by))
        before = own.values_list("base").first()
        if before is None:
            return None
        (revision,) = before
    return head if revision == base_key else None


def _swap(article, revision, base_key, content, started_from, now) -> bool:
    """Makes the revision the head if `base_key` still is; nothing is written where it is not."""
    with transaction.atomic():
        revision.save(force_insert=True)
        if sets_gate(started_from, content):
            # Once the row is ours, no schedule can slip in between this look and the commit.
            ours = Article.objects.select_for_update().filter(pk=article.pk, head=base_key)
            if ours.values_list("pk").first():
                refuse_to_stop_late(article, started_from, content, now)
        swapped = Article.objects.filter(pk=article.pk, head=base_key, removed_at=None).update(
            head=revision, changed_at=now, **contents.columns(content)
        )
        if swapped:
            names = contents.differing(content, started_from)
            contents.write_lists(article, content, names)
            record_gates(article, revision, started_from, content)
            settle_dispatches(revision)
            return True
        transaction.set_rollback(True)
    return False


def _head_key(article: Article) -> int | None:
    return Article.objects.values_list("head", flat=True).get(pk=article.pk)


def _load(article: Article, head_key: int | None, content: dict, now=None) -> None:
    """Brings the instance in line with a content that the database now holds."""
    for name, value in contents.columns(content).items():
        setattr(article, name, value)
    article.head_id = head_key
    if now is not None:
        article.changed_at = now


def _reload(article: Article) -> Revision:
    article.refresh_from_db()
    return article.head
