"""Answers: what an address says at which no page stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri

from articles.models import Address, Listing, PublishedVersion, StandingPage, Withdrawal

# Parameters of a query that are looked at one by one.
_PARAMETERS = 5
# What of ours stands below the address of a story or a place and follows it where it goes.
_TAILS = ("lite/", "feed.rss", "feed.atom", "feed.json")
# Addresses of these serve every edition; a section and a page have one and say so in their address.
_IN_EVERY_EDITION = Q(article__isnull=False) | Q(topic__isnull=False) | Q(author__isnull=False)
# Things that came to one path one after the other and are asked where they are now.
_HOLDERS = 5
# Withdrawn stories that lead to withdrawn stories.
_FOLLOWED = 5


@dataclass(frozen=True)
class Answer:
    """What to say where no page is: 301 with `location`, or 410 with `note`, withdrawn `at`."""

    status: int
    location: str = ""
    note: str = ""
    language: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class _Asked:
    """A path of the table that a request may mean; the nearest has the lowest rank."""

    rank: int
    prefix: str
    tail: str
    is_bare: bool


def answer_for(*paths: str, query: str = "", now: datetime) -> Answer | None:
    """What paths without a page lead to, the first that leads anywhere; None for "never heard of".

    Old sites named stories by queries too: `/?p=12` is an address like any other, and found with
    other parameters beside it. At most three queries of ours, or two more for each holder of a path
    that has gone elsewhere. What readers cannot see gives None, exactly as what never was.
    """
    paths = tuple(path for path in paths if "\x00" not in path + query)
    asked = _all_asked(paths, query)
    if not asked:
        return None
    known = _with_something_to_say(now).filter(path__in=asked, public_from__lte=now)
    bare = [path for path, each in asked.items() if each.is_bare]
    if bare:
        known = known.filter(~Q(path__in=bare) | _IN_EVERY_EDITION)
    places = known.select_related("section", "topic", "author", "page").defer("page__body")
    rows = places.order_by("-public_from", "-pk")[:50]
    for row in sorted(rows, key=lambda row: asked[row.path].rank)[:_HOLDERS]:
        answer = _answer_of(row, asked[row.path], now)
        # A page that is there and yet answers 404 (a cursor that no page gave) leads not to itself.
        if answer is not None and answer.location not in map(iri_to_uri, paths):
            return answer
    return None


def _all_asked(paths: Iterable[str], query: str) -> dict[str, _Asked]:
    asked: dict[str, _Asked] = {}
    for path in paths:
        prefix, bare = _edition_and_rest(path)
        head, tail = _head_and_tail(path)
        meant = [(f"{path}?{part}", "", False) for part in _parts(query)]
        meant += [(path, "", False)] + ([(head, tail, False)] if tail else [])
        if prefix:
            meant.append((bare, "", True))
            meant += [(head.removeprefix(prefix), tail, True)] if tail else []
        for each, with_tail, is_bare in meant:
            asked.setdefault(each, _Asked(len(asked), prefix, with_tail, is_bare))
    return asked


def _parts(query: str) -> list[str]:
    """The whole query, its beginnings and its parameters, most of it first."""
    parameters = query.split("&")[:_PARAMETERS]
    beginnings = ["&".join(parameters[:length]) for length in range(len(parameters), 0, -1)]
    return [part for part in dict.fromkeys((query, *beginnings, *parameters)) if part]


def _head_and_tail(path: str) -> tuple[str, str]:
    """("/town/", "feed.rss") of an address of ours that stands below another; ("", "") else."""
    tail = next((tail for tail in _TAILS if path.endswith(f"/{tail}")), "")
    return (path.removesuffix(tail), tail) if tail and _resolves(path) else ("", "")


def _resolves(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _answer_of(row: Address, asked: _Asked, now: datetime) -> Answer | None:
    if row.article_id:
        answer = _answer_for_article(row.article_id, now)
    elif row.page_id:
        # It is shown, or its row would not have been found; nothing stands below it.
        answer = None if asked.tail else Answer(301, iri_to_uri(row.page.get_absolute_url()))
    else:
        answer = _answer_for_place(row, asked.prefix, now)
    if answer is None or answer.status != 301 or not asked.tail:
        return answer
    return replace(answer, location=f"{answer.location}{asked.tail}")


# Lists that every edition has, found without an address of their own.
_LISTS = frozenset(
    {"front", "year", "month", "day", "archive", "corrections", "topics", "authors", "rendition"}
)


def leading(paths: Iterable[str], *, now: datetime) -> set[str]:
    """Those of these paths at which readers find a page, or are led to one; two queries.

    What is withdrawn leads nowhere, whatever is answered in its place.
    """
    paths = {path for path in paths if "\x00" not in path}
    found = {path for path in paths if _is_list(path)}
    live = PublishedVersion.objects.live(now).filter(path__in=paths - found)
    found |= set(live.values_list("path", flat=True))
    # Topics and authors have one row for all editions.
    rest = {path: {path, _edition_and_rest(path)[1]} for path in paths - found}
    known = _with_something_to_say(now).filter(Q(article=None) | Q(live__isnull=False))
    known = known.filter(path__in=set().union(*rest.values()), public_from__lte=now)
    known = set(known.values_list("path", flat=True))
    return found | {path for path, either in rest.items() if either & known}


def _is_list(path: str) -> bool:
    try:
        return resolve(path).url_name in _LISTS
    except Resolver404:
        return path.startswith(f"/{settings.STATIC_URL.strip('/')}/")


def _with_something_to_say(now: datetime) -> QuerySet[Address]:
    """Addresses of what readers can see or may be told of. The others are left out in the same
    statement, so that a hidden story takes as long as one that never was.

    Scalar sub-queries with LIMIT 1: EXISTS here makes PostgreSQL hash all listing rows (130 ms at
    100,000 stories).
    """
    told = Withdrawal.objects.in_force(now).exclude(answer=Withdrawal.Answer.NEVER)
    rows = {"live": PublishedVersion.objects.live(now), "told": told}
    found = {
        name: Subquery(queryset.filter(article=OuterRef("article")).values("pk")[:1])
        for name, queryset in rows.items()
    }
    for kind in ("section", "topic", "author"):
        listed = Listing.objects.live(now).filter(**{kind: OuterRef(kind)})
        # In the order of the index, or PostgreSQL reads all rows where there is none to find.
        in_order = listed.order_by("language", "-dated_at", "-tiebreak")
        found[f"in_{kind}"] = Subquery(in_order.values("pk")[:1])
    found["shown"] = Subquery(StandingPage.objects.shown().filter(pk=OuterRef("page")).values("pk"))
    said = reduce(or_, (Q(**{f"{name}__isnull": False}) for name in found))
    return Address.objects.alias(**found).filter(said)


def _edition_and_rest(path: str) -> tuple[str, str]:
    """("/az", "/topics/x/") of "/az/topics/x/"; an edition of its own only for known languages."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    others = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return (f"/{first}", path[len(first) + 1 :]) if first in others else ("", path)


