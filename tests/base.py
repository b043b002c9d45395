"""The cast and the clock: who works at the fictional paper, and what time it is there."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Membership

PASSWORD = "quiet river stone"

# The moment at which nearly every test begins: 14:00 in the newsroom's zone.
NOON = datetime(2025, 3, 10, 10, 0, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

LATER = NOON + HOUR
EVENING = NOON + 6 * HOUR


def standing_clock(moment: datetime):
    """A fixture for a module or a conftest: the clock stands still in each of its tests."""

    @pytest.fixture(autouse=True)
    def clock():
        with time_machine.travel(moment, tick=False):
            yield

    return clock


def person(role: str = "", *, name: str = "", section=None):
    """A user of the desk with a role everywhere, or in one section; without a role, no rights."""
    name = name or role or "stranger"
    user, made = get_user_model().objects.get_or_create(
        username=name, defaults={"email": f"{name}@gazette.invalid", "is_staff": True}
    )
    if made:
        user.set_password(PASSWORD)
        user.save()
    if role:
        Membership.objects.get_or_create(user=user, role=role, section=section)
    return user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queries() -> CaptureQueriesContext:
    """Collects the queries of the block; `len()` of it says how many they were."""
    return CaptureQueriesContext(connection)
