"""The history of a story: what was saved and what readers saw, and for some the audit of it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import people, readiness
from articles.admin.desk import may, moment_text, person
from articles.models import OPEN, Article, AuditRow, Origin
from articles.roles import Act

# More than anybody reads; issue by issue, the oldest are left out first.
_MOST = 500


@dataclass(frozen=True)
class Event:
    at: datetime
    who: str
    what: str
    note: str = ""
    # Another story that it is about, if whoever looks may see it.
    story: Article | None = None


def show(model_admin, request, article: Article) -> HttpResponse:
    events = [*_revisions(article), *_versions(article), *_origins(request, article)]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("History"),
        "subtitle": str(article),
        "article": article,
        "events": sorted(events, key=lambda event: event.at, reverse=True),
        "may_read_audit": may(request, Act.READ_AUDIT, article),
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)


def _revisions(article: Article):
    rows = article.revisions.select_related("made_by").defer("content").order_by("-id")[:_MOST]
    for row in rows:
        yield Event(row.made_at, _who(row.made_by), row.get_kind_display(), row.note)


def _passed(article: Article) -> dict[tuple, str]:
    """What was passed with a word, by revision and beginning of what was published with it."""
    rows = AuditRow.objects.filter(article=article, act__in=("published", "scheduled"))
    rows = rows.order_by("-number").values_list("revision", "detail")[:_MOST]
    return {
        (revision, detail["live_from"]): _in_words(detail["passed"], detail.get("word", ""))
        # A row that somebody tampered with is passed over: the audit itself tells of it.
        for revision, detail in reversed(rows)
        if isinstance(detail, dict) and isinstance(detail.get("passed"), list)
        if isinstance(detail.get("live_from"), str)
    }


def _in_words(keys: list[str], word: str) -> str:
    what = ", ".join(dict.fromkeys(readiness.in_words(str(key)) for key in keys))
    return _("published all the same: %(what)s. “%(word)s”") % {"what": what, "word": word}


def _versions(article: Article):
    passed = _passed(article)
    rows = article.versions.for_lists().select_related("published_by").order_by("-live_from")
    for row in rows[:_MOST]:
        what = _("Readers see it from %s") % moment_text(row.live_from)
        if row.live_until < OPEN:
            what = _("Readers see it from %(start)s until %(end)s") % {
                "start": moment_text(row.live_from),
                "end": moment_text(row.live_until),
            }
        notes = [row.get_change_display(), passed.get((row.revision_id, row.live_from.isoformat()))]
        note = "; ".join(str(each) for each in notes if each)
        yield Event(row.live_from, _who(row.published_by), what, note)


def _origins(request, article: Article):
    """What it was begun from, and what was begun from it: of that, only what is in sight."""
    seen = person(request).may(Act.SEE).only("pk", "headline", "slugline")
    rows = Origin.objects.select_related("article__created_by").order_by("-id")
    for row in rows.filter(article=article, source__isnull=False):
        story = seen.filter(pk=row.source_id).first()
        yield Event(
            article.created_at, _who(article.created_by), row.get_kind_display(), story=story
        )
    words = {Origin.Kind.COPY: _("Copied to"), Origin.Kind.FOLLOW_UP: _("Followed up by")}
    for row in rows.filter(source=article, article__in=seen)[:_MOST]:
        who = _who(row.article.created_by)
        yield Event(row.article.created_at, who, words[row.kind], story=row.article)


def _who(user) -> str:
    return people.full_name(user) if user else "–"
