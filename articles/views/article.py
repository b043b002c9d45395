"""A story's own page."""

from collections import Counter
from datetime import timedelta

from django.http import Http404
from django.views.decorators.http import require_safe

from articles import composing
from articles.models import Listing, PublishedVersion
from articles.views import page

RELATED = 5
# Related stories are looked for among the newest rows of a bounded time: an exact answer over all
# stories grows with their number (18 ms at a million), this one does not.
_RELATED_WITHIN = timedelta(days=90)
_RELATED_ROWS = 60


@require_safe
def show(request, year, month, day, slug):
    path = page.path_of(request)
    version = PublishedVersion.objects.live(request.now).at_path(path).first()
    if version is None:
        raise Http404
    story = composing.page_of(version)
    return page.render(
        request,
        "articles/article.html",
        {"page": story, "related": related(version, request.now), "preview": False},
        language=story.language,
        canonical=version.path,
    )


def related(version: PublishedVersion, now) -> list[composing.Card]:
    """Live stories that share topics with this one, most shared first, then newest; one query."""
    topics = Listing.objects.filter(version=version, topic__isnull=False).values("topic")
    rows = (
        Listing.objects.live(now)
        .in_language(version.language)
        .filter(topic__in=topics)
        .dated_within(version.dated_at - _RELATED_WITHIN, version.dated_at + _RELATED_WITHIN)
        .exclude(version=version)
        .select_related("version")
        .defer("version__page")
        .newest_first()[:_RELATED_ROWS]
    )
    stories = {row.version_id: row.version for row in rows}
    shared = Counter(row.version_id for row in rows)
    keys = sorted(stories, key=lambda key: -shared[key])
    return [composing.card_of(stories[key]) for key in keys[:RELATED]]
