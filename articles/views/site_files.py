"""Small files that programs look for at fixed addresses: all of them made from settings."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from articles.composing import RIGHT_TO_LEFT
from articles.models.address import absolute_url

# Months until a security.txt is said to be stale; the RFC recommends less than a year.
_MONTHS_OF_TRUST = 6


def icons() -> list[dict]:
    """The paper's icons as a manifest names them; the only place that knows their files."""
    return [
        {"src": static("articles/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        *(
            {
                "src": static(f"articles/icon-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
            }
            for size in (180, 192, 512)
        ),
    ]


@require_safe
def robots(request):
    if settings.ROBOTS == "none":
        return _text(["User-agent: *", "Disallow: /"])
    lines = ["User-agent: *", "Disallow: /admin/", ""]
    for name in settings.ROBOTS_KEPT_OUT:
        lines += [f"User-agent: {name}", "Disallow: /", ""]
    sitemaps = ("/sitemap.xml", "/news-sitemap.xml")
    return _text(lines + [f"Sitemap: {absolute_url(path)}" for path in sitemaps])


@require_safe
def security(request):
    """RFC 9116; nothing is there where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACT]
    lines.append(f"Expires: {_expires(request.now):%Y-%m-%dT%H:%M:%SZ}")
    lines.append(f"Preferred-Languages: {', '.join(settings.SECURITY_LANGUAGES)}")
    lines.append(f"Canonical: {absolute_url('/.well-known/security.txt')}")
    if settings.SECURITY_POLICY:
        lines.append(f"Policy: {settings.SECURITY_POLICY}")
    return _text(lines)


def _expires(now: datetime) -> datetime:
    """The first of a month that lies six to seven months ahead: the same text all month."""
    today = now.astimezone(UTC)
    months = today.year * 12 + today.month + _MONTHS_OF_TRUST
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


@require_safe
def manifest(request):
    language = settings.LANGUAGE_CODE
    return _kept(
        JsonResponse(
            {
                "id": "/",
                "name": settings.NEWSROOM_NAME,
                "short_name": settings.NEWSROOM_SHORT_NAME,
                "lang": language,
                "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
                "start_url": "/",
                "scope": "/",
                "display": settings.NEWSROOM_DISPLAY,
                "theme_color": settings.NEWSROOM_THEME_COLOUR,
                "background_color": settings.NEWSROOM_PAPER_COLOUR,
                "icons": icons(),
            },
            content_type="application/manifest+json",
            json_dumps_params={"ensure_ascii": False},
        )
    )


@require_safe
def favicon(request):
    """Browsers ask for it wherever they are shown something that is no page of ours."""
    return _kept(HttpResponseRedirect(static("articles/favicon.ico")))


@require_safe
def touch_icon(request):
    return _kept(HttpResponseRedirect(static("articles/icon-180.png")))


def _text(lines: list[str]) -> HttpResponse:
    text = "".join(f"{line}\n" for line in lines)
    return _kept(HttpResponse(text, content_type="text/plain; charset=utf-8"))


def _kept(response: HttpResponse) -> HttpResponse:
    """No story is in these files: an hour is only what a changed setting has to wait."""
    response["Cache-Control"] = "public, max-age=3600"
    return response