def _answer_for_article(key: int, now: datetime, before: tuple[int, ...] = ()) -> Answer | None:
    live = PublishedVersion.objects.live(now).filter(article_id=key).for_lists().first()
    if live is not None:
        return Answer(301, live.get_absolute_url())
    withdrawal = Withdrawal.objects.in_force(now).filter(article_id=key).first()
    if withdrawal is None or withdrawal.answer == Withdrawal.Answer.NEVER:
        return None
    if withdrawal.answer == Withdrawal.Answer.MOVED:
        return _answer_elsewhere(withdrawal, now, (*before, key))
    last = PublishedVersion.objects.of(key).begun(now).order_by("-live_from").first()
    language = last.language if last else ""
    return Answer(410, note=withdrawal.public_note, language=language, at=withdrawal.begins_at)


def _answer_elsewhere(withdrawal: Withdrawal, now: datetime, before: tuple) -> Answer | None:
    """Where the story to see instead is, which may lead on itself; never in a circle."""
    other = withdrawal.see_instead_id
    if other in before or len(before) > _FOLLOWED:
        return None
    answer = _answer_for_article(other, now, before)
    return answer if answer and answer.status == 301 else None


def _answer_for_place(row: Address, prefix: str, now: datetime) -> Answer | None:
    """Where a place is now, if readers find anything there."""
    kind = next(kind for kind in ("section", "topic", "author") if getattr(row, f"{kind}_id"))
    place = getattr(row, kind)
    if kind == "section":
        language, location = place.language, place.get_absolute_url()
    else:
        language = prefix.strip("/") or settings.LANGUAGE_CODE
        location = place.get_absolute_url(language)
    listed = Listing.objects.live(now).in_language(language).filter(**{kind: place})
    return Answer(301, iri_to_uri(location)) if listed.exists() else None
