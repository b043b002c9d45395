"""What stands around every request: the clock, the door for old addresses, and the desk's own.

Public pages know no user, so Django's session, locale, CSRF, authentication and messages middleware
work under /admin/ alone.
"""

from allauth.account.middleware import AccountMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin

from articles import addressing
from articles.views import errors
from articles.views.errors import DESK, NOT_PAGES

# What our own pages write behind an address.
OWN_QUERIES = ("before=", "after=")


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


class Addresses(MiddlewareMixin):
    """Answers 301 or 410 where a page is not found and an address remembers why.

    The front is always found, so the queries of old sites (`/?p=12`) are asked for before it.
    """

    def process_request(self, request):
        query = request.META.get("QUERY_STRING", "")
        if request.path_info != "/" or not query or query.startswith(OWN_QUERIES):
            return None
        answer = addressing.answer_for("/", query=query, now=request.now)
        return answer and errors.answered(request, answer)

    def process_response(self, request, response):
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if request.path_info.startswith(NOT_PAGES):
            return response
        query = request.META.get("QUERY_STRING", "")
        answer = addressing.answer_for(request.path_info, query=query, now=request.now)
        return response if answer is None else errors.answered(request, answer)


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
