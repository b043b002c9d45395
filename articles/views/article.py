"""A story's own page."""

import json
from collections import Counter

from django.db import connection
from django.http import Http404
from django.views.decorators.http import require_safe

from articles import composing, rendering
from articles.models import Listing, PublishedVersion
from articles.views import page

RELATED = 5
# Looked for among the newest of each topic: an exact answer grows with the number of stories (18 ms
# at a million on PostgreSQL), this one does not.
_NEWEST_OF_EACH = 10
_TOPICS = 8


@require_safe
def show(request, year, month, day, slug):
    path = page.path_of(request)
    version = PublishedVersion.objects.live(request.now).at_path(path).first()
    if version is None:
        raise Http404
    story = composing.linked(composing.page_of(version), request.now)
    return page.render(
        request,
        "articles/article.html",
        {"page": story, "related": related(version, story, request.now), "preview": False},
        language=story.language,
        head=rendering.head_of_story(story),
    )


def related(version: PublishedVersion, story: composing.Page, now) -> list[composing.Card]:
    """Live stories that share topics with this one, most shared first, then newest; one query."""
    if not story.topic_keys:
        return []
    live = Listing.objects.live(now).in_language(version.language).exclude(version=version)
    newest = live.newest_first().values_list("version", "dated_at", "tiebreak", "version__card")
    parts = [newest.on_topic(topic)[:_NEWEST_OF_EACH] for topic in story.topic_keys[:_TOPICS]]
    rows = _union(parts)
    shared = Counter(key for key, *_rest in rows)
    found = {row[0]: row for row in rows}.values()
    best = sorted(found, key=lambda row: (shared[row[0]], row[1], row[2]), reverse=True)[:RELATED]
    return [composing.card_from(json.loads(row[3])) for row in best]


def _union(parts: list) -> list[tuple]:
    """The rows of all parts, each with its own order and limit, in one statement. Django's union()
    refuses such parts on SQLite, which takes them as sub-selects.
    """
    statements = [part.query.sql_with_params() for part in parts]
    sql = " UNION ALL ".join(
        f"SELECT * FROM ({text}) AS part{number}" for number, (text, _) in enumerate(statements)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _text, values in statements for value in values])
        return cursor.fetchall()
