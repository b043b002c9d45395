"""What happened to a story beside its saves: what readers saw, legal holds, and other stories that
it is of.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles import content as contents
from articles import readiness
from articles.admin.article import embargoes
from articles.admin.article.history.entries import Entry, Span, who
from articles.admin.desk import moment_text, person
from articles.models import OPEN, Article, AuditRow, Origin, StoppedPublication
from articles.roles import Act

# More than anybody reads on one page; issue by issue, the oldest are left out first.
_MOST = 500
_EMBARGOES = (*embargoes.SET, "embargo reason changed", "embargo lifted")


def publications(article: Article, span: Span) -> Iterator[Entry]:
    told = _told(article)
    rows = article.versions.for_lists().select_related("published_by").order_by("-live_from")
    if span.since is not None:
        rows = rows.filter(live_from__gte=span.since)
    if span.until is not None:
        rows = rows.filter(live_from__lt=span.until)
    for row in rows[:_MOST]:
        notes = told.get((row.revision_id, row.live_from.isoformat()), [])
        note = "; ".join([str(row.get_change_display()), *notes])
        yield Entry(row.live_from, who(row.published_by), _seen(row), note, side=f"v{row.pk}")


def holds(article: Article, span: Span) -> list[Entry]:
    """When legal holds were set and cleared and why, what they stopped and what became of that."""
    rows = StoppedPublication.objects.filter(article=article).order_by("-live_from")
    rows = rows.select_related("stopped_by", "published_by", "settled_by")[:_MOST]
    found = [*map(_settled, (row for row in rows if row.settled_at)), *_gates(article)]
    found += map(_stopped, rows)
    return [entry for entry in found if span.holds(entry.at)]


def _gates(article: Article) -> Iterator[Entry]:
    words = {
        "hold set": _("Put on legal hold"),
        "hold reason changed": _("The reason of the legal hold is changed"),
        "hold cleared": _("The legal hold is cleared"),
    }
    rows = AuditRow.objects.filter(article=article, act__in=words)
    for row in rows.select_related("by", "revision").order_by("-number")[:_MOST]:
        content = row.revision.content if row.revision else {}
        # Where the text was thrown away, the reason went with it.
        yield Entry(row.at, who(row.by), words[row.act], content.get("legal_hold_reason", ""))


def _settled(row: StoppedPublication) -> Entry:
    words = _("Given up: it was planned for %s")
    if row.version is not None:
        words = _("What the hold had stopped goes on: it was planned for %s")
    return Entry(row.settled_at, who(row.settled_by), words % moment_text(row.live_from))


def _stopped(row: StoppedPublication) -> Entry:
    said = _("Stopped by the hold: it was planned for %s") % moment_text(row.live_from)
    about = {"kind": row.get_change_display(), "name": who(row.published_by)}
    note = _("%(kind)s, planned by %(name)s") % about
    return Entry(row.stopped_at, who(row.stopped_by), said, note)


def _seen(version) -> str:
    if version.live_until < OPEN:
        return _("Readers see it from %(start)s until %(end)s") % {
            "start": moment_text(version.live_from),
            "end": moment_text(version.live_until),
        }
    return _("Readers see it from %s") % moment_text(version.live_from)


def _told(article: Article) -> dict[tuple, list[str]]:
    """What is on record of a publication, by its revision and its beginning: that it amended what
    readers saw, what was passed with a word.
    """
    rows = AuditRow.objects.filter(article=article, act__in=("published", "scheduled"))
    rows = rows.order_by("-number").values_list("revision", "detail")[:_MOST]
    return {
        (revision, detail["live_from"]): _notes(detail)
        # A row that somebody tampered with is passed over: the audit itself tells of it.
        for revision, detail in reversed(rows)
        if isinstance(detail, dict) and isinstance(detail.get("live_from"), str)
    }


def _notes(detail: dict) -> list[str]:
    amended = [_("amended from what readers saw")] if "amends" in detail else []
    if not isinstance(detail.get("passed"), list):
        return amended
    return [*amended, _in_words(detail["passed"], detail.get("word", ""))]


def _in_words(keys: list[str], word: str) -> str:
    what = ", ".join(dict.fromkeys(readiness.in_words(str(key)) for key in keys))
    return _("published all the same: %(what)s. “%(word)s”") % {"what": what, "word": word}


def embargoes_of(article: Article, span: Span) -> Iterator[Entry]:
    """Embargoes that were set, moved, explained and lifted."""
    rows = AuditRow.objects.filter(article=article, act__in=_EMBARGOES).select_related("by")
    if span.since is not None:
        rows = rows.filter(at__gte=span.since)
    if span.until is not None:
        rows = rows.filter(at__lt=span.until)
    for row in rows.order_by("-number")[:_MOST]:
        # A row that somebody tampered with is passed over, as above.
        detail = row.detail if isinstance(row.detail, dict) else {}
        yield Entry(row.at, who(row.by), _of_gate(row.act, detail), str(detail.get("why", "")))


def _of_gate(act: str, detail: dict) -> str:
    if act == "embargo lifted":
        return _("Embargo lifted")
    try:
        until = contents.moment(detail.get("until"))
    except (ValueError, TypeError):
        until = None
    return embargoes.in_words(until) if until else act


def origins(request, article: Article, span: Span) -> list[Entry]:
    """What it was begun from, and what was begun from it: of that, only what is in sight."""
    found = [*_sources(request, article), *_offspring(request, article)]
    return [entry for entry in found if span.holds(entry.at)]


def _sources(request, article: Article) -> Iterator[Entry]:
    rows = Origin.objects.filter(article=article, source__isnull=False).order_by("-id")
    for row in rows:
        story = _seen_by(request).filter(pk=row.source_id).first()
        begun_by = who(article.created_by)
        yield Entry(article.created_at, begun_by, row.get_kind_display(), story=story)


def _offspring(request, article: Article) -> Iterator[Entry]:
    words = {Origin.Kind.COPY: _("Copied to"), Origin.Kind.FOLLOW_UP: _("Followed up by")}
    rows = Origin.objects.filter(source=article, article__in=_seen_by(request))
    for row in rows.select_related("article__created_by").order_by("-id")[:_MOST]:
        begun_by = who(row.article.created_by)
        yield Entry(row.article.created_at, begun_by, words[row.kind], story=row.article)


def _seen_by(request):
    return person(request).may(Act.SEE).only("pk", "headline", "slugline")
