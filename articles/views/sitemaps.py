"""Sitemaps: the index, the stories of a month, places, and news."""

from hashlib import sha256

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles import sitemaps


@require_safe
def index(request):
    return _answer(request, sitemaps.index_xml(sitemaps.files(request.now)))


@require_safe
def month(request, year, month, part=1):
    # The first and the last year that dates know have days without a midnight in UTC.
    if not (1 < year < 9999 and 1 <= month <= 12):
        raise Http404
    named = sitemaps.Month(year, month)
    return _urlset(request, sitemaps.of_month(named, part, request.now))


@require_safe
def places(request, part=1):
    return _urlset(request, sitemaps.of_places(part, request.now))


@require_safe
def news(request, part=1):
    """robots.txt names the first file, which therefore is there on a quiet weekend too."""
    return _urlset(request, sitemaps.of_news(part, request.now), may_be_empty=part == 1)


def _urlset(request, entries: list[sitemaps.Entry], *, may_be_empty: bool = False) -> HttpResponse:
    if not entries and not may_be_empty:
        raise Http404
    return _answer(request, sitemaps.urlset_xml(entries))


def _answer(request, xml: str) -> HttpResponse:
    """XML with a tag made of its own bytes: 304 saves the way and is never older than the clock."""
    body = xml.encode()
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/xml")
    response["ETag"] = tag
    # Nothing may outlive the next boundary.
    response["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag=tag, response=response)
