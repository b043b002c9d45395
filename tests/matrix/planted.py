"""The addresses of the project with one page at the desk that no row of the table names."""

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from newsroom.urls import urlpatterns as of_the_project


def show(request, key: int) -> HttpResponse:
    return HttpResponse("An oversight.")


def _with_an_oversight(pattern: URLPattern | URLResolver):
    if getattr(pattern, "namespace", None) != "admin":
        return pattern
    pages = [path("planted/<int:key>/", show, name="planted"), *pattern.url_patterns]
    return path("admin/", include((pages, "admin"), namespace="admin"))


urlpatterns = [_with_an_oversight(each) for each in of_the_project]
