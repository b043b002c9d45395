"""What stands around every request: the clock, the door for old addresses, and the desk's own.

Public pages know no user, so Django's session, locale, CSRF, authentication and messages middleware
work under /admin/ alone.
"""

from unicodedata import is_normalized, normalize

from allauth.account.middleware import AccountMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpRequest, QueryDict
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.encoding import escape_uri_path

from articles import addressing
from articles.views import errors
from articles.views.errors import DESK, NOT_PAGES

# The parameters that our own pages write behind an address.
OWN_PARAMETERS = frozenset({"before", "after"})


class Clock(MiddlewareMixin):
    """Asks the clock once a request; views read request.now."""

    def process_request(self, request):
        request.now = timezone.now()


class Head(MiddlewareMixin):
    """Answers HEAD with the headers of GET alone; application servers complain of a body."""

    def process_response(self, request, response):
        if request.method == "HEAD" and not response.streaming and response.content:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response


class Common(CommonMiddleware):
    """Django's own. Outside the desk Addresses adds a slash, and only where a page is then."""

    def should_redirect_with_slash(self, request):
        is_desk = f"{request.path_info}/".startswith(DESK)
        return is_desk and super().should_redirect_with_slash(request)


class Addresses(MiddlewareMixin):
    """Answers 301 or 410 where a page is not found and an address remembers why, or where it is
    found under the address that whoever asks has meant.

    The front is always found, so the queries of old sites (`/?p=12`) are asked for before it.
    """

    def process_request(self, request):
        query = _query(request)
        if request.path_info == "/" and query and not _own(query):
            return _remembered(request, "/")
        # The same letters in other bytes: no second address of one page.
        return None if is_normalized("NFC", request.path_info) else _answer(request)

    def process_response(self, request, response):
        return (_answer(request) if response.status_code == 404 else None) or response


def _answer(request):
    """What an address says at which no page is, or None."""
    if request.method not in ("GET", "HEAD") or request.path_info.startswith(NOT_PAGES):
        return None
    path = normalize("NFC", request.path_info)
    meant = [each for each in addressing.spellings(request.path_info) if not _is_no_page(each)]
    if not _own(_query(request)):
        return _remembered(request, path, *meant) or _found(request, meant)
    # A place's address alone does not say whether it has such a page.
    return _remembered(request, path) or _found(request, meant) or _remembered(request, *meant)


def _is_no_page(path: str) -> bool:
    return f"{path}/".startswith(NOT_PAGES)


def _remembered(request, *paths: str):
    answer = addressing.answer_for(*paths, query=_query(request), now=request.now)
    return answer and errors.answered(request, answer)


def _found(request, meant: list[str]):
    """Leads to the first of these paths at which a page is, with the parameters that it knows."""
    own = _own(_query(request))
    path = next((path for path in meant if _is_page(request, path, own)), None)
    return path and errors.moved(escape_uri_path(path) + (f"?{own}" if own else ""))


def _is_page(request, path: str, query: str) -> bool:
    """Asks the view itself: whatever hides a page there hides it here, in as many queries."""
    try:
        view, args, kwargs = resolve(path)
    except Resolver404:
        return False
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info, asked.now = "GET", path, path, request.now
    conditions = {name for name in request.META if name.startswith("HTTP_IF_")}
    asked.META = {name: request.META[name] for name in request.META.keys() - conditions}
    asked.META |= {"QUERY_STRING": query, "PATH_INFO": path, "REQUEST_METHOD": "GET"}
    asked.GET = QueryDict(query)
    try:
        # Not closed: a closed response ends the request, and with it the way to the database.
        return view(asked, *args, **kwargs).status_code == 200
    except Http404:
        return False


def _query(request) -> str:
    return request.META.get("QUERY_STRING", "")


def _own(query: str) -> str:
    """The part of a query that our own pages write."""
    return "&".join(part for part in query.split("&") if part.partition("=")[0] in OWN_PARAMETERS)


class _AtTheDesk:
    """Lets a middleware work under /admin/ alone."""

    def __call__(self, request):
        if not request.path_info.startswith(DESK):
            return self.get_response(request)
        return super().__call__(request)

    def process_view(self, request, *args, **kwargs):
        process = getattr(super(), "process_view", None)
        if process is None or not request.path_info.startswith(DESK):
            return None
        return process(request, *args, **kwargs)


class DeskSession(_AtTheDesk, SessionMiddleware):
    pass


class DeskLocale(_AtTheDesk, LocaleMiddleware):
    """The desk in the language that somebody chose or their browser asks for, if we have all of it.

    Django's own words are there in many more; half a page of them would be worse than English.
    """

    def process_request(self, request):
        super().process_request(request)
        spoken = [code for code, _name in settings.INTERFACE_LANGUAGES]
        if request.LANGUAGE_CODE not in spoken:
            paper_s = settings.LANGUAGE_CODE
            translation.activate(paper_s if paper_s in spoken else "en")
            request.LANGUAGE_CODE = translation.get_language()


class DeskCsrf(_AtTheDesk, CsrfViewMiddleware):
    pass


class DeskAuthentication(_AtTheDesk, AuthenticationMiddleware):
    pass


class DeskMessages(_AtTheDesk, MessageMiddleware):
    pass


class DeskAccounts:
    """allauth's middleware, under /admin/ alone."""

    sync_capable, async_capable = True, False

    def __init__(self, get_response):
        self.get_response = get_response
        self.accounts = AccountMiddleware(get_response)

    def __call__(self, request):
        at_the_desk = request.path_info.startswith(DESK)
        return (self.accounts if at_the_desk else self.get_response)(request)

    def process_exception(self, request, exception):
        if not request.path_info.startswith(DESK):
            return None
        return self.accounts.process_exception(request, exception)
