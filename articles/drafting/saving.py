"""save(): every change of a working copy goes through it, on the revision that it was based on."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit
from articles import content as contents
from articles.drafting import unsaved
from articles.drafting.settling import settle_dispatches
from articles.errors import Invalid, Removed, StaleBase
from articles.models import Article, PublishedVersion, Revision


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
    conflict: who pressed Save, never saw the answer and typed on, goes on from there. A text for a
    story that was removed is kept in the same way, and Removed raised. `opened` is the mark of the
    unsaved text that the page was opened with: the save becomes what that was laid out to be. It,
    and what was kept of the window, waits no more. Also raises Invalid and BodyRefused.
    """
    now = now or timezone.now()
    base_key = base.pk if isinstance(base, Revision) else base
    changes = contents.normalise(changes)
    laid_open = unsaved.opened_with(opened, article.uid, by)
    if laid_open is not None:
        kind, merged, note = laid_open.kind, laid_open.merged, laid_open.note
    settle = partial(unsaved.settle, article, window, opened, by)
    if article.pk is None:
        return _create(
            article, changes, settle, by=by, kind=kind, note=note, window=window, now=now
        )
    base_key = _own_save_since(article, base_key, window, by) or base_key
    started_from = _content_at(article, base_key)
    content = started_from | changes
    contents.validate(content)
    made = {"base_id": base_key, "merged": merged, "kind": kind, "note": note, "window": window}
    made["made_by"] = audit.account(by)
    if content == started_from and merged is None and base_key is not None:
        settle()
        if _head_key(article) == base_key:
            _load(article, base_key, content)
            return article.head
        # Nothing was changed here: whoever saved in between is right.
        return _reload(article)
    with transaction.atomic(), audit.held_back():
        revision = Revision(article=article, made_at=now, content=content, **made)
        if _swap(article, revision, base_key, content, started_from, now):
            settle()
            _load(article, revision.pk, content, now)
            article.head = revision
            return revision
    return _refuse(article, content, settle, made, now)


def refuse_to_stop_late(article: Article, before: dict, content: dict, now: datetime) -> None:
    """Raises Invalid where a hold or an embargo is set while a publication waits that it forbids:
    the schedule has to be taken back first, by somebody who may.
    """
    fields = {}
    ahead = PublishedVersion.objects.of(article).ahead(now)
    embargo = contents.moment(content["embargoed_until"])
    is_new = before["embargoed_until"] != content["embargoed_until"]
    if embargo and is_new and ahead.filter(live_from__lt=embargo).exists():
        said = _("A publication is scheduled before this moment. Take it back first.")
        fields["embargoed_until"] = [said]
    if content["legal_hold"] and not before["legal_hold"] and ahead.exists():
        fields["legal_hold"] = [_("A publication is scheduled. Take it back first.")]
    if fields:
        raise Invalid(fields)


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
    _record_gates(article, revision, contents.of(Article()), content)
    contents.write_lists(article, content, (*contents.LISTS, contents.BYLINES))
    Article.objects.filter(pk=article.pk).update(head=revision, changed_at=now)
    article.head, article.changed_at = revision, now
    settle()
    unsaved.attach(article, by)
    return revision


def _content_at(article: Article, base_key: int | None) -> dict:
    """The content that an editor started from. A row that no verb made has only its columns; where
    the base was thinned, what was not changed is as the story has it now.
    """
    held = base_key and Revision.objects.get(pk=base_key, article=article).content
    return held or contents.of(Article.objects.get(pk=article.pk))


def _own_save_since(article: Article, base_key: int | None, window: str, by) -> int | None:
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
        swapped = Article.objects.filter(pk=article.pk, head=base_key, removed_at=None).update(
            head=revision, changed_at=now, **contents.columns(content)
        )
        if swapped:
            # Now that the row is ours, no schedule can slip in between this look and the commit.
            refuse_to_stop_late(article, started_from, content, now)
            names = contents.differing(content, started_from)
            contents.write_lists(article, content, names)
            _record_gates(article, revision, started_from, content)
            settle_dispatches(revision)
            return True
        transaction.set_rollback(True)
    return False


def _record_gates(article: Article, revision: Revision, before: dict, after: dict) -> None:
    """On record: an embargo or a legal hold that this revision sets, moves or takes away."""
    acts = []
    was, will = before["embargoed_until"], after["embargoed_until"]
    if was != will:
        acts.append(
            "embargo lifted" if will is None else "embargo set" if was is None else "embargo moved"
        )
    if before["legal_hold"] != after["legal_hold"]:
        acts.append("hold set" if after["legal_hold"] else "hold cleared")
    for act in acts:
        detail = {"was": was, "until": will} if act.startswith("embargo") else {}
        audit.record(
            act,
            by=revision.made_by,
            at=revision.made_at,
            article=article,
            revision=revision,
            **detail,
        )


def _refuse(article: Article, content: dict, settle, made: dict, now: datetime) -> Revision:
    """Keeps the text beside the history and raises, unless the head says the very same."""
    stored = Article.objects.select_related("head").get(pk=article.pk)
    if stored.removed_at is not None:
        raise _removed(stored, content, settle, made, now)
    theirs = stored.head
    if theirs.content == content:
        settle()
        return _reload(article)
    made = made | {"kind": Revision.Kind.REFUSED}
    with transaction.atomic():
        mine = Revision.objects.create(article=article, made_at=now, content=content, **made)
        settle()
    raise StaleBase(
        _saved_meanwhile(theirs, mine),
        article=article,
        base=_if_held(mine.base),
        theirs=theirs,
        mine=mine,
    )


def _removed(article: Article, content: dict, settle, made: dict, now: datetime) -> Removed:
    """The refusal of a save that met the bin; the text waits to be settled when it is put back."""
    mine = None if article.erased_at is not None else _kept_before(article, content, made)
    if mine is None and article.erased_at is None:
        made = made | {"kind": Revision.Kind.REFUSED}
        with transaction.atomic():
            mine = Revision.objects.create(article=article, made_at=now, content=content, **made)
            settle()
    said = _("This story was removed while it stood open. It is in the bin; nothing was lost.")
    if mine is None:
        said = _("This story was removed, and erased since.")
    return Removed(said, article=article, mine=mine)


def _kept_before(article: Article, content: dict, made: dict) -> Revision | None:
    """The head or, of a second press, the refused text that says the very same."""
    refused = article.revisions.filter(kind=Revision.Kind.REFUSED, made_by=made["made_by"])
    told = (article.head, refused.order_by("-id").first())
    return next((each for each in told if each is not None and each.content == content), None)


def _if_held(base: Revision | None) -> Revision | None:
    """A base to compare with; one that was thinned is none."""
    return base if base is not None and base.content else None


def _saved_meanwhile(theirs: Revision, mine: Revision) -> str:
    """Who came first: somebody else, or the same person in another window."""
    if mine.made_by_id is not None and theirs.made_by_id == mine.made_by_id:
        return _(
            "You saved this story in another window after you opened it here. "
            "Nothing was overwritten: both texts are kept."
        )
    return _(
        "Somebody else saved this story after you opened it. "
        "Nothing was overwritten: both texts are kept."
    )


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


def conflict_of(article: Article, revision: Revision) -> StaleBase:
    """The conflict between a refused revision and the head, for whoever settles it."""
    theirs = Article.objects.select_related("head").get(pk=article.pk).head
    return StaleBase(
        _("Two texts of this story wait to be settled."),
        article=article,
        base=_if_held(revision.base),
        theirs=theirs,
        mine=revision,
    )
