"""Pages for what is not there, is gone, or went wrong.

Those of 400 and 500 ask for no database, no context and no list of static files: any of them may be
what failed.
"""

from django.conf import settings
from django.http import (
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponsePermanentRedirect,
    HttpResponseServerError,
)
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy, override

from articles.addressing import Answer
from articles.models.address import edition_prefix
from articles.rendering import Head
from articles.views import likely, page

DESK = "/admin/"
# What is no page of the paper: nothing there was ever moved or withdrawn, or is like another.
NOT_PAGES = (DESK, "/static/", "/media/")


def bad_request(request, exception=None) -> HttpResponse:
    """Asks nothing of the request but its path: Django's own page reads the form that could not be
    read.
    """
    return HttpResponseBadRequest(_alone("400.html", request))


def not_found(request, exception=None) -> HttpResponse:
    """The one 404 of the site, the same for what never was and what may not be seen."""
    path, language = page.path_of(request), _edition_of(request.path_info)
    is_page = not path.startswith(NOT_PAGES)
    found = likely.links(path, language=language, now=request.now) if is_page else []
    return page.render(
        request,
        "404.html",
        {"likely": found},
        language=language,
        head=_head(gettext_lazy("Page not found")),
        status=404,
    )


def answered(request, answer: Answer) -> HttpResponse:
    """What an old address says."""
    if answer.status == 301:
        return moved(answer.location)
    return page.render(
        request,
        "410.html",
        {"note": answer.note, "at": answer.at},
        language=answer.language or _edition_of(request.path_info),
        head=_head(gettext_lazy("Story withdrawn")),
        status=answer.status,
    )


def moved(location: str) -> HttpResponse:
    """301 to a path of ours. Asked for anew each time: what moved may move back, and browsers that
    remember both ways go round for ever.
    """
    response = HttpResponsePermanentRedirect(location)
    response["Cache-Control"] = "no-cache"
    return response


def _head(title) -> Head:
    return Head(title=title, is_indexed=False)


def server_error(request) -> HttpResponse:
    """Printed without luck."""
    return HttpResponseServerError(_alone("500.html", request))


def _alone(template: str, request) -> str:
    """A page that nothing stands behind, in the language of the edition that its path names."""
    path = getattr(request, "path_info", "/")
    if path.startswith(DESK):
        return render_to_string(template, {"home": "/"})
    language = _edition_of(path)
    with override(language):
        return render_to_string(template, {"home": f"{edition_prefix(language)}/"})


def _edition_of(path: str) -> str:
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
