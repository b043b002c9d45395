"""Finds stories for who types words, an address, a number or a uid; within the predicate alone.

Among the newest changes words are compared as readers' search folds them: quick enough to be asked
with every letter. What lies further back is asked of the database once somebody wants it; it reads
them all, and knows fewer forms of a letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.db.models import Q
from django.db.models.functions import Length

from articles import folding
from articles.admin.desk import read_key, read_uid
from articles.models import Address
from articles.permissions import Permissions
from articles.roles import Act

MOST = 8
LONGEST = 500
# Folded in Python, 30 ms: fifty days of a paper of a hundred stories a day.
_RECENT = 5000
_WORDS = 8
# Parameters of an old address that are looked at one by one.
_PARAMETERS = 5
_OF_THE_DESK = re.compile(r"/admin/articles/article/(\d{1,18})/")


@dataclass(frozen=True)
class Found:
    """Keys of stories, the best first; `is_exact`: the first is the very one that was named;
    `has_older`: there are older stories that were not looked through.
    """

    keys: list[int]
    is_exact: bool = False
    has_older: bool = False


def stories(person: Permissions, text: str, *, with_older: bool) -> Found:
    text = text.replace("\0", "").strip()[:LONGEST]
    seen = person.may(Act.SEE)
    named = _by_uid(seen, text) or _by_address(person, seen, text)
    if named:
        return Found([named], is_exact=True)
    if read_uid(text) or text.startswith(("/", "http://", "https://")):
        return Found([])
    numbered = _by_number(seen, text)
    recent, oldest = _by_words(seen, text)
    if with_older and oldest and not (numbered and text.startswith("#")):
        recent, oldest = recent + _older(seen.exclude(pk__in=recent), text, oldest), None
    others = [key for key in recent if key != numbered]
    # A bare number may be a year in a headline.
    is_exact = bool(numbered) and (text.startswith("#") or not others)
    keys = ([numbered] if numbered else []) + others
    return Found(keys[:MOST], is_exact=is_exact, has_older=oldest is not None)


def _by_number(seen, text: str) -> int | None:
    key = read_key(text.removeprefix("#"))
    return key and seen.filter(pk=key).values_list("pk", flat=True).first()


def _by_uid(seen, text: str) -> int | None:
    uid = read_uid(text) if len(text) in (32, 36) else None
    return uid and seen.filter(uid=uid).values_list("pk", flat=True).first()


def _by_address(person: Permissions, seen, text: str) -> int | None:
    """Of the paper, one that a story has or had; or of the desk's own page of a story."""
    paths = list(_paths(text))
    of_the_desk = _OF_THE_DESK.match(paths[0]) if paths else None
    if of_the_desk:
        return _by_number(seen, of_the_desk[1])
    if not paths:
        return None
    condition = person.over_articles(Act.SEE, "article__")
    known = Address.objects.filter(condition, article__removed_at=None, path__in=paths)
    # The longest path is the one that says most.
    return known.order_by(Length("path").desc()).values_list("article", flat=True).first()


def _paths(text: str) -> Iterator[str]:
    """What an address may be known as; nothing for a text that is none."""
    if "/" not in text or " " in text:
        return
    try:
        parts = urlsplit(text if "://" in text or text.startswith("/") else f"//{text}")
    except ValueError:
        return
    path = normalize("NFC", unquote(parts.path)).replace("\0", "") or "/"
    yield path
    yield path.rstrip("/") + "/"
    for part in {parts.query, *parts.query.split("&")[:_PARAMETERS]} - {""}:
        yield f"{path}?{part}"


def _by_words(seen, text: str) -> tuple[list[int], datetime | None]:
    """Of the newest stories those whose headline or slugline holds every word; and the change from
    which on nothing was looked at, or None where there is no need to.
    """
    words = folding.fold(text).split()[:_WORDS]
    newest = seen.order_by("-changed_at", "-id")
    rows = newest.values_list("pk", "headline", "slugline", "changed_at")
    read = list(rows[: _RECENT if words else MOST])
    found = []
    for key, headline, slugline, _changed_at in read:
        folded = folding.fold(f"{headline} {slugline}")
        if all(word in folded for word in words):
            found.append(key)
        if len(found) == MOST:
            return found, None
    return found, read[-1][-1] if words and len(read) == _RECENT else None


def _older(seen, text: str, oldest: datetime) -> list[int]:
    older = seen.filter(_holds(text), changed_at__lte=oldest).order_by("-changed_at", "-id")
    return list(older.values_list("pk", flat=True)[:MOST])


def _holds(text: str) -> Q:
    condition = Q()
    for word in text.split()[:_WORDS]:
        condition &= Q(headline__icontains=word) | Q(slugline__icontains=word)
    return condition
