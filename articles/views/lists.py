"""Lists of stories: the front, sections, topics and authors, each one range of an index."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from django.conf import settings
from django.db.models import QuerySet, Subquery
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles import jsonld, rendering
from articles.composing import Card, Link, card_of
from articles.models import Author, Listing, Placement, PublishedVersion, Section, Topic
from articles.models.address import edition_prefix
from articles.models.timed import OPEN, TimedQuerySet
from articles.rendering import Feed, Head
from articles.views import page

PER_PAGE = 20
_CURSOR = re.compile(r"([0-9]{1,17})-([0-9a-f]{16})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# How far above a section its page names those above it, which come along in one statement.
_STEPS_UP = 3
_ABOVE = "__".join(["parent"] * _STEPS_UP)


def cursor(version) -> str:
    """The place of a story in any list, as addresses carry it: microseconds and tie-break."""
    return _spelled(version.dated_at, version.tiebreak)


def _spelled(dated_at: datetime, tiebreak: int) -> str:
    return f"{(dated_at - _EPOCH) // timedelta(microseconds=1)}-{tiebreak:016x}"


def read_cursor(text: str) -> tuple[datetime, int]:
    """(dated_at, tiebreak) of a cursor; Http404 for anything else."""
    found = _CURSOR.fullmatch(text)
    tiebreak = int(found[2], 16) if found else 1 << 63
    if tiebreak >= 1 << 63:
        raise Http404
    try:
        return _EPOCH + timedelta(microseconds=int(found[1])), tiebreak
    except OverflowError as fault:
        raise Http404 from fault


def _card(row, now: datetime) -> Card:
    return card_of(row.version if isinstance(row, Listing) else row, now)


@dataclass(frozen=True)
class Window:
    """One page of a list."""

    # Or what window() was told to show of a row.
    cards: list
    older: str
    newer: str
    # What of the query string asks for this page; "" for the first one.
    query: str

    @property
    def is_first(self) -> bool:
        return not self.query


def window(
    request,
    rows: TimedQuerySet,
    *,
    since: datetime | None = None,
    until: datetime = OPEN,
    leave_out: frozenset[str] = frozenset(),
    show: Callable = _card,
) -> Window:
    """The page of `rows`, dated in [since, until), that the query string asks for; one query.

    ?before= and ?after= carry a cursor; a page that is asked for and empty is 404. `leave_out`
    holds uids that stand elsewhere, above the first page; `show` makes of a row, at this moment,
    what is printed.
    """
    way, place = _asked_for(request)
    if place is not None and not (since or _EPOCH) <= place[0] < until:
        raise Http404
    ordered = _nearest_first(rows, way, place, since=since, until=until, now=request.now)
    found = list(ordered[: PER_PAGE + 1 + len(leave_out)])
    found = [row for row in found if not leave_out or _card(row, request.now).uid not in leave_out]
    if place is not None and not found:
        raise Http404
    has_more, found = len(found) > PER_PAGE, found[:PER_PAGE]
    more_newer, more_older = place is not None, has_more
    if way == "after":
        more_newer, more_older, found = has_more, True, found[::-1]
    return Window(
        cards=[show(row, request.now) for row in found],
        older=f"{request.path}?before={cursor(found[-1])}" if found and more_older else "",
        newer=f"{request.path}?after={cursor(found[0])}" if found and more_newer else "",
        query=f"?{way}={_spelled(*place)}" if place else "",
    )


def _asked_for(request) -> tuple[str, tuple[datetime, int] | None]:
    """("before" or "after", the place) of a query string, ("", None) for the first page."""
    ways = [way for way in ("before", "after") if way in request.GET]
    if len(ways) > 1:
        raise Http404
    return (ways[0], read_cursor(request.GET[ways[0]])) if ways else ("", None)


def _nearest_first(
    rows: TimedQuerySet, way: str, place, *, since: datetime | None, until: datetime, now: datetime
) -> TimedQuerySet:
    """The rows on this side of the place, dated in [since, until), from the place on.

    SQLite takes one upper bound of a range from the index and reads past all else, so each page has
    one: of its cursor, or else of the clock, which skips what is scheduled.
    """
    if way == "after":
        return rows.after(*place).dated_before(until).oldest_first()
    if place is None:
        rows = rows.dated_before(min(until, now + timedelta(microseconds=1)))
    else:
        rows = rows.before(*place)
    return (rows.filter(dated_at__gte=since) if since else rows).newest_first()


def listed(now, language: str) -> TimedQuerySet:
    """Live listing rows of an edition with what a card needs."""
    rows = Listing.objects.live(now).in_language(language).select_related("version")
    return rows.defer("version__page")


def render_list(
    request,
    shown: Window,
    language: str,
    *,
    head: Head,
    template: str = "articles/list.html",
    **context,
):
    """A list's page; the first page is the canonical one, later ones stand for themselves."""
    return page.render(
        request,
        template,
        {
            "label": "",
            "intro": "",
            "children": [],
            "cards": shown.cards,
            "older": shown.older,
            "newer": shown.newer,
            **context,
        },
        language=language,
        head=replace(head, path=f"{request.path}{shown.query}"),
    )


