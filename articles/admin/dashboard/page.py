"""The dashboard as its template prints it: cards of rows, in words, for one person."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from articles import people, presence
from articles.admin.article import stopped
from articles.admin.article.listing.state import State, open_words, state_of, with_live_state
from articles.admin.article.stopped import Press
from articles.admin.article.writing import unsaved
from articles.admin.dashboard import first_run, lists
from articles.admin.dashboard.beginning import BeginForm
from articles.admin.dashboard.lists import Entry
from articles.admin.desk import moment_text, person
from articles.admin.moment import moments
from articles.admin.picture_rights import ending_soon
from articles.models import OPEN, Article
from articles.roles import Act

LIST = "admin:articles_article_changelist"


@dataclass(frozen=True)
class Row:
    headline: str
    url: str
    state: State
    notes: list[str]
    # The address at which readers find it, where that is what the row tells.
    path: str = ""
    # The paper of the moment that the row tells of.
    paper: str = ""
    presses: list[Press] = field(default_factory=list)


@dataclass(frozen=True)
class Card:
    key: str
    title: str
    rows: list[Row]
    # What is said where nothing stands in it; without, the card vanishes.
    empty: str = ""
    more: str = ""
    more_words: str = ""


def context(request) -> dict:
    """What the first page shows; the number of queries does not grow with what stands there."""
    who, now = person(request), request.now
    sees = who.somewhere(Act.SEE)
    cards = _cards(who, now) if sees else []
    steps = first_run.steps(who, has_story=any(card.rows for card in cards))
    creates = who.somewhere(Act.CREATE)
    shown = [card for card in cards if card.rows or (card.empty and not steps)]
    return {
        "coming": next((card for card in shown if card.key == "coming"), None),
        "cards": [card for card in shown if card.key != "coming"],
        "steps": steps,
        "begin": BeginForm(who) if creates and not steps else None,
        "unsaved": unsaved.of_person(request) if who.writes() else [],
        "pictures_ending": ending_soon(now) if who.somewhere(Act.MANAGE_MEDIA) else 0,
        "has_no_role": not any(who.somewhere(act) for act in Act),
    }


def _cards(who, now: datetime) -> list[Card]:
    found = {
        "begins": lists.begins(who, now),
        "ends": lists.ends(who, now),
        "mine": lists.mine(who) if who.writes() else [],
        "unsettled": lists.unsettled(who) if who.writes() else [],
        "handed_in": lists.handed_in(who) if who.somewhere(Act.EDIT_ANY) else [],
        "on_hold": lists.on_hold(who) if who.somewhere(Act.CLEAR_HOLD) else [],
        "stopped": lists.stopped(who) if who.somewhere(Act.PUBLISH) else [],
        "embargoed": lists.embargoed(who, now),
        "published": lists.published(who, now),
        "changed": lists.changed(who),
    }
    articles = _articles([entry for entries in found.values() for entry in entries], now)
    here = presence.open_now(articles, by=who.user, now=now)
    return list(_Printed(found, articles, here, who).cards())


def _articles(entries: list[Entry], now: datetime) -> dict[int, Article]:
    keys = {entry.article for entry in entries}
    rows = with_live_state(Article.objects.filter(pk__in=keys), now)
    related = rows.select_related("section", "head__made_by").defer("body", "head__content")
    return {article.pk: article for article in related}


class _Printed:
    """The lists that were found, as cards."""

    def __init__(
        self,
        found: dict[str, list[Entry]],
        articles: dict[int, Article],
        here: dict[int, list],
        who,
    ):
        """`here`: the colleagues who have a story open."""
        self.found, self.articles, self.here, self.who = found, articles, here, who

    def cards(self):
        more = reverse(LIST)
        yield Card(
            "coming",
            _("Goes live next"),
            self._coming(),
            _("Nothing is scheduled."),
            reverse("admin:articles_article_queue"),
            _("The whole queue"),
        )
        yield Card(
            "stopped",
            _("Stopped by a legal hold"),
            self._stopped(),
            more=reverse("admin:articles_article_queue"),
            more_words=_("The whole queue"),
        )
        if self.who.writes():
            yield Card(
                "mine",
                _("Mine"),
                self._rows("mine", _changed),
                _("No story is yours yet. Begin one above."),
                f"{more}?mine=1",
                _("All that is mine"),
            )
        if self.who.writes() or self.who.somewhere(Act.CLEAR_HOLD):
            yield Card("waiting", _("Waiting"), self._waiting(), _("Nothing waits."))
        yield Card(
            "embargoed",
            _("Embargoed"),
            self._rows("embargoed", _embargo),
            more=f"{more}?live=embargoed",
            more_words=_("All that is embargoed"),
        )
        yield Card(
            "published",
            _("Just published"),
            self._rows("published", _published),
            _("Nothing went live in the last seven days."),
            f"{more}?live=live",
            _("All that is live"),
        )
        yield Card(
            "changed",
            _("Just changed"),
            self._rows("changed", _changed_by),
            more=more,
            more_words=_("All stories"),
        )

    def _coming(self) -> list[Row]:
        """What begins and what ends, in the order of the clock."""
        events = [(entry.moment, self._row(entry, _begins)) for entry in self.found["begins"]]
        events += [(entry.moment, self._row(entry, _ends)) for entry in self.found["ends"]]
        events.sort(key=lambda event: event[0])
        coming = events[: lists.MOST]
        return [replace(row, paper=moments.address(moment)) for moment, row in coming]

    def _stopped(self) -> list[Row]:
        return [
            replace(self._row(entry, _planned), presses=self._presses(entry))
            for entry in self.found["stopped"]
        ]

    def _presses(self, entry: Entry) -> list[Press]:
        story = self.articles[entry.article]
        acts = {act for act in Act if self.who.within(act, story.section_id)}
        return stopped.presses(entry.stopped, is_held=story.legal_hold, acts=acts)

    def _waiting(self) -> list[Row]:
        rows = self._rows("unsettled", _texts) + self._rows("handed_in", _handed_in)
        return (rows + self._rows("on_hold", _held))[: lists.MOST]

    def _rows(self, name: str, notes: Callable) -> list[Row]:
        return [self._row(entry, notes) for entry in self.found[name]]

    def _row(self, entry: Entry, notes: Callable) -> Row:
        article = self.articles[entry.article]
        section = [article.section.name] if article.section else []
        return Row(
            headline=entry.headline or str(article),
            url=_url(entry),
            state=state_of(article),
            notes=[*notes(entry, article), *section, *open_words(self.here.get(article.pk, []))],
            path=entry.path,
        )


def _url(entry: Entry) -> str:
    if entry.revision is not None:
        return reverse("admin:articles_article_settle", args=[entry.article, entry.revision])
    return reverse("admin:articles_article_change", args=[entry.article])


# What a row of each list tells beside its story's state and section. -----------------------------


def _begins(entry: Entry, article: Article) -> list[str]:
    is_update = article.live_words is not None
    return [moment_text(entry.moment), _("an update") if is_update else _("goes live")]


def _ends(entry: Entry, article: Article) -> list[str]:
    return [moment_text(entry.moment), _("comes down")]


def _changed(entry: Entry, article: Article) -> list[str]:
    return [moment_text(entry.moment)]


_published = _changed


def _changed_by(entry: Entry, article: Article) -> list[str]:
    made_by = article.head and article.head.made_by
    return [*([people.full_name(made_by)] if made_by else []), moment_text(entry.moment)]


def _embargo(entry: Entry, article: Article) -> list[str]:
    if entry.moment >= OPEN:
        return [_("until it is lifted")]
    return [_("until %s") % moment_text(entry.moment)]


def _texts(entry: Entry, article: Article) -> list[str]:
    return [_("two texts to settle"), moment_text(entry.moment)]


def _handed_in(entry: Entry, article: Article) -> list[str]:
    return [_("handed in"), moment_text(entry.moment)]


def _planned(entry: Entry, article: Article) -> list[str]:
    told = stopped.line(entry.stopped, [])
    held = [_("on legal hold")] if article.legal_hold else []
    return [
        told.kind,
        _("planned for %(moment)s by %(name)s") % {"moment": told.planned, "name": told.planned_by},
        _("stopped by %s") % told.stopped_by,
        *held,
    ]


def _held(entry: Entry, article: Article) -> list[str]:
    return [_("on legal hold"), moment_text(entry.moment)]
