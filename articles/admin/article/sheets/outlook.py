"""What readers will see of a story, and where: the sheet says it before anything is done."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import addressing, composing, listings, newsroom_time
from articles import content as contents
from articles.models import Article, Placement, Section


@dataclass(frozen=True)
class Outlook:
    """`day` and `rest` are the two halves of the address; the day is that of the publication
    unless `is_dated`, when the story has a date of its own already."""

    card: composing.Card
    is_dated: bool
    day: str
    rest: str
    places: list[str]
    fronts: list[str]
    noindex: bool

    @property
    def site(self) -> str:
        return settings.SITE_URL.partition("://")[2]


@dataclass(frozen=True)
class Outcome:
    """What the press does, in a sentence for each choice; the moment is the script's to change."""

    now: str
    later: str


def outcome(story: Outlook, *, is_live: bool, at: datetime | None) -> Outcome:
    moment = newsroom_time.text(at) if at else "…"
    moment = format_html('<b class="outcome-moment">{}</b>', moment)
    if is_live:
        return Outcome(
            _("Readers see the new text at once, at the same address."),
            format_html(
                _("Readers see the new text from {}, and the present one until then."), moment
            ),
        )
    path = format_html('<span class="outcome-address">{}</span>', story.day + story.rest)
    return Outcome(
        format_html(_("Readers see it at once at {}"), path),
        format_html(_("Readers see it from {}."), moment),
    )


def of(
    article: Article, content: dict, *, start: datetime, among: QuerySet[Article], now: datetime
) -> Outlook:
    """For somebody who sees the stories `among`: at most thirteen queries, and one for each step of
    the sections' tree.
    """
    first = article.versions.for_lists().order_by("live_from").first()
    dated_at = contents.moment(content["dated_at"]) or (first and first.dated_at)
    path = addressing.expected_for_article(
        article,
        content,
        dated_at=dated_at or start,
        begins_at=start,
        among=among,
        now=now,
    )
    page = composing.compose(content, article=article, path=path, dated_at=dated_at or start)
    day = "/".join(path.split("/")[:4]) + "/"
    return Outlook(
        card=composing.card(page),
        is_dated=dated_at is not None,
        day=day,
        rest=path.removeprefix(day),
        places=[*_sections(content), *(link.name for link in (*page.topics, *page.bylines))],
        fronts=[_slot(placement) for placement in _placements(article)],
        noindex=page.noindex,
    )


def _sections(content: dict) -> list[str]:
    """Names of the sections that list it, its own first; those of other languages do not."""
    keys = listings.sections(content, listings.Lines())
    known = Section.objects.filter(language=content["language"]).in_bulk(keys)
    return [known[key].name for key in keys if key in known]


def _placements(article: Article):
    return Placement.objects.filter(article=article).select_related("front")


def _slot(placement: Placement) -> str:
    said = _("The front in %(language)s, %(slot)s")
    return said % {"language": str(placement.front), "slot": placement.get_slot_display()}
