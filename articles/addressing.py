"""Gives things their addresses, and says what an address leads to that no page has."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from unicodedata import normalize

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length
from django.urls import Resolver404, get_resolver, resolve

from articles import folding, newsroom_time
from articles.models import Address, Article, Listing, PublishedVersion, Withdrawal
from articles.models.address import Addressed


def day_path(dated_at: datetime) -> str:
    """/YYYY/MM/DD/ of a moment in the newsroom's zone."""
    return f"{newsroom_time.local(dated_at):/%Y/%m/%d/}"


def slug_of(content: dict) -> str:
    return folding.slugify(content["slug"] or content["headline"])


@transaction.atomic
def claim_for_article(
    article: Article, content: dict, *, dated_at: datetime, begins_at: datetime
) -> str:
    """The path of a version that begins at `begins_at`; its row is made sure of.

    The path is frozen with the first version: after it only a slug changed by hand gives a new one,
    under the same day.
    """
    before = PublishedVersion.objects.of(article).filter(live_from__lt=begins_at)
    last = before.order_by("-live_from").select_related("revision").first()
    if last is None:
        return _claim(article, day_path(dated_at), slug_of(content), begins_at)
    if last.revision.content["slug"] == content["slug"]:
        return last.path
    day = "/".join(last.path.split("/")[:4]) + "/"
    return _claim(article, day, slug_of(content), begins_at)


def expected_for_article(
    article: Article, content: dict, *, dated_at: datetime, among: QuerySet[Article], now: datetime
) -> str:
    """The path that claim_for_article would give, as far as somebody may know who sees the stories
    `among`: one that waits out of their sight holds a path that nobody is told of.
    """
    last = PublishedVersion.objects.of(article).order_by("-live_from").first()
    if last is not None and last.revision.content["slug"] == content["slug"]:
        return last.path
    day = "/".join(last.path.split("/")[:4]) + "/" if last else day_path(dated_at)
    path = f"{day}{slug_of(content)}/"
    others = Address.objects.filter(path=path, public_from__lte=now).exclude(article=article)
    seen = among.filter(addresses__path=path).exclude(pk=article.pk)
    # Both are asked, whatever the first one says: the time tells nothing either.
    is_taken = any([others.exists(), seen.exists()])
    return f"{path[:-1]}-{_suffix(article)}/" if is_taken else path


def _suffix(article: Article) -> str:
    """Random as the uid is, and the same again when a schedule is moved."""
    return article.uid.hex[:6]


def _claim(article: Article, day: str, slug: str, begins_at: datetime) -> str:
    path, suffix = f"{day}{slug}/", _suffix(article)
    while True:
        try:
            with transaction.atomic():
                Address.objects.create(path=path, article=article, public_from=begins_at)
            return path
        except IntegrityError:
            own = article.addresses.filter(path=path)
            if own.exists():
                own.filter(public_from__gt=begins_at).update(public_from=begins_at)
                return path
            path, suffix = f"{day}{slug}-{suffix}/", secrets.token_hex(3)


def let_go(version: PublishedVersion, *, now: datetime) -> None:
    """Forgets the path of a version that is dropped, where no reader ever could have met it."""
    others = PublishedVersion.objects.of(version.article_id).exclude(pk=version.pk)
    if not others.filter(path=version.path).exists():
        Address.objects.filter(
            path=version.path, article=version.article_id, public_from__gt=now
        ).delete()


def claim_for_place(place: Addressed, *, now: datetime) -> None:
    """Remembers the present path of a section, topic or author; its earlier ones stay."""
    kind = place._meta.model_name
    Address.objects.update_or_create(
        path=place.get_absolute_url(),
        defaults={
            **dict.fromkeys(("article", "section", "topic", "author")),
            kind: place,
            "public_from": now,
        },
    )


# Parameters of a query that are looked at one by one.
_PARAMETERS = 5


@dataclass(frozen=True)
class Answer:
    """What to say where no page is: 301 with `location`, or 410 with `note`, withdrawn `at`."""

    status: int
    location: str = ""
    note: str = ""
    language: str = ""
    at: datetime | None = None


