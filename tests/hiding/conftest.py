"""A store of its own for each test, of a kind that has no folders and no paths."""

import pytest
from django.conf import settings as configured

IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture
def in_memory(settings):
    """For tests that ask no address: only what every storage can is asked of it."""
    settings.STORAGES = {**configured.STORAGES, "default": IN_MEMORY}
