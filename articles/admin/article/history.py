"""The history of a story: what was saved and what readers saw, and for some the audit of it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import people
from articles.admin.desk import may, moment_text
from articles.models import OPEN, Article
from articles.roles import Act

# More than anybody reads; issue by issue, the oldest are left out first.
_MOST = 500


@dataclass(frozen=True)
class Event:
    at: datetime
    who: str
    what: str
    note: str = ""


def show(model_admin, request, article: Article) -> HttpResponse:
    events = [*_revisions(article), *_versions(article)]
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


def _versions(article: Article):
    rows = article.versions.for_lists().select_related("published_by").order_by("-live_from")
    for row in rows[:_MOST]:
        what = _("Readers see it from %s") % moment_text(row.live_from)
        if row.live_until < OPEN:
            what = _("Readers see it from %(start)s until %(end)s") % {
                "start": moment_text(row.live_from),
                "end": moment_text(row.live_until),
            }
        yield Event(row.live_from, _who(row.published_by), what, row.get_change_display())


def _who(user) -> str:
    return people.full_name(user) if user else "–"
