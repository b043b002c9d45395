"""Giving way: an address that no reader has met belongs to the story that begins there first.

A story that is published now gets the address that it would get if nothing waited, byte for byte:
a suffix would tell readers that something is there (decision 0009).
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from secrets import token_hex
from time import sleep

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from articles import audit, composing, folding, newsroom_time
from articles.errors import Refused
from articles.models import Address, Article, PublishedVersion

# How often and how long is asked for what somebody else is changing: a publication holds it for
# some hundredths of a second, and nobody waits here without end.
_TRIES = 60
_PAUSE_S = 0.05


class _Held(Exception):
    """Somebody else is changing the story or giving the path at this moment."""


def day_path(dated_at: datetime) -> str:
    """/YYYY/MM/DD/ of a moment in the newsroom's zone."""
    return f"{newsroom_time.local(dated_at):/%Y/%m/%d/}"


def slug_of(content: dict) -> str:
    return folding.slugify(content["slug"] or content["headline"])


def with_suffix(path: str, suffix: str) -> str:
    return f"{path[:-1]}-{suffix}/"


def suffix_of(article: Article) -> str:
    """Random as the uid is, and the same again when a schedule is moved."""
    return article.uid.hex[:6]


def take(article: Article, path: str, begins_at: datetime, *, by, now: datetime) -> bool:
    """Whether the path is the story's own from `begins_at` on: it was already, nobody had it, or
    who had it gave way. False where readers meet another there sooner, or at that very moment.

    Raises Refused where somebody else is at it all the while.
    """
    return _patiently(partial(_take, article, path, begins_at, by=by, now=now))


@transaction.atomic
def _take(article: Article, path: str, begins_at: datetime, *, by, now: datetime) -> bool:
    _hold_path(path)
    own = Address.objects.filter(path=path, article=article)
    if own.exists():
        own.filter(public_from__gt=begins_at).update(public_from=begins_at)
        return True
    if not _clear(path, begins_at, by=by, now=now):
        return False
    Address.objects.create(path=path, article=article, public_from=begins_at)
    return True


def _clear(path: str, begins_at: datetime, *, by, now: datetime) -> bool:
    """Whether no other story has the path any more; it is held."""
    holder = _holder(path)
    if holder is None:
        return True
    if holder.public_from <= begins_at:
        return False
    article = _hold(holder.article_id)
    versions = _versions(article, path)
    if not versions or min(version.live_from for version in versions) <= begins_at:
        # What an old site brought with it has no version, and was public there.
        return False
    _move(holder, versions, _another(path, article), by=by, now=now)
    return True


def let_go(article: int, path: str, *, now: datetime) -> bool:
    """Forgets the path of a story at which it has no version any more, or remembers that it begins
    there later. False where readers have met it: then it stays. Raises Refused like take().
    """
    return _patiently(partial(_let_go, article, path, now=now))


@transaction.atomic
def _let_go(article: int, path: str, *, now: datetime) -> bool:
    _hold_path(path)
    row = Address.objects.filter(path=path, article=article, public_from__gt=now)
    if not row.exists():
        return False
    there = PublishedVersion.objects.of(article).filter(path=path)
    begins_at = there.aggregate(Min("live_from"))["live_from__min"]
    if begins_at is None:
        row.delete()
    else:
        row.update(public_from=begins_at)
    return True


def settle(path: str, *, let_go: datetime, by, now: datetime) -> None:
    """Gives a path to the story that begins first of those that asked for it, as if what had it
    from the moment `let_go` on had never been there.

    One that begins at that very moment came second and stays where it is: what is let go of may
    come back with another text. So does one that somebody else is changing.
    """
    first = next(iter(_asking_for(path, now)), None)
    if first is None or first.live_from == let_go:
        return
    with suppress(_Held, IntegrityError), transaction.atomic():
        _move_up(first, path, by=by, now=now)


def _asking_for(path: str, now: datetime) -> list[PublishedVersion]:
    """Versions that wait under another path because this one was taken, the earliest first."""
    waiting = PublishedVersion.objects.ahead(now).filter(path__startswith=f"{path[:-1]}-")
    waiting = waiting.select_related("revision").defer("page").order_by("live_from", "pk")
    day = path[: len("/YYYY/MM/DD/")]
    return [each for each in waiting if f"{day}{slug_of(each.revision.content)}/" == path]


def _move_up(waiting: PublishedVersion, path: str, *, by, now: datetime) -> None:
    _hold_path(path)
    article = _hold(waiting.article_id)
    own = Address.objects.filter(path=waiting.path, article=article, public_from__gt=now).first()
    versions = _versions(article, waiting.path)
    if own is None or waiting.pk not in [version.pk for version in versions]:
        return
    is_own = Address.objects.filter(path=path, article=article).exists()
    if is_own or not _clear(path, own.public_from, by=by, now=now):
        return
    _move(own, versions, path, by=by, now=now)


def _holder(path: str) -> Address | None:
    """The row of the story that has this path, if one has."""
    return Address.objects.filter(path=path, article__isnull=False).first()


def _patiently(act: Callable[[], bool]) -> bool:
    for number in range(_TRIES):
        if number:
            sleep(_PAUSE_S)
        with suppress(_Held, IntegrityError):
            return act()
    raise Refused(_("The paper is being changed at this very moment. Try again."))


def _hold_path(path: str) -> None:
    """Nobody else gives or takes the path until the transaction ends."""
    if not Address.objects.try_to_hold(path):
        raise _Held


def _hold(article: int) -> Article:
    """The story, which nobody else changes until the transaction ends.

    Whoever publishes holds one story already. A second one is asked for and never waited for, so
    that no two wait for each other.
    """
    rows = Article.objects.select_for_update(skip_locked=True, no_key=True)
    held = rows.filter(pk=article).first()
    if held is None:
        raise _Held
    return held


def _versions(article: Article, path: str) -> list[PublishedVersion]:
    """The versions of a story at a path, held likewise: a page may be composed anew meanwhile."""
    there = PublishedVersion.objects.of(article).filter(path=path)
    rows = there.select_for_update(skip_locked=True, no_key=True, of=("self",))
    held = list(rows.with_content().order_by("live_from"))
    if len(held) != there.count():
        raise _Held
    return held


def _another(path: str, article: Article) -> str:
    """A path for a story that gives way, or that has it already; it is held."""
    another = with_suffix(path, suffix_of(article))
    _hold_path(another)
    while (row := _holder(another)) and row.article_id != article.pk:
        another = with_suffix(path, token_hex(3))
        _hold_path(another)
    return another


def _move(row: Address, versions: list[PublishedVersion], path: str, *, by, now: datetime) -> None:
    """Moves versions that have not begun, and the row of their address, to another path."""
    own = Address.objects.filter(path=path, article=row.article_id)
    if own.exists():
        own.filter(public_from__gt=row.public_from).update(public_from=row.public_from)
        row.delete()
    else:
        Address.objects.filter(pk=row.pk).update(path=path)
    relations, article = composing.Relations(), versions[0].article
    for version, notices in zip(versions, composing.notices_of(versions), strict=True):
        version.path = path
        columns = composing.composed(version, notices, relations)
        PublishedVersion.objects.filter(pk=version.pk).update(**columns)
    audit.record("address changed", by=by, at=now, article=article, was=row.path, path=path)