def answer_for(path: str, *, query: str = "", now: datetime) -> Answer | None:
    """What a path without a page leads to, or None for "never heard of it".

    Old sites named stories by queries too: `/?p=12` is an address like any other, and found with
    other parameters beside it. At most three queries of ours. What readers cannot see gives None,
    exactly as what never was.
    """
    if "\x00" in path or "\x00" in query:
        return None
    prefix, bare = _edition_and_rest(normalize("NFC", path))
    parts = {query, *query.split("&")[:_PARAMETERS]} - {""}
    known = _with_something_to_say(now).filter(
        path__in={bare, prefix + bare, *(f"{prefix}{bare}?{part}" for part in parts)},
        public_from__lte=now,
    )
    # The longest path is the one that says most.
    address = (
        known.select_related("section", "topic", "author").order_by(Length("path").desc()).first()
    )
    if address is None:
        return None
    if address.article_id:
        return _answer_for_article(address.article_id, now)
    answer = _answer_for_place(address, prefix, now)
    # A page that is there and yet answers 404 (a cursor that no page gave) leads not to itself.
    return None if answer and answer.location == normalize("NFC", path) else answer


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
    said = reduce(or_, (Q(**{f"{name}__isnull": False}) for name in found))
    return Address.objects.alias(**found).filter(said)


def _edition_and_rest(path: str) -> tuple[str, str]:
    """("/az", "/topics/x/") of "/az/topics/x/"; an edition of its own only for known languages."""
    first = path.split("/", 2)[1]
    others = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return (f"/{first}", path[len(first) + 1 :]) if first in others else ("", path)


def _answer_for_article(key: int, now: datetime) -> Answer | None:
    live = PublishedVersion.objects.live(now).filter(article_id=key).for_lists().first()
    if live is not None:
        return Answer(301, live.get_absolute_url())
    withdrawal = Withdrawal.objects.in_force(now).filter(article_id=key).first()
    if withdrawal is None or withdrawal.answer == Withdrawal.Answer.NEVER:
        return None
    if withdrawal.answer == Withdrawal.Answer.MOVED:
        other = PublishedVersion.objects.live(now).filter(article_id=withdrawal.see_instead_id)
        version = other.for_lists().first()
        return Answer(301, version.get_absolute_url()) if version else None
    last = PublishedVersion.objects.of(key).begun(now).order_by("-live_from").first()
    language = last.language if last else ""
    return Answer(410, note=withdrawal.public_note, language=language, at=withdrawal.begins_at)


def _answer_for_place(address: Address, prefix: str, now: datetime) -> Answer | None:
    kind = next(kind for kind in ("section", "topic", "author") if getattr(address, f"{kind}_id"))
    place = getattr(address, kind)
    listed = Listing.objects.live(now).filter(**{kind: place})
    if kind == "section":
        location = place.get_absolute_url()
    else:
        language = prefix.strip("/") or settings.LANGUAGE_CODE
        listed, location = listed.in_language(language), place.get_absolute_url(language)
    return Answer(301, location) if listed.exists() else None


def is_reserved(slug: str) -> bool:
    """Whether a section of this slug would stand where another page stands: a year's, say."""
    return slug in reserved_words() or (len(slug) == 4 and slug.isascii() and slug.isdigit())


def reserved_words() -> frozenset[str]:
    """The first words of all addresses that the resolver knows, and the editions."""
    words = set(_first_words(get_resolver().url_patterns))
    words |= {code for code, _ in settings.LANGUAGES}
    words |= {settings.STATIC_URL.strip("/"), settings.MEDIA_URL.strip("/")}
    return frozenset(word for word in words if word and "<" not in word)


def _first_words(patterns: Iterable) -> Iterator[str]:
    """The first word of every pattern; what is included without a word of its own is walked."""
    for pattern in patterns:
        word = str(pattern.pattern).strip("^/").split("/")[0]
        if not word and hasattr(pattern, "url_patterns"):
            yield from _first_words(pattern.url_patterns)
        else:
            yield word
