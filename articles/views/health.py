"""Whether this process can serve: asked by load balancers and people on call."""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
def healthz(request):
    """200 "ok", or 503 with one word on what is missing; details go to the log alone."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        logger.exception("The database does not answer.")
        return _answer("database", 503)
    return _answer("migrations", 503) if waiting else _answer("ok", 200)


def _answer(word: str, status: int) -> HttpResponse:
    response = HttpResponse(word, content_type="text/plain", status=status)
    response["Cache-Control"] = "no-store"
    return response
