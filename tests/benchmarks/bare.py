"""What speed is measured against: Django with one view that returns a constant page.

Its settings stand here, in one file, so that nothing of the newsroom takes part in it.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

_PAGE = b"<!doctype html><title>Bare</title>".ljust(int(os.environ.get("BARE_BYTES") or 20_000))


def constant(request):
    return HttpResponse(_PAGE)


urlpatterns = [path("", constant)]

if not settings.configured:
    settings.configure(
        ROOT_URLCONF=__name__, SECRET_KEY="of a page that says nothing", ALLOWED_HOSTS=["*"]
    )
application = get_wsgi_application()
