"""How every public page is answered: its path, its text, its headers."""

from unicodedata import normalize

from django.http import HttpResponse

from articles import rendering


def path_of(request) -> str:
    """The path as addresses hold it: decoded, NFC."""
    return normalize("NFC", request.path_info)


def render(
    request, template: str, context: dict, *, language: str, canonical: str = "", status: int = 200
) -> HttpResponse:
    """A public page. `canonical` is a path, "" for pages that have no address of their own."""
    text = rendering.html(
        template, context, language=language, now=request.now, canonical=canonical
    )
    response = HttpResponse(text, status=status)
    response["Content-Language"] = language
    # Nothing may outlive the next boundary; until a cache knows it, nothing is kept.
    response["Cache-Control"] = "no-cache"
    return response
