"""Pages for what is not there, is gone, or went wrong."""

from django.conf import settings
from django.http import (
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponsePermanentRedirect,
    HttpResponseServerError,
)
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from articles.addressing import Answer
from articles.rendering import Head
from articles.views import page


def _edition_of(path: str) -> str:
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def bad_request(request, exception=None) -> HttpResponse:
    """Asks nothing of the request: Django's own page reads the form that could not be read."""
    return HttpResponseBadRequest("Bad request", content_type="text/plain")


def not_found(request, exception=None) -> HttpResponse:
    """The one 404 of the site, the same for what never was and what may not be seen."""
    return page.render(
        request,
        "404.html",
        {},
        language=_edition_of(request.path_info),
        head=_head(gettext_lazy("Page not found")),
        status=404,
    )


def answered(request, answer: Answer) -> HttpResponse:
    """What an old address says."""
    if answer.status == 301:
        return moved(answer.location)
    language = answer.language or _edition_of(request.path_info)
    return page.render(
        request,
        "410.html",
        {"note": answer.note},
        language=language,
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
    """Printed without database, context or luck."""
    return HttpResponseServerError(render_to_string("500.html"))
