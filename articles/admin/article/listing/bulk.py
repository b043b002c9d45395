"""One act on the stories that were ticked in the list: said first, then done, each by itself.

A tick carries the revision that the list showed. Who saved a story since then is not passed over:
the story is refused in words, and whatever is done to the others is done.
"""

import logging
import re
from dataclasses import dataclass

from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.article.listing.bulk_acts import ACTS, BulkAct, Doing, open_to
from articles.admin.article.listing.filters import Filters
from articles.admin.article.listing.state import with_live_state
from articles.admin.desk import person, refuse
from articles.errors import NotReady, Refused, StaleBase
from articles.models import Article, Revision, Topic
from articles.roles import Act

_log = logging.getLogger(__name__)

# As many as stand on a page of the list.
MOST = 50
_TICK = re.compile(r"([0-9]{1,18}):([0-9]{0,18})", re.ASCII)
# As many as a browser completes a typed name from.
_KNOWN_TOPICS = 500


@dataclass
class Chosen:
    """A ticked story, and what stands in the way of it or came of it."""

    article: Article
    base: int | None
    refusals: list[str]
    was_so: bool = False
    # The text that somebody else's save in this very moment kept out: it waits to be settled.
    kept_out: Revision | None = None

    @property
    def tick(self) -> str:
        return f"{self.article.pk}:{self.base or ''}"


def show(model_admin, request) -> HttpResponse:
    """Asks first; with `confirm`, does it and says what came of each."""
    back = f"{reverse('admin:articles_article_changelist')}?{_query(request)}"
    if not open_to(person(request)):
        refuse()
    ticks = _ticks(request)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None or not 0 < len(ticks) <= MOST:
        if request.method == "POST":
            model_admin.message_user(request, _to_choose(len(ticks)), messages.WARNING)
        return HttpResponseRedirect(back)
    if not act.somewhere(person(request)):
        refuse()
    chosen = _found(request, act, ticks)
    is_press = "confirm" in request.POST
    form = act.form(request.POST if is_press else None, theirs=person(request))
    if is_press and form.is_valid():
        _carry_out(act, chosen, _doing(request, form.cleaned_data))
        return _page(model_admin, request, "bulk_done", act, chosen, back=back)
    _look_ahead(act, chosen, _doing(request, {}))
    return _page(model_admin, request, "bulk", act, chosen, back=back, form=form)


def _to_choose(number: int) -> str:
    if number > MOST:
        return _("Choose at most %d stories at once. Nothing was changed.") % MOST
    return _("Tick the stories and choose what to do with them. Nothing was changed.")


def _query(request) -> str:
    asked = QueryDict(request.POST.get("query", "")[:5000])
    return Filters(asked, user=request.user, now=request.now).query()


def _ticks(request) -> dict[int, int | None]:
    """Key of a story → the revision that the list showed."""
    found = (_TICK.fullmatch(value) for value in request.POST.getlist("story")[: 2 * MOST])
    return {int(tick[1]): int(tick[2]) if tick[2] else None for tick in found if tick}


def _found(request, act: BulkAct, ticks: dict) -> list[Chosen]:
    """Those that the person sees; others are not told from what never was."""
    stories = with_live_state(person(request).may(Act.SEE).filter(pk__in=ticks), request.now)
    stories = list(stories.select_related("section", "head").order_by("-changed_at", "-id"))
    if not stories:
        raise Http404
    keys = [story.pk for story in stories]
    allowed = act.allowed(person(request)).filter(pk__in=keys).order_by()
    allowed = set(allowed.values_list("pk", flat=True))
    no_right = _("Your role does not allow this here.")
    return [
        Chosen(story, ticks[story.pk], [] if story.pk in allowed else [no_right])
        for story in stories
    ]


def _doing(request, chosen: dict) -> Doing:
    return Doing(person(request), request.user, request.now, chosen)


def _look_ahead(act: BulkAct, chosen: list[Chosen], doing: Doing) -> None:
    for one in chosen:
        if not one.refusals and one.article.head_id != one.base:
            one.refusals = [_moved_on()]
        elif not one.refusals:
            one.refusals = act.obstacles(one.article, doing)


def _carry_out(act: BulkAct, chosen: list[Chosen], doing: Doing) -> None:
    """Each story by itself: what is refused to one takes nothing back of another.

    Each verb is atomic. Nothing atomic stands around it here: the text of a save that it refuses
    is kept.
    """
    for one in chosen:
        if one.refusals:
            continue
        try:
            _carry_out_on(one, act, doing)
        except NotReady as refusal:
            one.refusals = refusal.problems
        except StaleBase as stale:
            one.refusals = [str(stale)]
            one.kept_out = stale.mine if stale.mine.kind == Revision.Kind.REFUSED else None
        except Refused as refusal:
            one.refusals = [str(refusal)]
        except DatabaseError:
            _log.exception("The act %s on story %d", act.key, one.article.pk)
            one.refusals = [_("The database was busy. Try this one again.")]


def _carry_out_on(one: Chosen, act: BulkAct, doing: Doing) -> None:
    if one.article.head_id == one.base:
        one.refusals = act.obstacles(one.article, doing)
        if not one.refusals:
            one.was_so = act.do(one.article, doing)
    elif act.is_so(one.article, doing):
        # An earlier press of the same button is what moved it on.
        one.was_so = True
    else:
        one.refusals = [_moved_on()]


def _moved_on() -> str:
    return _("Somebody saved it after the list was shown. Read it, then do this again.")


def _page(model_admin, request, name: str, act: BulkAct, chosen, *, back, form=None):
    free = [one for one in chosen if not one.refusals]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": str(act.label).rstrip("…"),
        "act": act,
        "free": free,
        "refused": [one for one in chosen if one.refusals],
        "will": act.will % len(free) if free else "",
        "button": act.button % len(free),
        "form": form,
        "back": back,
        "query": _query(request),
        "known_topics": _topics(form),
    }
    template = f"admin/articles/article/{name}.html"
    return TemplateResponse(request, template, context, status=409 if form and form.errors else 200)


def _topics(form) -> list[str]:
    if form is None or "topic" not in form.fields:
        return []
    names = Topic.objects.standing().order_by("name").values_list("name", flat=True)
    return list(names[:_KNOWN_TOPICS])
