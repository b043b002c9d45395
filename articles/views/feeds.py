"""The feeds of the paper, an edition, a section, a topic and an author, in three forms each."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles import composing, feeds
from articles.models import (
    Author,
    Image,
    ImageUse,
    Listing,
    PublishedVersion,
    Section,
    Topic,
    Withdrawal,
)
from articles.models.address import edition_prefix
from articles.models.timed import TimedQuerySet
from articles.views import corrections, lists, unions


@require_safe
def everything(request, form):
    """All editions in one; each story says its language."""
    stories = newest_of_all(request.now)
    with override(settings.LANGUAGE_CODE):
        description = _("All stories in all languages")
    return _answer(request, form, stories, settings.NEWSROOM_NAME, description, path="/")


@require_safe
def front(request, form, language):
    live = PublishedVersion.objects.live(request.now).in_language(language)
    stories = _newest(live, request.now)
    if not stories and language != settings.LANGUAGE_CODE:
        raise Http404
    path, about = f"{edition_prefix(language)}/", lists.of_the_paper(language)
    return _answer(request, form, stories, settings.NEWSROOM_NAME, about, path, language)


@require_safe
def section(request, form, slug, language):
    named = Section.objects.filter(slug=slug, language=language)
    stories = _of_place(request, language, section=lists.key(named))
    place = named.get()
    path = place.get_absolute_url()
    return _answer(request, form, stories, place.name, place.description, path, language)


@require_safe
def topic(request, form, slug, language):
    named = Topic.objects.filter(slug=slug)
    stories = _of_place(request, language, topic=lists.key(named))
    place = named.get()
    path = place.get_absolute_url(language)
    return _answer(request, form, stories, place.name, place.description, path, language)


@require_safe
def author(request, form, slug, language):
    named = Author.objects.filter(slug=slug)
    stories = _of_place(request, language, author=lists.key(named))
    place = named.get()
    path = place.get_absolute_url(language)
    return _answer(request, form, stories, place.name, place.bio, path, language)


@require_safe
def corrections_made(request, form, language):
    """There is one where there is a page of them: also where nothing was corrected so far."""
    newest = corrections.told(request.now, language).filter(dated_at__lte=request.now)
    told = corrections.entries(newest.newest_first()[: settings.FEED_STORIES], request.now)
    if not told:
        corrections.refuse_of_nothing(request.now, language)
    with override(language):
        name, description = corrections.words()
    return answer(
        request,
        form,
        (feeds.correction(one.kind, one.text, one.at, one.story) for one in told),
        name=_named(name),
        description=description,
        path=f"{edition_prefix(language)}/corrections/",
        language=language,
    )


def _of_place(request, language: str, **place) -> list[PublishedVersion]:
    """As with lists, what shows nothing does not exist, and the list is asked before its name."""
    rows = Listing.objects.live(request.now).in_language(language).filter(**place)
    stories = [row.version for row in _newest(rows.select_related("version"), request.now)]
    if not stories:
        raise Http404
    return stories


def _newest(rows: TimedQuerySet, now: datetime) -> list:
    """One range of an index; the bound of the clock skips what is scheduled."""
    return list(_newest_of(rows, now))


def _newest_of(rows: TimedQuerySet, now: datetime) -> TimedQuerySet:
    return rows.filter(dated_at__lte=now).newest_first()[: settings.FEED_STORIES]


def newest_of_all(now: datetime) -> list[PublishedVersion]:
    """Of every edition the newest, then of these: together they have no index; two queries."""
    live = PublishedVersion.objects.live(now)
    parts = [
        _newest_of(live.in_language(code), now).values_list("dated_at", "tiebreak", "pk")
        for code, _name in settings.LANGUAGES
    ]
    rows = sorted(unions.rows_of(parts), reverse=True)[: settings.FEED_STORIES]
    found = live.in_bulk([key for *_place, key in rows])
    return [found[key] for *_place, key in rows if key in found]


def _answer(request, form, stories, name, description, path, language="") -> HttpResponse:
    now = request.now
    pages = composing.linked_all(
        [composing.page_of(story, now) for story in stories], now, plain=True
    )
    return answer(
        request,
        form,
        map(feeds.story, pages),
        name=_named(name),
        description=description,
        path=path,
        language=language,
    )


def _named(name: str) -> str:
    """Beside those of other papers, a feed is known by the paper's name."""
    paper = settings.NEWSROOM_NAME
    return name if name == paper else f"{name} – {paper}"


def answer(request, form: str, items, *, path: str, **fields) -> HttpResponse:
    """A feed, or 304 for whoever has it already."""
    channel = feeds.channel_of(items, path=path, feed_path=request.path, **fields)
    text = feeds.printed(channel, form).encode()
    etag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    changed_on = _changed_on(request.now)
    response = HttpResponse(text, content_type=feeds.TYPES[form])
    response["ETag"] = etag
    if changed_on:
        response["Last-Modified"] = http_date(changed_on)
    response["Cache-Control"] = "no-cache"
    if settings.WEBSUB_HUB:
        response["Link"] = f'<{settings.WEBSUB_HUB}>; rel="hub", <{channel.feed_url}>; rel="self"'
    return get_conditional_response(request, etag, changed_on, response)


def _changed_on(now: datetime) -> int | None:
    """The second of the last change, once it is over: within it there may be another, of which
    somebody who asks by whole seconds would never hear.
    """
    changed_at = _changed_at(now)
    second = int(changed_at.timestamp()) if changed_at else None
    return None if second == int(now.timestamp()) else second


def _changed_at(now: datetime) -> datetime | None:
    """When anything that readers see last came or went, or a picture of it, in the whole paper; one
    query where anything is live.

    Not the newest of the list's own: a story that left it would leave no trace, and somebody who
    asks by time alone would keep it.
    """
    gone = Withdrawal.objects.filter(begins_at__lte=now).order_by("-begins_at")
    gone = gone.values_list("begins_at", flat=True)
    ended = Subquery(_ended_in_sight(now).values("rights_until")[:1])
    begun = PublishedVersion.objects.filter(past=False).begun(now).order_by("-live_from")
    last = begun.annotate(gone_at=Subquery(gone[:1]), ended_at=ended)
    moments = last.values_list("live_from", "gone_at", "ended_at").first() or (gone.first(),)
    return max(filter(None, moments), default=None)


def _ended_in_sight(now: datetime) -> QuerySet[Image]:
    """Pictures that readers were shown until their rights ended, the last first; of others nobody
    learns when theirs did.
    """
    end = OuterRef("rights_until")
    shown = ImageUse.objects.filter(image=OuterRef("pk"), version__live_from__lt=end)
    shown = shown.filter(version__live_until__gt=end)
    ended = Image.objects.filter(Exists(shown), rights_until__lte=now)
    return ended.order_by("-rights_until")
