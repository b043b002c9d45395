"""The corrections of an edition: what readers were told of changes, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles.composing import Card, card_of
from articles.models import Correction, PublishedVersion
from articles.models.address import edition_prefix
from articles.models.timed import TimedQuerySet
from articles.views import lists


@dataclass(frozen=True)
class Entry:
    """A correction as the list prints it: kind is a value of models.Change."""

    kind: str
    text: str
    at: datetime
    story: Card


@require_safe
def index(request, language):
    """There is one for every edition that has a story, also where nothing was corrected."""
    shown = lists.window(request, told(request.now, language), show=lambda row, _now: row)
    if not shown.cards:
        refuse_of_nothing(request.now, language)
    path = f"{edition_prefix(language)}/corrections/"
    with override(language):
        heading, intro = words()
    return lists.render_list(
        request,
        shown,
        language,
        template="articles/corrections.html",
        head=lists.head_of_place(heading, intro, path),
        heading=heading,
        intro=intro,
        entries=entries(shown.cards, request.now),
    )


def words() -> tuple[str, str]:
    """The name of the list and what it is, in the present language."""
    intro = _("What we have corrected, clarified or taken back, newest first.")
    return _("Corrections"), intro


def refuse_of_nothing(now: datetime, language: str) -> None:
    """Raises Http404 for an edition without a story."""
    live = PublishedVersion.objects.live(now).in_language(language)
    if not live.has_any(now):
        raise Http404


def told(now: datetime, language: str) -> TimedQuerySet:
    """What the readers of an edition are told now, unordered; one look for each row."""
    return Correction.objects.live(now).in_language(language)


def entries(corrections: Iterable[Correction], now: datetime) -> list[Entry]:
    """Rows of told() with the stories that tell them as those are now; one query."""
    corrections = list(corrections)
    keys = {correction.told_by for correction in corrections}
    live = PublishedVersion.objects.live(now).for_lists()
    stories = {version.pk: card_of(version, now) for version in live.filter(pk__in=keys)}
    return [
        Entry(row.kind, row.text, row.dated_at, stories[row.told_by])
        for row in corrections
        if row.told_by in stories
    ]
