"""When two editors saved: both texts side by side, and the choice that brings them together."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import content as contents
from articles import drafting, permissions, richtext
from articles.admin.article.writing.form import read_key
from articles.admin.desk import moment_text, person
from articles.errors import Removed, StaleBase
from articles.models import Article, Author, Revision
from articles.wire import importing


def waiting(article: Article) -> list[Revision]:
    """Refused texts that no merge has taken in yet."""
    refused = article.revisions.filter(kind=Revision.Kind.REFUSED)
    merged = article.revisions.filter(merged__isnull=False).values("merged")
    return list(refused.exclude(pk__in=merged).order_by("id"))


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


def settle(model_admin, request, article, revision: int) -> HttpResponse:
    """GET shows the two texts; POST saves the chosen fields as a revision with both parents."""
    mine = get_object_or_404(
        article.revisions, pk=revision, kind=Revision.Kind.REFUSED, thinned_at=None
    )
    stale = drafting.conflict_of(article, mine)
    if request.method != "POST":
        return show(model_admin, request, stale)
    names = contents.differing(stale.theirs.content, mine.content)
    chosen = {name: request.POST.get(name) for name in names}
    if any(choice not in ("theirs", "mine") for choice in chosen.values()):
        return show(model_admin, request, stale, unchosen=True, status=400)
    changes = {name: mine.content[name] for name in names if chosen[name] == "mine"}
    head = _revision_named(article, request.POST.get("head", ""))
    if head is None:
        return show(model_admin, request, stale, status=409)
    theirs = stale.theirs.content
    refused = permissions.refused_changes(person(request), article, theirs, theirs | changes)
    if refused:
        sentences = [sentence for said in refused.values() for sentence in said]
        return show(model_admin, request, stale, refusals=sentences, status=403)
    try:
        merged = drafting.save(
            article,
            changes,
            base=head,
            by=request.user,
            kind=Revision.Kind.MERGED,
            merged=mine,
        )
    except StaleBase as again:
        return show(model_admin, request, again, status=409)
    except Removed as refusal:
        return show(model_admin, request, stale, refusals=[str(refusal)], status=409)
    for record in importing.waiting(article).filter(revision__in=_settled_with(mine)):
        importing.settle(record, merged)
    model_admin.message_user(request, _("The two texts are one again."), messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _revision_named(article: Article, text: str) -> Revision | None:
    return article.revisions.filter(pk=read_key(text)).first()


def _settled_with(revision: Revision) -> list[int]:
    """A refused text and those that it had taken in itself."""
    keys = []
    while revision is not None and revision.kind == Revision.Kind.REFUSED:
        keys.append(revision.pk)
        revision = revision.merged
    return keys


def show(
    model_admin, request, stale: StaleBase, *, unchosen=False, refusals=(), status=200
) -> HttpResponse:
    """Both texts, field by field; what only one side changed is chosen already."""
    base = stale.base.content if stale.base else {}
    names = contents.differing(stale.theirs.content, stale.mine.content)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Two texts of one story"),
        "subtitle": str(stale.article),
        "article": stale.article,
        "stale": stale,
        "theirs_saved": moment_text(stale.theirs.made_at),
        "mine_saved": moment_text(stale.mine.made_at),
        "fields": [_field(name, base, stale) for name in names],
        "unchosen": unchosen,
        "refusals": refusals,
    }
    return TemplateResponse(request, "admin/articles/article/conflict.html", context, status=status)


def _field(name: str, base: dict, stale: StaleBase) -> dict:
    theirs, mine = stale.theirs.content[name], stale.mine.content[name]
    chosen = ""
    if base.get(name) == mine:
        chosen = "theirs"
    elif base.get(name) == theirs:
        chosen = "mine"
    # A body that differs in markup alone would read the same on both sides.
    is_markup_alone = name == "body" and _words(name, theirs) == _words(name, mine)
    words = str if is_markup_alone else partial(_words, name)
    return {
        "name": name,
        "label": _label(name),
        "base": words(base.get(name)),
        "theirs": words(theirs),
        "mine": words(mine),
        "chosen": chosen,
    }


def _label(name: str) -> str:
    if name == contents.BYLINES:
        return _("bylines")
    return Article._meta.get_field(name).verbose_name


def _words(name: str, value) -> str:
    """A content's value as an editor reads it: names, not keys; text, not tags."""
    if value in (None, "", []):
        return "–"
    if name == "body":
        return richtext.plain_text(value)
    if name in contents.MOMENTS:
        return moment_text(contents.moment(value))
    if name in contents.KEYS:
        return ", ".join(map(str, contents.KEYS[name].objects.filter(pk=value)))
    if name in contents.LISTS:
        return ", ".join(map(str, contents.LISTS[name].objects.filter(pk__in=value)))
    if name == contents.BYLINES:
        names = Author.objects.in_bulk([row["author"] for row in value])
        return ", ".join(str(names.get(row["author"], "?")) for row in value)
    return str(value)
