"""The bin at the desk: what was removed, read and put back; and texts typed into what was removed.

It shows the stories in which somebody could write. To everybody else they are as if they had never
been, here too.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from articles import drafting, people, richtext
from articles.admin.article.listing.state import Time, time_of
from articles.admin.desk import may_edit, person, read_key, refuse
from articles.drafting import removal
from articles.errors import BodyRefused, Refused
from articles.models import Article, AuditRow

_AT_ONCE = 50
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    article: Article
    removed: Time
    by: str
    # Before it is erased; 0 where the next run of empty_bin does it.
    days_left: int


def show(model_admin, request) -> HttpResponse:
    """What was removed, newest first, as far as the person could write in it."""
    if not person(request).writes():
        refuse()
    found = _before(person(request).may_put_back(), request.GET.get("before", ""))
    stories = list(_with_who(found).order_by("-removed_at", "-id")[: _AT_ONCE + 1])
    shown = stories[:_AT_ONCE]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Bin"),
        "rows": _rows(shown, request.now),
        "is_first": "before" not in request.GET,
        "older": _place(shown[-1]) if len(stories) > _AT_ONCE else "",
        "days": removal.days().days,
    }
    return TemplateResponse(request, "admin/articles/article/bin.html", context)


def _with_who(stories: QuerySet[Article]) -> QuerySet[Article]:
    acts = AuditRow.objects.filter(article=OuterRef("pk"), act="removed").order_by("-number")
    stories = stories.annotate(removed_by=Subquery(acts.values("by")[:1]))
    return stories.select_related("section").defer("body")


def _rows(stories: list[Article], now: datetime) -> list[Row]:
    users = get_user_model().objects.in_bulk({story.removed_by for story in stories} - {None})
    names = {key: people.full_name(user) for key, user in users.items()}
    return [
        Row(story, time_of(story.removed_at), names.get(story.removed_by, "–"), _left(story, now))
        for story in stories
    ]


def _left(story: Article, now: datetime) -> int:
    """Days, the last one counted whole."""
    left = story.removed_at + removal.days() - now
    return max(0, -(-left // _DAY))


def _place(story: Article) -> str:
    """Where the next page begins."""
    return f"{story.removed_at.isoformat()}_{story.pk}"


def _before(stories: QuerySet[Article], place: str) -> QuerySet[Article]:
    """Those that stand below a place; all of them where it cannot be read."""
    moment, _sep, key = place.partition("_")
    key = read_key(key)
    try:
        moment = datetime.fromisoformat(moment)
    except ValueError:
        return stories
    if key is None or moment.tzinfo is None:
        return stories
    return stories.filter(Q(removed_at__lt=moment) | Q(removed_at=moment, pk__lt=key))


def find(request, key: str) -> Article | None:
    """A story of the bin in which the person could write."""
    rows = person(request).may_put_back().select_related("section")
    return rows.filter(pk=read_key(key) or 0).first()


def put_back(model_admin, request, key: int) -> HttpResponse:
    """GET: its text, to be read. POST: takes it out of the bin; a second press is told so."""
    article = find(request, str(key))
    if article is None:
        return _was_put_back(model_admin, request, key)
    if request.method != "POST":
        return page(model_admin, request, article)
    try:
        drafting.put_back(article, by=request.user)
    except Refused as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:articles_article_bin"))
    said = _("Put back: it stands in the list of stories again.")
    model_admin.message_user(request, said, messages.SUCCESS)
    return _to_story(article.pk)


def _was_put_back(model_admin, request, key: int) -> HttpResponse:
    article = model_admin.get_object(request, str(key))
    if not may_edit(request, article):
        refuse()
    if request.method == "POST":
        model_admin.message_user(request, _("It was put back before."), messages.WARNING)
    return _to_story(article.pk)


def _to_story(key: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[key]))


def lead_to(article: Article) -> HttpResponse:
    """From a page of a story that was removed."""
    return HttpResponseRedirect(reverse("admin:articles_article_put_back", args=[article.pk]))


def page(
    model_admin, request, article: Article, *, said: str = "", text: dict | None = None
) -> HttpResponse:
    """A removed story to read; or, with what is `said` of it, a text that was typed into it."""
    text = text or {name: getattr(article, name) for name in ("headline", "standfirst", "body")}
    row = _rows(list(_with_who(Article.objects.filter(pk=article.pk))), request.now)[0]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("In the bin"),
        "subtitle": str(article),
        "removed": article,
        "row": row,
        "said": said,
        "text": text | {"body": _as_read(text.get("body", ""))},
    }
    template = "admin/articles/article/removed.html"
    return TemplateResponse(request, template, context, status=409 if said else 200)


def _as_read(body: str) -> str:
    """As it is printed; what was typed and cannot be cleaned, as it was typed."""
    try:
        return richtext.render(body)
    except BodyRefused:
        return linebreaks(body, autoescape=True)
