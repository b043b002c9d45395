"""The preview: the working copy as readers would see it, printed by the readers' own template."""

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from articles import composing, rendering
from articles import content as contents
from newsroom.csp import CSP


def show(model_admin, request, article) -> HttpResponse:
    """The saved working copy; kept by no cache, framed by the desk alone."""
    now = timezone.now()
    page = composing.compose(contents.of(article), article=article)
    text = rendering.html(
        "articles/article.html",
        {"page": page, "related": [], "preview": True},
        language=page.language,
        now=now,
    )
    response = HttpResponse(text)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_config = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
    return response
