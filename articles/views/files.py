"""Serves renditions from local storage, for installations with no web server in front.

Originals never pass here. A rendition's name holds 128 random bits and its bytes never change; when
its story is withdrawn the file is called otherwise, and this name answers 404.
"""

import re
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

_NAME = re.compile(r"[0-9a-f]{32}\.(jpeg|webp)")

# Of the five minutes after which a withdrawn picture is seen nowhere (hiding), what browsers and
# edges may keep it; the rest is the timer's minute, and one more for a run that was ended.
KEPT_S = 180


@require_safe
def rendition(request, name):
    if not _NAME.fullmatch(name):
        raise Http404
    response = serve(request, name, document_root=Path(settings.MEDIA_ROOT) / "renditions")
    response["Cache-Control"] = f"public, max-age={KEPT_S}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
