"""Texts that were not saved: kept while somebody types, or laid out for somebody to go on with.

Nothing here touches a story, its revisions or the audit. Who opens such a text writes in a window
of their own, whose form names the text by its *mark*: which it is, and when it was last kept. What
is saved from there settles both, unless somebody has typed on in the text meanwhile.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _

from articles import content as contents
from articles import presence, richtext
from articles.errors import Refused
from articles.models import Article, Revision, UnsavedText

# Four times the largest body: what is longer is no story that somebody types.
_MOST_LETTERS = 2_000_000
# Nobody goes on from a text that was gone on from, so often.
_MOST_STEPS = 100


def lay_out(
    article: Article,
    changes: dict,
    *,
    base: Revision,
    by,
    kind: str,
    merged: Revision | None = None,
    note: str = "",
    now: datetime,
) -> UnsavedText:
    """A text for the writing page to open with, on `base` and not yet saved; a save of it becomes a
    revision of this kind, with `merged` as its other parent. Raises Invalid and BodyRefused, and
    Refused on a base whose text is not kept any more.
    """
    if not base.content:
        raise Refused(_("The words of this text are not kept any more."))
    return UnsavedText.objects.create(
        user=by,
        article=article,
        uid=article.uid,
        base=base,
        kind=kind,
        merged=merged,
        note=note,
        began_at=now,
        kept_at=now,
        content=base.content | contents.normalise(changes),
    )


def keep(
    article: Article,
    typed: dict[str, list[str]],
    content: dict,
    *,
    base: int | None,
    window: str,
    by,
    opened: UnsavedText | None = None,
    now: datetime,
) -> None:
    """What stands in a window's form now, in place of what was kept from it before; `content` is
    what of `typed` a content can hold. The story may be one that is not yet saved. What was typed
    into a text that was `opened` will be saved as that text would have been. Raises Refused and
    BodyRefused.
    """
    if not window:
        raise Refused(_("This page does not say which window it is. Open it again."))
    if sum(len(value) for values in typed.values() for value in values) > _MOST_LETTERS:
        raise Refused(_("This is too much text to be kept. Split it into several stories."))
    body = _clean_body(typed, content)
    row = {
        "article_id": article.pk,
        "uid": article.uid,
        "base_id": base,
        "kept_at": now,
        "taken_in_at": None,
        "typed": typed | {"body": [body]},
        "content": content | {"body": body},
    }
    if opened is not None:
        row |= {"kind": opened.kind, "merged_id": opened.merged_id, "note": opened.note}
    own = _of_window(article, window, by)
    if own.update(**row):
        return
    _throw_away_old(now)
    try:
        with transaction.atomic():
            UnsavedText.objects.create(window=window, user=by, began_at=now, **row)
    except IntegrityError:
        # Two words from one window at once; or the window is somebody else's.
        if not own.update(**row):
            raise Refused(_("This window is not yours. Open the page again.")) from None


def _clean_body(typed: dict, content: dict) -> str:
    """A body that colleagues can be shown; one that was cleaned already costs nothing."""
    body = "".join(typed.get("body", ())[:1])
    return body if body == content["body"] else richtext.clean(body)


def _throw_away_old(now: datetime) -> None:
    """At the first words of a window: nobody needs a command for it, and it is one quick query."""
    old = now - timedelta(days=settings.UNSAVED_DAYS)
    UnsavedText.objects.filter(kept_at__lt=old).delete()


def offered(article: Article, *, by, now: datetime) -> QuerySet[UnsavedText]:
    """Texts of a story for the page that offers to go on with them: one's own first, and those of
    colleagues whose window is not open any more and that nobody has taken in; newest first.
    """
    texts = UnsavedText.objects.filter(article=article).select_related("user")
    open_now = presence.windows_open(article, now=now)
    texts = texts.filter(Q(user=by) | Q(~Q(window__in=open_now), taken_in_at=None))
    # However many colleagues left theirs, one's own is among the first.
    return texts.order_by(Case(When(user=by, then=0), default=1), "-kept_at", "-id")


def writers(article: Article) -> list:
    """Who has a text of the story that waits and says something else than what is saved."""
    texts = UnsavedText.objects.filter(article=article, taken_in_at=None)
    rows = texts.select_related("user").defer("typed")[:_MOST_STEPS]
    saved = article.head and article.head.content
    return list({row.user_id: row.user for row in rows if row.content != saved}.values())


def offered_new(*, by) -> QuerySet[UnsavedText]:
    """One's own texts of stories that were never saved."""
    return UnsavedText.objects.filter(user=by, article=None).select_related("user")


def mark(text: UnsavedText) -> str:
    """Names a text as it was last kept."""
    return f"{text.pk} {text.kept_at.isoformat()}"


def opened_with(mark: str, article: Article, by) -> UnsavedText | None:
    """The text that a page of a story was opened with: one's own, or one of a colleague. The door
    has asked whether `by` may write in that story; what was typed for one that is not yet saved
    is nobody else's, whatever uid a page may name.
    """
    key = mark.partition(" ")[0]
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    reach = Q(article=None, user=by, uid=article.uid)
    if article.pk is not None:
        reach |= Q(article=article)
    return UnsavedText.objects.filter(reach, pk=key).first()


def settle(article: Article, content: dict, *, window: str, opened: str, by, now: datetime) -> None:
    """The text of a window was saved, or refused, and `content` stands in the history: it waits no
    more, nor does what it was opened with. What a colleague typed is thrown away only where the
    history says the very same; otherwise it still waits for them.
    """
    if by is None:
        return
    if window:
        forget(article, window, by=by)
    for text in _opened_before(opened, article, by):
        as_it_was = UnsavedText.objects.filter(pk=text.pk, kept_at=text.kept_at)
        if text.user_id == by.pk or text.content == content:
            as_it_was.delete()
        else:
            as_it_was.update(taken_in_at=now)


def attach(article: Article, by) -> None:
    """The story that texts of other windows were typed for is there now."""
    if by is not None:
        UnsavedText.objects.filter(uid=article.uid, user=by, article=None).update(article=article)


def forget(article: Article, window: str, *, by) -> None:
    """Nothing in the window differs from what is saved."""
    _of_window(article, window, by).delete()


def _of_window(article: Article, window: str, by) -> QuerySet[UnsavedText]:
    """A window is one story's: named in the page of another, it is not taken for that one's."""
    return UnsavedText.objects.filter(window=window, uid=article.uid, user=by)


def discard_unsaved(text: UnsavedText, *, by) -> None:
    """Throws a text of one's own away, with those of one's own that it went on from."""
    if text.user_id != by.pk:
        raise Refused(_("This text is somebody else’s."))
    story = text.article or Article(uid=text.uid)
    for before in _opened_before(_opened_by(text), story, by):
        if before.user_id == by.pk:
            UnsavedText.objects.filter(pk=before.pk, kept_at=before.kept_at).delete()
    text.delete()


def _opened_before(opened: str, article: Article, by) -> list[UnsavedText]:
    """The text that a mark names, the one that it was opened with, and so on; none in which
    somebody has typed on since.
    """
    found: dict[int, UnsavedText] = {}
    while opened and len(found) < _MOST_STEPS:
        text = opened_with(opened, article, by)
        if text is None or text.pk in found or mark(text) != opened:
            break
        found[text.pk] = text
        opened = _opened_by(text)
    return list(found.values())


def _opened_by(text: UnsavedText) -> str:
    return "".join((text.typed or {}).get("opened", ())[:1])
