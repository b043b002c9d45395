"""How every public page is answered: its path, its text, its headers."""

from unicodedata import normalize

from django.conf import settings
from django.http import HttpResponse

from articles import rendering
from articles.rendering import Head


def path_of(request) -> str:
    """The path as addresses hold it: decoded, NFC."""
    return normalize("NFC", request.path_info)


def render(
    request, template: str, context: dict, *, language: str, head: Head, status: int = 200
) -> HttpResponse:
    """A public page in its language."""
    text = rendering.html(template, context, language=language, now=request.now, head=head)
    response = HttpResponse(text, status=status)
    response["Content-Language"] = language
    # Nothing may outlive the next boundary; until a cache knows it, nothing is kept.
    response["Cache-Control"] = "no-cache"
    return response


def with_frames(response: HttpResponse, sources: list[str]) -> HttpResponse:
    """The answer with a policy that lets frames of these sources through; strict without any."""
    if sources:
        response._csp_config = settings.SECURE_CSP | {"frame-src": sources}
    return response
