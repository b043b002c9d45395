"""The page of a story's history: entries of all kinds in the order of time, newest first."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.article.history import events, revisions
from articles.admin.article.history.entries import Entry
from articles.admin.desk import may, may_edit, read_key
from articles.models import Article
from articles.roles import Act


def show(model_admin, request, article: Article) -> HttpResponse:
    before = _before(request)
    rows, span, older = revisions.of_page(article, before)
    # What happened at one moment: the publication came after the save.
    entries = [
        *events.publications(article, span),
        *events.embargoes_of(article, span),
        *events.holds(article, span),
        *revisions.entries(article, rows),
        *events.origins(request, article, span),
    ]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("History"),
        "subtitle": str(article),
        "article": article,
        "entries": entries,
        "chosen": _chosen(entries),
        "refused": [] if before else revisions.refused(article),
        "older": older,
        "is_newest": before is None,
        "may_edit": may_edit(request, article),
        "may_read_audit": may(request, Act.READ_AUDIT, article),
    }
    return TemplateResponse(request, "admin/articles/article/history.html", context)


def _before(request) -> int | None:
    asked = request.GET.get("before", "")
    if not asked:
        return None
    key = read_key(asked)
    if key is None:
        raise Http404
    return key


def _chosen(entries: list[Entry]) -> dict[str, str]:
    """What stands chosen to be compared: the newest text with the one before it."""
    own = [entry for entry in entries if entry.revision and not entry.is_beside]
    sides = [entry.side for entry in own if entry.side]
    return {"to": sides[0] if sides else "", "from": sides[1] if len(sides) > 1 else ""}
