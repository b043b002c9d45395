"""/admin/at/<moment>/<public path>: the readers' page of that moment, with a banner on top."""

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from articles.admin.desk import person, refuse
from articles.admin.moment import choosing, leading, moments, paper
from articles.models import PublishedVersion
from articles.models.timed import looking
from articles.permissions import Permissions
from articles.roles import Act
from newsroom.csp import CSP

# Addresses of one story.
_OF_A_STORY = ("article", "lite")


@require_safe
def show(request, moment: str, rest: str = "") -> HttpResponse:
    who, path = person(request), f"/{rest}"
    if not who.somewhere(Act.SEE):
        refuse()
    try:
        then = moments.read(moment)
    except moments.Unreadable as fault:
        return choosing.ask_again(request, fault, path)
    if not paper.is_page(path):
        return choosing.no_page(request, path)
    query = request.META.get("QUERY_STRING", "")
    with looking(request.now, _sight(who)):
        answer, name = paper.at(path, query, then)
    base = f"{reverse('admin:at')}{moment}"
    location = answer.get("Location", "")
    if location:
        is_page = paper.is_page(location)
        return _guarded(HttpResponseRedirect(f"{base}{location}" if is_page else location))
    policy = getattr(answer, "_csp_config", None)
    return _guarded(_answer(request, answer, name, then, base=base, path=path), policy)


def _sight(who: Permissions):
    """What leads to an article → the condition for those that the person may see."""

    def may_see(article: str) -> Q:
        return who.over_articles(Act.SEE, article) & Q(**{f"{article}removed_at": None})

    return may_see


def _answer(
    request, answer: HttpResponse, name: str, then: datetime, *, base: str, path: str
) -> HttpResponse:
    """What is no HTML, a feed or a sitemap, is given as it is."""
    kind, body = answer["Content-Type"], answer.content
    if kind.startswith("text/html"):
        shown = _context(request, answer.status_code, name, then, path)
        body = leading.led(
            body.decode(),
            base=base,
            styles=render_to_string("admin/moment/_styles.html"),
            top=render_to_string("admin/moment/_banner.html", shown),
        )
    response = HttpResponse(body, status=answer.status_code, content_type=kind)
    if "Content-Language" in answer:
        response["Content-Language"] = answer["Content-Language"]
    return response


def _context(request, status: int, name: str, then: datetime, path: str) -> dict:
    now, query = request.now, request.META.get("QUERY_STRING", "")
    here = escape_uri_path(path) + (f"?{query}" if query else "")
    is_story = name in _OF_A_STORY
    asked_for = urlencode({"path": here, "from": moments.written(then)})
    return {
        "moment": moments.said(then),
        "is_ahead": then > now,
        "is_over": then < now,
        "is_nothing": status == 404,
        "is_hidden": is_story and not _is_live(path, now),
        "is_front": name == "front",
        "here": here,
        "other": f"{reverse('admin:at')}?{asked_for}",
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def _is_live(path: str, now: datetime) -> bool:
    """Whether readers see a story at this address at present; the lite twin stands below it."""
    paths = (path, path.removesuffix("lite/"))
    return PublishedVersion.objects.live(now).filter(path__in=paths).exists()


def _guarded(response: HttpResponse, policy: dict | None = None) -> HttpResponse:
    """With the page's own policy, where it has one; the desk alone may frame it."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_config = (policy or settings.SECURE_CSP) | {"frame-ancestors": [CSP.SELF]}
    return response
