"""What stands beside a story: related ones, more of its section, the one before and the one after.

All of it is one statement, each part of it one bounded range of an index.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from articles.composing import Card, Page, card_from
from articles.models import Listing, PublishedVersion
from articles.models.timed import TimedQuerySet
from articles.views import unions

RELATED = 5
MORE = 5
# Looked for among the newest of each topic: an exact answer grows with the number of stories (18 ms
# at a million on PostgreSQL), this one does not.
_NEWEST_OF_EACH = 10
_TOPICS = 8
# What stands there already may be among the newest of the section.
_NEWEST_OF_SECTION = MORE + RELATED
_COLUMNS = ("version", "dated_at", "tiebreak", "version__card")


@dataclass(frozen=True)
class Beside:
    """Cards of live stories in the story's language."""

    related: list[Card]
    more: list[Card]
    previous: Card | None
    next: Card | None


def of(version: PublishedVersion, story: Page, now) -> Beside:
    """What stands beside a live story; one query, none where it has neither section nor topic."""
    live = Listing.objects.live(now).in_language(version.language).exclude(version=version)
    parts = {f"topic {key}": _newest(live.on_topic(key), now) for key in _topics(story)}
    if version.section_id:
        parts |= _in_section(live.in_section(version.section_id), version, now)
    found = unions.named_rows_of(
        {name: rows.values_list(*_COLUMNS) for name, rows in parts.items()}
    )
    related = _most_shared([row for name, row in found if name.startswith("topic ")])
    shown = {row[0] for row in related}
    others = (row for name, row in found if name == "more" and row[0] not in shown)
    neighbours = {name: _card(row, now) for name, row in found if name in ("previous", "next")}
    return Beside(
        related=[_card(row, now) for row in related],
        more=[_card(row, now) for row in islice(others, MORE)],
        previous=neighbours.get("previous"),
        next=neighbours.get("next"),
    )


def _topics(story: Page) -> tuple[int, ...]:
    return story.topic_keys[:_TOPICS]


def _newest(rows: TimedQuerySet, now) -> TimedQuerySet:
    return _begun(rows, now).newest_first()[:_NEWEST_OF_EACH]


def _in_section(rows: TimedQuerySet, version: PublishedVersion, now) -> dict[str, TimedQuerySet]:
    place = version.dated_at, version.tiebreak
    return {
        "more": _begun(rows, now).newest_first()[:_NEWEST_OF_SECTION],
        "previous": rows.before(*place).newest_first()[:1],
        "next": _begun(rows.after(*place), now).oldest_first()[:1],
    }


def _begun(rows: TimedQuerySet, now) -> TimedQuerySet:
    """Rows dated until now: what is scheduled for later is skipped in the index."""
    return rows.dated_before(now + timedelta(microseconds=1))


def _most_shared(rows: list[tuple]) -> list[tuple]:
    """Rows of the stories that share most topics, then the newest, each story once."""
    shared = Counter(key for key, *_rest in rows)
    found = {row[0]: row for row in rows}.values()
    return sorted(found, key=lambda row: (shared[row[0]], row[1], row[2]), reverse=True)[:RELATED]


def _card(row: tuple, now: datetime) -> Card:
    return card_from(json.loads(row[3]), now)
