"""Texts that were saved on a base that was not the head any more: which wait, and what is said."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles import content as contents
from articles.errors import StaleBase
from articles.models import Article, Revision, UnsavedText


def waiting(article: Article, laid_open: UnsavedText | None = None) -> list[Revision]:
    """Refused texts that no merge has taken in yet, and that say something else than the head. One
    that the text laid open has taken in waits for nothing but its save.
    """
    refused = article.revisions.filter(kind=Revision.Kind.REFUSED)
    merged = article.revisions.filter(merged__isnull=False).values("merged")
    rows = refused.exclude(pk__in=merged).select_related("made_by").order_by("id")
    if laid_open is not None:
        rows = rows.exclude(pk=laid_open.merged_id)
    return [row for row in rows if contents.differing(row.content, article.head.content)]


def as_loaded_with(article: Article, revision: int) -> Article:
    """The article as the page that was sent had loaded it: verbs compare this with the head."""
    if article.head_id != revision:
        old = get_object_or_404(Revision, pk=revision, article=article)
        for name, value in contents.columns(old.content).items() if old.content else ():
            setattr(article, name, value)
        article.head_id = revision
    return article


def moved_on(model_admin, request, stale: StaleBase) -> HttpResponse:
    """Nothing was lost, but what would be published is no longer what was looked at."""
    model_admin.message_user(request, str(stale), messages.WARNING)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[stale.article.pk]))
