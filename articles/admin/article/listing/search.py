"""The search of the list: words, a story's number or uid, or its address as somebody pasted it.

It narrows stories that the person may see, so what it finds or does not tells nothing of others.
Stories that were published are found by the folded words of their addresses too ("seki" finds
"Şəki"); a search proper, with an index of its own, is not here.
"""

import re
from functools import reduce
from operator import or_
from unicodedata import normalize
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import Resolver404, resolve

from articles import folding
from articles.models import Address, Article

# Each word is a look at every story: more of them find nothing that these do not.
_MAX_WORDS = 8
_MAX_WORD = 60
_COLUMNS = ("headline", "slugline", "source")
_LARGEST = 2**63 - 1
_UID = re.compile(r"[0-9a-f]{8}[0-9a-f-]{0,28}", re.I)


def find(articles: QuerySet[Article], text: str) -> QuerySet[Article]:
    """The stories, of these, that an editor may have meant."""
    text = normalize("NFC", text.replace("\0", "")).strip()
    if text.startswith(("/", "http://", "https://")):
        return articles.filter(pk__in=_at_address(text))
    for word in text.split()[:_MAX_WORDS]:
        articles = articles.filter(_holds(word[:_MAX_WORD]))
    return articles


def _at_address(text: str) -> list[int]:
    """The story of an address: the paper's, with or without the host, or the desk's own."""
    try:
        parts = urlsplit(text)
        path = normalize("NFC", unquote(parts.path))
    except ValueError:
        return []
    if "\0" in path:
        return []
    found = Address.objects.filter(path__in=_spellings(path, parts.query), article__isnull=False)
    keys = list(found.values_list("article", flat=True))
    return keys or _at_the_desk(path)


def _spellings(path: str, query: str) -> set[str]:
    """As pasted, and as the paper spells it: with a slash behind the last word."""
    spelt = {path, f"{path.rstrip('/')}/"}
    return spelt | {f"{one}?{query}" for one in spelt} if query else spelt


def _at_the_desk(path: str) -> list[int]:
    try:
        named = resolve(path).kwargs
    except Resolver404:
        return []
    key = str(named.get("object_id") or named.get("key") or "")
    return [int(key)] if key.isascii() and key.isdigit() and int(key) <= _LARGEST else []


def _holds(word: str) -> Q:
    """A story that has the word in one of its short texts, or has it as its number or uid."""
    found = [Q(**{f"{column}__icontains": one}) for column in _COLUMNS for one in cases(word)]
    slug = "-".join(folding.words(word))
    # Days stand in addresses too: a number would find every story of its year.
    if len(slug) > 2 and not slug.replace("-", "").isdigit():
        known = Address.objects.filter(article__isnull=False, path__contains=slug)
        found.append(Q(pk__in=known.values("article")))
    if word.isascii() and word.isdigit() and int(word) <= _LARGEST:
        found.append(Q(pk=int(word)))
    if _UID.fullmatch(word):
        first = word.replace("-", "").lower()[:32]
        span = (UUID(first.ljust(32, "0")), UUID(first.ljust(32, "f")))
        found.append(Q(uid__range=span))
    return reduce(or_, found)


def cases(word: str) -> set[str]:
    """SQLite knows the case of ASCII letters alone."""
    if word.isascii() or connection.vendor != "sqlite":
        return {word}
    return {word, word.lower(), word.upper(), word.capitalize()}
