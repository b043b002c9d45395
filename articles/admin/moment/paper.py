"""What readers' own code answers at a moment: the public addresses alone, and a request that knows
nobody.
"""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import get_resolver, resolve
from django.utils import translation

from articles.middleware import NOT_PAGES, Addresses

_PUBLIC = "articles.urls"
# Of the server, and not of the paper.
_OF_NO_TIME = (*NOT_PAGES, "/healthz")


def is_page(path: str) -> bool:
    """Whether a path may be one of the paper's, which have a moment."""
    return path.startswith("/") and not f"{path}/".startswith(tuple(map(_folder, _OF_NO_TIME)))


def _folder(path: str) -> str:
    return f"{path.rstrip('/')}/"


def at(path: str, query: str, now: datetime) -> tuple[HttpResponse, str]:
    """(the answer, the name of the address) as readers have it at that moment, with what old
    addresses say, in as many queries.
    """
    asked = _request(path, query, now)
    with translation.override(settings.LANGUAGE_CODE):
        answer = Addresses(_answered)(asked)
    found = asked.resolver_match
    return answer, found.url_name if found and answer.status_code == 200 else ""


def _answered(asked: HttpRequest) -> HttpResponse:
    try:
        asked.resolver_match = view, args, kwargs = resolve(asked.path_info, _PUBLIC)
        return view(asked, *args, **kwargs)
    except Http404 as fault:
        return get_resolver().resolve_error_handler(404)(asked, exception=fault)


def _request(path: str, query: str, now: datetime) -> HttpRequest:
    """Without a cookie, a user, or a word of what a browser has already."""
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info, asked.now = "GET", path, path, now
    asked.META = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    asked.GET = QueryDict(query)
    return asked
