"""What pages tell the desk behind an editor's back: the text that is typed, and whether they still
belong to whoever is signed in.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import drafting, newsroom_time, people
from articles.admin.article import bin
from articles.admin.article.writing import typed
from articles.admin.article.writing.form import ArticleForm
from articles.admin.desk import may_edit, moment_text, person, read_uid, refuse
from articles.errors import Refused
from articles.models import Article, Revision, UnsavedText
from articles.roles import Act

_CLOCK = "%H:%M:%S"
# As browser-copies.js has it.
_LONGEST_COPY = timedelta(days=7)


def line(model_admin, request) -> HttpResponse:
    """For scripts: who is signed in, and a fresh token for their forms. For whoever signed in again
    in a window of its own: that it may be closed.
    """
    if request.accepts("text/html"):
        context = model_admin.admin_site.each_context(request) | {"title": _("Signed in")}
        return TemplateResponse(request, "admin/articles/article/signed_in.html", context)
    user = request.user
    return JsonResponse(
        {"user": user.pk, "name": people.full_name(user), "token": get_token(request)}
    )


def keep(model_admin, request, key: int) -> HttpResponse:
    """What is typed in the page of a story; also while somebody puts that into the bin."""
    removed = bin.find(request, str(key))
    article = removed or model_admin.get_object(request, str(key))
    if removed is None and not may_edit(request, article):
        refuse()
    return _keep(model_admin, request, article)


def keep_new(model_admin, request) -> HttpResponse:
    """What is typed in the page of a story not yet saved, or saved without the page's knowing."""
    if not person(request).somewhere(Act.CREATE):
        refuse()
    uid = read_uid(request.POST.get("uid", ""))
    made = uid and _made(request, uid)
    if made and made.removed_at is None and not may_edit(request, made):
        refuse()
    return _keep(model_admin, request, made or (Article(uid=uid) if uid else Article()))


def _made(request, uid: UUID) -> Article | None:
    """The story that was saved without the page's knowing, or removed since."""
    who = person(request)
    seen = who.may(Act.SEE).filter(uid=uid).first()
    return seen or who.may_put_back().filter(uid=uid).first()


def _keep(model_admin, request, article: Article) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = typed.sent(model_admin, request, article)
    try:
        return JsonResponse(kept(request, article, form))
    except Refused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=409)


def kept(request, article: Article, form: ArticleForm) -> dict:
    """Keeps what a sent form holds, and says what its page is told. Raises Refused."""
    copy = typed.read(request, form, most=None)
    base, window = (form.cleaned_data.get(name) for name in ("base", "window"))
    said = {"head": _newer_head(article, base)}
    is_saved = copy.is_untouched and not copy.faults
    if is_saved or (said["head"] and _was_saved(article, window, request.user, copy)):
        drafting.forget(article, window, by=request.user)
        return said | {"state": "saved"}
    drafting.keep(
        article,
        typed.as_sent(form),
        copy.content,
        base=base,
        window=window,
        by=request.user,
        opened=drafting.opened_with(form.cleaned_data.get("opened", ""), article, request.user),
        now=_typed_at(request),
    )
    return said | {"state": "kept", "kept_at": f"{newsroom_time.local(request.now):{_CLOCK}}"}


def _typed_at(request) -> datetime:
    """Now; or, of a copy that a browser brings later, when it was made there by the browser's own
    clock, which is believed where it can be true.
    """
    said = request.POST.get("_typed_at", "")
    if said.isascii() and said.isdigit() and len(said) < 15:
        typed_at = datetime.fromtimestamp(int(said) / 1000, UTC)
        if request.now - _LONGEST_COPY < typed_at < request.now:
            return typed_at
    return request.now


def _newer_head(article: Article, base: int | None) -> dict | None:
    """Who saved since the page was opened, for a page that says so."""
    if article.head_id in (None, base):
        return None
    head = Revision.objects.defer("content").select_related("made_by").get(pk=article.head_id)
    by = head.made_by and people.full_name(head.made_by)
    return {"id": head.pk, "window": head.window, "by": by or "–", "at": moment_text(head.made_at)}


def _was_saved(article: Article, window: str, user, copy: typed.Copy) -> bool:
    """Whether the very text was saved from this window: the page never saw the answer."""
    saved = article.revisions.filter(window=window, made_by=user) if window else ()
    return any(revision.content == copy.content for revision in saved)


def discard(model_admin, request, text: int) -> HttpResponse:
    """Throws away an unsaved text of one's own; pressed twice, it is gone all the same."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = UnsavedText.objects.filter(pk=text, user=request.user).first()
    if found is None:
        raise Http404
    drafting.discard_unsaved(found, by=request.user)
    messages.success(request, _("Thrown away."))
    if found.article_id is None:
        return HttpResponseRedirect(reverse("admin:articles_article_add"))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[found.article_id]))
