"""The news sitemap: what was first published within 48 hours, as Google News asks for it."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import Genre, PublishedVersion
from articles.sitemaps.stories import languages, last_change_of_each_file, listed
from articles.sitemaps.writing import Entry

LASTS = timedelta(hours=48)
PER_FILE = 1_000


def of_news(part: int, now: datetime) -> list[Entry]:
    """The stories of one file, newest first; one query."""
    rows = _rows(now)[(part - 1) * PER_FILE : part * PER_FILE]
    names = ("path", "live_from", "headline", "language", "dated_at")
    return [
        Entry(path, changed_at, headline=headline, language=language, dated_at=dated_at)
        for path, changed_at, headline, language, dated_at in rows.values_list(*names)
    ]


def last_changes(now: datetime) -> list[datetime]:
    """The last change in each file."""
    return last_change_of_each_file(_rows(now), PER_FILE)


def _rows(now: datetime) -> QuerySet[PublishedVersion]:
    """Neither an old dispatch that is published today, nor an old story that is dated or edited
    today: the date that readers see and the first publication here both lie within the 48 hours.
    """
    since = now - LASTS
    first = PublishedVersion.objects.filter(article=OuterRef("article")).order_by("live_from")
    rows = listed(now).filter(language__in=languages(), dated_at__gte=since, dated_at__lte=now)
    rows = rows.exclude(genre=Genre.SPONSORED)
    first_at = Subquery(first.values("live_from")[:1])
    return rows.annotate(first_at=first_at).filter(first_at__gte=since).newest_first()
