"""Unsaved texts on the writing page: those that it offers to go on with, and the one laid open."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import content as contents
from articles import drafting, people
from articles.admin.desk import may_edit, moment_text, person, read_key
from articles.models import Article, Revision, UnsavedText

# More of them are offered after the first ones are settled.
_MOST = 5
_MOST_READ = 20


@dataclass(frozen=True)
class Offer:
    """An unsaved text that waits: of when, by whom, and what it can be told apart by."""

    text: UnsavedText
    moment: str
    name: str
    is_own: bool
    headline: str
    # What it says otherwise than the story: names of fields.
    differs_in: list[str]


def around(request, article: Article | None, form) -> dict:
    """What the template asks about unsaved texts."""
    window, opened = (str(form[name].value() or "") for name in ("window", "opened"))
    laid_open = form.laid_open
    is_limited = article is not None and article.is_limited
    found = offers(request, article, window=window, opened=opened)
    return {
        "offers": found,
        "more_offers": len(found) - 1,
        "laid_open": laid_open and as_laid_open(laid_open, request.user),
        "keeps_copies": settings.BROWSER_COPIES and not is_limited,
        "zone": settings.TIME_ZONE,
    }


def offers(request, article: Article | None, *, window: str, opened: str) -> list[Offer]:
    """One's own first. The text of the very page, what it was opened with and what the user went
    on from in a later one are not offered; nor is what says the same as the story.
    """
    user = request.user
    if article is None:
        rows = drafting.offered_new(by=user)
    elif may_edit(request, article):
        rows = drafting.offered(article, by=user, now=request.now)
    else:
        return []
    rows = [row for row in rows[:_MOST_READ] if row.window != window]
    gone_on_from = {opened, *_opened(row for row in rows if row.user_id == user.pk)}
    saved = contents.of(Article()) if article is None else article.head and article.head.content
    found = [
        _offer(row, user, saved)
        for row in rows
        if drafting.mark(row) not in gone_on_from and row.content != saved
    ]
    return found[:_MOST]


def _opened(rows: Iterable[UnsavedText]) -> list[str]:
    return [mark for row in rows if row.typed for mark in row.typed.get("opened", ())]


def _offer(row: UnsavedText, user, saved: dict | None) -> Offer:
    return Offer(
        row,
        moment_text(row.kept_at),
        people.full_name(row.user),
        row.user_id == user.pk,
        row.content["headline"] or row.content["slugline"] or _("Without a headline"),
        [contents.label(name) for name in contents.differing(row.content, saved or {})],
    )


def of_person(request) -> list[dict]:
    """For the first page: the newest of one's own, one a story, where one may still write there."""
    may_write = Q(article=None) | Q(article__in=person(request).may_edit())
    texts = UnsavedText.objects.filter(may_write, user=request.user)
    rows = texts.values_list("pk", "article", "kept_at", "content__headline")[:_MOST_READ]
    newest = {row[1] or f"new {row[0]}": row for row in reversed(list(rows))}
    rows = sorted(newest.values(), key=lambda row: row[2], reverse=True)[:_MOST]
    return [
        {
            "headline": headline or _("Without a headline"),
            "moment": moment_text(kept_at),
            "url": f"{_page(article)}?text={key}",
        }
        for key, article, kept_at, headline in rows
    ]


def _page(article: int | None) -> str:
    if article is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[article])


def asked_for(request, article: Article | None) -> UnsavedText | None:
    """The text that the address names: of this story, if the user may write in it; of a story
    never saved, their own.
    """
    key = read_key(request.GET.get("text", ""))
    texts = UnsavedText.objects.select_related("user", "base").filter(pk=key, article=article)
    if article is None:
        texts = texts.filter(user=request.user)
    elif not may_edit(request, article):
        return None
    return texts.first()


def as_laid_open(text: UnsavedText, user) -> dict:
    """What the page says of the text that stands in it."""
    head = text.article.head_id if text.article else None
    return {
        "offer": _offer(text, user, None),
        "kind": text.kind,
        "note": text.note,
        "base": text.base and moment_text(text.base.made_at),
        "is_overtaken": text.base_id != head,
        "is_merged": text.kind == Revision.Kind.MERGED,
        "is_restored": text.kind == Revision.Kind.RESTORED,
    }
