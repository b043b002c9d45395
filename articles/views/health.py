"""Whether this process can serve: asked by load balancers and people on call."""

import logging
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
def healthz(request):
    """200 "ok", or 503 with one word on what is missing; details go to the log alone."""
    try:
        waiting = _migrations() - MigrationRecorder(connection).applied_migrations().keys()
    except DatabaseError:
        logger.exception("The database does not answer.")
        return _answer("database", 503)
    return _answer("migrations", 503) if waiting else _answer("ok", 200)


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """The migrations that this process was started with; reading them from disk takes a while."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _answer(word: str, status: int) -> HttpResponse:
    response = HttpResponse(word, content_type="text/plain", status=status)
    response["Cache-Control"] = "no-store"
    return response
