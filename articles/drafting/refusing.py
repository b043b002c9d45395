"""A save that is not applied: its text is kept beside the history, and who came first is said."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.errors import Removed, StaleBase
from articles.models import Article, Revision


def refuse(article: Article, content: dict, settle, made: dict, now: datetime) -> None:
    """Keeps the text beside the history and raises, unless the head says the very same. `settle`
    is told what the history holds now.
    """
    stored = Article.objects.select_related("head").get(pk=article.pk)
    if stored.removed_at is not None:
        raise _removed(stored, content, settle, made, now)
    theirs = stored.head
    if theirs.content == content:
        settle(content)
        return
    made = made | {"kind": Revision.Kind.REFUSED}
    with transaction.atomic():
        mine = Revision.objects.create(article=article, made_at=now, content=content, **made)
        settle(content)
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
            settle(content)
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
