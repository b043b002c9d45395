"""What waits of a story, and what becomes of it when another text is published before it: listed
with every way out, said before the press and after it. Any sheet that publishes may ask it.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import people, publishing, timeline
from articles.admin.article import values
from articles.admin.article.sheets import settle_queue
from articles.admin.desk import moment_text, require
from articles.errors import ScheduledAhead
from articles.models import Article, PublishedVersion, Revision
from articles.publishing import CANCEL, KEEP, REBASE, Expected, Forecast, Taken
from articles.roles import Act

_LABELS = {
    REBASE: gettext_lazy("takes over what this text changes"),
    KEEP: gettext_lazy("stays as it is"),
    CANCEL: gettext_lazy("is cancelled"),
}
_CHANGED = gettext_lazy(
    "What waits at this moment is not what this page had shown: it stands below. "
    "Look at it, then publish."
)


@dataclass(frozen=True)
class Waiting:
    """One text that waits, for the list: `place` says how it stands to the moment, if it is not
    behind it."""

    moment: str
    headline: str
    kind: str
    who: str
    compare: str
    place: str = ""


@dataclass(frozen=True)
class Way:
    """One choice; of each text behind the moment, when it begins and what becomes of it."""

    value: str
    label: str
    lines: list[tuple[str, str]]
    is_chosen: bool


@dataclass(frozen=True)
class QueueChoice:
    """`sign` stands for what waits at the moment; sent back, it says what the sheet had shown.
    `kept` are what was said before of places to be settled, for the form to bring along.
    """

    forecast: Forecast
    sign: str
    waiting: list[Waiting]
    ways: list[Way]
    kept: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_asked(self) -> bool:
        return bool(self.forecast.behind)

    @property
    def has_several(self) -> bool:
        return len(self.forecast.behind) > 1

    @property
    def concerns(self) -> bool:
        """Whether publishing at the moment changes anything of what waits, or leaves it behind."""
        return bool(self.forecast.behind or self.forecast.replaced)


def choice_field() -> forms.ChoiceField:
    """The field `queue` of a form; the template prints its ways."""
    label = gettext_lazy("What is scheduled after it")
    return forms.ChoiceField(label=label, required=False, choices=list(_LABELS.items()))


def of(
    article: Article,
    form: forms.Form,
    content: dict | None,
    *,
    start: datetime,
    now: datetime,
    revision: int | None = None,
    compare_with: str = "now",
) -> QueueChoice:
    """What waits of a story, and the ways out of a publication at `start`.

    `content` is what would be published, None where it is not written yet; `revision` its own, if
    it has one: its schedule is moved by publishing it. `compare_with` names the text that is
    published in the addresses of comparisons.
    """
    coming = timeline.coming(article, now)
    same = _schedule_of(coming, revision)
    found = publishing.forecast(article, coming, content, start=start, now=now, but=same)
    compare = reverse("admin:articles_article_compare", args=[article.pk])
    compare = f"{compare}?from={compare_with}&to=r%s"
    return QueueChoice(
        found,
        _sign(found),
        _waiting(found, same if same and same.live_from > now else None, compare),
        _ways(found, form, is_known=content is not None),
        settle_queue.kept(form.data) if form.is_bound else [],
    )


def _schedule_of(coming: list[PublishedVersion], revision: int | None) -> PublishedVersion | None:
    return next((each for each in coming if each.revision_id == revision), None)


def _sign(found: Forecast) -> str:
    """Another version is another row, also where one was moved or took something over."""
    before = found.before.pk if found.before else ""
    behind = [each.version for each in found.behind]
    groups = [",".join(str(each.pk) for each in group) for group in (found.replaced, behind)]
    return f"{before}:{groups[0]}:{groups[1]}"


def _waiting(found: Forecast, same: PublishedVersion | None, compare: str) -> list[Waiting]:
    places = {each.pk: _("It begins before: this text replaces it.") for each in found.passed}
    gives = _("It begins at this very moment: it gives its place to this text, and goes on record.")
    places |= {each.pk: gives for each in found.replaced}
    rows = [*found.passed, *found.replaced, *(each.version for each in found.behind)]
    if same is not None:
        places[same.pk] = _("It is this very text: it is moved to the moment that you choose.")
        rows = sorted([*rows, same], key=lambda each: each.live_from)
    return [
        Waiting(
            moment_text(each.live_from),
            each.headline,
            each.get_change_display(),
            people.full_name(each.published_by) if each.published_by else "–",
            "" if each is same else compare % each.revision_id,
            places.get(each.pk, ""),
        )
        for each in rows
    ]


def _ways(found: Forecast, form: forms.Form, *, is_known: bool) -> list[Way]:
    if not found.behind:
        return []
    proposed = form.initial.get("queue") or (REBASE if found.is_clean else "")
    chosen = form.data.get("queue", "") if form.is_bound else proposed
    offered = [REBASE, KEEP, CANCEL] if found.may_rebase else [KEEP, CANCEL]
    words = {REBASE: _if_rebased, KEEP: _if_kept, CANCEL: _if_cancelled}
    return [
        Way(
            value,
            str(_LABELS[value]),
            [
                (moment_text(each.version.live_from), words[value](each, is_known))
                for each in found.behind
            ],
            value == chosen,
        )
        for value in offered
    ]


def _if_rebased(each: Expected, is_known: bool) -> str:
    if each.problems:
        return _("It cannot: %s") % " ".join(each.problems)
    if each.unsettled:
        count = len(each.unsettled)
        words = ngettext(
            "Both changed the same at %d place: you settle it after the press, then it is done.",
            "Both changed the same at %d places: you settle them after the press, then it is done.",
            count,
        )
        return words % count
    if not is_known:
        return _("Where both changed the same you are asked after the press.")
    if each.is_open:
        return _("That depends on what is settled before it.")
    if not each.is_left:
        return _("Nothing of it would be left: it goes, on record.")
    return _("Without any conflict.")


def _if_kept(each: Expected, is_known: bool) -> str:
    if not is_known:
        return _("It takes back whatever it does not say too.")
    if not each.takes_back:
        return _("It takes back nothing of this text.")
    return _("It takes back what you publish now: %s.") % _taken(each.takes_back)


def _taken(taken: Taken) -> str:
    said = [values.label_of(name) for name in taken.names]
    if taken.paragraphs:
        words = ngettext("%d paragraph of the text", "%d paragraphs of the text", taken.paragraphs)
        said.append(words % taken.paragraphs)
    return ", ".join(said)


def _if_cancelled(each: Expected, is_known: bool) -> str:
    return _("Readers never see it; its text stays in the history.")


def add_faults(form: forms.Form, choice: QueueChoice, shown: str) -> None:
    """Adds to a form that was sent what is not said of the queue yet; `shown` is the sign that the
    sheet brought back."""
    if not (form.is_bound and choice.concerns):
        return
    if shown != choice.sign:
        form.add_error(None, _CHANGED)
    elif choice.is_asked and not form.cleaned_data.get("queue") and "queue" not in form.errors:
        said = _(
            "Another text of this story is scheduled after this moment. Say what becomes of it."
        )
        form.add_error("queue", said)


def refuse_changed(
    article: Article, choice: QueueChoice, *, start: datetime, now: datetime, revision: int | None
) -> None:
    """Raises ScheduledAhead where somebody changed the queue since it was looked at. For whoever
    holds the story's row.
    """
    coming = timeline.coming(article, now)
    same = _schedule_of(coming, revision)
    found = publishing.forecast(article, coming, None, start=start, now=now, but=same)
    if _sign(found) != choice.sign and (choice.concerns or found.behind or found.replaced):
        raise ScheduledAhead(_CHANGED, versions=found.replaced)


def for_verb(form: forms.Form, choice: QueueChoice) -> str:
    """What the verb is told: where nothing but what gives its place waits, nobody was asked."""
    chosen = form.cleaned_data.get("queue", "")
    return chosen or (KEEP if choice.concerns and not choice.is_asked else "")


def require_to_cancel(request, article: Article, form: forms.Form, choice: QueueChoice) -> None:
    """To cancel what waits is to take a schedule back, whatever kind of change it was to be."""
    if choice.is_asked and form.cleaned_data.get("queue") == CANCEL:
        require(request, Act.SCHEDULE, article)


def became(article: Article, choice: QueueChoice, *, now: datetime) -> list[str]:
    """A sentence for each text that waited: what became of it, as the rows have it."""
    coming = timeline.coming(article, now)
    there = {each.pk for each in coming}
    takers = {each.revision.merged_id for each in coming if _is_rebased(each)}
    replaced = [
        (each, _("What waited for %s gave its place.")) for each in choice.forecast.replaced
    ]
    behind = [(each.version, _gone(each)) for each in choice.forecast.behind]
    found = []
    for version, gone in [*replaced, *behind]:
        words = gone
        if version.pk in there:
            words = _("What waits for %s stays as it is.")
        elif version.revision_id in takers:
            words = _("What waits for %s takes it over.")
        found.append(words % moment_text(version.live_from))
    return found


def _is_rebased(version: PublishedVersion) -> bool:
    return version.revision.kind == Revision.Kind.REBASED


def _gone(each: Expected) -> str:
    if not each.is_left:
        return _("Nothing was left of what waited for %s: it went, on record.")
    return _("What waited for %s is cancelled.")
