"""The press that restores: an earlier text, or a part of it, opens in the writing page unsaved."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import drafting
from articles.admin.desk import read_key
from articles.errors import Refused
from articles.models import Article


def restore(model_admin, request, article: Article) -> HttpResponse:
    """POST: `revision`, and of it a `field`, or a `block` of the body by its place, or everything.

    Whoever only opens the address, from a bookmark or after signing in again, finds the history.
    """
    if request.method != "POST":
        return HttpResponseRedirect(_history(article))
    revisions = article.revisions.all()
    revision = get_object_or_404(revisions, pk=read_key(request.POST.get("revision", "")))
    try:
        restored = _restored(request, article, revision)
    except Refused as refusal:
        model_admin.message_user(request, str(refusal), messages.WARNING)
        return HttpResponseRedirect(_compare(article, revision))
    said = _("This is the present text with what you restored. Nothing is saved yet.")
    model_admin.message_user(request, said, messages.INFO)
    for sentence in restored.left:
        model_admin.message_user(request, sentence, messages.WARNING)
    address = reverse("admin:articles_article_change", args=[article.pk])
    return HttpResponseRedirect(f"{address}?text={restored.text.pk}")


def _restored(request, article, revision) -> drafting.Restored:
    made = {"by": request.user, "now": timezone.now()}
    if "field" in request.POST:
        return drafting.restore_field(article, revision, request.POST["field"], **made)
    if "block" not in request.POST:
        return drafting.restore(article, revision, **made)
    index = read_key(request.POST["block"])
    if index is None:
        raise Refused(_("This paragraph is not there."))
    return drafting.restore_block(article, revision, index, **made)


def _history(article: Article) -> str:
    return reverse("admin:articles_article_history", args=[article.pk])


def _compare(article: Article, revision) -> str:
    address = reverse("admin:articles_article_compare", args=[article.pk])
    return f"{address}?from=r{revision.pk}&to=now"
