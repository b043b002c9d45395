"""Two texts of one story beside each other, or in one: fields, relations and body."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import richtext
from articles.admin.article.comparing import body, choosing, fields, sides
from articles.admin.article.comparing.sides import Side
from articles.admin.article.figures import Figures
from articles.admin.article.names import Names
from articles.admin.desk import may_edit
from articles.models import Article

_VIEWS = ("beside", "inline")


def show(model_admin, request, article: Article) -> HttpResponse:
    before, after = _asked(request, article)
    chosen = [side for side in (before, after) if side is not None]
    view = request.GET.get("view")
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Compare"),
        "subtitle": str(article),
        "article": article,
        "before": before,
        "after": after,
        "options": choosing.options(request, article, chosen),
        "view": view if view in _VIEWS else "beside",
        "is_chosen_view": view in _VIEWS,
        "restores": _restores(request, article, before, after),
        **_compared(before, after),
    }
    return TemplateResponse(request, "admin/articles/article/compare.html", context)


def _asked(request, article: Article) -> tuple[Side | None, Side]:
    """The sides that the address names. Left out, the later is the working copy and the earlier
    what the later was made from: None where it was made from nothing.
    """
    later, earlier = request.GET.get("to"), request.GET.get("from")
    after = sides.find(request, article, later) if later else sides.now(article)
    before = sides.find(request, article, earlier) if earlier else sides.before(after)
    return before, after


def _compared(before: Side | None, after: Side) -> dict:
    """What the template prints of two texts that are both there."""
    if before is None or before.lost or after.lost:
        return {"is_compared": False}
    one, other = before.content, after.content
    rows = fields.rows(one, other, Names(one, other))
    bodies = body.compared(one["body"], other["body"])
    return {
        "is_compared": True,
        "fields": rows,
        "equal": fields.equal(one, other),
        "body": bodies,
        "is_same": not rows and one["body"] == other["body"],
    }


def _restores(request, article: Article, before: Side | None, after: Side) -> bool:
    """Whether fields and paragraphs of the earlier text can be put back into the present one."""
    is_now = after.revision is not None and after.revision.pk == article.head_id
    is_older = before is not None and before.revision is not None and not before.lost
    if not (is_now and is_older) or before.revision.pk == after.revision.pk:
        return False
    return may_edit(request, article)


def read(model_admin, request, article: Article, side: str) -> HttpResponse:
    """One text, to be read."""
    found = sides.find(request, article, side)
    if found.lost and found.revision is None:
        raise Http404
    content = found.content
    is_now = found.revision is not None and found.revision.pk == article.head_id
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Read an earlier text") if not is_now else _("Read the saved text"),
        "subtitle": str(article),
        "article": article,
        "side": found,
        "is_now": is_now,
        "may_restore": found.revision and not is_now and may_edit(request, article),
        "fields": fields.said(content, Names(content)),
        "body": Figures(content.get("body", "")).shown(
            richtext.render(content.get("body"), found.language)
        ),
    }
    return TemplateResponse(request, "admin/articles/article/text.html", context)
