"""Moments as the newsroom reads and prints them: on its own clock, which is named.

What works in any zone lives in `dates`; which moment is now, the doors ask.
"""

from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language

from articles import dates


def local(moment: datetime) -> datetime:
    """The same moment in the newsroom's zone."""
    return moment.astimezone(settings.ZONE)


def text(moment: datetime) -> str:
    """Like 25 February 2025 23:36 (UTC+04:00), in the active language."""
    return dates.moment_text(local(moment), get_language() or "en")


def day(moment: datetime) -> str:
    """Like 25 February 2025, in the active language."""
    return dates.day_text(local(moment), get_language() or "en")


def iso(moment: datetime) -> str:
    """Like 2025-02-25T23:36:00+04:00."""
    return dates.iso(local(moment))
