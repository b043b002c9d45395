"""The addresses of the whole project."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # Before Django's own: it answers at the admin's /login/.
    path("admin/", include("articles.admin.entrance.urls")),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]

handler400 = "articles.views.errors.bad_request"
handler404 = "articles.views.errors.not_found"
handler500 = "articles.views.errors.server_error"
