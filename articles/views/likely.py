"""What somebody may have been looking for who met no page: live stories and lists with an address
like the one that they asked for.

One statement of bounded parts: the stories of the day that the address names, the newest ones, the
sections, and what has the very slug. What is not live is not among them, so that a hidden thing is
answered as one that never was.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery, Value

from articles import calendars, folding
from articles.composing import Link
from articles.models import Author, Listing, PublishedVersion, Section, Topic
from articles.models.address import edition_prefix
from articles.views import unions

MOST = 3
# How much is looked through of each part.
_EACH = 60
# Of an address longer than any of ours only the end is read: its last words tell most.
_LONGEST = 200
# Slugs at least so alike, by the runs of three letters that they share: "harbor-fery-late" and
# "harbour-ferry-late" are 0.78, "council-votes-on-trams" and "council-closes-the-market" 0.37.
_ALIKE = 0.5
# In one short word a slip touches most runs, so its letters in order are asked: "sprot" and "sport"
# are 0.33 by the one and 0.8 by the other. Longer ones would cost too much.
_SHORT, _SHORT_ALIKE = 12, 0.75
# A link that was cut off has to say so much of a slug.
_CUT_OFF = 8
_OF_A_DAY = re.compile(r"/([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?:/|$)", re.ASCII)
# As other systems wrote behind their addresses.
_ENDING = re.compile(r"\.[a-z]{2,5}$")
_NEXT = timedelta(microseconds=1)


def links(path: str, *, language: str, now: datetime) -> list[Link]:
    """At most MOST links, the likeliest first; one query, none for an address without words."""
    asked = _asked_for(path)
    if not asked:
        return []
    parts = [*_stories(path, language, now), *_places(asked, language, now)]
    rows = [(_likeness(asked, _slug(row[1])), row) for row in unions.rows_of(parts)]
    alike = [(score, _link(*row)) for score, row in rows if score >= _ALIKE]
    # The first of two that are equally like it stays first: a story of the day that was named.
    alike.sort(key=lambda found: -found[0])
    return list(dict.fromkeys(link for _score, link in alike))[:MOST]


def _asked_for(path: str) -> str:
    """The last part of an address that has words, as a slug; "" for one of numbers alone."""
    day = _OF_A_DAY.search(path[:_LONGEST])
    # Behind a day stands a slug, perhaps with more behind it; elsewhere the last part says most.
    parts = path[day.end() :][:_LONGEST].split("/") if day else path[-_LONGEST:].split("/")[::-1]
    for part in parts:
        words = folding.words(_ENDING.sub("", part))
        if any(not word.isdecimal() for word in words) and part not in dict(settings.LANGUAGES):
            return folding.slugify(" ".join(words))
    return ""


def _stories(path: str, language: str, now: datetime) -> Iterator[QuerySet]:
    """Of the day that an address names in any language, as stories have one address in all; then
    the newest of the edition.
    """
    live = PublishedVersion.objects.live(now).newest_first()
    live = live.values_list(Value("story"), "path", "headline", "language")
    if span := _day_of(path):
        of_day = live.filter(dated_at__gte=span.begins_at)
        of_day = of_day.dated_before(min(span.ends_at, now + _NEXT))
        yield from (of_day.in_language(code)[:_EACH] for code, _name in settings.LANGUAGES)
    yield live.in_language(language).dated_before(now + _NEXT)[:_EACH]


def _day_of(path: str) -> calendars.Span | None:
    found = _OF_A_DAY.search(path[:_LONGEST])
    try:
        day = date(*map(int, found.groups())) if found else date.min
    except ValueError:
        return None
    # The first and the last year that dates know have days without a midnight in UTC.
    return calendars.day(day) if date.min.year < day.year < date.max.year else None


def _places(asked: str, language: str, now: datetime) -> Iterator[QuerySet]:
    """The sections of an edition, and the topic and the author of that very slug."""
    for kind, rows in (
        ("section", Section.objects.filter(language=language)),
        ("topic", Topic.objects.filter(slug=asked)),
        ("author", Author.objects.filter(slug=asked)),
    ):
        listed = Listing.objects.live(now).in_language(language).filter(**{kind: OuterRef("pk")})
        rows = rows.alias(live=Subquery(listed.newest_first().values("pk")[:1]))
        rows = rows.filter(live__isnull=False).order_by()
        yield rows.values_list(Value(kind), "slug", "name", Value(language))[:_EACH]


def _slug(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[-1]


def _link(kind: str, address: str, name: str, language: str) -> Link:
    """What a row of the statement leads to: `address` is a path or a slug."""
    folders = {"section": "", "topic": "topics/", "author": "authors/"}
    if kind == "story":
        return Link(name, address)
    return Link(name, f"{edition_prefix(language)}/{folders[kind]}{address}/")


def _likeness(asked: str, slug: str) -> float:
    """0 to 1; a beginning that is long enough is as good as the whole."""
    if len(asked) >= _CUT_OFF and slug.startswith(asked):
        return 1.0
    if max(len(asked), len(slug)) <= _SHORT:
        likeness = SequenceMatcher(None, asked, slug, autojunk=False).ratio()
        if likeness >= _SHORT_ALIKE:
            return likeness
    ours, theirs = _runs(asked), _runs(slug)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _runs(slug: str) -> set[str]:
    padded = f"  {slug} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