def head_of_place(name: str, description: str, path: str, *above: Link) -> Head:
    """The head of a list that has a name, an address and a feed of its own, below others."""
    return Head(
        title=name,
        description=description,
        feeds=(Feed(name, path),),
        crumbs=(*above, Link(name, path)),
    )


@require_safe
def front(request, language):
    placed = _placed(request.now, language)
    newest = PublishedVersion.objects.live(request.now).in_language(language).for_lists()
    leave_out = frozenset(card.uid for _slot, card in placed)
    shown = window(request, newest, leave_out=leave_out)
    if not (shown.cards or placed) and language != settings.LANGUAGE_CODE:
        raise Http404
    lead, pins, cards = _laid_out(shown, placed)
    return page.render(
        request,
        "articles/front.html",
        {
            "lead": lead,
            "pins": pins,
            "cards": cards,
            "older": shown.older,
            "newer": shown.newer,
        },
        language=language,
        head=Head(
            path=f"{request.path}{shown.query}",
            description=of_the_paper(language),
            data=(partial(jsonld.website, language),) if shown.is_first else (),
        ),
    )


def _laid_out(
    shown: Window, placed: list[tuple[int, Card]]
) -> tuple[Card | None, list[Card], list[Card]]:
    """(lead, pins, the rest) of a page of the front. Where nobody chose, the newest leads."""
    if not shown.is_first:
        return None, [], shown.cards
    lead = next((card for slot, card in placed if slot == Placement.Slot.LEAD), None)
    pins = [card for slot, card in placed if slot != Placement.Slot.LEAD]
    if lead is None and not pins and shown.cards:
        return shown.cards[0], pins, shown.cards[1:]
    return lead, pins, shown.cards


def of_the_paper(language: str) -> str:
    """What the paper says of itself, which it says in one language."""
    if language == settings.LANGUAGE_CODE and settings.NEWSROOM_DESCRIPTION:
        return settings.NEWSROOM_DESCRIPTION
    with override(language):
        return _("The newest stories of %s.") % settings.NEWSROOM_NAME


def _placed(now, language: str) -> list[tuple[int, Card]]:
    """(slot, card) of what is placed on a front and live; two queries."""
    placements = list(Placement.objects.filter(front__language=language))
    live = PublishedVersion.objects.live(now).in_language(language).for_lists()
    versions = live.filter(article__in=[placement.article_id for placement in placements])
    by_article = {version.article_id: version for version in versions}
    return [
        (placement.slot, card_of(by_article[placement.article_id], now))
        for placement in placements
        if placement.article_id in by_article
    ]


@require_safe
def section(request, slug, language):
    named = Section.objects.filter(slug=slug, language=language)
    shown = _shown(request, listed(request.now, language).in_section(key(named)))
    place = named.select_related(_ABOVE).get()
    above = _above(place)
    path = place.get_absolute_url()
    return render_list(
        request,
        shown,
        language,
        head=head_of_place(place.name, place.description, path, *above),
        heading=place.name,
        intro=place.description,
        children=rendering.sections_below(place, request.now),
    )


def _above(section: Section) -> list[Link]:
    """The sections above one, the highest first, as far as _ABOVE has brought them along."""
    links: list[Link] = []
    while len(links) < _STEPS_UP and section.parent is not None:
        section = section.parent
        links.insert(0, Link(section.name, section.get_absolute_url()))
    return links


@require_safe
def topic(request, slug, language):
    named = Topic.objects.filter(slug=slug)
    shown = _shown(request, listed(request.now, language).on_topic(key(named)))
    place = named.get()
    with override(language):
        index, label = _("Topics"), capfirst(place.get_kind_display())
    path = place.get_absolute_url(language)
    above = Link(index, f"{edition_prefix(language)}/topics/")
    return render_list(
        request,
        shown,
        language,
        head=head_of_place(place.name, place.description, path, above),
        heading=place.name,
        label=label,
        intro=place.description,
    )


@require_safe
def author(request, slug, language):
    named = Author.objects.filter(slug=slug)
    shown = _shown(request, listed(request.now, language).by_author(key(named)))
    place = named.get()
    with override(language):
        index = _("Authors")
    path = place.get_absolute_url(language)
    above = Link(index, f"{edition_prefix(language)}/authors/")
    return render_list(
        request,
        shown,
        language,
        head=replace(
            head_of_place(place.name, place.bio, path, above),
            kind="profile",
            data=(jsonld.profile_page(place, language),),
        ),
        heading=place.name,
        label=place.role,
        intro=place.bio,
    )


def key(named: QuerySet) -> Subquery:
    """The key of what an address names, looked up in the statement that reads its list."""
    return Subquery(named.order_by().values("pk")[:1])


def _shown(request, rows: TimedQuerySet) -> Window:
    """A list that shows nothing does not exist: its name may belong to a draft alone. The list is
    asked before the name, so that such a name takes as long as one that never was.
    """
    shown = window(request, rows)
    if not shown.cards:
        raise Http404
    return shown
