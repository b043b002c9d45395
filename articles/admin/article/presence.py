"""Who else has a story open, for its writing page: told as it is made, and to each of its beats."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import newsroom_time, people, presence
from articles.admin.desk import moment_text, person, read_key, refuse
from articles.errors import Refused
from articles.models import Article
from articles.roles import Act

# More names than this nobody reads; the rest are counted.
_NAMED = 5


def around(request, article: Article) -> dict:
    """What the template prints before the page has said anything: colleagues alone. One's own page
    that was just left, by a save or a fresh look, is only now telling so.
    """
    sight = presence.look(article, window="", by=request.user, now=request.now)
    colleagues = _colleagues(sight)
    sentences = _sentences(colleagues, request.now)
    return {"presence": {"others": sentences, "may_take_over": bool(colleagues)}}


def say(model_admin, request, key: int) -> HttpResponse:
    """A beat: JSON of what the window sees, in sentences."""
    article = _story(request, key)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    goes_on = "goes_on" in request.POST
    refused = _say_here(request, article, goes_on=goes_on)
    done = _("You go on here, and colleagues see that you do.") if goes_on else ""
    return refused or _answer(request, article, done)


def leave(model_admin, request, key: int) -> HttpResponse:
    _story(request, key)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    presence.leave(_window(request), by=request.user, now=request.now)
    return JsonResponse({})


def take_over(model_admin, request, key: int) -> HttpResponse:
    """Ends the presence of colleagues; the page's script wants JSON, its form leads back there."""
    article = _story(request, key)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    is_script = not request.accepts("text/html")
    # Who takes a story over that was taken over from them is here again.
    refused = _say_here(request, article, goes_on=True) if is_script else None
    if refused:
        return refused
    done = _taken(presence.take_over(article, by=request.user, now=request.now))
    if is_script:
        return _answer(request, article, done)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _story(request, key: int) -> Article:
    """The story and who saved it last, in one query: every open page asks for it again and again.

    What may not be seen is not found; where nobody may write, there is nobody to warn.
    """
    who = person(request)
    may_write = Exists(who.may_edit().filter(pk=OuterRef("pk")))
    seen = who.may(Act.SEE).select_related("head__made_by").defer("body", "head__content")
    article = seen.annotate(may_write=may_write).filter(pk=key).first()
    if article is None:
        raise Http404
    if not article.may_write:
        refuse()
    return article


def _window(request) -> str:
    window = request.POST.get("window", "")
    if not (window.isascii() and window.isalnum() and len(window) <= 32):
        raise BadRequest("No name of a window")
    return window


def _say_here(request, article: Article, *, goes_on: bool) -> HttpResponse | None:
    """The answer where it is refused."""
    try:
        presence.say_here(
            article,
            _window(request),
            by=request.user,
            has_unsaved=bool(request.POST.get("unsaved")),
            goes_on=goes_on,
            now=request.now,
        )
    except Refused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=409)


def _answer(request, article: Article, done: str) -> JsonResponse:
    sight = presence.look(article, window=_window(request), by=request.user, now=request.now)
    return JsonResponse(
        {
            "done": done,
            "others": _sentences(sight.others, request.now),
            "may_take_over": bool(_colleagues(sight)),
            "taken": _taken_from_here(sight, request.now),
            "saved": _saved_meanwhile(request, article),
            "head": article.head_id,
        }
    )


def _colleagues(sight: presence.Sight) -> list[presence.Other]:
    return [other for other in sight.others if not other.is_oneself]


# In words ---------------------------------------------------------------------------------------


def _sentences(others: list[presence.Other], now: datetime) -> list[str]:
    """Colleagues, the first by name and the rest in one number; then oneself, elsewhere."""
    colleagues = [other for other in others if not other.is_oneself]
    found = [_sentence(other, now) for other in colleagues[:_NAMED]]
    more = len(colleagues) - _NAMED
    if more > 0:
        words = ngettext("%d more person has it open.", "%d more people have it open.", more)
        found.append(words % more)
    return found + [_sentence(other, now) for other in others if other.is_oneself]


def _sentence(other: presence.Other, now: datetime) -> str:
    if other.is_oneself and other.has_unsaved:
        words = _("You have had it open in another window since %(time)s, with unsaved text.")
    elif other.is_oneself:
        words = _("You have had it open in another window since %(time)s.")
    elif other.has_unsaved:
        words = _("%(name)s has had this story open since %(time)s and has unsaved text.")
    else:
        words = _("%(name)s has had this story open since %(time)s.")
    return words % {"name": people.full_name(other.user), "time": _time(other.opened_at, now)}


def _taken(users: list) -> str:
    if not users:
        return _("Nobody else has this story open now.")
    names = ", ".join(people.full_name(user) for user in users)
    return _("You took this story over from %s. Their page tells them.") % names


def _taken_from_here(sight: presence.Sight, now: datetime) -> str:
    if sight.ended_by is None:
        return ""
    values = {"name": people.full_name(sight.ended_by), "time": _time(sight.ended_at, now)}
    return _("%(name)s took this story over at %(time)s.") % values


def _saved_meanwhile(request, article: Article) -> str:
    """Who moved the head since the page was opened, where that was not done from this window."""
    head = article.head
    if head is None or head.pk == read_key(request.POST.get("base", "")):
        return ""
    if head.window and head.window == _window(request):
        return ""
    if head.made_by is None:
        words = _("This story was saved at %(time)s.")
    elif head.made_by_id == request.user.pk:
        words = _("You saved this story in another window at %(time)s.")
    else:
        words = _("%(name)s saved this story at %(time)s.")
    name = people.full_name(head.made_by) if head.made_by else ""
    said = words % {"name": name, "time": _time(head.made_at, request.now)}
    return f"{said} {_('Your next save here will be brought together with it.')}"


def _time(moment: datetime, now: datetime) -> str:
    """The newsroom's clock alone where it was today."""
    local = newsroom_time.local(moment)
    is_today = local.date() == newsroom_time.local(now).date()
    return f"{local:%H:%M}" if is_today else moment_text(moment)
