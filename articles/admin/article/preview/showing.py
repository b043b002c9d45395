"""The answers: one text as article, card, search result, social card, printed sheet, or its faults.

No answer runs a script, is kept by a cache or framed by anybody but the desk.
"""

from dataclasses import replace
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from articles import branding, composing, rendering
from articles.admin.article.comparing import sides
from articles.admin.article.preview import legal, page
from articles.admin.article.writing import typed
from articles.admin.desk import may_edit, person, read_key, refuse
from articles.models import Article
from articles.roles import Act
from newsroom.csp import CSP

_TEMPLATES = "admin/articles/article/"
# About what search engines print, in letters: they count the width of them.
_MOST_TITLE = 60
_MOST_DESCRIPTION = 155


def show(model_admin, request, article: Article) -> HttpResponse:
    """GET: the saved copy, or the text that `?text=` names. POST: what is typed, for whoever may
    write in the story.
    """
    if request.method != "POST":
        return answer(request, article, _stored(request, article))
    if not may_edit(request, article):
        refuse()
    return answer(request, article, _typed(model_admin, request, article))


def _stored(request, article: Article) -> typed.Copy:
    name = request.GET.get("text", "")
    if not name:
        return typed.saved(article)
    found = sides.find(request, article, name)
    if found.lost or found.revision is None:
        raise Http404
    return typed.Copy(found.content, is_saved=True, base=found.revision)


def begin(model_admin, request) -> HttpResponse:
    """A story that is not saved yet."""
    if not person(request).somewhere(Act.CREATE):
        refuse()
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:articles_article_add"))
    article = Article()
    return answer(request, article, _typed(model_admin, request, article))


def _typed(model_admin, request, article: Article) -> typed.Copy:
    return typed.read(request, typed.sent(model_admin, request, article))


def answer(request, article: Article, copy: typed.Copy) -> HttpResponse:
    """One text in the way that is asked for."""
    way = _asked(request, "show")
    if way == "faults":
        return _guarded(render_to_string(f"{_TEMPLATES}_preview_faults.html", {"copy": copy}))
    live = page.live_version(article, request.now)
    shown = page.of(copy, article, live, request.now)
    theme = _asked(request, "theme")
    context = {
        "ways": _ways() if request.method != "POST" else [],
        "text": request.GET.get("text", ""),
        "shown_as": way if way in _WAYS else "article",
        "page": shown,
        "copy": copy,
        "theme": theme if theme in ("light", "dark") else "",
        "is_framed": bool(_asked(request, "framed")),
        "desk_language": get_language(),
        "desk_direction": "rtl" if get_language_bidi() else "ltr",
    }
    if way == "print":
        context["sheet_head"] = legal.head(copy, article, live, by=request.user, now=request.now)
        context["about"] = legal.about(copy, shown)
    elif way in _WAYS:
        return _guarded(_on_its_own(way, shown, context))
    else:
        context["page"] = page.with_place(shown, read_key(_asked(request, "at")))
    return _guarded(_in_the_paper(way, request, context, canonical=live.path if live else ""))


def _ways() -> list[dict]:
    """Where a saved copy leads to: the other ways to look at it."""
    names = {
        "article": _("Article"),
        "card": _("Card"),
        "search": _("Search result"),
        "social": _("Social card"),
        "print": _("Print"),
    }
    return [{"key": key, "name": name} for key, name in names.items()]


def _asked(request, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name, "")


def _in_the_paper(way: str, request, context: dict, canonical: str) -> str:
    """The readers' own page of a story, in the story's language."""
    template = "preview_print.html" if way == "print" else "preview_article.html"
    # The head of the sheet says more exactly what readers see.
    has_words = way != "print" and not context["is_framed"]
    head = rendering.head_of_story(context["page"])
    return rendering.html(
        f"{_TEMPLATES}{template}",
        {**context, "preview": has_words},
        language=context["page"].language,
        now=request.now,
        head=replace(head, path=canonical, data=(), is_indexed=False),
    )


def _on_its_own(way: str, shown: composing.Page, context: dict) -> str:
    """What others show of a story; the words around it are the desk's."""
    context |= {
        "brand": branding.brand(shown.language),
        "paper": settings.NEWSROOM_NAME,
        "language": context["desk_language"],
        "direction": context["desk_direction"],
        "heading": next(one["name"] for one in _ways() if one["key"] == way),
        **_WAYS[way](shown),
    }
    return render_to_string(f"{_TEMPLATES}preview_{way}.html", context)


def _card(shown: composing.Page) -> dict:
    return {"card": composing.card(shown)}


def _search(shown: composing.Page) -> dict:
    title = f"{shown.title} – {settings.NEWSROOM_NAME}"
    steps = [step for step in unquote(shown.path).split("/") if step]
    return {
        "host": urlsplit(settings.SITE_URL).netloc,
        "steps": steps,
        "title": _cut(title, _MOST_TITLE),
        "is_title_cut": len(title) > _MOST_TITLE,
        "description": _cut(shown.description, _MOST_DESCRIPTION),
        "is_description_cut": len(shown.description) > _MOST_DESCRIPTION,
        "most_title": _MOST_TITLE,
        "most_description": _MOST_DESCRIPTION,
    }


def _social(shown: composing.Page) -> dict:
    return {"host": urlsplit(settings.SITE_URL).netloc}


_WAYS = {"card": _card, "search": _search, "social": _social}


def _cut(text: str, most: int) -> str:
    """At most so many letters, cut before a word where one begins in the last third."""
    if len(text) <= most:
        return text
    short = text[: most - 1]
    words = short.rpartition(" ")[0]
    return f"{words if len(words) > most * 2 // 3 else short} …"


def _guarded(text: str) -> HttpResponse:
    response = HttpResponse(text)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_config = settings.SECURE_CSP | {
        "script-src": [CSP.NONE],
        "connect-src": [CSP.NONE],
        "form-action": [CSP.NONE],
        "frame-ancestors": [CSP.SELF],
    }
    return response
